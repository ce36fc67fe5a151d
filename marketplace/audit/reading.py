"""Read the log: entries as plain values, in the order of their positions. Writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from marketplace.audit import canonical, events, personal
from marketplace.audit.events import Event
from marketplace.audit.models import LogEntry

_CHUNK = 500


class Ref(NamedTuple):
    """What an entry names: a kind and a public reference."""

    kind: str
    ref: str


@dataclass(frozen=True)
class ActorView:
    """Who acted, as the entry says it. `name` is empty once it was erased."""

    kind: str
    ref: str
    duty: str
    organisation: str
    name: str = ""


class _Said(dict[str, Any]):
    """Payload values for a sentence; a key that the entry does not have is shown as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


@dataclass(frozen=True)
class EntryView:
    """An entry of the log as everyone reads it. Built from the canonical text, not from the columns beside it."""

    position: int
    uuid: UUID
    event: type[Event]
    at: datetime
    recorded_at: datetime
    shifted: bool
    actor: ActorView
    subject: Ref
    root: Ref
    step: str
    source: str
    target: str
    basis: tuple[str, ...]
    payload: Mapping[str, Any]
    leaf_hash: str
    personal: Mapping[str, Any] = field(default_factory=dict)
    #: Reference → name of persons whom the payload names; without those that were erased.
    people: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """Code of the event, as it was written."""
        return self.event.code

    @property
    def sentence(self) -> str:
        """What happened, in the reader's language, with the payload's values in their places."""
        return str(self.event.sentence).format_map(_Said({**self.payload, **self.personal}))


def view_of(row: LogEntry, values: Mapping[str, Any] | None = None) -> EntryView:
    """The row as an EntryView; `values` are its personal values."""
    said = json.loads(row.body)
    values = values or {}
    actor = said["actor"]
    return EntryView(
        position=row.position,
        uuid=UUID(said["uuid"]),
        event=events.find(said["event"]),
        at=canonical.read_moment(said["at"]),
        recorded_at=canonical.read_moment(said["recorded_at"]),
        shifted=said["shifted"],
        actor=ActorView(actor["kind"], actor["ref"], actor["duty"], actor["organisation"], values.get(personal.ACTOR_NAME, "")),
        subject=Ref(**said["subject"]),
        root=Ref(**said["root"]),
        step=said["step"],
        source=said["source"],
        target=said["target"],
        basis=tuple(said["basis"]),
        payload=said["payload"],
        leaf_hash=row.leaf_hash,
        personal={key: value for key, value in values.items() if key != personal.ACTOR_NAME and not key.startswith(personal.PERSON_NAME)},
        people={key.removeprefix(personal.PERSON_NAME): value for key, value in values.items() if key.startswith(personal.PERSON_NAME)},
    )


def entries(
    root: tuple[str, str] | None = None,
    *,
    subject: tuple[str, str] | None = None,
    kinds: Iterable[type[Event]] | None = None,
    actor_ref: str = "",
    after: int = 0,
    until: int | None = None,
    newest_first: bool = False,
    limit: int | None = None,
) -> Iterator[EntryView]:
    """Entries in order of position, with their personal values.

    Args:
        root: only those of this case: (kind, ref).
        subject: only those about this object: (kind, ref).
        kinds: only these events.
        actor_ref: only what this actor did.
        after: only positions above this one (the default leaves out entry 0).
        until: only positions up to this one.
        newest_first: latest entry first.
        limit: at most so many.
    """
    rows = LogEntry.objects.filter(position__gt=after)
    if root is not None:
        rows = rows.filter(root_kind=root[0], root_ref=root[1])
    if subject is not None:
        rows = rows.filter(subject_kind=subject[0], subject_ref=subject[1])
    if kinds is not None:
        rows = rows.filter(event__in=[event.code for event in kinds])
    if actor_ref:
        rows = rows.filter(actor_ref=actor_ref)
    if until is not None:
        rows = rows.filter(position__lte=until)
    return islice(_in_chunks(rows, newest_first, limit), limit)


def _in_chunks(rows: QuerySet[LogEntry], newest_first: bool, limit: int | None) -> Iterator[EntryView]:
    """Read by position, chunk after chunk: no long transaction, no cursor held open on the database."""
    order, beyond = ("-position", "position__lt") if newest_first else ("position", "position__gt")
    size = min(_CHUNK, limit) if limit else _CHUNK
    chunk = list(rows.order_by(order)[:size])
    while chunk:
        values = personal.read(row.uuid for row in chunk)
        for row in chunk:
            yield view_of(row, values.get(row.uuid))
        if len(chunk) < size:
            return
        chunk = list(rows.filter(**{beyond: chunk[-1].position}).order_by(order)[:size])


def entry(uuid: UUID | str) -> EntryView | None:
    """The entry with this UUID, or None."""
    row = LogEntry.objects.filter(uuid=uuid).first()
    return view_of(row, personal.read([row.uuid]).get(row.uuid)) if row else None


def head() -> int:
    """Position of the last entry; -1 for a log that has not begun."""
    last = LogEntry.objects.order_by("-position").values_list("position", flat=True).first()
    return -1 if last is None else int(last)
