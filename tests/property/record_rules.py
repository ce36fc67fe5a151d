"""Rules of the record itself: who acted, under which duty, on which basis, and whether the tables agree with the log."""

from __future__ import annotations

from collections.abc import Iterator

from tests.property.history import Entry, History
from tests.property.oracle import never

ENDS = {
    "tenders.purchase_concluded",
    "tenders.purchase_cancelled",
    "tenders.purchase_withdrawn",
    "tenders.no_bid_recorded",
    "tenders.no_compliant_bid_recorded",
}
#: What may still be written in a purchase that has ended: its successor, the declarations of those who accept, appeals that run.
LATER = {
    "tenders.purchase_followed",
    "tenders.conflict_declared",
    "tenders.member_recused",
    "tenders.member_replaced",
    "tenders.standing_checked",
}
RUNS_ON = "tenders.appeal_"
AGENCY_DUTIES = {"officer", "head_officer", "head_of_agency", "superior", "finance", "administrator", "staff", "approver"}
SELLER_DUTIES = {"owner", "bidder", "tenderer"}
APPOINTED = {
    "committee_chair": ("evaluation", {"chair"}),
    "committee_member": ("evaluation", {"member"}),
    "acceptor": ("acceptance", {"chair", "member", "sole"}),
    "tor_person": ("tor", {"chair", "member", "sole"}),
}


@never
def a_step_without_somebody_or_a_reason_in_law(h: History) -> Iterator[str]:
    for entry in h.case:
        if entry.step and not (entry.who and entry.actor_kind in {"person", "system"} and entry.duty and entry.basis):
            yield f"{entry} says not who did it as what, or on which basis"
        if entry.actor_kind == "person" and not entry.house and entry.duty:
            yield f"{entry} acts for nobody"


@never
def somebody_acts_under_a_duty_that_is_not_theirs(h: History) -> Iterator[str]:
    for entry in h.case:
        if entry.actor_kind != "person" or not entry.step:
            continue
        if entry.duty in AGENCY_DUTIES and entry.house != h.agency:
            yield f"{entry}: a duty of the agency, for {entry.house}"
        elif entry.duty in AGENCY_DUTIES - {"approver"} and entry.duty not in h.duties(entry.who, entry.house, entry):
            yield f"{entry}: holds no such duty"
        elif entry.duty in APPOINTED:
            committee, roles = APPOINTED[entry.duty]
            if h.members(committee, entry).get(entry.who) not in roles:
                yield f"{entry}: does not sit there"
        elif entry.duty in SELLER_DUTIES and not _of_the_seller(h, entry):
            yield f"{entry}: not of the company that it concerns"


def _of_the_seller(h: History, entry: Entry) -> bool:
    houses = {company.house: ref for ref, company in h.companies.items()}
    if entry.house not in houses or not h.duties(entry.who, entry.house, entry) & {"owner", "bidder"}:
        return False
    told = entry.payload.get("supplier")
    if told is None and entry.subject[0] in {"contract", "delivery"}:
        told = h.party(entry)
    if entry.subject[0] == "appeal":
        told = next(e.payload["appellant"] for e in h.of("appeal_filed") if e.subject == entry.subject)
    return told == houses[entry.house]


@never
def something_happens_after_the_end(h: History) -> Iterator[str]:
    end = next((entry for entry in h.case if entry.code in ENDS), None)
    for entry in h.case:
        if end is None or entry.position <= end.position:
            continue
        same_sitting = entry.at == end.at and entry.code in {"tenders.lot_closed_without_winner", "tenders.bid_left_unopened"}
        mine = (
            entry.code.startswith("tenders.")
            and entry.code not in LATER
            and (not entry.code.startswith(RUNS_ON) or entry.code == "tenders.appeal_filed")
        )
        if mine and not same_sitting:
            yield f"{entry}, after {end}"
    gone: dict[tuple[str, str], object] = {}
    for entry in h.case:
        if entry.subject in gone and entry.code not in {"contracts.guarantee_returned", "contracts.copies_sent"}:
            yield f"{entry}, after {gone[entry.subject]}"
        if entry.code in {
            "contracts.contract_closed",
            "contracts.contract_voided",
            "contracts.contract_terminated",
            "contracts.delivery_refused",
        }:
            gone[entry.subject] = entry


@never
def a_state_without_the_step_that_led_there(h: History) -> Iterator[str]:
    reached: dict[tuple[str, str], str] = {}
    for entry in h.case:
        if entry.step and entry.target:
            before = reached.get(entry.subject)
            if before is not None and before != entry.source:
                yield f"{entry} begins in {entry.source}, but {entry.subject[1]} was {before}"
            reached[entry.subject] = entry.target
    for row in h.rows:
        if row.state != reached.get((row.kind, row.ref), row.started):
            yield f"{row.kind} {row.ref} is {row.state}; the log led it to {reached.get((row.kind, row.ref), row.started)}"
