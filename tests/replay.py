"""The same world is built once in a process and then repeated row by row: what a factory wrote is written again, without its rules and queries.

A factory marked `@replayed` is recorded when it is first called: its writing statements, the files it stored, and the
state of the objects it was given and gave back. Called again in the same situation, the statements are executed
directly (constraints and triggers stay on) and fresh copies of the objects are handed out. The same situation means:

- the same rows. A token stands for them: it starts with the pristine copy of the template, every write moves it to a
  hash of itself and the write, a recording moves it to an end of its own. What cannot be followed (a savepoint rolled
  back, a statement that failed) loses the token until the transaction ends; what is committed, until the database is restored;
- the same arguments with all that hangs on them, and the same clock, language, settings and patched names;
- nobody watching: no other wrapper of statements, no counting of queries, no open unit.

Otherwise, and always with TALAT_TEST_REPLAY=off or inside `off()`, the factory simply runs. A recording is not kept if the
factory sent mail, wrote into the cache, or left something behind that cannot be repeated.
"""

from __future__ import annotations

import copyreg
import dataclasses
import datetime as dt
import decimal
import enum
import functools
import hashlib
import io
import os
import pickle
import threading
import uuid
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar
from unittest import mock

import pytest
from django.conf import UserSettingsHolder, settings
from django.core import mail
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection, models, transaction
from django.utils import translation

MOST_RECORDINGS, MOST_BYTES = 400, 200_000_000
#: Statements that change nothing, or only begin what another ends.
_READING = ("SELECT", "(SELECT", "SAVEPOINT", "RELEASE", "BEGIN", "EXPLAIN")
_BY_VALUE = (str, bytes, dt.date, dt.time, dt.timedelta, decimal.Decimal, uuid.UUID, enum.Enum)
_PLAIN = (str, bytes, int, float, bool, type(None), dt.date, dt.time, dt.timedelta, decimal.Decimal, uuid.UUID)
#: Names that tests patch and no factory looks at.
_HARMLESS = {("catalog.search", "engine"), ("catalog.search.indexing", "engine")}
_HARMLESS_MOCKS = {"ensure_connection"}  # by which Django's test case guards other databases
PRISTINE = b"pristine"
_OFF = os.environ.get("TALAT_TEST_REPLAY") == "off"

F = TypeVar("F", bound=Callable[..., Any])
Statement = tuple[str, Any, bool]


@dataclasses.dataclass
class Recording:
    """What a factory did. `objects` is the pickled state of what it was given, and what it gave back."""

    statements: list[Statement] = dataclasses.field(default_factory=list)
    files: list[tuple[str, bytes]] = dataclasses.field(default_factory=list)
    callbacks: list[tuple[Callable[[], Any], bool]] = dataclasses.field(default_factory=list)
    objects: bytes = b""
    end: bytes = b""
    weight: int = 0


class _State:
    """Of this process: the token of its database, and what is being recorded, the outermost first."""

    base: bytes | None = None
    token: bytes | None = None
    block: Any = None
    running: list[Recording] = []
    kept: OrderedDict[Any, Recording] = OrderedDict()
    sequences: tuple[str, list[Any]] | None = None
    switched_off = int(_OFF)
    replays = 0


# --- the token


def pristine() -> None:
    """The database has just been copied from the template. Called in the thread that runs the tests."""
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watch)
        commit = connection.commit
        connection.commit = lambda: (_committed(), commit())[1]
    _State.base, _State.block = PRISTINE, None


def _committed() -> None:
    if _State.block is not None and _State.token != _State.base:
        _State.base = None


def _follow() -> bool:
    """Notice that another transaction began. Is it one that will be rolled back, on rows that are known?"""
    outermost = connection.atomic_blocks[0] if connection.atomic_blocks else None
    if not getattr(outermost, "_from_testcase", False):
        return False
    if outermost is not _State.block:
        _State.block, _State.token = outermost, _State.base
    return _State.token is not None


def _before_first_write() -> None:
    """PostgreSQL does not roll sequences back: they begin where the template left them, so that ids repeat."""
    if connection.vendor != "postgresql" or _State.token is not PRISTINE or _OFF:
        return
    with connection.cursor() as cursor:
        if _State.sequences is None:
            cursor.cursor.execute(
                "SELECT quote_ident(sequencename), coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences"
            )
            rows = cursor.cursor.fetchall()
            _State.sequences = "SELECT " + ", ".join(["setval(%s, %s, %s)"] * len(rows)), [value for row in rows for value in row]
        cursor.cursor.execute(*_State.sequences)


