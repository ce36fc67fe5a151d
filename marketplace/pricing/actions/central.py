"""The register of central prices: enter one, end one, take in a table of them. Each opens its own unit."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from catalog.models import Category
from catalog.questions import definitions
from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock, era, money
from marketplace.kernel.references import next_ref
from marketplace.law import clauses
from marketplace.pricing import events
from marketplace.pricing.models import CentralPrice, Issuer
from marketplace.procedure.refusals import Refusal, Refused, wrong_duty

#: Columns of a table that is taken in, in any order.
COLUMNS = ("source", "issuer", "document_no", "document_on", "title", "category", "unit", "price_baht", "valid_from", "valid_to")
MAY_BE_EMPTY = frozenset({"valid_to", "unit"})
MOST_ROWS = 2000


@dataclass(frozen=True)
class Fault:
    """What is to be mended in a table: `row` is the line as a spreadsheet counts it, 1 the head."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Table:
    """A table as read: rows to be entered, how many are in the register already, and what is to be mended."""

    rows: tuple[dict[str, Any], ...]
    known: int
    faults: tuple[Fault, ...]


def _editor(actor: Actor) -> Actor:
    if not actor.has(Duty.RULE_EDITOR):
        raise Refused([wrong_duty(Duty.RULE_EDITOR.label)])
    return actor.under(Duty.RULE_EDITOR)


def enter(*, actor: Actor, **fields: Any) -> CentralPrice:
    """Enter one central price. `fields` are those of `CentralPrice`.

    Raises:
        Refused: not a rule editor, or the same price is in the register already.
    """
    editor = _editor(actor)
    if _is_known(fields):
        raise Refused([_known()])
    with audit.unit():
        return _entered(editor, fields)


def enter_all(rows: Sequence[Mapping[str, Any]], *, actor: Actor) -> int:
    """Enter every row of a table in one unit: all or none. Answers how many were entered; known ones are passed over."""
    editor = _editor(actor)
    try:
        with audit.unit():
            fresh = [row for row in rows if not _is_known(row)]
            for row in fresh:
                _entered(editor, row)
            return len(fresh)
    except IntegrityError:
        raise Refused([_known()]) from None


def _known() -> Refusal:
    return Refusal(
        "known", _("This price is in the register already."), clauses.HOUSE_NOTHING_DELETED, remedy=_("End the old entry first.")
    )


def _is_known(fields: Mapping[str, Any]) -> bool:
    names = ("issuer", "document_no", "category", "unit", "title", "valid_from")
    return CentralPrice.objects.filter(ended_at=None, **{name: fields[name] for name in names}).exists()


def _entered(editor: Actor, fields: Mapping[str, Any]) -> CentralPrice:
    row = CentralPrice.objects.create(ref=next_ref("CP"), entered_at=clock.read(), entered_by_id=editor.person_id, **fields)
    audit.record(
        events.CentralPriceEntered,
        actor=editor,
        subject=row,
        basis=("ACT.4",),
        payload={
            "source": row.source,
            "issuer": row.issuer,
            "document_no": row.document_no,
            "document_on": row.document_on.isoformat(),
            "title": row.title,
            "category": row.category.code,
            "unit": row.unit,
            "price_satang": row.price_satang,
            "valid_from": row.valid_from.isoformat(),
            "valid_to": row.valid_to.isoformat() if row.valid_to else "",
        },
    )
    return row


def end(row: CentralPrice, *, actor: Actor, reason: str) -> CentralPrice:
    """Take a price out of the register, with the reason; it stays readable."""
    editor = _editor(actor)
    if not reason.strip():
        raise Refused([Refusal("reason", _("Write why it is taken out."), clauses.HOUSE_REASON)])
    with audit.unit():
        held = CentralPrice.objects.select_for_update(no_key=True).get(pk=row.pk)
        if held.ended_at is not None:
            raise Refused([Refusal("ended", _("It has been taken out already."), clauses.HOUSE_STALE_PAGE)])
        held.ended_at, held.ended_by_id, held.end_reason = clock.read(), actor.person_id, reason.strip()
        held.save(update_fields=["ended_at", "ended_by", "end_reason"])
        audit.record(events.CentralPriceEnded, actor=editor, subject=held, payload={"reason": held.end_reason})
        return held


