"""Government working days of Thailand, and the deadlines counted in them. Knows no purchase.

Monday to Friday without government holidays. The pattern comes from the `holidays` package, corrected: it lists
Children's Day (never a day off) and Labour Day with its substitutes (not a government holiday), and keeps the Royal
Ploughing Day in a category of its own. The table `HolidayOverride` wins over the package in both directions.
Every count leaves out the day it starts from, the longer and safer reading.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import holidays
from django.utils.translation import get_language

from marketplace.law.models import HolidayOverride

ONE_DAY = dt.timedelta(days=1)
#: Seconds after which another process's change of the table is seen at the latest; a new web request sees it at once.
FRESH_FOR = 10.0
#: A span that no lawful deadline needs; beyond it a caller has mixed something up.
LONGEST_SPAN = 3700

_NEVER_GOVERNMENT = ("วันเด็กแห่งชาติ", "วันแรงงานแห่งชาติ", "ชดเชยวันแรงงานแห่งชาติ")


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why offices are closed on a day."""

    name_th: str
    name_en: str

    @property
    def name(self) -> str:
        return self.name_en if (get_language() or "th").startswith("en") else self.name_th


_overrides: tuple[float, Mapping[dt.date, HolidayOverride]] | None = None


def forget(*args: Any, **kwargs: Any) -> None:
    """Read the table of overrides anew on next use. Also the handler of the signals that tell of a change."""
    global _overrides
    _overrides = None


def overrides() -> Mapping[dt.date, HolidayOverride]:
    """The table that wins, by day; one query per request at most."""
    global _overrides
    held = _overrides
    if held is None or time.monotonic() - held[0] > FRESH_FOR:
        table = MappingProxyType({row.day: row for row in HolidayOverride.objects.all()})
        held = _overrides = (time.monotonic(), table)
    return held[1]


@lru_cache(maxsize=64)
def pattern(year: int) -> Mapping[dt.date, DayOff]:
    """Government holidays of a year as published, before overrides."""
    wanted = (holidays.PUBLIC, holidays.GOVERNMENT)
    thai = holidays.country_holidays("TH", years=year, categories=wanted, language="th")
    english = holidays.country_holidays("TH", years=year, categories=wanted, language="en_US")
    found = {}
    for day, names in thai.items():
        if all(name.strip() in _NEVER_GOVERNMENT for name in names.split(";")):
            continue
        found[day] = DayOff(names, english.get(day, names))
    return MappingProxyType(found)


def day_off(day: dt.date) -> DayOff | None:
    """The government holiday of `day`, or None. Weekends are not holidays."""
    decided = overrides().get(day)
    if decided is not None:
        return DayOff(decided.name_th, decided.name_en) if decided.effect == HolidayOverride.Effect.HOLIDAY else None
    return pattern(day.year).get(day)


def is_working_day(day: dt.date) -> bool:
    """Whether government offices work on `day`."""
    decided = overrides().get(day)
    if decided is not None:
        return decided.effect == HolidayOverride.Effect.WORKING
    return day.weekday() < 5 and day not in pattern(day.year)


def _walk(day: dt.date, count: int, stride: dt.timedelta) -> dt.date:
    if not 0 <= count <= LONGEST_SPAN:
        raise ValueError(f"{count} working days cannot be counted")
    while count:
        day += stride
        count -= is_working_day(day)
    return day


def add_working_days(day: dt.date, count: int) -> dt.date:
    """The `count`-th working day after `day`; `day` itself is not counted, and is the answer for 0."""
    return _walk(day, count, ONE_DAY)


def subtract_working_days(day: dt.date, count: int) -> dt.date:
    """The `count`-th working day before `day`; `day` itself is not counted."""
    return _walk(day, count, -ONE_DAY)


def next_working_day(day: dt.date) -> dt.date:
    """The first working day after `day`."""
    return add_working_days(day, 1)


def working_day_from(day: dt.date) -> dt.date:
    """`day` if it is a working day, else the next one."""
    return day if is_working_day(day) else next_working_day(day)


def working_days_between(start: dt.date, end: dt.date) -> int:
    """Working days after `start` up to and including `end`; 0 where `end` is not later."""
    days = (end - start).days
    return sum(is_working_day(start + ONE_DAY * n) for n in range(1, days + 1))


def working_days_of(year: int) -> int:
    """How many working days a calendar year (CE) has."""
    return working_days_between(dt.date(year - 1, 12, 31), dt.date(year, 12, 31))


def appeal_last_day(published: dt.date, days: int | None = None) -> dt.date:
    """The last day on which the announcement of `published` can be appealed (s. 117).

    `days` comes from the purchase's rulebook (D.APPEAL); without it the value in force on that day is read.
    """
    return add_working_days(published, _appeal_days(published) if days is None else days)


def earliest_signing(published: dt.date, days: int | None = None) -> dt.date:
    """The first working day after the appeal period (s. 66)."""
    return next_working_day(appeal_last_day(published, days))


def _appeal_days(on: dt.date) -> int:
    from marketplace.law.rulebook import current

    return current("", on).integer("D.APPEAL")


def publication(published: dt.date, days: int, *, first_day_counts: bool = False) -> tuple[dt.date, dt.date]:
    """(last day of publication, bid day) of an invitation: bid day is the next working day (cl. 43, 51).

    `first_day_counts` is for the reading that counts the day of publication, where that is a working day.
    """
    count = days - 1 if first_day_counts and days and is_working_day(published) else days
    last = add_working_days(published, count)
    return last, next_working_day(last)
