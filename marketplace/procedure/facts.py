"""What rules may know: one frozen object, made anew for every judgement. Rules see nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty


class MethodLike(Protocol):
    """The part of a method row that the engine needs."""

    @property
    def steps(self) -> frozenset[str]: ...
    @property
    def name(self) -> Any: ...


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The facts every machine has. `duties` are the actor's duties in this case, appointments included."""

    state: str
    actor: Actor
    duties: frozenset[Duty]
    now: dt.datetime
    today: dt.date
    inputs: Mapping[str, Any] = field(default_factory=dict)
    method: MethodLike | None = None
