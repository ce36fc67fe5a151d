"""Usage caps of a price: written, judged, kept, shown, compared, reviewed, imported, and never part of a total."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog import caps
from catalog.actions import drafts
from catalog.models import Listing, SheetImport
from catalog.questions import BrokenData, definitions
from catalog.questions.sets import read
from catalog.search import indexing
from catalog.showing import compare_rows
from marketplace.procedure import act
from tests.catalog import shelf

UNIT = definitions().units["user-month"]
STORAGE = {"storage": {"included": 20, "step": 10, "price_satang": 50_00}}
BOTH = {**STORAGE, "messages": {"included": 1200}}


def visitor(player: Any = None, language: str = "th") -> Client:
    client = Client(headers={"accept-language": language})
    if player:
        client.force_login(player.person)
    return client


# --- read and judged


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from([use.code for use in UNIT.usage]),
        st.one_of(
            st.fixed_dictionaries({"included": st.integers(0, caps.MOST)}),
            st.fixed_dictionaries(
                {"included": st.integers(0, caps.MOST), "step": st.integers(1, caps.MOST), "price_satang": st.integers(1, 10**12)}
            ),
        ),
    )
)
def test_what_a_form_starts_with_is_gathered_as_it_was(kept: dict[str, dict[str, int]]) -> None:
    assert caps.gathered(caps.values_of(kept), UNIT) == (kept, {})


@pytest.mark.parametrize(
    ("typed", "amiss"),
    [
        ({"price": 50_00}, "included"),
        ({"step": 10}, "included"),
        ({"included": 20, "step": 10}, "price"),
        ({"included": 0, "price": 50_00}, None),
        ({"included": 20}, None),
        ({}, None),
    ],
)
def test_a_price_of_more_belongs_to_an_amount_that_is_included(typed: dict[str, int], amiss: str | None) -> None:
    values = {caps.field("storage", part): value for part, value in typed.items()}
    assert set(caps.gathered(values, UNIT)[1]) == ({caps.field("storage", amiss)} if amiss else set())


@pytest.mark.parametrize(
    ("language", "priced", "open_"),
    [
        ("en", "Storage: 20 GB per user included; each further 10 GB per user, also a begun one, costs 50 baht", "Messages sent: 1,200 messages per user per month included; more has to be agreed with the supplier"),
        ("th", "พื้นที่เก็บข้อมูล: รวม 20 GB ต่อผู้ใช้ แล้ว ส่วนที่เกินคิดทุก 10 GB ต่อผู้ใช้ ละ 50 บาท เศษนับเต็ม", "ข้อความที่ส่งออก: รวม 1,200 ข้อความต่อผู้ใช้ต่อเดือน แล้ว ส่วนที่เกินต้องตกลงกับผู้ขาย"),
    ],
)  # fmt: skip
def test_every_cap_is_a_sentence(language: str, priced: str, open_: str) -> None:
    with override(language):
        assert caps.lines(BOTH, UNIT) == [priced, open_]


def test_a_use_that_the_data_no_longer_know_is_still_told() -> None:
    with override("en"):
        assert caps.lines({"floppies": {"included": 3}}, UNIT) == ["floppies: 3 included; more has to be agreed with the supplier"]


# --- the data file


@pytest.mark.parametrize(
    ("usage", "words"),
    [
        (["storage"], "name every use"),
        ({"Storage space": {"name": {"th": "ก", "en": "A"}, "measure": {"th": "ก", "en": "A"}}}, "small letters"),
        ({"storage": {"name": {"th": "ก", "en": "A"}}}, "wants name and measure"),
        ({"storage": {"name": {"th": "ก", "en": "A"}, "measure": {"th": "ก", "en": "A"}, "cap": 3}}, "nothing else"),
        ({"storage": {"name": {"th": "ก"}, "measure": {"th": "ก", "en": "A"}}}, "user-month"),
    ],
)
def test_the_check_names_a_broken_use(tmp_path: Path, usage: Any, words: str) -> None:
    folder = tmp_path / "data"
    shutil.copytree(django_settings.CATALOG_DATA, folder)
    known = yaml.safe_load((folder / "units.yaml").read_text(encoding="utf-8"))
    known["user-month"]["usage"] = usage
    (folder / "units.yaml").write_text(yaml.safe_dump(known, allow_unicode=True), encoding="utf-8")
    with pytest.raises(BrokenData) as broken:
        read(folder)
    assert any(fault.startswith("units.yaml: user-month") and words in fault for fault in broken.value.faults), broken.value.faults


# --- written by the company


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("th", "ระบุปริมาณที่รวมในราคา"), ("en", "Write how much the price includes")])
@pytest.mark.parametrize("part", ["price", "whole"])
def test_the_form_keeps_what_was_typed_and_says_what_is_missing(cast, index, language, words, part):
    listing = shelf.draft(cast)
    typed = {"cap_storage_price": "๕๐", "cap_messages_included": "1,200"}
    page = visitor(cast.siam_lister, language).get(f"/work/listings/{listing.ref}/{part}/").content.decode()
    assert 'name="cap_storage_included"' in page
    given_ = {"seen": listing.version, **shelf.FIELDS, "price_satang": "290", "vat_included": "yes", **typed}
    answer = visitor(cast.siam_lister, language).post(f"/work/listings/{listing.ref}/{part}/", given_)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert 'value="๕๐"' in html
    assert 'value="1,200"' in html
    assert "<details open>" in html
    assert Listing.objects.get().draft_version.caps == {}


@pytest.mark.django_db
def test_caps_are_saved_shown_to_buyers_and_left_out_of_the_total(cast, index, django_assert_max_num_queries):
    listing = shelf.draft(cast)
    bare = visitor(cast.siam_lister)
    typed = {"cap_storage_included": "20", "cap_storage_price": "50", "cap_storage_step": "10", "cap_messages_included": "1200"}
    sent = bare.post(
        f"/work/listings/{listing.ref}/price/", {"seen": listing.version, "price_satang": "290", "vat_included": "yes", **typed}
    )
    assert sent.status_code == 302
    listing = Listing.objects.get()
    assert listing.draft_version.caps == BOTH
    without = shelf.live(cast, title_th="อีกระบบ")
    act(listing, "submit", actor=cast.siam_lister.actor, seen=listing.version)
    listing = shelf.approve(cast, listing)
    visitor().get(f"/listings/{without.ref}/")
    with django_assert_max_num_queries(12):
        page = visitor(language="en").get(f"/listings/{listing.ref}/?quantity=50&term=12")
    html = page.content.decode()
    assert "Storage: 20 GB per user included" in html
    assert "not part of the total for your case" in html
    same = visitor().get(f"/listings/{without.ref}/?quantity=50&term=12")
    assert page.context["price"].total == same.context["price"].total
    assert "not part of the total" not in visitor(language="en").get(f"/listings/{without.ref}/").content.decode()


@pytest.mark.django_db
def test_who_buys_reads_what_the_price_includes(cast, index):
    listing = shelf.live(cast, caps=BOTH)
    path = f"/tenders/start/?listing={listing.ref}"
    html = visitor(cast.officer, "en").get(path, follow=True).content.decode()
    assert "Storage: 20 GB per user included" in html


# --- fingerprint, review


@pytest.mark.django_db
def test_a_version_without_caps_keeps_its_fingerprint_and_a_cap_changes_it(cast, index):
    listing = shelf.draft(cast)
    version = listing.draft_version
    assert "caps" not in version.said()
    before = version.content
    version.caps = STORAGE
    assert version.content != before
    version.caps = {"storage": {"price_satang": 50_00, "step": 10, "included": 20}}
    with_caps = version.content
    version.caps = STORAGE
    assert version.content == with_caps


@pytest.mark.django_db
def test_the_registrar_sees_a_cap_that_was_changed(cast, index):
    listing = shelf.live(cast, caps=STORAGE)
    drafts.save(listing, actor=cast.siam_lister.actor, fields={"caps": {"storage": {"included": 5, "step": 10, "price_satang": 50_00}}})
    act(listing, "submit_change", actor=cast.siam_lister.actor, seen=listing.version)
    page = visitor(cast.registrar, "en").get(f"/work/review/listings/{listing.ref}/")
    (row,) = [row for section in page.context["sections"] for row in section["rows"] if row["changed"]]
    assert row["name"] == "caps"
    assert row["before"].startswith("Storage: 20 GB")
    assert row["now"].startswith("Storage: 5 GB")


# --- compared, asked by the API


@pytest.mark.django_db
def test_caps_stand_side_by_side_and_what_has_none_is_said_to_state_none(cast, index):
    one, two = shelf.live(cast, caps=BOTH), shelf.live(cast, title_th="ระบบที่สอง", caps=STORAGE)
    three = shelf.live(cast, "software-development")
    with override("en"):
        (title, rows) = compare_rows([one.live_version, two.live_version, three.live_version])[-1]
        assert title == "Usage included"
        assert [row.label for row in rows] == ["Storage", "Messages sent"]
        assert rows[1].cells[1:] == [["no cap stated"], []]
        assert rows[1].asked == [True, True, False]
        assert rows[0].cells[0] == rows[0].cells[1]
        assert [title for title, _rows in compare_rows([three.live_version])].count("Usage included") == 0


@pytest.mark.django_db(transaction=True)
def test_the_api_names_caps_in_satang(cast, index):
    listing = shelf.live(cast, caps=BOTH)
    indexing.rebuild()
    told = Client().get(f"/api/v1/listings/{listing.ref}/").json()["price"]["caps"]
    assert told == {
        "storage": {"included": 20, "step": 10, "price_satang": 50_00},
        "messages": {"included": 1200, "step": 1, "price_satang": None},
    }


# --- spreadsheets

PAGE = "/work/listings/sheets/e-document/"


def hand_in(client: Client, rows: list[list[str]]) -> Any:
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    return client.post(PAGE, {"file": SimpleUploadedFile("caps.csv", made.getvalue().encode("utf-8-sig"))}, follow=True)


@pytest.mark.django_db(transaction=True)
def test_a_sheet_carries_caps_both_ways_and_names_the_cell_that_is_missing(cast, index, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    listing = shelf.live(cast, caps=BOTH)
    client = visitor(cast.siam_owner, "en")
    rows = list(csv.reader(io.StringIO(client.get(f"{PAGE}listings.csv").content.decode("utf-8-sig"))))
    assert hand_in(client, rows).context["counts"]["unchanged"] == 1
    place = rows[0].index("cap_storage_included")
    line = next(row for row in rows if listing.ref in row)
    line[place] = ""
    page = hand_in(client, rows)
    assert page.context["counts"]["faulty"] == 1
    (fault,) = page.context["rows"][0]["faults"]
    assert fault["code"] == "cap_storage_included"
    assert "Write how much the price includes" in str(fault["say"])
    line[place] = "๓๐"
    page = hand_in(client, rows)
    assert page.context["counts"]["changed"] == 1
    (change,) = page.context["rows"][0]["changes"]
    assert "20 GB" in change["old"]
    assert "30 GB" in change["new"]
    client.post(f"/work/listings/imports/{SheetImport.objects.order_by('-pk').first().ref}/confirm/")
    listing = Listing.objects.get()
    assert listing.draft_version.caps == {**BOTH, "storage": {"included": 30, "step": 10, "price_satang": 50_00}}
    assert listing.live_version.caps == BOTH
