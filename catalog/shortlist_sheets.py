"""A shortlist as a spreadsheet: plain rows first, then written as XLSX, ODS or CSV. Knows no page and no permission."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import odfdo
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from catalog.models import Shortlist
from catalog.showing import case_words, compare_rows
from marketplace.kernel import clock
from marketplace.kernel.spreadsheets import plain_cell

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
}
#: Listings whose answers stand side by side in a file.
MOST_SIDE_BY_SIDE = 30


@dataclass(frozen=True)
class Table:
    """One sheet. Cells are texts, whole numbers or amounts in baht (Decimal)."""

    title: str
    rows: list[list[Any]]
    head: int  # row of the column heads, from 0
    widths: tuple[int, ...]


def _baht(satang: int | None) -> Decimal | str:
    return "" if satang is None else Decimal(satang).scaleb(-2)


def tables(shortlist: Shortlist, lines: Sequence[Any]) -> list[Table]:
    """The list itself, and the answers of what is kept side by side. `lines` are those of `catalog.showing_lists`."""
    return [_list(shortlist, lines), _answers(shortlist, lines)]


def _clean(value: Any) -> Any:
    """Without the characters that no spreadsheet can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value


def _list(shortlist: Shortlist, lines: Sequence[Any]) -> Table:
    about = [
        [_("Shortlist"), shortlist.name],
        [_("Reference"), shortlist.ref],
        [_("Agency"), shortlist.agency.name_th],
        [_("Category"), shortlist.category.name],
        [_("Case"), case_words(shortlist.case, shortlist.unit)],
        [_("State"), shortlist.state_word],
    ]
    if shortlist.frozen_at is not None:
        about += [
            [_("Confirmed on"), clock.civil(shortlist.frozen_at).isoformat()],
            [_("Confirmed by"), shortlist.frozen_by.name if shortlist.frozen_by else ""],
            ["SHA-256", shortlist.sha256],
        ]
    heads = [
        _("No."), _("Listing"), _("Version"), _("Service"), _("Supplier"), _("Supplier's number"), _("Total with VAT (baht)"),
        _("Decision"), _("Reason for rejecting it"), _("Note"),
    ]  # fmt: skip
    rows = [
        [
            number,
            line.entry.listing.ref,
            line.version.number,
            line.version.title,
            line.entry.listing.company.name,
            line.entry.listing.company.public_number,
            _baht(line.total_satang),
            _("Kept") if line.entry.is_kept else _("Rejected"),
            line.entry.rejected_reason,
            line.entry.note,
        ]
        for number, line in enumerate(sorted(lines, key=lambda line: not line.entry.is_kept), start=1)
    ]
    return Table(_("Shortlist"), [*about, [], heads, *rows], len(about) + 1, (22, 18, 9, 48, 36, 18, 20, 14, 40, 40))


def _answers(shortlist: Shortlist, lines: Sequence[Any]) -> Table:
    kept = [line for line in lines if line.entry.is_kept][:MOST_SIDE_BY_SIDE]
    heads = ["", *(f"{line.version.title} ({line.entry.listing.ref} v{line.version.number})" for line in kept)]
    rows: list[list[Any]] = [[_("Total with VAT (baht)"), *(_baht(line.total_satang) for line in kept)]]
    for title, group in compare_rows([line.version for line in kept]):
        rows.append([title])
        rows += [[row.label, *("; ".join(cell) for cell in row.cells)] for row in group]
    return Table(_("Side by side"), [heads, *rows], 0, (32, *([40] * len(kept))))


def written(kind: str, found: Sequence[Table]) -> bytes:
    """The tables as a file of this kind; CSV has the first one only."""
    writers = {"xlsx": _xlsx, "ods": _ods, "csv": _csv}
    return writers[kind]([replace(table, rows=[[_clean(value) for value in row] for row in table.rows]) for table in found])


def _xlsx(found: Sequence[Table]) -> bytes:
    book = Workbook(write_only=True)
    for table in found:
        sheet = book.create_sheet(table.title[:31])
        for number, width in enumerate(table.widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = f"A{table.head + 2}"
        for number, row in enumerate(table.rows):
            sheet.append([_cell(sheet, value, bold=number == table.head) for value in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _cell(sheet: Any, value: Any, *, bold: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # a supplier's text is never a formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _ods(found: Sequence[Table]) -> bytes:
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    for table in found:
        sheet = odfdo.Table(table.title)
        for row in table.rows:
            line = odfdo.Row()
            for value in row:
                kind = "string" if isinstance(value, str) else "float"
                line.append_cell(odfdo.Cell(value, cell_type=kind), clone=False)
            sheet.append_row(line, clone=False)
        document.body.append(sheet)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _csv(found: Sequence[Table]) -> bytes:
    kept = io.StringIO()
    csv.writer(kept).writerows([_plain(value) for value in row] for row in found[0].rows)
    return ("\ufeff" + kept.getvalue()).encode()


def _plain(value: Any) -> Any:
    """A text that a spreadsheet does not take for a formula."""
    return plain_cell(value) if isinstance(value, str) else value
