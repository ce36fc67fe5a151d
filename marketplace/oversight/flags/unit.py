"""What a unit is, what it sees and what it answers. Pure: entries in, a finding or None out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise

from marketplace.audit import EntryView
from marketplace.law.clauses import Basis
from marketplace.oversight.flags.past import Past

Text = str | Promise


@dataclass(frozen=True)
class Case:
    """The entries of one purchase up to and including the one that is judged, and a way to look at other purchases
    as they were then. Nothing later is seen, so that judging again gives the same answer."""

    entries: tuple[EntryView, ...]
    past: Past

    @property
    def trigger(self) -> EntryView:
        """The entry that is judged: the last one."""
        return self.entries[-1]

    @property
    def ref(self) -> str:
        return self.trigger.root.ref

    def last(self, code: str) -> EntryView | None:
        """The last entry of this event."""
        return next((entry for entry in reversed(self.entries) if entry.code == code), None)

    @cached_property
    def begun(self) -> Mapping[str, Any]:
        """What the purchase's first entry says."""
        entry = self.last("tenders.purchase_started")
        return entry.payload if entry else {}

    @cached_property
    def rules(self) -> Mapping[str, Any]:
        """The rule values that were frozen for this purchase; empty before its request was approved."""
        entry = self.last("tenders.request_approved")
        return entry.payload["rules"] if entry else {}

    @cached_property
    def asked(self) -> Mapping[str, Any]:
        """The request report as last submitted."""
        entry = self.last("tenders.request_submitted")
        return entry.payload["report"] if entry else {}


@dataclass(frozen=True)
class Finding:
    """What a unit found: facts for its sentence, and the positions of the purchase's entries that show them."""

    facts: Mapping[str, Any]
    entries: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One flag.

    Args:
        code: as in the open-contracting guide to red flags.
        version: goes up with every change that may change an answer.
        title: what it is called.
        sentence: what was found, with the keys of the finding's facts in braces.
        question: what the auditor should ask next.
        events: codes of the events at which it is judged.
        bases: clauses and house rules behind it.
        weight: 1 to 3, for the order of the queue alone.
    """

    code: str
    version: int
    title: Text
    sentence: Text
    question: Text
    events: tuple[str, ...]
    bases: tuple[Basis, ...]
    weight: int
    look: Callable[[Case], Finding | None]

    def say(self, facts: Mapping[str, Any]) -> str:
        """The sentence with its facts in words, in the reader's language."""
        from marketplace.oversight.wording import in_words

        return str(self.sentence).format_map({key: in_words(key, value) for key, value in facts.items()})
