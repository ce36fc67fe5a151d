"""The words of an index are counted exactly, however many listings there are; pairs of long texts are sampled after the first."""

from __future__ import annotations

import pytest

from catalog.search import lexicon
from catalog.search.interface import Entry
from catalog.search.lexicon import Lexicon


def entry(number: int) -> Entry:
    """A listing with two words of its own in its text."""
    return Entry(
        number,
        title="blue paper",
        category="office goods",
        body=f"left{number} right{number} common",
        supplier="siam trade",
        price=100,
        published=0,
        rating=3_000,
    )


@pytest.fixture
def counted(monkeypatch):
    """Ten listings counted where three give all their pairs, and one in four of those after them."""

    def collect(every: int = 4) -> Lexicon:
        monkeypatch.setattr(lexicon, "PAIRS_FROM_ALL", 3)
        monkeypatch.setattr(lexicon, "PAIRS_FROM_EVERY", every)
        made = Lexicon()
        for number in range(1, 11):
            made.add(entry(number))
        return made

    return collect


def test_every_text_gives_its_pairs_at_first_and_then_one_in_so_many(counted):
    pairs = counted().pairs
    read = [number for number in range(1, 11) if (f"left{number}", f"right{number}") in pairs]
    assert read == [1, 2, 3, 4, 8]
    assert all(pairs[f"left{number}", f"right{number}"] == 1 for number in read)


def test_words_titles_categories_and_suppliers_are_counted_exactly_however_many_texts_are_read(counted):
    sampled, whole = counted(), counted(every=1)
    assert sampled.listings == whole.listings == 10
    assert sampled.words == whole.words
    assert sampled.words["common"] == sampled.words["blue"] == 10
    assert sampled.words["left10"] == 1
    assert sampled.phrases == whole.phrases
    assert all(sampled.rarity([word]) == whole.rarity([word]) for word in whole.words)
    for pair in [("blue", "paper"), ("office", "goods"), ("siam", "trade")]:
        assert sampled.pairs[pair] == whole.pairs[pair] == 10


def test_what_is_typed_together_is_known_only_from_texts_that_were_read_and_each_word_from_all(counted):
    sampled, whole = counted(), counted(every=1)
    assert ("left10", "right10") in [near.words for near in whole.near("left10right10", 0)]
    assert sampled.near("left10right10", 0) == ()
    assert sampled.near("right10", 0) == whole.near("right10", 0) != ()
