"""`manage.py load_guidance`: bring the release's guidance into the database. Migrating does the same."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms import loading


class Command(BaseCommand):
    help = (
        "Create the guidance pages, circulars and clause pages that this release brings, and refresh those that nobody has edited. "
        "Pages that people have edited are left as they are."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="look at every page even if this release was loaded before")

    def handle(self, *args: Any, **options: Any) -> None:
        done = loading.load(force=options["force"])
        self.stdout.write(f"guidance: {done.created} pages created, {done.refreshed} refreshed, {done.kept} left as they were")
