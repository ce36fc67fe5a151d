"""The piece of a text that shows why it was found, escaped, with the words marked. Pure."""

from __future__ import annotations

from collections.abc import Set

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from catalog.search.words import Piece, pieces, tidy

#: A snippet's length in characters.
LENGTH = 200


def marked(text: str, words: Set[str], length: int | None = None) -> SafeString:
    """`text` escaped, with every word of `words` in <mark>. With `length` the densest stretch of that many characters."""
    text = tidy(text)
    found = [piece for piece in pieces(text) if piece.word in words] if words else []
    start, end = _window(text, found, length)
    parts, place = ["… " if start else ""], start
    for piece in found:
        if piece.start < start or piece.end > end:
            continue
        parts += [escape(text[place : piece.start]), "<mark>", escape(text[piece.start : piece.end]), "</mark>"]
        place = piece.end
    parts += [escape(text[place:end]), " …" if end < len(text) else ""]
    joined = "".join(parts).replace("</mark><mark>", "").replace("</mark> <mark>", " ")
    return mark_safe(joined)  # noqa: S308 - every part was escaped above


def snippet(text: str, words: Set[str], length: int = LENGTH) -> SafeString:
    """A stretch of `text` with the words marked."""
    return marked(text, words, length)


def _window(text: str, found: list[Piece], length: int | None) -> tuple[int, int]:
    """Where the stretch with most words begins and ends, at word borders where there are some."""
    if length is None or len(text) <= length:
        return 0, len(text)
    start = 0
    if found:
        best = max(
            found,
            key=lambda piece: (sum(piece.start <= other.start and other.end <= piece.start + length for other in found), -piece.start),
        )
        start = 0 if best.end <= length * 2 // 3 else best.start
        blank = text.rfind(" ", max(0, start - 30), start)
        start = blank + 1 if start and blank >= 0 else start
    end = min(len(text), start + length)
    if end < len(text):
        borders = [piece.end for piece in pieces(text[start:end])]
        inside = [start + border for border in borders[:-1]] or [end]
        blank = text.rfind(" ", start + length // 2, end)
        end = blank if blank > 0 else inside[-1]
    return start, end
