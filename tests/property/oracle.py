"""What must never be in a purchase, said independently: from what happened alone, with a calendar of its own.

Imports nothing of the product. Every rule reads a `History` and yields the sentences of what is wrong; amounts are satang.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.property.history import History

Judge = Callable[[History], Iterator[str]]
#: By name: what must never be. Filled by the modules of rules.
NEVER: dict[str, Judge] = {}


def never(judge: Judge) -> Judge:
    """Declare a rule: the function's name says what must never be."""
    NEVER[judge.__name__] = judge
    return judge


@dataclass(frozen=True)
class Breach:
    """One thing that must never have been."""

    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}"


def judge(history: History) -> list[Breach]:
    """Every breach of every rule."""
    from tests.property import agreement_rules, purchase_rules, record_rules  # noqa: F401

    return [Breach(name, what) for name, rule in NEVER.items() for what in rule(history)]
