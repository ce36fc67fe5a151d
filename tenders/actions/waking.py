"""What the clock does in a purchase: says that a date was reached, and lets an appeal lapse whose time ran out (s. 119).

A purchase keeps in `next_check` the one moment for which its state waits. Nothing here opens or closes anything: rules
compare with the clock themselves. Who must act is told from the entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.audit import Event
from marketplace.kernel import clock
from marketplace.law import calendar, clauses
from tenders import events
from tenders.actions.ending import lapse_appeal
from tenders.models import Appeal, Tender
from tenders.states import A, T

#: As many as are woken in one run; the next run takes the rest.
MOST = 500
#: Offices open: what a passed day allows can be done.
MORNING = dt.time(8, 30)


def _awaited(tender: Tender) -> tuple[type[Event], dt.datetime, str] | None:
    """The date for which the purchase's state waits: its event, the moment and its basis."""
    if tender.state == T.COMMENTING and tender.comments_until:
        return events.CommentPeriodEnded, clock.at(tender.comments_until + dt.timedelta(days=1), MORNING), clauses.REG_46.code
    if tender.state == T.INVITING and tender.bid_closes_at:
        return events.BidWindowClosed, tender.bid_closes_at, clauses.REG_54.code
    if tender.state == T.EVALUATING and tender.opened_at and tender.bid_closes_at:
        day = calendar.next_working_day(clock.civil(tender.bid_closes_at))
        return events.EvaluationDayCame, clock.at(day, MORNING), clauses.REG_55.code
    if tender.state == T.AWARDED and tender.standstill_until and tender.earliest_signing_on:
        return events.SigningDayCame, clock.at(tender.earliest_signing_on, MORNING), clauses.ACT_66.code
    return None


def next_moment(tender: Tender) -> dt.datetime | None:
    """When the clock has something to do in the purchase as it is now; None where it waits for no date."""
    found = _awaited(tender)
    return found[1] if found else None


def due(now: dt.datetime) -> Iterable[Tender]:
    """Purchases whose moment has come."""
    return Tender.objects.due(now).order_by("next_check")[:MOST]


def tell(tender: Tender) -> bool:
    """Write down that the awaited date was reached, once. A purchase that has moved on since is left in peace.

    The version stays: nobody who is looking at the page has missed anything.
    """
    moment, awaited = tender.next_check, _awaited(tender)
    with audit.unit():
        claimed = Tender.objects.filter(pk=tender.pk, state=tender.state, next_check=moment).update(next_check=None)
        told = bool(claimed and awaited and awaited[1] == moment)
        if told and awaited:
            event, at, basis = awaited
            audit.record(event, actor=Actor.system(), subject=tender, payload={"due_at": at.isoformat()}, basis=(basis,))
    return told


def due_appeals(now: dt.datetime) -> Iterable[Appeal]:
    """Appeals for whose decision the committee's time has run out."""
    late = Appeal.objects.filter(state=A.IN_COMMITTEE, due_on__lt=clock.civil(now))
    return late.select_related("tender").order_by("due_on", "pk")[:MOST]


def lapse(appeal: Appeal) -> bool:
    """The matter is discontinued and the agency proceeds."""
    lapse_appeal(appeal, actor=Actor.system())
    return True
