"""The append-only log: what happened, in the order in which it was committed, and proof that nobody changed it.

Everyone writes here; nothing here knows what a tender is. The names below are the whole interface:

    with audit.unit():
        audit.record(BidsOpened, actor=actor, subject=opening, payload={…})

    @audit.subscriber("search.index", events=[ListingPublished])
    def index(entry: audit.EntryView) -> None: …
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marketplace.audit.delivery import deliver, rewind, subscriber
    from marketplace.audit.events import Event
    from marketplace.audit.personal import erase
    from marketplace.audit.reading import EntryView, entries, entry, head
    from marketplace.audit.subjects import LOG, SYSTEM
    from marketplace.audit.writing import record, unit

# Resolved on first use, because apps import this package before Django's models are loaded.
_HOME = {
    "deliver": "delivery",
    "rewind": "delivery",
    "subscriber": "delivery",
    "Event": "events",
    "erase": "personal",
    "EntryView": "reading",
    "entries": "reading",
    "entry": "reading",
    "head": "reading",
    "LOG": "subjects",
    "SYSTEM": "subjects",
    "record": "writing",
    "unit": "writing",
}

__all__ = [
    "LOG",
    "SYSTEM",
    "EntryView",
    "Event",
    "deliver",
    "entries",
    "entry",
    "erase",
    "head",
    "record",
    "rewind",
    "subscriber",
    "unit",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
