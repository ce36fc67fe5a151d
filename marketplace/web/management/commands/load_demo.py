"""`manage.py load_demo`: the demo's people, suppliers, services and purchases, made by real steps at past dates."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from marketplace import audit
from marketplace.accounts.models import Organisation
from marketplace.kernel import clock
from marketplace.web.demo.loading import Size, play, quick_writes
from marketplace.web.demo.stage import Stage


class Command(BaseCommand):
    help = "Load the demo: 12 agencies, 80 suppliers, 600 listings, 60 purchases. Demo mode only, into an empty system."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchor", help="the day on which the demo's present begins (YYYY-MM-DD); default today")
        parser.add_argument("--seed", type=int, default=2570)
        parser.add_argument("--agencies", type=int, default=12)
        parser.add_argument("--suppliers", type=int, default=80)
        parser.add_argument("--listings", type=int, default=600)
        parser.add_argument("--each-outcome-once", action="store_true", help="half the purchases: one of every outcome")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo people have one known password. Set TALAT_DEMO=1 on a system that is nothing but a demo.")
        if Organisation.objects.exists():
            raise CommandError("This system has organisations already. `make demo-reset` starts over.")
        now = clock.read_true()
        anchor = dt.date.fromisoformat(options["anchor"]) if options["anchor"] else clock.civil(now)
        until = min(now, clock.at(anchor, dt.time(23, 59)))
        size = Size(options["agencies"], options["suppliers"], options["listings"], options["each_outcome_once"])
        stage = Stage(anchor, options["seed"])
        columns = (TextColumn("{task.description:<30}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with quick_writes(), Progress(*columns) as progress:
            count = play(stage, size, until, chapter=lambda name: self._bar(stage, progress, name, size))
            bar = progress.add_task("Search index, notices, seal", total=3)
            for work in (self._index, audit.deliver, self._checkpoint):
                work()
                progress.advance(bar)
        self.stdout.write(f"Loaded {size.agencies} agencies, {size.suppliers} suppliers, {size.listings} listings and {count} purchases.")

    @staticmethod
    def _bar(stage: Stage, progress: Progress, name: str, size: Size) -> None:
        """A bar for what begins. Every moment played is a step; how many there will be is known well enough beforehand."""
        for earlier in progress.tasks:
            progress.update(earlier.id, total=earlier.completed)
        title, total = {
            "sellers": ("Suppliers and services", size.suppliers * 5 + size.listings * 3),
            "purchases": ("Purchases", 380 if size.each_outcome_once else 760),
        }[name]
        bar = progress.add_task(title, total=total)
        stage.tick = lambda: progress.advance(bar)

    @staticmethod
    def _index() -> None:
        call_command("rebuild_index", verbosity=0, stdout=io.StringIO())

    @staticmethod
    def _checkpoint() -> None:
        call_command("checkpoint", verbosity=0, stdout=io.StringIO())
