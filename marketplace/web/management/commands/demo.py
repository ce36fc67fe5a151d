"""`manage.py demo`: everything that `make demo` does once the packages are there, ended by one Ctrl-C."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from marketplace.env import BASE_DIR
from marketplace.web.demo_people import introductions, passphrase
from marketplace.web.supervisor import Ended, Supervisor

HOST = "127.0.0.1"
QUIET_WEB = ("--timeout", "60", "--no-control-socket", "--log-level", "warning")
#: One worker on one machine has nobody to talk to; threads start and end quicker than processes.
QUIET_WORKER = ("--pool", "threads", "--without-gossip", "--without-mingle", "--loglevel", "WARNING", "--pidfile=")


class Command(BaseCommand):
    help = "Prepare the demo's database, load its people and purchases once, and run web server and worker until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="throw the demo's data away first")
        parser.add_argument("--prepare-only", action="store_true", help="load the data and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This command invents people with one known password. Start it with `make demo`.")
        self.port: int = options["port"]
        self.folder = Path(settings.VAR_DIR)
        self.loaded = self.folder / "demo-is-loaded"
        self.environment = os.environ | {
            "TALAT_DEMO": "1",
            "TALAT_BASE_URL": os.environ.get("TALAT_BASE_URL") or f"http://{HOST}:{self.port}",
            "PYTHONUNBUFFERED": "1",
        }
        with self.alone():
            if not options["prepare_only"]:
                self.port_must_be_free()
            if options["reset"]:
                self.reset()
            try:
                with Supervisor(self.folder / "log") as supervisor:
                    try:
                        self.prepare()
                        if not options["prepare_only"]:
                            self.serve(supervisor)
                    except Ended:
                        self.stdout.write("\nEnding …")
                        raise
            except Ended:
                self.stdout.write("The demo has ended; its data is kept.")

    # --- before anything runs

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Two demos on one folder would write into one database with two workers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "demo.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CommandError(f"A demo is already running on {self.folder}. End it first.") from None
            yield

    def port_must_be_free(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, self.port))
            except OSError:
                raise CommandError(
                    f"Port {self.port} is taken by another program. Choose another: make demo PORT={self.port + 123}"
                ) from None

    def reset(self) -> None:
        if settings.DATABASE_URL:
            raise CommandError("The demo's data is in the database of DATABASE_URL: empty that one yourself, then `make demo`.")
        connection.close()
        for path in self.folder.iterdir():
            if path.name in {"demo.lock", "secret-key", "platform-key"}:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        for part in ("messages", "control"):
            (self.folder / "queue" / part).mkdir(parents=True, exist_ok=True)
        self.stdout.write("The demo's data is gone.")

    # --- data

    def prepare(self) -> None:
        call_command("messages", "--compile")
        begun = self.folder / "demo-load-began"
        if begun.exists() and not self.loaded.exists() and not settings.DATABASE_URL:
            self.stdout.write("The last load was not finished; starting over.")
            self.reset()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            self.manage("migrate", "--verbosity", "0")
        connection.close()
        if not self.loaded.exists():
            if "load_demo" in get_commands():
                begun.touch()
                self.manage("load_demo")
            self.loaded.touch()
            begun.unlink(missing_ok=True)

    def manage(self, *arguments: str) -> None:
        """A command in a process of its own: its memory is given back, and it sees the demo's address."""
        command = [sys.executable, "-W", "ignore", str(BASE_DIR / "manage.py"), *arguments]
        process = subprocess.Popen(command, env=self.environment, cwd=BASE_DIR)  # noqa: S603
        try:
            code = process.wait()
        except Ended:
            process.terminate()
            process.wait()
            raise
        if code:
            raise CommandError(f"`manage.py {arguments[0]}` ended with status {code}.")

    # --- service

    def serve(self, supervisor: Supervisor) -> None:
        python = [sys.executable, "-W", "ignore", "-m"]
        supervisor.start(
            "web",
            [*python, "gunicorn", "marketplace.wsgi:application", "--bind", f"{HOST}:{self.port}", "--workers", "2", *QUIET_WEB],
            self.environment,
        )
        supervisor.start(
            "worker",
            [*python, "celery", "-A", "marketplace", "worker", "--beat", "--concurrency", "2", *QUIET_WORKER],
            self.environment,
            end_with=signal.SIGQUIT,  # at once: every task is idempotent and begins again from its cursor
        )
        self.wait_for_first_page(supervisor)
        self.introduce()
        ended = supervisor.wait()
        self.stderr.write(ended.tail())
        raise CommandError(f"The demo's {ended.name} stopped by itself; its last lines are above, all of them in {ended.log}.")

    def wait_for_first_page(self, supervisor: Supervisor, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if ended := supervisor.first_to_end():
                self.stderr.write(ended.tail())
                raise CommandError(f"The demo's {ended.name} did not start; its last lines are above.")
            try:
                with urllib.request.urlopen(f"http://{HOST}:{self.port}/healthz", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise CommandError(f"The web server did not answer within {seconds:.0f} seconds; see {self.folder / 'log'}.")

    def introduce(self) -> None:
        write = self.stdout.write
        write(f"\n  Talat is open at http://{HOST}:{self.port}/\n")
        people, password = introductions()
        width = max((len(person.email) for person in people), default=0)
        for person in people:
            write(f"  {person.email:<{width}}  {person.duties}, {person.organisation}")
        if people:
            write(f"\n  One password for all of them: {password}")
            write(f"  One passphrase for every key holder: {passphrase()}")
        write("  Ctrl-C ends the demo and keeps its data; `make demo-reset` starts over.\n")
        self.stdout.flush()
