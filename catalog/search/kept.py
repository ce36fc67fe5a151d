"""Brings the word lists that were edited into this process. The only module of the search that reads them from the database."""

from __future__ import annotations

import time

from catalog.models import WordList
from catalog.search import lists

#: Seconds for which the lists are believed: an edited list is in use everywhere after this time.
BELIEVED = 10.0
_asked: float | None = None
_versions: dict[str, int] = {}


def refresh(*, now: bool = False) -> None:
    """Use the lists as they are in the database, read again every few seconds (or `now`)."""
    global _asked, _versions
    if not now and _asked is not None and time.monotonic() - _asked < BELIEVED:
        return
    rows = {row.kind: row for row in WordList.objects.all()}
    _asked = time.monotonic()
    versions = {kind: row.version for kind, row in rows.items()}
    if versions != _versions:
        texts = {kind: rows[kind].content if kind in rows else lists.shipped_text(kind) for kind in lists.FILES}
        lists.use(lists.read(texts) if rows else None)
        _versions = versions


def versions() -> str:
    """Which versions of the lists this process uses."""
    return " ".join(f"{kind}:{version}" for kind, version in sorted(_versions.items()))


def forget() -> None:
    """Start from the shipped lists, as a new process does."""
    global _asked, _versions
    _asked, _versions = None, {}
    lists.use(None)
