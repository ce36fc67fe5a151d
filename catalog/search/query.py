"""What a search is asked and what it answers. Pure; knows no engine and no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from catalog.prices import Case


class SearchDown(Exception):
    """The index cannot be read or written just now; browsing goes on without it."""


class Sort(StrEnum):
    RELEVANCE = "relevance"
    PRICE = "price"
    NEWEST = "newest"
    RATING = "rating"


#: Groups of choices that are not questions.
CATEGORY, PROVINCE, REGION, SME, CERTIFICATE = "category", "province", "region", "sme", "certificate"
#: Those that tell of the supplier: they mean the same in every category.
OF_SUPPLIER = (PROVINCE, REGION, SME, CERTIFICATE)
#: Result pages reach this far by relevance; whoever needs more narrows the search.
DEEPEST = 1000


@dataclass(frozen=True)
class Query:
    """One search. Values inside a group of `choices` are alternatives; groups narrow each other.

    Prices are satang of the common base (one unit, VAT included), totals satang of `case` in
    the price unit `unit`. `after` is the cursor of the page before.
    `literal` takes the words as they were typed.
    """

    text: str = ""
    category: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    price_from: int | None = None
    price_to: int | None = None
    total_from: int | None = None
    total_to: int | None = None
    case: Case | None = None
    unit: str = ""
    sort: Sort = Sort.RELEVANCE
    after: str = ""
    size: int = 20
    facets: tuple[str, ...] = ()
    literal: bool = False


@dataclass(frozen=True)
class Hit:
    """A listing that was found, by its database id."""

    id: int
    score: float


@dataclass(frozen=True)
class Page:
    """One page of results. `facets[group][value]` counts ignore the group's own choice.

    `rung` says how the words were matched ("all" or a relaxed rung), `exact` how many listings have all words, `repairs` what was
    typed and what it was read as, `unknown` words that no listing has. `too_many` tells that there were more matches than totals
    are worked out for: the order is by unit price, and a range of totals was not applied.
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
    repairs: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    too_many: bool = False
