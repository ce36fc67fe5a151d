"""`manage.py export_audit --output FILE`: the whole log as one file, with the stand-alone verifier inside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace.audit import bars, bundle


class Command(BaseCommand):
    help = "Export the audit log up to a fresh checkpoint as a zip file that anybody can verify without this product."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")
        parser.add_argument(
            "--with-personal",
            action="store_true",
            help="include personal values and their salts: for the comptroller's own archive, never for publication",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with bars.bar("export_audit") as progress:
                made = bundle.export(options["output"], with_personal=options["with_personal"], progress=progress)
        except OSError as error:
            raise CommandError(f"{options['output']} cannot be written: {error.strerror}", returncode=2) from error
        self.stdout.write(f"{options['output']}: {made.size} entries, {made.checkpoints} checkpoints, {made.personal} personal values")
