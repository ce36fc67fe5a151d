"""Fetching with permission: what is not the actor's to see is not found."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from marketplace.accounts.actor import Actor
from suppliers.models import Company
from suppliers.visibility import visible_to


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def own_company(request: HttpRequest) -> Company | None:
    """The company for which the person acts; None where they act for no company."""
    organisation_id = actor_of(request).organisation_id
    if organisation_id is None:
        return None
    return Company.objects.select_related("organisation").filter(organisation_id=organisation_id).first()


def own_company_or_404(request: HttpRequest) -> Company:
    company = own_company(request)
    if company is None:
        raise Http404
    return company


def visible_company(request: HttpRequest, ref: str) -> Company:
    found = visible_to(Company.objects.select_related("organisation"), actor_of(request)).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def seen(request: HttpRequest) -> int:
    """The version of the row that the page showed; a page that says nothing saw nothing."""
    value: Any = request.POST.get("seen", "")
    return int(value) if value.isdigit() else -1
