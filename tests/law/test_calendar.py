"""Government working days: the published lists, the deadlines counted in them, the table that wins."""

import datetime as dt

import pytest
from django.core.signals import request_started
from django.db import close_old_connections
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from marketplace.kernel import clock
from marketplace.law import calendar
from marketplace.law.models import HolidayOverride

D = dt.date
pytestmark = pytest.mark.django_db

HOLIDAYS_2026 = [
    *(D(2026, 1, d) for d in (1, 2)),
    D(2026, 3, 3),
    D(2026, 4, 6),
    *(D(2026, 4, d) for d in (13, 14, 15)),
    D(2026, 5, 4),
    D(2026, 5, 13),
    D(2026, 6, 1),
    D(2026, 6, 3),
    *(D(2026, 7, d) for d in (28, 29, 30)),
    D(2026, 8, 12),
    D(2026, 10, 13),
    D(2026, 10, 23),
    D(2026, 12, 7),
    D(2026, 12, 10),
    D(2026, 12, 31),
]


def decide(day, effect=HolidayOverride.Effect.HOLIDAY):
    return HolidayOverride.objects.create(
        day=day,
        effect=effect,
        name_th="วันหยุดพิเศษ",
        name_en="Special day",
        proposed_by="P-1",
        approved_by="P-2",
        entered_at=clock.read_true(),
    )


def test_the_government_list_of_2026():
    off = [day for n in range(365) if (day := D(2026, 1, 1) + dt.timedelta(n)).weekday() < 5 and not calendar.is_working_day(day)]
    assert off == HOLIDAYS_2026


@pytest.mark.parametrize(("year", "days"), [(2026, 241), (2027, 243)])
def test_the_number_of_working_days_in_a_year(year, days):
    assert calendar.working_days_of(year) == days


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (D(2026, 5, 1), "Labour Day is not a government holiday"),
        (D(2027, 5, 3), "nor is its substitute"),
        (D(2023, 5, 1), "in no year"),
    ],
)
def test_offices_work_on_labour_day(day, why):
    assert calendar.is_working_day(day), why


def test_childrens_day_is_not_a_holiday_even_where_it_would_be_named():
    assert calendar.day_off(D(2026, 1, 10)) is None


def test_royal_ploughing_day_closes_offices():
    assert not calendar.is_working_day(D(2026, 5, 13))
    assert calendar.day_off(D(2026, 5, 13)).name_th == "วันพืชมงคล"


@pytest.mark.parametrize("day", [D(2025, 6, 2), D(2025, 8, 11), D(2026, 1, 2)])
def test_special_holidays_of_the_cabinet_are_in_the_table(day):
    assert HolidayOverride.objects.get(day=day).effect == "holiday"
    assert not calendar.is_working_day(day)


@pytest.mark.parametrize(
    ("published", "last", "signing"),
    [
        (D(2026, 4, 10), D(2026, 4, 24), D(2026, 4, 27)),
        (D(2026, 5, 8), D(2026, 5, 20), D(2026, 5, 21)),
        (D(2025, 12, 29), D(2026, 1, 12), D(2026, 1, 13)),
        (D(2026, 7, 24), D(2026, 8, 7), D(2026, 8, 10)),
    ],
)
def test_appeal_period_and_earliest_signing(published, last, signing):
    assert (calendar.appeal_last_day(published, 7), calendar.earliest_signing(published, 7)) == (
        last,
        signing,
    )
    assert (calendar.appeal_last_day(published), calendar.earliest_signing(published)) == (last, signing)


@pytest.mark.parametrize(
    ("days", "last", "bid_day"),
    [
        (5, D(2026, 4, 10), D(2026, 4, 16)),
        (10, D(2026, 4, 22), D(2026, 4, 23)),
        (12, D(2026, 4, 24), D(2026, 4, 27)),
        (20, D(2026, 5, 7), D(2026, 5, 8)),
    ],
)
def test_publication_and_bid_day_of_an_invitation_of_2_april_2026(days, last, bid_day):
    assert calendar.publication(D(2026, 4, 2), days) == (last, bid_day)


