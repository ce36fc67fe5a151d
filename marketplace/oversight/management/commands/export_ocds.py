"""`manage.py export_ocds --output FILE`: everything public as one OCDS 1.1 release package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace.audit import bars
from marketplace.oversight.ocds import files


class Command(BaseCommand):
    help = "Export every public purchase as one release package of the Open Contracting Data Standard 1.1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with bars.bar("export_ocds") as progress:
                made = files.write(options["output"], progress=progress)
        except files.NothingPublic:
            raise CommandError("No purchase is public yet, and a package needs at least one release.", returncode=1) from None
        except OSError as error:
            raise CommandError(f"{options['output']} cannot be written: {error.strerror}", returncode=2) from error
        self.stdout.write(f"{options['output']}: {made.releases} releases of {made.processes} purchases")
