"""Late-delivery penalty (Regulation cl. 162, 181, 183). Pure: rates come from a rulebook or a contract. Knows no contract row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Protocol


class PenaltyKind(StrEnum):
    """What a contract is for, which decides the base and the bounds of the daily rate."""

    GOODS = "goods"
    SYSTEM = "system"
    WORK = "work"
    TRAFFIC = "traffic"
    CONSULTANCY = "consultancy"

    @property
    def on_whole_price(self) -> bool:
        """Whether the base is the whole price, not only what is undelivered."""
        return self is not PenaltyKind.GOODS

    @property
    def rule_id(self) -> str:
        """The rule value that holds the bounds of the rate."""
        return f"LD.{self.name}"


class Rates(Protocol):
    """The part of a rulebook that penalties need."""

    def percent(self, rule_id: str) -> Decimal: ...
    def percent_range(self, rule_id: str) -> tuple[Decimal, Decimal]: ...
    def money(self, rule_id: str) -> int: ...


class UnlawfulRate(ValueError):
    """The daily rate lies outside the bounds of the regulation; `low` and `high` are percent per day."""

    def __init__(self, low: Decimal, high: Decimal) -> None:
        super().__init__(f"{low}–{high}")
        self.low, self.high = low, high


@dataclass(frozen=True, slots=True)
class PenaltyTerms:
    """The penalty clause of a contract: percent per day of the base, and the least amount per day in satang."""

    kind: PenaltyKind
    rate: Decimal
    least_per_day: int = 0


@dataclass(frozen=True, slots=True)
class Penalty:
    """A computed penalty, in satang. `per_day` is rounded for showing; `total` is rounded once."""

    days: int
    base: int
    per_day: int
    total: int


def bounds(kind: PenaltyKind, rates: Rates) -> tuple[Decimal, Decimal]:
    """Lowest and highest lawful rate in percent per day."""
    if kind is PenaltyKind.TRAFFIC:
        fixed = rates.percent(kind.rule_id)
        return fixed, fixed
    return rates.percent_range(kind.rule_id)


def terms(kind: PenaltyKind, rate: Decimal, rates: Rates) -> PenaltyTerms:
    """The penalty clause for `rate` percent per day. Raises UnlawfulRate outside the bounds of cl. 162."""
    low, high = bounds(kind, rates)
    if not low <= rate <= high:
        raise UnlawfulRate(low, high)
    return PenaltyTerms(kind, rate, rates.money("LD.WORK.MIN") if kind is PenaltyKind.WORK else 0)


def days_late(due: dt.date, delivered: dt.date) -> int:
    """Calendar days after the due day; 0 where delivery is in time."""
    return max(0, (delivered - due).days)


def penalty(base_satang: int, days: int, agreed: PenaltyTerms) -> Penalty:
    """The penalty for `days` late days on `base_satang` (VAT included): the contract price or what is undelivered."""
    if base_satang < 0 or days < 0:
        raise ValueError("neither the base nor the days of a penalty are negative")
    daily = max(Decimal(base_satang) * agreed.rate / 100, Decimal(agreed.least_per_day if base_satang else 0))
    return Penalty(days, base_satang, _whole(daily), _whole(daily * days))


def calls_for_termination(total_penalty: int, contract_total: int, limit: Decimal) -> bool:
    """Whether the penalty is over `limit` percent of the contract price (cl. 183: over, not from)."""
    return Decimal(total_penalty) * 100 > Decimal(contract_total) * limit


def first_day_over(contract_total: int, base_satang: int, agreed: PenaltyTerms, limit: Decimal) -> int | None:
    """The late day on which the penalty is first over `limit` percent of the price; None where it never is."""
    if base_satang <= 0 or agreed.rate <= 0:
        return None
    daily = max(Decimal(base_satang) * agreed.rate / 100, Decimal(agreed.least_per_day))
    day = max(1, int(Decimal(contract_total) * limit / 100 / daily))
    while not calls_for_termination(penalty(base_satang, day, agreed).total, contract_total, limit):
        day += 1
    return day


def _whole(satang: Decimal) -> int:
    return int(satang.quantize(Decimal(1), rounding=ROUND_HALF_UP))
