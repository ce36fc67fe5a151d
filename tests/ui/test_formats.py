"""The beginning of a long text ends where a reader would end it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.ui import formats


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("Short enough.", 20, "Short enough."),
        ("The report states the reasons and the budget.", 31, "The report states the reasons …"),
        ("Bids are made on one day, the working day after", 27, "Bids are made on one day …"),
        ("ประกาศผู้ชนะพร้อมเหตุผล แล้วแจ้งผู้ยื่นทุกราย", 30, "ประกาศผู้ชนะพร้อมเหตุผล …"),
        ("กรุงเทพที่นี่", 10, "กรุงเทพ…"),
    ],
)
def test_a_text_ends_between_words_or_at_least_letters(text: str, most: int, shown: str) -> None:
    assert formats.begun(text, most) == shown


@given(st.text(alphabet="กขิ่ ab", max_size=60), st.integers(10, 40))
def test_no_letter_loses_its_signs_and_nothing_is_longer_than_asked(text: str, most: int) -> None:
    shown = formats.begun(text, most)
    assert len(shown) <= most
    if shown != text:
        kept = shown.removesuffix("…").removesuffix(" ")
        assert text.startswith(kept)
        assert unicodedata.category(text[len(kept)]) != "Mn" or not kept
