"""`manage.py deliver_audit`: bring the subscribers to the head of the log now, or let one read everything again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace.audit import delivery


class Command(BaseCommand):
    help = "Deliver log entries to all subscribers and show how far each has read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rewind", metavar="NAME", help="let this subscriber read the whole log again first")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rewind"]:
            try:
                delivery.rewind(options["rewind"])
            except KeyError as error:
                known = ", ".join(subscription.name for subscription in delivery.subscriptions())
                raise CommandError(f"There is no subscriber {options['rewind']}. There are: {known}") from error
        try:
            self.stdout.write(f"{delivery.deliver()} deliveries")
        except delivery.DeliveryStopped as stopped:
            raise CommandError(str(stopped)) from stopped
        finally:
            for name, behind in delivery.lag().items():
                self.stdout.write(f"{name}: {behind} behind")
