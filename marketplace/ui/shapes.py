"""What the components take: small shapes that any mapping, tuple or object can be turned into. Pure."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.ui import formats

#: State of a task: the word and the shape of its tag.
TASK_STATES = {
    "todo": (_("Not started"), ""),
    "doing": (_("In progress"), "now"),
    "done": (_("Done"), "good"),
    "wait": (_("Waits for you"), "wait"),
    "blocked": (_("Cannot start yet"), ""),
    "amiss": (_("Needs attention"), "stop"),
}
MESSAGE_KINDS = {"success": "good", "warning": "wait", "error": "stop"}


def part(item: Any, name: str, default: Any = "") -> Any:
    """`name` of a mapping or object; `default` where it is missing."""
    if isinstance(item, Mapping):
        return item.get(name, default)
    return getattr(item, name, default)


def pairs(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows of facts or answers: (term, value), (term, value, note), or mappings with term, value, note, url, file."""
    made = []
    for row in rows:
        if isinstance(row, (tuple, list)):
            term, value, *more = row
            made.append(
                {
                    "term": term,
                    "value": value,
                    "note": more[0] if more else "",
                    "url": more[1] if len(more) > 1 else "",
                }
            )
        else:
            made.append({name: part(row, name) for name in ("term", "value", "note", "url", "file")})
    return made


def timeline(items: Iterable[Any]) -> list[dict[str, Any]]:
    """Items with title and state (`past`, `here`, `next`, `broken`); optional when (day or moment), who, note, basis, url."""
    made = []
    for item in items:
        when = part(item, "when", None)
        if isinstance(when, dt.datetime):
            when = formats.moment(when)
        elif isinstance(when, dt.date):
            when = formats.day(when)
        parts = [text for text in (when, part(item, "who"), part(item, "note")) if text]
        made.append(
            {
                "title": part(item, "title"),
                "state": part(item, "state", "past") or "past",
                "parts": parts,
                "basis": part(item, "basis", None),
                "url": part(item, "url"),
            }
        )
    return made


def tasks(items: Iterable[Any]) -> list[dict[str, Any]]:
    """Tasks with title, state (a key of `TASK_STATES`); optional url, note, word (instead of the state's own)."""
    made = []
    for item in items:
        state = part(item, "state", "todo") or "todo"
        word, kind = TASK_STATES[state]
        made.append(
            {
                "title": part(item, "title"),
                "url": part(item, "url"),
                "note": part(item, "note"),
                "state": state,
                "word": part(item, "word") or word,
                "kind": kind,
            }
        )
    return made


def tabs(items: Iterable[Any], path: str) -> list[dict[str, Any]]:
    """Tabs (label, url) or (label, url, count); the one whose address is the present one is current."""
    made = []
    for item in items:
        if isinstance(item, (tuple, list)):
            label, url, *more = item
            made.append({"label": label, "url": url, "count": more[0] if more else None, "current": url == path})
        else:
            current = part(item, "current", None)
            url = part(item, "url")
            made.append(
                {
                    "label": part(item, "label"),
                    "url": url,
                    "count": part(item, "count", None),
                    "current": url == path if current is None else current,
                }
            )
    return made


def segments(parts: Iterable[Any], total: int) -> list[dict[str, Any]]:
    """Parts (label, satang) of `total` as segments of a bar 1000 wide; what exceeds the total is cut off."""
    made: list[dict[str, Any]] = []
    x = 0
    for number, item in enumerate(parts):
        label, satang, *more = item
        width = min(round(1000 * satang / total), 1000 - x) if total > 0 else 0
        made.append(
            {
                "label": label,
                "satang": satang,
                "x": x,
                "width": max(width, 0),
                "colour": more[0] if more else number % 4 + 1,
            }
        )
        x += max(width, 0)
    return made


def bars(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows (label, value) or (label, value, shown) or mappings (also url, colour) as bars; the largest is 1000 wide."""
    found = []
    for row in rows:
        if isinstance(row, (tuple, list)):
            label, value, *more = row
            found.append({"label": label, "value": value, "shown": more[0] if more else value, "url": "", "colour": 1})
        else:
            value = part(row, "value", 0)
            found.append(
                {
                    "label": part(row, "label"),
                    "value": value,
                    "shown": part(row, "shown") or value,
                    "url": part(row, "url"),
                    "colour": part(row, "colour", 1) or 1,
                }
            )
    largest = max((row["value"] for row in found), default=0)
    for row in found:
        row["width"] = round(1000 * row["value"] / largest) if largest > 0 else 0
    return found


def line_path(values: list[float], width: int = 120, height: int = 28) -> str:
    """The path of a sparkline through `values`, inside a box with 2 px to spare."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    span = (high - low) or 1
    step = (width - 4) / (len(values) - 1)
    points = [f"{2 + i * step:.1f} {height - 2 - (height - 4) * (value - low) / span:.1f}" for i, value in enumerate(values)]
    return "M" + "L".join(points)


def difference(old: str, new: str) -> list[tuple[str, str]]:
    """Lines of both texts with what happened to each: `in`, `out` or unchanged."""
    lines = []
    for line in difflib.ndiff(old.splitlines(), new.splitlines()):
        kind = {"+ ": "in", "- ": "out", "  ": ""}.get(line[:2])
        if kind is not None:
            lines.append((kind, line[2:]))
    return lines