def _said(params: Any) -> str:
    """Parameters as a text that differs where they differ. Raises TypeError for what has no such text."""
    if isinstance(params, list | tuple):
        return f"[{','.join(map(_said, params))}]"
    if isinstance(params, dict):
        return f"{{{','.join(f'{key!r}:{_said(value)}' for key, value in params.items())}}}"
    if isinstance(params, memoryview):
        return repr(bytes(params))
    if isinstance(params, _PLAIN):
        return repr(params)
    raise TypeError(type(params))


def _watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    if isinstance(sql, str) and sql.startswith(_READING):
        return execute(sql, params, many, context)
    if not _follow():
        if _State.block is None or not connection.atomic_blocks or connection.atomic_blocks[0] is not _State.block:
            _State.base = None  # this will stay
        return execute(sql, params, many, context)
    _before_first_write()
    params, token, _State.token = (list(params) if many else params), _State.token, None
    done = execute(sql, params, many, context)
    if isinstance(sql, str) and not sql.startswith("ROLLBACK"):
        try:
            text = f"{sql}\0{_said(params)}".encode()
        except TypeError:
            text = uuid.uuid4().bytes
        _State.token = hashlib.blake2b(token + text, digest_size=16).digest()
        for recording in _State.running:
            recording.statements.append((sql, params, many))
            recording.weight += len(text)
    return done


# --- the situation


_patches: weakref.WeakSet[pytest.MonkeyPatch] = weakref.WeakSet()
_mocks: list[str] = []


def _track() -> None:
    """Know which names are patched, and which files are stored."""
    begin, enter, leave, save = pytest.MonkeyPatch.__init__, mock._patch.__enter__, mock._patch.__exit__, FileSystemStorage._save

    def made(patch: Any) -> None:
        begin(patch)
        patch.serial = uuid.uuid4().int
        _patches.add(patch)

    def stored(storage: Any, name: str, content: Any) -> Any:
        path = save(storage, name, content)
        for recording in _State.running:
            recording.files.append((path, Path(storage.path(path)).read_bytes()))
        return path

    pytest.MonkeyPatch.__init__ = made
    mock._patch.__enter__ = lambda patch: (_mocks.append(patch.attribute), enter(patch))[1]
    mock._patch.__exit__ = lambda patch, *error: (_mocks.remove(patch.attribute), leave(patch, *error))[1]
    FileSystemStorage._save = stored


_track()


def _patched() -> tuple[Any, ...]:
    harmful = [
        (patch.serial, len(patch._setattr), len(patch._setitem))
        for patch in _patches
        if patch._setitem or any((getattr(target, "__name__", ""), name) not in _HARMLESS for target, name, _old in patch._setattr)
    ]
    return tuple(sorted(harmful))


def _overridden() -> str:
    found, holder = {}, settings._wrapped
    while isinstance(holder, UserSettingsHolder):
        found = {name: value for name, value in vars(holder).items() if name.isupper()} | found
        holder = holder.default_settings
    return repr(sorted((name, repr(value)) for name, value in found.items() if name != "MEDIA_ROOT"))


def _situation() -> tuple[Any, ...] | None:
    """What a factory depends on beside rows and arguments; None where it must run."""
    from marketplace.audit import writing
    from marketplace.kernel import clock

    watched = connection.execute_wrappers != [_watch] or connection.queries_logged
    if (
        _State.switched_off
        or threading.current_thread() is not threading.main_thread()
        or watched
        or not _HARMLESS_MOCKS.issuperset(_mocks)
        or not _follow()
    ):
        return None
    if writing._running.get() is not None or clock._page.get() is not None:
        return None
    moment = clock._shifted.get() or dt.datetime.now(clock.BANGKOK).date()
    return _State.token, moment, translation.get_language(), _overridden(), _patched()


def _attributes(value: Any) -> dict[str, Any]:
    return value.__getstate__() if isinstance(value, models.Model) else vars(value)


def _give(value: Any, attributes: dict[str, Any]) -> None:
    vars(value).update(attributes)


