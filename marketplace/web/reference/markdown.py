"""The few pieces of Markdown that reference pages need. Knows no content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

GENERATED = "<!-- Written by `make docs` from the code. Edit the code, not this page. -->"


def cell(value: object) -> str:
    """Text that cannot break out of a table's cell."""
    return " ".join(str(value).split()).replace("|", "\\|")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; without rows, a sentence that says so."""
    body = ["| " + " | ".join(cell(value) or "–" for value in row) + " |" for row in rows]
    if not body:
        return "–"
    return "\n".join(["| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *body])


def document(*parts: str) -> str:
    return "\n\n".join([GENERATED, *(part.strip("\n") for part in parts if part)]) + "\n"
