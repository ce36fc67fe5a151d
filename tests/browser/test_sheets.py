"""A company lists many services at once: it takes the file, fills it in, mends what is named, confirms. Also without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from catalog.actions import sheet_exports
from catalog.models import Category, Listing, SheetExport, SheetImport
from tests.browser.walking import Walker
from tests.catalog import shelf

pytestmark = [pytest.mark.browser, pytest.mark.one_round]


def takes(walker: Walker, href: str, folder: Path) -> Path:
    """The file behind a link of the page."""
    if not walker.javascript:  # a browser without scripts has no downloads that a test could wait for
        answer = walker.page.request.get(walker.base + walker.page.locator(f'a[href*="{href}"]').get_attribute("href"))
        target = folder / href
        target.write_bytes(answer.body())
        return target
    with walker.page.expect_download() as coming:
        walker.page.locator(f'a[href*="{href}"]').click()
    target = folder / coming.value.suggested_filename
    coming.value.save_as(target)
    return target


def fills_in(file: Path, rows: list[dict[str, Any]], first: int) -> None:
    """Write cells by their column's code, from the row on."""
    book = load_workbook(file)
    sheet = book.worksheets[0]
    codes = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=first):
        for code, value in row.items():
            sheet.cell(number, codes[code]).value = value
    book.save(file)


def new(number: int, **own: Any) -> dict[str, Any]:
    return {"item_code": f"ข-{number}", "title_th": f"ระบบสารบรรณ ชุดที่ {number}", "price": 350, "thaid_login": "ได้", **own}


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_company_changes_and_begins_listings_by_a_file(cast: Any, walks: Any, tmp_path: Path, javascript: bool) -> None:
    shelf.live(cast, tiers=[[100, 250_00]])
    shelf.draft(cast, title_th="ระบบรับเรื่องร้องเรียน")
    walker = walks(cast.siam_lister, javascript=javascript)
    walker.open("/work/listings/")
    walker.follow("/work/listings/sheets/")
    walker.follow("/sheets/e-document/")
    takes(walker, "template.xlsx", tmp_path)
    file = takes(walker, "listings.xlsx", tmp_path)
    fills_in(
        file, [{"price": "๓๑๐", "features": "รับหนังสือ\nส่งหนังสือ\nติดตามงาน"}, {}, new(1, price="ตามตกลง", thaid_login="บางที"), new(2)], first=3
    )

    walker.attach("file", file)
    walker.press()
    walker.sees("ต้องแก้ 1 แถว", "ตามตกลง", "บางที", "ราคาต่อหน่วย")
    walker.press("ยืนยันและบันทึก")
    walker.sees("ยังไม่ได้บันทึกอะไร")
    assert Listing.objects.count() == 2
    walker.follow("show=new")
    walker.follow("show=changed")
    walker.sees("310")

    walker.follow("/sheets/e-document/")
    fills_in(file, [new(1)], first=5)
    walker.attach("file", file)
    walker.press()
    walker.sees("บันทึกร่าง 3 รายการ")
    walker.press("ยืนยันและบันทึก")
    walker.sees("บันทึกร่างแล้ว")
    assert Listing.objects.count() == 4
    sheet = SheetImport.objects.latest("pk")
    SheetImport.objects.filter(pk=sheet.pk).update(stage="writing", rows_total=5_000, rows_done=1_850)
    walker.open(sheet.get_absolute_url())
    walker.sees("1,850 จาก 5,000 แถว")
    if javascript:
        SheetImport.objects.filter(pk=sheet.pk).update(stage="written")
        walker.page.get_by_role("heading", name="บันทึกร่างแล้ว").wait_for()
    walker.open("/work/listings/sheets/")
    bad = tmp_path / "ราคา.csv"
    bad.write_text("ชื่อ,ราคา\nระบบ,1\n", encoding="utf-8")
    walker.follow("/sheets/e-document/")
    walker.attach("file", bad)
    walker.press()
    walker.sees("ไม่พบแถวหัวคอลัมน์")


def test_a_company_waits_for_a_file_of_many_listings_and_takes_it(
    cast: Any, walks: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_exports, "AT_ONCE", 0)
    shelf.draft(cast)
    category = Category.objects.get(code="e-document")
    export = sheet_exports.ask(shelf.company_of(cast), category, "csv", language="th", actor=cast.siam_lister.actor)
    SheetExport.objects.filter(pk=export.pk).update(stage="making", rows_total=5_000, rows_done=1_850)
    walker = walks(cast.siam_lister)
    walker.open("/work/listings/sheets/e-document/")
    walker.sees("1,850 จาก 5,000 แถว")
    walker.follow(export.get_absolute_url())
    walker.sees("1,850 จาก 5,000 แถว")
    sheet_exports.make(export.ref)
    walker.page.get_by_role("heading", name="พร้อมแล้ว").wait_for()
    walker.sees("1 รายการตามข้อมูล ณ วันที่")
    assert takes(walker, "/file/", tmp_path).name.startswith("listings-e-document-")
    walker.follow("/sheets/e-document/")
    walker.press("ขอไฟล์รายการของท่าน (XLSX)")
    walker.sees("XLSX")
    assert SheetExport.objects.latest("pk").kind == "xlsx"
