"""The life of an assessment, one row per step. Grading is work on a begun assessment and no step."""

from __future__ import annotations

from typing import Any

from marketplace.accounts.duty import Duty
from marketplace.law import clauses as c
from marketplace.needs.events import AssessmentFinished, AssessmentGivenUp
from marketplace.needs.facts import AssessmentFacts
from marketplace.needs.rules import a_reason_is_written, every_statement_is_answered, something_is_graded
from marketplace.needs.states import AssessmentState as A
from marketplace.procedure import Machine, step

OFFICERS = (Duty.OFFICER, Duty.HEAD_OFFICER)


def finished(facts: AssessmentFacts) -> dict[str, Any]:
    return {"finished_at": facts.now, "finished_by_id": facts.actor.person_id}


def ended(facts: AssessmentFacts) -> dict[str, Any]:
    return {"reason": str(facts.inputs.get("reason", "")).strip()}


class AssessmentMachine(Machine):
    """Steps of an assessment. A finished one is final; whoever assesses anew begins another."""

    # fmt: off
    finish  = step(A.BEGUN, A.FINISHED, OFFICERS, c.HOUSE_NEEDS_FIRST, AssessmentFinished, when=[every_statement_is_answered, something_is_graded], sets=finished)
    give_up = step(A.BEGUN, A.GIVEN_UP, OFFICERS, c.HOUSE_PROCEDURE,   AssessmentGivenUp,  given=[a_reason_is_written], sets=ended)
    # fmt: on
