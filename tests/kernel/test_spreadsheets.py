"""No text of ours is run as a formula by whoever opens a table."""

from __future__ import annotations

import pytest

from marketplace.kernel.spreadsheets import plain_cell


@pytest.mark.parametrize("text", ["=1+1", "+66 2", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "เทศบาลตำบลบ้านน้ำ", "2569-01", "a=b"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert plain_cell(text) == text
