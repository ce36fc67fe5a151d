"""Spreadsheets of listings: 5,000 rows with every question answered are read, checked, written, exported and checked again.

    python -m benchmarks.sheets [--rows 5000] [--kind xlsx|csv|both]

Prints a table and judges nothing. Uses a database of its own, which is thrown away.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CATEGORY = "e-document"


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.monotonic()
    return work(), time.monotonic() - begun


def _rows(count: int) -> list[dict[str, Any]]:
    """Complete listings, each with a title, a code and a price of its own."""
    from catalog.questions import definitions
    from catalog.sheets.columns import values_of
    from tests.catalog import shelf

    questions = definitions().set_for(CATEGORY)
    answers = shelf.answers_for(questions.category)
    features = [f"ความสามารถข้อที่ {number}: รับ ส่ง ลงนาม เก็บ และค้นหาหนังสือราชการ" for number in range(1, 6)]
    said = {"tiers": [[10, 250_00], [50, 200_00]], "setup_satang": 0, "minimum_quantity": 1, "minimum_term": 1}
    return [
        values_of(
            {**shelf.FIELDS, **said, "title_th": f"{shelf.FIELDS['title_th']} {number}", "price_satang": 290_00 + number, "answers": {**answers, "features": features}},
            "", f"A-{number:05d}",
        )
        for number in range(count)
    ]  # fmt: skip


def measure(kind: str, count: int, cast: Any) -> list[tuple[str, float]]:
    """Seconds of every stage."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from catalog.actions import sheets
    from catalog.models import Category, Listing
    from catalog.sheets import making
    from tests.catalog import shelf

    category, company = Category.objects.get(code=CATEGORY), shelf.company_of(cast)
    columns = sheets.columns_now(category)

    def file(rows: Any) -> bytes:
        return making.csv_file(columns, rows) if kind == "csv" else making.xlsx_file(columns, rows, CATEGORY, "x")

    def handed_in(content: bytes) -> Any:
        return sheets.receive(company, category, SimpleUploadedFile(f"x.{kind}", content), actor=cast.siam_lister.actor)

    content, making_took = _timed(lambda: file(_rows(count)))
    sheet, gate_took = _timed(lambda: handed_in(content))
    _, check_took = _timed(lambda: sheets.check(sheet.ref))
    assert sheets.counts(sheet)["new"] == count, sheets.counts(sheet)
    sheet.refresh_from_db()
    sheets.confirm(sheet, actor=cast.siam_lister.actor)
    _, write_took = _timed(lambda: sheets.write(sheet.ref))
    own = Listing.objects.filter(company=company, category=category).select_related("draft_version", "live_version")
    assert own.count() == count
    content, export_took = _timed(lambda: file(sheets.values_of_version(row, row.draft_version) for row in own.iterator(chunk_size=500)))
    again = handed_in(content)
    _, again_took = _timed(lambda: sheets.check(again.ref))
    assert sheets.counts(again)["unchanged"] == count, sheets.counts(again)
    return [
        (f"file of {len(content) / 1024**2:.1f} MB made", making_took),
        ("let in at the gate", gate_took),
        ("checked, all new", check_took),
        ("written as drafts", write_took),
        ("exported", export_took),
        ("checked again, all unchanged", again_took),
    ]


def report(kind: str, count: int) -> None:
    from rich.console import Console
    from rich.table import Table

    from tests.cast import assemble

    table = Table(title=f"{count:,} rows, {kind.upper()}")
    table.add_column("stage")
    table.add_column("seconds", justify="right")
    table.add_column("rows a second", justify="right")
    for stage, seconds in measure(kind, count, assemble()):
        table.add_row(stage, f"{seconds:.1f}", f"{count / max(seconds, 0.001):,.0f}")
    console = Console()
    console.print(table)
    console.print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sheets", description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--kind", choices=["xlsx", "csv", "both"], default="both")
    options = parser.parse_args()
    if options.kind == "both":  # each in a process and a database of its own
        for kind in ("xlsx", "csv"):
            subprocess.run(
                [sys.executable, "-W", "ignore", "-m", "benchmarks.sheets", "--rows", str(options.rows), "--kind", kind],
                cwd=ROOT,
                check=True,
            )
        return
    folder = tempfile.mkdtemp(prefix="talat-bench-")
    os.environ.update(
        {"TALAT_VAR": folder, "DATABASE_URL": "", "TALAT_REDIS_URL": "", "DJANGO_SETTINGS_MODULE": "marketplace.settings_test"}
    )
    try:
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, stdout=io.StringIO())
        report(options.kind, options.rows)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
