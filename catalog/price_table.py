"""Prices of every listing on sale in one unit as columns, so that totals of many listings are worked out at once.

The arithmetic is that of `catalog.prices.total_for`, satang by satang; a test compares the two on every listing of a demo. A table
is read from the database once per process and unit, and follows the audit log after that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from catalog.events import ListingPublished, ListingResumed, ListingSuspended, ListingWithdrawn
from catalog.models import Listing, ListingVersion
from catalog.prices import Case
from catalog.questions import definitions
from marketplace import audit

#: Whole numbers up to here are safe in a column; above it Python's own are used, slower and just as exact.
_SAFE = 2**62
_CHANGES = (ListingPublished, ListingSuspended, ListingResumed, ListingWithdrawn)
_COLUMNS = ("price_satang", "setup_satang", "minimum_quantity", "minimum_term", "vat_included", "tiers")


class Row(NamedTuple):
    """What a version says about its price."""

    price_satang: int
    setup_satang: int
    minimum_quantity: int
    minimum_term: int
    vat_included: bool
    tiers: Sequence[tuple[int, int]]


class PriceTable:
    """Prices by listing id. Knows arithmetic only; `rows` may be changed between questions by `change`."""

    def __init__(self, rows: dict[int, Row], factor: int) -> None:
        self.rows, self.factor = rows, factor
        self._columns: dict[str, Any] | None = None

    def change(self, rows: dict[int, Row], gone: Iterable[int]) -> None:
        """Replace or add rows, drop others."""
        self.rows.update(rows)
        for number in gone:
            self.rows.pop(number, None)
        self._columns = None

    def _made(self) -> dict[str, Any]:
        if self._columns is None:
            ids = sorted(self.rows)
            rows = [self.rows[number] for number in ids]
            deepest = max((len(row.tiers) for row in rows), default=0)
            steps = [[*row.tiers, *([(np.iinfo(np.int64).max, 0)] * (deepest - len(row.tiers)))] for row in rows]
            self._columns = {
                "ids": np.array(ids, dtype=np.int64),
                **{name: np.array([getattr(row, name) for row in rows], dtype=np.int64) for name in _COLUMNS[:4]},
                "vat_included": np.array([row.vat_included for row in rows], dtype=bool),
                "tiers": np.array(steps, dtype=np.int64).reshape(len(rows), deepest, 2),
            }
        return self._columns

    def totals(self, ids: Sequence[int], case: Case, vat: Decimal) -> tuple[Any, Any]:
        """Ids that have a price here, and what `case` costs each of them, VAT included, in satang."""
        columns = self._made()
        wanted = np.asarray(ids, dtype=np.int64)
        if not len(columns["ids"]) or not len(wanted):
            return wanted[:0], wanted[:0]
        places = np.searchsorted(columns["ids"], wanted)
        places[places == len(columns["ids"])] = 0
        found = columns["ids"][places] == wanted
        places = places[found]
        return wanted[found], self._worked_out({name: column[places] for name, column in columns.items()}, case, vat)

    def _worked_out(self, part: dict[str, Any], case: Case, vat: Decimal) -> Any:
        quantity = np.maximum(part["minimum_quantity"], case.quantity)
        term = np.maximum(part["minimum_term"], case.term)
        each = part["price_satang"]
        for step in range(part["tiers"].shape[1]):
            each = np.where(quantity >= part["tiers"][:, step, 0], part["tiers"][:, step, 1], each)
        rate = Fraction(vat) / 100
        setup = part["setup_satang"]
        largest = int(each.max()) * int(quantity.max()) * int(term.max()) * self.factor + int(setup.max()) if len(each) else 0
        if largest * max(2 * rate.numerator, 1) + rate.denominator > _SAFE:
            each, quantity, term, setup = (column.astype(object) for column in (each, quantity, term, setup))
        stated = each * quantity * term * self.factor + setup
        added = (stated * (2 * rate.numerator) + rate.denominator) // (2 * rate.denominator)  # half up, as money is rounded
        return np.where(part["vat_included"], stated, stated + added)


def _row(version: ListingVersion) -> Row:
    """What one version says; it must have a price."""
    return _told(tuple(getattr(version, name) for name in _COLUMNS))


def _told(values: tuple[Any, ...]) -> Row:
    """Values in the order of `_COLUMNS`; tiers come as lists from the database."""
    return Row(*values[:-1], tiers=tuple((quantity, satang) for quantity, satang in values[-1]))


_kept: dict[str, tuple[int, PriceTable]] = {}


def clear() -> None:
    """Forget every table of this process."""
    _kept.clear()


def of(unit: str) -> PriceTable:
    """The table of a price unit, as the database is now."""
    head = audit.head()
    upto, table = _kept.get(unit, (-1, None))
    if table is None or head < upto:
        table = PriceTable(_read(Listing.objects.on_sale(), unit), definitions().units[unit].factor)
    elif head > upto:
        refs = {entry.subject.ref for entry in audit.entries(kinds=_CHANGES, after=upto, until=head)}
        if refs:
            changed = Listing.objects.filter(ref__in=refs)
            rows = _read(changed.on_sale(), unit)
            table.change(rows, [number for number in changed.values_list("pk", flat=True) if number not in rows])
    _kept[unit] = (head, table)
    return table


def _read(listings: Any, unit: str) -> dict[int, Row]:
    rows = listings.filter(live_version__unit=unit, live_version__price_satang__isnull=False, live_version__vat_included__isnull=False)
    names = [f"live_version__{name}" for name in _COLUMNS]
    return {number: _told(tuple(told)) for number, *told in rows.values_list("pk", *names).iterator(chunk_size=5_000)}
