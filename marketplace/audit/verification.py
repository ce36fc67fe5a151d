"""Verify the whole log: stored texts, chain, tree, checkpoints, personal commitments. Reads; never repairs.

The first entry that does not fit is named. What a change in the database cannot hide from is what somebody kept
outside of it: a checkpoint (tells between which entries) or an exported bundle (tells the very entry).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from marketplace.audit import chain, genesis, keys, nodes, notes, tree
from marketplace.audit.breaches import Breach, words
from marketplace.audit.commitments import Commitments
from marketplace.audit.models import Checkpoint, LogEntry, TreeNode
from marketplace.audit.notes import Head, VerifierKey

_CHUNK = 2000


@dataclass(frozen=True)
class Mark:
    """A signed checkpoint against which the log is held: one of the database's, or one that somebody kept."""

    head: Head
    note: str
    kept: bool


@dataclass
class Report:
    """What was verified and what did not fit, first entry first."""

    size: int = 0
    root: str = ""
    checkpoints: int = 0
    personal: int = 0
    erased: int = 0
    breaches: list[Breach] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Did everything fit?"""
        return not self.breaches

    def found(self, position: int | None, sentence: Promise, /, **params: Any) -> None:
        """Note a breach."""
        self.breaches.append(Breach(position, sentence, {"position": position, **params}))
        self.breaches.sort(key=lambda breach: (breach.position is None, breach.position or 0))


def rows(start: int, end: int) -> Iterator[LogEntry]:
    """Stored rows by position, chunk after chunk: no transaction stays open while a long log is read."""
    while start < end:
        chunk = list(LogEntry.objects.filter(position__gte=start, position__lt=end).order_by("position")[:_CHUNK])
        yield from chunk
        if len(chunk) < _CHUNK:
            return
        start = chunk[-1].position + 1


def verify(
    *,
    kept: Iterable[str] = (),
    trusted: Iterable[VerifierKey] = (),
    canonical_pass: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Verify the log in the database.

    Args:
        kept: checkpoints (signed notes) that were kept outside the database.
        trusted: public keys known from elsewhere, besides the platform's own and those that the log announces.
        canonical_pass: also make every text anew from what it says and compare (slower).
        progress: called with (entries verified, entries in all).

    Raises:
        notes.UnreadableNote: one of `kept` is not a checkpoint.
    """
    marks = [Mark(Head.read(note), note, kept=True) for note in kept]
    # Checkpoints before the head: one made meanwhile must not look like a shortened log.
    stored = Checkpoint.objects.order_by("size").values_list("note", flat=True)
    report = Report()
    marks += _readable_marks(stored, report)
    report.size = nodes.size()
    walk = _Walk(report, marks, canonical_pass)
    walk.run(progress)
    _check_signatures(report, marks, walk.announced, list(trusted))
    return report


def _readable_marks(stored: Iterable[str], report: Report) -> list[Mark]:
    result = []
    for number, note in enumerate(stored):
        try:
            result.append(Mark(Head.read(note), note, kept=False))
        except notes.UnreadableNote:
            report.found(None, words.CHECKPOINT_UNREADABLE, number=number)
    return result


