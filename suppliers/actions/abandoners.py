"""The registrar's verbs about the abandoner list: read a list in, row by row. Entries end only by removal orders."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock, era
from marketplace.kernel.models import StoredFile
from marketplace.kernel.references import next_ref
from marketplace.law import clauses
from marketplace.procedure import perform
from suppliers import events
from suppliers.models import Abandoner, AbandonerImport
from suppliers.models.abandoner import Ground, Who
from suppliers.names import key, split
from suppliers.numbers import UnreadableNumber, read_number
from suppliers.states import A

#: Column to the headings under which it is found, in both languages; the first is that of the template.
COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("เลขประจำตัว", "number", "เลขประจำตัวผู้เสียภาษี", "เลขทะเบียน"),
    "name": ("ชื่อ", "name"),
    "who": ("ประเภท", "kind"),
    "order_no": ("เลขที่คำสั่ง", "order_no", "order number"),
    "ordered_on": ("วันที่คำสั่ง", "ordered_on", "order date"),
    "ground": ("มาตรา", "ground"),
    "agency": ("หน่วยงาน", "agency"),
    "removal_order_no": ("เลขที่คำสั่งเพิกถอน", "removal_order_no", "removal order number"),
    "ended_on": ("วันที่คำสั่งเพิกถอน", "ended_on", "removal order date"),
}
NEEDED = ("name", "order_no", "ordered_on")
_PERSON, _COMPANY = {"บุคคล", "บุคคลธรรมดา", "person"}, {"นิติบุคคล", "บริษัท", "company"}


@dataclass(frozen=True)
class Row:
    """One readable row of a list."""

    who: str
    number: str
    name: str
    order_no: str
    ordered_on: dt.date
    ground: str = ""
    agency: str = ""
    removal_order_no: str = ""
    ended_on: dt.date | None = None


@dataclass(frozen=True)
class Fault:
    """What is to be mended in a list: where, and what to do."""

    line: int
    column: str
    sentence: str | Promise


@dataclass
class Reading:
    """A list as it was read: rows and faults. With faults nothing is taken over."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


# --- reading


