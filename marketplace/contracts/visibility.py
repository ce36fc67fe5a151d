"""Who may see which contracts. Pure: querysets in, querysets out."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from marketplace.contracts.states import SIGNED


def visible_contracts(contracts: Any, actor: Any) -> Any:
    """Signed ones are public (s. 98). Both sides and the comptroller see theirs before; the party not while it is drafted."""
    seen = Q(state__in=SIGNED)
    if actor.kind == "system" or actor.organisation_kind == "comptroller":
        return contracts
    if actor.organisation_id is not None:
        seen |= Q(agency_id=actor.organisation_id)
        seen |= Q(company__organisation_id=actor.organisation_id) & ~Q(state="drafting")
    return contracts.filter(seen)


def is_side(contract: Any, actor: Any) -> bool:
    """Whether the actor belongs to one of the two sides, or looks for the comptroller: sees papers and names."""
    own = {contract.agency_id, contract.company.organisation_id}
    return actor.kind == "system" or actor.organisation_kind == "comptroller" or actor.organisation_id in own
