"""The oracle can fail: for each of its rules a made-up history breaks that rule, and that rule alone.

The two lawful histories are written by hand: a small purchase from a listing, and an e-bidding of two companies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.property import almanac, oracle
from tests.property.history import Company, Entry, History, RowState, Sight

AGENCY, OFFICE, SIAM, LANNA = "AG-1", "AG-9", "ORG-S", "ORG-L"
COMPANIES = {"S-1": Company("0015561000012", SIAM), "S-2": Company("0015562000024", LANNA)}
STAFF = {
    "officer": (AGENCY, "officer"), "head_officer": (AGENCY, "head_officer"), "head": (AGENCY, "head_of_agency"), "superior": (AGENCY, "superior"),
    "chair": (AGENCY, "staff"), "member": (AGENCY, "staff"), "second": (AGENCY, "staff"), "inspector": (AGENCY, "staff"), "third": (AGENCY, "staff"),
    "fourth": (AGENCY, "staff"), "finance": (AGENCY, "finance"), "keeper": (OFFICE, "key_officer"), "siam": (SIAM, "owner"), "lanna": (LANNA, "owner"),
}  # fmt: skip
ACCEPTORS = ("inspector", "third", "fourth")
#: Monday 7 September 2026; by the almanac's count the bid day of that day's invitation is Tuesday the 15th.
MONDAY = dt.datetime(2026, 9, 7, 9, 0, tzinfo=almanac.BANGKOK)


class Book:
    """A made-up log being written."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.now = MONDAY
        for person, (house, duty) in STAFF.items():
            self.write(
                "accounts.duty_granted", "system", subject=("organisation", house), root=("organisation", house), person=person, duty=duty
            )

    def on(self, month: int, day: int, hour: int = 10, *, year: int = 2026) -> Book:
        self.now = dt.datetime(year, month, day, hour, tzinfo=almanac.BANGKOK)
        return self

    def write(self, code: str, who: str, duty: str = "", /, **more: Any) -> None:
        named = {name: more.pop(name) for name in ("subject", "root", "step", "source", "target") if name in more}
        root = named.pop("root", ("tender", "T-1"))
        self.entries.append(
            Entry(
                position=len(self.entries) + 1, code=code if "." in code else f"tenders.{code}", at=self.now, who=who, duty=duty,
                house=STAFF.get(who, ("", ""))[0], actor_kind="system" if who == "system" else "person", root=root,
                subject=named.pop("subject", ("tender", "T-1")), basis=("REG.22",), payload=more, **named,
            )
        )  # fmt: skip

    def step(self, code: str, who: str, duty: str, move: str, **more: Any) -> None:
        source, target = move.split(">")
        self.write(code, who, duty, step=code, source=source, target=target, **more)

    def committee(self, kind: str, *people: tuple[str, str]) -> None:
        members = [{"person": person, "role": role} for person, role in people]
        self.write("committee_appointed", "officer", "officer", committee=kind, members=members)

    def declare(self, kind: str, duty: str, *people: str) -> None:
        for person in people:
            self.step("conflict_declared", person, duty, "appointed>sworn", subject=("seat", f"{kind}-{person}"), committee=kind)

    def history(self, **more: Any) -> History:
        rows = (RowState("tender", "T-1", "concluded", "drafting"), RowState("contract", "C-1", "closed", "drafting"))
        return History("T-1", tuple(self.entries), companies=COMPANIES, rows=more.pop("rows", rows), **more)


def _agreement(book: Book, price: int, kind: str, supplier: str, *, months: int) -> dict[str, Any]:
    terms = {
        "kind": kind, "supplier": supplier, "total_satang": price, "penalty_kind": "work", "penalty_rate": "0.1", "warranty_months": months,
        "instalments": [{"number": 1, "title": "ทั้งหมด", "amount_satang": price, "due_days": 30}],
    }  # fmt: skip
    book.write("contracts.contract_drafted", "officer", "officer", subject=("contract", "C-1"), **terms)
    return terms


def _fulfilled(book: Book, price: int, seller: str, *people: str) -> None:
    """Delivered in time, found correct by everybody, invoiced and paid; then closed."""
    part: dict[str, Any] = {"subject": ("delivery", "C-1-1"), "number": 1}
    duty = "owner" if seller == "siam" else "tenderer"
    book.step("contracts.delivery_made", seller, "tenderer" if duty else "", "due>delivered", **part)
    for person in people:
        book.step("contracts.inspection_recorded", person, "acceptor", "delivered>delivered", accepts=True, **part)
    book.step("contracts.delivery_accepted", people[-1], "acceptor", "delivered>accepted", amount_satang=price, penalty_satang=0, **part)
    withheld = round(price * 100 / 107 / 100)
    sums = {"total_satang": price, "withheld_satang": withheld, "net_satang": price - withheld}
    book.step("contracts.invoice_submitted", seller, "tenderer", "accepted>accepted", **part, **sums)
    book.step("contracts.delivery_paid", "finance", "finance", "accepted>accepted", **part, **sums)


