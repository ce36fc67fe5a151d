"""A listing on one page: text, every question, price. What is in order is saved, whatever is wrong with the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog import visibility
from catalog.actions import drafts
from catalog.forms import SectionForm
from catalog.models import Listing, ListingVersion
from catalog.parts import Part, parts_of
from catalog.questions import definitions
from catalog.views.own import WRITERS, form_of, in_work, mine, sending_offer
from marketplace.accounts.access import duties
from marketplace.procedure import Refused, act


@dataclass(frozen=True)
class Section:
    """One part of the listing with its form."""

    part: Part
    form: SectionForm


def _sections(listing: Listing, version: ListingVersion, request: HttpRequest) -> list[Section]:
    questions = definitions().set_for(listing.category.code)
    return [Section(part, form_of(listing, version, part.key, request)) for part in parts_of(version, questions)]


def _save(request: HttpRequest, listing: Listing, sections: list[Section]) -> list[Any]:
    """Save what every valid form holds, at once; answers why it may not be saved."""
    fields: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    for section in sections:
        if section.form.is_valid():
            given, answered = section.form.values()
            fields |= given
            answers |= answered
    seen = request.POST.get("seen", "")
    try:
        drafts.save(listing, actor=request.actor, seen=int(seen) if seen.isdigit() else -1, fields=fields, answers=answers)  # type: ignore[attr-defined]
    except Refused as refused:
        return refused.refusals
    return []


def _send(request: HttpRequest, listing: Listing) -> list[Any]:
    """Send the saved draft for review; answers why it may not be sent."""
    offer = sending_offer(listing, request.actor)  # type: ignore[attr-defined]
    if offer is None:
        return []
    try:
        act(listing, offer.step.name, actor=request.actor, seen=listing.version)  # type: ignore[attr-defined]
    except Refused as refused:
        return refused.refusals
    messages.success(request, _("The listing was sent. A registrar reads it next."))
    return []


@duties(*WRITERS)
@require_http_methods(["GET", "POST"])
def own_listing_whole(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything a listing says in one form, saved and sent from here."""
    listing = mine(request, ref)
    version = in_work(listing)
    if version is None or not visibility.is_of_company(listing, request.actor):  # type: ignore[attr-defined]
        raise Http404
    sections = _sections(listing, version, request)
    refusals: list[Any] = []
    saved, status = False, 200
    if request.method == "POST":
        refusals = _save(request, listing, sections)
        saved = not refusals
        wrong = any(section.form.errors for section in sections)
        if saved and not wrong:
            if request.POST.get("then", "") != "send":
                messages.success(request, _("Saved."))
                return redirect("own_listing_check", listing.ref)
            refusals = _send(request, listing)
            if not refusals:
                return redirect("own_listing", listing.ref)
        elif saved:
            messages.info(request, _("What is in order was saved. Mend the rest below and save again."))
        status = 409 if refusals else 422
    context = {
        "listing": listing,
        "version": version,
        "sections": sections,
        "forms": [section.form for section in sections],
        "refusals": refusals,
        "seen": request.POST.get("seen", "") if refusals and not saved else listing.version,
        "sends": sending_offer(listing, request.actor),  # type: ignore[attr-defined]
        "check": reverse("own_listing_check", args=[listing.ref]),
    }
    return render(request, "catalog/own_whole.html", context, status=status)
