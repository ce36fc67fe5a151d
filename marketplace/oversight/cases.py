"""The case file of one purchase, rebuilt from the log and its side table alone.

Must not read any other table: what it shows must be the same when every other table is empty. The page and the JSON
are two ways to show one `CaseFile`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from marketplace import audit
from marketplace.audit import EntryView, canonical
from marketplace.audit.models import LogEntry
from marketplace.law import clauses
from marketplace.oversight import flags, veil
from marketplace.oversight.chapters import Chapter, chapter_of
from marketplace.oversight.flags.unit import Unit

FORMAT = 1
ROOT_KIND = "tender"
BEGUN = "tenders.purchase_started"
FLAG_RAISED, FLAG_CLOSED = "oversight.flag_raised", "oversight.flag_closed"


@dataclass(frozen=True)
class FlagSeen:
    """A flag as its entries tell it. `entries` are the positions of the facts on which it rests."""

    ref: str
    code: str
    raised: EntryView
    closed: EntryView | None
    entries: tuple[int, ...]

    @property
    def is_open(self) -> bool:
        return self.closed is None

    @property
    def unit(self) -> Unit | None:
        """The rule behind the flag; None where it is not kept any more."""
        return flags.units().get(self.code)

    @property
    def sentence(self) -> str:
        """What was found, in the reader's language."""
        return self.unit.say(self.raised.payload["facts"]) if self.unit else self.raised.sentence

    @property
    def purchases(self) -> list[str]:
        """Other purchases on which it rests."""
        return list(self.raised.payload["facts"].get("purchases", ()))


@dataclass(frozen=True)
class Line:
    """One entry in its chapter, with the flags that rest on it."""

    entry: EntryView
    chapter: Chapter
    flags: tuple[FlagSeen, ...] = ()

    @property
    def basis(self) -> tuple[Any, ...]:
        """The clauses and house rules of the entry; a code that is no longer known stays a code."""
        return tuple(_basis(code) for code in self.entry.basis)


@dataclass(frozen=True)
class CaseFile:
    """Everything that the log holds about one purchase, in its order. `shut`: entries of bidders are left out still."""

    ref: str
    lines: tuple[Line, ...]
    flags: tuple[FlagSeen, ...]
    shut: bool

    @property
    def begun(self) -> EntryView:
        """The entry with which the purchase began; the first one where it began elsewhere."""
        return next((line.entry for line in self.lines if line.entry.code == BEGUN), self.lines[0].entry)

    @property
    def state(self) -> str:
        """The purchase's state as the last step on it left it."""
        moved = [line.entry for line in self.lines if line.entry.subject.kind == ROOT_KIND and line.entry.target]
        return moved[-1].target if moved else ""

    @property
    def actors(self) -> list[tuple[str, str]]:
        """Reference and name of everybody who acted, in the order of their first act."""
        return list({line.entry.actor.ref: line.entry.actor.name for line in self.lines}.items())

    def names(self, language: str) -> dict[str, str]:
        """Names of persons and companies by their references, as far as the entries say them."""
        known = {ref: name for ref, name in self.actors if name}
        for line in self.lines:
            known |= line.entry.people
            for said in mappings(line.entry.payload):
                for key in ("supplier", "agency", "appellant"):
                    name = said.get(f"{key}_{language}") or said.get(f"{key}_th")
                    if name and said.get(key):
                        known[str(said[key])] = str(name)
        return known

    def said(self, key: str) -> Any:
        """The last value that any entry of the purchase itself gave to `key`; None where none did."""
        for line in reversed(self.lines):
            if line.entry.subject.kind == ROOT_KIND and key in line.entry.payload:
                return line.entry.payload[key]
        return None


def mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    """The mapping itself and every mapping inside it."""
    if isinstance(value, Mapping):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from mappings(part)


def case_file(ref: str) -> CaseFile | None:
    """The case file of the purchase with this reference; None where the log does not know it."""
    shown, shut = veil.unveiled(audit.entries(root=(ROOT_KIND, ref)))
    if not shown:
        return None
    raised = _flags(shown)
    lines = tuple(Line(entry, chapter_of(entry.code), tuple(flag for flag in raised if entry.position in flag.entries)) for entry in shown)
    return CaseFile(ref, lines, raised, shut)


def _flags(entries: tuple[EntryView, ...]) -> tuple[FlagSeen, ...]:
    closed = {entry.subject.ref: entry for entry in entries if entry.code == FLAG_CLOSED}
    return tuple(
        FlagSeen(
            ref=entry.subject.ref,
            code=entry.payload["flag"],
            raised=entry,
            closed=closed.get(entry.subject.ref),
            entries=tuple(entry.payload.get("entries", ())),
        )
        for entry in entries
        if entry.code == FLAG_RAISED
    )


def _basis(code: str) -> Any:
    try:
        return clauses.basis(code)
    except clauses.UnknownBasis:
        return code


def document(file: CaseFile) -> dict[str, Any]:
    """The case file as JSON: each entry with its canonical text and hashes, so that the reader can compute them anew."""
    stored = _stored(file)
    begun = file.begun.payload
    return {
        "format": FORMAT,
        "ref": file.ref,
        "title": begun.get("title", ""),
        "agency": {"ref": begun.get("agency", ""), "th": begun.get("agency_th", ""), "en": begun.get("agency_en", "")},
        "state": file.state,
        "envelopes_shut": file.shut,
        "flags": [
            {
                "ref": flag.ref,
                "code": flag.code,
                "sentence": _both(lambda flag=flag: flag.sentence),
                "open": flag.is_open,
                "raised": flag.raised.position,
                "entries": list(flag.entries),
            }
            for flag in file.flags
        ],
        "entries": [_entry(line, *stored[line.entry.position]) for line in file.lines],
    }


def _stored(file: CaseFile) -> dict[int, tuple[str, str]]:
    """Previous leaf and canonical text of each entry, by position."""
    rows = LogEntry.objects.filter(root_kind=ROOT_KIND, root_ref=file.ref).values_list("position", "previous_hash", "body")
    return {position: (previous, body) for position, previous, body in rows}


def _entry(line: Line, previous: str, body: str) -> dict[str, Any]:
    entry = line.entry
    return {
        "position": entry.position,
        "uuid": str(entry.uuid),
        "event": entry.code,
        "chapter": str(line.chapter),
        "sentence": _both(lambda: entry.sentence),
        "at": canonical.moment(entry.at),
        "recorded_at": canonical.moment(entry.recorded_at),
        "shifted": entry.shifted,
        "actor": {
            "kind": entry.actor.kind,
            "ref": entry.actor.ref,
            "name": entry.actor.name,
            "duty": entry.actor.duty,
            "organisation": entry.actor.organisation,
        },
        "subject": entry.subject._asdict(),
        "step": entry.step,
        "source": entry.source,
        "target": entry.target,
        "basis": [
            {"code": code, **({} if isinstance(basis, str) else {"th": basis.th, "en": basis.en, "law": basis.is_law})}
            for code, basis in zip(entry.basis, line.basis, strict=True)
        ],
        "payload": dict(entry.payload),
        "personal": dict(entry.personal),
        "people": dict(entry.people),
        "flags": [flag.ref for flag in line.flags],
        "previous": previous,
        "leaf": entry.leaf_hash,
        "body": body,
    }


def _both(told: Callable[[], str]) -> dict[str, str]:
    made = {}
    for language in ("th", "en"):
        with override(language):
            made[language] = told()
    return made
