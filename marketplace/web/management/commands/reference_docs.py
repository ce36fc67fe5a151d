"""`manage.py reference_docs`: write docs/reference from the code; --check only compares."""

from __future__ import annotations

import difflib
import gettext
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import trans_real

from marketplace.env import BASE_DIR
from marketplace.web.reference import PAGES


class Command(BaseCommand):
    help = "Write the generated pages of docs/reference. With --check nothing is written; exit 1 where a page is stale."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("messages", "--compile", verbosity=0)
        gettext._translations.clear()  # type: ignore[attr-defined]  # Python keeps what it once read, by path
        trans_real._default = None  # type: ignore[attr-defined]
        trans_real._translations = {}  # type: ignore[attr-defined]  # texts compiled just now may be newer than those this process has read
        folder = BASE_DIR / "docs" / "reference"
        stale = []
        for name, write in PAGES.items():
            text = write()
            path = folder / name
            present = path.read_text(encoding="utf-8") if path.exists() else ""
            if text == present:
                continue
            if options["check"]:
                stale.append(name)
                difference = difflib.unified_diff(present.splitlines(), text.splitlines(), name, "now", lineterm="", n=0)
                self.stderr.write("\n".join(list(difference)[:12]))
            else:
                folder.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
                self.stdout.write(f"wrote docs/reference/{name}")
        if stale:
            raise CommandError(f"Stale: {', '.join(stale)}. `make docs` writes them anew.")
