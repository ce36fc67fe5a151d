"""Announces the machine of listings to the engine: words of the buttons, forms, verbs."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog import seeing
from catalog.actions import review
from catalog.forms import ReasonForm, SeenForm, SendBackForm
from catalog.machine import ListingMachine
from catalog.models import Listing
from catalog.states import FINAL, UNDER_REVIEW, ListingState
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.procedure import Words, register

WORDS = {
    "submit": Words(_("Send for review"), _("A registrar outside your company reads it before anybody else sees it.")),
    "take_back": Words(_("Take back from review"), _("You can change it and send it again."), turns_back=True),
    "approve": Words(_("Approve and publish"), _("Everybody sees this version at once, and it is kept for good.")),
    "send_back": Words(_("Send back"), _("The company is shown your reasons and may send it again."), turns_back=True),
    "submit_change": Words(_("Send the change for review"), _("The present version stays on sale until the change is approved.")),
    "take_back_change": Words(_("Take the change back"), _("The present version stays on sale."), turns_back=True),
    "approve_change": Words(_("Approve the change"), _("The new version replaces the present one at once; both are kept for good.")),
    "send_back_change": Words(_("Send the change back"), _("The present version stays on sale."), turns_back=True),
    "suspend": Words(_("Suspend"), _("Buyers no longer find the listing; your reason is public."), turns_back=True),
    "resume": Words(_("Put on sale again"), _("Buyers find the listing again.")),
    "withdraw": Words(
        _("Withdraw for good"), _("A withdrawn listing cannot come back. Its versions stay in the records."), turns_back=True
    ),
}
FORMS = {
    "approve": SeenForm,
    "approve_change": SeenForm,
    "send_back": SendBackForm,
    "send_back_change": SendBackForm,
    "suspend": ReasonForm,
    "resume": ReasonForm,
    "withdraw": ReasonForm,
}


def _verb(action: Any, step: str) -> Any:
    return partial(_call, action, step)


def _call(action: Any, step: str, listing: Listing, **given: Any) -> Any:
    return action(listing, step, **given)


VERBS = {
    **{step: _verb(review.send, step) for step in ("submit", "submit_change")},
    **{step: _verb(review.take_back, step) for step in ("take_back", "take_back_change")},
    **{step: _verb(review.publish, step) for step in ("approve", "approve_change")},
    **{step: _verb(review.send_back, step) for step in ("send_back", "send_back_change")},
}


def find(ref: str, actor: Actor) -> Listing | None:
    """The listing if the actor may see it at all."""
    return Listing.objects.visible_to(actor).select_related("company", "category", "draft_version", "live_version").filter(ref=ref).first()


def address(listing: Listing) -> str:
    """Where a person goes after a step: the company's page of the listing, which registrars may open too."""
    return reverse("own_listing", args=[listing.ref])


def announce() -> None:
    """Called once when the app starts."""
    register(
        Listing,
        machine=ListingMachine,
        facts=seeing.facts,
        words=WORDS,
        states=dict(ListingState.choices),
        initial=ListingState.DRAFT,
        final=FINAL,
        forms=FORMS,
        verbs=VERBS,
        find=find,
        address=address,
    )


def waits_for_registrars(actor: Actor) -> int:
    """How many listings wait for a registrar."""
    return Listing.objects.filter(state__in=UNDER_REVIEW).count() if actor.has(Duty.REGISTRAR) else 0
