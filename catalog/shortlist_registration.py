"""Announces the machine of shortlists to the engine: words of the buttons, forms, verbs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from catalog.actions import shortlists
from catalog.models import Shortlist
from catalog.shortlist.machine import ShortlistMachine
from catalog.shortlist.states import FINAL, ShortlistState
from catalog.shortlist_forms import GiveUpForm
from marketplace.accounts.actor import Actor
from marketplace.procedure import Words, register

WORDS = {
    "freeze": Words(
        _("Confirm and freeze the list"),
        _("The list keeps exactly these versions, totals and reasons for good, even when a supplier changes its listing."),
    ),
    "give_up": Words(_("Give the list up"), _("It stays on record with your reason, and nothing can be bought from it."), turns_back=True),
}


def find(ref: str, actor: Actor) -> Shortlist | None:
    """The list if the actor may see it."""
    return Shortlist.objects.visible_to(actor).select_related("agency", "category").filter(ref=ref).first()


def announce() -> None:
    """Called once when the app starts."""
    register(
        Shortlist,
        machine=ShortlistMachine,
        facts=shortlists.facts,
        words=WORDS,
        states=dict(ShortlistState.choices),
        initial=ShortlistState.OPEN,
        final=FINAL,
        forms={"give_up": GiveUpForm},
        verbs={"freeze": shortlists.freeze},
        pages={"freeze": "shortlist_freeze"},
        find=find,
        address=Shortlist.get_absolute_url,
    )
