"""Prices as evidence: who asked or paid what, in one case; narrowed in named steps, and what the rest says. Pure; reads no row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from catalog.prices import Case
from marketplace.pricing.bands import Bands, bands, half_up, unusual


class Kind(StrEnum):
    """What sort of price it is. They are never mixed."""

    LISTED = "listed"
    PAID = "paid"
    SURVEYED = "surveyed"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What is priced: so many units of a category for so long, on a day, for whom, and whose own prices do not count.

    `alike_to` are the answers of the listing that is looked at, by question; None where no listing is.
    """

    category: str
    unit: str
    case: Case
    on: dt.date
    factor: int = 1
    judged: frozenset[str] = frozenset()
    alike_to: Mapping[str, Any] | None = None
    region: str = ""
    agency: str = ""
    agency_class: str = ""

    @property
    def units(self) -> int:
        """How many units are charged: quantity, term and the unit's own factor."""
        return self.case.quantity * self.case.term * self.factor

    def each(self, total_satang: int) -> int:
        """A total of this case as the price of one unit, satang, half up."""
        return half_up(Fraction(total_satang, self.units))

    def scaled(self, total_satang: int, quantity: int, term: int) -> int:
        """What was paid for another quantity and term, brought to this case in proportion; satang, half up."""
        return half_up(Fraction(total_satang * self.case.quantity * self.case.term, quantity * term))


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One price. `case_satang` is what the case costs by it, VAT included; `total_satang` is what was asked or paid as it stands."""

    key: str
    kind: Kind
    supplier: str
    supplier_th: str
    supplier_en: str = ""
    agency: str = ""
    agency_th: str = ""
    agency_en: str = ""
    title_th: str
    title_en: str = ""
    page: str
    dated_on: dt.date
    quantity: int
    term: int
    total_satang: int
    case_satang: int
    region: str = ""
    agency_class: str = ""
    alike: bool = False

    def as_plain(self) -> dict[str, Any]:
        """As a report keeps it: text and whole numbers only."""
        return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in asdict(self).items()} | {
            "kind": str(self.kind)
        }


Fits = Callable[[Evidence, Ask], bool]


def _alike(price: Evidence, _ask: Ask) -> bool:
    return price.alike


def _of_region(price: Evidence, ask: Ask) -> bool:
    return price.region == ask.region


def _alike_of_region(price: Evidence, ask: Ask) -> bool:
    return price.alike and price.region == ask.region


def _like_quantity(price: Evidence, ask: Ask) -> bool:
    """A third to three times as much as is asked for."""
    here, there = ask.case.quantity * ask.case.term, price.quantity * price.term
    return there <= 3 * here and here <= 3 * there


def _like_agency_and_quantity(price: Evidence, ask: Ask) -> bool:
    return price.agency_class == ask.agency_class and _like_quantity(price, ask)


def _every(_price: Evidence, _ask: Ask) -> bool:
    return True


def ladder(kind: Kind, ask: Ask) -> list[tuple[str, Fits]]:
    """The named steps for a kind of price, the narrowest first. A step that the question cannot tell apart is left out."""
    steps: list[tuple[str, Fits]] = []
    if kind == Kind.LISTED:
        if ask.alike_to is not None:
            steps += [("alike_region", _alike_of_region)] if ask.region else []
            steps += [("alike", _alike)]
        elif ask.region:
            steps += [("region", _of_region)]
    elif kind == Kind.PAID:
        steps += [("agency_quantity", _like_agency_and_quantity)] if ask.agency_class else []
        steps += [("quantity", _like_quantity)]
    return [*steps, ("every", _every)]


@dataclass(frozen=True)
class Limits:
    """From how many prices and suppliers on prices are enough."""

    prices: int
    suppliers: int

    def met(self, found: Sequence[Evidence]) -> bool:
        return len(found) >= self.prices and len({price.supplier for price in found}) >= self.suppliers


@dataclass(frozen=True)
class StepTaken:
    """A step of the ladder with what it holds."""

    code: str
    prices: int
    suppliers: int
    used: bool


@dataclass(frozen=True)
class Group:
    """Prices of one kind: those that count, those left out with why, and their figures."""

    kind: Kind
    limits: Limits
    steps: tuple[StepTaken, ...] = ()
    counted: tuple[Evidence, ...] = ()
    excluded: Mapping[str, str] = field(default_factory=dict)
    out: tuple[Evidence, ...] = ()
    own: tuple[Evidence, ...] = ()
    unusual: frozenset[str] = frozenset()
    figures: Bands | None = None

    @property
    def enough(self) -> bool:
        return self.limits.met(self.counted)

    @property
    def suppliers(self) -> int:
        return len({price.supplier for price in self.counted})

    @property
    def agencies(self) -> int:
        return len({price.agency for price in self.counted if price.agency})

    @property
    def first_on(self) -> dt.date | None:
        return min((price.dated_on for price in self.counted), default=None)

    @property
    def last_on(self) -> dt.date | None:
        return max((price.dated_on for price in self.counted), default=None)

    @property
    def shown(self) -> list[Evidence]:
        """Counted and left out, the cheapest first."""
        return sorted((*self.counted, *self.out), key=lambda price: (price.case_satang, price.key))


def work_out(kind: Kind, found: Sequence[Evidence], ask: Ask, limits: Limits, excluded: Mapping[str, str]) -> Group:
    """Prices of one kind for a question: the narrowest step that is enough, else the broadest.

    Args:
        found: all prices of the kind, in any order.
        excluded: keys of prices to be left out, with the reason; own prices are left out whatever it says.
    """
    own = tuple(price for price in found if price.supplier in ask.judged)
    others = [price for price in found if price.supplier not in ask.judged]
    rungs = [(code, [price for price in others if fits(price, ask)]) for code, fits in ladder(kind, ask)]
    kept = [(code, held, [price for price in held if price.key not in excluded]) for code, held in rungs]
    place = next((number for number, (_code, _held, counted) in enumerate(kept) if limits.met(counted)), len(kept) - 1)
    _code, held, counted = kept[place]
    counted = sorted(counted, key=lambda price: (price.case_satang, price.key))
    amounts = [price.case_satang for price in held]
    strange = unusual(amounts)
    return Group(
        kind=kind,
        limits=limits,
        steps=tuple(
            StepTaken(code, len(rest), len({price.supplier for price in rest}), number == place)
            for number, (code, _all, rest) in enumerate(kept)
        ),
        counted=tuple(counted),
        excluded={price.key: excluded[price.key] for price in held if price.key in excluded},
        out=tuple(price for price in held if price.key in excluded),
        own=own,
        unusual=frozenset(price.key for number, price in enumerate(held) if number in strange),
        figures=bands([price.case_satang for price in counted]),
    )