def read(content: bytes, *, today: dt.date) -> Reading:
    """Read a CSV list (UTF-8 or the Thai code page; comma, semicolon or tab). Writes nothing."""
    reading = Reading()
    text = _decoded(content)
    table = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    head = next(table, [])
    places = {name: place for name, place in ((_column(title), place) for place, title in enumerate(head)) if name}
    for name in NEEDED:
        if name not in places:
            reading.faults.append(Fault(1, COLUMNS[name][0], _("This column is missing. Add it; the template shows all columns.")))
    if reading.faults:
        return reading
    for line, cells in enumerate(table, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        given = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
        faults = [Fault(line, COLUMNS[name][0], sentence) for name, sentence in _judged(given, today)]
        reading.faults += faults
        if not faults:
            reading.rows.append(_row(given))
    if not reading.rows and not reading.faults:
        reading.faults.append(Fault(2, "", _("The list has no rows.")))
    return reading


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp874", "replace")


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _column(title: str) -> str:
    plain = title.strip().casefold()
    return next((name for name, titles in COLUMNS.items() if plain in {known.casefold() for known in titles}), "")


def _judged(given: dict[str, str], today: dt.date) -> Iterable[tuple[str, str | Promise]]:
    """(column, what to do) for everything that cannot be taken over."""
    for name in NEEDED:
        if not given[name]:
            yield name, _("Fill in this cell.")
    number = given.get("number", "")
    if number:
        try:
            read_number(number)
        except UnreadableNumber as unreadable:
            yield "number", str(unreadable)
    if not number and _who(given) == Who.COMPANY:
        yield "number", _("A company needs its 13-digit number.")
    if _who(given) == Who.PERSON and not key(given["name"]).count(" "):
        yield "name", _("Write given name and family name: nobody is met by a family name alone.")
    ordered = _day(given["ordered_on"])
    if given["ordered_on"] and (ordered is None or ordered > today):
        yield "ordered_on", _("Write a day that has passed, for example 15/01/2569 or 2026-01-15.")
    if given.get("ground") and _ground(given["ground"]) is None:
        yield "ground", _("Write the case of section 109 as 109.1 to 109.6, or leave the cell empty.")
    ending = (given.get("removal_order_no", ""), given.get("ended_on", ""))
    if any(ending) and not all(ending):
        yield ("ended_on" if ending[0] else "removal_order_no"), _("A removal needs both number and day of its order.")
    ended = _day(ending[1]) if ending[1] else None
    if ending[1] and (ended is None or ended > today or (ordered is not None and ended < ordered)):
        yield "ended_on", _("Write a day between the order and today, for example 15/01/2569 or 2026-01-15.")


def _who(given: dict[str, str]) -> str:
    said = given.get("who", "").casefold()
    if said in _PERSON:
        return Who.PERSON
    if said in _COMPANY:
        return Who.COMPANY
    number = "".join(given.get("number", "").split())
    return Who.PERSON if number[:1] in set("12345678") or not number else Who.COMPANY


def _day(text: str) -> dt.date | None:
    """A day of either era: a year above 2400 is of the Buddhist Era."""
    for name in ("BE", "CE"):
        try:
            return era.parse_date(text, name)  # type: ignore[arg-type]
        except era.WrongEra:
            continue
        except era.UnreadableDate:
            return None
    return None


def _ground(text: str) -> str | None:
    plain = text.replace("มาตรา", "").replace("(", ".").replace(")", "").replace(" ", "")
    return plain if plain in Ground.values else None


def _row(given: dict[str, str]) -> Row:
    ordered = _day(given["ordered_on"])
    assert ordered is not None
    return Row(
        who=_who(given),
        number=read_number(given["number"]) if given.get("number") else "",
        name=given["name"],
        order_no=given["order_no"],
        ordered_on=ordered,
        ground=_ground(given["ground"]) or "" if given.get("ground") else "",
        agency=given.get("agency", ""),
        removal_order_no=given.get("removal_order_no", ""),
        ended_on=_day(given["ended_on"]) if given.get("ended_on") else None,
    )


# --- taking over


def _there(row: Row) -> Abandoner | None:
    """The entry of the same order for the same company or person."""
    same = Abandoner.objects.filter(order_no=row.order_no, ordered_on=row.ordered_on)
    if row.number:
        return same.filter(number=row.number).first()
    return same.filter(number="", name_key=key(row.name)).first()


@dataclass(frozen=True)
class Plan:
    """What a list would change."""

    added: tuple[Row, ...]
    ended: tuple[Row, ...]
    seen: tuple[Row, ...]


def plan(rows: Iterable[Row]) -> Plan:
    """What taking the rows over would do. Writes nothing."""
    added, ended, seen = [], [], []
    met = set()
    for row in rows:
        same = (row.order_no, row.ordered_on, row.number, key(row.name))
        if same in met:
            continue  # a list that names somebody twice under one order
        met.add(same)
        there = _there(row)
        if there is None:
            added.append(row)
        elif row.removal_order_no and there.state == A.LISTED:
            ended.append(row)
        else:
            seen.append(row)
    return Plan(tuple(added), tuple(ended), tuple(seen))


def enter(row: Row, *, actor: Actor, as_of: dt.date) -> Abandoner:
    """Enter one order. Inside the caller's unit."""
    given, family = split(row.name) if row.who == Who.PERSON else ("", "")
    entry = Abandoner.objects.create(
        ref=next_ref("AB"), who=row.who, number=row.number, name=row.name, given_name=given, family_name=family,
        name_key=key(row.name), ground=row.ground, agency=row.agency, order_no=row.order_no, ordered_on=row.ordered_on,
        checked_on=as_of, added_at=clock.read(), added_by_id=actor.person_id,
    )  # fmt: skip
    person = row.who == Who.PERSON
    audit.record(
        events.AbandonerListed,
        actor=actor.under(Duty.REGISTRAR),
        subject=entry,
        basis=(clauses.ACT_109, clauses.REG_193),
        payload={
            "number": "" if person else row.number,
            "name": "" if person else row.name,
            "order_no": row.order_no,
            "ordered_on": row.ordered_on.isoformat(),
            "ground": row.ground,
            "agency": row.agency,
        },
        personal={"person": row.name, "person_number": row.number} if person else {},
    )
    return entry


def take_over(rows: Iterable[Row], *, actor: Actor, as_of: dt.date, sha256: str, file: StoredFile | None = None) -> AbandonerImport:
    """Take a list over: enter what is new, end what a removal order ends, note what was seen. Safe to run twice.

    An entry that the list lacks stays as it is.
    """
    what = plan(rows)
    with audit.unit():
        for row in what.added:
            enter(row, actor=actor, as_of=as_of)
        entries = [entry for row in what.seen if (entry := _there(row)) is not None]
        Abandoner.objects.filter(pk__in=[entry.pk for entry in entries], checked_on__lt=as_of).update(checked_on=as_of)
        taken = AbandonerImport.objects.create(
            file=file, sha256=sha256, as_of=as_of, added=len(what.added), ended=_endings(what), seen=len(what.seen),
            imported_at=clock.read(), imported_by_id=actor.person_id,
        )  # fmt: skip
        audit.record(
            events.AbandonerListImported,
            actor=actor.under(Duty.REGISTRAR),
            subject=audit.LOG,
            payload={"file": sha256, "as_of": as_of.isoformat(), "added": taken.added, "ended": taken.ended, "seen": taken.seen},
        )
    # Each removal is a step of its own entry; if one is refused, running the list again goes on from there.
    for row in (*what.ended, *(row for row in what.added if row.removal_order_no)):
        entry = _there(row)
        assert entry is not None
        perform(entry, "remove", actor=actor, removal_order_no=row.removal_order_no, ended_on=row.ended_on)
    return taken


def _endings(what: Plan) -> int:
    return len(what.ended) + sum(bool(row.removal_order_no) for row in what.added)
