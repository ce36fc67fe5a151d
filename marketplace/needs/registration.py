"""Announces the machine of assessments to the engine: words of the buttons, forms, verbs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.actor import Actor
from marketplace.needs.actions import assessing
from marketplace.needs.forms import GiveUpForm
from marketplace.needs.machine import AssessmentMachine
from marketplace.needs.models import Assessment
from marketplace.needs.states import FINAL, AssessmentState
from marketplace.procedure import Words, register

WORDS = {
    "finish": Words(
        _("Finish the assessment"), _("The answers stay as they are, and the needs are worked out. To assess anew you begin another one.")
    ),
    "give_up": Words(_("Give the assessment up"), _("It stays on record with your reason. You can begin another one."), turns_back=True),
}


def find(ref: str, actor: Actor) -> Assessment | None:
    """The assessment if the actor may see it."""
    return Assessment.objects.visible_to(actor).select_related("agency").filter(ref=ref).first()


def announce() -> None:
    """Called once when the app starts."""
    register(
        Assessment,
        machine=AssessmentMachine,
        facts=assessing.facts,
        words=WORDS,
        states=dict(AssessmentState.choices),
        initial=AssessmentState.BEGUN,
        final=FINAL,
        forms={"give_up": GiveUpForm},
        verbs={"finish": assessing.finish},
        find=find,
        address=Assessment.get_absolute_url,
    )
