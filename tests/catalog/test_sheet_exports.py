"""Files of many listings: asked for, made in the background, taken up after a stop, taken by the company alone, deleted when old."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from catalog import tasks
from catalog.actions import drafts, sheet_exports
from catalog.models import Category, SheetExport
from catalog.sheets import making
from marketplace import audit
from marketplace.kernel import clock as product_clock
from marketplace.procedure import Refused
from tests.catalog import shelf
from tests.catalog.test_sheets import browser, hand_in, taken

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/work/listings/sheets/e-document/"


@pytest.fixture(autouse=True)
def _two_are_many(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(sheet_exports, "AT_ONCE", 2)


@pytest.fixture
def stopped(cast, monkeypatch):
    """An export of three listings whose worker died while it wrote the second row."""
    for number in range(3):
        shelf.draft(cast, title_th=f"ระบบ {number}")
    export = asked(cast)
    monkeypatch.setattr(sheet_exports, "STEP", 1)
    with monkeypatch.context() as patch:
        patch.setattr(making, "file_of", power_cut)
        with pytest.raises(KeyboardInterrupt):
            sheet_exports.make(export.ref)
    export.refresh_from_db()
    return export


def asked(cast, kind="csv") -> SheetExport:
    """A file that is asked for and that no worker has begun."""
    category = Category.objects.get(code="e-document")
    return sheet_exports.ask(shelf.company_of(cast), category, kind, language="th", actor=cast.siam_lister.actor)


def power_cut(_kind, _columns, rows, *_more):
    for number, _row in enumerate(rows):
        if number == 1:
            raise KeyboardInterrupt


def rows_of(content: bytes, kind: str) -> list[list[object]]:
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return [list(row) for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)]


def content_of(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_many_listings_are_asked_for_and_give_the_rows_that_few_give_at_once(cast, kind, monkeypatch):
    shelf.live(cast, title_th='=HYPERLINK("http://evil.example","กด")', tiers=[[10, 250_00], [50, 200_00]])
    shelf.draft(cast)
    client = browser(cast.siam_owner)
    assert "ขอไฟล์รายการ" not in client.get(PAGE).content.decode()
    shelf.draft(cast, complete=False)
    monkeypatch.setattr(sheet_exports, "AT_ONCE", 3)
    at_once = client.get(f"{PAGE}listings.{kind}")
    monkeypatch.setattr(sheet_exports, "AT_ONCE", 2)

    led_back = client.get(f"{PAGE}listings.{kind}", follow=True)
    assert led_back.redirect_chain == [(PAGE, 302)]
    assert f'action="{PAGE}listings.{kind}"' in led_back.content.decode()
    assert not SheetExport.objects.exists()

    page = client.post(f"{PAGE}listings.{kind}", follow=True)
    export = SheetExport.objects.get()
    assert (export.stage, export.rows_done, export.rows_total) == ("ready", 3, 3)
    assert "พร้อมแล้ว" in page.content.decode()
    file = client.get(f"/work/listings/exports/{export.ref}/file/")
    content = content_of(file)
    assert rows_of(content, kind) == rows_of(at_once.content, kind)
    assert len(rows_of(content, kind)) == making.HEADINGS + 3
    assert re.search(r'filename="listings-e-document-\d{4}-\d\d-\d\d-\d{4}\.' + kind, file["Content-Disposition"])
    assert hand_in(client, content, f"x.{kind}").context["counts"]["unchanged"] == 3
    (entry,) = [entry for entry in audit.entries() if entry.code == "catalog.sheet_export_asked"]
    assert entry.payload == {"category": "e-document", "company": export.company.ref, "kind": kind}


def test_the_file_shows_one_moment_and_names_it(cast, monkeypatch):
    first, *_others = [shelf.draft(cast, title_th=f"ระบบ {number}") for number in range(3)]
    export = asked(cast, "xlsx")
    real = making.file_of

    def meanwhile(*given):
        drafts.save(first, actor=cast.siam_owner.actor, fields={"title_th": "เปลี่ยนระหว่างจัดทำ"})
        return real(*given)

    monkeypatch.setattr(making, "file_of", meanwhile)
    sheet_exports.make(export.ref)
    export.refresh_from_db()
    with default_storage.open(export.path) as kept:
        book = load_workbook(kept)
    assert [row[2] for row in book.worksheets[0].iter_rows(min_row=3, values_only=True)] == ["ระบบ 0", "ระบบ 1", "ระบบ 2"]
    said = book.worksheets[1].cell(2, 1).value
    local = export.made_at.astimezone(product_clock.BANGKOK)
    assert said.startswith("รายการตามข้อมูล ณ วันที่")
    assert f"{local:%H.%M} น." in said


def test_a_file_whose_worker_died_is_made_anew_and_once(cast, clock, stopped):
    assert (stopped.stage, stopped.rows_done, stopped.rows_total) == ("making", 1, 3)
    assert tasks.go_on_with_sheets() == 0  # it moved a moment ago
    clock.advance(minutes=3)
    default_storage.save(stopped.path, io.BytesIO(b"half a file"))
    assert tasks.go_on_with_sheets() == 1
    stopped.refresh_from_db()
    assert (stopped.stage, stopped.rows_done, stopped.tries) == ("ready", 3, 2)
    with default_storage.open(stopped.path) as kept:
        assert len(rows_of(kept.read(), "csv")) == making.HEADINGS + 3
    sheet_exports.make(stopped.ref)
    stopped.refresh_from_db()
    assert stopped.tries == 2
    clock.advance(minutes=3)
    assert tasks.go_on_with_sheets() == 0


def test_a_file_that_no_worker_can_make_is_given_up_and_can_be_asked_for_again(cast, clock, stopped):
    SheetExport.objects.filter(pk=stopped.pk).update(tries=sheet_exports.MOST_TRIES)
    clock.advance(minutes=3)
    tasks.go_on_with_sheets()
    client = browser(cast.siam_lister)
    address = stopped.get_absolute_url()
    html = client.get(address).content.decode()
    assert "จัดทำไฟล์รายการของท่านไม่สำเร็จ" in html
    assert f'action="{PAGE}listings.csv"' in html
    assert client.get(f"{address}file/").headers["Location"] == address
    again = client.post(f"{PAGE}listings.csv", follow=True)
    assert "พร้อมแล้ว" in again.content.decode()


def test_progress_is_shown_and_asked_for_again_without_a_script_and_a_second_click_begins_nothing(cast, stopped):
    client = browser(cast.siam_lister)
    SheetExport.objects.filter(pk=stopped.pk).update(rows_total=5_000, rows_done=1_200)
    address = stopped.get_absolute_url()
    html = client.get(address).content.decode()
    assert "1,200 จาก 5,000 แถว" in html
    assert f'href="{address}"' in html
    assert client.get(f"{address}file/").headers["Location"] == address
    for page in (PAGE, "/work/listings/sheets/"):
        assert "1,200 จาก 5,000 แถว" in client.get(page).content.decode()
    assert asked(cast).pk == stopped.pk
    SheetExport.objects.filter(pk=stopped.pk).update(stage="ready")
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_file_belongs_to_those_who_keep_the_companys_listings(cast):
    export = asked(cast)
    sheet_exports.make(export.ref)
    address = export.get_absolute_url()
    for path in (address, f"{address}file/"):
        assert browser(cast.siam_owner).get(path).status_code == 200
        assert browser(cast.lanna_owner).get(path).status_code == 404
        assert browser(cast.siam_bidder).get(path).status_code == 403
    with pytest.raises(Refused):
        sheet_exports.ask(export.company, export.category, "csv", language="th", actor=cast.lanna_owner.actor)
    assert browser(cast.siam_owner).post(f"{PAGE}template.csv").status_code == 405


def test_old_files_are_deleted_and_the_page_says_so(cast, clock):
    export = asked(cast)
    sheet_exports.make(export.ref)
    clock.advance(days=sheet_exports.KEPT.days - 1)
    tasks.go_on_with_sheets()
    export.refresh_from_db()
    assert default_storage.exists(export.path)
    clock.advance(days=2)
    tasks.go_on_with_sheets()
    export.refresh_from_db()
    assert export.stage == "deleted"
    assert not default_storage.exists(export.path)
    client = browser(cast.siam_lister)
    assert "ลบไฟล์รายการของท่านแล้ว" in client.get(export.get_absolute_url()).content.decode()
    assert client.get(f"{export.get_absolute_url()}file/").status_code == 302


def test_as_many_questions_are_asked_for_many_rows_as_for_few(cast):
    def counted() -> int:
        export = asked(cast)
        with CaptureQueriesContext(connection) as captured:
            sheet_exports.make(export.ref)
        return len(captured)

    shelf.draft(cast)
    counted()  # what is asked once per process does not count
    few = counted()
    for _number in range(5):
        shelf.draft(cast)
    assert counted() == few
    client = browser(cast.siam_lister)
    with CaptureQueriesContext(connection) as captured:
        client.get("/work/listings/sheets/")
    for _number in range(4):
        counted()
    with CaptureQueriesContext(connection) as later:
        client.get("/work/listings/sheets/")
    assert len(later) <= len(captured)
    assert len(taken(client, "template")) == making.HEADINGS
