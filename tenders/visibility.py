"""Who sees which rows in which phase. Pure: querysets in, querysets out; knows no request."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import AGENCY_DUTIES, Duty
from marketplace.accounts.models import OrganisationKind
from tenders.states import GONE, PUBLIC, B, S, T

#: States in which envelopes are shut: nobody but the bidder sees that a bid exists.
SHUT = frozenset({T.DRAFTING, T.REQUESTED, T.APPROVED, T.COMMENTING, T.READY, T.INVITING})
#: Bids that nobody has opened.
UNOPENED = frozenset({B.DRAFT, B.SEALED, B.UNOPENED})
#: States in which prices and names of bidders are known to the public (s. 10, 66).
TOLD = frozenset({T.AWARDED, T.CONCLUDED})


#: Of an agency, those who prepare, order and approve: they see what a committee judges while it judges (s. 10).
PROCURERS = frozenset({Duty.OFFICER, Duty.HEAD_OFFICER, Duty.HEAD_OF_AGENCY, Duty.SUPERIOR})
#: Of a company, those who deal for it. Who keeps its listings has no part in its bids, appeals and contracts.
DEALERS = frozenset({Duty.OWNER, Duty.BIDDER})


def reference_price_is_public(state: str, *, invites: bool, invited: bool) -> bool:
    """Whether the public knows the reference price: from the invitation on (s. 63), or from the approach where nobody is invited publicly.

    A purchase that was cancelled before its invitation keeps it hidden.
    """
    return state in PUBLIC - {T.COMMENTING, T.READY} and (invited or not invites)


def looks_over(actor: Actor) -> bool:
    """Whether the actor audits purchases for the comptroller."""
    return actor.organisation_kind == OrganisationKind.COMPTROLLER and actor.has(Duty.AUDITOR)


def decides_appeals(actor: Actor) -> bool:
    """Whether the actor works for the Appeals Committee."""
    return actor.organisation_kind == OrganisationKind.COMPTROLLER and actor.has(Duty.APPEALS)


def is_inside(agency_id: int, actor: Actor) -> bool:
    """Whether the actor works for the agency that buys."""
    return actor.organisation_id == agency_id and actor.has(*AGENCY_DUTIES)


def deals_for(organisation_id: int, actor: Actor) -> bool:
    """Whether the actor deals for the company of this organisation."""
    return actor.organisation_id == organisation_id and actor.has(*DEALERS)


def visible_tenders(rows: QuerySet, actor: Actor) -> QuerySet:  # type: ignore[type-arg]
    """Public purchases for everybody; all of one's agency for its staff; where one sits in a committee; all for auditors."""
    if looks_over(actor):
        return rows
    seen = Q(state__in=PUBLIC)
    if actor.organisation_kind == OrganisationKind.AGENCY and actor.has(*AGENCY_DUTIES):
        seen |= Q(agency_id=actor.organisation_id)
    if actor.person_id:
        sits = Q(committees__seats__person_id=actor.person_id, committees__seats__state__in=sorted(set(S) - GONE))
        seen |= Q(pk__in=rows.model.objects.filter(sits).values("pk"))
    return rows.filter(seen)


def visible_bids(rows: QuerySet, actor: Actor, tender_state: str, *, sits: bool) -> QuerySet:  # type: ignore[type-arg]
    """One's own bid always; opened bids for the committee (`sits`), the buying agency's procurers and auditors; all after the award.

    A bid in an envelope is seen by those who deal for its company alone, whoever else asks. Other agencies, and staff of
    the agency without a part in the purchase, learn of bids with the award (s. 10).
    """
    own = Q(company__organisation_id=actor.organisation_id) if actor.has(*DEALERS) else Q(pk__in=[])
    opened = ~Q(state__in=UNOPENED)
    if _sees_opened(actor, tender_state, sits=sits):
        return rows.filter(own | opened)
    if _procures(actor) and tender_state not in SHUT:
        return rows.filter(own | opened & Q(tender__agency_id=actor.organisation_id))
    return rows.filter(own)


def sees_bid(bid: Any, actor: Actor, agency_id: int, tender_state: str, *, sits: bool) -> bool:
    """The same of one row that was read with its company, in a purchase of this agency."""
    if deals_for(bid.company.organisation_id, actor):
        return True
    procures = _procures(actor) and actor.organisation_id == agency_id and tender_state not in SHUT
    return bid.state not in UNOPENED and (procures or _sees_opened(actor, tender_state, sits=sits))


def _procures(actor: Actor) -> bool:
    return actor.organisation_kind == OrganisationKind.AGENCY and actor.has(*PROCURERS)


def _sees_opened(actor: Actor, tender_state: str, *, sits: bool) -> bool:
    return tender_state not in SHUT and (tender_state in TOLD or sits or looks_over(actor))


def reads_documents(actor: Actor, *, bidder_id: int | None, bid_state: str, tender_state: str, sworn: bool, appealed: bool = False) -> bool:
    """Whether the actor may read the documents of a bid: nobody before the opening, not even to look again.

    Afterwards the company itself, who evaluates and has declared (`sworn`), who audits, and who decides on an appeal here. They are
    never public: a proposal holds trade secrets.
    """
    if tender_state in SHUT or bid_state in UNOPENED:
        return False
    if actor.organisation_kind == OrganisationKind.COMPANY:
        return actor.organisation_id == bidder_id and actor.has(*DEALERS)
    return sworn or looks_over(actor) or (appealed and decides_appeals(actor))
