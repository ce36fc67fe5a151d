"""Mistyped words: each kind does one thing, and the same seed draws the same words."""

from __future__ import annotations

import random

import pytest

from benchmarks.relevance import corruptions
from benchmarks.relevance.corruptions import KINDS, NEIGHBOURS, TONES, draw, words

TITLES = (
    "ระบบสารบรรณอิเล็กทรอนิกส์ ล้านนา สำหรับเทศบาล",
    "ศูนย์ช่วยเหลือผู้ใช้ นาวา พร้อมย้ายข้อมูลเดิม",
    "คลาวด์ภาครัฐในประเทศ เมฆขาว รุ่นมาตรฐาน",
    "Lanna Electronic document system for municipalities",
)


@pytest.mark.parametrize("seed", range(20))
def test_each_kind_changes_one_thing(seed: int) -> None:
    def typed(kind: str) -> str:
        return KINDS[kind]("ผู้ใช้งาน", random.Random(seed))

    assert len(typed("drop")) == len("ผู้ใช้งาน") - 1
    assert len(typed("double")) == len("ผู้ใช้งาน") + 1
    assert sorted(typed("swap")) == sorted("ผู้ใช้งาน")
    assert typed("swap") != "ผู้ใช้งาน"
    assert sum(a != b for a, b in zip(typed("neighbouring key"), "ผู้ใช้งาน", strict=True)) == 1
    assert typed("tone mark") != "ผู้ใช้งาน"
    assert [letter for letter in typed("tone mark") if letter not in TONES] == [letter for letter in "ผู้ใช้งาน" if letter not in TONES]


def test_neighbours_are_what_the_keyboards_have_side_by_side() -> None:
    assert set(NEIGHBOURS["ก"]) == {"ห", "ด", "ำ", "แ"}
    assert set(NEIGHBOURS["่"]) == {"้", "า", "ี", "ท"}
    assert set(NEIGHBOURS["s"]) == {"a", "d", "w", "x"}


def test_words_are_long_enough_to_mean_something_and_no_connectives() -> None:
    thai, latin = words(TITLES)
    assert "สำหรับ" not in thai
    assert "พร้อม" not in thai
    assert "เทศบาล" in thai
    assert words(["ชั้น เข้า อบรม"])[0] == ["อบรม"]
    assert latin == ["document", "electronic", "lanna", "municipalities", "system"]


def test_the_same_seed_draws_the_same_words_and_another_seed_others() -> None:
    assert draw(TITLES, 20, 1) == draw(reversed(TITLES), 20, 1)
    assert draw(TITLES, 20, 1) != draw(TITLES, 20, 2)


def test_no_typo_stands_in_a_title_and_all_kinds_come_equally_often() -> None:
    drawn = draw(TITLES, 25, 3)
    assert len({typo.typed for typo in drawn}) == 25
    assert not [typo for typo in drawn if any(typo.typed in title.casefold() for title in TITLES)]
    assert {kind: sum(typo.kind == kind for typo in drawn) for kind in KINDS} == dict.fromkeys(KINDS, 5)


def test_a_typo_that_is_a_word_itself_is_not_drawn() -> None:
    drawn = {typo.typed for typo in draw(["ครั้ง"], 30, 1)}
    assert drawn
    assert "ครั่ง" not in drawn


def test_titles_without_words_give_no_typos() -> None:
    assert corruptions.draw(["กข 12"], 5, 1) == []