def small(budget: int = 9_000_000) -> Book:
    """A purchase by the specific method, bought on receipt from Siam."""
    book = Book()
    book.write("purchase_started", "officer", "officer", method="specific_small", agency=AGENCY, budget_satang=budget)
    book.committee("tor", ("chair", "sole"))
    book.committee("acceptance", ("inspector", "sole"))
    book.declare("tor", "tor_person", "chair")
    book.write("tor_finished", "chair", "tor_person")
    book.step("request_submitted", "officer", "officer", "drafting>requested")
    book.step("request_approved", "head", "head_of_agency", "requested>approved")
    book.step("supplier_approached", "officer", "officer", "approved>negotiating", suppliers=["S-1"])
    book.write("offer_recorded", "officer", "officer", supplier="S-1", first_satang=budget, price_satang=budget)
    book.step("offer_accepted", "head_officer", "head_officer", "negotiating>result_approved", supplier="S-1", price_satang=budget)
    book.step(
        "lot_awarded", "head_officer", "head_officer", "proposed>awarded", subject=("lot", "L-1"), supplier="S-1", price_satang=budget
    )
    book.step("award_announced", "head_officer", "head_officer", "result_approved>awarded", supplier="S-1", price_satang=budget)
    terms = _agreement(book, budget, "receipt", "S-1", months=0)
    book.step("contracts.bought_on_receipt", "head_officer", "head_officer", "drafting>in_force", subject=("contract", "C-1"), **terms)
    book.step("lot_contracted", "head_officer", "head_officer", "awarded>contracted", subject=("lot", "L-1"))
    book.step("purchase_concluded", "head_officer", "head_officer", "awarded>concluded")
    book.declare("acceptance", "acceptor", "inspector")
    book.on(9, 20)
    _fulfilled(book, budget, "siam", "inspector")
    book.step("contracts.contract_closed", "officer", "officer", "in_force>closed", subject=("contract", "C-1"))
    return book


PRICES = {"S-1": 230_000_000, "S-2": 228_000_000}


