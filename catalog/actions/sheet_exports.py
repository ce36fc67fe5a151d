"""Files of a company's listings. A few listings are written at once; many are asked for and made in the background.

All rows are read by one question to the database, so that the file shows one moment, which it names, whatever is changed while it is made.
Safe to run twice: whoever goes on after a dead worker begins anew, under the name that the file has had since it was asked for.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import translation

from catalog import events
from catalog.actions.sheets import SILENCE, columns_now, only_their_keepers, values_of_version
from catalog.models import Category, ExportStage, Listing, SheetExport
from catalog.models.sheet_export import WORKING
from catalog.sheets import making
from catalog.states import ListingState
from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.audit import locks
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref
from marketplace.procedure.door import locked
from suppliers.models import Company

#: As many listings are written while one waits.
AT_ONCE = 200
#: Rows between two notes of how far a file is.
STEP = 250
#: After so many workers that began and did not end it, a file is given up.
MOST_TRIES = 3
#: So long a file lies ready to be taken. It can be made anew at any time.
KEPT = dt.timedelta(days=7)
#: Old files that one round deletes, and stopped ones that it takes up.
ROUND = 50


def current(company: Company) -> QuerySet[Listing]:
    """Listings of the company that have not ended."""
    return Listing.objects.filter(company=company).exclude(state=ListingState.WITHDRAWN)


def values_now(company: Company, category: Category) -> Iterator[dict[str, Any]]:
    """What the company's listings of a category say now, by name of a column: their drafts, else what is on sale."""
    rows = current(company).filter(category=category).select_related("draft_version", "live_version").order_by("ref")
    for row in rows.iterator(chunk_size=500):
        version = row.draft_version or row.live_version
        if version:
            yield values_of_version(row, version)


def made_at_once(company: Company, category: Category, kind: str) -> tuple[bytes, str]:
    """A file in the active language, and its name."""
    now = clock.read()
    content = making.file_of(kind, columns_now(category), values_now(company, category), category.code, category.name, now)
    return content, making.file_name("listings", category.code, kind, now)


def ask(company: Company, category: Category, kind: str, *, language: str, actor: Actor) -> SheetExport:
    """Ask for a file of `kind` (xlsx, csv) in `language` (th, en); the making follows. One that is under way already is answered instead.

    Raises:
        Refused: the actor does not keep this company's listings.
    """
    only_their_keepers(company, actor)
    with audit.unit():
        locked(company)  # a second click waits here and finds the first one's row
        asked: dict[str, Any] = {"company": company, "category": category, "kind": kind, "language": language}
        under_way = SheetExport.objects.filter(**asked, stage__in=WORKING).first()
        if under_way:
            return under_way
        now, token = clock.read(), secrets.token_hex(20)
        export = SheetExport.objects.create(
            ref=next_ref("SX"), **asked, path=f"private/{token[:2]}/{token[2:]}", last_moved=now, asked_at=now, asked_by_id=actor.person_id
        )  # fmt: skip
        told = {"category": category.code, "company": company.ref, "kind": kind}
        audit.record(events.SheetExportAsked, actor=actor, subject=export, payload=told)
    return export


def make(ref: str) -> None:
    """Make the file. Does nothing where it is made already or somebody else is at it; begins anew after a stop."""
    with locks.alone(f"export {ref}") as mine:
        export = SheetExport.objects.select_related("category", "company").get(ref=ref)
        if not mine or not export.is_working:
            return
        if export.tries >= MOST_TRIES:
            default_storage.delete(export.path)
            _note(export, stage=ExportStage.FAILED)
            return
        _note(export, stage=ExportStage.MAKING, tries=export.tries + 1, rows_total=0, rows_done=0)
        now, category = clock.read(), export.category
        rows = list(values_now(export.company, category))
        _note(export, made_at=now, rows_total=len(rows))
        with translation.override(export.language):
            content = making.file_of(export.kind, columns_now(category), _counted(export, rows), category.code, category.name, now)
        default_storage.delete(export.path)  # what a worker left that died a moment before its note
        kept = default_storage.save(export.path, ContentFile(content))
        _note(export, stage=ExportStage.READY, path=kept, size=len(content), rows_done=len(rows))


def _counted(export: SheetExport, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows, with a note of how far it is every few hundred."""
    for done, row in enumerate(rows):
        if done and done % STEP == 0:
            _note(export, rows_done=done)
        yield row


def _note(export: SheetExport, **said: Any) -> None:
    """Say how far it is, in a unit of its own."""
    said["last_moved"] = clock.read()
    with audit.unit():
        SheetExport.objects.filter(pk=export.pk).update(**said)
    for name, value in said.items():
        setattr(export, name, value)


def file_name(export: SheetExport) -> str:
    """The name under which a file is taken."""
    return making.file_name("listings", export.category.code, export.kind, export.made_at)


def silent() -> list[str]:
    """References of files that a worker should be busy with, and that have not moved for a while."""
    rows = SheetExport.objects.filter(stage__in=WORKING, last_moved__lt=clock.read() - SILENCE)
    return list(rows.order_by("last_moved").values_list("ref", flat=True)[:ROUND])


def delete_old() -> int:
    """Delete files that have lain ready for long; answers how many. Their rows say who asked for them and when."""
    old = SheetExport.objects.filter(stage=ExportStage.READY, last_moved__lt=clock.read() - KEPT).order_by("last_moved")[:ROUND]
    for export in old:
        default_storage.delete(export.path)
        _note(export, stage=ExportStage.DELETED)
    return len(old)


def recent(company: Company, most: int, category: Category | None = None) -> list[SheetExport]:
    """The latest files that were asked for: those under way and some before them, at most `most`."""
    rows = SheetExport.objects.filter(company=company).select_related("category", "asked_by")
    if category is not None:
        rows = rows.filter(category=category)
    return list(rows.order_by("-asked_at", "-id")[:most])
