"""The size of an SME: each limit to the person and to the satang, and what counts where they disagree."""

import pytest

from marketplace.law.definitions import definition
from marketplace.law.sme import size

MILLION = 100_000_000


class Limits:
    """The values of the regulation as the rule files give them, and a chosen measure."""

    def __init__(self, measure="revenue"):
        self.measure = measure

    def integer(self, rule_id):
        return definition(rule_id).seed

    def money(self, rule_id):
        return definition(rule_id).seed

    def choice(self, rule_id):
        assert rule_id == "S.SME.MEASURE"
        return self.measure


@pytest.mark.parametrize(
    ("sector", "staff", "revenue", "expected"),
    [
        ("trade", 5, 180_000_000, "micro"),
        ("trade", 6, 180_000_001, "small"),
        ("trade", 30, 50 * MILLION, "small"),
        ("trade", 31, 50 * MILLION + 1, "medium"),
        ("trade", 100, 300 * MILLION, "medium"),
        ("trade", 101, 300 * MILLION + 1, ""),
        ("manufacturing", 50, 100 * MILLION, "small"),
        ("manufacturing", 200, 500 * MILLION, "medium"),
        ("manufacturing", 201, 500 * MILLION + 1, ""),
    ],
)
def test_a_size_follows_from_sector_staff_and_revenue(sector, staff, revenue, expected):
    assert size(sector, staff, revenue, Limits()) == expected
    assert size(sector, staff, revenue, Limits("larger")) == expected


def test_where_staff_and_revenue_disagree_the_rule_value_says_which_counts():
    assert size("trade", 80, 10 * MILLION, Limits()) == "small"
    assert size("trade", 80, 10 * MILLION, Limits("larger")) == "medium"
    assert size("trade", 3, 200 * MILLION, Limits()) == "medium"


@pytest.mark.parametrize(("sector", "staff", "revenue"), [("", 3, 100), ("trade", None, 100), ("trade", 3, None), ("mining", 3, 100)])
def test_nothing_is_guessed_where_something_is_not_known(sector, staff, revenue):
    assert size(sector, staff, revenue, Limits()) == ""
