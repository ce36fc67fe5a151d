"""What a typed query means."""

from __future__ import annotations

import pytest

from catalog.search.planner import plan, read
from catalog.search.tree import All, AnyOf, Boost, Const, Dismax, Everything, Phrase, Word, bare


def words(text):
    return [(part.words, part.phrase, part.never, part.either) for part in read(text)]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("สารบรรณ คลาวด์", [(("สารบรรณ",), False, False, False), (("คลาวด์",), False, False, False)]),
        ('"open data"', [(("open", "data"), True, False, False)]),
        ("คลาวด์ -ต่างประเทศ", [(("คลาวด์",), False, False, False), (("ต่างประเทศ",), False, True, False)]),
        ("cloud OR คลาวด์", [(("cloud",), False, False, False), (("คลาวด์",), False, False, True)]),
        ('"ปิดไม่ครบ', [(("ปิด", "ไม่", "ครบ"), True, False, False)]),
        ("OR OR", []),
        ("- -- \"\" ''", []),
        ("e-document", [(("e", "document"), False, False, False)]),
    ],
)
def test_a_query_is_read_as_these_parts(typed, parts):
    assert words(typed) == parts


def test_an_empty_query_matches_everything():
    assert plan("  ").rungs[0].node == Everything()


def test_a_query_that_only_leaves_out_still_starts_from_everything():
    node = plan("-คลาวด์").rungs[0].node
    assert isinstance(node, All)
    assert node.must == (Everything(),)
    assert node.never


def test_a_long_query_is_cut_off():
    assert sum(len(part.words) for part in read("คลาวด์ " * 500)) <= 24


def test_a_query_has_rungs_from_strict_to_loose():
    assert [rung.name for rung in plan("ระบบ สารบรรณ คลาวด์").rungs] == ["all", "strong", "halves", "most"]


def test_a_phrase_is_never_relaxed():
    assert [rung.name for rung in plan('"สารบรรณ คลาวด์"').rungs] == ["all"]


def test_what_only_counts_matches_the_same_without_scores():
    word, phrase = Word("คลาวด์"), Phrase("title", ("ข้อมูล", "เปิด"))
    scored = All(must=(Dismax((Boost(word, 2.0), word, Const(phrase, 5.0))),), should=(Word("ภาครัฐ"),), never=(Boost(Word("ลับ"), 3.0),))
    assert bare(scored) == All((AnyOf((word, phrase)),), never=(Word("ลับ"),))
    assert bare(All(should=(word,))) == Everything()
    assert bare(AnyOf((Boost(word, 2.0), word), minimum=2)) == AnyOf((word, word), minimum=2)
