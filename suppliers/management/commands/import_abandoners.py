"""`manage.py import_abandoners FILE --as-of 2026-11-01 --by registrar@…`: read a list of work abandoners in."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Membership, OrganisationKind
from marketplace.kernel import clock
from suppliers.actions import abandoners


class Command(BaseCommand):
    help = "Read a CSV list of work abandoners in, as a registrar of the comptroller. With --dry-run only say what would change."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--as-of", required=True, type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="day of the list")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="the registrar in whose name it is read in")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as missing:
            raise CommandError(f"{options['file']} cannot be read: {missing.strerror}.") from missing
        if options["as_of"] > clock.today():
            raise CommandError("The day of the list lies ahead.")
        reading = abandoners.read(content, today=clock.today())
        for fault in reading.faults:
            self.stderr.write(f"line {fault.line}, {fault.column}: {fault.sentence}")
        if reading.faults:
            raise CommandError(f"{len(reading.faults)} cells have to be mended. Nothing was taken over.")
        what = abandoners.plan(reading.rows)
        self.stdout.write(f"{len(what.added)} to add, {len(what.ended)} to end, {len(what.seen)} there already.")
        if not options["dry_run"]:
            sha256 = hashlib.sha256(content).hexdigest()
            abandoners.take_over(reading.rows, actor=self._registrar(options["by"]), as_of=options["as_of"], sha256=sha256)
            self.stdout.write("Taken over.")

    def _registrar(self, email: str) -> Actor:
        held = (
            Membership.objects.in_force()
            .filter(person__email__iexact=email, duty=Duty.REGISTRAR, organisation__kind=OrganisationKind.COMPTROLLER)
            .select_related("person", "organisation")
            .first()
        )
        if held is None:
            raise CommandError(f"{email} is no registrar of the comptroller.")
        return Actor.of(held.person, held.organisation)