def bidding() -> Book:
    """An e-bidding with a round of comments and an appeal that was dismissed; Lanna wins, works and is paid."""
    book = Book()
    book.write("purchase_started", "officer", "officer", method="ebidding_price", agency=AGENCY, budget_satang=240_000_000)
    book.committee("tor", ("chair", "sole"))
    book.committee("evaluation", ("chair", "chair"), ("member", "member"), ("second", "member"))
    book.committee("acceptance", ("inspector", "chair"), ("third", "member"), ("fourth", "member"))
    book.declare("tor", "tor_person", "chair")
    book.write("tor_finished", "chair", "tor_person")
    book.on(8, 31)
    book.step("request_submitted", "officer", "officer", "drafting>requested")
    book.step("request_approved", "head", "head_of_agency", "requested>approved")
    book.step("draft_published", "head_officer", "head_officer", "approved>commenting")
    book.write("comment_received", "stranger", number=1)
    book.write("comment_answered", "officer", "officer", number=1)
    book.on(9, 4).step("comments_settled", "head", "head_of_agency", "commenting>ready", waived=False)
    book.on(9, 7).step("invitation_published", "head_officer", "head_officer", "ready>inviting", budget_satang=240_000_000)
    question: dict[str, Any] = {"subject": ("question", "Q-1"), "number": 1}
    book.on(9, 8).write("question_asked", "siam", "bidder", **question)
    book.step("question_answered", "officer", "officer", "asked>answered", **question)
    book.on(9, 15, 9)
    for number, (who, supplier) in enumerate((("siam", "S-1"), ("lanna", "S-2")), 1):
        received = book.now.isoformat()
        book.step("bid_sealed", who, "bidder", "draft>sealed", subject=("bid", f"B-{number}"), supplier=supplier, received_at=received)
    book.on(9, 15, 13).declare("evaluation", "committee_chair", "chair")
    book.declare("evaluation", "committee_member", "member", "second")
    for who, duty in (("chair", "committee_chair"), ("head_officer", "head_officer")):
        book.write("key_share_handed_in", who, duty, holder=who)
    book.step("bids_opened", "head_officer", "head_officer", "inviting>evaluating", holders=["chair", "head_officer"])
    for number, (supplier, price) in enumerate(PRICES.items(), 1):
        book.step(
            "bid_opened",
            "head_officer",
            "head_officer",
            "sealed>opened",
            subject=("bid", f"B-{number}"),
            supplier=supplier,
            price_satang=price,
        )
    book.on(9, 16)
    for number, supplier in enumerate(PRICES, 1):
        bid = ("bid", f"B-{number}")
        book.write("check_recorded", "member", "committee_member", subject=bid, supplier=supplier, passed=True)
        book.step("bid_found_compliant", "chair", "committee_chair", "opened>compliant", subject=bid, supplier=supplier)
    won: dict[str, Any] = {"supplier": "S-2", "price_satang": PRICES["S-2"]}
    book.step("winner_proposed", "chair", "committee_chair", "open>proposed", subject=("lot", "L-1"), **won)
    book.step("result_submitted", "chair", "committee_chair", "evaluating>reported")
    book.step("result_approved", "head", "approver", "reported>result_approved", price_satang=PRICES["S-2"])
    book.step("lot_awarded", "head", "approver", "proposed>awarded", subject=("lot", "L-1"), **won)
    book.step("award_announced", "head_officer", "head_officer", "result_approved>awarded", **won)
    appeal: dict[str, Any] = {"subject": ("appeal", "AP-1")}
    book.on(9, 18).write("appeal_filed", "siam", "bidder", appellant="S-1", **appeal)
    book.step("appeal_admitted", "officer", "officer", "filed>agency_review", **appeal)
    book.step("appeal_forwarded", "head", "head_of_agency", "agency_review>in_committee", **appeal)
    book.step("appeal_dismissed", "system", "system", "in_committee>dismissed", **appeal)
    book.on(9, 28)
    terms = _agreement(book, PRICES["S-2"], "hire", "S-2", months=12)
    contract: dict[str, Any] = {"subject": ("contract", "C-1")}
    book.step("contracts.contract_offered", "officer", "officer", "drafting>offered", **contract, **terms)
    due = PRICES["S-2"] * 5 // 100
    book.step("contracts.guarantee_given", "lanna", "tenderer", "offered>offered", amount_satang=due, **contract)
    book.step("contracts.guarantee_checked", "officer", "officer", "offered>offered", amount_satang=due, **contract)
    book.step("contracts.party_signed", "lanna", "owner", "offered>party_signed", supplier="S-2", **contract)
    book.step("contracts.contract_signed", "head", "head_of_agency", "party_signed>in_force", **contract, **terms)
    book.step("lot_contracted", "head", "head_of_agency", "awarded>contracted", subject=("lot", "L-1"))
    book.step("purchase_concluded", "head", "head_of_agency", "awarded>concluded")
    book.declare("acceptance", "acceptor", *ACCEPTORS)
    book.on(10, 28)
    _fulfilled(book, PRICES["S-2"], "lanna", *ACCEPTORS)
    book.step("contracts.warranty_began", "fourth", "acceptor", "in_force>warranty", warranty_until="2027-10-28", **contract)
    book.on(10, 29, year=2027).step("contracts.contract_closed", "officer", "officer", "warranty>closed", **contract)
    return book


# ------------------------------------------------------------------ how a lawful history is spoiled
Spoil = Callable[[list[Entry]], list[Entry]]


def full(code: str) -> str:
    return code if "." in code else f"tenders.{code}"


def numbered(entries: list[Entry]) -> list[Entry]:
    return [replace(entry, position=number) for number, entry in enumerate(entries, 1)]


def changed(code: str, /, *, nth: int = 0, **more: Any) -> Spoil:
    """Entry number `nth` with this code says something else; keys that are no part of an entry are of its payload."""
    parts = {key: more.pop(key) for key in list(more) if key in Entry.__dataclass_fields__}

    def spoil(entries: list[Entry]) -> list[Entry]:
        index = [i for i, entry in enumerate(entries) if entry.code == full(code)][nth]
        entries[index] = replace(entries[index], **parts, payload={**entries[index].payload, **more})
        return entries

    return spoil


def dropped(*codes: str, of: str = "") -> Spoil:
    """Entries with these codes (of the person `of`) never were."""
    return lambda entries: [e for e in entries if e.code not in {full(code) for code in codes} or (of and e.who != of)]


