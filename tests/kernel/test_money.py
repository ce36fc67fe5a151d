"""Amounts: read as people type them, kept in satang, written in figures and in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from marketplace.kernel import money


@pytest.mark.parametrize(
    ("satang", "words"),
    [
        (0, "ศูนย์บาทถ้วน"),
        (1, "หนึ่งสตางค์"),
        (100, "หนึ่งบาทถ้วน"),
        (1_100, "สิบเอ็ดบาทถ้วน"),
        (2_100, "ยี่สิบเอ็ดบาทถ้วน"),
        (10_000, "หนึ่งร้อยบาทถ้วน"),
        (10_100, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (12_150, "หนึ่งร้อยยี่สิบเอ็ดบาทห้าสิบสตางค์"),
        (50_000_000, "ห้าแสนบาทถ้วน"),
        (100_000_000, "หนึ่งล้านบาทถ้วน"),
        (100_000_100, "หนึ่งล้านเอ็ดบาทถ้วน"),
        (2_100_002_125, "ยี่สิบเอ็ดล้านยี่สิบเอ็ดบาทยี่สิบห้าสตางค์"),
        (213_600_000_000, "สองพันหนึ่งร้อยสามสิบหกล้านบาทถ้วน"),
    ],
)
def test_an_amount_in_thai_words_is_that_of_official_papers(satang: int, words: str) -> None:
    assert money.baht_text(satang) == words


@pytest.mark.parametrize(
    ("satang", "words"),
    [
        (50_000_000, "five hundred thousand baht only"),
        (12_150, "one hundred twenty-one baht and fifty satang"),
        (0, "zero baht only"),
    ],
)
def test_an_amount_in_english_words(satang: int, words: str) -> None:
    assert money.baht_text(satang, "en") == words


def test_no_negative_amount_is_put_into_words() -> None:
    with pytest.raises(ValueError, match="never negative"):
        money.baht_text(-1)


@pytest.mark.parametrize(
    ("typed", "satang"),
    [
        ("1,234.50", 123_450),
        ("๑,๒๓๔.๕๐", 123_450),
        ("500000", 50_000_000),
        (" 500,000 บาท ", 50_000_000),
        ("500,000.5", 50_000_050),
        ("0", 0),
        ("2,136,000,000", 213_600_000_000),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, satang: int) -> None:
    assert money.parse_baht(typed) == satang


@pytest.mark.parametrize("typed", ["", "ห้าแสน", "1,23", "12,34,567", "1.234,50", "-5", "1.005", "1e6", "NaN", "1 234", "9" * 20])
def test_what_can_be_read_in_two_ways_or_in_none_is_not_guessed(typed: str) -> None:
    with pytest.raises(money.UnreadableAmount) as unread:
        money.parse_baht(typed)
    assert unread.value.text == typed


@pytest.mark.parametrize(
    ("satang", "shown"), [(0, "0"), (50_000_000, "500,000"), (12_345, "123.45"), (12_340, "123.40"), (-5_000, "-50"), (5, "0.05")]
)
def test_figures_have_thousands_and_satang_only_where_they_matter(satang: int, shown: str) -> None:
    assert money.baht(satang) == shown


def test_base_and_vat_always_sum_to_the_total() -> None:
    assert money.vat_split(10_700_000, Decimal(7)) == (10_000_000, 700_000)
    for total in range(1, 2_000):
        base, vat = money.vat_split(total, Decimal(7))
        assert base + vat == total
        assert abs(Decimal(vat) - Decimal(base) * 7 / 100) <= 1


def test_percent_is_rounded_half_up_to_a_satang() -> None:
    assert (money.percent(50, Decimal(1)), money.percent(49, Decimal(1)), money.percent(150, Decimal(1))) == (1, 0, 2)
