"""Write to the log: `unit()` is the only writing transaction of the product, `record()` the only way in.

A unit buffers its entries and appends them as its very last act, so the one lock that orders all entries is held
for the shortest time and positions have neither gaps nor a different order than the commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from marketplace.audit import canonical, chain, locks, nudge, personal
from marketplace.audit.events import ActorLike, Event, SubjectLike
from marketplace.audit.models import LogEntry, PersonalValue
from marketplace.kernel import clock

FORMAT = 1


class OutsideUnit(RuntimeError):
    """Something was recorded where nothing can be committed together with it."""


class UnitInsideUnit(RuntimeError):
    """A unit was opened inside another: the inner one could not be durable."""


class LogNotBegun(RuntimeError):
    """The log has no first entry: `manage.py migrate` writes it."""


class ShiftedEntryRefused(RuntimeError):
    """The clock is shifted, but the log's first entry does not say that this is a demo."""


@dataclass
class _Pending:
    """An entry that waits for the end of its unit: everything but position and time of recording."""

    uuid: UUID
    event: type[Event]
    at: datetime
    shifted: bool
    parts: dict[str, canonical.Value]
    personal: list[PersonalValue]


@dataclass
class Unit:
    """The running unit. `appended` is filled when it ends: the rows as written, in order."""

    pending: list[_Pending] = field(default_factory=list)
    appended: list[LogEntry] = field(default_factory=list)


_running: ContextVar[Unit | None] = ContextVar("talat_audit_unit", default=None)


@contextmanager
def unit() -> Iterator[Unit]:
    """The writing transaction: what happens inside and its entries are committed together, or not at all.

    Raises:
        UnitInsideUnit: a unit is already open in this thread.
        RuntimeError: some other transaction is open, which could undo what this one promises to keep.
    """
    if _running.get() is not None:
        raise UnitInsideUnit("a unit is already open: record inside it instead of opening another")
    mine = Unit()
    with locks.writing_turn(), transaction.atomic(durable=True):
        token = _running.set(mine)
        try:
            yield mine
        finally:
            _running.reset(token)
        if mine.pending:
            _append(mine)


def record(
    event: type[Event],
    *,
    actor: ActorLike,
    subject: SubjectLike,
    payload: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    step: str = "",
    source: str = "",
    target: str = "",
    basis: Iterable[Any] = (),
    at: datetime | None = None,
    people: Mapping[str, str] | None = None,
) -> UUID:
    """Write down that something happened; it is appended when the unit ends.

    Args:
        event: the declared event.
        actor: who did it; the name goes to the side table, the reference into the chain.
        subject: what it happened to; its `log_root()` is the case under which it is filed.
        payload: declared keys only; text, whole numbers, booleans, None, lists and dictionaries of these.
        personal: declared keys whose values are personal: kept outside the chain, erasable.
        step, source, target: the step of a machine and the states it led from and to.
        basis: clauses or house rules (objects with a `code`, or the codes).
        at: the moment at which it is said to have happened; default the clock (a demo's may be shifted).
        people: reference → name of persons whom the payload names by reference; the names are personal values.

    Returns:
        The entry's UUID: what rows refer to (positions are given only at the end).

    Raises:
        OutsideUnit, UndeclaredField, Unwritable.
    """
    running = _running.get()
    if running is None:
        raise OutsideUnit(f"{event.code} was recorded outside audit.unit()")
    payload, personal = payload or {}, personal or {}
    event.check_fields(payload, personal)
    uuid = uuid4()
    parts = _parts(event, actor, subject, payload, step, source, target, basis)
    values = _personal_values(uuid, actor, personal, people or {})
    parts["personal"] = {value.key: _commitment(value) for value in values}
    running.pending.append(_Pending(uuid, event, at or clock.read(), clock.is_shifted(), parts, values))
    return uuid


def _parts(
    event: type[Event],
    actor: ActorLike,
    subject: SubjectLike,
    payload: Mapping[str, Any],
    step: str,
    source: str,
    target: str,
    basis: Iterable[Any],
) -> dict[str, canonical.Value]:
    root = subject.log_root()
    result = canonical.plain(
        {
            "v": FORMAT,
            "event": event.code,
            "actor": {
                "kind": actor.kind,
                "ref": actor.ref,
                "duty": actor.duty or "",
                "organisation": actor.organisation_ref or "",
            },
            "subject": {"kind": subject.log_kind, "ref": subject.ref},
            "root": {"kind": root.log_kind, "ref": root.ref},
            "step": step,
            "source": source,
            "target": target,
            "basis": [item if isinstance(item, str) else item.code for item in basis],
            "payload": dict(payload),
        }
    )
    assert isinstance(result, dict)
    return result


def _personal_values(uuid: UUID, actor: ActorLike, values: Mapping[str, Any], people: Mapping[str, str]) -> list[PersonalValue]:
    result = [personal.seal(uuid, key, value) for key, value in values.items()]
    result += [personal.seal(uuid, personal.PERSON_NAME + ref, name, about_ref=ref) for ref, name in people.items()]
    if actor.name:
        result.append(personal.seal(uuid, personal.ACTOR_NAME, actor.name, about_ref=actor.ref))
    return result


def _commitment(value: PersonalValue) -> str:
    return personal.commitment(value.entry_uuid, value.key, bytes(value.salt), value.value)


def _append(running: Unit) -> None:
    """The unit's last act. Nothing slow happens once the head is held."""
    values = [value for pending in running.pending for value in pending.personal]
    if values:
        PersonalValue.objects.bulk_create(values)
    if connection.vendor == "postgresql":
        # A deferred foreign-key check at commit, after the head was taken, can deadlock with another writer.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    locks.take_head()
    last = LogEntry.objects.order_by("-position").values_list("position", "leaf_hash").first()
    _check_beginning(running, last is None)
    position, previous = (-1, chain.NO_LEAF) if last is None else last
    recorded_at = clock.read_true()
    for pending in running.pending:
        position += 1
        row = _row(pending, position, previous, recorded_at)
        running.appended.append(row)
        previous = row.leaf_hash
    LogEntry.objects.bulk_create(running.appended)
    transaction.on_commit(nudge.wake, robust=True)


def _check_beginning(running: Unit, empty: bool) -> None:
    from marketplace.audit import genesis

    if empty:
        if running.pending[0].event is not genesis.LogBegan:
            raise LogNotBegun("the log has no first entry: run `manage.py migrate`")
        return
    if any(pending.shifted for pending in running.pending) and not genesis.is_demo():
        raise ShiftedEntryRefused("the clock is shifted, but this log did not begin as a demo's")


def _row(pending: _Pending, position: int, previous: str, recorded_at: datetime) -> LogEntry:
    body = canonical.dump(
        {
            **pending.parts,
            "uuid": str(pending.uuid),
            "at": pending.at,
            "recorded_at": recorded_at,
            "shifted": pending.shifted,
        }
    )
    return LogEntry(
        position=position,
        body=body,
        previous_hash=previous,
        leaf_hash=chain.leaf(position, previous, body),
        **chain.columns(chain.said(body)),
    )
