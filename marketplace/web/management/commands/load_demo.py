"""`manage.py load_demo`: the demo's people, suppliers, services and purchases, made by real steps at past dates."""

from __future__ import annotations

import datetime as dt
import gc
import io
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from marketplace import audit
from marketplace.accounts.models import Organisation
from marketplace.kernel import clock
from marketplace.procedure import waking
from marketplace.web.demo import bodies, buying, sellers
from marketplace.web.demo.stage import Stage


@contextmanager
def quick_writes() -> Any:
    """SQLite need not reach the disk at each step of a load that is thrown away when it breaks; nor is there garbage worth looking for."""
    gc.disable()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        gc.enable()
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=NORMAL")


class Command(BaseCommand):
    help = "Load the demo: 12 agencies, 80 suppliers, 600 listings, 60 purchases. Demo mode only, into an empty system."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchor", help="the day on which the demo's present begins (YYYY-MM-DD); default today")
        parser.add_argument("--seed", type=int, default=2570)
        parser.add_argument("--suppliers", type=int, default=80)
        parser.add_argument("--listings", type=int, default=600)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo people have one known password. Set TALAT_DEMO=1 on a system that is nothing but a demo.")
        if Organisation.objects.exists():
            raise CommandError("This system has organisations already. `make demo-reset` starts over.")
        now = clock.read_true()
        anchor = dt.date.fromisoformat(options["anchor"]) if options["anchor"] else clock.civil(now)
        until = min(now, clock.at(anchor, dt.time(23, 59)))
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with quick_writes(), Progress(*columns) as progress:
            bar = progress.add_task("Loading the demo", total=None)
            stage = Stage(anchor, options["seed"], tick=lambda: progress.advance(bar))
            world = bodies.found(stage)
            companies = sellers.invent(stage, options["suppliers"])
            sellers.plan(stage, world, companies, options["listings"])
            progress.update(bar, description="Suppliers and services", total=options["suppliers"] * 4 + options["listings"] * 3)
            stage.play(min(until, stage.day(200, 8)))
            bar2 = progress.add_task("Purchases", total=None)
            stage.tick = lambda: progress.advance(bar2)
            count = buying.plan(buying.Shop(stage, world, companies))
            stage.play(until)
            with clock.shifted_to(until):
                waking.wake()
            progress.update(bar, description="Search index, notices and checkpoint")
            call_command("rebuild_index", verbosity=0, stdout=io.StringIO())
            audit.deliver()
            call_command("checkpoint", verbosity=0, stdout=io.StringIO())
        self.stdout.write(
            f"Loaded {len(world.agencies)} agencies, {len(companies)} suppliers, {options['listings']} listings and {count} purchases."
        )
