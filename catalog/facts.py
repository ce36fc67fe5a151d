"""What the rules of a listing may know. Pure; `catalog.seeing` builds it from the database."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.procedure import Facts


@dataclass(frozen=True, kw_only=True)
class ListingFacts(Facts):
    """Facts of one listing for one actor.

    `draft_*` speak of the version in work (or under review), `missing` and `unsuitable` are labels of its questions.
    """

    company_verified: bool
    company_bans: tuple[str, ...] = ()
    #: Number of the version of the supplier's terms in force that the company has not accepted; 0 where it has.
    terms_missing: int = 0
    actor_in_company: bool = False
    draft_number: int | None = None
    draft_content: str = ""
    draft_differs: bool = True
    missing: tuple[str, ...] = ()
    unsuitable: tuple[str, ...] = ()
    draft_id: int | None = None
    was_published: bool = False
