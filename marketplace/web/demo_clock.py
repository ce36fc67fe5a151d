"""The demo's clock: shown on every page of a demo, moved forward by whoever visits it. Never back, never elsewhere.

Moving writes an entry in the log; entries made afterwards carry both moments and say that they were shifted.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.kernel import clock
from marketplace.kernel.models import DemoClock
from marketplace.law import calendar
from marketplace.procedure import waking
from marketplace.web import deadlines
from marketplace.web.events import DemoClockMoved

HOUR, NEXT_WORKING_DAY, DEADLINE = "hour", "next_working_day", "deadline"
OFFICE_OPENS = dt.time(8, 30)


class CannotMove(Exception):
    """The clock stays; `args[0]` is the sentence for the visitor."""


@dataclass(frozen=True)
class ClockSubject:
    """The demo's clock as the subject of an entry."""

    log_kind: str = "demo_clock"
    ref: str = "demo-clock"

    def log_root(self) -> ClockSubject:
        return self


def target(to: str, now: dt.datetime, tender: str = "") -> dt.datetime:
    """The moment to which `to` leads from `now`; later than `now`.

    Raises:
        CannotMove: the tender has no deadline ahead, or `to` is not known.
    """
    if to == HOUR:
        return now + dt.timedelta(hours=1)
    if to == NEXT_WORKING_DAY:
        return clock.at(calendar.next_working_day(clock.civil(now)), OFFICE_OPENS)
    if to == DEADLINE:
        ahead = sorted(moment for moment in deadlines.of_tender(tender) if moment > now)
        if ahead:
            return ahead[0]
        raise CannotMove(_("This purchase has no date ahead. Move the clock by an hour or to the next working day."))
    raise CannotMove(_("Choose how far to move the clock."))


def move(*, actor: Actor, to: str, tender: str = "") -> dt.datetime:
    """Move the demo's clock forward and write it down; return the new moment.

    Raises:
        CannotMove: this is not a demo, or there is nothing to move to.
    """
    if not settings.DEMO:
        raise CannotMove(_("Only a demo has a clock that can be moved."))
    with audit.unit():
        row = DemoClock.objects.select_for_update().get_or_create(id=1)[0]
        now = clock.read()
        aim = target(to, now, tender)
        ahead = aim - now
        # Whole seconds, rounded up: the clock must stand at the deadline or just after it, never just before.
        row.ahead_seconds += int(-(-ahead // dt.timedelta(seconds=1)))
        row.save(update_fields=["ahead_seconds"])
        audit.record(
            DemoClockMoved,
            actor=actor,
            subject=ClockSubject(),
            payload={"was": now.isoformat(), "now": aim.isoformat(), "to": to, "tender": tender},
        )
    waking.wake()  # as a visitor expects it: what became due on the way is done when the page is shown
    return aim


def strip(request: HttpRequest) -> str:
    """The clock and its control, for the strip on top of every page of a demo."""
    match = request.resolver_match
    ref = str(match.kwargs.get("ref", "")) if match is not None else ""
    tender = ref if ref.startswith("T-") else ""
    context = {"now": clock.read(), "tender": tender, "next": request.get_full_path()}
    return render_to_string("web/demo_clock.html", context, request)
