"""What the rules of a shortlist may know. Pure; `catalog.actions.shortlists` builds it from the database."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.procedure import Facts


@dataclass(frozen=True, kw_only=True)
class ShortlistFacts(Facts):
    """Facts of one shortlist for one actor. `proposal` is the fingerprint of what would be frozen just now."""

    kept: int = 0
    not_on_sale: tuple[str, ...] = ()
    without_total: tuple[str, ...] = ()
    proposal: str = ""
