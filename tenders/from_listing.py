"""What pages of the catalogue show of purchases: the lawful way for a total, and the button that begins one.

Fills the places `catalog.buy` (a listing) and `catalog.shortlist` (a frozen list); the catalogue knows no purchase. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from catalog.actions.shortlists import Line
from catalog.models import Listing, ListingVersion, Shortlist
from catalog.prices import Case
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import OrganisationKind
from marketplace.kernel import clock
from marketplace.law import rulebook
from suppliers import standing
from tenders.models import Tender
from tenders.visibility import visible_tenders

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


def buy_from_list(request: HttpRequest, *, shortlist: Shortlist, lines: Sequence[Line], **_more: Any) -> str:
    """On a frozen list: what can be bought directly, what goes through competition, and the purchases that rest on it."""
    actor = request.actor  # type: ignore[attr-defined]
    today = clock.today()
    limit = rulebook.current(shortlist.agency.agency_class, today).money("TH.SPECIFIC.MAX")
    may_buy = actor.has(*BUYERS) and actor.organisation_id == shortlist.agency_id
    start = reverse("purchase_start")
    small = [line for line in lines if line.total_satang is not None and line.total_satang <= limit]
    context = {
        "shortlist": shortlist,
        "limit": limit,
        "may_buy": may_buy,
        "small": [(line, f"{start}?{urlencode({'list': shortlist.ref, 'listing': line.entry.listing.ref})}") for line in small],
        "above": len(lines) - len(small),
        "research_url": f"{start}?{urlencode({'list': shortlist.ref})}",
        "purchases": visible_tenders(Tender.objects.filter(shortlist=shortlist), actor).order_by("-pk")[:20],
    }
    return render_to_string("tenders/parts/buy_from_list.html", context, request)
