"""A company's spreadsheets: handed in, checked in the background, confirmed, written as drafts. Safe to run twice.

Nothing is written before it is confirmed, and while a row has a fault only if the company says that such rows are left out.
Rows are written in small units, each with the marks of what it wrote: whoever goes on after a stop writes nothing twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog import events
from catalog.actions import drafts
from catalog.actions.questions import kept_set
from catalog.models import Category, Listing, ListingVersion, SheetImport, SheetRow, Stage, Verdict
from catalog.questions import definitions
from catalog.sheets import checking, reading
from catalog.sheets.columns import ITEM_CODE, REF, Column, columns_of, values_of
from catalog.states import ListingState
from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.audit import locks
from marketplace.kernel import clock, files
from marketplace.kernel.references import next_ref
from marketplace.law import clauses
from marketplace.procedure.door import locked
from marketplace.procedure.refusals import Refusal, Refused, wrong_duty
from suppliers.models import Company

KINDS = ("xlsx", "csv")
MOST_BYTES = 20 * 1024 * 1024
#: Files that a company may hand in within an hour: each is read whole, and everybody's wait in one queue.
MOST_AN_HOUR = 20
#: Rows with faults after which a check stops: whoever has more mends these first.
MOST_FAULTY = 500
#: Faults that are kept of one row.
KEPT_OF_A_ROW = 10
#: Rows between two notes of how far a check is; rows written in one unit.
STEP, UNIT = 200, 25
#: After so long without a sign of life somebody else goes on.
SILENCE = dt.timedelta(minutes=2)
WRITES = (Verdict.NEW, Verdict.CHANGED)

_TOO_OFTEN = _("Your company handed in %(number)s files within the last hour. Mend all rows in one file, and hand it in a little later.")
_NOT_WRITABLE = _("This listing cannot be changed now: %(state)s. Take it back from review first, or leave the row as it was exported.")
_MEANWHILE = _("The listing was changed by somebody else after the check. Export it anew and hand in the change again.")
_CODE_TAKEN = _("A listing with this item code was begun by somebody else after the check. Check the file again.")


def receive(company: Company, category: Category, upload: Any, *, actor: Actor) -> SheetImport:
    """Keep a spreadsheet; the check follows in the background.

    Raises:
        ValidationError: the gate for files turns it away, or too many came within an hour.
        Refused: the actor does not keep this company's listings.
    """
    only_their_keepers(company, actor)
    if SheetImport.objects.filter(company=company, received_at__gt=clock.read() - dt.timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise ValidationError(_TOO_OFTEN % {"number": MOST_AN_HOUR}, code="too_often")
    with audit.unit():
        stored = files.receive(upload, by=actor, kinds=KINDS, max_bytes=MOST_BYTES)
        now = clock.read()
        sheet = SheetImport.objects.create(
            ref=next_ref("SH"), company=company, category=category, file=stored, last_moved=now, received_at=now, received_by_id=actor.person_id
        )  # fmt: skip
        told = {"category": category.code, "company": company.ref, "file": stored.sha256}
        audit.record(events.SheetReceived, actor=actor, subject=sheet, payload=told)
    return sheet


def counts(sheet: SheetImport) -> dict[str, int]:
    """Rows by verdict."""
    found = {verdict.value: 0 for verdict in Verdict}
    return found | dict(sheet.rows.order_by().values_list("verdict").annotate(Count("pk")))


# --- checked


def check(ref: str) -> None:
    """Judge every row. Does nothing where it is checked already or somebody else is at it; begins anew after a stop."""
    with locks.alone(f"sheet {ref}") as mine:
        sheet = SheetImport.objects.select_related("category", "company", "file").get(ref=ref)
        if not mine or sheet.stage != Stage.CHECKING:
            return
        columns = columns_now(sheet.category)
        try:
            head = _head(sheet, columns)
        except reading.Unreadable as unreadable:
            _end_check(sheet, stage=Stage.UNREADABLE, notes=[checking.both(unreadable.sentence)])
            return
        with audit.unit():
            sheet.rows.all().delete()
            _note(sheet, rows_total=len(head.lines), rows_done=0)
        needed = [column.name for column in columns if column.question.required and column.place == "field"]
        asked = definitions().set_for(sheet.category.code)
        checker = checking.Checker(head.places, list(_known(sheet)), asked, definitions().units[sheet.category.unit], needed)
        faulty = 0
        for lines in _parts(head.lines, STEP):
            rows = [_row(sheet, found) for found in checker.rows(lines)]
            faulty += sum(row.verdict == Verdict.FAULTY for row in rows)
            with audit.unit():
                SheetRow.objects.bulk_create(rows)
                _note(sheet, rows_done=sheet.rows_done + len(rows))
            if faulty > MOST_FAULTY:
                break
        _end_check(sheet, stage=Stage.CHECKED, notes=head.notes, stopped_early=sheet.rows_done < sheet.rows_total)


def columns_now(category: Category) -> tuple[Column, ...]:
    """The columns of a category by its present question set."""
    known = definitions()
    return columns_of(known.set_for(category.code), known.units[category.unit])


def _head(sheet: SheetImport, columns: tuple[Column, ...]) -> checking.Head:
    known = definitions()
    with default_storage.open(sheet.file.path) as kept:
        sheets = reading.read(kept, sheet.file.kind)
    return checking.head_of(sheets, columns, known.categories[sheet.category.code], known.leaves())


def _known(sheet: SheetImport) -> Iterator[checking.Known]:
    """All listings of the company: of the sheet's category with what they say, of others only how they are named."""
    rows = Listing.objects.filter(company_id=sheet.company_id).select_related("category")
    for row in rows.filter(category_id=sheet.category_id).select_related("draft_version", "live_version").iterator(chunk_size=500):
        yield _as_known(row, row.draft_version or row.live_version)
    for row in rows.exclude(category_id=sheet.category_id).iterator(chunk_size=500):
        yield _as_known(row, None)


