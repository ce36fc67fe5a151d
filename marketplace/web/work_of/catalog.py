"""Listings: what waits for review, and what was sent back to the company."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Listing
from catalog.states import ListingState
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.web.work import FOR_ME, WorkItem, register
from suppliers.models import Company
from suppliers.states import V

TO_DO: dict[str, tuple[Any, tuple[str, ...]]] = {
    ListingState.DRAFT: (_("Complete the listing and send it for review"), ("listing.submit",)),
    ListingState.RETURNED: (_("Mend what the registrar names and send the listing again"), ("listing.submit",)),
    ListingState.SUSPENDED: (_("Read why the listing is suspended"), ()),
    #: Only where a version beside the one on sale was begun.
    ListingState.LIVE: (_("Finish the changed version and send it for review"), ("listing.submit_change",)),
}


@register
def to_review(actor: Actor) -> Iterator[WorkItem]:
    """One line for the registrar: how many listings wait, not each of them."""
    if not actor.has(Duty.REGISTRAR):
        return
    waiting = Listing.objects.waiting().count()
    if waiting:
        yield WorkItem(
            FOR_ME,
            _("Listings to review"),
            reverse("review_desk"),
            todo=_("Compare each listing with its evidence"),
            word=f"{waiting:,}",
            kind="wait",
            steps=("listing.approve", "listing.send_back", "listing.approve_change", "listing.send_back_change"),
        )


@register
def of_company(actor: Actor) -> Iterator[WorkItem]:
    """Listings of the company that wait for its own people."""
    if not actor.has(Duty.OWNER, Duty.LISTER):
        return
    found = (
        Listing.objects.filter(company__organisation_id=actor.organisation_id, state__in=list(TO_DO))
        .exclude(state=ListingState.LIVE, draft_version__isnull=True)
        .select_related("live_version", "draft_version")
        .order_by("-pk")[:30]
    )
    if not found and (company := _sells_nothing_yet(actor)):
        yield WorkItem(FOR_ME, company.organisation.name, reverse("own_listing_new"), todo=_("Begin the first listing"), ref=company.ref)
    for listing in found:
        state = ListingState(listing.state)
        todo, steps = TO_DO[state]
        yield WorkItem(
            FOR_ME,
            listing.title,
            reverse("own_listing", args=[listing.ref]),
            todo=todo,
            ref=listing.ref,
            word=state.label,
            kind="wait",
            steps=steps,
        )


def _sells_nothing_yet(actor: Actor) -> Company | None:
    """The company of the actor, verified or being examined, where it has never begun a listing: drafts may be written meanwhile."""
    return (
        (Company.objects.verified(clock.today()) | Company.objects.filter(state__in=[V.SUBMITTED, V.EXAMINING]))
        .filter(~Exists(Listing.objects.filter(company=OuterRef("pk"))), organisation_id=actor.organisation_id)
        .select_related("organisation")
        .first()
    )
