"""The dates that lie ahead in a purchase, asked of the apps that keep them. Decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from marketplace.kernel import clock
from marketplace.law import calendar
from tenders.models import Appeal, Tender

#: Offices are open: what a passed day allows can be done.
MORNING = dt.time(8, 30)

Source = Callable[[str], Iterable[dt.datetime]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Add a source: `fn(ref)` gives aware moments at which something becomes due in the purchase `ref`."""
    if source not in _sources:
        _sources.append(source)
    return source


def of_tender(ref: str) -> list[dt.datetime]:
    """All known moments of the purchase `ref`, past ones included."""
    return [moment for source in _sources for moment in source(ref)]


@register
def of_purchase(ref: str) -> list[dt.datetime]:
    """The moments of a purchase at which something becomes possible: the morning after a day that must pass, and
    the bid window with the wait before opening."""
    tender = Tender.objects.filter(ref=ref).first()
    if tender is None:
        return []
    after = [tender.comments_until, tender.standstill_until]
    after += list(Appeal.objects.open().filter(tender=tender, due_on__isnull=False).values_list("due_on", flat=True))
    moments = [clock.at(day + dt.timedelta(days=1), MORNING) for day in after if day is not None]
    if tender.earliest_signing_on is not None:
        moments.append(clock.at(tender.earliest_signing_on, MORNING))
    if tender.bid_opens_at is not None and tender.bid_closes_at is not None:
        wait = dt.timedelta(seconds=_opening_wait(tender))
        evaluation = calendar.next_working_day(clock.civil(tender.bid_closes_at))
        moments += [tender.bid_opens_at, tender.bid_closes_at + wait, clock.at(evaluation, MORNING)]
    return moments


def _opening_wait(tender: Tender) -> int:
    """Seconds between the closing of the window and the opening, from the frozen rulebook."""
    rules = tender.rulebook.load() if tender.rulebook is not None else None
    return rules.integer("H.OPENING.WAIT") if rules is not None else 0
