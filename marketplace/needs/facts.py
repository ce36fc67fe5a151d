"""What the rules of an assessment may know. Pure; `needs.actions.assessing` builds it from the database."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.procedure import Facts


@dataclass(frozen=True, kw_only=True)
class AssessmentFacts(Facts):
    """Facts of one assessment for one actor. `unanswered` names the parts in which a statement has no grade."""

    unanswered: tuple[str, ...] = ()
    graded: int = 0
