"""Text into words: what is typed and what is indexed must come to the same."""

from __future__ import annotations

import pytest

from catalog.search.snippets import marked, snippet
from catalog.search.words import cut, pieces, tidy


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ระบบสารบรรณอิเล็กทรอนิกส์", ["ระบบ", "สารบรรณ", "อิเล็กทรอนิกส์"]),
        ("พ.ร.บ. คุ้มครองข้อมูล", ["พรบ", "คุ้มครอง", "ข้อมูล"]),
        ("อบต.", ["อบต"]),
        ("ISO/IEC 27001", ["iso", "iec", "27001"]),
        ("ISO-27001", ["iso", "27001"]),
        ("ปี ๒๕๖๙", ["ปี", "2569"]),
        ("99.95%", ["99.95"]),
        ("C++ และ C#", ["c++", "และ", "c#"]),
        ("ThaID", ["thaid"]),
        ("คลาวด์ภาครัฐ", ["คลาวด์", "ภาครัฐ"]),
        ("", []),
        ("!!! --- ...", []),
    ],
)
def test_text_is_cut_into_these_words(typed, words):
    assert cut(typed) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [("น้ำ", "นํ้า"), ("น้ำ", "น้ํา"), ("แผนที่", "เเผนที่"), ("คลาวด์", "คลา\u200bวด์"), ("พ.ร.บ.", "พรบ"), ("ISO 27001", "iso๒๗๐๐๑")],
)
def test_two_ways_of_typing_come_to_the_same_words(one, other):
    assert cut(one) == cut(other)


def test_pieces_name_their_places_in_the_text():
    text = tidy("ระบบสารบรรณ ISO 27001")
    assert all(text[piece.start : piece.end].lower() == piece.word for piece in pieces(text))
    assert "".join(piece.word for piece in pieces(text)) == "ระบบสารบรรณiso27001"


def test_a_snippet_is_escaped_and_its_words_are_marked():
    html = marked("<b>สารบรรณ</b> & คลาวด์", frozenset({"สารบรรณ"}))
    assert html == "&lt;b&gt;<mark>สารบรรณ</mark>&lt;/b&gt; &amp; คลาวด์"


def test_a_mark_typed_by_a_supplier_is_text():
    assert "<mark>x" not in marked("<mark>x</mark>", frozenset())


def test_a_snippet_shows_the_stretch_with_the_words():
    html = snippet("ก่อน " * 100 + "ลายเซ็นดิจิทัล" + " หลัง" * 100, frozenset({"ลายเซ็น"}))
    assert "<mark>ลายเซ็น</mark>" in html
    assert html.startswith("… ")
    assert html.endswith(" …")
    assert len(html) < 260
