"""The database itself refuses to change the log, whoever asks, and the product notices when it would not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError
from django.db import DatabaseError, connection, transaction

from marketplace import audit
from marketplace.audit import apps, checkpoints, triggers
from marketplace.audit.models import LogEntry
from tests.audit.notebook import note, run

pytestmark = pytest.mark.django_db

COLUMNS = ", ".join(field.column for field in LogEntry._meta.concrete_fields if field.column not in ("position", "uuid"))


def refused(statement: str, *parameters: Any) -> None:
    """The statement fails with our sentence, and leaves the transaction usable."""
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def uuid(text: str) -> str:
    """A UUID as the database's column wants it."""
    return text if connection.vendor == "postgresql" else text.replace("-", "")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_logentry SET body = body",
        "UPDATE audit_logentry SET actor_ref = 'x' WHERE position = 2",
        "DELETE FROM audit_logentry WHERE position = 2",
        "DELETE FROM audit_logentry",
        "UPDATE audit_checkpoint SET note = note",
        "DELETE FROM audit_checkpoint",
    ],
)
def test_change_and_removal_are_refused(log: Callable[[int], int], statement: str) -> None:
    log(3)
    checkpoints.make()
    refused(statement)
    assert audit.head() == 3


@pytest.mark.postgresql
@pytest.mark.parametrize("table", ["audit_logentry", "audit_checkpoint"])
def test_truncating_is_refused(log: Callable[[int], int], table: str) -> None:
    log(3)
    refused(f"TRUNCATE {table}")


@pytest.mark.parametrize("position", [0, 2, 3, 5, 99, -1])
def test_an_entry_is_added_only_directly_after_the_last(log: Callable[[int], int], position: int) -> None:
    log(3)
    refused(
        f"INSERT INTO audit_logentry (position, uuid, {COLUMNS}) SELECT {position}, %s, {COLUMNS} FROM audit_logentry WHERE position = 1",
        uuid("00000000-0000-4000-8000-000000000001"),
    )


def test_replacing_an_entry_is_refused_by_place_and_by_uuid(log: Callable[[int], int]) -> None:
    """INSERT OR REPLACE (SQLite) and ON CONFLICT DO UPDATE (both) would change without an UPDATE statement."""
    log(3)
    same_place = f"(position, uuid, {COLUMNS}) SELECT 2, %s, {COLUMNS} FROM audit_logentry WHERE position = 1"
    same_uuid = f"(position, uuid, {COLUMNS}) SELECT 4, uuid, {COLUMNS} FROM audit_logentry WHERE position = 1"
    fresh = uuid("00000000-0000-4000-8000-000000000001")
    if connection.vendor == "sqlite":
        refused(f"INSERT OR REPLACE INTO audit_logentry {same_place}", fresh)
        refused(f"INSERT OR REPLACE INTO audit_logentry {same_uuid}")
        refused(f"REPLACE INTO audit_logentry {same_uuid}")
    refused(f"INSERT INTO audit_logentry {same_place} ON CONFLICT (position) DO UPDATE SET body = 'x'", fresh)
    refused(f"INSERT INTO audit_logentry {same_uuid} ON CONFLICT (uuid) DO UPDATE SET body = 'x'")
    assert audit.head() == 3


def test_a_checkpoint_is_not_replaced(log: Callable[[int], int]) -> None:
    log(3)
    made = checkpoints.make()
    columns = "(size, root_hash, note, made_at) SELECT size, 'x', note, made_at FROM audit_checkpoint"
    if connection.vendor == "sqlite":
        refused(f"INSERT OR REPLACE INTO audit_checkpoint {columns}")
        refused(
            f"INSERT OR REPLACE INTO audit_checkpoint (id, size, root_hash, note, made_at) SELECT {made.pk}, 999, 'x', note, made_at FROM audit_checkpoint"
        )
    else:
        refused(f"INSERT INTO audit_checkpoint {columns} ON CONFLICT (size) DO UPDATE SET root_hash = 'x'")


def test_writing_goes_on_beside_the_triggers(log: Callable[[int], int]) -> None:
    log(300)
    assert note() is not None


def test_the_check_passes_where_all_triggers_are_there() -> None:
    call_command("check", databases=["default"], verbosity=0)


def test_the_check_fails_where_one_is_missing() -> None:
    with connection.cursor() as cursor:
        name = triggers.all_names()[0]
        table = f" ON {name.rsplit('_no_', 1)[0]}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {name}{table}")
    with pytest.raises(SystemCheckError, match=name):
        call_command("check", databases=["default"])


@pytest.mark.postgresql
def test_the_check_fails_where_a_trigger_is_switched_off() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_logentry DISABLE TRIGGER USER")
    with pytest.raises(SystemCheckError, match="audit_logentry_only_next"):
        call_command("check", databases=["default"])


def test_migrating_brings_missing_triggers_back() -> None:
    triggers.remove()
    assert triggers.missing() == triggers.all_names()
    apps.prepare_log()
    assert triggers.missing() == []


def test_a_check_without_a_database_asks_nothing(django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(0):
        call_command("check", verbosity=0)


def test_flushing_a_real_database_is_refused(settings: Any, log: Callable[[int], int]) -> None:
    settings.AUDIT_MAY_BE_FLUSHED = False
    log(3)
    with pytest.raises(CommandError, match="never emptied"):
        run("flush", "--no-input")
    assert audit.head() == 3


@pytest.mark.django_db(transaction=True)
def test_a_test_database_can_be_flushed_and_its_log_begun_anew() -> None:
    note()
    call_command("flush", interactive=False, verbosity=0, allow_cascade=True, inhibit_post_migrate=True)
    assert triggers.missing() == []
    assert audit.head() == -1
    apps.prepare_log()
    assert audit.head() == 0
    assert note() is not None
