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
from catalog.search.tree import All, AnyOf, Const, Ids, In, Node

if TYPE_CHECKING:
    from catalog.price_table import PriceTable

#: Fewer listings than this: the next rung is tried as well, and what it finds comes after them. In another order than by
#: relevance what matches loosely would come first, so then a few are enough.
ENOUGH, FEW = 40, 3
#: Share of what was found that must lie in one category before the rest of that category follows.
MOSTLY = 0.6
#: So many of the best matches tell what the subject is: the categories in which at least this share of them lies.
LEADING, LEADING_SHARE = 20, 0.3


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
        name = "all" if page.total == exact else rung.name
        return replace(
            page,
            rung=name,
            exact=page.total if name == "all" else exact,
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

    With `shown` also their page, where it may be the one that is wanted: counting them is a part of finding them.
    """
    lexicon = engine.lexicon()
    planned = plan(query.text, lexicon, literal=query.literal)
    if len(planned.rungs) == 1:
        return planned, 0, None
    narrowed = query.choices or query.price_from is not None or query.price_to is not None
    shown = shown and not narrowed and bool(query.category or query.sort is not Sort.RELEVANCE)
    page = engine.find(planned.rungs[0].node, query) if shown else None
    exact = page.total if page else engine.count(planned.rungs[0].node, query)
    if exact == 0 and not query.literal:
        doubted = plan(query.text, lexicon, doubt=True)
        found = engine.count(doubted.rungs[0].node, query) if doubted.repairs != planned.repairs else 0
        if found:
            return doubted, found, None
    return planned, exact, page


def _rung(engine: Engine, query: Query, planned: Plan, exact: int) -> Rung:
    """The first rung that finds enough, else the one that finds most; by relevance drawn to the subject that is sought."""
    ranked, rungs = query.sort is Sort.RELEVANCE, planned.rungs
    enough = ENOUGH if ranked else FEW
    best, most = rungs[0], exact
    for rung in rungs[1:]:
        if most >= enough:
            break
        found = engine.count(rung.node, query)
        if found > most:
            best, most = rung, found
    if ranked and most and len(rungs) > 1 and not query.category:
        return _drawn(engine, query, planned, best, few=most < enough)
    return best


def _drawn(engine: Engine, query: Query, planned: Plan, rung: Rung, *, few: bool) -> Rung:
    """The rung with the categories that are its subject before all others, with what matches loosely in them.

    Where that is `few`, the rest of the category in which most of it lies comes last.
    """
    topics = _topics(engine, query, planned, rung)
    rest = (topics[:1] or _mostly(engine, query, rung)) if few else ()
    ways: list[Node] = [rung.node]
    bonus: Node = In(CATEGORY, topics)
    name = rung.name
    if topics and rung is not planned.rungs[-1]:
        loosest = planned.rungs[-1]
        ways.append(Const(All(must=(loosest.node, bonus))))
        name = loosest.name
    if rest:
        bonus = All(must=(AnyOf(tuple(ways)), bonus))  # not for the rest
        ways.append(Const(All(must=(In(CATEGORY, rest),), never=planned.never)))
        name = "category"
    should = (Const(bonus, TIER * len(planned.rungs)),) if topics else ()
    return Rung(name, All(must=(ways[0] if len(ways) == 1 else AnyOf(tuple(ways)),), should=should))


def _topics(engine: Engine, query: Query, planned: Plan, rung: Rung) -> tuple[str, ...]:
    """Categories with a share of the best matches, those that say in title or category what is sought; the largest first.

    A category whose own name says it counts with all its matches.
    """
    if planned.named is None or planned.within is None:
        return ()
    best = Ids(tuple(engine.best(rung.node, query, LEADING)))
    told = AnyOf((All(must=(best, planned.named)), All(must=(rung.node, planned.within))))
    counts = _by_category(engine, told, query)
    topics = [code for code, number in counts.items() if number >= LEADING_SHARE * len(best.ids)]
    return tuple(sorted(topics, key=lambda code: -counts[code]))


def _mostly(engine: Engine, query: Query, rung: Rung) -> tuple[str, ...]:
    """The category in which most of what the rung matches lies; none where it is spread out."""
    counts = _by_category(engine, rung.node, query)
    return tuple(code for code, number in counts.items() if number >= MOSTLY * sum(counts.values()))


def _by_category(engine: Engine, node: Node, query: Query) -> dict[str, int]:
    """How many listings the node matches in each category that has some."""
    found = engine.spread(node, query, CATEGORY)
    return {leaf.code: found[leaf.code] for leaf in definitions().leaves() if found.get(leaf.code)}
