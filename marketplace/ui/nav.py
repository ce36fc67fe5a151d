"""The entries of the frames' lists: top bar, work list, footer. Higher apps register theirs from `AppConfig.ready`.

Must not know which apps exist: an entry is a label, an address and a test of the request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

PLACES = ("main", "work", "personal", "footer")


@dataclass(frozen=True)
class Entry:
    """One registered entry. `href` is a path (with a leading slash) or the name of a URL without arguments."""

    label: str | Promise
    href: str
    order: int = 50
    when: Callable[[HttpRequest], bool] | None = None
    count: Callable[[HttpRequest], int] | None = None


@dataclass(frozen=True)
class Shown:
    """An entry as one page shows it. `current` is true on the entry's page and on those below it."""

    label: str | Promise
    href: str
    current: bool
    count: int | None


_entries: dict[str, list[Entry]] = {place: [] for place in PLACES}


def register(
    place: str,
    label: str | Promise,
    href: str,
    *,
    order: int = 50,
    when: Callable[[HttpRequest], bool] | None = None,
    count: Callable[[HttpRequest], int] | None = None,
) -> None:
    """Add an entry to `place` (one of `PLACES`). Registering the same address again replaces the entry.

    `when` decides per request whether the entry is shown; `count` gives the number shown beside it.

    Raises:
        KeyError: there is no such place.
    """
    kept = [entry for entry in _entries[place] if entry.href != href]
    _entries[place] = sorted([*kept, Entry(label, href, order, when, count)], key=lambda entry: entry.order)


def entries(place: str, request: HttpRequest) -> list[Shown]:
    """What the frame shows at `place` for this request, in order. An address that does not exist, or is there already,
    is left out."""
    shown: list[Shown] = []
    for entry in _entries[place]:
        if entry.when is not None and not entry.when(request):
            continue
        href = _address(entry.href)
        if href is None or any(other.href == href for other in shown):
            continue
        count = entry.count(request) if entry.count is not None else None
        shown.append(Shown(entry.label, href, _is_current(href, request.path), count))
    nearest = max((len(entry.href) for entry in shown if entry.current), default=0)
    return [replace(entry, current=entry.current and len(entry.href) == nearest) for entry in shown]


def _address(href: str) -> str | None:
    if href.startswith("/"):
        return href
    try:
        return reverse(href)
    except NoReverseMatch:
        return None


def _is_current(href: str, path: str) -> bool:
    href = href.partition("?")[0]
    return path == href or (href != "/" and href.endswith("/") and path.startswith(href))
