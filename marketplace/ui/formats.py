"""How values are written for people: amounts, days, moments, how long until a deadline. Pure but for the clock.

Working days are counted by a function that a higher app hands in, since the calendar of the law lies beside this app.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from marketplace.kernel import clock, era, money

_count_working_days: Callable[[dt.date, dt.date], int] | None = None


def count_working_days_with(count: Callable[[dt.date, dt.date], int]) -> None:
    """Let `until` speak of working days: `count(a, b)` is the number of them after `a`, up to and including `b`."""
    global _count_working_days
    _count_working_days = count


def language() -> str:
    """`th` or `en`, the language of the present reader."""
    return (get_language() or "th")[:2]


def baht(satang: int | None, exact: bool = False) -> str:
    """Satang as baht with thousands separators; decimals only where satang matter, or always if `exact`."""
    if satang is None or satang == "":
        return "–"
    return money.baht(int(satang), always_satang=exact)


def baht_words(satang: int | None) -> str:
    """Satang in words, in the language of the reader."""
    return "" if satang is None else money.baht_text(int(satang), language())


def civil_day(value: dt.date | dt.datetime) -> dt.date:
    return clock.civil(value) if isinstance(value, dt.datetime) else value


def day(value: dt.date | dt.datetime | None, style: str = "short") -> str:
    """A day in the reader's era. `style`: short, long, document (Thai digits) or machine (ISO)."""
    if value is None or value == "":
        return "–"
    if style == "machine":
        return civil_day(value).isoformat()
    return era.format_date(civil_day(value), language(), style)  # type: ignore[arg-type]


def moment(value: dt.datetime | None, style: str = "short") -> str:
    """A moment on Bangkok's clocks in the reader's era."""
    if value is None or value == "":
        return "–"
    return era.format_moment(value, language(), style)  # type: ignore[arg-type]


def until(value: dt.date | dt.datetime | None, now: dt.datetime | None = None) -> str:
    """How long until a deadline: hours on the same day, else working days (civil days where no calendar is known)."""
    if value is None or value == "":
        return ""
    now = now or clock.read()
    today = clock.civil(now)
    target = civil_day(value)
    if isinstance(value, dt.datetime) and value <= now:
        return _("passed")
    if target < today:
        return _("passed")
    if target == today:
        return _hours(value - now) if isinstance(value, dt.datetime) else _("today")
    if _count_working_days is not None:
        working = _count_working_days(today, target)
        if working:
            return ngettext("in %(n)d working day", "in %(n)d working days", working) % {"n": working}
    civil = (target - today).days
    return ngettext("in %(n)d day", "in %(n)d days", civil) % {"n": civil}


def _hours(left: dt.timedelta) -> str:
    minutes = max(1, int(left.total_seconds() // 60))
    if minutes < 60:
        return ngettext("in %(n)d minute", "in %(n)d minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    return ngettext("in %(n)d hour", "in %(n)d hours", hours) % {"n": hours}


def begun(text: str, most: int) -> str:
    """The beginning of `text` in at most `most` characters with the mark of what is left out.

    Ends at the last space, in Thai the end of a phrase; where there is none in the second half, between two letters with their signs.
    """
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    space = kept.rfind(" ")
    if space >= most // 2:
        return f"{kept[:space].rstrip(' ,;:·–-')} …"
    end = most - 1
    while end > 0 and unicodedata.category(text[end]) == "Mn":
        end -= 1
    return f"{text[:end]}…"
