"""Builds the search index anew from the listings on sale, with progress. The old index is read until the new one is done."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from catalog.models import Listing
from catalog.search import indexing


class Command(BaseCommand):
    help = "Build the search index anew from the listings on sale."

    def handle(self, *args: Any, **options: Any) -> None:
        expected = Listing.objects.live().count()
        began = time.monotonic()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, transient=True, disable=not self.stdout.isatty()) as progress:
            task = progress.add_task("listings", total=expected)
            number = indexing.rebuild(lambda done: progress.update(task, completed=done))
        seconds = max(time.monotonic() - began, 0.001)
        self.stdout.write(f"{number} listings in {seconds:.1f} s ({number / seconds:,.0f} a second)")
