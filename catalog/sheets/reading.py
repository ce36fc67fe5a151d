"""Bytes of an XLSX or CSV file become rows of plain cells. Formulas are not worked out. Knows no category and no listing.

The gate for uploads has weighed the file before; here a sheet that lies about its size is read no further than the limits.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from catalog.sheets.cells import Cell, Unusable

logger = logging.getLogger(__name__)
#: Rows with content that one file may have, and columns that are looked at.
MOST_ROWS, MOST_COLUMNS = 10_000, 150
#: Rows of a worksheet of the usual programs; a file that claims more was not made by one.
_LAST_ROW = 1_048_576
_LONGEST_CELL = 32_767

Raw = Cell | Unusable
Line = tuple[int, list[Raw]]


class Unreadable(Exception):
    """The file cannot be used as it is; `sentence` says what to do."""

    def __init__(self, sentence: Promise | str) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True)
class Sheet:
    """A sheet of a file: its name (none in CSV) and its rows that hold something, each with its number."""

    name: str
    lines: list[Line]


def read(file: IO[bytes], kind: str) -> list[Sheet]:
    """Every sheet of the file, in its order.

    Raises:
        Unreadable: broken, or with too many rows.
    """
    if kind == "csv":
        return [Sheet("", _bounded(_csv(file.read())))]
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        return [Sheet(sheet.title, _bounded(_lines(sheet))) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except Unreadable:
        raise
    except Exception as broken:  # what a damaged or hostile file makes of the reader has no end of names
        logger.info("A spreadsheet could not be read: %s", type(broken).__name__)
        raise Unreadable(
            _("This file cannot be opened as a spreadsheet. Open it in your program, save it anew as XLSX and hand it in again.")
        ) from broken


def _bounded(lines: Iterable[Line]) -> list[Line]:
    found = []
    for number, line in lines:
        if any(cell is not None for cell in line):
            found.append((number, line))
        if len(found) > MOST_ROWS + 10:  # a few lines of headings
            raise Unreadable(_("The file has more than 10,000 rows. Divide it into several files and hand them in one after the other."))
        if number > _LAST_ROW:
            raise Unreadable(
                _("This file cannot be opened as a spreadsheet. Open it in your program, save it anew as XLSX and hand it in again.")
            )
    return found


# --- XLSX


def _lines(sheet: Any) -> Iterator[Line]:
    if not hasattr(sheet, "iter_rows"):  # a sheet that is only a chart
        return
    for number, row in enumerate(sheet.iter_rows(min_row=1, min_col=1, max_col=MOST_COLUMNS), start=1):
        yield number, [_cell(cell) for cell in row]


def _cell(cell: Any) -> Raw:
    value = cell.value
    if value is None or value == "":
        return None
    kind = cell.data_type
    if kind == "f":
        return Unusable(str(getattr(value, "text", value))[:80], is_formula=True)
    if kind == "e":
        return Unusable(str(value)[:20])
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return str(value)[:_LONGEST_CELL]


def _number(value: float, shape: str) -> Raw:
    """The shortest decimal that is this number: 290.1 stays 290.1. What is shown as 99.9 % is kept as 0.999."""
    number = Decimal(repr(value))
    if not number.is_finite():
        return Unusable(str(value))
    return number * 100 if "%" in shape else number


# --- CSV


def _csv(content: bytes) -> Iterator[Line]:
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [cell[:_LONGEST_CELL] if cell.strip() else None for cell in cells[:MOST_COLUMNS]]
    except csv.Error as broken:
        raise Unreadable(
            _("The quotation marks of this CSV file do not close. Save it anew from your spreadsheet program and hand it in again.")
        ) from broken


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, else the Thai code page in which older programs save CSV."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp874", "replace")


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)
