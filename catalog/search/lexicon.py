"""The words of an index: what typing errors are repaired to and what is suggested while typing. Knows no engine.

Collected while an index is built, so that nothing is ever repaired to a word that no listing on sale has.
"""

from __future__ import annotations

import bisect
import itertools
import json
import math
import operator
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from pythainlp.corpus import thai_stopwords
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.search.folding import compounds, key
from catalog.search.interface import Entry

#: Most pairs and phrases that are kept: the frequent ones.
MOST_PAIRS, MOST_PHRASES = 60_000, 20_000
#: So many listings give the pairs of their whole text, and of those after them one in so many.
PAIRS_FROM_ALL, PAIRS_FROM_EVERY = 20_000, 4
#: Words of a suggested phrase at most.
LONGEST_PHRASE = 3
SUGGESTED = 8
#: How much a word says that no listing has: no more than one that decides, or a single strange word would rule out all others.
UNHEARD = 3.0
Keys = dict[int, dict[str, list[tuple[str, ...]]]]


def is_thai(word: str) -> bool:
    return bool(word) and "\u0e00" < word[0] <= "\u0e7f"


def written(words: Iterable[str]) -> str:
    """Words as people write them: Thai without blanks, a blank between Latin words and where Thai meets Latin."""
    text, before = "", ""
    for word in words:
        text += word if not text or (is_thai(word) and is_thai(before)) else f" {word}"
        before = word
    return text


@dataclass(frozen=True)
class Near:
    """Words of the index close to what was typed. `edits` lie between the folded keys, `changes` between the words as written."""

    words: tuple[str, ...]
    edits: int
    changes: int
    count: int


