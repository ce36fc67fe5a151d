"""What both engines do alike before they match: choices as nodes, sort keys with a fair tie-break, cursors. Pure."""

from __future__ import annotations

import base64
import struct
from dataclasses import replace
from typing import Any

from catalog.search.query import CATEGORY, OF_SUPPLIER, Query
from catalog.search.tree import All, In, Node, Range

#: Sort keys hold the tie-break in their low bits: equal values come in an order that favours nobody and never changes.
TIE_BITS = 26
_TIE = (1 << TIE_BITS) - 1
#: Largest value of a sort key: prices in satang up to 1.3 thousand million baht, seconds until the year 6300.
TOP = (1 << 37) - 1
#: Values of one facet that are counted.
FACET_VALUES = 200


def tie(number: int) -> int:
    """The tie-break of a listing: its id, mixed so that early listings are not favoured. Different for different ids."""
    return (number * 0x2C1B3C7) & _TIE


def sort_key(value: int, number: int, *, descending: bool = False) -> int:
    """Value and tie-break in one number, always read ascending."""
    value = min(max(value, 0), TOP)
    return ((TOP - value if descending else value) << TIE_BITS) | tie(number)


def narrowed(node: Node, query: Query, groups: tuple[str, ...], *, price: bool = True) -> Node:
    """`node` narrowed by the query's category, the choices of `groups` and the price range."""
    must: list[Node] = [node]
    if query.category:
        must.append(In(CATEGORY, (query.category,)))
    must += [In(group, query.choices[group]) for group in groups if query.choices.get(group)]
    if price and (query.price_from is not None or query.price_to is not None):
        must.append(Range("price", query.price_from, query.price_to))
    return All(must=tuple(must)) if len(must) > 1 else node


def without(node: Node, query: Query, group: str) -> Node:
    """What the counts of `group` are taken from: everything but the group's own choice.

    Links to other categories take only what tells of the supplier along, so categories are counted with these alone.
    """
    if group == CATEGORY and query.category:
        shared = tuple(name for name in OF_SUPPLIER if name in query.choices)
        return narrowed(node, replace(query, category=""), shared, price=False)
    return narrowed(node, query, tuple(name for name in query.choices if name != group))


def counted_apart(query: Query) -> list[str]:
    """Groups whose counts need a search of their own: those with a choice, and the categories inside one."""
    chosen = [group for group in query.facets if query.choices.get(group)]
    return chosen + ([CATEGORY] if CATEGORY in query.facets and query.category else [])


def write_cursor(form: str, *values: Any) -> str:
    """Values packed as `struct` says, as text for an address."""
    return base64.urlsafe_b64encode(struct.pack(form, *values)).decode().rstrip("=")


def read_cursor(cursor: str, form: str) -> tuple[Any, ...] | None:
    """The cursor's values; None for none, an old or a typed one: then the first page is shown."""
    if not cursor:
        return None
    try:
        return struct.unpack(form, base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, struct.error):
        return None
