"""The catalogue's front page and the search in it."""

from __future__ import annotations

import logging
from collections.abc import Set
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from catalog import asking, facets, kept_results, search, showing
from catalog.models import Category, Listing
from catalog.prices import Case
from catalog.questions import Definitions, definitions
from catalog.search.query import Sort
from catalog.vat import vat_rate
from catalog.views.comparing import MOST_COMPARED
from marketplace.accounts.access import public
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.ui.paging import Keyset
from marketplace.ui.paging import Page as Rows

log = logging.getLogger(__name__)
SORTS = ("relevance", "price", "rating", "newest")


@public
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Everything on sale: categories, search over all of them."""
    return _results(request, "")


@public
@require_safe
def category(request: HttpRequest, code: str) -> HttpResponse:
    """One category with its own filters."""
    if code in definitions().categories:
        return _results(request, code)
    retired = get_object_or_404(Category.objects.select_related("parent"), code=code, is_retired=True)
    above = retired.parent
    return redirect("category", above.code) if above and above.code in definitions().categories else redirect("catalogue")


@public
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Texts that go on from what is being typed, as options of the search box's list."""
    texts = search.suggestions(request.GET.get("q", ""))
    response = render(request, "catalog/_suggestions.html", {"texts": texts})
    patch_cache_control(response, public=True, max_age=60)
    return response


def _results(request: HttpRequest, code: str) -> HttpResponse:
    known = definitions()
    asked = asking.read(request.GET, known, code)
    frame = {"node": asked.node, "path": known.path(code)[:-1]}
    place = kept_results.place(request)
    results = kept_results.get(place)
    was_kept = results is not None
    if results is None:
        try:
            results = render_to_string("catalog/_results.html", _context(request, code, known, asked), request)
        except search.SearchDown:
            log.exception("The search index cannot be used; the catalogue is browsed from the database")
            return render(request, "catalog/search_down.html", {**_always(request, code, known, asked), **_browsed(request, asked, known)})
        kept_results.put(place, results)
    response = render(request, "catalog/search.html", {**frame, "results": results})
    response["Server-Timing"] = "results;desc=kept" if was_kept else "results;desc=made"
    return response


def _always(request: HttpRequest, code: str, known: Definitions, asked: asking.Asked) -> dict[str, Any]:
    """What the page shows whether the search can be used or not."""
    return {
        "asked": asked,
        "node": asked.node,
        "path": known.path(code)[:-1],
        "case": asked.case,
        "case_words": showing.case_words(asked.case, asked.unit) if asked.case and asked.unit else "",
        "chips": facets.chips(asked, request.GET),
        "kept": [(name, value) for name, values in request.GET.lists() for value in values if name in {"sort"}],
        "compared": request.GET.getlist("l")[:MOST_COMPARED],
        "may_mark": request.actor.has(Duty.OFFICER, Duty.HEAD_OFFICER),  # type: ignore[attr-defined]
        "price_from": request.GET.get("price_from", ""),
        "price_to": request.GET.get("price_to", ""),
        "total_to": request.GET.get("total_to", ""),
        "popular": _popular(known),
    }


def _context(request: HttpRequest, code: str, known: Definitions, asked: asking.Asked) -> dict[str, Any]:
    """Everything that the results show.

    Raises:
        SearchDown: the index cannot be used.
    """
    found = search.search(asked.query)
    paths, groups = _paths(known), facets.groups(asked, found)
    return _always(request, code, known, asked) | {
        "page": found,
        "cards": _cards([hit.id for hit in found.hits], found.words, asked.case),
        "groups": groups,
        "closed": sum(not group.is_open for group in groups),
        "links": facets.category_links(asked, found, known, request.GET, paths),
        "tree": _tree(known, found, paths) if not (code or asked.is_narrowed or asked.query.sort is not Sort.NEWEST) else [],
        "next_url": _next(request, found.next),
        "clear_url": f"{request.path}?{_only(request, 'q')}",
        "everywhere_url": f"{reverse('catalogue')}?{_only(request, 'q')}",
        "literal_url": _with(request, literal="1"),
        "loose_url": _without(request, "literal"),
        "save_url": _save_url(request, code) if request.actor.is_person and (code or asked.is_narrowed) else "",  # type: ignore[attr-defined]
        "sorts": [sort for sort in SORTS if (sort != "price" or asked.unit) and (sort != "relevance" or asked.query.text)],
    }


def _save_url(request: HttpRequest, code: str) -> str:
    """Where the present search can be kept under a name."""
    kept = request.GET.copy()
    kept.pop("after", None)
    if code:
        kept["in"] = code
    return f"{reverse('saved_search_new')}?{kept.urlencode()}"


def _paths(known: Definitions) -> dict[str, str]:
    return {code: reverse("category", args=[code]) for code in known.categories}


def _cards(ids: list[int], words: Set[str], case: Case | None) -> list[showing.Card]:
    """Cards in the order of `ids`. What left the shelf since it was indexed is left out."""
    vat, today = vat_rate(), clock.today()
    rows = {row.pk: row for row in Listing.objects.live(today).shown().filter(pk__in=ids)}
    return [showing.card(rows[number], words, case, vat, today) for number in ids if number in rows]


def _tree(known: Definitions, found: search.Page, paths: dict[str, str]) -> list[dict[str, Any]]:
    """Categories by their group, with counts, for the front page."""
    counts = found.facets.get("category", {})
    branches: dict[str, dict[str, Any]] = {}
    for node in known.leaves():
        root = known.path(node.code)[0]
        branch = branches.setdefault(root.code, {"node": root, "leaves": []})
        branch["leaves"].append({"node": node, "count": counts.get(node.code, 0), "url": paths[node.code]})
    return list(branches.values())


def _next(request: HttpRequest, cursor: str) -> str:
    if not cursor:
        return ""
    kept = request.GET.copy()
    kept["after"] = cursor
    return f"{request.path}?{kept.urlencode()}"


def _with(request: HttpRequest, **more: str) -> str:
    """The address of the first page with something more in it."""
    kept = request.GET.copy()
    kept.pop("after", None)
    for name, value in more.items():
        kept[name] = value
    return f"?{kept.urlencode()}"


def _without(request: HttpRequest, name: str) -> str:
    """The address of the first page without something."""
    kept = request.GET.copy()
    for other in ("after", name):
        kept.pop(other, None)
    return f"?{kept.urlencode()}"


def _popular(known: Definitions) -> list[str]:
    """What the search box suggests before anything is typed, and where nothing can be fetched: the categories' names."""
    return [str(node.name) for node in known.leaves()]


def _only(request: HttpRequest, name: str) -> str:
    kept = request.GET.copy()
    for other in list(kept):
        if other != name:
            del kept[other]
    return kept.urlencode()


def _browsed(request: HttpRequest, asked: asking.Asked, known: Definitions) -> dict[str, Any]:
    """The newest listings straight from the database, while there is no search."""
    today = clock.today()
    rows = Listing.objects.live(today).shown()
    if asked.node is not None:
        rows = rows.filter(category__code__in=[node.code for node in known.leaves() if asked.node in known.path(node.code)])
    listed: Rows[Listing] = Keyset(rows, order=("-published_at", "-id")).page(request)
    vat = vat_rate()
    return {"listed": listed, "cards": [showing.card(row, frozenset(), asked.case, vat, today) for row in listed]}