class Lexicon:
    """In how many listings each word is, and how often pairs of neighbours and phrases of titles occur."""

    def __init__(
        self,
        words: Counter[str] | None = None,
        pairs: Counter[tuple[str, str]] | None = None,
        phrases: Counter[tuple[str, ...]] | None = None,
    ) -> None:
        self.words, self.pairs, self.phrases = words or Counter(), pairs or Counter(), phrases or Counter()
        self.listings = 0
        self._near: dict[tuple[str, int], tuple[Near, ...]] = {}
        self._letters: dict[int, tuple[list[str], Any]] = {}

    # --- collecting

    def add(self, entry: Entry) -> None:
        """Count the words of an entry. The pairs of long texts are known after many listings: of those that follow a part is read."""
        title, category, body, supplier = entry.cut
        self.listings += 1
        self.words.update(entry.distinct)
        if self.listings <= PAIRS_FROM_ALL or self.listings % PAIRS_FROM_EVERY == 0:
            self.pairs.update(itertools.pairwise(body))
        for text in (title, category, supplier):
            self.pairs.update(itertools.pairwise(text))
        thai = [is_thai(word) for word in title]
        for length in range(1, LONGEST_PHRASE + 1):
            spans = zip(*(title[start:] for start in range(length)), strict=False)
            self.phrases.update(itertools.compress(spans, map(operator.eq, thai, thai[length - 1 :])))  # not across both titles
        self.phrases.update(_both_languages(entry.category))

    def as_bytes(self) -> bytes:
        """For keeping; the rare pairs and phrases are left out where there are too many."""
        pairs = Counter({pair: number for pair, number in self.pairs.items() if _is_repairable(pair[0]) and _is_repairable(pair[1])})
        told = {
            "listings": self.listings,
            "words": self.words,
            "pairs": {" ".join(pair): number for pair, number in pairs.most_common(MOST_PAIRS)},
            "phrases": {" ".join(phrase): number for phrase, number in self.phrases.most_common(MOST_PHRASES)},
        }
        return zlib.compress(json.dumps(told, ensure_ascii=False).encode(), 3)

    @classmethod
    def from_bytes(cls, *kept: bytes) -> Lexicon:
        """What was kept, and what was added to it since."""
        made = cls()
        for piece in kept:
            made.extend(piece)
        return made

    def extend(self, kept: bytes) -> None:
        """Add what was kept; what is looked up is kept in step without being made anew."""
        told = json.loads(zlib.decompress(kept))
        words = Counter(told["words"])
        pairs = Counter({(first, second): number for pair, number in told["pairs"].items() for first, _, second in [pair.partition(" ")]})
        phrases = Counter({tuple(phrase.split(" ")): number for phrase, number in told["phrases"].items()})
        if "_keys" in self.__dict__:
            fresh = [(word,) for word in words if word not in self.words and _is_repairable(word)]
            self._file(itertools.chain(fresh, (pair for pair in pairs if pair not in self.pairs)), self._keys)
        if "_starts" in self.__dict__:
            for row in _rows(phrase for phrase in phrases if phrase not in self.phrases):
                bisect.insort(self._starts, row)
        self.listings += told["listings"]
        self.words.update(words)
        self.pairs.update(pairs)
        self.phrases.update(phrases)
        self._near.clear()
        self.__dict__.pop("parts", None)

    # --- asking

    def rarity(self, words: Sequence[str]) -> float:
        """How much words together say, from 0: natural logarithm of one listing in so many. A word nobody has says most."""
        return max(self._says(word) for word in words)

    def _says(self, word: str) -> float:
        found = max(self.words.get(word, 0), self.parts.get(word, 0))
        return math.log(1 + self.listings / (found + 0.5)) if found else UNHEARD

    @cached_property
    def parts(self) -> Counter[str]:
        """Parts of the compounds that are words here, with how many listings have one of these at most."""
        found: Counter[str] = Counter()
        made = compounds()
        for word, number in self.words.items():
            for part in made[word]:
                found[part] += number
        return found

    @cached_property
    def _keys(self) -> Keys:
        """Length of the key → key → words or pairs under it."""
        found: Keys = {}
        self._file(itertools.chain(((word,) for word in self.words if _is_repairable(word)), self.pairs), found)
        return found

    def _file(self, spans: Iterable[tuple[str, ...]], under: Keys) -> None:
        for words in spans:
            folded = key("".join(words))
            under.setdefault(len(folded), {}).setdefault(folded, []).append(words)

    def near(self, text: str, most: int) -> tuple[Near, ...]:
        """Words and pairs whose key is at most `most` edits from that of `text`, the nearest first."""
        asked = (text, most)
        if asked not in self._near:
            if len(self._near) > 5_000:
                self._near.clear()
            self._near[asked] = self._search(text, most)
        return self._near[asked]

    def _search(self, text: str, most: int) -> tuple[Near, ...]:
        folded = key(text)
        found: dict[tuple[str, ...], Near] = {}
        for length in range(max(1, len(folded) - most), len(folded) + most + 1):
            group = self._keys.get(length)
            if not group:
                continue
            for near_key, edits, _place in process.extract(
                folded, self._promising(folded, length, most), scorer=OSA.distance, score_cutoff=most, limit=12
            ):
                for words in group[near_key]:
                    changes = OSA.distance(text, "".join(words))
                    count = self.words[words[0]] if len(words) == 1 else self.pairs[words]  # type: ignore[index]
                    found[words] = Near(words, int(edits), int(changes), count)
        return tuple(sorted(found.values(), key=lambda near: (near.edits + near.changes / 2, -near.count, near.words))[:8])

    def _promising(self, folded: str, length: int, most: int) -> list[str]:
        """Keys of this length whose letters allow so few edits: one edit changes two letters of the set at most."""
        group = self._keys[length]
        if length not in self._letters or len(self._letters[length][0]) != len(group):
            self._letters[length] = list(group), np.fromiter(map(_letters, group), dtype=np.uint64, count=len(group))
        keys, letters = self._letters[length]
        apart = np.bitwise_count(letters ^ np.uint64(_letters(folded)))
        return [keys[place] for place in np.flatnonzero(apart <= 2 * most)]

    @cached_property
    def _starts(self) -> list[tuple[str, tuple[str, ...]]]:
        """Every start of a word inside a phrase with the phrase, sorted."""
        return sorted(_rows(self.phrases))

    def starting(self, text: str, weak: frozenset[str]) -> list[tuple[str, ...]]:
        """Phrases in which a word starts with `text` (cut, joined), the most frequent first; weak words alone are none."""
        low = bisect.bisect_left(self._starts, (text,))
        high = bisect.bisect_left(self._starts, (text + "\U0010ffff",), low)
        seen: dict[tuple[str, ...], bool] = {}
        for start, phrase in self._starts[low : min(high, low + 2_000)]:
            if (
                phrase
                and phrase[0] not in weak
                and not {phrase[0], phrase[-1]} & _empty_words()
                and (len(phrase) > 1 or len(phrase[0]) > 2)
            ):
                seen[phrase] = seen.get(phrase, False) or start == "".join(phrase)
        longer = {phrase[:-1] for phrase in seen if self.phrases[phrase] == self.phrases[phrase[:-1]]}  # says as much and more
        ordered = sorted((phrase for phrase in seen if phrase not in longer), key=lambda one: (not seen[one], -self.phrases[one], one))
        return ordered[:SUGGESTED]


@lru_cache(maxsize=1_024)
def _both_languages(names: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The Thai and the other words of a category's names."""
    words = names.split()
    return tuple(word for word in words if is_thai(word)), tuple(word for word in words if not is_thai(word))


@lru_cache(maxsize=1)
def _empty_words() -> frozenset[str]:
    """Words with which no phrase begins or ends."""
    return thai_stopwords() | {"for", "of", "the", "a", "an", "and", "or", "to", "in", "on", "with", "by", "from"}


def _letters(folded: str) -> int:
    """The letters of a key as a set of 64 bits. Letters may share a bit: two keys are then closer than they are, never farther."""
    found = 0
    for letter in folded:
        found |= 1 << (ord(letter) & 63)
    return found


def _is_repairable(word: str) -> bool:
    return len(word) > 1 and not word[0].isdigit()


def _rows(phrases: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for phrase in phrases:
        for place in range(len(phrase)):
            yield "".join(phrase[place:]), phrase
