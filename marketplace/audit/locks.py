"""Who may write next. One waiting line in front of the log's head, and one worker per background job.

PostgreSQL: advisory locks. SQLite knows no waiting line (writers that meet a busy database sleep and starve), so
a lock on a file beside the database is taken before the transaction begins: the kernel serves it in turn.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.db import connection

_HEAD = "log head"
_memory_locks: dict[str, threading.Lock] = {}
_memory_locks_guard = threading.Lock()


def _number(name: str) -> int:
    """A 63-bit number for the name: PostgreSQL's advisory locks are numbered."""
    return int.from_bytes(sha256(f"talat {name}".encode()).digest()[:8], "big") >> 1


def take_head() -> None:
    """Wait for the log's head until the end of the running transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_number(_HEAD)])


@contextmanager
def writing_turn() -> Iterator[None]:
    """On SQLite, wait for one's turn before a writing transaction begins. Elsewhere nothing."""
    if connection.vendor != "sqlite":
        yield
        return
    with _held(_HEAD, wait=True):
        yield


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """True while this process alone does the job `name`; false at once where another one is doing it."""
    if connection.vendor != "postgresql":
        with _held(name, wait=False) as got:
            yield got
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_number(name)])
        got = bool(cursor.fetchone()[0])
    try:
        yield got
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_number(name)])


@contextmanager
def _held(name: str, *, wait: bool) -> Iterator[bool]:
    path = str(connection.settings_dict["NAME"])
    if ":memory:" in path or "mode=memory" in path:
        with _held_in_memory(f"{path} {name}", wait=wait) as got:
            yield got
        return
    with _held_file(Path(f"{path}.{name.replace(' ', '-').replace('/', '-')}.lock"), wait=wait) as got:
        yield got


@contextmanager
def _held_in_memory(name: str, *, wait: bool) -> Iterator[bool]:
    with _memory_locks_guard:
        lock = _memory_locks.setdefault(name, threading.Lock())
    got = lock.acquire(blocking=wait)
    try:
        yield got
    finally:
        if got:
            lock.release()


@contextmanager
def _held_file(path: Path, *, wait: bool) -> Iterator[bool]:
    # A descriptor of one's own for every holder: flock then also separates threads of one process.
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(handle)
