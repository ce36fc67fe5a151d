"""Listings side by side: for everybody by the address, for an agency's people also as what stands on their shortlist."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog import showing
from catalog.models import Listing, ListingVersion, Shortlist, ShortlistEntry
from catalog.vat import vat_rate
from catalog.views.listing import case_of
from catalog.views.shortlists import may_write
from marketplace.accounts.access import public
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock

#: Listings side by side.
MOST_COMPARED = 10


@public
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to ten listings side by side, prices on the same case, differences marked; only the differences if asked.

    With a shortlist in the address its people see their notes and reasons below, and a frozen one shows its own versions.
    """
    refs = list(dict.fromkeys(request.GET.getlist("l")))[:MOST_COMPARED]
    actor = request.actor  # type: ignore[attr-defined]
    shortlist, entries = _shortlist(request, refs)
    today = clock.today()
    pairs = _pairs(refs, shortlist, entries)
    versions = [version for _row, version in pairs]
    units = {version.unit for version in versions}
    case = case_of(request, versions[0]) if len(units) == 1 else None
    vat = vat_rate()
    only = "all" not in request.GET
    groups = showing.compare_rows(versions)
    shown = [(title, [row for row in lines if row.differs or not only]) for title, lines in groups]
    context: dict[str, Any] = {
        "chosen": [
            {
                "listing": row,
                "version": version,
                "price": showing.price_of(version, case, vat),
                "tags": showing.tags(row, version, today),
                "without": _without(request, row.ref),
                "entry": entries.get(row.ref),
            }
            for row, version in pairs
        ],
        "gone": len(refs) - len(pairs),
        "most": MOST_COMPARED,
        "case": case,
        "unit": versions[0].unit_words if case else None,
        "groups": [(title, lines) for title, lines in shown if lines],
        "only": only,
        "toggle_url": _toggled(request, only),
        "span": len(pairs) + 1,
        "hidden": sum(not row.differs for _title, lines in groups for row in lines) if only else 0,
        "back_url": pairs[0][0].category.get_absolute_url() if pairs else reverse("catalogue"),
        "shortlist": shortlist,
        "writes": shortlist is not None and may_write(shortlist, actor),
        "may_mark": actor.has(Duty.OFFICER, Duty.HEAD_OFFICER),
        "here": request.get_full_path(),
    }
    return render(request, "catalog/compare.html", context)


def _shortlist(request: HttpRequest, refs: list[str]) -> tuple[Shortlist | None, dict[str, ShortlistEntry]]:
    """The list that the address names, if the reader may see it, and its entries of these listings."""
    asked = request.GET.get("list", "")
    found = Shortlist.objects.visible_to(request.actor).select_related("category").filter(ref=asked).first() if asked else None  # type: ignore[attr-defined]
    if found is None:
        return None, {}
    return found, {row.listing.ref: row for row in found.entries.shown().filter(listing__ref__in=refs)}  # type: ignore[attr-defined]


def _pairs(refs: list[str], shortlist: Shortlist | None, entries: dict[str, ShortlistEntry]) -> list[tuple[Listing, ListingVersion]]:
    """Listings with the version that is shown: what is on sale, or what a frozen list keeps."""
    kept = shortlist is not None and shortlist.is_frozen
    rows = {row.ref: row for row in Listing.objects.live(clock.today()).shown().filter(ref__in=refs)}
    if kept:
        rows |= {ref: entry.listing for ref, entry in entries.items()}
    found = []
    for ref in refs:
        row = rows.get(ref)
        version = entries[ref].version if kept and ref in entries else row.live_version if row else None
        if row is not None and version is not None:
            found.append((row, version))
    return found


def _without(request: HttpRequest, ref: str) -> str:
    kept = request.GET.copy()
    kept.setlist("l", [other for other in kept.getlist("l") if other != ref])
    return f"?{kept.urlencode()}"


def _toggled(request: HttpRequest, only: bool) -> str:
    kept = request.GET.copy()
    if only:
        kept["all"] = "1"
    else:
        kept.pop("all", None)
    return f"?{kept.urlencode()}"
