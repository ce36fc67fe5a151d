"""The only clock of the product: the database's.

A deadline is decided by one clock for everybody. Python's own clock differs between web servers and can be
moved by whoever runs one; the database's is read in a statement of its own, because PostgreSQL's `now()` is
the moment a transaction began, which may be before a wait for a lock.

Demos and tests may live at another moment: `shifted_to` fixes it for a block of code, and a demo's clock may be
ahead by a stored number of seconds. Both are refused elsewhere. `read_true` is never shifted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

BANGKOK = ZoneInfo("Asia/Bangkok")
UTC = dt.UTC

_shifted: ContextVar[dt.datetime | None] = ContextVar("talat_shifted_clock", default=None)
_page: ContextVar[list[dt.datetime] | None] = ContextVar("talat_page_clock", default=None)


class ClockMayNotBeShifted(RuntimeError):
    """The clock of a system that is neither a demo nor a test was asked to show another time."""


def may_be_shifted() -> bool:
    """Whether this system is a demo or a test run."""
    return bool(settings.DEMO or getattr(settings, "CLOCK_MAY_BE_SHIFTED", False))


def read_true() -> dt.datetime:
    """The database's clock, aware, in UTC. Never shifted."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            moment: dt.datetime = cursor.fetchone()[0]
        return moment.astimezone(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
        text: str = cursor.fetchone()[0]
    return dt.datetime.fromisoformat(text).replace(tzinfo=UTC)


def demo_offset() -> dt.timedelta:
    """How far a demo's clock is ahead of the database's; zero outside demos."""
    if not may_be_shifted():
        return dt.timedelta(0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT ahead_seconds FROM kernel_democlock WHERE id = 1")
        row = cursor.fetchone()
    return dt.timedelta(seconds=row[0] if row else 0)


def read() -> dt.datetime:
    """Now, aware, in UTC: the database's clock, or the moment to which a demo or test was shifted."""
    fixed = _shifted.get()
    if fixed is not None:
        return fixed
    page = _page.get()
    if page is None:
        return read_true() + demo_offset()
    if not page:
        page.append(read_true() + demo_offset())
    return page[0]


def is_shifted() -> bool:
    """Whether `read` may differ from `read_true` at the moment."""
    return _shifted.get() is not None or demo_offset() != dt.timedelta(0)


def civil(moment: dt.datetime) -> dt.date:
    """The Bangkok civil day of an aware moment."""
    return moment.astimezone(BANGKOK).date()


def today() -> dt.date:
    """The Bangkok civil day of `read()`."""
    return civil(read())


def at(day: dt.date, time: dt.time = dt.time(0)) -> dt.datetime:
    """The aware moment at which Bangkok's clocks show `time` on `day`."""
    return dt.datetime.combine(day, time, tzinfo=BANGKOK)


@contextmanager
def read_once() -> Iterator[None]:
    """Let every `read` inside the block return the moment of the first: a page that is only shown has one time.

    Never for what decides or writes: after a wait for a lock the moment has passed.
    """
    token = _page.set([])
    try:
        yield
    finally:
        _page.reset(token)


@contextmanager
def shifted_to(moment: dt.datetime) -> Iterator[None]:
    """Let `read` return `moment` (aware) inside the block.

    Raises:
        ClockMayNotBeShifted: this system is neither a demo nor a test run.
        ValueError: `moment` has no time zone.
    """
    if not may_be_shifted():
        raise ClockMayNotBeShifted("Only a demo or a test run may live at another moment.")
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    token = _shifted.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _shifted.reset(token)
