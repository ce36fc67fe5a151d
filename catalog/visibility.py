"""Who sees which listings and versions. Pure: querysets in, querysets out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q

from catalog.states import ON_SALE
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import AGENCY_DUTIES, COMPANY_DUTIES, Duty
from suppliers.states import V


def listings(rows: Any, actor: Actor) -> Any:
    """On sale: everybody. Everything else: the company's own people, registrars, auditors."""
    if actor.has(Duty.REGISTRAR, Duty.AUDITOR):
        return rows
    seen = Q(state__in=ON_SALE)
    if not actor.duties.isdisjoint(COMPANY_DUTIES):
        seen |= Q(company__organisation_id=actor.organisation_id)
    return rows.filter(seen)


def sold_by_a_verified_company(on: dt.date) -> Q:
    """The supplier's verification is in force on the day, whether or not the clock has noted that a document lapsed."""
    in_force = Q(company__verified_until__isnull=True) | Q(company__verified_until__gte=on)
    return Q(company__state=V.VERIFIED) & in_force


def versions(rows: Any, listing: Any, actor: Actor) -> Any:
    """Approved versions: whoever sees the listing. Others: the company's own people, registrars, auditors."""
    if actor.has(Duty.REGISTRAR, Duty.AUDITOR) or is_of_company(listing, actor):
        return rows
    return rows.filter(approved_at__isnull=False)


def is_of_company(listing: Any, actor: Actor) -> bool:
    """Whether the actor acts for the listing's company."""
    return not actor.duties.isdisjoint(COMPANY_DUTIES) and actor.organisation_id == listing.company.organisation_id


def shortlists(rows: Any, actor: Actor) -> Any:
    """An agency's own people; auditors all, since a frozen list is part of a case."""
    if actor.has(Duty.AUDITOR):
        return rows
    return rows.filter(agency_id=actor.organisation_id) if actor.has(*AGENCY_DUTIES) and actor.organisation_id else rows.none()
