"""`manage.py verify_audit`: is the log what it was? Exit 0: yes; 1: no, naming the first broken entry; 2: a file cannot be read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.audit import bars, bundle, notes, verification
from marketplace.audit.notes import VerifierKey

_SOUND = _("The log is sound: %(size)d entries, %(checkpoints)d checkpoints, %(personal)d personal values, %(erased)d erased.")
_BROKEN = _("The log is broken. The first thing that does not fit:")
_NO_KEPT = _(
    "No kept checkpoint or bundle was given: somebody who rewrote the whole database, its checkpoints included, would not be noticed."
)


class Command(BaseCommand):
    help = "Verify the audit log: stored texts, chain, tree, checkpoints, personal commitments."
    # A database without triggers is to be verified most of all.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--checkpoint",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help="a signed checkpoint that you kept; may be repeated",
        )
        parser.add_argument(
            "--bundle", type=Path, metavar="FILE", help="an exported bundle that you kept: names the very entry that differs"
        )
        parser.add_argument(
            "--key", action="append", default=[], metavar="KEY", help="a public key (name+hash+key) that you know from elsewhere"
        )
        parser.add_argument("--canonical", action="store_true", help="also make every text anew from what it says (slower)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kept = [path.read_text(encoding="utf-8") for path in options["checkpoint"]]
            keys = [VerifierKey.read(text) for text in options["key"]]
            report = self._verify(kept, keys, options)
        except (OSError, UnicodeDecodeError, notes.UnreadableNote, bundle.UnreadableBundle) as error:
            raise CommandError(str(error), returncode=2) from error
        if report.sound:
            self._say(_SOUND, size=report.size, checkpoints=report.checkpoints, personal=report.personal, erased=report.erased)
            self.stdout.write(f"root {report.root}")
            if not kept and not options["bundle"]:
                self._say(_NO_KEPT)
            return
        self._tell(report)
        sys.exit(1)

    def _verify(self, kept: list[str], keys: list[VerifierKey], options: dict[str, Any]) -> verification.Report:
        with bars.bar("verify_audit") as progress:
            report = verification.verify(kept=kept, trusted=keys, canonical_pass=options["canonical"], progress=progress)
            if options["bundle"]:
                verification.compare(report, bundle.entries_of(options["bundle"]))
        return report

    def _tell(self, report: verification.Report) -> None:
        self._say(_BROKEN)
        for breach in report.breaches[:20]:
            self._say(breach.words, **breach.params)
        if len(report.breaches) > 20:
            self.stdout.write(f"… +{len(report.breaches) - 20}")

    def _say(self, words: Promise, **params: Any) -> None:
        """Each sentence in Thai and in English: whoever runs this may have to show it to the other."""
        for language in ("th", "en"):
            with translation.override(language):
                self.stdout.write(str(words) % params)
