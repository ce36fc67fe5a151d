"""Who sees which assessments. Pure: querysets in, querysets out."""

from __future__ import annotations

from typing import Any

from marketplace.accounts.actor import Actor
from tenders.visibility import PROCURERS, looks_over


def assessments(rows: Any, actor: Actor) -> Any:
    """The agency's own officers, head and superior; auditors all of them."""
    if looks_over(actor):
        return rows
    return rows.filter(agency_id=actor.organisation_id) if actor.has(*PROCURERS) and actor.organisation_id else rows.none()
