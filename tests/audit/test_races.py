"""Many writers at once: no gap, no lost entry, no entry behind a subscriber's cursor, no writer left waiting."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace import audit
from marketplace.audit import checkpoints, delivery, locks, verification
from marketplace.audit.models import Checkpoint, LogEntry
from tests.audit.notebook import CASE, CLERK, Noted, note

WRITERS, UNITS = 8, 25


def at_once(work: Callable[[int], None], count: int) -> None:
    """Run `work(number)` in so many threads that begin together; their first failure is raised here."""
    failures: list[BaseException] = []
    gate = threading.Barrier(count)

    def run(number: int) -> None:
        try:
            gate.wait(30)
            work(number)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    if failures:
        raise failures[0]


def write(number: int) -> None:
    for unit in range(UNITS):
        with audit.unit():
            for part in range(1 + (number + unit) % 3):
                audit.record(Noted, actor=CLERK, subject=CASE, payload={"what": f"{number}/{unit}/{part}"})


def assert_whole() -> None:
    expected = sum(1 + (number + unit) % 3 for number in range(WRITERS) for unit in range(UNITS))
    assert list(LogEntry.objects.order_by("position").values_list("position", flat=True)) == list(range(expected + 1))
    assert verification.verify().breaches == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_writers_leave_no_gap_and_one_chain() -> None:
    at_once(write, WRITERS)
    assert_whole()


@pytest.mark.django_db(transaction=True)
def test_writers_on_this_database_take_turns() -> None:
    """The same on whichever database the tests run, with fewer threads than PostgreSQL must bear."""
    at_once(lambda number: [note(f"{number}/{turn}") for turn in range(10)] and None, 4)  # type: ignore[func-returns-value]
    assert list(LogEntry.objects.values_list("position", flat=True)) == list(range(41))
    assert verification.verify().breaches == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_subscriber_misses_nothing_while_others_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_subscriptions", {})
    seen: list[int] = []
    audit.subscriber("tests.live")(lambda entry: seen.append(entry.position))
    done = threading.Event()

    def work(number: int) -> None:
        if number == WRITERS:
            while not done.is_set():
                audit.deliver()
            return
        write(number)
        with finished:
            left[0] -= 1
            if not left[0]:
                done.set()

    finished, left = threading.Lock(), [WRITERS]
    at_once(work, WRITERS + 1)
    audit.deliver()
    assert seen == list(range(1, audit.head() + 1))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_workers_that_deliver_at_once_do_not_deliver_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_subscriptions", {})
    seen: list[int] = []

    def slow(entry: audit.EntryView) -> None:
        time.sleep(0.002)
        seen.append(entry.position)

    audit.subscriber("tests.slow")(slow)
    with audit.unit():
        for _ in range(60):
            audit.record(Noted, actor=CLERK, subject=CASE)
    at_once(lambda number: audit.deliver() and None, 4)  # type: ignore[func-returns-value]
    assert max(Counter(seen).values()) == 1
    assert sorted(seen) == list(range(1, 61))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_checkpoints_made_at_once_are_one() -> None:
    note()
    at_once(lambda number: checkpoints.make() and None, 6)  # type: ignore[func-returns-value]
    assert Checkpoint.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_deferred_checks_are_made_before_the_head_is_taken() -> None:
    """A unit that breaks a deferred constraint fails before it holds the one lock that everybody needs."""
    order: list[str] = []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE parent (id int PRIMARY KEY)")
        cursor.execute("CREATE TEMPORARY TABLE child (parent int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)")
    monkey = pytest.MonkeyPatch()
    taken = locks.take_head
    monkey.setattr(locks, "take_head", lambda: (order.append("head"), taken())[1])
    try:
        with pytest.raises(IntegrityError, match="foreign key"), audit.unit():  # noqa: PT012 - the unit's end raises
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO child VALUES (7)")
            audit.record(Noted, actor=CLERK, subject=CASE)
        assert order == []
    finally:
        monkey.undo()
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE child, parent")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_slow_work_in_a_unit_does_not_keep_others_from_the_log() -> None:
    """The head is taken last: a unit that thinks for a second is overtaken by those that do not."""
    begun = threading.Event()

    def work(number: int) -> None:
        if number == 0:
            with audit.unit():
                audit.record(Noted, actor=CLERK, subject=CASE, payload={"what": "slow"})
                begun.set()
                time.sleep(1)
            return
        begun.wait(10)
        note("quick")

    at_once(work, 2)
    assert [entry.payload["what"] for entry in audit.entries()] == ["quick", "slow"]


def test_only_one_process_does_a_job_and_the_next_may_when_it_has_ended(db: None) -> None:
    with locks.alone("a job") as mine:
        assert mine
        other: list[bool] = []

        def ask() -> None:
            with locks.alone("a job") as got:
                other.append(got)
            connection.close()

        thread = threading.Thread(target=ask)
        thread.start()
        thread.join(10)
        assert other == [False]
    with locks.alone("a job") as mine:
        assert mine


_TABLES = """
import django
django.setup()
from django.apps import apps
from django.db import connection
from marketplace.audit.apps import prepare_log
with connection.schema_editor() as editor:
    for label in ("kernel", "audit"):
        for model in apps.get_app_config(label).get_models():
            editor.create_model(model)
prepare_log()
"""
_WRITER = """
import django, sys
django.setup()
from tests.audit.notebook import note
for turn in range(20):
    note(f"{sys.argv[1]}/{turn}")
"""


@pytest.mark.slow
def test_processes_that_write_to_one_sqlite_file_take_turns(tmp_path: Path) -> None:
    environment: dict[str, str] = os.environ | {
        "TALAT_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "marketplace.settings_test",
        "DATABASE_URL": "",
    }
    environment.pop("PYTEST_XDIST_WORKER", None)  # its settings would choose another folder
    root = Path(__file__).resolve().parents[2]

    def start(code: str, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", code, *arguments], env=environment, cwd=root, stderr=subprocess.PIPE, text=True)

    def finish(*running: subprocess.Popen[str]) -> None:
        for process in running:
            _output, errors = process.communicate(timeout=300)
            assert process.returncode == 0, errors

    finish(start(_TABLES))
    finish(*[start(_WRITER, str(number)) for number in range(3)])
    with closing(sqlite3.connect(tmp_path / "talat.sqlite3")) as database:
        positions = [row[0] for row in database.execute("SELECT position FROM audit_logentry ORDER BY position")]
    assert positions == list(range(61))


@pytest.mark.django_db(transaction=True)
def test_a_unit_that_was_undone_leaves_no_hole() -> None:
    for number in range(6):
        if number % 2:
            with pytest.raises(ZeroDivisionError), audit.unit():  # noqa: PT012 - the unit is what breaks
                audit.record(Noted, actor=CLERK, subject=CASE)
                1 / 0  # noqa: B018
        else:
            note()
    assert [entry.position for entry in audit.entries()] == [1, 2, 3]
    assert not transaction.get_connection().in_atomic_block
