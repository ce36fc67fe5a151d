"""The kinds of rule values: how each is written by people, kept as JSON, and shown. Knows no particular rule.

Written form (data files and the form of rule editors): `500,000` · `7` · `0.10` · `0.01 - 0.20` · `500,000 - 5,000,000`
(the lower amount is excluded, the upper included) · `5,000,000: 5 | *: 20` (bands, upper amount included) · `09:00 - 12:00` · a word.
Kept form: satang, whole numbers, decimals as text; never a float.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from marketplace.kernel import money

Json = Any


class Kind(StrEnum):
    """What a rule value is made of."""

    MONEY = "money"
    INTEGER = "integer"
    PERCENT = "percent"
    PERCENT_RANGE = "percent_range"
    MONEY_RANGE = "money_range"
    BANDS = "bands"
    MONEY_BANDS = "money_bands"
    TIME_RANGE = "time_range"
    CHOICE = "choice"


class Sense(StrEnum):
    """How the value bounds what it is compared with. Thai law says exactly "over" or "not over"."""

    UP_TO = "up_to"
    OVER = "over"
    AT_LEAST = "at_least"
    BELOW = "below"
    EXACTLY = "exactly"
    WITHIN = "within"


class UnreadableValue(ValueError):
    """A written rule value does not have the form of its kind."""


_DASH = re.compile(r"\s*[-–]\s*")
_TIME = re.compile(r"^([01]\d|2[0-3])[:.]([0-5]\d)$")
_WHOLE = re.compile(r"^\d{1,9}$")


def read(kind: Kind, text: str, choices: tuple[str, ...] = ()) -> Json:
    """Turn the written form into the kept form. Raises UnreadableValue."""
    text = money.latin_digits(text).strip()
    try:
        return _READERS[kind](text, choices)
    except (ValueError, InvalidOperation) as fault:
        raise UnreadableValue(text) from fault


def write(kind: Kind, value: Json) -> str:
    """Turn the kept form back into the written form: `read(kind, write(kind, v)) == v`."""
    match kind:
        case Kind.MONEY:
            return money.baht(value)
        case Kind.INTEGER:
            return str(value)
        case Kind.PERCENT | Kind.CHOICE:
            return str(value)
        case Kind.PERCENT_RANGE | Kind.TIME_RANGE:
            return f"{value[0]} - {value[1]}"
        case Kind.MONEY_RANGE:
            return f"{money.baht(value[0])} - {money.baht(value[1])}" if value[1] is not None else f"{money.baht(value[0])} -"
        case Kind.BANDS | Kind.MONEY_BANDS:
            last = money.baht if kind is Kind.MONEY_BANDS else str
            return " | ".join(f"{'*' if upper is None else money.baht(upper)}: {last(result)}" for upper, result in value)


def _money(text: str, _: tuple[str, ...] = ()) -> int:
    return money.parse_baht(text)


def _whole(text: str, _: tuple[str, ...] = ()) -> int:
    if not _WHOLE.match(text):
        raise ValueError(text)
    return int(text)


def _percent(text: str, _: tuple[str, ...] = ()) -> str:
    number = Decimal(text.removesuffix("%").strip())
    if not number.is_finite() or not 0 <= number <= 1000:
        raise ValueError(text)
    return f"{number:f}"


def _percent_range(text: str, _: tuple[str, ...]) -> list[str]:
    low, high = (_percent(part) for part in _DASH.split(text))
    if Decimal(low) > Decimal(high):
        raise ValueError(text)
    return [low, high]


def _money_range(text: str, _: tuple[str, ...]) -> list[int | None]:
    low_text, high_text = _DASH.split(text)
    low, high = _money(low_text), _money(high_text) if high_text else None
    if high is not None and low >= high:
        raise ValueError(text)
    return [low, high]


def _bands_of(text: str, result: Any) -> list[list[int | None]]:
    bands: list[list[int | None]] = []
    for line in re.split(r"[|\n]", text):
        upper, found = line.split(":")
        bands.append([None if upper.strip() == "*" else _money(upper.strip()), result(found.strip())])
    uppers = [upper for upper, _ in bands]
    limits = [upper for upper in uppers[:-1] if upper is not None]
    if uppers[-1] is not None or len(limits) != len(bands) - 1 or limits != sorted(set(limits)):
        raise ValueError(text)
    return bands


def _time_range(text: str, _: tuple[str, ...]) -> list[str]:
    times = []
    for part in _DASH.split(text):
        match = _TIME.match(part)
        if match is None:
            raise ValueError(text)
        times.append(f"{match[1]}:{match[2]}")
    start, end = times
    if start >= end:
        raise ValueError(text)
    return [start, end]


def _choice(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise ValueError(text)
    return text


_READERS: dict[Kind, Callable[[str, tuple[str, ...]], Json]] = {
    Kind.MONEY: _money,
    Kind.INTEGER: _whole,
    Kind.PERCENT: _percent,
    Kind.PERCENT_RANGE: _percent_range,
    Kind.MONEY_RANGE: _money_range,
    Kind.BANDS: lambda text, _: _bands_of(text, _whole),
    Kind.MONEY_BANDS: lambda text, _: _bands_of(text, _money),
    Kind.TIME_RANGE: _time_range,
    Kind.CHOICE: _choice,
}


def time_of(text: str) -> dt.time:
    """A kept time of day (`09:00`)."""
    return dt.time.fromisoformat(text)
