"""Django's `flush`, which would empty the log: refused, except in test runs, where it first removes the triggers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as Flush

from marketplace.audit import triggers
from marketplace.kernel import guards


class Command(Flush):
    help = "Refused: it would empty the log. Test runs may (AUDIT_MAY_BE_FLUSHED)."

    def handle(self, **options: Any) -> None:
        """Empty all tables of a test database; its triggers and entry 0 come back with the post_migrate signal.

        Raises:
            CommandError: outside test runs.
        """
        if not getattr(settings, "AUDIT_MAY_BE_FLUSHED", False):
            raise CommandError("The log is never emptied. To start a demo over, use `make demo-reset`.")
        if triggers.tables_exist():
            triggers.remove()
        guards.remove()
        super().handle(**options)
        if triggers.tables_exist():
            triggers.install()
