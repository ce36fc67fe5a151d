"""Reads the address of a search: words, choices, price range, order, and the reader's own case. Pure.

Pages ignore what they do not know; the API names it and refuses.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from catalog.prices import Case
from catalog.questions import KINDS, CategoryNode, Definitions, Question, Unit
from catalog.search import Query
from catalog.search.query import CATEGORY, CERTIFICATE, OF_SUPPLIER, PROVINCE, REGION, SME, Sort
from marketplace.kernel import money
from marketplace.kernel.provinces import PROVINCES, REGIONS
from suppliers.marks import CERTIFICATES

MOST_OF_CASE = 10_000_000
#: Names in addresses that are no questions.
PLAIN = frozenset({"q", "literal", "sort", "after", "price_from", "price_to", "total_from", "total_to", "quantity", "term", *OF_SUPPLIER})
#: Amounts of a range: of one unit, and of the reader's whole case.
RANGES = ("price_from", "price_to", "total_from", "total_to")


@dataclass(frozen=True)
class Asked:
    """One search as its address asks it."""

    query: Query
    node: CategoryNode | None
    filters: tuple[Question, ...]
    unit: Unit | None
    case: Case | None
    own_case: bool

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the category narrows the results."""
        query = self.query
        return bool(query.text or query.choices or any(getattr(query, name) is not None for name in RANGES))


def read(parameters: QueryDict | MultiValueDict[str, str], known: Definitions, category: str = "", *, size: int = 20) -> Asked:
    """What `parameters` ask for in `category` (all categories without one). Values that mean nothing are left out."""
    node = known.categories.get(category)
    filters = tuple(known.filters_for(category))
    choices = {
        name: kept for name in (*OF_SUPPLIER, *(q.name for q in filters)) if (kept := _kept(name, parameters.getlist(name), filters))
    }
    text = " ".join(parameters.get("q", "").split())[:200]
    sort = parameters.get("sort", "")
    unit = known.units[node.unit] if node is not None and node.is_leaf else None
    case, own = _case(parameters, unit)
    groups = (CATEGORY, *OF_SUPPLIER, *(question.name for question in filters))
    query = Query(
        text=text,
        category=category,
        choices=choices,
        sort=Sort(sort) if sort in set(Sort) else (Sort.RELEVANCE if text else Sort.NEWEST),
        after=parameters.get("after", "")[:200],
        size=size,
        facets=groups,
        literal=parameters.get("literal", "") == "1",
    )
    if unit is not None:  # prices compare within one unit only
        query = replace(query, case=case, unit=unit.code, **{name: amount(parameters.get(name, "")) for name in RANGES})
    elif query.sort is Sort.PRICE:
        query = replace(query, sort=Sort.RELEVANCE if text else Sort.NEWEST)
    return Asked(query, node, filters, unit, case, own)


def unknown_names(parameters: QueryDict | MultiValueDict[str, str], known: Definitions, category: str, extra: frozenset[str]) -> list[str]:
    """Names in the address that mean nothing there, in order."""
    names = PLAIN | extra | {question.name for question in known.filters_for(category)}
    return [name for name in parameters if name not in names]


def amount(text: str) -> int | None:
    """Satang of an amount in baht; None where it cannot be read."""
    try:
        return money.parse_baht(text) if text.strip() else None
    except money.UnreadableAmount:
        return None


def _kept(name: str, values: list[str], filters: tuple[Question, ...]) -> tuple[str, ...]:
    return tuple(value for value in dict.fromkeys(values) if value_is_known(name, value, filters))


def value_is_known(name: str, value: str, filters: tuple[Question, ...]) -> bool:
    """Whether a group of choices has this value."""
    fixed: dict[str, Collection[str]] = {PROVINCE: PROVINCES, REGION: REGIONS, SME: ("yes", "no"), CERTIFICATE: CERTIFICATES}
    if name in fixed:
        return value in fixed[name]
    question = next((question for question in filters if question.name == name), None)
    return question is not None and value in KINDS[question.type].facet_values(question)


def _case(parameters: QueryDict | MultiValueDict[str, str], unit: Unit | None) -> tuple[Case | None, bool]:
    """The reader's case in the category's unit, and whether it was given rather than taken from the unit."""
    if unit is None:
        return None, False
    quantity, term = count(parameters.get("quantity", "")), count(parameters.get("term", ""))
    case = Case(quantity or unit.case_quantity, (term or unit.case_term) if unit.term else 1)
    return case, case != Case(unit.case_quantity, unit.case_term if unit.term else 1)


def count(text: str) -> int | None:
    """A whole number from 1 to ten million; None where it cannot be read."""
    plain = money.latin_digits(text).replace(",", "").strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 9):
        return None
    return number if 1 <= (number := int(plain)) <= MOST_OF_CASE else None
