"""What looks odd in the catalogue: near-copies as they were found, and unusual prices worked out when asked. Reads, never writes.

A price is judged within one category and one price unit, VAT included, and only where enough suppliers stated enough prices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from catalog.models import Category, Listing
from catalog.prices import common_base
from catalog.search.entries import own_words
from catalog.vat import vat_rate
from marketplace.oversight.likeness import only_in_one
from marketplace.oversight.models import AlikeListings
from marketplace.pricing.bands import bands, unusual

SAME, ACROSS = "same", "across"
#: Prices, and suppliers who stated them, below which nothing is called unusual.
LEAST_PRICES, LEAST_SUPPLIERS = 5, 3


def alike(asked: Mapping[str, str]) -> QuerySet[AlikeListings]:
    """The pairs that fit what was asked; a value that means nothing leaves everything in."""
    rows = AlikeListings.objects.present().select_related(
        "category", "first__company", "second__company", "first_version__question_set", "second_version__question_set"
    )
    if asked.get("category"):
        rows = rows.filter(category__code=asked["category"])
    if asked.get("who") in (SAME, ACROSS):
        rows = rows.filter(same_company=asked["who"] == SAME)
    return rows


@dataclass(frozen=True)
class Side:
    """One listing of a pair: `words` are those that the other lacks, `satang` is the price of one unit with VAT."""

    listing: Listing
    title: str
    words: list[str]
    satang: int | None


@dataclass(frozen=True)
class Seen:
    """A pair as pages show it."""

    pair: AlikeListings
    sides: tuple[Side, Side]

    @property
    def percent(self) -> str:
        """One place after the point, rounded down: only equal texts are 100.0."""
        return f"{self.pair.per_mille // 10}.{self.pair.per_mille % 10}"


def seen(pairs: Iterable[AlikeListings]) -> list[Seen]:
    """Pairs with their differences. The VAT rate is asked once."""
    rate = vat_rate()
    found = []
    for pair in pairs:
        versions = pair.first_version, pair.second_version
        words = only_in_one(own_words(pair.first_version), own_words(pair.second_version))
        first, second = (
            Side(listing, version.title or listing.ref, own, common_base(version.price, rate) if version.price else None)
            for listing, version, own in zip((pair.first, pair.second), versions, words, strict=True)
        )
        found.append(Seen(pair, (first, second)))
    return found


def stated() -> Any:
    """Live listings with a price."""
    return Listing.objects.live().filter(live_version__price_satang__isnull=False, live_version__vat_included__isnull=False)


@dataclass(frozen=True)
class Counted:
    """How many prices of how many suppliers a category has."""

    category: Category
    prices: int
    suppliers: int

    @property
    def enough(self) -> bool:
        return enough(self.prices, self.suppliers)


def enough(prices: int, suppliers: int) -> bool:
    """Whether so many prices of so many suppliers can tell what is unusual."""
    return prices >= LEAST_PRICES and suppliers >= LEAST_SUPPLIERS


def counted() -> list[Counted]:
    """Every category that has prices, in the order of the catalogue. Two queries."""
    told = {
        pk: (prices, suppliers)
        for pk, prices, suppliers in stated()
        .order_by()
        .values_list("category")
        .annotate(prices=Count("pk"), suppliers=Count("company", distinct=True))
    }
    return [Counted(row, *told[row.pk]) for row in Category.objects.filter(pk__in=told).order_by("position")]


@dataclass(frozen=True)
class Judged:
    """The prices of one category in one unit. `odd` is listing → satang of one unit with VAT, for unusual ones."""

    unit: str
    prices: int
    suppliers: int
    median: int
    odd: dict[int, int]

    @property
    def enough(self) -> bool:
        return enough(self.prices, self.suppliers)


def judged(category: Category) -> list[Judged]:
    """The prices of a category, unit by unit. One query, besides the VAT rate."""
    rate = vat_rate()
    units: dict[str, list[tuple[int, int, int]]] = {}
    for row in stated().filter(category=category).select_related("live_version").only("company", "live_version", *_PRICES).order_by("pk"):
        version = row.live_version
        units.setdefault(version.unit, []).append((row.pk, row.company_id, common_base(version.price, rate)))
    return [_judged(unit, rows) for unit, rows in sorted(units.items())]


_PRICES = tuple(
    f"live_version__{name}"
    for name in ("unit", "price_satang", "tiers", "setup_satang", "minimum_quantity", "minimum_term", "vat_included", "listing")
)


def _judged(unit: str, rows: list[tuple[int, int, int]]) -> Judged:
    prices = [satang for _pk, _company, satang in rows]
    suppliers = len({company for _pk, company, _satang in rows})
    figures = bands(prices)
    places = unusual(prices) if enough(len(prices), suppliers) else ()
    return Judged(
        unit, len(prices), suppliers, figures.median if figures else 0, {rows[place][0]: prices[place] for place in sorted(places)}
    )


@dataclass(frozen=True)
class Odd:
    """A listing whose price is unusual, in satang of one unit with VAT."""

    listing: Listing
    satang: int
    median: int

    @property
    def is_high(self) -> bool:
        return self.satang > self.median

    @property
    def times(self) -> str:
        """The price as so many times the median, to one hundredth."""
        hundredths = (200 * self.satang + self.median) // (2 * self.median)
        return f"{hundredths // 100:,}.{hundredths % 100:02d}"


def odd_listings(groups: Iterable[Judged]) -> QuerySet[Listing]:
    """The listings whose prices are unusual."""
    return Listing.objects.filter(pk__in=[pk for group in groups for pk in group.odd]).select_related("company", "category", "live_version")


def odd(listings: Iterable[Listing], groups: Iterable[Judged]) -> list[Odd]:
    """Listings with what is unusual about them."""
    told = {pk: (satang, group.median) for group in groups for pk, satang in group.odd.items()}
    return [Odd(listing, *told[listing.pk]) for listing in listings]
