"""A seat in a committee: the declaration before the first access, stepping back, and another person in its place (s. 13, cl. 25-27).

The entry names committee and role, so that the log alone can tell for what somebody declared.
"""

from __future__ import annotations

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Person
from marketplace.kernel.references import next_ref
from marketplace.procedure import sitting
from tenders.actions.keys import renew_key
from tenders.models import Seat


def declare(seat: Seat, *, actor: Actor, seen: int | None = None, confirmed: bool = False) -> Seat:
    """The person declares to have no interest in anybody who sells here.

    Raises:
        Refused: another's seat, or the sentence was not confirmed.
    """
    return _take(seat, "declare", actor=actor, seen=seen, confirmed=confirmed)


def recuse(seat: Seat, *, actor: Actor, seen: int | None = None, reason: str = "") -> Seat:
    """The person steps back because of a conflict of interest."""
    return _take(seat, "recuse", actor=actor, seen=seen, reason=reason)


def _take(seat: Seat, step: str, *, actor: Actor, seen: int | None, **given: object) -> Seat:
    committee = seat.committee
    with sitting(committee.tender, actor=actor) as held:
        done: Seat = held.take(seat, step, actor=actor, seen=seen, committee=str(committee.kind), role=str(seat.role), **given)
        return done


def replace(
    seat: Seat, *, actor: Actor, seen: int | None = None, successor: Person | None = None, order_no: str = "", reason: str = ""
) -> Seat:
    """Whoever appoints names another person in the place of this one; returns the new seat, which is to be declared first.

    A chair may be replaced while nobody can have bid: the envelopes are then sealed to a new key, of which the old chair
    holds nothing. From the beginning of the window until the opening it is refused, whether or not somebody has bid.

    Raises:
        Refused: no power to appoint, nobody named, a person of the other committee, or the key cannot pass on.
    """
    committee = seat.committee
    with sitting(committee.tender, actor=actor) as held:
        given = {"successor": successor, "order_no": order_no.strip(), "reason": reason}
        facts = held.check(seat, "replace", actor=actor, seen=seen, **given)
        assert successor is not None, "a rule demands it"
        held.take(
            seat,
            "replace",
            actor=actor,
            seen=seen,
            committee=str(committee.kind),
            role=str(seat.role),
            person=seat.person.ref,
            new_member=successor.ref,
            people={person.ref: person.name for person in (seat.person, successor)},
            **given,
        )
        made = Seat.objects.create(
            ref=next_ref("ST"), committee=committee, person=successor, role=seat.role, order_no=order_no.strip(), in_place_of=seat
        )
        if facts.holds_share and not facts.opened:
            renew_key(held.root, actor=actor.under(Duty.HEAD_OF_AGENCY if Duty.HEAD_OF_AGENCY in facts.duties else Duty.APPROVER))
        return made