def added(after: str, code: str, who: str, duty: str = "", *, at: dt.datetime | None = None, **more: Any) -> Spoil:
    """One more entry, behind the last one with the code `after`, at its moment unless told otherwise."""

    def spoil(entries: list[Entry]) -> list[Entry]:
        index = max(i for i, entry in enumerate(entries) if entry.code == full(after))
        book = Book()
        book.entries, book.now = [], at or entries[index].at
        book.write(code, who, duty, **more)
        return [*entries[: index + 1], *book.entries, *entries[index + 1 :]]

    return spoil


def both(*spoils: Spoil) -> Spoil:
    def spoil(entries: list[Entry]) -> list[Entry]:
        for one in spoils:
            entries = one(entries)
        return entries

    return spoil


def day(month: int, number: int, hour: int = 10, minute: int = 0, second: int = 0) -> dt.datetime:
    return dt.datetime(2026, month, number, hour, minute, second, tzinfo=almanac.BANGKOK)


def every(budget: int) -> Spoil:
    """All amounts of the small purchase become `budget`, and an order takes the place of the receipt."""

    def spoil(entries: list[Entry]) -> list[Entry]:
        more = small(budget).entries
        people = [{"person": person, "role": "member"} for person in ACCEPTORS]
        entries = numbered(changed("committee_appointed", nth=1, members=people)(more))
        for person in ACCEPTORS[1:]:
            entries = added("conflict_declared", "conflict_declared", person, "acceptor", committee="acceptance")(entries)
            entries = added(
                "contracts.delivery_made", "contracts.inspection_recorded", person, "acceptor", subject=("delivery", "C-1-1"), accepts=True
            )(entries)
        signed = changed("contracts.bought_on_receipt", code="contracts.contract_signed", kind="work_order")
        return signed(entries)

    return spoil


def budget_told(after: str, amount: int) -> Spoil:
    """Behind `after` the officer changes the budget."""
    return added(after, "purchase_details_changed", "officer", "officer", changed={"budget_satang": amount})


LISTED = {"subject": ("abandoner", "AB-1"), "root": ("abandoner", "AB-1"), "ordered_on": "2026-09-01"}
PART: dict[str, Any] = {"subject": ("delivery", "C-1-1")}
B1: dict[str, Any] = {"subject": ("bid", "B-1"), "supplier": "S-1"}
#: Rule → which lawful history, and what spoils it.
SPOILED: dict[str, tuple[Callable[[], Book], Spoil]] = {
    "a_step_without_somebody_or_a_reason_in_law": (small, changed("supplier_approached", basis=())),
    "somebody_acts_under_a_duty_that_is_not_theirs": (small, changed("supplier_approached", who="finance")),
    "something_happens_after_the_end": (small, added("purchase_concluded", "reference_price_recorded", "officer", "officer", at=day(9, 8))),
    "a_state_without_the_step_that_led_there": (small, changed("supplier_approached", source="drafting")),
    "a_specific_order_above_the_limit": (small, every(50_000_001)),
    "a_bidding_for_an_amount_that_is_not_for_bidding": (bidding, both(budget_told("tor_finished", 500_000_001), budget_told("request_approved", 240_000_000))),
    "a_request_approved_by_who_submitted_it": (small, both(changed("request_submitted", who="head", duty="head_of_agency"))),
    "an_approval_beyond_the_persons_power": (bidding, changed("result_approved", who="superior")),
    "comments_cut_short_or_left_unanswered": (bidding, changed("comments_settled", at=day(9, 3))),
    "an_answer_too_late_for_bidders": (bidding, changed("question_answered", at=day(9, 11))),
    "a_bid_outside_its_window": (bidding, changed("bid_sealed", received_at=day(9, 15, 12, 0, 1).isoformat())),
    "two_bids_of_one_company": (
        bidding, added("bid_sealed", "bid_sealed", "siam", "bidder", subject=("bid", "B-3"), supplier="S-1", received_at=day(9, 15, 10).isoformat())
    ),
    "a_bid_known_before_opening": (bidding, added("bid_sealed", "standing_checked", "siam", price_satang=1)),
    "an_opening_too_early_or_by_too_few": (bidding, dropped("key_share_handed_in", of="chair")),
    "an_evaluation_before_its_day": (bidding, changed("check_recorded", at=day(9, 15, 16))),
    "a_member_who_acts_before_declaring": (bidding, lambda entries: [e for e in entries if e.subject != ("seat", "evaluation-member")]),
    "a_winner_that_does_not_comply": (bidding, changed("bid_found_compliant", nth=1, code="tenders.bid_rejected")),
    "a_price_beyond_what_was_approved": (bidding, changed("purchase_started", budget_satang=207_000_000)),
    "an_award_that_nobody_approved": (bidding, added("result_approved", "result_returned", "head", "approver")),
    "dealings_with_a_work_abandoner": (bidding, added("bids_opened", "suppliers.abandoner_listed", "keeper", number="0015562000024", **LISTED)),
    "a_signature_in_the_standstill": (bidding, changed("award_announced", at=day(9, 17))),
    "a_signature_while_an_appeal_is_open": (bidding, dropped("appeal_dismissed")),
    "an_appeal_out_of_time_or_by_nobody": (bidding, changed("appeal_filed", at=day(9, 26))),
    "a_signature_without_the_guarantee": (bidding, changed("contracts.guarantee_given", amount_satang=11_399_999)),
    "an_agreement_with_who_has_not_won": (bidding, added("contracts.contract_offered", "lot_reopened", "head", "approver")),
    "a_receipt_or_an_order_where_a_contract_is_needed": (bidding, changed("contracts.contract_signed", kind="work_order")),
    "an_acceptance_by_an_evaluator": (
        bidding,
        changed("committee_appointed", nth=1, members=[{"person": p, "role": "chair" if p == "chair" else "member"} for p in ("chair", "member", "second", "third")]),
    ),
    "an_acceptance_that_is_neither_unanimous_nor_decided": (bidding, changed("contracts.inspection_recorded", accepts=False)),
    "a_late_delivery_without_its_penalty": (bidding, changed("contracts.delivery_made", at=day(10, 29))),
    "a_payment_above_what_was_accepted": (bidding, changed("contracts.delivery_paid", net_satang=228_000_000)),
    "a_delivery_before_anything_is_in_force": (
        small, added("award_announced", "contracts.invoice_submitted", "officer", "officer", subject=("delivery", "C-1-1"))
    ),
    "a_contract_closed_with_something_open": (bidding, changed("contracts.contract_closed", at=day(10, 28, 12))),
}  # fmt: skip