def test_the_reading_that_counts_the_first_day_is_one_day_shorter():
    assert calendar.publication(D(2026, 4, 2), 5, first_day_counts=True) == (D(2026, 4, 9), D(2026, 4, 10))
    assert calendar.publication(D(2026, 4, 4), 5, first_day_counts=True) == calendar.publication(D(2026, 4, 4), 5)


def test_the_table_makes_a_holiday():
    decide(D(2026, 9, 14))
    assert not calendar.is_working_day(D(2026, 9, 14))
    assert calendar.next_working_day(D(2026, 9, 11)) == D(2026, 9, 15)
    assert calendar.day_off(D(2026, 9, 14)).name_en == "Special day"


def test_the_table_unmakes_a_holiday():
    decide(D(2026, 8, 12), HolidayOverride.Effect.WORKING)
    assert calendar.is_working_day(D(2026, 8, 12))
    assert calendar.day_off(D(2026, 8, 12)) is None


def test_the_table_can_make_a_weekend_day_a_working_day():
    decide(D(2026, 9, 12), HolidayOverride.Effect.WORKING)
    assert calendar.next_working_day(D(2026, 9, 11)) == D(2026, 9, 12)


def test_a_change_of_the_table_counts_at_once():
    assert calendar.is_working_day(D(2026, 9, 14))
    row = decide(D(2026, 9, 14))
    assert not calendar.is_working_day(D(2026, 9, 14))
    row.delete()
    assert calendar.is_working_day(D(2026, 9, 14))


def test_counting_asks_the_database_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        calendar.add_working_days(D(2026, 1, 1), 500)
        calendar.working_days_between(D(2025, 1, 1), D(2026, 12, 31))
        calendar.day_off(D(2026, 4, 13))


def test_a_new_web_request_reads_the_table_anew(django_assert_num_queries):
    calendar.overrides()
    request_started.disconnect(close_old_connections)  # as Django's test client does
    try:
        request_started.send(sender=None)
    finally:
        request_started.connect(close_old_connections)
    with django_assert_num_queries(1):
        calendar.overrides()


def test_counting_backwards_leaves_out_the_day_it_starts_from():
    assert calendar.subtract_working_days(D(2026, 4, 16), 3) == D(2026, 4, 8)


@pytest.mark.parametrize("count", [-1, 10**6])
def test_an_absurd_count_is_refused(count):
    with pytest.raises(ValueError, match="working days"):
        calendar.add_working_days(D(2026, 1, 5), count)


days = st.dates(min_value=D(2020, 1, 1), max_value=D(2030, 12, 31))


class TestCounting(TestCase):
    @given(day=days, count=st.integers(1, 60))
    def test_adding_and_counting_agree(self, day, count):
        end = calendar.add_working_days(day, count)
        assert calendar.is_working_day(end)
        assert calendar.working_days_between(day, end) == count

    @given(day=days, first=st.integers(0, 30), second=st.integers(0, 30))
    def test_adding_twice_is_adding_the_sum(self, day, first, second):
        twice = calendar.add_working_days(calendar.add_working_days(day, first), second)
        assert twice == calendar.add_working_days(day, first + second)

    @given(day=days, count=st.integers(1, 30))
    def test_subtracting_undoes_adding_from_a_working_day(self, day, count):
        start = calendar.working_day_from(day)
        assert calendar.subtract_working_days(calendar.add_working_days(start, count), count) == start

    @given(published=days, wd=st.integers(1, 25))
    def test_bid_day_is_the_working_day_after_the_last_day_of_publication(self, published, wd):
        last, bid_day = calendar.publication(published, wd)
        assert calendar.working_days_between(last, bid_day) == 1
        assert calendar.working_days_between(published, last) == wd
