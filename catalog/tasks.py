"""Background work of the catalogue."""

from __future__ import annotations

import logging

from celery import shared_task

from catalog.actions import sheet_exports, sheets
from catalog.models import Stage
from catalog.search import indexing

logger = logging.getLogger(__name__)


@shared_task(name="catalog.tasks.rebuild_index")
def rebuild_index() -> int:
    """Build the search index anew; answers how many listings it holds. Safe to run at any time, and twice."""
    number = indexing.rebuild()
    logger.info("The search index was built anew with %d listings", number)
    return number


@shared_task(name="catalog.tasks.check_sheet")
def check_sheet(ref: str) -> None:
    """Check a spreadsheet that a company handed in. Safe to run twice."""
    sheets.check(ref)


@shared_task(name="catalog.tasks.write_sheet")
def write_sheet(ref: str) -> None:
    """Write the confirmed rows of a spreadsheet as drafts. Safe to run twice, and to go on after a stop."""
    sheets.write(ref)


@shared_task(name="catalog.tasks.make_export")
def make_export(ref: str) -> None:
    """Make a file of a company's listings. Safe to run twice, and to begin anew after a stop."""
    sheet_exports.make(ref)


@shared_task(name="catalog.tasks.go_on_with_sheets")
def go_on_with_sheets() -> int:
    """Take up spreadsheets whose worker died, of either way; answers how many. Deletes files that nobody needs any more."""
    sheet_exports.delete_old()
    waiting = sheets.silent()
    for ref, stage in waiting:
        (check_sheet if stage == Stage.CHECKING else write_sheet).delay(ref)
    stopped = sheet_exports.silent()
    for ref in stopped:
        make_export.delay(ref)
    return len(waiting) + len(stopped)