def broken(history: History) -> set[str]:
    return {breach.rule for breach in oracle.judge(history)}


@pytest.mark.parametrize("lawful", [small, bidding])
def test_a_lawful_history_breaks_no_rule(lawful: Callable[[], Book]) -> None:
    assert [str(breach) for breach in oracle.judge(lawful().history())] == []


@pytest.mark.parametrize("rule", sorted(SPOILED))
def test_a_history_that_breaks_one_rule_is_told_by_that_rule_alone(rule: str) -> None:
    lawful, spoil = SPOILED[rule]
    book = lawful()
    book.entries = numbered(spoil(list(book.entries)))
    assert broken(book.history()) == {rule}, oracle.judge(book.history())


def test_every_rule_has_a_history_that_breaks_it() -> None:
    oracle.judge(small().history())
    assert set(oracle.NEVER) == set(SPOILED)


def test_a_bid_seen_by_somebody_else_before_opening_is_told() -> None:
    for house, price, told in ((AGENCY, None, True), (LANNA, None, True), (SIAM, 230_000_000, True), (SIAM, None, False)):
        sight = Sight(day(9, 15, 12), "officer", house, (("S-1", price),))
        assert broken(bidding().history(sights=(sight,))) == ({"a_bid_known_before_opening"} if told else set())


def test_a_row_that_stands_elsewhere_than_its_log_led_it_is_told() -> None:
    rows = (RowState("tender", "T-1", "awarded", "drafting"),)
    assert broken(small().history(rows=rows)) == {"a_state_without_the_step_that_led_there"}


def test_the_almanac_counts_as_the_published_examples_do() -> None:
    examples = [
        ((2026, 4, 10), 7, (2026, 4, 24)),
        ((2026, 5, 8), 7, (2026, 5, 20)),
        ((2026, 7, 24), 7, (2026, 8, 7)),
        ((2026, 4, 2), 5, (2026, 4, 10)),
    ]
    for start, count, end in examples:
        assert almanac.after(dt.date(*start), count) == dt.date(*end)
        assert almanac.before(almanac.after(dt.date(*end), 1), 1) == dt.date(*end)


def test_the_oracle_imports_nothing_of_the_product() -> None:
    import ast
    from pathlib import Path

    for name in ("oracle", "history", "almanac", "record_rules", "purchase_rules", "agreement_rules"):
        tree = ast.parse((Path(__file__).parent / f"{name}.py").read_text())
        imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        assert not {
            module for module in imported if module.split(".")[0] in {"marketplace", "tenders", "catalog", "suppliers", "cms", "django"}
        }
