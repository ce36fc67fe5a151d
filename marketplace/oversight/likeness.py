"""Which texts are near-copies of each other. Pure; knows no listing.

A text is the set of its runs of three words; two texts are as alike as the share of runs that they have in common (Jaccard).
So that thousands of texts are not compared each with each, a text gets a signature (MinHash), and only texts that agree in one
band of it are compared, exactly. At a likeness of 0.6 a pair is found in 96 of 100 cases, from 0.7 on in more than 99.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

#: Words of one run.
RUN = 3
BANDS, ROWS = 24, 4
#: Texts of one bucket are compared with so many that follow; a chain of copies stays linked without comparing all.
FOLLOWING = 10
#: Thousandths from which two texts are told as alike, and pairs that are kept for each text.
ALIKE, KEPT = 600, 5

_PRIME = np.uint64(4_294_967_311)  # the first prime above 2³²
_random = np.random.default_rng(20_240_229)  # fixed: the same texts always give the same pairs
_FACTORS = _random.integers(1, 2**31, size=(BANDS * ROWS, 1), dtype=np.uint64)
_ADDED = _random.integers(0, 2**31, size=(BANDS * ROWS, 1), dtype=np.uint64)


class Pair(NamedTuple):
    """Two keys, the smaller first, and how alike their texts are in thousandths."""

    first: int
    second: int
    per_mille: int


def runs_of(words: str) -> frozenset[int]:
    """The runs of three of a text that is cut into words, as numbers; a shorter text is one run."""
    cut = words.split()
    if not cut:
        return frozenset()
    return frozenset(zlib.crc32(" ".join(cut[place : place + RUN]).encode()) for place in range(max(1, len(cut) - RUN + 1)))


def likeness(first: frozenset[int], second: frozenset[int]) -> int:
    """How alike two texts are, in thousandths, rounded down."""
    together = len(first | second)
    return 1000 * len(first & second) // together if together else 0


def pairs_of(texts: Mapping[int, str]) -> list[Pair]:
    """Near-copies among cut texts by key, the most alike first. Each text with a near-copy is in at least one pair."""
    runs = {key: found for key, words in sorted(texts.items()) if (found := runs_of(words))}
    judged = {pair: likeness(runs[pair[0]], runs[pair[1]]) for pair in _candidates(runs)}
    ranked = sorted((Pair(*pair, alike) for pair, alike in judged.items() if alike >= ALIKE), key=lambda pair: (-pair.per_mille, pair))
    number: dict[int, int] = defaultdict(int)
    kept = []
    for pair in ranked:
        if number[pair.first] < KEPT or number[pair.second] < KEPT:
            kept.append(pair)
            number[pair.first] += 1
            number[pair.second] += 1
    return kept


def _candidates(runs: Mapping[int, frozenset[int]]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for key, numbers in runs.items():
        for band, part in enumerate(_bands(numbers)):
            buckets[band, part].append(key)
    for keys in buckets.values():
        for place, key in enumerate(keys):
            found.update((key, other) for other in islice(keys, place + 1, place + 1 + FOLLOWING))
    return found


def _bands(numbers: frozenset[int]) -> Iterator[bytes]:
    column: Any = np.fromiter(numbers, dtype=np.uint64, count=len(numbers))
    signature = ((_FACTORS * column + _ADDED) % _PRIME).min(axis=1)
    for band in range(BANDS):
        yield signature[band * ROWS : (band + 1) * ROWS].tobytes()


def only_in_one(first: str, second: str, most: int = 8) -> tuple[list[str], list[str]]:
    """Words that only the first and only the second cut text has, in their order, at most `most` of each."""
    ours, theirs = dict.fromkeys(first.split()), dict.fromkeys(second.split())
    return (
        list(islice((word for word in ours if word not in theirs), most)),
        list(islice((word for word in theirs if word not in ours), most)),
    )
