"""`manage.py messages`: keep each app's Thai texts beside its English message ids."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace.env import BASE_DIR
from marketplace.kernel import translations


def sources(labels: list[str] | None = None) -> list[translations.TextSource]:
    """The project's own apps (all, or those named), in the order in which Django looks texts up."""
    own = [
        translations.TextSource(config.label, Path(config.path))
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(BASE_DIR) and ".venv" not in Path(config.path).parts
    ]
    if not labels:
        return own
    unknown = set(labels) - {source.label for source in own}
    if unknown:
        raise CommandError(f"No app of this project is called {', '.join(sorted(unknown))}.")
    return [source for source in own if source.label in labels]


class Command(BaseCommand):
    help = (
        "Bring new message ids of the apps (all, or those named) into locale/th/LC_MESSAGES/django.po, keeping the Thai "
        "texts that are there, and compile them. --check changes nothing and fails where a Thai text is missing."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("labels", nargs="*", metavar="app")
        parser.add_argument("--check", action="store_true", help="only look; exit 1 where a Thai text is missing or unsure")
        parser.add_argument("--at-most", type=int, default=0, metavar="N", help="with --check: how many texts may still wait")
        parser.add_argument("--compile", action="store_true", help="only compile the .po files to .mo")
        parser.add_argument("--prune", action="store_true", help="drop the texts of ids that are no longer used")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = sources(options["labels"])
        if options["check"]:
            self.check_texts(chosen, options["at_most"])
            return
        if not options["compile"]:
            for source in chosen:
                catalog = translations.update(source, prune=options["prune"])
                missing = sum(1 for message in catalog if message.id and not translations.thai(message))
                if len(catalog):
                    self.stdout.write(f"{source.label}: {len(catalog)} messages, {missing} without Thai")
        written = [source.label for source in chosen if translations.compile_catalog(source)]
        if options["verbosity"] > 1 and written:
            self.stdout.write(f"compiled: {', '.join(written)}")

    def check_texts(self, chosen: list[translations.TextSource], at_most: int) -> None:
        found = [fault for source in chosen for fault in translations.faults(source)]
        found += translations.rivals(sources())
        if len(found) > at_most:
            self.stderr.write("\n".join(found))
            raise CommandError(f"{len(found)} texts need a Thai writer. `manage.py messages` adds the ids to the .po files.")
        if found:
            self.stdout.write(f"{len(found)} texts still wait for a Thai writer; at most {at_most} may.")
            return
        languages = ", ".join(code for code, _name in settings.LANGUAGES)
        self.stdout.write(f"Every message of {len(chosen)} apps has its Thai text (languages: {languages}).")
