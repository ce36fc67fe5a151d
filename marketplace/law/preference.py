"""Price preferences in bidding on price: SMEs, goods made in Thailand, Thai bidders. Pure. Knows no bid row.

Bids are ranked by price. A dearer bid with a preference that the lowest bid lacks wins at its own price where it is at
most that percentage above the lowest. Which of several such bids wins is a rule value, since the law's order is not confirmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from marketplace.law.limits import over_percent


class Rates(Protocol):
    """The part of a rulebook that preferences need."""

    def percent(self, rule_id: str) -> Decimal: ...
    def choice(self, rule_id: str) -> str: ...


class Amounts(Protocol):
    """The part of a rulebook that the ceilings of SME sizes need."""

    def money(self, rule_id: str) -> int: ...


class Preference(StrEnum):
    """A preference, named by its rule value."""

    SME_AND_MIT = "P.SME+MIT"
    SME = "P.SME"
    MIT = "P.MIT"
    THAI = "P.THAI"


@dataclass(frozen=True, slots=True)
class Offer:
    """One compliant bid: `key` names it, `price` in satang with VAT, and what its bidder has proved.

    `sme` is true only while the bidder's contracts of the year and this bid stay within its size (`within_ceiling`).
    """

    key: str
    price: int
    sme: bool = False
    mit: bool = False
    thai: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """How one bid stands: percent above the lowest, its preference (or None) and whether it may overtake."""

    offer: Offer
    over: Decimal
    preference: Preference | None
    allowance: Decimal
    within: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The outcome: every bid by price, the lowest, and the winner at its own price."""

    lines: tuple[Line, ...]
    lowest: Offer
    winner: Offer
    by_preference: Preference | None

    @property
    def order(self) -> tuple[Offer, ...]:
        """The winner first, then the others by price: who is next where the winner does not sign."""
        return (self.winner, *(line.offer for line in self.lines if line.offer is not self.winner))


def rank(offers: Sequence[Offer], rates: Rates) -> Ranking:
    """Rank compliant bids and find the winner. Of equal prices the one that stands first in `offers` ranks first.

    Raises ValueError where there is no bid, or the lowest price is zero.
    """
    if not offers:
        raise ValueError("there is no bid to rank")
    by_price = sorted(offers, key=lambda offer: offer.price)
    lowest = by_price[0]
    lines = tuple(_line(offer, lowest, rates) for offer in by_price)
    ahead = [line for line in lines if line.within]
    if rates.choice("H.PREFERENCE.ORDER") == "largest_preference":
        ahead.sort(key=lambda line: -line.allowance)
    if not ahead:
        return Ranking(lines, lowest, lowest, None)
    return Ranking(lines, lowest, ahead[0].offer, ahead[0].preference)


#: Revenue of a year up to which an enterprise is of its size: rule value by size and sector (MR 2562).
CEILINGS = {
    ("micro", "trade"): "S.SME.MICRO",
    ("micro", "manufacturing"): "S.SME.MICRO",
    ("small", "trade"): "S.SME.SMALL.TRADE",
    ("small", "manufacturing"): "S.SME.SMALL.MFG",
    ("medium", "trade"): "S.SME.MEDIUM.TRADE",
    ("medium", "manufacturing"): "S.SME.MEDIUM.MFG",
}


def ceiling(size: str, sector: str, amounts: Amounts) -> int:
    """Revenue ceiling in satang of an SME's size; the lower one where the sector is not known, 0 where the size is not."""
    rule_id = CEILINGS.get((size, sector or "trade"))
    return amounts.money(rule_id) if rule_id else 0


def within_ceiling(contracts_this_year: int, bid: int, ceiling: int) -> bool:
    """Whether an SME's contracts of the calendar year and this bid stay within the revenue of its size (satang)."""
    return contracts_this_year + bid <= ceiling


def _line(offer: Offer, lowest: Offer, rates: Rates) -> Line:
    over = over_percent(offer.price, lowest.price)
    open_to = [] if offer is lowest else _preferences(offer, lowest)
    if not open_to:
        return Line(offer, over, None, Decimal(0), within=False)
    best = max(open_to, key=lambda preference: rates.percent(preference))
    allowance = rates.percent(best)
    exact = Decimal(offer.price - lowest.price) * 100 <= allowance * lowest.price
    return Line(offer, over, best, allowance, within=exact)


def _preferences(offer: Offer, lowest: Offer) -> list[Preference]:
    """The preferences of a bid that the lowest bid does not have itself."""
    found = []
    if offer.sme and offer.mit and not lowest.sme and not lowest.mit:
        found.append(Preference.SME_AND_MIT)
    if offer.sme and not lowest.sme:
        found.append(Preference.SME)
    if offer.mit and not lowest.mit:
        found.append(Preference.MIT)
    if offer.thai and not lowest.thai:
        found.append(Preference.THAI)
    return found
