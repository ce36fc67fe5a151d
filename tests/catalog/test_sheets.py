"""A company's spreadsheets, from the file it takes to the drafts it confirmed: who may, what is written, what is not."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from catalog import tasks
from catalog.actions import drafts, sheets
from catalog.models import Listing, SheetImport, SheetRow
from marketplace import audit
from marketplace.procedure import Refused, act
from tests.bad_input.conftest import nothing_written
from tests.catalog import shelf

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/work/listings/sheets/e-document/"


@pytest.fixture(autouse=True)
def _uploads_vanish(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def browser(player, language="th") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(player.person)
    return client


def taken(client: Client, what: str = "listings", kind: str = "csv") -> list[list[str]]:
    """The rows of a CSV file that the page offers."""
    response = client.get(f"{PAGE}{what}.{kind}")
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def as_csv(rows: list[list[str]]) -> bytes:
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    return made.getvalue().encode("utf-8-sig")


def hand_in(client: Client, content: bytes, name: str = "รายการ.csv", page: str = PAGE) -> Any:
    return client.post(page, {"file": SimpleUploadedFile(name, content)}, follow=True)


def latest() -> SheetImport:
    return SheetImport.objects.order_by("-pk").first()


def new_rows(head: list[list[str]], count: int, **own: str) -> list[list[str]]:
    """An empty file with `count` complete new listings below its headings."""
    codes = head[0]
    filled = {
        "title_th": "ระบบสารบรรณ", "summary_th": "รับ ส่ง และค้นหาหนังสือ", "features": "รับหนังสือ\nส่งหนังสือ", "hosting_location": "คลาวด์กลางภาครัฐ (GDCC)",
        "thaid_login": "ได้", "support_channels": "โทรศัพท์, อีเมล", "price": "๑,๒๐๐.๕๐", "vat_included": "ราคารวม VAT แล้ว", "first_sold": "15/1/2563",
    }  # fmt: skip
    rows = [
        [{**filled, "item_code": f"A-{number:04d}", "title_th": f"ระบบสารบรรณ รุ่น {number}", **own}.get(code, "") for code in codes]
        for number in range(1, count + 1)
    ]
    return [*head, *rows]


def put(rows: list[list[str]], row: int, code: str, text: str) -> None:
    """Write `text` into the cell of a row as spreadsheets number them."""
    rows[row - 1][rows[0].index(code)] = text


def written(after: int = 0) -> list[str]:
    return [entry.code for entry in audit.entries(after=after) if entry.code.startswith("catalog.")]


def test_new_listings_come_from_an_empty_file_and_a_second_time_nothing_is_written(cast):
    client = browser(cast.siam_lister)
    rows = new_rows(taken(client, "template"), 3)
    head = audit.head()
    page = hand_in(client, as_csv(rows))
    assert page.context["counts"] == {"new": 3, "changed": 0, "unchanged": 0, "faulty": 0}, list(
        latest().rows.values_list("faults", flat=True)
    )
    assert "บันทึกร่าง 3 รายการ" in page.content.decode()
    assert not Listing.objects.exists()
    assert written(head) == ["catalog.sheet_received"]

    sheet = latest()
    done = client.post(f"/work/listings/imports/{sheet.ref}/confirm/", follow=True)
    assert "บันทึกร่างแล้ว" in done.content.decode()
    one, *_rest = listings = list(Listing.objects.order_by("item_code"))
    assert [row.item_code for row in listings] == ["A-0001", "A-0002", "A-0003"]
    draft = one.draft_version
    assert (one.state, draft.title_th, draft.price_satang, draft.vat_included) == ("draft", "ระบบสารบรรณ รุ่น 1", 120_050, True)
    assert draft.answers["features"] == ["รับหนังสือ", "ส่งหนังสือ"]
    assert draft.answers["first_sold"] == "2020-01-15"
    codes = written(head)
    assert codes.count("catalog.listing_drafted") == codes.count("catalog.draft_saved") == 3
    assert codes[-1] == "catalog.sheet_written"

    assert client.post(f"/work/listings/imports/{sheet.ref}/confirm/").status_code == 302  # a second click
    again = hand_in(client, as_csv(rows))
    assert again.context["counts"]["unchanged"] == 3
    assert "ไฟล์นี้ไม่เปลี่ยนอะไร" in again.content.decode()
    refused = client.post(f"/work/listings/imports/{latest().ref}/confirm/")
    assert refused.status_code == 409
    assert Listing.objects.count() == 3
    assert written(head).count("catalog.draft_saved") == 3


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_handed_in_unchanged_changes_nothing_and_one_changed_cell_is_a_draft(cast, kind):
    on_sale = shelf.live(cast, title_th='=HYPERLINK("http://evil.example","กด")', tiers=[[10, 250_00], [50, 200_00]])
    shelf.draft(cast, title_th="-ร่าง", company="siam")
    client = browser(cast.siam_owner)
    response = client.get(f"{PAGE}listings.{kind}")
    head = audit.head()
    page = hand_in(client, response.content, f"x.{kind}")
    assert page.context["counts"] == {"new": 0, "changed": 0, "unchanged": 2, "faulty": 0}
    assert written(head) == ["catalog.sheet_received"]

    if kind == "csv":
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert rows[2][rows[0].index("title_th")].startswith("'=")
        put(rows, 3, "price", "๓๑๐")
        content = as_csv(rows)
    else:
        book = load_workbook(io.BytesIO(response.content))
        book.worksheets[0].cell(3, [cell.value for cell in book.worksheets[0][1]].index("price") + 1).value = 310
        made = io.BytesIO()
        book.save(made)
        content = made.getvalue()
    page = hand_in(client, content, f"x.{kind}")
    assert page.context["counts"]["changed"] == 1
    html = page.content.decode()
    assert "290" in html
    assert "310" in html
    client.post(f"/work/listings/imports/{latest().ref}/confirm/")
    on_sale = Listing.objects.get(pk=on_sale.pk)
    assert (on_sale.live_version.price_satang, on_sale.draft_version.price_satang, on_sale.state) == (290_00, 310_00, "live")
    assert on_sale.draft_version.tiers == [[10, 250_00], [50, 200_00]]
    act(on_sale, "submit_change", actor=cast.siam_lister.actor, seen=on_sale.version)  # review before publishing still applies
    assert shelf.approve(cast, on_sale).live_version.price_satang == 310_00


def test_one_bad_row_in_five_thousand_is_named_and_nothing_is_written(cast):
    client = browser(cast.siam_lister)
    rows = new_rows(taken(client, "template"), 5_000)
    put(rows, 3_210, "price", "หนึ่งพันบาท")
    with_faults = hand_in(client, as_csv(rows))
    assert with_faults.context["counts"] == {"new": 4_999, "changed": 0, "unchanged": 0, "faulty": 1}
    (shown,) = with_faults.context["rows"]
    (fault,) = shown["faults"]
    letter = shown["row"].faults[0]["letter"]
    assert (shown["row"].number, fault["code"], fault["typed"]) == (3_210, "price", "หนึ่งพันบาท")
    assert rows[0].index("price") == (ord(letter[0]) - 64) * 26 + ord(letter[1]) - 65
    assert "1,250.50" in fault["say"]
    english = browser(cast.siam_lister, "en").get(f"/work/listings/imports/{latest().ref}/").content.decode()
    assert "Write the amount in baht with digits" in english
    assert "Price of one unit" in english

    refused = client.post(f"/work/listings/imports/{latest().ref}/confirm/")
    assert refused.status_code == 409
    assert "ยังไม่ได้บันทึกอะไร" in refused.content.decode()
    assert not Listing.objects.exists()


def test_rows_with_faults_are_left_out_only_where_the_company_says_so(cast):
    client = browser(cast.siam_lister)
    rows = new_rows(taken(client, "template"), 3)
    put(rows, 4, "vat_included", "แล้วแต่")
    hand_in(client, as_csv(rows))
    client.post(f"/work/listings/imports/{latest().ref}/confirm/", {"leave_out": "yes"})
    assert list(Listing.objects.order_by("item_code").values_list("item_code", flat=True)) == ["A-0001", "A-0003"]
    (entry,) = [entry for entry in audit.entries() if entry.code == "catalog.sheet_confirmed"]
    assert entry.payload == {"new": 2, "changed": 0, "left_out": 1}
    put(rows, 4, "vat_included", "yes")
    assert hand_in(client, as_csv(rows)).context["counts"] == {"new": 1, "changed": 0, "unchanged": 2, "faulty": 0}


def test_writing_that_was_interrupted_goes_on_where_it_stopped(cast, clock, monkeypatch):
    client = browser(cast.siam_lister)
    hand_in(client, as_csv(new_rows(taken(client, "template"), 40)))
    sheet = latest()
    sheets.confirm(sheet, actor=cast.siam_lister.actor)
    real, left = drafts.saved, [30]

    def power_cut(*args, **kwargs):
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    monkeypatch.setattr(drafts, "saved", power_cut)
    with pytest.raises(KeyboardInterrupt):
        sheets.write(sheet.ref)
    monkeypatch.undo()
    sheet.refresh_from_db()
    assert (sheet.stage, sheet.rows_done, Listing.objects.count()) == ("writing", sheets.UNIT, sheets.UNIT)
    assert tasks.go_on_with_sheets() == 0  # it moved a moment ago
    clock.advance(minutes=3)
    assert tasks.go_on_with_sheets() == 1
    sheet.refresh_from_db()
    assert (sheet.stage, sheet.rows_done) == ("written", 40)
    assert Listing.objects.count() == 40
    assert written().count("catalog.listing_drafted") == written().count("catalog.draft_saved") == 40
    sheets.write(sheet.ref)
    assert written().count("catalog.draft_saved") == 40


def test_a_check_that_was_interrupted_begins_anew(cast, clock):
    client = browser(cast.siam_lister)
    hand_in(client, as_csv(new_rows(taken(client, "template"), 3)))
    sheet = latest()
    sheets.check_again(sheet, actor=cast.siam_lister.actor)
    clock.advance(minutes=3)
    tasks.go_on_with_sheets()
    sheet.refresh_from_db()
    assert (sheet.stage, sheet.rows.count()) == ("checked", 3)


def test_a_listing_that_somebody_else_changed_after_the_check_is_not_overwritten(cast):
    first, second = shelf.draft(cast), shelf.draft(cast)
    client = browser(cast.siam_lister)
    rows = taken(client)
    put(rows, 3, "title_th", "จากไฟล์ หนึ่ง")
    put(rows, 4, "title_th", "จากไฟล์ สอง")
    hand_in(client, as_csv(rows))
    drafts.save(first, actor=cast.siam_owner.actor, fields={"title_th": "จากเพื่อนร่วมงาน"})
    page = client.post(f"/work/listings/imports/{latest().ref}/confirm/", follow=True)
    titles = [Listing.objects.get(pk=row.pk).draft_version.title_th for row in (first, second)]
    assert titles == ["จากเพื่อนร่วมงาน", "จากไฟล์ สอง"]
    assert "มีผู้อื่นแก้รายการนี้" in page.content.decode()
    assert "changed by somebody else" in browser(cast.siam_lister, "en").get(f"/work/listings/imports/{latest().ref}/").content.decode()


def test_a_listing_under_review_may_stand_in_the_file_but_not_change(cast):
    shelf.submitted(cast)
    client = browser(cast.siam_lister)
    rows = taken(client)
    assert hand_in(client, as_csv(rows)).context["counts"]["unchanged"] == 1
    put(rows, 3, "title_th", "เปลี่ยน")
    page = hand_in(client, as_csv(rows))
    assert page.context["counts"]["faulty"] == 1
    assert "อยู่ระหว่าง" in page.content.decode() or "ถอนรายการจากการตรวจก่อน" in page.content.decode()


def test_what_names_a_listing_wrongly_is_said_row_by_row(cast):
    shelf.draft(cast, "cloud-hosting")
    theirs = shelf.draft(cast, company="lanna")
    mine = shelf.draft(cast)
    client = browser(cast.siam_lister, "en")
    other = Listing.objects.get(category__code="cloud-hosting")
    rows = new_rows(taken(client, "template"), 6)
    put(rows, 3, "ref", theirs.ref)
    put(rows, 4, "ref", other.ref)
    put(rows, 5, "item_code", "")
    put(rows, 7, "item_code", "A-0004")
    put(rows, 8, "ref", mine.ref)
    put(rows, 8, "item_code", "")
    page = hand_in(client, as_csv(rows))
    said = {row.number: [fault["say"]["en"] for fault in row.faults] for row in SheetRow.objects.filter(sheet=latest(), verdict="faulty")}
    assert "no listing with this reference" in said[3][0]
    assert "another category" in said[4][0]
    assert "Write your own code" in said[5][0]
    assert "Row 6 names the same listing" in said[7][0]
    assert (len(said), page.context["counts"]["new"], page.context["counts"]["changed"]) == (4, 1, 1)


def test_a_column_that_is_not_in_the_file_changes_nothing_and_an_emptied_cell_takes_the_answer_out(cast):
    listing = shelf.draft(cast)
    client = browser(cast.siam_lister)
    hand_in(client, as_csv([["ref", "title_en", "item_code"], [listing.ref, "", "โค้ด-1"]]))
    client.post(f"/work/listings/imports/{latest().ref}/confirm/")
    after = Listing.objects.get(pk=listing.pk)
    assert (after.draft_version.title_en, after.draft_version.title_th, after.item_code) == ("", shelf.FIELDS["title_th"], "โค้ด-1")
    assert after.draft_version.answers == listing.draft_version.answers


def test_too_many_rows_with_faults_end_the_check_and_cannot_be_left_out(cast):
    client = browser(cast.siam_lister)
    rows = new_rows(taken(client, "template"), 900, price="มาก")
    page = hand_in(client, as_csv(rows))
    assert latest().stopped_early
    assert "หยุดตรวจ" in page.content.decode()
    put(rows, 3, "price", "1")
    with pytest.raises(Refused):
        sheets.confirm(latest(), actor=cast.siam_lister.actor, leave_out=True)


BOMB = io.BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as _archive:
    _archive.writestr("[Content_Types].xml", "spreadsheetml.sheet.main+xml")
    _archive.writestr("xl/worksheets/sheet1.xml", b"0" * (110 * 1024 * 1024))


@pytest.mark.parametrize(
    ("content", "name", "thai", "english"),
    [
        (BOMB.getvalue(), "a.xlsx", "ใหญ่เกินไป", "grows too large"),
        (b"%PDF-1.7 ...", "a.xlsx", "XLSX", "Attach XLSX, CSV"),
        (b"", "a.csv", "ว่าง", "empty"),
        (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "a.csv", "ไวรัส", "virus"),
    ],
)
def test_what_the_gate_turns_away_is_answered_in_both_languages_and_not_kept(cast, content, name, thai, english):
    for language, sentence in (("th", thai), ("en", english)):
        client = browser(cast.siam_lister, language)
        client.get(PAGE)
        with nothing_written():
            page = hand_in(client, content, name)
        assert page.status_code == 422
        assert sentence in page.content.decode()


def test_a_broken_file_says_what_to_do_and_can_be_replaced(cast):
    client = browser(cast.siam_lister)
    page = hand_in(client, as_csv([["ชื่อ", "ราคา"], ["ระบบ", "1"]]))
    assert "ไม่พบแถวหัวคอลัมน์" in page.content.decode()
    assert latest().stage == "unreadable"
    assert "column headings" in browser(cast.siam_lister, "en").get(f"/work/listings/imports/{latest().ref}/").content.decode()


def test_the_file_of_another_category_is_turned_away(cast):
    client = browser(cast.siam_lister, "en")
    other = client.get("/work/listings/sheets/cloud-hosting/template.xlsx").content
    book = load_workbook(io.BytesIO(other))
    book.worksheets[0].append(["", "A-1", "คลาวด์"])
    made = io.BytesIO()
    book.save(made)
    assert "made for the category “Cloud hosting”" in hand_in(client, made.getvalue(), "a.xlsx").content.decode()


def test_files_belong_to_the_company_and_to_those_who_keep_its_listings(cast):
    client = browser(cast.siam_lister)
    hand_in(client, as_csv(new_rows(taken(client, "template"), 1)))
    sheet = latest()
    address = f"/work/listings/imports/{sheet.ref}/"
    assert browser(cast.lanna_owner).get(address).status_code == 404
    assert browser(cast.lanna_owner).post(f"{address}confirm/").status_code == 404
    assert browser(cast.siam_bidder).get(address).status_code == 403
    with pytest.raises(Refused):
        sheets.confirm(sheet, actor=cast.lanna_owner.actor)
    with pytest.raises(Refused):
        sheets.receive(sheet.company, sheet.category, SimpleUploadedFile("a.csv", b"x"), actor=cast.lanna_owner.actor)
    client.post(f"{address}aside/")
    sheet.refresh_from_db()
    assert sheet.stage == "discarded"
    with pytest.raises(Refused):
        sheets.confirm(sheet, actor=cast.siam_lister.actor)
    assert not Listing.objects.exists()


def test_progress_is_shown_and_asked_for_again_without_a_script(cast):
    client = browser(cast.siam_lister)
    hand_in(client, as_csv(new_rows(taken(client, "template"), 2)))
    sheet = latest()
    SheetImport.objects.filter(pk=sheet.pk).update(stage="checking", rows_total=5_000, rows_done=1_200)
    address = f"/work/listings/imports/{sheet.ref}/"
    html = client.get(address).content.decode()
    assert "1,200 จาก 5,000 แถว" in html
    assert f'href="{address}"' in html
    SheetImport.objects.filter(pk=sheet.pk).update(stage="checked")
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_pages_make_few_queries_with_few_rows_and_with_many(cast, language, django_assert_max_num_queries):
    client = browser(cast.siam_lister, language)
    rows = taken(client, "template")
    hand_in(client, as_csv(new_rows(rows, 2)))
    client.post(f"/work/listings/imports/{latest().ref}/confirm/")
    for count in (2, 30):
        hand_in(client, as_csv(new_rows(rows, count, price="9")))
        for path in (
            "/work/listings/sheets/",
            PAGE,
            f"/work/listings/imports/{latest().ref}/",
            f"/work/listings/imports/{latest().ref}/?show=changed",
        ):
            with django_assert_max_num_queries(14):
                assert client.get(path).status_code == 200


def test_more_files_than_are_taken_within_an_hour_are_turned_away_and_nothing_is_kept(cast, clock, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_AN_HOUR", 2)
    client = browser(cast.siam_owner)
    for number in range(3):
        answer = hand_in(client, f"ref,title_th\n,{number}\n".encode())
    assert "ภายใน 1 ชั่วโมงที่ผ่านมา บริษัทส่งไฟล์แล้ว 2 ไฟล์" in answer.content.decode()
    assert (answer.status_code, SheetImport.objects.count()) == (422, 2)
    clock.advance(hours=2)
    hand_in(client, b"ref,title_th\n,again\n")
    assert SheetImport.objects.count() == 3
