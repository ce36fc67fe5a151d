"""Prices in one's own case, in whole satang."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from catalog.prices import Case, Price, Tier, common_base, tier_faults, total_for
from catalog.questions import definitions
from catalog.showing import case_words

VAT = Decimal(7)


@pytest.mark.parametrize(
    ("price", "case", "total", "vat"),
    [
        (Price(290_00), Case(50, 12), 174_000_00, 11_383_18),
        (Price(290_00, vat_included=False), Case(50, 12), 186_180_00, 12_180_00),
        (Price(100_00, setup_satang=5_000_00), Case(1, 1), 5_100_00, 333_64),
        (Price(100_00, tiers=(Tier(50, 80_00),)), Case(49, 1), 4_900_00, 320_56),
        (Price(100_00, tiers=(Tier(50, 80_00),)), Case(50, 1), 4_000_00, 261_68),
        (Price(100_00, minimum_quantity=10, minimum_term=12), Case(1, 1), 12_000_00, 785_05),
        (Price(2_05, factor=730), Case(8, 12), 143_664_00, 9_398_58),
    ],
)
def test_a_case_comes_to_this_total(price, case, total, vat):
    found = total_for(price, case, VAT)
    assert (found.total_satang, found.vat_satang) == (total, vat)


def test_a_total_says_that_a_minimum_raised_it():
    found = total_for(Price(100_00, minimum_quantity=10), Case(1, 1), VAT)
    assert found.quantity_raised
    assert not found.term_raised
    assert found.quantity == 10


def test_the_common_base_contains_vat_for_everybody():
    assert common_base(Price(100_00, vat_included=True), VAT) == 100_00
    assert common_base(Price(100_00, vat_included=False), VAT) == 107_00


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(1, 10**4), st.integers(1, 120), st.booleans())
def test_parts_of_a_total_sum_to_it(unit, setup, quantity, term, included):
    found = total_for(Price(unit, setup_satang=setup, vat_included=included), Case(quantity, term), VAT)
    stated = found.running_satang + found.setup_satang
    assert found.total_satang == stated + (0 if included else found.vat_satang)
    assert 0 <= found.vat_satang < found.total_satang


@pytest.mark.parametrize(
    ("tiers", "wrong"),
    [
        ([], False),
        ([Tier(10, 90)], False),
        ([Tier(10, 100)], True),
        ([Tier(10, 90), Tier(10, 80)], True),
        ([Tier(10, 90), Tier(5, 80)], True),
        ([Tier(1, 90)], True),
    ],
)
def test_tiers_grow_in_quantity_and_fall_in_price(tiers, wrong):
    assert tier_faults(100, tiers) is wrong


@pytest.mark.parametrize(
    ("language", "one", "many"), [("th", "1 หน่วยงาน 1 ปี", "2 หน่วยงาน 3 ปี"), ("en", "1 agency 1 year", "2 agencies 3 years")]
)
def test_a_case_is_said_as_people_count(language, one, many):
    unit = definitions().units["agency-year"]
    with translation.override(language):
        assert case_words(Case(1, 1), unit) == one
        assert case_words(Case(2, 3), unit) == many
