"""What others ask and pay for a category's services: public, from listings on sale and from signed contracts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.models import Category, Listing, ListingVersion
from catalog.prices import total_for
from catalog.questions import definitions
from catalog.vat import vat_rate
from marketplace.accounts.access import public
from marketplace.kernel import clock
from marketplace.law import rulebook
from marketplace.pricing import asking, benchmark, pictures, showing, wording

#: Rows of a table on this page; a report holds all.
MOST_ROWS = 60


@public
@require_safe
def prices(request: HttpRequest, code: str) -> HttpResponse:
    """Listed and paid prices of a category for the reader's case; `?listing=` compares a listing with those of other suppliers."""
    category = get_object_or_404(Category.objects.open().leaves(), code=code)
    version = _version(request, category)
    unit = version.unit if version else category.unit
    if unit not in definitions().units:
        raise Http404
    case = asking.case_from(request.GET, unit)
    today = clock.today()
    ask = asking.question(category, case, on=today, unit=unit, versions=[version] if version else [])
    if ask is None:
        raise Http404
    found = benchmark.of(ask, rulebook.current("", today))
    limits = found.limits_plain
    facts = [benchmark.plain_group(group) for group in (found.listed, found.paid)]
    groups = [showing.group(plain, ask.units, limits) for plain in facts]
    own = total_for(version.price, case, vat_rate()).total_satang if version and version.price else None
    mark = (version.title, own) if version and own is not None else None
    sentences = " ".join(f"{group.label}: {group.sentence}" for group in groups)
    context = {
        "category": category,
        "path": definitions().path(code),
        "version": version,
        "unit": definitions().units[unit],
        "case": case,
        "case_words": wording.case_words(case, definitions().units[unit]),
        "groups": groups,
        "picture": pictures.picture(facts, title=_("Prices for %s") % wording.case_words(case, definitions().units[unit]), sentence=sentences, mark=mark),
        "own": own,
        "own_each": ask.each(own) if own is not None else None,
        "against": [(group.label, _against(found.against_median(own, held) or 0)) for group, held in zip(groups, (found.listed, found.paid), strict=True) if own is not None and held.enough],
        "central": [(row, found.central_satang(row)) for row in found.central],
        "most": MOST_ROWS,
        "years": found.years,
    }  # fmt: skip
    return render(request, "pricing/prices.html", context)


def _against(percent: int) -> str:
    """How far a price is from the middle one, in words that need no sign."""
    if not percent:
        return _("the middle price itself")
    words = _("%s%% above the middle price") if percent > 0 else _("%s%% below the middle price")
    return words % abs(percent)


def _version(request: HttpRequest, category: Category) -> ListingVersion | None:
    """The version on sale of the listing in the address; 404 where it is not on sale in this category."""
    ref = request.GET.get("listing", "")
    if not ref:
        return None
    listing = get_object_or_404(Listing.objects.on_sale().shown(), ref=ref, category=category)
    version: ListingVersion | None = listing.live_version
    if version is not None:
        version.listing = listing
    return version
