"""`manage.py checkpoint`: sign the log as it is now, and print the checkpoint for keeping elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace.audit import checkpoints


class Command(BaseCommand):
    help = "Sign a checkpoint of the audit log (if entries were added) and print it. Keep it where this server cannot reach it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, metavar="FILE", help="write it into a file instead of printing it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            note = checkpoints.make().note
        except (checkpoints.LogNotBegun, checkpoints.LogRewritten) as error:
            raise CommandError(str(error)) from error
        if options["output"] is None:
            self.stdout.write(note, ending="")
            return
        try:
            options["output"].write_text(note, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{options['output']} cannot be written: {error.strerror}", returncode=2) from error