def _as_known(row: Listing, version: ListingVersion | None) -> checking.Known:
    values = {REF: row.ref, ITEM_CODE: row.item_code} if version is None else values_of_version(row, version)
    state = ListingState(row.state)
    return checking.Known(row.pk, row.version, row.category.code, values, state.label, state in drafts.WRITABLE)


def values_of_version(row: Listing, version: ListingVersion) -> dict[str, Any]:
    """What a version says, by name of a column."""
    said = {"answers": version.answers, **{name: getattr(version, name) for name in drafts.FIELDS}}
    return values_of(said, row.ref, row.item_code)


def _row(sheet: SheetImport, found: checking.Found) -> SheetRow:
    if found.faults:
        verdict = Verdict.FAULTY
    elif found.is_new:
        verdict = Verdict.NEW
    else:
        verdict = Verdict.CHANGED if found.given else Verdict.UNCHANGED
    return SheetRow(
        sheet=sheet,
        number=found.number,
        verdict=verdict,
        listing_id=found.known.pk if found.known else None,
        seen=found.known.version if found.known else None,
        item_code=found.item_code[:60],
        title=found.title[:160],
        given=found.given if verdict in WRITES else {},
        faults=[fault.plain() for fault in found.faults[:KEPT_OF_A_ROW]],
        lacking=found.lacking if verdict in WRITES else 0,
        faults_more=max(0, len(found.faults) - KEPT_OF_A_ROW),
    )


def _note(sheet: SheetImport, **said: Any) -> None:
    """Say how far it is. Inside the caller's unit."""
    said["last_moved"] = clock.read()
    SheetImport.objects.filter(pk=sheet.pk).update(**said)
    for name, value in said.items():
        setattr(sheet, name, value)


def _end_check(sheet: SheetImport, **said: Any) -> None:
    with audit.unit():
        if locked(sheet).stage == Stage.CHECKING:
            _note(sheet, question_set=kept_set(sheet.category), **said)


def check_again(sheet: SheetImport, *, actor: Actor) -> None:
    """Compare the same file with the listings as they are now.

    Raises:
        Refused: not theirs, or it is being written or written already.
    """
    only_their_keepers(sheet.company, actor)
    with audit.unit():
        if locked(sheet).stage != Stage.CHECKED:
            raise Refused([_passed()])
        _note(sheet, stage=Stage.CHECKING, rows_done=0, stopped_early=False)


# --- confirmed


def confirm(sheet: SheetImport, *, actor: Actor, leave_out: bool = False) -> None:
    """Let what was checked be written, in the background. A second time changes nothing.

    Raises:
        Refused: with every reason.
    """
    only_their_keepers(sheet.company, actor)
    with audit.unit():
        row = locked(sheet)
        if row.stage in (Stage.WRITING, Stage.WRITTEN):
            return
        refusals = list(_why_not(row, leave_out))
        if refusals:
            raise Refused(refusals)
        found = counts(row)
        new, changed, faulty = (found[verdict] for verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.FAULTY))
        _note(sheet, stage=Stage.WRITING, rows_total=new + changed, rows_done=0, leaves_out=bool(faulty), confirmed_at=clock.read(), confirmed_by_id=actor.person_id)  # fmt: skip
        audit.record(events.SheetConfirmed, actor=actor, subject=row, payload={"new": new, "changed": changed, "left_out": faulty})


def _why_not(sheet: SheetImport, leave_out: bool) -> Iterator[Refusal]:
    if sheet.stage != Stage.CHECKED:
        yield _passed()
        return
    found = counts(sheet)
    if sheet.stopped_early:
        yield _reason(
            "sheet_half_checked",
            _("The check stopped because too many rows have faults."),
            _("Mend the rows that are named and hand the file in again."),
        )
    elif found[Verdict.FAULTY] and not leave_out:
        yield _reason(
            "sheet_has_faults",
            _("Some rows have faults, so nothing was written."),
            _("Mend them and hand the file in again, or tick that they are left out."),
        )
    if not found[Verdict.NEW] + found[Verdict.CHANGED]:
        yield _reason(
            "sheet_changes_nothing",
            _("The file has nothing that would be written."),
            _("Change what should be different and hand the file in again."),
        )
    if sheet.question_set_id != kept_set(sheet.category).pk:
        yield _reason("questions_changed", _("The questions of this category have changed since the check."), _("Check the file again."))


