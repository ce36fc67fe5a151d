"""Steps and machines: one readable row per step. Django-fsm gives the graph; the door gives the permission."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django_fsm import transition

from marketplace.accounts.duty import Duty
from marketplace.audit import Event
from marketplace.law.clauses import Basis
from marketplace.procedure.refusals import Rule

#: The row that is being moved by the door just now; every transition of every machine demands to be this row.
inside: ContextVar[Any] = ContextVar("talat_inside_the_door", default=None)

#: Target of a step that records something and leaves the state as it is.
SAME = None


def through_the_door(instance: Any) -> bool:
    """The one condition of every transition: nobody moves a row but the engine's door."""
    return inside.get() is instance


def _many(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, tuple | list | frozenset) else (value,)


@dataclass(eq=False)
class Step:
    """One row of a machine: from what, to what, who, on which basis, recorded as what, when allowed.

    `when` judges the case and is what a button explains; `given` judges what the person supplies.
    `sets` names a pure function from facts to the fields that change with the step.
    """

    sources: tuple[str, ...]
    target: str | None
    by: tuple[Duty, ...]
    bases: tuple[Basis, ...]
    event: type[Event]
    when: tuple[Rule[Any], ...] = ()
    given: tuple[Rule[Any], ...] = ()
    sets: Callable[[Any], Mapping[str, Any]] | None = None
    name: str = field(default="")

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        if "steps" not in owner.__dict__:
            owner.steps = {}  # type: ignore[attr-defined]
        owner.steps[name] = self  # type: ignore[attr-defined]

        def body(instance: Any) -> None:
            """Moves the state; everything else is the door's work."""

        body.__name__, body.__qualname__ = name, f"{owner.__qualname__}.{name}"
        made = transition(field="state", source=list(self.sources), target=self.target, conditions=[through_the_door])(body)
        setattr(owner, name, made)


def step(
    source: str | Sequence[str],
    target: str | None,
    by: Duty | Sequence[Duty],
    basis: Basis | Sequence[Basis],
    event: type[Event],
    *,
    when: Sequence[Rule[Any]] = (),
    given: Sequence[Rule[Any]] = (),
    sets: Callable[[Any], Mapping[str, Any]] | None = None,
) -> Any:
    """Declare a step inside a machine's class body. See `Step`."""
    return Step(
        tuple(str(s) for s in _many(source)),
        None if target is None else str(target),
        _many(by),
        _many(basis),
        event,
        tuple(when),
        tuple(given),
        sets,
    )


class Machine:
    """Base of machines. A machine is mixed into exactly one model, which has `state` (FSMField) and `version`."""

    steps: ClassVar[dict[str, Step]] = {}

    @classmethod
    def reachable(cls, start: str, allowed: frozenset[str] | None = None) -> set[str]:
        """Every state that can be reached from `start` by the steps in `allowed` (all by default)."""
        seen, todo = {start}, [start]
        while todo:
            here = todo.pop()
            for one in cls.steps.values():
                if (allowed is None or one.name in allowed) and here in one.sources and one.target and one.target not in seen:
                    seen.add(one.target)
                    todo.append(one.target)
        return seen
