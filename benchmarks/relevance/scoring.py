"""Asks search every query of the judged set and says how good the answers were. Run inside Django, on a filled database.

Of held queries it tells means only, never which query or listing: whoever tunes reads this output.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.relevance import corruptions, judgements, metrics
from benchmarks.relevance.judgements import Facts, Judged

DEPTH = 50
WORST = 10
TYPOS = 100
TYPO_SEED = 2570


@dataclass(frozen=True)
class Answer:
    """What search answered: database ids in rank order, and how many listings it found in all."""

    ids: tuple[int, ...]
    total: int


#: Asks search for the first so many listings of what somebody typed.
Ask = Callable[[str, int], Answer]


@dataclass(frozen=True)
class Scored:
    """A query with its measures. `ranked` are the grades of the answer in rank order."""

    query: Judged
    ndcg: float
    recall: float
    ranked: tuple[int, ...]
    answer: Answer
    relevant: int


def ask(text: str, size: int = DEPTH) -> Answer:
    """The first `size` listings for what somebody typed, with nothing else chosen."""
    from catalog.search import Query, search

    page = search(Query(text=text, size=size))
    return Answer(tuple(hit.id for hit in page.hits), page.total)


def score(query: Judged, listings: Sequence[Facts], answer: Answer) -> Scored | None:
    """Measure one answer; None where no listing of this catalogue is good for the query."""
    judged = judgements.grades(query, listings)
    relevant = sum(grade >= metrics.RELEVANT for grade in judged.values())
    if not relevant:
        return None
    ranked = tuple(judged.get(one, 0) for one in answer.ids)
    return Scored(query, metrics.ndcg(ranked, judged.values()), metrics.recall(ranked, judged.values()), ranked, answer, relevant)


def typos(listings: Sequence[Facts], ask: Ask) -> list[dict[str, Any]]:
    """Every mistyped word with whether the first listing found has the word that was meant in its title."""
    titles = {one.id: f"{one.title_th}\n{one.title_en}".casefold() for one in listings}
    told = []
    for typo in corruptions.draw((text for both in titles.values() for text in both.split("\n")), TYPOS, TYPO_SEED):
        found = ask(typo.typed, 1).ids
        told.append(
            {"kind": typo.kind, "meant": typo.meant, "typed": typo.typed, "hit": bool(found) and typo.meant in titles.get(found[0], "")}
        )
    return told


def _means(scored: Sequence[Scored]) -> dict[str, Any]:
    mean = metrics.means([(one.ndcg, one.recall) for one in scored])
    return {"queries": mean.queries, "ndcg": mean.ndcg, "recall": mean.recall}


def _told(one: Scored, titles: dict[int, str]) -> dict[str, Any]:
    return {
        "id": one.query.id,
        "text": one.query.text,
        "ndcg": one.ndcg,
        "recall": one.recall,
        "total": one.answer.total,
        "relevant": one.relevant,
        "first": [f"{grade}: {titles.get(listing, '?')}" for grade, listing in list(zip(one.ranked, one.answer.ids, strict=True))[:3]],
    }


def report(queries: Sequence[Judged], listings: Sequence[Facts], ask: Ask = ask, worst: int = WORST) -> dict[str, Any]:
    """Everything that is printed, as plain data."""
    titles = {one.id: one.title_th for one in listings}
    answers = {query.id: score(query, listings, ask(query.text, DEPTH)) for query in queries if not query.absent}
    scored = [one for one in answers.values() if one]
    absent = {query.id: (query, ask(query.text, 1).total) for query in queries if query.absent}
    tuning = sorted((one for one in scored if one.query.split == "tuning"), key=lambda one: (one.ndcg + one.recall, one.query.id))
    kinds = sorted({one.query.kind for one in tuning})
    splits: dict[str, list[Scored]] = {split: [one for one in scored if one.query.split == split] for split in judgements.SPLITS}
    noisy = {split: [total > 0 for query, total in absent.values() if query.split == split] for split in judgements.SPLITS}
    return {
        "splits": {**{split: _means(part) for split, part in splits.items()}, "all": _means(scored)},
        "kinds": {kind: _means([one for one in tuning if one.query.kind == kind]) for kind in kinds},
        "absent": {split: {"topics": len(noise), "noise": sum(noise)} for split, noise in noisy.items()},
        "noise": [
            {"id": query.id, "text": query.text, "total": total} for query, total in absent.values() if total and query.split == "tuning"
        ],
        "worst": [_told(one, titles) for one in tuning[:worst]],
        "typos": typos(listings, ask),
        "unjudged": [name for name, one in answers.items() if one is None],
    }
