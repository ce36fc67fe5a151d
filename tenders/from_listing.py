"""What a listing's page shows of purchases: the lawful way for its total, and the button that begins one.

Fills the place `catalog.buy` of the catalogue, which knows no purchase. Writes nothing.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from catalog.models import Listing, ListingVersion
from catalog.prices import Case
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import OrganisationKind
from marketplace.kernel import clock
from marketplace.law import rulebook
from suppliers import standing

BUYERS = (Duty.OFFICER, Duty.HEAD_OFFICER)


def buy(request: HttpRequest, *, listing: Listing, version: ListingVersion, case: Case, total: int, **_more: Any) -> str:
    """The panel's last part: for officers the button, for visitors the way in, for suppliers only the lawful way.

    `total` is satang with VAT for `case`, in the terms of the version's unit.
    """
    actor = request.actor  # type: ignore[attr-defined]
    agency = request.acting_for if actor.organisation_kind == OrganisationKind.AGENCY else None  # type: ignore[attr-defined]
    today = clock.today()
    limit = rulebook.current(agency.agency_class if agency else "", today).money("TH.SPECIFIC.MAX")
    may_buy = actor.has(*BUYERS)
    small = total <= limit
    start = reverse("purchase_start")
    chosen = {"listing": listing.ref, "quantity": case.quantity, "months": case.term}
    context = {
        "small": small,
        "limit": limit,
        "may_buy": may_buy,
        "verified": listing.company.is_verified(today),
        "bans": standing.bans(listing.company, today) if may_buy else [],
        "visitor": not actor.is_person,
        "url": f"{start}?{urlencode(chosen)}" if small else start,
    }
    return render_to_string("tenders/parts/buy_listing.html", context, request)
