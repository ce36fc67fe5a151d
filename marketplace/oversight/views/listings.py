"""Near-copies among live listings, and unusual prices: for registrars and auditors, as pages and as tables for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.models import Category
from catalog.questions import definitions
from marketplace.accounts.access import duties
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.kernel.spreadsheets import plain_cell
from marketplace.oversight import listings
from marketplace.oversight.models import AlikeListings
from marketplace.ui.paging import Keyset

READERS = (Duty.REGISTRAR, Duty.AUDITOR)
ORDER = ("-per_mille", "-id")
_CHUNK = 300
ALIKE_COLUMNS = ("category", "alike_percent", "same_supplier", "first", "first_title", "first_supplier", "first_price_baht", "only_in_first", "second", "second_title", "second_supplier", "second_price_baht", "only_in_second", "compared_on")  # fmt: skip
PRICE_COLUMNS = ("category", "listing", "title", "supplier_ref", "supplier", "unit", "price_baht", "median_baht", "times_the_median")


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip()[:100] for name in ("category", "who")}


@duties(*READERS)
@require_safe
def alike(request: HttpRequest) -> HttpResponse:
    """Pairs of live listings with nearly the same text, the most alike first."""
    asked = _asked(request)
    page = Keyset(listings.alike(asked), order=ORDER, size=20).page(request)
    latest = AlikeListings.objects.order_by("-found_at").values_list("found_at", flat=True).first()
    context = {
        "page": page,
        "pairs": listings.seen(page.items),
        "asked": asked,
        "categories": Category.objects.leaves().order_by("position"),
        "latest": latest,
        "may_review": request.actor.has(Duty.REGISTRAR),  # type: ignore[attr-defined]
        "query": _query(request),
    }
    return render(request, "oversight/listings_alike.html", context)


def _query(request: HttpRequest) -> str:
    """The filters as a query string, without the place in the list."""
    kept = request.GET.copy()
    for name in ("after", "before"):
        kept.pop(name, None)
    return kept.urlencode()


@duties(*READERS)
@require_safe
def alike_table(request: HttpRequest) -> StreamingHttpResponse:
    """The same pairs as CSV (UTF-8 with a mark, so that spreadsheets read Thai)."""
    return _table("alike-listings", ALIKE_COLUMNS, _alike_lines(_asked(request)))


def _alike_lines(asked: dict[str, str]) -> Iterator[list[Any]]:
    rows = listings.alike(asked).order_by(*ORDER).iterator(chunk_size=_CHUNK)
    while chunk := list(islice(rows, _CHUNK)):
        for found in listings.seen(chunk):
            line: list[Any] = [found.pair.category.code, found.percent, "yes" if found.pair.same_company else "no"]
            for side in found.sides:
                words = " ".join(side.words)
                line += [
                    side.listing.ref,
                    plain_cell(side.title),
                    plain_cell(side.listing.company.name_th),
                    _baht(side.satang),
                    plain_cell(words),
                ]
            yield [*line, clock.civil(found.pair.found_at).isoformat()]


@duties(*READERS)
@require_safe
def prices(request: HttpRequest) -> HttpResponse:
    """Unusual prices of one category; without one, the categories and whether they have enough prices to judge."""
    category = _category(request)
    if category is None:
        return render(request, "oversight/listings_prices.html", {"counted": listings.counted(), "least": _least()})
    groups = listings.judged(category)
    page = Keyset(listings.odd_listings(groups), order=("-published_at", "-id"), size=20).page(request)
    context = {
        "category": category,
        "groups": [(group, definitions().units[group.unit]) for group in groups],
        "page": page,
        "rows": listings.odd(page.items, groups),
        "least": _least(),
    }
    return render(request, "oversight/listings_prices.html", context)


def _category(request: HttpRequest) -> Category | None:
    return Category.objects.leaves().filter(code=_asked(request)["category"]).first()


def _least() -> dict[str, int]:
    return {"prices": listings.LEAST_PRICES, "suppliers": listings.LEAST_SUPPLIERS}


@duties(*READERS)
@require_safe
def prices_table(request: HttpRequest) -> StreamingHttpResponse:
    """Unusual prices as CSV: of one category, or of all that have enough prices."""
    category = _category(request)
    chosen = [category] if category else [row.category for row in listings.counted() if row.enough]
    return _table("unusual-prices", PRICE_COLUMNS, _price_lines(chosen))


def _price_lines(categories: Iterable[Category]) -> Iterator[list[Any]]:
    for category in categories:
        groups = listings.judged(category)
        for row in listings.odd(listings.odd_listings(groups).order_by("-published_at", "-id"), groups):
            listing = row.listing
            assert listing.live_version is not None  # what is on sale has a version
            supplier = (listing.company.ref, plain_cell(listing.company.name_th))
            yield [category.code, listing.ref, plain_cell(listing.title), *supplier, listing.live_version.unit, _baht(row.satang), _baht(row.median), row.times]  # fmt: skip


class _Line:
    """A file that hands every line straight on."""

    def write(self, value: str) -> str:
        return value


def _table(name: str, columns: tuple[str, ...], rows: Iterator[list[Any]]) -> StreamingHttpResponse:
    def lines() -> Iterator[str]:
        writer: Any = csv.writer(_Line())
        yield "\ufeff" + writer.writerow(columns)
        for row in rows:
            yield writer.writerow(row)

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{clock.today().isoformat()}.csv"'
    return response


def _baht(satang: int | None) -> str:
    return "" if satang is None else f"{satang // 100}.{satang % 100:02d}"
