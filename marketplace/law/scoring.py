"""Marks under price-performance criteria (Act s. 65, Regulation cl. 83). Pure. Knows no committee and no score sheet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

FULL = Decimal(100)
_CENT = Decimal("0.01")


class UnbalancedWeights(ValueError):
    """The weights of the criteria do not sum to one hundred, or price is missing."""


def check_weights(weights: Mapping[str, Decimal], price: str = "price") -> None:
    """Price is always weighed, no weight is negative, and all sum to 100. Raises UnbalancedWeights."""
    if weights.get(price, Decimal(0)) <= 0 or min(weights.values()) < 0 or sum(weights.values()) != FULL:
        raise UnbalancedWeights(dict(weights))


def price_mark(lowest_satang: int, price_satang: int) -> Decimal:
    """Lowest price divided by this price, of one hundred, two decimals."""
    if not 0 < lowest_satang <= price_satang:
        raise ValueError("the lowest price is above nothing and not above the price")
    return (Decimal(lowest_satang) * FULL / price_satang).quantize(_CENT, rounding=ROUND_HALF_UP)


def weighted(marks: Mapping[str, Decimal], weights: Mapping[str, Decimal]) -> Decimal:
    """The weighted mark of one bid; a criterion without a mark (a missing document) counts zero."""
    total = sum((marks.get(name, Decimal(0)) * weight for name, weight in weights.items()), Decimal(0))
    return (total / FULL).quantize(_CENT, rounding=ROUND_HALF_UP)
