"""The dates that lie ahead in a purchase, asked of the apps that keep them. Decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

Source = Callable[[str], Iterable[dt.datetime]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Add a source: `fn(ref)` gives aware moments at which something becomes due in the purchase `ref`."""
    if source not in _sources:
        _sources.append(source)
    return source


def of_tender(ref: str) -> list[dt.datetime]:
    """All known moments of the purchase `ref`, past ones included."""
    return [moment for source in _sources for moment in source(ref)]
