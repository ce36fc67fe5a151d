"""My work: what waits for whom. Providers of `work_of/` find the items; this module only gathers and orders them."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from marketplace.accounts.actor import Actor

log = logging.getLogger(__name__)
Text = str | Promise

#: Where an item stands on the page.
FOR_ME, FOR_OTHERS, AHEAD, DONE = "for_me", "for_others", "ahead", "done"
SECTIONS = (FOR_ME, FOR_OTHERS, AHEAD, DONE)
MOST = 30


@dataclass(frozen=True)
class WorkItem:
    """One line of My work.

    Args:
        section: one of `SECTIONS`.
        title: what it is, mostly the object's own title.
        url: where one goes on.
        todo: what is to be done, or who is waited for, or what was done.
        ref: public reference of the object.
        due: day or moment by which it must be done, or at which something happens.
        since: since when it waits, or when it was done.
        kind: shape of the tag where `word` is given.
        word: a state as a word.
        steps: the steps of the machines that the item stands for, as "tender.open_bids"; empty where the work is none.
    """

    section: str
    title: Text
    url: str
    todo: Text = ""
    ref: str = ""
    due: dt.date | dt.datetime | None = None
    since: dt.datetime | None = None
    word: Text = ""
    kind: str = ""
    steps: tuple[str, ...] = ()


Provider = Callable[[Actor], Iterable[WorkItem]]
_providers: dict[str, Provider] = {}


def register(provider: Provider) -> Provider:
    """Add a provider: `fn(actor)` gives the items of one kind for one actor, in few queries. Usable as a decorator."""
    _providers[f"{provider.__module__}.{provider.__qualname__}"] = provider
    return provider


@dataclass
class Desk:
    """Everything on one person's desk, by section."""

    for_me: list[WorkItem] = field(default_factory=list)
    for_others: list[WorkItem] = field(default_factory=list)
    ahead: list[WorkItem] = field(default_factory=list)
    done: list[WorkItem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.for_me or self.for_others or self.ahead or self.done)


def desk(actor: Actor) -> Desk:
    """Gather the items of all providers: nearest deadline first, what was done last first."""
    made = Desk()
    for provider in _providers.values():
        for item in provider(actor):
            getattr(made, item.section).append(item)
    for section in (made.for_me, made.for_others, made.ahead):
        section.sort(key=_urgency)
    made.done.sort(key=lambda item: item.since or _LONG_AGO, reverse=True)
    for name in SECTIONS:
        setattr(made, name, getattr(made, name)[:MOST])
    return made


_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_FAR_AHEAD = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


def _urgency(item: WorkItem) -> tuple[Any, Any]:
    from marketplace.kernel import clock

    due = item.due
    if due is not None and not isinstance(due, dt.datetime):
        due = clock.at(due, dt.time(23, 59))
    return (due or _FAR_AHEAD, item.since or _LONG_AGO)
