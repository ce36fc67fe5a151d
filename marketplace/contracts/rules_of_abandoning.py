"""Facts of a proposal to name a work abandoner, the rules of its steps, and what the steps set. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.law import clauses as c
from marketplace.procedure import Facts, rule
from marketplace.procedure.refusals import Verdict
from suppliers.models.abandoner import Ground

#: Fewer signs than this say nothing that the other side could answer.
SHORTEST = 10


@dataclass(frozen=True, kw_only=True)
class AbandonmentFacts(Facts):
    """Facts of one proposal. Days are Bangkok civil days."""

    #: The actor works for the agency that buys in this purchase.
    actor_of_the_agency: bool = False
    actor_is_of_the_company: bool = False
    #: The company bid, offered or holds an agreement in this purchase, as far as that is known.
    has_a_part: bool = True
    #: Reference of another proposal of the same purchase about the same company that is not decided.
    other: str = ""
    answer_until: dt.date | None = None
    #: Days that a company has to explain itself, for a proposal of today.
    answer_days: int = 0
    answered: bool = False
    #: First day on which an order could have been given: that of the sending on.
    forwarded_on: dt.date | None = None

    @property
    def last_day(self) -> dt.date:
        """The last day for the explanation, for a proposal of today; the day of the proposal is not counted."""
        return self.today + dt.timedelta(days=self.answer_days)


@rule(
    c.REG_193,
    _("Only the agency that buys in this purchase may propose to name a work abandoner."),
    remedy=_("Tell that agency what you know; its head decides whether to propose."),
)
def agency_contracts(f: AbandonmentFacts) -> Verdict:
    return f.actor_of_the_agency


@rule(
    c.ACT_109,
    _("This company neither bid nor offered nor holds an agreement in this purchase."),
    remedy=_("Choose a company that has a part in the purchase."),
)
def company_has_a_part(f: AbandonmentFacts) -> Verdict:
    return f.has_a_part


@rule(c.HOUSE_PROCEDURE, _("Proposal %(ref)s about this company is not decided yet."), remedy=_("Go on with it, or take it back first."))
def no_other_proposal(f: AbandonmentFacts) -> Verdict:
    return {"ref": f.other} if f.other else True


@rule(c.ACT_109, _("The case of section 109 is missing."), remedy=_("Choose the case on which the proposal rests."))
def ground_chosen(f: AbandonmentFacts) -> Verdict:
    return f.inputs.get("ground") in Ground.values


def _written(value: Any) -> bool:
    return len(str(value or "").strip()) >= SHORTEST


@rule(c.HOUSE_REASON, _("What happened is missing."), remedy=_("Write what the company did or did not do, with days."))
def facts_written(f: AbandonmentFacts) -> Verdict:
    return _written(f.inputs.get("facts"))


@rule(c.HOUSE_EVIDENCE, _("The evidence is missing."), remedy=_("Attach the file that shows what happened."))
def evidence_attached(f: AbandonmentFacts) -> Verdict:
    return bool(f.inputs.get("sha256"))


@rule(
    c.HOUSE_ABANDONER_HEARD,
    _("The time to explain ended with %(until)s."),
    remedy=_("Write to the comptroller at once; what you send goes with the case outside this system."),
)
def time_to_explain_left(f: AbandonmentFacts) -> Verdict:
    return f.answer_until is None or f.today <= f.answer_until or {"until": f.answer_until}


@rule(c.HOUSE_ABANDONER_HEARD, _("The explanation is missing."), remedy=_("Write why the company acted as it did."))
def explanation_written(f: AbandonmentFacts) -> Verdict:
    return _written(f.inputs.get("explanation"))


@rule(
    c.HOUSE_ABANDONER_HEARD,
    _("The company has not explained itself and may do so until the end of %(until)s."),
    remedy=_("Wait for the explanation, or until that day has passed."),
)
def company_was_heard(f: AbandonmentFacts) -> Verdict:
    return f.answered or f.answer_until is None or f.today > f.answer_until or {"until": f.answer_until}


@rule(
    c.HOUSE_REGISTRAR_OUTSIDE,
    _("You belong to this company, so you have no part in the case."),
    remedy=_("Leave it to another registrar."),
)
def registrar_is_outside(f: AbandonmentFacts) -> Verdict:
    return not f.actor_is_of_the_company


@rule(c.HOUSE_EVIDENCE, _("The number of the letter is missing."), remedy=_("Write the number under which it was sent."))
def letter_numbered(f: AbandonmentFacts) -> Verdict:
    return bool(str(f.inputs.get("letter_no") or "").strip())


@rule(
    c.REG_193,
    _("A decision is recorded with number and day of the Permanent Secretary's order or letter."),
    remedy=_("Write both as they stand in the paper."),
)
def order_given(f: AbandonmentFacts) -> Verdict:
    return bool(str(f.inputs.get("order_no") or "").strip()) and isinstance(f.inputs.get("decided_on"), dt.date)


@rule(
    c.HOUSE_COMPLETE,
    _("The decision cannot be older than the sending on (%(forwarded)s), nor lie in the future."),
    remedy=_("Check the day of the decision."),
)
def order_day_possible(f: AbandonmentFacts) -> Verdict:
    day = f.inputs.get("decided_on")
    if not isinstance(day, dt.date):
        return True  # said by order_given
    return (f.forwarded_on or day) <= day <= f.today or {"forwarded": f.forwarded_on}


@rule(c.HOUSE_REASON, _("The reason is missing."), remedy=_("Write why, in one sentence."))
def reason_given(f: AbandonmentFacts) -> Verdict:
    return bool(str(f.inputs.get("reason") or "").strip())


# ------------------------------------------------------------------ what the steps set
def _who(f: AbandonmentFacts, what: str) -> dict[str, Any]:
    return {f"{what}_at": f.now, f"{what}_by_id": f.actor.person_id}


def proposed(f: AbandonmentFacts) -> dict[str, Any]:
    return {"ground": f.inputs["ground"], "facts": f.inputs["facts"].strip(), "answer_until": f.last_day, **_who(f, "proposed")}


def explained(f: AbandonmentFacts) -> dict[str, Any]:
    return {"explanation": f.inputs["explanation"].strip(), **_who(f, "explained")}


def forwarded(f: AbandonmentFacts) -> dict[str, Any]:
    return {"letter_no": f.inputs["letter_no"].strip(), "opinion": str(f.inputs.get("opinion") or "").strip(), **_who(f, "forwarded")}


def decided(f: AbandonmentFacts) -> dict[str, Any]:
    said = {"order_no": f.inputs["order_no"].strip(), "decided_on": f.inputs["decided_on"], "reason": f.inputs["reason"].strip()}
    return {**said, **_who(f, "decided")}


def withdrawn(f: AbandonmentFacts) -> dict[str, Any]:
    return {"reason": f.inputs["reason"].strip(), **_who(f, "decided")}
