"""Turns what a page or a purchase knows into a question for the benchmark. Reads listings and categories; knows no purchase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from catalog.models import Category, ListingVersion
from catalog.prices import Case
from catalog.questions import definitions
from marketplace.accounts.models import Organisation
from marketplace.kernel.provinces import region_of
from marketplace.pricing.evidence import Ask

#: The largest quantity and term that a page takes.
MOST_QUANTITY, MOST_TERM = 1_000_000, 1_000


def unit_case(unit: str) -> Case:
    """The case that pages start with."""
    words = definitions().units[unit]
    return Case(words.case_quantity, words.case_term if words.term else 1)


def case_from(given: Mapping[str, Any], unit: str, start: Case | None = None) -> Case:
    """Quantity and term as typed in an address; what cannot be read falls back to `start` or the unit's own case."""
    begin = start or unit_case(unit)
    quantity = _count(given.get("quantity", ""), MOST_QUANTITY) or begin.quantity
    term = (_count(given.get("term", ""), MOST_TERM) or begin.term) if definitions().units[unit].term else 1
    return Case(quantity, term)


def _count(text: str, most: int) -> int:
    text = str(text).replace(",", "").strip()
    return int(text) if text.isdecimal() and 1 <= int(text) <= most else 0


def question(
    category: Category,
    case: Case,
    *,
    on: dt.date,
    unit: str = "",
    versions: Iterable[ListingVersion] = (),
    judged: Iterable[str] = (),
    agency: Organisation | None = None,
) -> Ask | None:
    """The question for a category and a case; None where the category carries no prices.

    Args:
        versions: the chosen services; the first says what likeness means, and the prices of all their suppliers do not count.
        judged: references of further suppliers whose prices do not count.
        agency: who asks; similar agencies and suppliers of its region are looked at first.
    """
    chosen = list(versions)
    unit = unit or (chosen[0].unit if chosen else category.unit)
    node = definitions().categories.get(category.code)
    if not unit or node is None or unit not in definitions().units:
        return None
    return Ask(
        category=category.code,
        unit=unit,
        case=case,
        on=on,
        factor=definitions().units[unit].factor,
        judged=frozenset({*judged, *(version.listing.company.ref for version in chosen)}),
        alike_to=chosen[0].answers if chosen else None,
        region=region_of(agency.province) if agency else "",
        agency=agency.ref if agency else "",
        agency_class=agency.agency_class if agency else "",
    )
