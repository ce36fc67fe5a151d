"""One value has one text: numbers, times, Thai."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from enum import Enum
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from marketplace.audit import canonical
from marketplace.audit.canonical import Unwritable, dump, moment, read_moment, thai

VECTORS = [
    ({"b": 1, "a": 2}, '{"a":2,"b":1}'),
    ([True, False, None, 0, -7], "[true,false,null,0,-7]"),
    ("\u0000\u001f\"\\/", '"\\u0000\\u001f\\"\\\\/"'),
    ({"amount": canonical.GREATEST_INTEGER}, '{"amount":9007199254740991}'),
    ((1, 2), "[1,2]"),
    ({}, "{}"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), VECTORS)
def test_a_value_is_written_in_its_one_form(value: object, text: str) -> None:
    assert dump(value) == text


def test_keys_are_ordered_by_utf_16_as_rfc_8785_asks() -> None:
    """The example of RFC 8785 §3.2.3, without the key that NFC changes."""
    keys = {"€": 1, "\r": 2, "1": 4, "\U0001f600": 5, "\u0080": 6, "ö": 7}
    assert list(json.loads(dump(keys))) == ["\r", "1", "\u0080", "ö", "€", "\U0001f600"]


@pytest.mark.parametrize(
    "typed",
    [
        "น\u0e49\u0e33",  # tone mark, then sara am: as people type it
        "น\u0e4d\u0e49\u0e32",  # nikhahit, tone mark, sara aa
        "น\u0e49\u0e4d\u0e32",  # tone mark, nikhahit, sara aa
    ],
)
def test_every_way_of_typing_sara_am_gives_one_text(typed: str) -> None:
    assert thai(typed) == "น\u0e49\u0e33"


def test_sara_am_without_a_tone_mark_has_one_form() -> None:
    assert thai("ท\u0e4d\u0e32") == thai("ทำ") == "ทำ"


def test_other_thai_text_stays_as_it_is() -> None:
    text = "เทศบาลตำบลบ้านน้ำ ปีงบประมาณ ๒๕๗๐ ฯลฯ"
    assert thai(text) == text


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert thai(thai(text)) == thai(text)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-canonical.GREATEST_INTEGER, canonical.GREATEST_INTEGER)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(alphabet="abcกขค", max_size=4), inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_a_text_read_back_and_written_again_is_the_same_text(value: object) -> None:
    text = dump(value)
    assert dump(json.loads(text)) == text


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        Decimal("1.50"),
        float("nan"),
        b"bytes",
        {1: "a"},
        {"a": {2.0}},
        2**53,
        object(),
        gettext_lazy("Talat"),
        "\ud800",
        dt.datetime(2026, 1, 1),  # noqa: DTZ001
    ],
)
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(Unwritable):
        dump({"value": value})


def test_two_keys_that_become_one_are_refused() -> None:
    with pytest.raises(Unwritable):
        dump({"ทำ": 1, "ท\u0e4d\u0e32": 2})


def test_a_time_is_written_in_utc_with_its_microseconds_always() -> None:
    noon = dt.datetime(2026, 11, 17, 12, tzinfo=ZoneInfo("Asia/Bangkok"))
    assert moment(noon) == "2026-11-17T05:00:00.000000Z"
    assert read_moment(moment(noon)) == noon


def test_an_enumeration_is_written_as_its_value() -> None:
    class Colour(Enum):
        RED = "red"

    assert dump({"colour": Colour.RED}) == '{"colour":"red"}'
