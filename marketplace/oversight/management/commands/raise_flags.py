"""`manage.py raise_flags`: judge the whole log again and raise flags that are missing."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from marketplace.audit import bars
from marketplace.oversight.actions import flagging


class Command(BaseCommand):
    help = "Judge every purchase in the log with every red flag and raise what is missing. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        with bars.bar("raise_flags") as progress:
            made = flagging.raise_all(progress)
        counted = Counter(flag.code for flag in made)
        said = ", ".join(f"{code} {count}" for code, count in sorted(counted.items())) or "none"
        self.stdout.write(f"flags raised: {said}")
