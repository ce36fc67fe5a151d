"""What a search is asked and what it answers. Pure; knows no engine and no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class SearchDown(Exception):
    """The index cannot be read or written just now; browsing goes on without it."""


class Sort(StrEnum):
    RELEVANCE = "relevance"
    PRICE = "price"
    NEWEST = "newest"


#: Groups of choices that are not questions.
CATEGORY, PROVINCE, REGION, SME = "category", "province", "region", "sme"
#: Result pages reach this far by relevance; whoever needs more narrows the search.
DEEPEST = 1000


@dataclass(frozen=True)
class Query:
    """One search. Values inside a group of `choices` are alternatives; groups narrow each other.

    Prices are satang of the common base (one unit, VAT included). `after` is the cursor of the page before.
    """

    text: str = ""
    category: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    price_from: int | None = None
    price_to: int | None = None
    sort: Sort = Sort.RELEVANCE
    after: str = ""
    size: int = 20
    facets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A listing that was found, by its database id."""

    id: int
    score: float


@dataclass(frozen=True)
class Page:
    """One page of results. `facets[group][value]` counts ignore the group's own choice.

    `rung` says how the words were matched ("all" or a relaxed rung), `exact` how many listings have all words.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    rung: str = "all"
    exact: int = 0
    next: str = ""
    words: frozenset[str] = frozenset()
    lowest: int | None = None
    highest: int | None = None
