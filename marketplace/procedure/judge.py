"""Judging a step: every reason why it cannot be taken, in tiers. Pure but for the words of states."""

from __future__ import annotations

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.duty import Duty
from marketplace.procedure.facts import Facts
from marketplace.procedure.refusals import Refusal, Text, not_in_method, wrong_duty, wrong_state
from marketplace.procedure.registry import Registration
from marketplace.procedure.steps import Step


def acting_duty(step: Step, facts: Facts) -> Duty:
    """The duty under which the actor takes the step: the first of the step's that the actor has in this case."""
    for duty in step.by:
        if duty in facts.duties:
            return duty
    return step.by[0]


def duty_names(step: Step) -> Text:
    """The step's duties in words."""
    first, *rest = (Duty(duty).label for duty in step.by)
    for other in rest:
        first = format_lazy(_("{one} or {other}"), one=first, other=other)
    return first


def judge(step: Step, facts: Facts, known: Registration, *, given: bool = True) -> list[Refusal]:
    """Every refusal of the first tier that refuses; none means that the step may be taken.

    With `given=False` only the case is judged, not what the person would supply: this is what a button explains.
    """
    if facts.method is not None and step.name not in facts.method.steps:
        return [not_in_method(facts.method.name)]
    if facts.state not in step.sources:
        return [wrong_state(known.states.get(facts.state, facts.state))]
    if facts.duties.isdisjoint(step.by):
        return [wrong_duty(duty_names(step))]
    rules = step.when + (step.given if given else ())
    found = [refusal for rule in rules if not rule.secret if (refusal := rule(facts)) is not None]
    if found:
        return found
    return [refusal for rule in rules if rule.secret if (refusal := rule(facts)) is not None]


def lawful_next(known: Registration, facts: Facts) -> list[Step]:
    """Steps that the method and the state allow to somebody, in the machine's order."""
    steps: list[Any] = [
        step
        for step in known.machine.steps.values()
        if facts.state in step.sources and (facts.method is None or step.name in facts.method.steps)
    ]
    return steps
