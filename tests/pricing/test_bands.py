"""Quantiles and unusual prices against independent oracles: Python's own statistics in fractions, and logarithms with fifty digits."""

from __future__ import annotations

import statistics
from decimal import ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.pricing.bands import bands, half_up, quantile, unusual

PRICES = st.lists(st.integers(1, 10**13), min_size=1, max_size=40)
#: Prices as they are: near each other, some equal, some far off.
NEAR = st.lists(st.one_of(st.integers(90_000, 110_000), st.sampled_from([100_000]), st.integers(1, 10**9)), min_size=1, max_size=30)


def oracle(prices: list[int], percent: int) -> int:
    """`statistics.quantiles` with the inclusive method, on exact fractions, rounded half up by `decimal`."""
    exact = statistics.quantiles([Fraction(price) for price in prices], n=100, method="inclusive")[percent - 1]
    getcontext().prec = 60
    return int((Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


@settings(deadline=None)
@given(st.lists(st.integers(1, 10**13), min_size=2, max_size=40))
def test_every_figure_is_that_of_the_statistics_module_in_fractions(prices: list[int]) -> None:
    found = bands(prices)
    assert found is not None
    assert (found.p10, found.p25, found.median, found.p75, found.p90) == tuple(oracle(prices, part) for part in (10, 25, 50, 75, 90))
    assert (found.count, found.least, found.most) == (len(prices), min(prices), max(prices))
    assert found.least <= found.p10 <= found.p25 <= found.median <= found.p75 <= found.p90 <= found.most


@settings(deadline=None)
@given(PRICES, st.randoms())
def test_the_order_of_the_prices_does_not_matter(prices: list[int], chance: object) -> None:
    mixed = list(prices)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert bands(mixed) == bands(prices)
    assert {mixed[place] for place in unusual(mixed)} == {prices[place] for place in unusual(prices)}


@settings(deadline=None)
@given(PRICES, st.integers(1, 1000))
def test_a_price_list_in_a_larger_unit_has_the_same_unusual_prices(prices: list[int], factor: int) -> None:
    assert unusual([price * factor for price in prices]) == unusual(prices)


@pytest.mark.parametrize(
    ("prices", "median"), [([1], 1), ([1, 2], 2), ([3, 1, 2], 2), ([100, 101, 102, 103], 102), ([10, 20, 30, 41], 25), ([5, 5, 5], 5)]
)
def test_a_half_satang_goes_up(prices: list[int], median: int) -> None:
    found = bands(prices)
    assert found is not None
    assert found.median == median
    assert half_up(Fraction(1, 2)) == 1


def test_no_price_has_no_figures_and_a_part_outside_is_refused() -> None:
    assert bands([]) is None
    with pytest.raises(ValueError, match="quantile"):
        quantile([1, 2], Fraction(3, 2))


def beyond(prices: list[int]) -> set[int]:
    """The same fences with logarithms: `ln x` below `ln q1 - 1.5 (ln q3 - ln q1)` or above the other one; None near a fence."""
    getcontext().prec = 50
    quarters = statistics.quantiles([Fraction(price) for price in prices], n=4, method="inclusive")
    low, high = (Decimal(part.numerator) / Decimal(part.denominator) for part in (quarters[0], quarters[2]))
    width = high.ln() - low.ln()
    found = set()
    for place, price in enumerate(prices):
        if Decimal(price).ln() < low.ln() - Decimal("1.5") * width or Decimal(price).ln() > high.ln() + Decimal("1.5") * width:
            found.add(place)
    return found


def on_a_fence(prices: list[int]) -> bool:
    quarters = statistics.quantiles([Fraction(price) for price in prices], n=4, method="inclusive")
    low, high = quarters[0], quarters[2]
    return any(price**2 * high**3 == low**5 or price**2 * low**3 == high**5 for price in prices)


@settings(deadline=None)
@given(NEAR)
def test_unusual_prices_are_those_beyond_the_fences_on_a_logarithmic_scale(prices: list[int]) -> None:
    if len(prices) < 4:
        assert not unusual(prices)
        return
    quarters = statistics.quantiles([Fraction(price) for price in prices], n=4, method="inclusive")
    if quarters[0] == quarters[2]:  # no width: more than twice the one price, or less than half of it
        assert unusual(prices) == {place for place, price in enumerate(prices) if price > 2 * quarters[0] or 2 * price < quarters[0]}
    elif not on_a_fence(prices):
        assert unusual(prices) == beyond(prices)


def test_equal_prices_still_let_a_strange_one_be_seen() -> None:
    assert unusual([100, 100, 100, 100, 100, 201]) == {5}
    assert unusual([100, 100, 100, 100, 100, 200, 50]) == frozenset()
    assert unusual([49, 100, 100, 100, 100, 100]) == {0}
