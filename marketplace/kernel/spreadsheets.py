"""Tables that people open with a spreadsheet program."""

from __future__ import annotations

#: Beginnings that a spreadsheet program takes for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(text: str) -> str:
    """The text as a spreadsheet program shows it, whatever it begins with; an empty text stays empty."""
    return f"'{text}" if text.startswith(_FORMULA) else text
