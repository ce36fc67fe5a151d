"""Rule values as people write them, as they are kept, and back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.law.values import Kind, UnreadableValue, read, write

money = st.integers(0, 10**13)
percent = st.decimals(min_value=0, max_value=1000, places=2).map(lambda number: f"{number:f}")


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        (Kind.MONEY, "500,000", 50_000_000),
        (Kind.MONEY, "๕๐๐,๐๐๐", 50_000_000),
        (Kind.INTEGER, "๗", 7),
        (Kind.PERCENT, "0.10 %", "0.10"),
        (Kind.PERCENT_RANGE, "0.01–0.20", ["0.01", "0.20"]),
        (Kind.MONEY_RANGE, "500,000 - 5,000,000", [50_000_000, 500_000_000]),
        (Kind.MONEY_RANGE, "5,000,000 -", [500_000_000, None]),
        (Kind.BANDS, "5,000,000: 5\n*: 20", [[500_000_000, 5], [None, 20]]),
        (Kind.MONEY_BANDS, "1,000,000: 0 | *: 2,000,000", [[100_000_000, 0], [None, 200_000_000]]),
        (Kind.TIME_RANGE, "09:00 - 12:00", ["09:00", "12:00"]),
        (Kind.TIME_RANGE, "09.00-12.00", ["09:00", "12:00"]),
    ],
)
def test_a_written_value_is_read(kind, written, kept):
    assert read(kind, written) == kept


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Kind.MONEY, "many"),
        (Kind.INTEGER, "7.5"),
        (Kind.INTEGER, "-1"),
        (Kind.PERCENT, "NaN"),
        (Kind.PERCENT, "-1"),
        (Kind.PERCENT, "1001"),
        (Kind.PERCENT_RANGE, "0.20 - 0.01"),
        (Kind.PERCENT_RANGE, "0.20"),
        (Kind.MONEY_RANGE, "5 - 5"),
        (Kind.BANDS, "5,000,000: 5"),
        (Kind.BANDS, "*: 20 | 5,000,000: 5"),
        (Kind.BANDS, "5,000,000: 5 | 1,000,000: 3 | *: 20"),
        (Kind.BANDS, "5,000,000: 5 | 5,000,000: 6 | *: 20"),
        (Kind.BANDS, ""),
        (Kind.TIME_RANGE, "12:00 - 09:00"),
        (Kind.TIME_RANGE, "24:00 - 25:00"),
        (Kind.CHOICE, "neither"),
    ],
)
def test_what_has_not_the_form_of_its_kind_is_refused(kind, written):
    with pytest.raises(UnreadableValue):
        read(kind, written, ("one", "other"))


@given(money)
def test_money_comes_back(satang):
    assert read(Kind.MONEY, write(Kind.MONEY, satang)) == satang


@given(percent, percent)
def test_a_range_of_percents_comes_back(one, other):
    kept = sorted((one, other), key=Decimal)
    assert read(Kind.PERCENT_RANGE, write(Kind.PERCENT_RANGE, kept)) == kept


@given(
    st.lists(st.integers(1, 10**13), unique=True, max_size=9),
    st.lists(st.integers(0, 999), min_size=10, max_size=10),
)
def test_bands_come_back(limits, results):
    kept = [[limit, result] for limit, result in zip(sorted(limits), results, strict=False)] + [[None, results[-1]]]
    assert read(Kind.BANDS, write(Kind.BANDS, kept)) == kept
