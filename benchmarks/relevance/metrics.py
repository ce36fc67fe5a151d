"""nDCG and recall of one ranked answer. Pure; grades are 0 (not relevant) to 3 (exactly right)."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

#: From this grade on a listing counts as found or missed. Grade 1 only touches the subject: nobody misses it.
RELEVANT = 2


def dcg(grades: Iterable[int]) -> float:
    """Discounted gain of grades in rank order: (2^grade - 1) / log2(rank + 1), ranks from 1."""
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def ndcg(ranked: Sequence[int], judged: Collection[int], k: int = 10) -> float:
    """Gain of the first `k` grades of an answer, as a share of the best order of all `judged` grades.

    Raises:
        ValueError: nothing was judged relevant, so that no order is the best.
    """
    best = dcg(sorted(judged, reverse=True)[:k])
    if not best:
        raise ValueError("no listing has a grade above zero")
    return dcg(ranked[:k]) / best


def recall(ranked: Sequence[int], judged: Collection[int], k: int = 50) -> float:
    """Share of the listings of grade 2 and 3 within the first `k` of an answer; of `k` where more than `k` are relevant.

    Raises:
        ValueError: nothing was judged good or exactly right.
    """
    relevant = sum(grade >= RELEVANT for grade in judged)
    if not relevant:
        raise ValueError("no listing has grade 2 or 3")
    return sum(grade >= RELEVANT for grade in ranked[:k]) / min(k, relevant)


@dataclass(frozen=True)
class Means:
    """Plain means over some queries; every query weighs the same."""

    queries: int
    ndcg: float
    recall: float


def means(values: Sequence[tuple[float, float]]) -> Means:
    """Means of (nDCG, recall) pairs; zeros where there are none."""
    if not values:
        return Means(0, 0.0, 0.0)
    return Means(len(values), sum(v[0] for v in values) / len(values), sum(v[1] for v in values) / len(values))
