"""When a flag may be closed. Pure."""

from django.utils.translation import gettext_lazy as _

from marketplace.law import clauses as c
from marketplace.oversight.facts import FlagFacts
from marketplace.oversight.states import Outcome
from marketplace.procedure import rule
from marketplace.procedure.refusals import Verdict


@rule(c.HOUSE_FLAG_REASON, _("The reason is missing."), remedy=_("Write what you looked at and what you found."))
def reason_given(f: FlagFacts) -> Verdict:
    return bool(str(f.inputs.get("reason") or "").strip())


@rule(c.HOUSE_FLAG_REASON, _("What you found is missing."), remedy=_("Choose what you found."))
def outcome_chosen(f: FlagFacts) -> Verdict:
    return f.inputs.get("outcome") in Outcome.values


def closed(f: FlagFacts) -> dict[str, object]:
    """What closing writes down."""
    return {
        "outcome": str(f.inputs["outcome"]),
        "reason": str(f.inputs["reason"]).strip(),
        "closed_at": f.now,
        "closed_by_id": f.actor.person_id,
    }
