"""A second calendar, written down day by day: government working days of 2026 and 2027. Computes nothing from the product.

The days off are those of the government's list for 2569 and of the provisional one for 2570.
"""

from __future__ import annotations

import datetime as dt

BANGKOK = dt.timezone(dt.timedelta(hours=7))
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2027, 12, 31)
_OFF = {
    2026: "01-01 01-02 03-03 04-06 04-13 04-14 04-15 05-04 05-13 06-01 06-03 07-28 07-29 07-30 08-12 10-13 10-23 12-07 12-10 12-31",
    2027: "01-01 02-22 04-06 04-13 04-14 04-15 05-04 05-20 06-03 07-19 07-20 07-28 08-12 10-13 10-25 12-06 12-10 12-31",
}
DAYS_OFF = frozenset(dt.date.fromisoformat(f"{year}-{day}") for year, days in _OFF.items() for day in days.split())


def works(day: dt.date) -> bool:
    """Whether government offices work on `day`."""
    if not FIRST <= day <= LAST:
        raise ValueError(f"this almanac does not reach {day}")
    return day.weekday() < 5 and day not in DAYS_OFF


def after(day: dt.date, count: int) -> dt.date:
    """The `count`-th working day after `day`, which itself is not counted."""
    while count:
        day += dt.timedelta(days=1)
        count -= works(day)
    return day


def before(day: dt.date, count: int) -> dt.date:
    """The `count`-th working day before `day`, which itself is not counted."""
    while count:
        day -= dt.timedelta(days=1)
        count -= works(day)
    return day


def civil(moment: dt.datetime) -> dt.date:
    """The day on Bangkok's wall when it is `moment`."""
    return moment.astimezone(BANGKOK).date()


def clock_time(moment: dt.datetime) -> dt.time:
    """The time on Bangkok's wall when it is `moment`."""
    return moment.astimezone(BANGKOK).time()
