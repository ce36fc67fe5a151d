"""The routing table: which event tells whom, in which words. Filled by the modules of `routes/` and by higher apps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

from marketplace import audit
from marketplace.accounts.models import Person
from marketplace.audit import Event

Recipients = Callable[[Any], Iterable[Person]]
Text = str | Promise


class _Said(dict[str, Any]):
    """Payload values for a sentence; what the entry does not have is shown as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


@dataclass(frozen=True)
class End:
    """What settles a message: an event in the same case.

    Args:
        event: the event class.
        numbered: only where it is about the same instalment, comment or committee.
        person: "actor" where each person settles their own; or the payload's key that names whose is settled.
    """

    event: type[Event]
    numbered: bool = False
    person: str = ""


@dataclass(frozen=True)
class Route:
    """One line of the table."""

    name: str
    event: type[Event]
    recipients: Recipients
    sentence: Text
    body: Text
    url: Callable[[Any], str] | None
    waits: bool
    values: Callable[[Any], dict[str, Any]] | None
    letter: bool
    ends: tuple[End, ...] = ()
    moves: bool = True
    mails: Callable[[Any], bool] | None = None

    def words(self, entry: Any, language: str) -> tuple[str, str]:
        """Sentence and body for `entry` in a language."""
        with translation.override(language):
            said = _Said(
                {
                    **entry.payload,
                    **entry.personal,
                    "actor": entry.actor.name or entry.actor.ref,
                    "ref": entry.subject.ref,
                    "case": entry.root.ref,
                }
            )
            if self.values is not None:
                said.update(self.values(entry))
            return str(self.sentence).format_map(said), str(self.body).format_map(said)


_routes: dict[str, Route] = {}


def route(
    event: type[Event],
    *,
    recipients: Recipients,
    sentence: Text,
    body: Text = "",
    url: Callable[[Any], str] | None = None,
    waits: bool = False,
    name: str = "",
    values: Callable[[Any], dict[str, Any]] | None = None,
    letter: bool = False,
    ends: Iterable[End] = (),
    moves: bool = True,
    mails: Callable[[Any], bool] | None = None,
) -> Route:
    """Let an event tell people.

    Args:
        event: the event class.
        recipients: `fn(entry)` gives the people; who caused the entry is left out by the inbox.
        sentence, body: lazy texts; `{key}` of the payload, `{actor}`, `{ref}` (subject), `{case}` (root) are filled in.
        url: `fn(entry)` gives the page where one goes on.
        waits: the person is asked to do something (else it is news).
        name: stable name where one event has several routes.
        values: further `{key}`s, computed once per language.
        letter: the law wants it in writing, so it is mailed whatever the person wished.
        ends: further events by which what is asked for is done.
        moves: it is done also when the subject's state moves on.
        mails: `fn(entry)` says whether it is mailed, where the person chose that for this very thing.
    """
    made = Route(name or event.code, event, recipients, sentence, body, url, waits, values, letter, tuple(ends), moves, mails)
    _routes[made.name] = made
    _subscribe()
    return made


def routes_of(event: type[Event]) -> list[Route]:
    """The routes of an event."""
    return [found for found in _routes.values() if found.event.code == event.code]


def ends_by(event: type[Event]) -> list[tuple[str, End]]:
    """Names of the waiting routes that an event settles, with how."""
    return [(found.name, end) for found in _routes.values() if found.waits for end in found.ends if end.event.code == event.code]


def settled_by_moving() -> list[str]:
    """Names of the waiting routes that are settled when their subject's state moves on."""
    return [found.name for found in _routes.values() if found.waits and found.moves]


def everything() -> list[Route]:
    """All routes, by name."""
    return [_routes[name] for name in sorted(_routes)]


def _subscribe() -> None:
    """The inbox reads every event: one without a route may still settle what was asked before."""
    from marketplace.notifications.inbox import make_messages

    audit.subscriber("notifications.inbox", None)(make_messages)
