"""Days in both eras: written as people in Thailand write them, read without guessing the era."""

from __future__ import annotations

import datetime as dt

import pytest

from marketplace.kernel import era
from marketplace.kernel.clock import BANGKOK

DAY = dt.date(2026, 9, 30)


@pytest.mark.parametrize(
    ("lang", "style", "shown"),
    [
        ("th", "short", "30 ก.ย. 2569"),
        ("th", "long", "30 กันยายน 2569"),
        ("th", "document", "๓๐ กันยายน ๒๕๖๙"),
        ("en", "short", "30 Sep 2026"),
        ("en", "long", "30 September 2026"),
    ],
)
def test_a_day_is_written_in_the_buddhist_era_in_thai_and_in_the_common_era_in_english(lang: str, style: era.Style, shown: str) -> None:
    assert era.format_date(DAY, lang, style) == shown


def test_a_moment_is_bangkoks_whatever_its_zone() -> None:
    moment = dt.datetime(2026, 9, 30, 2, 0, tzinfo=dt.UTC)
    assert era.format_moment(moment) == "30 ก.ย. 2569 09.00 น."
    assert era.format_moment(moment, "th", "document") == "๓๐ กันยายน ๒๕๖๙ ๐๙.๐๐ น."
    assert era.format_moment(moment.astimezone(BANGKOK), "en") == "30 Sep 2026 09:00"


@pytest.mark.parametrize(
    ("typed", "of"),
    [
        ("30/9/2569", "BE"),
        ("๓๐/๙/๒๕๖๙", "BE"),
        ("30 ก.ย. 2569", "BE"),
        ("30 กันยายน 2569", "BE"),
        ("30 กันยายน พ.ศ. 2569", "BE"),
        ("30.9.2026", "CE"),
        ("30 September 2026", "CE"),
        ("2026-09-30", "BE"),
    ],
)
def test_days_are_read_as_people_type_them(typed: str, of: era.Era) -> None:
    assert era.parse_date(typed, of) == DAY


@pytest.mark.parametrize(("typed", "of", "year"), [("30/9/2026", "BE", 2026), ("30/9/2569", "CE", 2569), ("2569-09-30", "BE", 2569)])
def test_a_year_of_the_other_era_is_not_taken_for_one_of_this(typed: str, of: era.Era, year: int) -> None:
    with pytest.raises(era.WrongEra) as wrong:
        era.parse_date(typed, of)
    assert wrong.value.year == year


@pytest.mark.parametrize("typed", ["", "31/9/2569", "30/13/2569", "30 xyz 2569", "30 2569", "๓๐"])
def test_what_is_no_day_is_not_read(typed: str) -> None:
    with pytest.raises(era.UnreadableDate):
        era.parse_date(typed, "BE")


@pytest.mark.parametrize(("day", "year"), [(dt.date(2025, 9, 30), 2568), (dt.date(2025, 10, 1), 2569), (dt.date(2026, 9, 30), 2569)])
def test_a_fiscal_year_is_named_after_its_end(day: dt.date, year: int) -> None:
    assert era.fiscal_year(day) == year
    first, last = era.fiscal_year_span(year)
    assert first <= day <= last