def _passed() -> Refusal:
    return _reason("sheet_passed", _("This file is not waiting for a decision any more."), _("Open it anew to see how far it is."))


def _reason(code: str, sentence: Promise | str, remedy: Promise | str) -> Refusal:
    return Refusal(code, sentence, clauses.HOUSE_PROCEDURE, remedy=remedy)


def set_aside(sheet: SheetImport, *, actor: Actor) -> None:
    """Write nothing of it.

    Raises:
        Refused: not theirs, or too late.
    """
    only_their_keepers(sheet.company, actor)
    with audit.unit():
        if locked(sheet).stage not in (Stage.CHECKING, Stage.CHECKED, Stage.UNREADABLE):
            raise Refused([_passed()])
        _note(sheet, stage=Stage.DISCARDED, ended_at=clock.read(), ended_by_id=actor.person_id)
        audit.record(events.SheetSetAside, actor=actor, subject=sheet)


def only_their_keepers(company: Company, actor: Actor) -> None:
    """Let those pass who keep this company's listings.

    Raises:
        Refused: anybody else.
    """
    if not actor.has(*drafts.WRITERS) or actor.organisation_id != company.organisation_id:
        raise Refused([wrong_duty(Duty.LISTER.label)])


# --- written


def write(ref: str) -> None:
    """Write what was confirmed, a few rows at a time. Goes on where it stopped; nothing is written twice."""
    with locks.alone(f"sheet {ref}") as mine:
        sheet = SheetImport.objects.select_related("category", "company__organisation", "confirmed_by").get(ref=ref)
        if not mine or sheet.stage != Stage.WRITING:
            return
        assert sheet.confirmed_by is not None  # whoever lets it be written is written down
        actor = Actor.of(sheet.confirmed_by, sheet.company.organisation)
        while _write_some(sheet, actor):
            pass


def _write_some(sheet: SheetImport, actor: Actor) -> bool:
    """One unit: a few rows with their drafts, entries and marks; the last one closes the file. False when there is nothing left."""
    with audit.unit():
        if locked(sheet).stage != Stage.WRITING:
            return False
        open_rows = sheet.rows.filter(verdict__in=WRITES, is_settled=False)
        rows = list(open_rows.select_related("listing__company", "listing__category").order_by("number")[:UNIT])
        for row in rows:
            row.refusals = _written(row, sheet, actor)
            row.is_settled = True
        if rows:
            SheetRow.objects.bulk_update(rows, ["refusals", "is_settled", "listing"])
            _note(sheet, rows_done=sheet.rows_done + len(rows))
            return True
        _note(sheet, stage=Stage.WRITTEN, ended_at=clock.read(), ended_by_id=actor.person_id)
        settled = sheet.rows.filter(is_settled=True)
        refused = settled.exclude(refusals=[]).count()
        audit.record(events.SheetWritten, actor=actor, subject=sheet, payload={"written": settled.count() - refused, "refused": refused})
    return False


def _written(row: SheetRow, sheet: SheetImport, actor: Actor) -> list[dict[str, str]]:
    """Write one row; answers why it could not be, in both languages."""
    given = row.given
    code = given.get(ITEM_CODE)
    if code and Listing.objects.filter(company_id=sheet.company_id, item_code=code).exclude(pk=row.listing_id).exists():
        return [checking.both(_CODE_TAKEN)]
    try:
        if row.verdict == Verdict.NEW:
            row.listing = drafts.begun(sheet.company, sheet.category, actor=actor, item_code=row.item_code)
        assert row.listing is not None  # a changed row was compared with one
        if row.listing.state not in drafts.WRITABLE:
            return [checking.both(_NOT_WRITABLE, state=ListingState(row.listing.state).label)]
        if row.seen is not None and row.seen != row.listing.version:
            return [checking.both(_MEANWHILE)]
        drafts.saved(
            row.listing, actor=actor, seen=row.seen, fields=given.get("fields"), answers=given.get("answers"),
            item_code=code if row.verdict == Verdict.CHANGED else None,
        )  # fmt: skip
    except Refused as refused:
        return [checking.both(_Why(refused))]
    return []


class _Why(Promise):
    """The reasons of a refusal in the reader's language."""

    def __init__(self, refused: Refused) -> None:
        self.refused = refused

    def __str__(self) -> str:
        return str(self.refused)


def silent() -> list[tuple[str, str]]:
    """(reference, stage) of spreadsheets that a worker should be busy with, and that have not moved for a while."""
    rows = SheetImport.objects.filter(stage__in=(Stage.CHECKING, Stage.WRITING), last_moved__lt=clock.read() - SILENCE)
    return list(rows.order_by("last_moved").values_list("ref", "stage")[:50])


def _parts(lines: list[reading.Line], size: int) -> Iterable[list[reading.Line]]:
    return (lines[start : start + size] for start in range(0, len(lines), size))
