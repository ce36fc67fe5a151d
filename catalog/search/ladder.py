"""Runs a query on an engine, one rung after another, until enough listings match. Knows every engine by its interface."""

from __future__ import annotations

from dataclasses import replace

from catalog.search.interface import Engine
from catalog.search.planner import Rung, plan
from catalog.search.query import Page, Query, Sort

#: Fewer listings than this with all words: the next rung is tried as well.
ENOUGH = 3


def climb(engine: Engine, query: Query) -> Page:
    """The page of `query` on the first rung that finds enough, else on the one that finds most.

    Which rung is taken depends on the words and the category alone, so that choosing a filter never changes it.
    """
    planned = plan(query.text)
    if query.sort is Sort.RELEVANCE and not planned.words:
        query = replace(query, sort=Sort.NEWEST)
    rung, exact = _rung(engine, query, planned.rungs)
    page = engine.find(rung.node, query)
    return replace(page, rung=rung.name, exact=page.total if rung.name == "all" else exact, words=planned.words)


def _rung(engine: Engine, query: Query, rungs: tuple[Rung, ...]) -> tuple[Rung, int]:
    if len(rungs) == 1:
        return rungs[0], 0
    counts: list[int] = []
    for rung in rungs:
        counts.append(engine.count(rung.node, query))
        if counts[-1] >= ENOUGH:
            return rung, counts[0]
    best = max(range(len(rungs)), key=lambda place: (counts[place], -place))
    return rungs[best], counts[0]
