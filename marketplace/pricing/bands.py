"""What a handful of prices says: quantiles, bands and unusual prices. Pure, exact on whole satang; knows no listing and no purchase.

One definition of a quantile holds everywhere: the prices in order are points at equal steps from 0 (the lowest) to 1 (the highest),
between two points the line is straight (Hyndman and Fan's type 7), and the result is rounded half up to the satang. It is worked out
with fractions in Python, never by the database, so that every database gives the same satang.

A price is unusual where it lies beyond one and a half times the distance of the quartiles on a logarithmic scale: prices differ by
factors, not by amounts. With fractions no logarithm is needed: x < q1 (q1/q3)^1.5 is the same as x² q3³ < q1⁵. Where the quartiles are
one price and the scale has no width, unusual is what is more than twice that price or less than half of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

#: How the definition is named in a frozen report.
DEFINITION = "hyndman-fan-7, half up to the satang"
#: With fewer prices than this, quartiles say nothing about what is unusual.
LEAST_TO_JUDGE = 4
#: Where the quartiles are one price: so many times it, or that part of it, is still usual.
FALLBACK_FACTOR = 2


def half_up(number: Fraction) -> int:
    """A positive fraction as the nearest whole number; a half goes up."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def quantile(ordered: Sequence[int], part: Fraction) -> Fraction:
    """The exact quantile of prices that are in rising order; `part` lies between 0 and 1.

    Raises:
        ValueError: there is no price, or `part` lies outside.
    """
    if not ordered or not 0 <= part <= 1:
        raise ValueError("a quantile needs prices and a part between 0 and 1")
    place = part * (len(ordered) - 1)
    below = place.numerator // place.denominator
    if below == len(ordered) - 1:
        return Fraction(ordered[-1])
    return ordered[below] + (place - below) * (ordered[below + 1] - ordered[below])


@dataclass(frozen=True)
class Bands:
    """The figures of a set of prices, in satang. Ten per cent of the prices lie below `p10`, and so on."""

    count: int
    least: int
    p10: int
    p25: int
    median: int
    p75: int
    p90: int
    most: int


def bands(prices: Sequence[int]) -> Bands | None:
    """The figures of `prices` (satang, above zero, in any order); None where there is no price."""
    if not prices:
        return None
    ordered = sorted(prices)
    p10, p25, p50, p75, p90 = (half_up(quantile(ordered, Fraction(part, 100))) for part in (10, 25, 50, 75, 90))
    return Bands(len(ordered), ordered[0], p10, p25, p50, p75, p90, ordered[-1])


def unusual(prices: Sequence[int]) -> frozenset[int]:
    """The places (from 0) of unusual prices in `prices`, which may be in any order."""
    if len(prices) < LEAST_TO_JUDGE:
        return frozenset()
    ordered = sorted(prices)
    low, high = quantile(ordered, Fraction(1, 4)), quantile(ordered, Fraction(3, 4))
    if low == high:
        return frozenset(place for place, price in enumerate(prices) if price * FALLBACK_FACTOR < low or price > low * FALLBACK_FACTOR)
    return frozenset(place for place, price in enumerate(prices) if price**2 * high**3 < low**5 or price**2 * low**3 > high**5)