class _Plain(pickle.Pickler):
    """Without the mark that Django leaves in a pickled row: a copy is as the first one was."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, models.Model):
            return copyreg.__newobj__, (type(value),), _attributes(value), None, None, _give  # type: ignore[attr-defined]
        return NotImplemented


class _Print(_Plain):
    """The arguments as bytes that are equal where everything in them is, and the objects that a factory may change."""

    def __init__(self, given: Any) -> None:
        self._out = io.BytesIO()
        super().__init__(self._out, protocol=5)
        self.values: dict[Any, int] = {}
        self.inputs: dict[int, Any] = {}
        self.dump(given)
        self.key = self._out.getvalue(), tuple(self.values)

    def persistent_id(self, value: Any) -> int | None:
        if isinstance(value, type):
            return self.values.setdefault(value, len(self.values))
        if isinstance(value, _BY_VALUE):
            return self.values.setdefault((type(value), repr(value)), len(self.values))
        if (isinstance(value, models.Model) or dataclasses.is_dataclass(value)) and hasattr(value, "__dict__"):
            self.inputs[id(value)] = value
        return None


class _Pickler(_Plain):
    def __init__(self, out: Any, inputs: dict[int, Any]) -> None:
        super().__init__(out, protocol=5)
        self.places = {key: place for place, key in enumerate(inputs)}

    def persistent_id(self, value: Any) -> int | None:
        return self.places.get(id(value))


class _Unpickler(pickle.Unpickler):
    def __init__(self, objects: bytes, inputs: list[Any]) -> None:
        super().__init__(io.BytesIO(objects))
        self.inputs = inputs

    def persistent_load(self, place: int) -> Any:
        return self.inputs[place]


# --- recording and replaying


def _outside() -> tuple[int, Any]:
    return len(getattr(mail, "outbox", [])), dict(getattr(cache, "_cache", {}))


def _record(key: Any, inputs: dict[int, Any], call: Callable[[], Any]) -> Any:
    outside, waiting, recording = _outside(), len(connection.run_on_commit), Recording()
    _before_first_write()
    _State.running.append(recording)
    try:
        result = call()
    finally:
        _State.running.pop()
    situation = _situation()
    recording.callbacks = [(function, robust) for _sids, function, robust in connection.run_on_commit[waiting:]]
    plain = all(isinstance(function, FunctionType) and not function.__closure__ for function, _robust in recording.callbacks)
    if situation is None or situation[1:] != key[1][1:] or _outside() != outside or not plain:
        return result
    out = io.BytesIO()
    try:
        _Pickler(out, inputs).dump(([_attributes(value) for value in inputs.values()], result))
    except (pickle.PicklingError, TypeError, AttributeError):
        return result
    recording.objects, recording.end = out.getvalue(), uuid.uuid4().bytes
    recording.weight += len(recording.objects) + sum(len(content) for _path, content in recording.files)
    _State.token, _State.kept[key] = recording.end, recording
    while len(_State.kept) > MOST_RECORDINGS or sum(kept.weight for kept in _State.kept.values()) > MOST_BYTES:
        _State.kept.popitem(last=False)
    return result


def _replay(recording: Recording, inputs: list[Any]) -> Any:
    _before_first_write()
    _State.token = None  # should a statement fail
    with connection.cursor() as wrapped:
        cursor = wrapped.cursor  # Django's, of this database, below everything that watches
        for sql, params, many in recording.statements:
            (cursor.executemany if many else cursor.execute)(sql, params)
    for path, content in recording.files:
        place = Path(default_storage.path(path))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    for function, robust in recording.callbacks:
        transaction.on_commit(function, robust=robust)
    states, result = _Unpickler(recording.objects, inputs).load()
    for value, state in zip(inputs, states, strict=True):
        vars(value).clear()
        vars(value).update(state)
    for outer in _State.running:
        outer.statements += recording.statements
        outer.files += recording.files
        outer.weight += recording.weight
    _State.token = recording.end
    _State.replays += 1
    return result


def replayed(factory: F) -> F:
    """Record what the factory writes, and write it again when it is called in the same situation."""

    @functools.wraps(factory)
    def call(*args: Any, **kwargs: Any) -> Any:
        situation = _situation()
        if situation is None:
            return factory(*args, **kwargs)
        try:
            given = _Print((args, kwargs))
        except (pickle.PicklingError, TypeError, AttributeError):  # an upload, an open file
            return factory(*args, **kwargs)
        key = factory, situation, given.key
        recording = _State.kept.get(key)
        if recording is None:
            return _record(key, given.inputs, lambda: factory(*args, **kwargs))
        _State.kept.move_to_end(key)
        return _replay(recording, list(given.inputs.values()))

    return call  # type: ignore[return-value]


@contextmanager
def off() -> Iterator[None]:
    """Inside, factories run: for tests that observe what they do."""
    _State.switched_off += 1
    try:
        yield
    finally:
        _State.switched_off -= 1
