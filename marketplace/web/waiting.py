"""A task: steps of a machine that somebody must take, when they wait and until when. Knows no app's rows.

Who may take a step stands in the machine's row and is not said again here. A task judges coarsely and without asking
the database; whether a step is lawful is said by the engine on the object's own page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from marketplace.accounts.duty import Duty
from marketplace.procedure import registry
from marketplace.web.work import FOR_ME, FOR_OTHERS, WorkItem

Text = str | Promise
Moment = dt.date | dt.datetime


def _always(seen: Any) -> bool:
    return True


def _undated(seen: Any) -> Moment | None:
    return None


@dataclass(frozen=True)
class Task:
    """One thing that must be done.

    Args:
        steps: steps that do it, as "tender.open_bids"; empty where it is work that no machine moves.
        todo: what is to be done, said to who must do it.
        who: who is waited for, said to the others.
        when: whether it waits, of the seen case.
        due: until when.
        by: whose duty it is, where the machine's rows name more people than must act, or none.
        may: a further condition on the person, beside the duty.
    """

    steps: tuple[str, ...]
    todo: Text
    who: Text = ""
    when: Callable[[Any], bool] = _always
    due: Callable[[Any], Moment | None] = _undated
    by: frozenset[Duty] = frozenset()
    may: Callable[[Any], bool] = _always

    def duties(self) -> frozenset[Duty]:
        """Whose duty the task is."""
        return self.by or frozenset(duty for name in self.steps for duty in step_of(name).by)

    def is_of(self, seen: Any, duties: Collection[Duty]) -> bool:
        """Whether the person with these duties in the case must do it."""
        return not self.duties().isdisjoint(duties) and self.may(seen)


def step_of(name: str) -> Any:
    """The step that "tender.open_bids" names. Raises LookupError where there is none."""
    kind, step = name.split(".")
    known = registry.by_kind(kind)
    if known is None:
        raise LookupError(f"no machine moves a {kind}")
    return known.machine.steps[step]


def items(tasks: Iterable[Task], seen: Any, duties: Collection[Duty], line: Callable[..., WorkItem], *, inside: bool) -> Iterator[WorkItem]:
    """The lines that a person sees of a case: each of their own tasks; for people inside also who is waited for, once.

    `line(section, todo, due, steps)` makes the line.
    """
    waiting = [task for task in tasks if task.when(seen)]
    own = [task for task in waiting if task.is_of(seen, duties)]
    for task in own:
        yield line(FOR_ME, task.todo, task.due(seen), tuple(name for name in task.steps if not set(duties).isdisjoint(step_of(name).by)))
    others = next((task for task in waiting if task not in own and task.who), None)
    if inside and not own and others is not None:
        yield line(FOR_OTHERS, others.who, others.due(seen), ())
