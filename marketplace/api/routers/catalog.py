"""Services on sale: search with the same words, filters and order as the pages, one listing, the tree of categories."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema

from catalog import asking, caps, search
from catalog.models import Listing, ListingVersion
from catalog.prices import common_base
from catalog.questions import Definitions, definitions
from catalog.showing import file_url
from catalog.vat import vat_rate
from marketplace.api.frame import Unanswerable, refuse_unknown
from marketplace.kernel import clock
from suppliers.marks import held

router = Router(tags=["catalogue"])
#: Listings of one page: by default and at most.
SIZE, LARGEST = 20, 100
OTHER_NAMES = frozenset({"category", "size"})


class BothLanguages(Schema):
    th: str
    en: str


class CapOut(Schema):
    """How much of a use the price includes, in the unit's own measure; every further `step`, begun ones too, costs `price_satang` as stated.

    Without `price_satang` more is not sold at a stated price.
    """

    included: int
    step: int
    price_satang: int | None


class PriceOut(Schema):
    """Amounts in satang as stated; `caps` by the code of the use, not part of any total; `common_base_satang` is one unit with VAT, on which listings compare."""

    unit: str
    price_satang: int
    vat_included: bool
    common_base_satang: int
    setup_satang: int
    minimum_quantity: int
    minimum_term: int
    tiers: list[list[int]]
    caps: dict[str, CapOut]


class RatingOut(Schema):
    """Stars that buyers gave, one to five: how many have rated, and their mean to one decimal as text."""

    count: int
    mean: str


class ListingOut(Schema):
    """A listing on sale. `certificates` are those that a registrar has checked and that hold today; `rating` is null where nobody has rated."""

    ref: str
    version: int
    category: str
    title: BothLanguages
    summary: BothLanguages
    company: BothLanguages
    company_ref: str
    province: str
    supplier_verified: bool
    certificates: list[str]
    price: PriceOut
    rating: RatingOut | None
    published_at: dt.datetime


class AnsweredOut(Schema):
    """One answer: `value` as stored (choices by their value, money in satang, decimals as text); a file also has its address."""

    name: str
    label: BothLanguages
    value: Any
    url: str | None = None


class ListingDetail(ListingOut):
    question_set: str
    answers: list[AnsweredOut]
    content: str


class ReadAs(Schema):
    """A misspelt word and the word of listings that was sought instead."""

    typed: str
    sought: str


class ListingPage(Schema):
    """`next` goes into `after` for the next page; `facets` are counts of every filter's values.

    `matched` names how the words were matched: `all` of them, or by a rung of relaxation; `exact` listings have all words.
    `too_many` tells that there were too many matches for totals: the order is by the price of one unit.
    """

    total: int
    next: str
    matched: str
    exact: int
    read_as: list[ReadAs]
    unknown: list[str]
    too_many: bool
    facets: dict[str, dict[str, int]]
    listings: list[ListingOut]


class CategoryOut(Schema):
    code: str
    parent: str
    name: BothLanguages
    unit: str
    filters: list[str]


@router.get("listings/", response=ListingPage, summary="Search listings on sale")
def listings(request: HttpRequest, q: str = "", category: str = "", sort: str = "", after: str = "", size: int = SIZE) -> Any:
    """Filters are the names in `categories/`, repeated for several values. Prices (`price_from`, `price_to`) are baht of one unit
    with VAT, totals (`total_from`, `total_to`) baht of `quantity` units for `term`; both need a category with a unit, and
    `sort=price` orders by the total, `sort=rating` by what buyers gave, drawn to the middle where few have rated. Misspelt words are read as words of listings and said in `read_as`; `literal=1` prevents it."""
    known = definitions()
    if category and category not in known.categories:
        raise Unanswerable(400, _("There is no such category."), ["category"])
    refuse_unknown(request, asking.PLAIN | OTHER_NAMES | {question.name for question in known.filters_for(category)})
    _refuse_values(request, known, category, size)
    asked = asking.read(request.GET, known, category, size=size)
    try:
        page = search.search(asked.query)
    except search.SearchDown:
        raise Unanswerable(503, _("The search is not available just now. Try again in a minute.")) from None
    ids = [hit.id for hit in page.hits]
    today = clock.today()
    rows = {row.pk: row for row in Listing.objects.live(today).shown().filter(pk__in=ids)}
    return {
        "total": page.total,
        "next": page.next,
        "matched": page.rung,
        "exact": page.exact,
        "read_as": [{"typed": typed, "sought": sought} for typed, sought in page.repairs],
        "unknown": list(page.unknown),
        "too_many": page.too_many,
        "facets": page.facets,
        "listings": [_listing(rows[number], today) for number in ids if number in rows],
    }


@router.get("listings/{ref}/", response=ListingDetail, summary="One listing with all answers")
def listing(request: HttpRequest, ref: str) -> Any:
    """The version on sale now. Where `supplier_verified` is false, it cannot be bought until a registrar has verified the supplier."""
    refuse_unknown(request, frozenset())
    row = Listing.objects.shown().filter(ref=ref, live_version__isnull=False).first()
    if row is None:
        raise Unanswerable(404, _("There is no such listing."), ["ref"])
    if not row.is_on_sale:
        raise Unanswerable(410, _("This listing is no longer on sale."), ["ref"])
    version = row.live_version
    assert version is not None  # the filter above
    answers = [
        {
            "name": question.name,
            "label": _both(version.questions.titled(question)),
            "value": version.answers[question.name],
            "url": request.build_absolute_uri(file) if (file := file_url(row, version, question.name)) else None,
        }
        for question in version.questions
        if question.name in version.answers
    ]
    return {
        **_listing(row, clock.today()),
        "question_set": version.question_set.fingerprint,
        "answers": answers,
        "content": version.content,
    }


@router.get("categories/", response=list[CategoryOut], summary="The tree of categories with their filters")
def categories(request: HttpRequest) -> Any:
    """Parents come before their children. A category without a unit only groups others."""
    refuse_unknown(request, frozenset())
    known = definitions()
    return [
        {
            "code": node.code,
            "parent": node.parent,
            "name": _both(node.name),
            "unit": node.unit,
            "filters": [question.name for question in known.filters_for(node.code)],
        }
        for node in known.categories.values()
    ]


def _refuse_values(request: HttpRequest, known: Definitions, category: str, size: int) -> None:
    """Values that mean nothing are refused too, by the name of their parameter."""
    filters = tuple(known.filters_for(category))
    groups = {*search.query.OF_SUPPLIER, *(question.name for question in filters)}
    wrong = [
        name
        for name, values in request.GET.lists()
        if name in groups and not all(asking.value_is_known(name, value, filters) for value in values)
    ]
    wrong += [name for name in asking.RANGES if request.GET.get(name) and asking.amount(request.GET[name]) is None]
    wrong += ["literal"] if request.GET.get("literal", "") not in {"", "0", "1"} else []
    wrong += [name for name in ("quantity", "term") if request.GET.get(name) and asking.count(request.GET[name]) is None]
    node = known.categories.get(category)
    priced = [name for name in asking.RANGES if request.GET.get(name)] + (["sort"] if request.GET.get("sort") == "price" else [])
    wrong += priced if not (node and node.is_leaf) else []
    if request.GET.get("sort", "") not in {"", *search.query.Sort}:
        wrong.append("sort")
    if not 1 <= size <= LARGEST:
        wrong.append("size")
    if wrong:
        raise Unanswerable(400, _("These parameters have values that mean nothing here."), list(dict.fromkeys(wrong)))


def _both(text: Any) -> dict[str, str]:
    return {"th": text.th, "en": text.en}


def _listing(row: Listing, today: dt.date) -> dict[str, Any]:
    version = row.live_version
    assert version is not None
    assert version.price is not None
    return {
        "ref": row.ref,
        "version": version.number,
        "category": row.category.code,
        "title": {"th": version.title_th, "en": version.title_en},
        "summary": {"th": version.summary_th, "en": version.summary_en},
        "company": {"th": row.company.name_th, "en": row.company.name_en},
        "company_ref": row.company.ref,
        "province": row.company.province,
        "supplier_verified": row.company.is_verified(today),
        "certificates": held(row.company, today),
        "price": _price(version),
        "rating": {"count": row.ratings_count, "mean": str(row.mean_rating)} if row.ratings_count else None,
        "published_at": row.published_at,
    }


def _price(version: ListingVersion) -> dict[str, Any]:
    assert version.price is not None
    return {
        "unit": version.unit,
        "price_satang": version.price_satang,
        "vat_included": version.vat_included,
        "common_base_satang": common_base(version.price, vat_rate()),
        "setup_satang": version.setup_satang,
        "minimum_quantity": version.minimum_quantity,
        "minimum_term": version.minimum_term,
        "tiers": version.tiers,
        "caps": {use: dataclasses.asdict(cap) for use, cap in caps.read(version.caps).items()},
    }
