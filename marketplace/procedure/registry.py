"""Which model has which machine, and what goes with it: facts, words, forms, verbs. Filled by apps when they start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from marketplace.procedure.refusals import Text
from marketplace.procedure.steps import Machine


@dataclass(frozen=True)
class Words:
    """What a step is called on its button, and what will be public or final once it is taken.

    `turns_back` marks a step that leads back, gives up or ends early: it is offered, but never as the first thing to do.
    """

    label: Text
    lead: Text = ""
    turns_back: bool = False


@dataclass(frozen=True)
class Registration:
    """Everything the engine needs to know of one model with a life."""

    model: type[Any]
    machine: type[Machine]
    facts: Callable[..., Any]
    words: Mapping[str, Words]
    states: Mapping[str, Text]
    initial: str
    final: frozenset[str]
    forms: Mapping[str, type[Any]] = field(default_factory=dict)
    verbs: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    inner: frozenset[str] = frozenset()
    find: Callable[[str, Any], Any] | None = None
    methods: Callable[[], Mapping[str, Any]] | None = None
    address: Callable[[Any], str] | None = None

    @property
    def kind(self) -> str:
        kind: str = self.model.log_kind
        return kind


_by_model: dict[type[Any], Registration] = {}
_by_kind: dict[str, Registration] = {}


def register(model: type[Any], **parts: Any) -> Registration:
    """Announce a model's machine. Called once per model from its app's `ready`.

    Keyword arguments are the fields of `Registration`: `facts(obj, actor, inputs=…, step=…)` builds facts, `find(ref,
    actor)` finds a visible row or None, `verbs[step](obj, actor=…, seen=…, **inputs)` does work that a plain step cannot,
    `pages[step]` names the address (with the reference as its argument) of a step that has a page of its own. `inner`
    names steps that only a larger action takes along: nobody is offered them, and they have no address.
    """
    made = Registration(model=model, **parts)
    _by_model[model] = _by_kind[made.kind] = made
    return made


def of(obj: Any) -> Registration:
    """The registration of an object or model."""
    return _by_model[obj if isinstance(obj, type) else type(obj)]


def by_kind(kind: str) -> Registration | None:
    return _by_kind.get(kind)


def everything() -> list[Registration]:
    """All registrations, by kind."""
    return [_by_kind[kind] for kind in sorted(_by_kind)]
