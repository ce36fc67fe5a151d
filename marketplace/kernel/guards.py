"""Guards: what the database itself refuses, whoever writes and by whichever way. Knows no table in particular.

An app registers its guards from `ready`. They are installed after every `migrate` and not in a migration, because SQLite changes
a table by copying it and drops its triggers without a word; before a migration they are taken away, because a trigger that
speaks of a table stops that table from being renamed. `manage.py check --database default` names those that are missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

#: What a guard can watch.
INSERT, UPDATE, DELETE = "INSERT", "UPDATE", "DELETE"


@dataclass(frozen=True, kw_only=True)
class Guard:
    """One thing that the database refuses.

    Args:
        name: unique, lower case; the triggers are called after it.
        table: the table that is watched.
        on: INSERT, UPDATE, DELETE; where several are named, `refuses` may speak of the row that all of them have.
        refuses: SQL that is true where the change must not be made. It reads NEW and OLD, and is valid on both databases.
        sentence: what the database says.
        holds: SQL of a SELECT whose rows stay as they are until the transaction ends (PostgreSQL; SQLite writes one at a time).
    """

    name: str
    table: str
    on: tuple[str, ...]
    refuses: str
    sentence: str
    holds: str = ""

    def triggers(self) -> list[str]:
        return [f"{self.name}_{what.lower()}" for what in self.on]


_guards: dict[str, Guard] = {}


def guard(made: Guard) -> Guard:
    """Register a guard; a second one of the same name takes its place."""
    _guards[made.name] = made
    return made


def everything() -> list[Guard]:
    """All guards, by name."""
    return [_guards[name] for name in sorted(_guards)]


def _standing() -> list[Guard]:
    """Guards whose tables have been made."""
    tables = set(connection.introspection.table_names())
    return [made for made in everything() if made.table in tables]


def install(**_signal: Any) -> None:
    """Install every guard anew; idempotent."""
    remove()
    with connection.cursor() as cursor:
        for made in _standing():
            for statement in _postgresql(made) if connection.vendor == "postgresql" else _sqlite(made):
                cursor.execute(statement)


def remove(**_signal: Any) -> None:
    """Take every guard away: for migrations, and for tests that attack what the guards keep."""
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for made in _standing():
            for name in made.triggers():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {made.table}' if postgresql else ''}")


def missing() -> list[str]:
    """Names of triggers that should exist and do not, or are switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        present = {row[0] for row in cursor.fetchall()}
    return sorted({name for made in _standing() for name in made.triggers()} - present)


@contextmanager
def removed() -> Iterator[None]:
    """Without guards inside the block."""
    remove()
    try:
        yield
    finally:
        install()


# Every text below is made of constants of our own modules; nothing that a person typed can reach it.


def _sqlite(made: Guard) -> list[str]:
    return [
        f"CREATE TRIGGER {name} BEFORE {what} ON {made.table} WHEN {made.refuses} BEGIN SELECT RAISE(ABORT, '{made.sentence}'); END"
        for name, what in zip(made.triggers(), made.on, strict=True)
    ]


def _postgresql(made: Guard) -> list[str]:
    statements = []
    for name, what in zip(made.triggers(), made.on, strict=True):
        held = f"PERFORM 1 FROM ({made.holds} FOR SHARE) AS held;" if made.holds else ""
        statements += [
            f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
            BEGIN
                {held}
                IF {made.refuses} THEN
                    RAISE EXCEPTION '{made.sentence}' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN {"OLD" if what == DELETE else "NEW"};
            END $body$""",
            f"CREATE TRIGGER {name} BEFORE {what} ON {made.table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    return statements


@register(Tags.database)
def guards_are_installed(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Every guard exists and is switched on."""
    if not databases or "default" not in databases:
        return []
    absent = missing()
    if not absent:
        return []
    return [
        Error(
            f"The database would let through what it must refuse: {', '.join(absent)} missing.",
            hint="Run `manage.py migrate --skip-checks`, which installs them, and find out who removed them.",
            id="kernel.E010",
        )
    ]
