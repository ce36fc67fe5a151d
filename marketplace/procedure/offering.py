"""What a person can do with an object now, and why not: the buttons of its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from marketplace.accounts.actor import Actor
from marketplace.procedure import registry
from marketplace.procedure.judge import judge, lawful_next
from marketplace.procedure.refusals import Refusal, Text
from marketplace.procedure.registry import Words
from marketplace.procedure.steps import Step


@dataclass(frozen=True)
class Offer:
    """One step on a page: possible, or shown with all its reasons."""

    step: Step
    label: Text
    lead: Text
    refusals: tuple[Refusal, ...]
    url: str
    turns_back: bool = False

    @property
    def possible(self) -> bool:
        return not self.refusals

    @property
    def name(self) -> str:
        return self.step.name


def offers(obj: Any, actor: Actor, facts: Any = None) -> list[Offer]:
    """The steps that `actor`'s duties in this case cover, from the present state, with every reason against each."""
    known = registry.of(obj)
    facts = facts or known.facts(obj, actor, inputs={}, step="")
    found = []
    for step in lawful_next(known, facts):
        if step.name in known.inner or facts.duties.isdisjoint(step.by):
            continue
        words = known.words.get(step.name, Words(step.name))
        refusals = tuple(judge(step, facts, known, given=False))
        page = known.pages.get(step.name)
        url = reverse(page, args=[obj.ref]) if page else reverse("take_step", args=[known.kind, obj.ref, step.name])
        found.append(Offer(step, words.label, words.lead, refusals, url, words.turns_back))
    return found