# --- tables
def read_table(text: str) -> Table:
    """Read a table in CSV (commas, semicolons or tabs; the first line names the columns). Writes nothing."""
    text = text.lstrip("\ufeff").strip("\r\n")
    head_line = text.split("\n", 1)[0]
    mark = max(",;\t", key=head_line.count)
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    if not lines:
        return Table((), 0, (Fault(1, "", _("The table is empty.")),))
    head = [cell.strip().lower() for cell in lines[0]]
    if missing := [name for name in COLUMNS if name not in head and name not in MAY_BE_EMPTY]:
        return Table((), 0, (Fault(1, "", _("The first line must name the columns; missing: %s.") % ", ".join(missing)),))
    if len(lines) > MOST_ROWS + 1:
        return Table((), 0, (Fault(MOST_ROWS + 2, "", _("At most %s rows at a time.") % f"{MOST_ROWS:,}"),))
    categories = {row.code: row for row in Category.objects.open().leaves()}
    rows: list[dict[str, Any]] = []
    faults: list[Fault] = []
    seen: dict[tuple[Any, ...], int] = {}
    known = 0
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        told = {name: cell.strip() for name, cell in zip(head, cells, strict=False)}
        row, mended = _read_row(number, told, categories)
        faults += mended
        if mended:
            continue
        same = tuple(row[name] for name in ("issuer", "document_no", "title", "category", "unit", "valid_from"))
        if same in seen:
            faults.append(Fault(number, "title", _("The same price stands in row %s.") % seen[same]))
        elif _is_known(row):
            known += 1
        else:
            rows.append(row)
        seen[same] = number
    if not rows and not faults and not known:
        faults.append(Fault(1, "", _("The table has no rows.")))
    return Table(tuple(rows), known, tuple(faults))


def _read_row(number: int, told: Mapping[str, str], categories: Mapping[str, Category]) -> tuple[dict[str, Any], list[Fault]]:
    faults: list[Fault] = []
    row: dict[str, Any] = {}

    def take(column: str, name: str, read: Any, sentence: str) -> None:
        text = told.get(column, "")
        if not text:
            if column not in MAY_BE_EMPTY:
                faults.append(Fault(number, column, _("Fill this in.")))
            return
        try:
            row[name] = read(text)
        except (ValueError, KeyError, money.UnreadableAmount, era.UnreadableDate, era.WrongEra):
            faults.append(Fault(number, column, sentence))

    sources = {kind.value: kind.value for kind in CentralPrice.SOURCES}
    day = _("Write the day as 2026-10-01 or 1 ต.ค. 2569.")
    take("source", "source", lambda text: sources[text.lower()], _("One of: %s.") % ", ".join(sources))
    take("issuer", "issuer", lambda text: Issuer(text.lower()).value, _("One of: %s.") % ", ".join(Issuer.values))
    take("document_no", "document_no", lambda text: _short(text, 120), _("At most %s characters.") % 120)
    take("document_on", "document_on", _day, day)
    take("title", "title", lambda text: _short(text, 255), _("At most %s characters.") % 255)
    take("category", "category", lambda text: categories[text], _("There is no category with this code that carries prices."))
    take("price_baht", "price_satang", _amount, _("Write the price of one unit in baht, VAT included, for example 1,250.50."))
    take("valid_from", "valid_from", _day, day)
    take("valid_to", "valid_to", _day, day)
    row.setdefault("valid_to", None)
    if "category" in row:
        row["unit"] = told.get("unit") or row["category"].unit
        if row["unit"] not in definitions().units:
            faults.append(Fault(number, "unit", _("There is no such unit. One of: %s.") % ", ".join(definitions().units)))
    if row["valid_to"] and "valid_from" in row and row["valid_to"] < row["valid_from"]:
        faults.append(Fault(number, "valid_to", _("The last day lies before the first.")))
    return row, faults


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise ValueError(text)
    return text


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return era.parse_date(text, "BE")


def _amount(text: str) -> int:
    satang = money.parse_baht(text)
    if satang <= 0:
        raise ValueError(text)
    return satang
