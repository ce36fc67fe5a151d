"""Dates as people in Thailand read and write them: Buddhist Era in Thai, Common Era in English.

Stored dates are always Common Era. The Buddhist Era is 543 years ahead.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

from django.utils.translation import get_language

from marketplace.kernel.clock import BANGKOK
from marketplace.kernel.money import latin_digits

AHEAD = 543
Style = Literal["short", "long", "document"]
Era = Literal["BE", "CE"]

THAI_MONTHS = ("", "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม")  # fmt: skip
THAI_SHORT = ("", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")  # fmt: skip
ENGLISH_MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip

_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_SLASH = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$")
_WORDS = re.compile(r"^(\d{1,2})\s*([^\d\s]+)\s*(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s*(\d{4})$")


class UnreadableDate(ValueError):
    """What was typed cannot be read as a day."""


class WrongEra(ValueError):
    """The year belongs to the other era: `year` was typed where `expected` years are meant."""

    def __init__(self, year: int, expected: Era) -> None:
        super().__init__(year, expected)
        self.year, self.expected = year, expected


def to_thai_digits(text: str) -> str:
    """`text` with Latin digits turned into Thai ones."""
    return text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


def format_date(day: dt.date, lang: str = "th", style: Style = "short") -> str:
    """A day in words: short `30 ก.ย. 2569`, long `30 กันยายน 2569`, document with Thai digits; English in CE."""
    if lang == "th":
        month = THAI_SHORT[day.month] if style == "short" else THAI_MONTHS[day.month]
        text = f"{day.day} {month} {day.year + AHEAD}"
        return to_thai_digits(text) if style == "document" else text
    month = ENGLISH_MONTHS[day.month]
    return f"{day.day} {month[:3] if style == 'short' else month} {day.year}"


def format_moment(moment: dt.datetime, lang: str = "th", style: Style = "short") -> str:
    """A moment on Bangkok's clocks: `30 ก.ย. 2569 09.00 น.`"""
    local = moment.astimezone(BANGKOK)
    if lang == "th":
        text = f"{format_date(local.date(), 'th', style)} {local:%H.%M} น."
        return to_thai_digits(text) if style == "document" else text
    return f"{format_date(local.date(), lang, style)} {local:%H:%M}"


def clock_time(text: str, lang: str | None = None) -> str:
    """A time of day kept as `09:00`, as people write it: `09.00` in Thai. Without `lang`, in the active language."""
    spoken = lang or get_language() or "th"
    return text if spoken.startswith("en") else text.replace(":", ".")


def fiscal_year(day: dt.date) -> int:
    """The government's fiscal year in the Buddhist Era: 1 October to 30 September, named after its end."""
    return day.year + AHEAD + (1 if day.month >= 10 else 0)


def fiscal_year_span(year: int) -> tuple[dt.date, dt.date]:
    """First and last day of a fiscal year given in the Buddhist Era."""
    return dt.date(year - AHEAD - 1, 10, 1), dt.date(year - AHEAD, 9, 30)


def parse_date(text: str, era: Era) -> dt.date:
    """Read a day typed with a year of `era`: `30/9/2569`, `30 ก.ย. 2569`, `2026-09-30` (ISO is always CE).

    Raises:
        WrongEra: the year can only be of the other era.
        UnreadableDate: not a day.
    """
    plain = latin_digits(text).strip()
    if match := _ISO.match(plain):
        year, month, day = (int(part) for part in match.groups())
        era = "CE"
    elif match := _SLASH.match(plain):
        day, month, year = (int(part) for part in match.groups())
    elif match := _WORDS.match(plain):
        day, year = int(match[1]), int(match[3])
        month = _month(match[2])
    else:
        raise UnreadableDate(text)
    if era == "CE" and 2400 <= year <= 2700:
        raise WrongEra(year, "CE")
    if era == "BE" and 1900 <= year < 2400:
        raise WrongEra(year, "BE")
    try:
        return dt.date(year - AHEAD if era == "BE" else year, month, day)
    except ValueError as error:
        raise UnreadableDate(text) from error


def _month(word: str) -> int:
    folded = word.rstrip(".").lower()
    for number in range(1, 13):
        names = (THAI_MONTHS[number], THAI_SHORT[number].rstrip("."), ENGLISH_MONTHS[number].lower(), ENGLISH_MONTHS[number][:3].lower())
        if folded in names or folded.replace(".", "") == THAI_SHORT[number].replace(".", ""):
            return number
    raise UnreadableDate(word)
