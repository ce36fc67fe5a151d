"""What the clock does by itself: objects whose moment has come are woken. Knows no object in particular.

Deadlines need no job: what is closed is closed the moment its time passes, whether or not this runs. Waking only writes
down that the moment came, so that people are told, and takes the steps that the law leaves to time alone.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from marketplace.kernel import clock
from marketplace.procedure.refusals import Refused

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Waker:
    """One kind of thing that waits for the clock.

    Args:
        due: `fn(now)` gives the rows whose moment has come; asked before anything is knocked at.
        knock: `fn(row)` does what is due, as the system; true where something was done. Must be safe to call twice.
    """

    name: str
    due: Callable[[dt.datetime], Iterable[Any]]
    knock: Callable[[Any], bool]


_wakers: dict[str, Waker] = {}


def register(name: str, *, due: Callable[[dt.datetime], Iterable[Any]], knock: Callable[[Any], bool]) -> None:
    """Let the rows that `due` finds be woken by `knock`. Called by an app when the product starts."""
    _wakers[name] = Waker(name, due, knock)


def wake() -> list[str]:
    """Wake everything that is due; returns the references of what was woken. Run twice, the second finds nothing.

    One row that cannot be woken is written to the server's log and keeps no other from waking.
    """
    woken = []
    for waker in _wakers.values():
        for row in list(waker.due(clock.read())):
            try:
                if waker.knock(row):
                    woken.append(row.ref)
            except Refused as refused:  # somebody acted between the question and the knock
                log.info("%s: %s was not woken: %s", waker.name, row.ref, [refusal.code for refusal in refused.refusals])
            except Exception:
                log.exception("%s: %s could not be woken", waker.name, row.ref)
    return woken
