"""How an entry's stored row follows from its canonical text: hashes in hexadecimal and the columns that repeat parts.

Shared by the module that writes and the one that verifies, which compares every column with the text.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from marketplace.audit import canonical, tree

#: What the first entry names as the leaf before it.
NO_LEAF = tree.NO_LEAF.hex()


def leaf(position: int, previous: str, body: str) -> str:
    """Leaf hash of the entry, hexadecimal."""
    return tree.entry_hash(position, bytes.fromhex(previous), body).hex()


def columns(body: str) -> dict[str, Any]:
    """The columns of a row that repeat parts of its text.

    Raises:
        ValueError, KeyError, TypeError: the text is not an entry's.
    """
    said = json.loads(body)
    return {
        "uuid": UUID(said["uuid"]),
        "event": said["event"],
        "subject_kind": said["subject"]["kind"],
        "subject_ref": said["subject"]["ref"],
        "root_kind": said["root"]["kind"],
        "root_ref": said["root"]["ref"],
        "actor_ref": said["actor"]["ref"],
        "at": canonical.read_moment(said["at"]),
        "recorded_at": canonical.read_moment(said["recorded_at"]),
    }
