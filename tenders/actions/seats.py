"""A person's own seat: the declaration before the first access, and stepping back (s. 13, cl. 27).

The entry names committee and role, so that the log alone can tell for what somebody declared.
"""

from __future__ import annotations

from marketplace.accounts.actor import Actor
from marketplace.procedure import sitting
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
