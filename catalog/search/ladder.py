"""Runs a query on an engine, one rung after another, until enough listings match. Knows every engine by its interface."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from catalog.questions import definitions
from catalog.search import totals
from catalog.search.dictionary import using
from catalog.search.interface import Engine
from catalog.search.planner import TIER, Plan, Rung, plan
from catalog.search.query import CATEGORY, Page, Query, Sort
from catalog.search.tree import All, AnyOf, Const, Ids, In

if TYPE_CHECKING:
    from catalog.price_table import PriceTable

#: Fewer listings than this: the next rung is tried as well, and what it finds comes after them. In another order than by
#: relevance what matches loosely would come first, so then a few are enough.
ENOUGH, FEW = 40, 3
#: Share of what was found that must lie in one category before the rest of that category follows.
MOSTLY = 0.6


def climb(engine: Engine, query: Query, *, prices: Callable[[], tuple[PriceTable, Decimal]] | None = None) -> Page:
    """The page of `query` on the first rung that finds enough, else on the one that finds most.

    `prices` brings the table of the query's unit and the rate of VAT where the order or a range is by totals.

    Which rung is taken depends on the words and the category alone, so that choosing a filter never changes it.
    """
    with using(engine.dictionary()):
        planned, exact, page = _planned(engine, query, shown=not (prices and totals.concern(query)))
        if query.sort is Sort.RELEVANCE and not planned.words:
            query = replace(query, sort=Sort.NEWEST)
        rung = _rung(engine, query, planned, exact)
        if prices and totals.concern(query):
            page = totals.page(engine, rung.node, query, *prices())
        elif page is None or rung is not planned.rungs[0]:
            page = engine.find(rung.node, query)
        return replace(
            page,
            rung=rung.name,
            exact=page.total if rung.name == "all" else exact,
            words=planned.words,
            repairs=planned.repairs,
            unknown=planned.unknown,
        )


def having_all(engine: Engine, query: Query, among: Collection[int], *, prices: Callable[[], tuple[PriceTable, Decimal]]) -> frozenset[int]:
    """Which of the listings `among` match on the first rung: every word, every choice, every range."""
    with using(engine.dictionary()):
        planned, _exact, _page = _planned(engine, query)
        node = All(must=(planned.rungs[0].node, Ids(tuple(among))))
        query = replace(query, sort=Sort.NEWEST, after="", facets=(), size=max(1, len(among)))
        page = totals.page(engine, node, query, *prices()) if totals.concern(query) else engine.find(node, query)
        return frozenset(hit.id for hit in page.hits)


def _planned(engine: Engine, query: Query, *, shown: bool = False) -> tuple[Plan, int, Page | None]:
    """The plan, and how many listings have all its words. Where none has, known words are suspected of typing errors too.

    With `shown` also their page, where nothing narrows it: counting them is a part of finding them.
    """
    lexicon = engine.lexicon()
    planned = plan(query.text, lexicon, literal=query.literal)
    if len(planned.rungs) == 1:
        return planned, 0, None
    shown = shown and not query.choices and query.price_from is None and query.price_to is None
    page = engine.find(planned.rungs[0].node, query) if shown else None
    exact = page.total if page else engine.count(planned.rungs[0].node, query)
    if exact == 0 and not query.literal:
        doubted = plan(query.text, lexicon, doubt=True)
        found = engine.count(doubted.rungs[0].node, query) if doubted.repairs != planned.repairs else 0
        if found:
            return doubted, found, None
    return planned, exact, page


def _rung(engine: Engine, query: Query, planned: Plan, exact: int) -> Rung:
    """The first rung that finds enough, else the one that finds most; by relevance followed by the category it lies in."""
    ranked, rungs = query.sort is Sort.RELEVANCE, planned.rungs
    enough = ENOUGH if ranked else FEW
    if len(rungs) == 1 or exact >= enough:
        return rungs[0]
    best, most = rungs[0], exact
    for rung in rungs[1:]:
        found = engine.count(rung.node, query)
        if found > most:
            best, most = rung, found
        if most >= enough:
            return best
    return _with_category(engine, query, planned, best) if ranked and most and not query.category else best


def _with_category(engine: Engine, query: Query, planned: Plan, rung: Rung) -> Rung:
    """The rung, and after what it matches the rest of the category in which most of that lies, where there is such a one."""
    found = engine.find(rung.node, replace(query, choices={}, size=1, after="", facets=(CATEGORY,), sort=Sort.NEWEST))
    counts = {node.code: found.facets[CATEGORY].get(node.code, 0) for node in definitions().leaves()}
    most = max(counts, key=lambda code: counts[code])
    if counts[most] < found.total * MOSTLY:
        return rung
    beside = All(must=(Const(In(CATEGORY, (most,))),), never=planned.never)
    return Rung("category", All(must=(AnyOf((rung.node, beside)),), should=(Const(rung.node, TIER),)))
