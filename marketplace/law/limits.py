"""Questions about amounts that the law answers by bands: days of publication, ordering power, tolerance, capital. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

Bands = Sequence[tuple[int | None, int]]


def band_value(bands: Bands, satang: int) -> int:
    """The result of the band in which an amount lies; the upper amount of a band belongs to it.

    Raises ValueError where the bands have no last, open one.
    """
    for upper, result in bands:
        if upper is None or satang <= upper:
            return result
    raise ValueError("the bands end before the amount")


def publication_days(bands: Bands, budget_satang: int) -> int:
    """The least working days for which an e-bidding invitation is published (cl. 51, rule D.EBID.PUB)."""
    return band_value(bands, budget_satang)


def capital_required(bands: Bands, value_satang: int) -> int:
    """Paid-up capital in satang of a bidder without filed accounts (circular W 124, rule W.CAPITAL)."""
    return band_value(bands, value_satang)


def head_may_order(limit_satang: int, amount_satang: int) -> bool:
    """Whether the amount is within the head of agency's own power (cl. 84–86: not over the limit)."""
    return amount_satang <= limit_satang


def within_tolerance(price_satang: int, budget_satang: int, percent: Decimal) -> bool:
    """Whether a price is at most `percent` above the budget (cl. 58, inclusive)."""
    return Decimal(price_satang) * 100 <= Decimal(budget_satang) * (100 + percent)


def over_percent(price_satang: int, low_satang: int) -> Decimal:
    """By how many percent `price` is above `low` (exact; for showing, round it). Raises ValueError for a low of 0."""
    if low_satang <= 0:
        raise ValueError("nothing can be compared with a price of nothing")
    return Decimal(price_satang - low_satang) * 100 / Decimal(low_satang)
