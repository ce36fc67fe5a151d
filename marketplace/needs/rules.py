"""Rules of an assessment. Pure, and all of them the platform's own: no law asks for this form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.law import clauses
from marketplace.needs.facts import AssessmentFacts
from marketplace.procedure import rule

Verdict = bool | dict[str, Any]


@rule(
    clauses.HOUSE_COMPLETE,
    _("Statements are open in: %(parts)s."),
    remedy=_("Grade each statement, or say that it is not a duty of your agency."),
)
def every_statement_is_answered(facts: AssessmentFacts) -> Verdict:
    return {"parts": ", ".join(facts.unanswered)} if facts.unanswered else True


@rule(
    clauses.HOUSE_COMPLETE,
    _("No statement has a grade."),
    remedy=_("Grade at least one statement: otherwise nothing can be worked out."),
)
def something_is_graded(facts: AssessmentFacts) -> Verdict:
    return facts.graded > 0


@rule(clauses.HOUSE_REASON, _("A reason is needed."), remedy=_("Write in a few words why."))
def a_reason_is_written(facts: AssessmentFacts) -> Verdict:
    return bool(str(facts.inputs.get("reason", "")).strip())
