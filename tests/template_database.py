"""Test databases copied from a template: migrated once, seeded once per run, cloned per worker, restored after a commit.

A test that really commits (races, live servers) gets a fresh copy afterwards instead of Django's flush. That is quicker
than emptying every table, and seeds and append-only triggers come back by themselves.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

from tests import replay

ROOT = Path(__file__).resolve().parent.parent
KEEP = ROOT / "var" / "tests"


def fingerprint() -> str:
    """Changes when any migration or any locked package changes."""
    digest = hashlib.sha256((ROOT / "requirements" / "dev.txt").read_bytes())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(config.label.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    KEEP.mkdir(parents=True, exist_ok=True)
    with (KEEP / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _unlink(path: Path) -> None:
    """Remove a database with the journals and locks that lie beside it."""
    for beside in path.parent.glob(f"{path.stem}*"):
        beside.unlink(missing_ok=True)


def _migrate() -> None:
    """Tables without seeds: seeds come from code that changes more often than migrations do."""
    with mock.patch("django.core.management.commands.migrate.emit_post_migrate_signal"):
        call_command("migrate", verbosity=0, interactive=False)


def _seed() -> None:
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


class Template:
    """What both databases share: three copies, each made from the one before."""

    def __init__(self, run: str, worker: str) -> None:
        self.run, self.worker = run, worker
        self.before = connection.settings_dict["NAME"]

    def point_to(self, name: Any) -> None:
        """Every connection opened from now on, in any thread, goes to `name`."""
        connection.close()
        connection.settings_dict["NAME"] = name

    def prepare(self) -> None:
        with _one_at_a_time(connection.vendor):
            self.ensure_migrated()
            self.ensure_seeded()
        self.restore()

    def ensure_migrated(self) -> None:
        """Make the migrated copy if it is not there."""
        raise NotImplementedError

    def ensure_seeded(self) -> None:
        """Make the run's seeded copy if it is not there."""
        raise NotImplementedError

    def restore(self) -> None:
        """Give this worker's own database the seeded content."""
        raise NotImplementedError

    def drop(self) -> None:
        """Remove this worker's own database."""
        raise NotImplementedError

    def forget(self) -> None:
        """Remove the run's seeded copy: once, when every worker has ended."""
        raise NotImplementedError


class SqliteTemplate(Template):
    """Files: the migrated one is kept between runs in var/tests, the others live in the run's own folder."""

    def __init__(self, run: str, worker: str, folder: Path) -> None:
        super().__init__(run, worker)
        self.migrated = KEEP / f"{fingerprint()}.sqlite3"
        self.seeded = KEEP / f"run-{run}.sqlite3"
        self.own = folder / f"test-{worker}.sqlite3"

    def ensure_migrated(self) -> None:
        if self.migrated.exists():
            return
        for stale in KEEP.glob("*.sqlite3*"):
            if not stale.name.startswith("run-"):
                stale.unlink(missing_ok=True)
        making = self.migrated.with_suffix(".making")
        _unlink(making)
        self.point_to(making)
        _migrate()
        connection.close()
        os.replace(making, self.migrated)

    def ensure_seeded(self) -> None:
        if self.seeded.exists():
            return
        for left in KEEP.glob("run-*"):  # of a run that was killed
            if left.stat().st_mtime < time.time() - 24 * 3600:
                left.unlink(missing_ok=True)
        making = self.seeded.with_suffix(".making")
        making.unlink(missing_ok=True)
        self._copy(self.migrated, making)
        self.point_to(making)
        _seed()
        connection.close()
        os.replace(making, self.seeded)

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        """SQLite's own copy: it takes the locks that other connections respect."""
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target, timeout=30)) as new:
            new.execute("PRAGMA synchronous=OFF")
            old.backup(new)

    def restore(self) -> None:
        self.point_to(self.own)
        self._copy(self.seeded, self.own)
        replay.pristine()

    def drop(self) -> None:
        connection.close()
        _unlink(self.own)

    def forget(self) -> None:
        _unlink(self.seeded)


class PostgresqlTemplate(Template):
    """Databases of one server, cloned by the server itself."""

    def __init__(self, run: str, worker: str) -> None:
        super().__init__(run, worker)
        self.migrated = f"talat_migrated_{fingerprint()}"
        self.seeded = f"talat_seeded_{run[:12]}"
        self.own = f"talat_test_{run[:12]}_{worker}"

    def _server(self, *statements: str) -> list[tuple]:
        rows: list[tuple] = []
        connection.close()
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                rows = cursor.fetchall() if cursor.description else []
        return rows

    def _exists(self, name: str) -> bool:
        return bool(self._server(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))

    def _make(self, name: str, template: str) -> None:
        self._server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')

    def ensure_migrated(self) -> None:
        if self._exists(self.migrated):
            return
        making = f"{self.migrated}_making"
        self._make(making, "template0")
        self.point_to(making)
        _migrate()
        self._server(f'ALTER DATABASE "{making}" RENAME TO "{self.migrated}"')

    def ensure_seeded(self) -> None:
        if self._exists(self.seeded):
            return
        making = f"{self.seeded}_making"
        self._make(making, self.migrated)
        self.point_to(making)
        _seed()
        self._server(f'ALTER DATABASE "{making}" RENAME TO "{self.seeded}"')

    def restore(self) -> None:
        self._make(self.own, self.seeded)
        self.point_to(self.own)
        replay.pristine()

    def drop(self) -> None:
        self.point_to(self.before)
        self._server(f'DROP DATABASE IF EXISTS "{self.own}" WITH (FORCE)')

    def forget(self) -> None:
        self._server(f'DROP DATABASE IF EXISTS "{self.seeded}" WITH (FORCE)')


def template(run: str, worker: str, folder: Path) -> Template:
    """The template of the database that the settings name."""
    if connection.vendor == "postgresql":
        return PostgresqlTemplate(run, worker)
    return SqliteTemplate(run, worker, folder)


if __name__ == "__main__":  # migrate before the first worker asks for it
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "marketplace.settings_test"
    django.setup()
    with _one_at_a_time(connection.vendor):
        template("", "migrating", KEEP).ensure_migrated()
