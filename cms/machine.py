"""The life of a proposed change of the rules: one person proposes, another one decides. Knows no model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.events import RuleChangeApproved, RuleChangeRefused, RuleChangeWithdrawn
from cms.facts import ChangeFacts
from cms.states import ChangeState
from marketplace.accounts.duty import Duty
from marketplace.law import clauses
from marketplace.procedure import Machine, rule, step

PROPOSED, APPROVED = ChangeState.PROPOSED, ChangeState.APPROVED
REFUSED, WITHDRAWN = ChangeState.REFUSED, ChangeState.WITHDRAWN


@rule(
    clauses.HOUSE_TWO_PERSON_RULES,
    _("You proposed this change yourself. Another person decides on it."),
    remedy=_("Ask another editor of rules to look at it, or withdraw it."),
)
def another_person(facts: ChangeFacts) -> bool:
    return facts.actor.person_id != facts.proposer_id


@rule(
    clauses.HOUSE_TWO_PERSON_RULES,
    _("Only the person who proposed this change can withdraw it."),
    remedy=_("Refuse it with a reason instead."),
)
def own_proposal(facts: ChangeFacts) -> bool:
    return facts.actor.person_id == facts.proposer_id


@rule(
    clauses.HOUSE_FROZEN_RULES,
    _("The first day of this change has passed (%(first_day)s). A rule is never changed for the past."),
    remedy=_("Refuse it and propose it anew with a later first day."),
)
def first_day_to_come(facts: ChangeFacts) -> bool | Mapping[str, Any]:
    return facts.first_day >= facts.today or {"first_day": facts.first_day}


@rule(clauses.HOUSE_REASON, _("Write why the change is refused."), remedy=_("One sentence is enough."))
def reason_given(facts: ChangeFacts) -> bool:
    return bool(str(facts.inputs.get("decision_reason", "")).strip())


def decision(facts: ChangeFacts) -> Mapping[str, Any]:
    """Who decided, when and why; the event also keeps what was decided on."""
    return {
        **facts.said,
        "decided_by_id": facts.actor.person_id,
        "decided_at": facts.now,
        "decided_on": facts.today,
        "decision_reason": str(facts.inputs.get("decision_reason", "")).strip(),
    }


class RuleChangeMachine(Machine):
    """Proposed, then approved, refused or withdrawn; nothing leads back."""

    # fmt: off
    approve  = step(PROPOSED, APPROVED,  Duty.RULE_EDITOR, clauses.HOUSE_TWO_PERSON_RULES, RuleChangeApproved, when=[another_person, first_day_to_come], sets=decision)
    refuse   = step(PROPOSED, REFUSED,   Duty.RULE_EDITOR, clauses.HOUSE_TWO_PERSON_RULES, RuleChangeRefused, when=[another_person], given=[reason_given], sets=decision)
    withdraw = step(PROPOSED, WITHDRAWN, Duty.RULE_EDITOR, clauses.HOUSE_TWO_PERSON_RULES, RuleChangeWithdrawn, when=[own_proposal], sets=decision)
    # fmt: on
