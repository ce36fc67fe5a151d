"""Who sees which companies and which of their facts. Pure: querysets in, querysets out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import COMPANY_DUTIES, Duty
from suppliers.states import V

if TYPE_CHECKING:
    from suppliers.models import Company
    from suppliers.models.company import CompanyQuerySet


def visible_to(companies: CompanyQuerySet, actor: Actor) -> CompanyQuerySet:
    """Everybody sees companies that a registrar has let in; registrars and auditors all; members their own."""
    if actor.has(Duty.REGISTRAR, Duty.AUDITOR):
        return companies
    seen = Q(verified_at__isnull=False)
    if actor.organisation_id is not None:
        seen |= Q(organisation_id=actor.organisation_id)
    return companies.filter(seen)


def is_member(company: Company, actor: Actor) -> bool:
    """Acts for the company, with some duty there."""
    return actor.organisation_id == company.organisation_id and actor.has(*COMPANY_DUTIES)


def sees_directors(company: Company, actor: Actor) -> bool:
    """Names of natural persons: the company's own people, agencies and the comptroller."""
    return is_member(company, actor) or actor.organisation_kind in ("agency", "comptroller")


def sees_contact(company: Company, actor: Actor) -> bool:
    """Telephone and e-mail of a company that may be dealt with are for whoever has an account."""
    return is_member(company, actor) or actor.has(Duty.REGISTRAR) or (actor.is_person and company.state == V.VERIFIED)


def sees_documents(company: Company, actor: Actor) -> bool:
    """Documents and bank account: the company's own people, registrars and auditors."""
    return is_member(company, actor) or actor.has(Duty.REGISTRAR, Duty.AUDITOR)
