"""Rules of the purchase: request, envelopes, evaluation, award, appeals, signing. Amounts are satang, days are Bangkok's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tests.property import almanac
from tests.property.history import Entry, History
from tests.property.oracle import never

BAHT = 100
SPECIFIC_LIMIT = 500_000 * BAHT
BIDDING_LIMIT = 5_000_000 * BAHT  # of this platform
#: Up to this budget so many working days of publication.
PUBLICATION = ((5_000_000 * BAHT, 5), (10_000_000 * BAHT, 10), (50_000_000 * BAHT, 12))
BANDS = {"ebidding": 200_000_000 * BAHT, "specific": 50_000_000 * BAHT}
APPEAL_DAYS, COMMENT_DAYS, ANSWER_DAYS = 7, 3, 3
OPENS, CLOSES = dt.time(9), dt.time(12)
SIGNING = ("contracts.contract_signed", "contracts.bought_on_receipt", "lot_contracted")
ORDERS = ("offer_accepted", "result_approved", "lot_awarded", "award_announced", *SIGNING)
JUDGING = ("check_recorded", "bid_found_compliant", "bid_rejected", "bid_reconsidered", "winner_proposed", "result_submitted")


def invitation_of(h: History, at: Entry) -> Entry | None:
    return h.last("invitation_published", before=at)


def bid_day(h: History, invited: Entry) -> dt.date:
    """The working day after the last day of publication, counted anew from the budget."""
    days = next((days for limit, days in PUBLICATION if h.budget(invited) <= limit), 20)
    return almanac.after(almanac.after(almanac.civil(invited.at), days), 1)


# ------------------------------------------------------------------ request
@never
def a_specific_order_above_the_limit(h: History) -> Iterator[str]:
    if h.takes_envelopes:
        return
    for entry in h.of("request_submitted", "request_approved"):
        if h.budget(entry) > SPECIFIC_LIMIT:
            yield f"{entry}: budget {h.budget(entry)}"
    for entry in h.of(*ORDERS):
        price = entry.payload.get("price_satang") or entry.payload.get("total_satang") or 0
        if price > SPECIFIC_LIMIT:
            yield f"{entry}: {price}"


@never
def a_bidding_for_an_amount_that_is_not_for_bidding(h: History) -> Iterator[str]:
    for entry in h.of("request_submitted") if h.takes_envelopes else ():
        if not SPECIFIC_LIMIT < h.budget(entry) <= BIDDING_LIMIT:
            yield f"{entry}: budget {h.budget(entry)}"


@never
def a_request_approved_by_who_submitted_it(h: History) -> Iterator[str]:
    for entry in h.of("request_approved"):
        asked = h.last("request_submitted", before=entry)
        if asked is None or asked.who == entry.who:
            yield f"{entry}, submitted by {asked.who if asked else 'nobody'}"


@never
def an_approval_beyond_the_persons_power(h: History) -> Iterator[str]:
    family, code = ("ebidding", "general") if h.takes_envelopes else ("specific", "specific")
    for entry in h.of("request_approved", "result_approved", "budget_raised", "contracts.contract_signed", "contracts.bought_on_receipt"):
        amount = (
            entry.payload.get("price_satang") or entry.payload.get("total_satang") or entry.payload.get("budget_satang") or h.budget(entry)
        )
        held = h.duties(entry.who, h.agency, entry)
        by_band = "head_of_agency" in held if amount <= BANDS[family] else "superior" in held
        by_order = amount <= BANDS[family] and any(
            code in given["families"] and amount <= given["max_satang"] for given in h.delegations(entry.who, entry)
        )
        by_officer = not h.takes_envelopes and entry.code.startswith("contracts.") and "head_officer" in held
        if not (by_band or by_order or by_officer):
            yield f"{entry}: {amount} satang, holding {sorted(held)}"
    for entry in h.of("offer_accepted"):
        if "head_officer" not in h.duties(entry.who, h.agency, entry):
            yield f"{entry}: the head officer orders within what was approved"


# ------------------------------------------------------------------ comments and questions
@never
def comments_cut_short_or_left_unanswered(h: History) -> Iterator[str]:
    for entry in h.of("comments_settled"):
        if entry.payload.get("waived"):
            continue
        published = h.last("draft_published", before=entry)
        if published is None or almanac.civil(entry.at) <= almanac.after(almanac.civil(published.at), COMMENT_DAYS):
            yield f"{entry}, draft published by {published}"
        answered = {e.payload["number"] for e in h.between(None, entry, "comment_answered")}
        for comment in h.between(None, entry, "comment_received"):
            if comment.payload["number"] not in answered:
                yield f"{entry}: comment {comment.payload['number']} has no answer"
    for entry in h.of("comment_received"):
        published = h.last("draft_published", before=entry)
        if published is None or almanac.civil(entry.at) > almanac.after(almanac.civil(published.at), COMMENT_DAYS):
            yield f"{entry}: nothing lies open for comments"


@never
def an_answer_too_late_for_bidders(h: History) -> Iterator[str]:
    for entry in h.of("question_answered"):
        invited = invitation_of(h, entry)
        if invited is None or almanac.civil(entry.at) > almanac.before(bid_day(h, invited), ANSWER_DAYS):
            yield f"{entry}, invited by {invited}"


# ------------------------------------------------------------------ envelopes
@never
def a_bid_outside_its_window(h: History) -> Iterator[str]:
    for entry in h.of("bid_sealed"):
        invited = invitation_of(h, entry)
        received = dt.datetime.fromisoformat(entry.payload["received_at"])
        day = bid_day(h, invited) if invited else None
        if almanac.civil(received) != day or not OPENS <= almanac.clock_time(received) <= CLOSES:
            yield f"{entry}, received at {received}; the bid day is {day}"


@never
def two_bids_of_one_company(h: History) -> Iterator[str]:
    seen: set[str] = set()
    for entry in h.of("bid_sealed"):
        if entry.payload["supplier"] in seen:
            yield f"{entry}: {entry.payload['supplier']} has bid before"
        seen.add(entry.payload["supplier"])


@never
def a_bid_known_before_opening(h: History) -> Iterator[str]:
    opened = next(iter(h.of("bids_opened")), None)
    early = {"tenders.bid_opened", *(f"tenders.{code}" for code in JUDGING)}
    for entry in h.case if h.takes_envelopes else ():
        if entry.code.startswith("contracts.") or (opened is not None and entry.position >= opened.position):
            continue
        if "price_satang" in entry.payload or entry.code in early:
            yield f"{entry}: before the envelopes were opened"
    for sight in h.sights:
        if opened is not None and sight.at >= opened.at:
            continue
        for company, price in sight.bids:
            if price is not None or h.companies[company].house != sight.house:
                yield f"{sight.who} of {sight.house} sees the bid of {company} ({price}) on {sight.at}"


@never
def an_opening_too_early_or_by_too_few(h: History) -> Iterator[str]:
    for entry in h.of("bids_opened", "no_bid_recorded", "key_share_handed_in"):
        invited = invitation_of(h, entry)
        closed = dt.datetime.combine(bid_day(h, invited), CLOSES, almanac.BANGKOK) if invited else None
        if closed is None or entry.at <= closed:
            yield f"{entry}: the window closes at {closed}"
        if entry.code == "tenders.bids_opened":
            given = {e.payload["holder"] for e in h.between(invited, entry, "key_share_handed_in")}
            if len(given) < 2 or not set(entry.payload["holders"]) <= given:
                yield f"{entry}: shares of {sorted(given)} only"


# ------------------------------------------------------------------ evaluation and award
@never
def an_evaluation_before_its_day(h: History) -> Iterator[str]:
    for entry in h.of(*JUDGING) if h.takes_envelopes else ():
        invited = invitation_of(h, entry)
        if invited is None or almanac.civil(entry.at) < almanac.after(bid_day(h, invited), 1):
            yield f"{entry}, invited by {invited}"


@never
def a_member_who_acts_before_declaring(h: History) -> Iterator[str]:
    for entry in h.case:
        if entry.code in {"tenders.conflict_declared", "tenders.member_recused"}:
            continue
        committee = {"committee_chair": "evaluation", "committee_member": "evaluation", "acceptor": "acceptance"}.get(entry.duty)
        if entry.code == "tenders.tor_finished":
            committee = "tor"
        if committee and entry.who not in h.declared(committee, entry):
            yield f"{entry}: no declaration for {committee}"


@never
def a_winner_that_does_not_comply(h: History) -> Iterator[str]:
    for entry in h.of("winner_proposed") if h.takes_envelopes else ():
        verdicts = {}
        for judged in h.between(None, entry, "bid_found_compliant", "bid_rejected", "bid_reconsidered"):
            verdicts[judged.subject] = judged.code
        bids = {e.subject: e.payload["supplier"] for e in h.between(None, entry, "bid_sealed")}
        good = {bids[subject] for subject, code in verdicts.items() if code == "tenders.bid_found_compliant"}
        refused = {e.payload["supplier"] for e in h.between(None, entry, "winner_replaced")}
        if entry.payload["supplier"] not in good - refused:
            yield f"{entry}: {entry.payload['supplier']} is not among {sorted(good - refused)}"


@never
def a_price_beyond_what_was_approved(h: History) -> Iterator[str]:
    for entry in h.of("offer_accepted", "result_submitted", "result_approved", "contracts.contract_drafted", *SIGNING[:2]):
        proposed = h.last("winner_proposed", before=entry)
        price = (
            entry.payload.get("price_satang") or entry.payload.get("total_satang") or (proposed.payload["price_satang"] if proposed else 0)
        )
        allowed = h.budget(entry) * (110 if h.takes_envelopes else 100)
        if price * 100 > allowed:
            yield f"{entry}: {price} of {h.budget(entry)}"
        awarded = h.last("lot_awarded", before=entry)
        if entry.code.startswith("contracts.") and (awarded is None or awarded.payload["price_satang"] != price):
            yield f"{entry}: {price} was not awarded"


@never
def an_award_that_nobody_approved(h: History) -> Iterator[str]:
    for entry in h.of("award_announced"):
        approved = h.last("result_approved", "offer_accepted", before=entry)
        undone = h.between(approved, entry, "result_returned", "evaluation_redone", "winner_replaced", "lot_reopened")
        awarded = h.last("lot_awarded", before=entry)
        same = awarded and (awarded.payload["supplier"], awarded.payload["price_satang"]) == (
            entry.payload["supplier"],
            entry.payload["price_satang"],
        )
        if approved is None or undone or not same:
            yield f"{entry}, approved by {approved}"


@never
def dealings_with_a_work_abandoner(h: History) -> Iterator[str]:
    for entry in h.of(
        "supplier_approached", "offer_recorded", "bid_sealed", *ORDERS, "contracts.contract_offered", "contracts.party_signed"
    ):
        named = entry.payload.get("suppliers") or [entry.payload.get("supplier") or h.party(entry) or h.winner(entry)]
        for company in named:
            if h.listed(company, entry):
                yield f"{entry}: {company} is listed"


# ------------------------------------------------------------------ standstill and appeals
@never
def a_signature_in_the_standstill(h: History) -> Iterator[str]:
    for entry in h.of(*SIGNING):
        announced = h.last("award_announced", before=entry)
        if announced is None or h.between(announced, entry, "evaluation_redone", "winner_replaced"):
            yield f"{entry}: no award stands"
        elif h.takes_envelopes and almanac.civil(entry.at) < almanac.after(almanac.civil(announced.at), APPEAL_DAYS + 1):
            yield f"{entry}, announced by {announced}"


@never
def a_signature_while_an_appeal_is_open(h: History) -> Iterator[str]:
    closing = ("appeal_not_admitted", "appeal_dismissed", "appeal_lapsed", "appeal_withdrawn")
    for entry in h.of(*SIGNING):
        for filed in h.between(None, entry, "appeal_filed"):
            closed = [e for e in h.between(filed, entry, *closing) if e.subject == filed.subject]
            taken = [e for e in h.between(filed, entry, "appeal_agreed", "appeal_upheld") if e.subject == filed.subject]
            if not closed and not (taken and h.between(taken[-1], entry, "evaluation_redone")):
                yield f"{entry}: the appeal {filed.subject[1]} is open, or accepted and not carried out"


@never
def an_appeal_out_of_time_or_by_nobody(h: History) -> Iterator[str]:
    for entry in h.of("appeal_filed"):
        announced = h.last("award_announced", before=entry)
        bidders = {e.payload["supplier"] for e in h.between(None, entry, "bid_sealed")}
        late = announced is None or almanac.civil(entry.at) > almanac.after(almanac.civil(announced.at), APPEAL_DAYS)
        if late or entry.payload["appellant"] not in bidders:
            yield f"{entry}, announced by {announced}"
    for entry in h.of("appeal_lapsed"):
        forwarded = next(e for e in reversed(h.of("appeal_forwarded")) if e.subject == entry.subject)
        extended = sum(1 for e in h.between(forwarded, entry, "appeal_extended") if e.subject == entry.subject)
        if extended > 2 or almanac.civil(entry.at) <= almanac.civil(forwarded.at) + dt.timedelta(days=30 + 15 * extended):
            yield f"{entry}: the committee's time is not over"
