"""A register to practise with: a small file of invented companies. For demos and tests; nothing here is real.

Its numbers begin with 001, which no real register gives out.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import yaml

from suppliers.registries.answers import ACTIVE, Answer, Entry, Outcome

FILE = Path(__file__).with_name("local.yaml")


@cache
def entries() -> dict[str, Entry]:
    """The file's companies by number."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {row["number"]: _entry(row) for row in rows}


def _entry(row: dict[str, str]) -> Entry:
    capital = row.pop("capital_baht", None)
    registered = row.pop("registered_on", None)
    return Entry(
        **{"status": ACTIVE, **row},
        capital_satang=int(capital) * 100 if capital else None,
        paid_up_capital_satang=int(capital) * 100 if capital else None,
        registered_on=dt.date.fromisoformat(registered) if registered else None,
    )


class LocalRegister:
    """Answers from the file; a number that the file calls silent is answered as a register that is down."""

    source = "local"
    #: A number for which the practice register never answers, so that the way by hand can be walked.
    SILENT = "0015566000061"

    def find(self, number: str) -> Answer:
        if number == self.SILENT:
            return Answer(self.source, Outcome.UNAVAILABLE)
        entry = entries().get(number)
        return Answer(self.source, Outcome.FOUND, entry) if entry else Answer(self.source, Outcome.NOT_FOUND)
