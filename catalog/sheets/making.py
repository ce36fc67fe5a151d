"""Makes the files that people fill in or take away: XLSX with drop-down lists and explanations, CSV. Knows no database.

No text in them is taken for a formula by a spreadsheet program, whatever a supplier wrote into it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from catalog.sheets import cells
from catalog.sheets.checking import sheet_name
from catalog.sheets.columns import ITEM_CODE, REF, Column
from catalog.sheets.explaining import explained
from catalog.sheets.reading import MOST_ROWS
from marketplace.kernel import clock
from marketplace.ui import formats

Values = Mapping[str, Any]
#: Rows above the first listing: codes, then words.
HEADINGS = 2
_LISTS = "lists"
_GREY, _TINT = Font(color="767676", size=9), PatternFill("solid", fgColor="E6F2F1")
_BOLD, _TOP = Font(bold=True), Alignment(vertical="top", wrap_text=True)
_WIDE = 32_000


def file_of(
    kind: str, columns: tuple[Column, ...], rows: Iterable[Values], category: str, title: str, made_at: dt.datetime | None = None
) -> bytes:
    """A file of `kind` (xlsx, csv) in the active language. A workbook says `made_at`; a CSV file has no place for it but its name."""
    return csv_file(columns, rows) if kind == "csv" else xlsx_file(columns, rows, category, title, made_at)


def file_name(what: str, category: str, kind: str, made_at: dt.datetime | None = None) -> str:
    """Name of a file; with day and hour on Bangkok's clocks where it tells how things stood."""
    moment = f"-{made_at.astimezone(clock.BANGKOK):%Y-%m-%d-%H%M}" if made_at else ""
    return f"{what}-{category}{moment}.{kind}"


def csv_file(columns: tuple[Column, ...], rows: Iterable[Values]) -> bytes:
    """A CSV file as spreadsheet programs open it: UTF-8 with its mark."""
    made = io.StringIO()
    made.write("\ufeff")
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([column.code for column in columns])
    writer.writerow([_heading(column) for column in columns])
    for values in rows:
        writer.writerow([cells.shielded(cells.as_text(column.written(values.get(column.name)))) for column in columns])
    return made.getvalue().encode()


def xlsx_file(columns: tuple[Column, ...], rows: Iterable[Values], category: str, title: str, made_at: dt.datetime | None = None) -> bytes:
    """A workbook in the active language: the listings, explanations of every column, and the lists behind the drop-downs."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, ""
    sheet = book.create_sheet(sheet_name(category))
    sheet.freeze_panes = "D3"
    places = _validated(sheet, columns)
    for place, column in enumerate(columns, start=1):
        shape = sheet.column_dimensions[get_column_letter(place)]
        shape.width = 44 if column.kind.long else 24
        if column.name in (REF, ITEM_CODE):
            shape.number_format = "@"  # or 007 would become 7
    sheet.append([_styled(sheet, column.code, _GREY) for column in columns])
    sheet.append([_styled(sheet, _heading(column), _BOLD, _TINT) for column in columns])
    for values in rows:
        sheet.append([_cell(sheet, column, values.get(column.name)) for column in columns])
    _explanations(book, columns, title, made_at)
    _lists(book, columns, places)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _heading(column: Column) -> str:
    """The words of a column; an asterisk marks what a listing needs before it can be sent for review."""
    return f"{column.label} *" if column.question.required else str(column.label)


def _styled(sheet: Any, text: str, font: Font, fill: PatternFill | None = None) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font, cell.alignment = font, _TOP
    if fill:
        cell.fill = fill
    return cell


def _cell(sheet: Any, column: Column, value: Any) -> Any:
    written = column.written(value)
    if isinstance(written, str):
        cell = WriteOnlyCell(sheet, value=cells.shielded(written)[:_WIDE])
        cell.data_type = "s"  # "#N/A" is a text too
        if "\n" in written:
            cell.alignment = _TOP
        if column.name in (REF, ITEM_CODE):
            cell.number_format = "@"
        return cell
    if isinstance(written, Decimal | dt.date):
        cell = WriteOnlyCell(sheet, value=written)
        cell.number_format = _shape(written, column)
        return cell
    return written


def _shape(written: Decimal | dt.date, column: Column) -> str:
    if isinstance(written, dt.date):
        return "yyyy-mm-dd"
    return "#,##0.00" if column.kind.name == "money" else "General"


def _validated(sheet: Any, columns: tuple[Column, ...]) -> dict[str, int]:
    """Give columns with few answers a drop-down list; answers where each list stands on the sheet of lists."""
    places: dict[str, int] = {}
    for place, column in enumerate(columns, start=1):
        words = column.offered()
        if not words or column.kind.many:
            continue
        places[column.code] = len(places) + 1
        letter = get_column_letter(len(places))
        rule = DataValidation(type="list", formula1=f"={_LISTS}!${letter}$1:${letter}${len(words)}", allow_blank=True)
        rule.errorStyle = "warning"  # the words of the other language are read as well
        rule.errorTitle, rule.error = str(column.label)[:30], _("Choose one from the list of the cell.")
        rule.showErrorMessage = True
        here = get_column_letter(place)
        rule.add(f"{here}{HEADINGS + 1}:{here}{HEADINGS + MOST_ROWS}")
        sheet.data_validations.append(rule)
    return places


def _explanations(book: Workbook, columns: tuple[Column, ...], title: str, made_at: dt.datetime | None) -> None:
    sheet = book.create_sheet(_("Explanations"))
    for letter, width in zip("ABCDE", (22, 34, 12, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_styled(sheet, title, _BOLD)])
    if made_at:
        sheet.append([_styled(sheet, _("The listings as they stood on %(when)s.") % {"when": formats.moment(made_at)}, _BOLD)])
    for sentence in _rules():
        sheet.append([_styled(sheet, sentence, Font())])
    sheet.append([])
    heads = (_("Column"), _("In words"), _("Needed"), _("What to write"), _("Answers"))
    sheet.append([_styled(sheet, head, _BOLD, _TINT) for head in heads])
    for column in columns:
        said = (
            column.code,
            str(column.label),
            _("yes") if column.question.required else "",
            explained(column),
            "\n".join(column.offered()),
        )
        sheet.append([_styled(sheet, cells.shielded(text), Font()) for text in said])


def _rules() -> list[str]:
    return [
        _("Leave the first row as it is. Columns may stand in any order; those that you leave out of the file change nothing."),
        _(
            "One listing in each row. Your own item code names it: with the same code the same listing is changed, with a new code one is begun."
        ),
        _("An emptied cell takes the answer out. Columns marked * are needed before a listing can be sent for review."),
        _("Thai digits, commas between thousands and years of either era are read. Formulas are not: paste their values."),
        _("Files are no part of the sheet: attach them on the listing’s own page. What is attached there stays."),
        _("Nothing is written before you have seen what would change and confirmed it."),
    ]


def _lists(book: Workbook, columns: tuple[Column, ...], places: dict[str, int]) -> None:
    sheet = book.create_sheet(_LISTS)
    sheet.sheet_state = "hidden"
    lists = [column.offered() for column in columns if column.code in places]
    for row in range(max((len(words) for words in lists), default=0)):
        sheet.append([cells.shielded(words[row]) if row < len(words) else None for words in lists])
