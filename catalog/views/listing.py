"""A listing and its versions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog import showing, visibility
from catalog.asking import count
from catalog.models import Listing, ListingVersion
from catalog.prices import Case
from catalog.questions import definitions
from catalog.states import ListingState
from catalog.vat import vat_rate
from marketplace.accounts.access import public
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock, files, money
from marketplace.kernel.models import StoredFile
from marketplace.ui.errors import gone


def _found(ref: str) -> Listing:
    listing = Listing.objects.shown().filter(ref=ref).first()
    if listing is None:
        raise Http404
    return listing


def case_of(request: HttpRequest, version: ListingVersion) -> Case:
    """The reader's case: from the address, else the unit's own."""
    unit = version.unit_words
    start = showing.unit_case(unit)
    return Case(
        count(request.GET.get("quantity", "")) or start.quantity, (count(request.GET.get("term", "")) or start.term) if unit.term else 1
    )


@public
@require_safe
def listing(request: HttpRequest, ref: str) -> HttpResponse:
    """What is on sale now. Suspended and withdrawn listings say so and where to go (410)."""
    found = _found(ref)
    if not found.is_on_sale:
        if found.live_version is None:
            raise Http404  # nothing was ever public here
        return _no_longer(request, found)
    return _page(request, found, found.live_version)  # type: ignore[arg-type]


@public
@require_safe
def listing_version(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Any version that was on sale at some time, kept for good; drafts for the company and the registrars."""
    found = _found(ref)
    rows = visibility.versions(found.versions.select_related("question_set"), found, request.actor)  # type: ignore[attr-defined]
    version = rows.filter(number=number).first()
    if version is None:
        raise Http404
    return _page(request, found, version)


@public
@require_safe
def listing_file(request: HttpRequest, ref: str, number: int, name: str) -> HttpResponse:
    """A file of a version, for whoever sees the version: by a link that holds for minutes, each reading logged."""
    found = _found(ref)
    actor = request.actor  # type: ignore[attr-defined]
    version = visibility.versions(found.versions.select_related("question_set"), found, actor).filter(number=number).first()
    if version is None or not showing.file_url(found, version, name):
        raise Http404
    stored = get_object_or_404(StoredFile, ref=version.answers[name]["file"])
    return redirect(files.link(stored, actor, about=found))


def _page(request: HttpRequest, found: Listing, version: ListingVersion) -> HttpResponse:
    version.listing = found  # asked again for every file
    vat = vat_rate()
    case = case_of(request, version)
    approved = list(found.versions.filter(approved_at__isnull=False).order_by("number"))
    price = showing.price_of(version, case, vat)
    prices = [showing.price_of(row, case, vat) for row in approved]
    total = [(_("Price for your case"), _("%s baht with VAT") % money.baht(price.total.total_satang), price.case_words)] if price else []
    context = {
        "listing": found,
        "version": version,
        "is_present": version.pk == found.live_version_id,
        "path": definitions().path(found.category.code),
        "case": case,
        "price": price,
        "vat": vat,
        "facts": [*total, *showing.deciding_facts(version)],
        "tags": showing.tags(found, version, clock.today()),
        "groups": showing.answer_groups(version),
        "tiers": [{"quantity": quantity, "satang": satang} for quantity, satang in version.tiers],
        "history": [{"version": row, "price": shown} for row, shown in zip(approved, prices, strict=True)],
        "line": [shown.each_satang for shown in prices if shown] if len(prices) > 1 else [],
        "province": showing.province_name(found.company.province),
        "may_mark": request.actor.has(Duty.OFFICER, Duty.HEAD_OFFICER),  # type: ignore[attr-defined]
        "is_own": visibility.is_of_company(found, request.actor),  # type: ignore[attr-defined]
    }
    return render(request, "catalog/listing.html", context)


def _no_longer(request: HttpRequest, found: Listing) -> HttpResponse:
    """410: what it was, why it is gone, where others like it are."""
    sentence = {
        ListingState.SUSPENDED: _("This listing is suspended until something has been cleared up: %(reason)s It cannot be bought now."),
        ListingState.WITHDRAWN: _(
            "The supplier has withdrawn this listing. It cannot be bought any more. Contracts made from it are not affected."
        ),
    }.get(found.state, _("This listing is not on sale."))
    return gone(
        request,
        title=found.title,
        sentence=sentence % {"reason": found.reason},
        url=reverse("category", args=[found.category.code]),
        link=_("See other listings in “%s”") % found.category.name,
    )
