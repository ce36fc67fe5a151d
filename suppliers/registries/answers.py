"""What a register of companies answers. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Status of a company that trades, as the register writes it.
ACTIVE = "ยังดำเนินกิจการอยู่"


class Outcome(models.TextChoices):
    FOUND = "found", _("Found")
    NOT_FOUND = "not_found", _("Not found")
    UNAVAILABLE = "unavailable", _("Did not answer")


class Source(models.TextChoices):
    """Who answered."""

    DBD = "dbd", _("Open register of the Department of Business Development")
    LOCAL = "local", _("Practice register of the demo")
    BY_HAND = "by_hand", _("Looked up by hand")
    NONE = "none", _("No register is connected")


@dataclass(frozen=True)
class Entry:
    """A company as a register has it. Amounts are satang; empty where the register does not say."""

    number: str
    name_th: str
    name_en: str = ""
    kind: str = ""
    status: str = ""
    registered_on: dt.date | None = None
    capital_satang: int | None = None
    paid_up_capital_satang: int | None = None
    address: str = ""
    district: str = ""
    province: str = ""
    postcode: str = ""
    business: str = ""

    @property
    def is_active(self) -> bool:
        return self.status.startswith(ACTIVE)


@dataclass(frozen=True)
class Answer:
    """One answer: who gave it, how it went, and the entry where one was found."""

    source: str
    outcome: Outcome
    entry: Entry | None = None

    def plain(self) -> dict[str, Any]:
        """The entry as JSON can hold it; empty without one."""
        if self.entry is None:
            return {}
        said = asdict(self.entry)
        said["registered_on"] = self.entry.registered_on.isoformat() if self.entry.registered_on else ""
        return {key: value for key, value in said.items() if value not in (None, "")}


class Register(Protocol):
    """A register of companies."""

    source: str

    def find(self, number: str) -> Answer:
        """Ask about one 13-digit number. Never raises for what happens outside: that is UNAVAILABLE."""
        ...
