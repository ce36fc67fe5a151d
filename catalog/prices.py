"""The price of a listing and what it comes to in one's own case. Pure, whole satang; knows no listing and no page."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from marketplace.kernel import money


@dataclass(frozen=True)
class Tier:
    """From `from_quantity` on, every unit costs `price_satang` (the whole quantity takes the tier's price)."""

    from_quantity: int
    price_satang: int


@dataclass(frozen=True)
class Price:
    """What a version of a listing costs. `factor` comes from its unit (a vCPU-month is 730 vCPU-hours)."""

    unit_satang: int
    tiers: tuple[Tier, ...] = ()
    setup_satang: int = 0
    minimum_quantity: int = 1
    minimum_term: int = 1
    vat_included: bool = True
    factor: int = 1


@dataclass(frozen=True)
class Case:
    """How much one needs, in the unit's own terms: 50 users for 12 months."""

    quantity: int
    term: int = 1


@dataclass(frozen=True)
class Total:
    """A total with its parts, all in satang. `quantity` and `term` are those charged, minimums applied."""

    unit_satang: int
    quantity: int
    term: int
    running_satang: int
    setup_satang: int
    vat_satang: int
    total_satang: int
    quantity_raised: bool
    term_raised: bool


def unit_price(price: Price, quantity: int) -> int:
    """The price of one unit, in satang as stated, when `quantity` are taken."""
    found = price.unit_satang
    for tier in price.tiers:
        if quantity >= tier.from_quantity:
            found = tier.price_satang
    return found


def total_for(price: Price, case: Case, vat: Decimal) -> Total:
    """What `case` costs, VAT at `vat` percent included whether or not the stated price contains it.

    A quantity or term below the minimum is charged at the minimum; the result says so.
    """
    quantity, term = max(case.quantity, price.minimum_quantity), max(case.term, price.minimum_term)
    each = unit_price(price, quantity)
    running = each * quantity * term * price.factor
    stated = running + price.setup_satang
    vat_satang = money.vat_split(stated, vat)[1] if price.vat_included else money.percent(stated, vat)
    return Total(
        unit_satang=each,
        quantity=quantity,
        term=term,
        running_satang=running,
        setup_satang=price.setup_satang,
        vat_satang=vat_satang,
        total_satang=stated if price.vat_included else stated + vat_satang,
        quantity_raised=quantity > case.quantity,
        term_raised=term > case.term,
    )


def common_base(price: Price, vat: Decimal) -> int:
    """The stated unit price with VAT, in satang: the base on which listings of one unit are compared."""
    return with_vat(price.unit_satang, vat, included=price.vat_included)


def with_vat(satang: int, vat: Decimal, *, included: bool) -> int:
    """An amount as stated, with VAT at `vat` percent added where it is not `included`."""
    return satang if included else satang + money.percent(satang, vat)


def tier_faults(unit_satang: int, tiers: Sequence[Tier]) -> bool:
    """Whether tiers are out of order: quantities must grow and prices must fall."""
    quantities = [1, *(tier.from_quantity for tier in tiers)]
    prices = [unit_satang, *(tier.price_satang for tier in tiers)]
    grows = all(a < b for a, b in itertools.pairwise(quantities))
    falls = all(a > b for a, b in itertools.pairwise(prices))
    return not (grows and falls)
