"""Pages by what a case costs: the engine finds, a table of prices works out totals, order and range are made from both.

Exact up to `MOST` matches; above that the page says so and falls back to the price of one unit.
"""

from __future__ import annotations

import bisect
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from catalog.search.interface import Engine
from catalog.search.narrowing import read_cursor, tie, write_cursor
from catalog.search.query import Hit, Page, Query, Sort
from catalog.search.tree import All, Ids, Node

if TYPE_CHECKING:
    from catalog.price_table import PriceTable

MOST = 50_000
#: Stands for the total of a listing that has none in this unit.
_LAST = 2**63 - 1


def concern(query: Query) -> bool:
    """Whether the query asks for totals."""
    return query.case is not None and (query.sort is Sort.PRICE or query.total_from is not None or query.total_to is not None)


def page(engine: Engine, node: Node, query: Query, table: PriceTable, vat: Decimal) -> Page:
    """The page of `query` with its order or range of totals. Both ends of the range belong to it."""
    if query.total_from is not None or query.total_to is not None:
        within = _within(engine, node, query, table, vat)
        if within is None:
            return replace(engine.find(node, query), too_many=True)
        node = All(must=(node, Ids(within)))
    if query.sort is not Sort.PRICE:
        return engine.find(node, query)
    ids = engine.ids(node, query, MOST)
    if ids is None:
        return replace(engine.find(node, query), too_many=True)
    counted = engine.find(node, replace(query, sort=Sort.NEWEST, after="", size=1))
    hits, following = _ordered(ids, query, table, vat)
    return replace(counted, hits=hits, next=following)


def _within(engine: Engine, node: Node, query: Query, table: PriceTable, vat: Decimal) -> tuple[int, ...] | None:
    """Ids of what the words match and whose total lies in the range, choices aside: every group's counts need them."""
    assert query.case is not None  # `concern` asked
    ids = engine.ids(node, replace(query, choices={}), MOST)
    if ids is None:
        return None
    known, totals = table.totals(ids, query.case, vat)
    low = query.total_from if query.total_from is not None else 0
    fits = totals >= low
    if query.total_to is not None:
        fits &= totals <= query.total_to
    return tuple(int(number) for number in known[fits.astype(bool)])


def _ordered(ids: list[int], query: Query, table: PriceTable, vat: Decimal) -> tuple[tuple[Hit, ...], str]:
    """Hits by total, ties in their fair order, from the cursor on. Listings of another unit have no total and come last."""
    assert query.case is not None  # `concern` asked
    known, totals = table.totals(ids, query.case, vat)
    ties = np.fromiter((tie(int(number)) for number in known), dtype=np.int64, count=len(known))
    order = (
        np.lexsort((ties, totals)) if totals.dtype != object else sorted(range(len(known)), key=lambda place: (totals[place], ties[place]))
    )
    rows = [(min(int(totals[place]), _LAST - 1), int(ties[place]), int(known[place])) for place in order]
    priced = {number for _total, _tie, number in rows}
    rows += [(_LAST, tie(number), number) for number in sorted(set(ids) - priced, key=tie)]
    after = read_cursor(query.after, ">QI")
    start = bisect.bisect_right(rows, after, key=lambda row: row[:2]) if after is not None else 0
    shown = rows[start : start + query.size]
    following = write_cursor(">QI", *shown[-1][:2]) if start + query.size < len(rows) else ""
    return tuple(Hit(number, 0.0) for _total, _tie, number in shown), following
