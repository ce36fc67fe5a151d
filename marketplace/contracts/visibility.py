"""Who may see which contracts. Pure: querysets in, querysets out."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from marketplace.accounts.duty import AGENCY_DUTIES
from marketplace.contracts.states import SIGNED
from tenders.visibility import DEALERS, deals_for, is_inside, looks_over


def visible_contracts(contracts: Any, actor: Any) -> Any:
    """Signed ones are public (s. 98). Both sides and auditors see theirs before; the party not while it is drafted."""
    seen = Q(state__in=SIGNED)
    if actor.kind == "system" or looks_over(actor):
        return contracts
    if actor.has(*AGENCY_DUTIES):
        seen |= Q(agency_id=actor.organisation_id)
    if actor.has(*DEALERS):
        seen |= Q(company__organisation_id=actor.organisation_id) & ~Q(state="drafting")
    return contracts.filter(seen)


def is_side(contract: Any, actor: Any) -> bool:
    """Whether the actor works for the agency, deals for the company, or audits: sees papers and names."""
    party = deals_for(contract.company.organisation_id, actor)
    return actor.kind == "system" or looks_over(actor) or is_inside(contract.agency_id, actor) or party
