"""What the log shows to anybody: proofs as plain documents, and the body only of events that are public.

Of an entry that is not public nothing is said but its place and its hash: even the time or kind of an entry could tell
a bidder how many others there are. Whoever holds its UUID (on a receipt, in a notice) finds the place and the proof.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marketplace.audit import chain, checkpoints, events, genesis, nodes
from marketplace.audit.models import Checkpoint, LogEntry


def find(text: str) -> int | None:
    """Position of the entry that the text names: a position, or a UUID; None where there is none."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        position = int(text)
        return position if position < 2**63 and LogEntry.objects.filter(position=position).exists() else None
    try:
        uuid = UUID(text)
    except ValueError:
        return None
    found = LogEntry.objects.filter(uuid=uuid).values_list("position", flat=True).first()
    return None if found is None else int(found)


def row_at(position: int) -> LogEntry | None:
    """The stored entry at the position."""
    found: LogEntry | None = LogEntry.objects.filter(position=position).first() if position < 2**63 else None
    return found


def is_public(row: LogEntry) -> bool:
    """May anybody read the body?"""
    return events.find(row.event).public


def checkpoint_for(position: int, size: int | None = None) -> Checkpoint | None:
    """The checkpoint of `size` entries (default: the latest), if it covers the entry."""
    found = checkpoints.latest() if size is None else Checkpoint.objects.filter(size=size).first()
    return found if found is not None and position < found.size else None


def entry_document(row: LogEntry, checkpoint: Checkpoint) -> dict[str, Any]:
    """The entry's proof under a checkpoint, as `verify_bundle.py` reads it."""
    said: dict[str, Any] = {
        "position": row.position,
        "leaf": row.leaf_hash,
        "path": [step.hex() for step in nodes.inclusion(row.position, checkpoint.size)],
        "checkpoint": checkpoint.note,
        "key": str(_key_of(checkpoint)),
    }
    if is_public(row):
        said |= {"previous": row.previous_hash, "body": row.body}
    return said


def _key_of(checkpoint: Checkpoint) -> str:
    """The key with which this checkpoint was signed: the last one that the log announced before it."""
    announced = (genesis.LogBegan.code, genesis.SigningKeyChanged.code)
    rows = LogEntry.objects.filter(event__in=announced, position__lt=checkpoint.size).order_by("-position")
    return str(chain.said(rows.values_list("body", flat=True)[0])["payload"]["key"])


def consistency_document(old: int, new: int) -> dict[str, Any]:
    """Proof that the log of `new` entries only added to that of `old` entries.

    Raises:
        ValueError: there are no such sizes.
    """
    if new > nodes.size():
        raise ValueError(f"the log does not have {new} entries")
    return {
        "old": old,
        "new": new,
        "old_root": nodes.root(old).hex(),
        "new_root": nodes.root(new).hex(),
        "path": [step.hex() for step in nodes.consistency(old, new)],
    }
