"""Builds the facts of a seat: of its person, of the purchase around it, and of who is to take the place. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.accounts import authority
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Family, Membership, Person
from marketplace.kernel import clock
from tenders import facts as f
from tenders.actions.case import amount_to_order, duties_in, rules_for, seat_duty
from tenders.models import CommitteeKind, Seat, SeatRole, Tender
from tenders.models.bid import OfficerKey
from tenders.states import FINAL, GONE, T

#: Committees of which nobody may sit in both (cl. 26).
OTHER_SIDE = {CommitteeKind.EVALUATION: CommitteeKind.ACCEPTANCE, CommitteeKind.ACCEPTANCE: CommitteeKind.EVALUATION}
#: States in which the terms of reference may still be written or changed.
BEFORE_INVITATION = frozenset({T.DRAFTING, T.REQUESTED, T.APPROVED, T.COMMENTING, T.READY})
#: Duties under which a person is appointed in the place of another.
APPOINT = frozenset({Duty.HEAD_OF_AGENCY})


def seat_facts(seat: Seat, actor: Actor, *, inputs: Mapping[str, Any] | None = None, step: str = "") -> f.SeatFacts:
    """Facts of a seat, for its person and for who appoints. `inputs["successor"]` is the person who is to take the place."""
    now = clock.read()
    tender = seat.committee.tender
    own = seat.person_id == actor.person_id
    share = tender.key_shares.filter(holder_id=seat.person_id).exists() if seat.role == SeatRole.CHAIR else False
    return f.SeatFacts(
        state=str(seat.state),
        actor=actor,
        duties=frozenset(({seat_duty(seat.committee.kind, seat.role)} if own else set()) | _appoints(tender, actor)),
        now=now,
        today=clock.civil(now),
        inputs=inputs or {},
        tender_state=str(tender.state),
        own_seat=own,
        committee=str(seat.committee.kind),
        chairs=seat.role == SeatRole.CHAIR,
        holds_share=share and seat.committee.kind == CommitteeKind.EVALUATION,
        bid_opens_at=tender.bid_opens_at,
        opened=tender.opened_at is not None,
        work_over=is_over(tender, seat.committee.kind),
        **_successor(seat, (inputs or {}).get("successor")),
    )


def is_over(tender: Tender, kind: str) -> bool:
    """Whether the committee has nothing to do any more: terms are written before the invitation; who accepts works on to the end."""
    if kind == CommitteeKind.TOR and tender.state not in BEFORE_INVITATION:
        return True
    return tender.state in FINAL and not (kind == CommitteeKind.ACCEPTANCE and tender.state == T.CONCLUDED)


def _appoints(tender: Tender, actor: Actor) -> set[Duty]:
    """The duties under which the actor appoints in this purchase: head of agency, or who may order the amount in the head's place."""
    if actor.person_id is None or actor.organisation_id != tender.agency_id:
        return set()
    held = duties_in(tender, actor, []) & APPOINT
    today = clock.today()
    family = Family(tender.method.family)
    if authority.may_order(actor.person_id, tender.agency_id, family, amount_to_order(tender), today, rules_for(tender, today)):
        held = held | {Duty.APPROVER}
    return held


def _successor(seat: Seat, person: Person | None) -> dict[str, Any]:
    if person is None:
        return {}
    tender = seat.committee.tender
    seats = list(Seat.objects.filter(committee__tender=tender, person=person).select_related("committee"))
    other = OTHER_SIDE.get(CommitteeKind(seat.committee.kind))
    return {
        "successor": person.ref,
        "successor_works_here": Membership.objects.in_force().filter(organisation_id=tender.agency_id, person=person).exists(),
        "successor_sat_here": any(one.committee_id == seat.committee_id for one in seats),
        "successor_on_other_side": any(one.committee.kind == other and one.state not in GONE for one in seats),
        "successor_has_key": OfficerKey.objects.filter(person=person).exists(),
    }
