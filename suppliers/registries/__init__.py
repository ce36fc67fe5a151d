"""Outside registers of companies: asked by number, answered by an entry, by "not found", or not at all.

Which one is asked is a setting. Where none is, or none answers, a registrar looks the company up by hand and writes
down what was seen and when.
"""

from __future__ import annotations

from django.conf import settings

from suppliers.registries.answers import Answer, Entry, Outcome, Register
from suppliers.registries.dbd import DbdRegister
from suppliers.registries.local import LocalRegister


class NoRegister:
    """No register is connected: everything is looked up by hand."""

    source = "none"

    def find(self, number: str) -> Answer:
        return Answer(self.source, Outcome.UNAVAILABLE)


def register() -> Register:
    """The register of this system, as TALAT_COMPANY_REGISTER names it."""
    kinds: dict[str, type[Register]] = {"dbd": DbdRegister, "local": LocalRegister, "": NoRegister}
    return kinds[settings.COMPANY_REGISTER]()


__all__ = ["Answer", "Entry", "Outcome", "Register", "register"]
