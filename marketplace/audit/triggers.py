"""Triggers by which the database itself refuses to change the log.

They are installed after every `migrate` and not in a migration, because SQLite changes a table by copying it and
drops its triggers without a word. They read no other table. Nothing stops an owner of the database from dropping
them: that is what hashes and checkpoints are for; the triggers stop mistakes and ordinary accounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from marketplace.audit.models import Checkpoint, LogEntry

_ENTRY, _CHECKPOINT = LogEntry._meta.db_table, Checkpoint._meta.db_table
_REFUSAL = "the log is append-only"

# ruff: noqa: S608 - every name in these texts is a constant of this module.

# INSERT OR REPLACE removes the row in the way without firing DELETE triggers, whichever unique column is in the
# way; and an entry may only be added directly after the last one.
_SQLITE = {
    f"{_ENTRY}_no_update": f"BEFORE UPDATE ON {_ENTRY}",
    f"{_ENTRY}_no_delete": f"BEFORE DELETE ON {_ENTRY}",
    f"{_ENTRY}_only_next": f"""BEFORE INSERT ON {_ENTRY} WHEN
        NEW.position IS NOT (SELECT coalesce(max(position), -1) + 1 FROM {_ENTRY})
        OR EXISTS (SELECT 1 FROM {_ENTRY} WHERE uuid = NEW.uuid)""",
    f"{_CHECKPOINT}_no_update": f"BEFORE UPDATE ON {_CHECKPOINT}",
    f"{_CHECKPOINT}_no_delete": f"BEFORE DELETE ON {_CHECKPOINT}",
    f"{_CHECKPOINT}_only_new": f"""BEFORE INSERT ON {_CHECKPOINT} WHEN
        EXISTS (SELECT 1 FROM {_CHECKPOINT} WHERE size = NEW.size OR id = NEW.id)""",
}

_POSTGRESQL_FUNCTIONS = {
    "audit_refuse": f"BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END",
    "audit_only_next": f"""BEGIN
        IF NEW.position IS DISTINCT FROM (SELECT coalesce(max(position), -1) + 1 FROM {_ENTRY}) THEN
            RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END""",
}
_POSTGRESQL = {
    f"{table}_{name}": f"BEFORE {what} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
    for table in (_ENTRY, _CHECKPOINT)
    for name, what in (("no_change", "UPDATE OR DELETE"), ("no_truncate", "TRUNCATE"))
} | {f"{_ENTRY}_only_next": f"BEFORE INSERT ON {_ENTRY} FOR EACH ROW EXECUTE FUNCTION audit_only_next()"}


def _wanted() -> dict[str, str]:
    return _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE


def _table_of(name: str) -> str:
    return _ENTRY if name.startswith(_ENTRY) else _CHECKPOINT


def tables_exist() -> bool:
    """Have the log's tables been made?"""
    return {_ENTRY, _CHECKPOINT} <= set(connection.introspection.table_names())


def install() -> None:
    """Install all triggers anew; idempotent."""
    remove()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, body in _POSTGRESQL_FUNCTIONS.items():
                cursor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$")
        for name, definition in _wanted().items():
            act = "" if connection.vendor == "postgresql" else f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            cursor.execute(f"CREATE TRIGGER {name} {definition}{act}")


def remove() -> None:
    """Remove all triggers. For `install`, for the flush of tests, and for tests that attack the log."""
    with connection.cursor() as cursor:
        for name in _wanted():
            table = f" ON {_table_of(name)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")


def all_names() -> list[str]:
    """Names of all triggers on this kind of database."""
    return sorted(_wanted())


def missing() -> list[str]:
    """Names of triggers that should exist and do not, or are switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        present = {row[0] for row in cursor.fetchall()}
    return sorted(set(_wanted()) - present)


@contextmanager
def removed() -> Iterator[None]:
    """Without triggers inside the block."""
    remove()
    try:
        yield
    finally:
        install()