class _Walk:
    """One pass over the entries from the first to the last, with everything that is checked on the way."""

    def __init__(self, report: Report, marks: list[Mark], canonical_pass: bool) -> None:
        self.report = report
        self.canonical_pass = canonical_pass
        self.announced: list[VerifierKey] = []
        self.live = True
        self._marks: dict[int, list[Mark]] = {}
        for mark in marks:
            self._marks.setdefault(mark.head.size, []).append(mark)
        self._agreed = 0
        self._frontier = tree.Frontier()
        self._blocks = _Blocks(report)
        self._commitments = Commitments(report)
        self._previous = chain.NO_LEAF

    def run(self, progress: Callable[[int, int], None] | None) -> None:
        size = self.report.size
        if LogEntry.objects.filter(position__lt=0).exists():
            self.report.found(0, words.BEFORE_FIRST)
        for row in rows(0, size):
            if not self._take(row):
                return
            if progress is not None and (row.position % 500 == 499 or row.position + 1 == size):
                progress(row.position + 1, size)
        if self._frontier.size < size or size == 0:
            self.report.found(self._frontier.size, words.MISSING)
            return
        self.report.root = self._frontier.root().hex()
        self._commitments.finish()
        self._check_tail()

    def _take(self, row: LogEntry) -> bool:
        """Verify one row. False where nothing behind it can be verified any more."""
        position = self._frontier.size
        if row.position != position:
            self.report.found(position, words.MISSING)
            return False
        if not self._check_hashes(row):
            return False
        try:
            said = chain.said(row.body)
            self._check_columns(row, said)
            self._note_announcements(row, said)
        except (ValueError, KeyError, TypeError, AttributeError):
            self.report.found(position, words.UNREADABLE)
            return False
        if self.canonical_pass and not chain.is_canonical(row.body):
            self.report.found(position, words.NOT_CANONICAL)
        self._commitments.take(position, said)
        self._previous = row.leaf_hash
        leaf = bytes.fromhex(row.leaf_hash)
        self._frontier.push(leaf)
        self._blocks.push(leaf)
        return self._check_marks()

    def _check_hashes(self, row: LogEntry) -> bool:
        position = row.position
        try:
            computed = chain.leaf(position, row.previous_hash, row.body)
        except ValueError:
            computed = ""
        if computed != row.leaf_hash:
            self.report.found(position, words.TEXT_CHANGED)
            return False
        if row.previous_hash != self._previous:
            self.report.found(position, words.CHAIN_BROKEN, before=position - 1)
            return False
        return True

    def _check_columns(self, row: LogEntry, said: dict[str, Any]) -> None:
        for name, value in chain.columns(said).items():
            if getattr(row, name) != value:
                self.report.found(row.position, words.COLUMN_CHANGED, column=name)

    def _note_announcements(self, row: LogEntry, said: dict[str, Any]) -> None:
        if row.position == 0:
            if said["event"] != genesis.LogBegan.code:
                self.report.found(0, words.NO_BEGINNING)
                return
            self.live = said["payload"]["mode"] != genesis.DEMO
        if said["event"] in (genesis.LogBegan.code, genesis.SigningKeyChanged.code):
            self.announced.append(VerifierKey.read(said["payload"]["key"]))
        if said["shifted"] and self.live:
            self.report.found(row.position, words.SHIFTED)

    def _check_marks(self) -> bool:
        size = self._frontier.size
        here = self._marks.get(size, ())
        root = self._frontier.root() if here else b""
        for mark in here:
            if mark.head.root != root:
                sentence = words.REWRITTEN_KEPT if mark.kept else words.REWRITTEN
                self.report.found(self._agreed, sentence, first=self._agreed, last=size - 1, size=size)
                return False
            self.report.checkpoints += 1
        if here:
            self._agreed = size
        return True

    def _check_tail(self) -> None:
        size = self.report.size
        beyond = [mark for sized, marks in self._marks.items() if sized > size for mark in marks]
        if beyond:
            most = max(mark.head.size for mark in beyond)
            self.report.found(size, words.SHORTENED, size=most)


class _Blocks:
    """Compares the stored roots of complete blocks with those that follow from the leaves."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._open: list[list[bytes]] = [[]]
        self._counts: list[int] = [0]

    def push(self, node: bytes, height: int = 0) -> None:
        """Add a leaf (height 0) or the root of a complete block."""
        if height == len(self._open):
            self._open.append([])
            self._counts.append(0)
        self._open[height].append(node)
        if len(self._open[height]) < nodes.WIDTH:
            return
        root, index = tree.root_of(self._open[height]), self._counts[height]
        self._open[height], self._counts[height] = [], index + 1
        stored = TreeNode.objects.filter(level=height + 1, index=index).values_list("node_hash", flat=True).first()
        if stored is not None and stored != root.hex():
            first = index << (nodes.WIDTH_BITS * (height + 1))
            self._report.found(first, words.NODE_CHANGED, level=height + 1, index=index)
        self.push(root, height + 1)


def _check_signatures(report: Report, marks: list[Mark], announced: list[VerifierKey], trusted: list[VerifierKey]) -> None:
    """Every checkpoint is signed by the platform's key, by one the log announced, or by one known from elsewhere."""
    if not announced:
        return
    platform = VerifierKey.of(announced[0].name, keys.signing_key())
    if announced[-1] != platform and announced[-1] not in trusted:
        report.found(None, words.OTHER_KEY, key=str(announced[-1]))
    for mark in marks:
        candidates = {*announced, *trusted, VerifierKey(mark.head.origin, platform.public)}
        if not any(_signed(mark.note, key) for key in candidates):
            sentence = words.KEPT_NOT_SIGNED if mark.kept else words.CHECKPOINT_NOT_SIGNED
            report.found(None, sentence, size=mark.head.size)


def _signed(note: str, key: VerifierKey) -> bool:
    try:
        notes.verify(note, key)
    except (notes.NoteNotSigned, notes.UnreadableNote):
        return False
    return True


def compare(report: Report, kept_entries: Iterable[tuple[int, str, str, str]]) -> None:
    """Hold the database against a bundle that was kept: the first entry that differs is named.

    Args:
        report: where breaches are noted.
        kept_entries: (position, previous leaf, body, leaf) in order, as the bundle holds them.
    """
    previous, here = chain.NO_LEAF, rows(0, report.size)
    for expected, (position, before, body, leaf) in enumerate(kept_entries):
        if (position, before) != (expected, previous) or chain.leaf(position, before, body) != leaf:
            report.found(None, words.BUNDLE_DAMAGED, position=expected)
            return
        row = next(here, None)
        if row is None:
            report.found(expected, words.SHORTER_THAN_BUNDLE)
            return
        if row.position != expected or row.leaf_hash != leaf:
            report.found(expected, words.DIFFERS_FROM_BUNDLE)
            return
        previous = leaf
