"""Who sees which listings and versions. Pure: querysets in, querysets out."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from catalog.states import ON_SALE
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import COMPANY_DUTIES, Duty


def listings(rows: Any, actor: Actor) -> Any:
    """On sale: everybody. Everything else: the company's own people, registrars, auditors."""
    if actor.has(Duty.REGISTRAR, Duty.AUDITOR):
        return rows
    seen = Q(state__in=ON_SALE)
    if not actor.duties.isdisjoint(COMPANY_DUTIES):
        seen |= Q(company__organisation_id=actor.organisation_id)
    return rows.filter(seen)


def versions(rows: Any, listing: Any, actor: Actor) -> Any:
    """Approved versions: whoever sees the listing. Others: the company's own people, registrars, auditors."""
    if actor.has(Duty.REGISTRAR, Duty.AUDITOR) or is_of_company(listing, actor):
        return rows
    return rows.filter(approved_at__isnull=False)


def is_of_company(listing: Any, actor: Actor) -> bool:
    """Whether the actor acts for the listing's company."""
    return not actor.duties.isdisjoint(COMPANY_DUTIES) and actor.organisation_id == listing.company.organisation_id
