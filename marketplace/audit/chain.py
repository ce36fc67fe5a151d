"""How an entry's stored row follows from its canonical text: hashes in hexadecimal and the columns that repeat parts.

Shared by the module that writes and the one that verifies, which compares every column with the text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from marketplace.audit import canonical, tree

#: What the first entry names as the leaf before it.
NO_LEAF = tree.NO_LEAF.hex()


def leaf(position: int, previous: str, body: str) -> str:
    """Leaf hash of the entry, hexadecimal."""
    return tree.entry_hash(position, bytes.fromhex(previous), body).hex()


def said(body: str) -> dict[str, Any]:
    """What the text of an entry says.

    Raises:
        ValueError: the text is not an entry's.
    """
    value = json.loads(body)
    if not isinstance(value, dict):
        raise ValueError("an entry's text is an object")
    return value


def columns(said: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row that repeat parts of what its text says.

    Raises:
        ValueError, KeyError, TypeError: the text is not an entry's.
    """
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


def is_canonical(body: str) -> bool:
    """Is the text the one canonical form of what it says?"""
    try:
        return canonical.dump(json.loads(body)) == body
    except (ValueError, canonical.Unwritable):
        return False
