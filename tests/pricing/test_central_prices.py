"""The register of central prices: everybody reads it, rule editors keep it, one price or a table at a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from marketplace import audit
from marketplace.pricing.models import CentralPrice, Issuer
from tests.cast import Cast, Player

pytestmark = pytest.mark.django_db
HEAD = "source,issuer,document_no,document_on,title,category,unit,price_baht,valid_from,valid_to\n"
TABLE = HEAD + (
    "computed,cgd,กค 0433/1,2026-10-01,ค่าบริการคำนวณ,e-document,,180,2026-10-01,\n"
    "database,bb,สงป 7,1 ต.ค. 2569,ฐานข้อมูลราคา,e-document,,170.50,2026-10-01,2027-09-30\n"
    "standard,mdes,ดศ 1/2569,2026-10-01,เกณฑ์ราคากลาง,training,,1500,2026-10-01,\n"
)


def browser(player: Player | None = None, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    if player is not None:
        client.force_login(player.person)
    return client


@pytest.mark.parametrize(
    ("language", "issuers"),
    [
        ("en", ("Comptroller General", "Budget Bureau", "Ministry of Digital Economy and Society")),
        ("th", ("กรมบัญชีกลาง", "สำนักงบประมาณ", "กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม")),
    ],
)
def test_a_table_of_all_three_issuers_is_looked_at_first_then_entered_once(
    cast: Cast, clock: Any, language: str, issuers: tuple[str, ...]
) -> None:
    editor, page = browser(cast.rule_editor, language), "/prices/central/import/"
    looked = editor.post(page, {"table": TABLE})
    assert (looked.status_code, CentralPrice.objects.count()) == (200, 0)
    for _turn in range(2):
        assert editor.post(page, {"table": TABLE, "confirm": "1"})["Location"] == "/prices/central/"
    assert set(CentralPrice.objects.values_list("issuer", flat=True)) == {Issuer.CGD, Issuer.BB, Issuer.MDES}
    assert CentralPrice.objects.count() == 3
    assert [entry.code for entry in audit.entries() if entry.code == "pricing.central_price_entered"] == [
        "pricing.central_price_entered"
    ] * 3
    shown = browser(None, language).get("/prices/central/").content.decode()
    assert [name for name in issuers if name not in shown] == []
    assert "กค 0433/1" not in browser().get("/prices/central/?category=training").content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "Write the price of one unit in baht"), ("th", "ราคาต่อหน่วย")])
def test_a_table_with_one_thing_to_mend_names_row_and_column_and_enters_nothing(cast: Cast, clock: Any, language: str, words: str) -> None:
    sent = browser(cast.rule_editor, language).post("/prices/central/import/", {"table": TABLE.replace("170.50", "ถูกมาก"), "confirm": "1"})
    assert (sent.status_code, CentralPrice.objects.count()) == (422, 0)
    assert [(fault.row, fault.column) for fault in sent.context["table"].faults] == [(3, "price_baht")]
    assert words in sent.content.decode()


def test_one_price_is_entered_and_taken_out_with_a_reason_and_stays_readable(cast: Cast, clock: Any) -> None:
    editor = browser(cast.rule_editor)
    category = str(CentralPrice._meta.get_field("category").related_model.objects.get(code="e-document").pk)
    given = {
        "source": "standard", "issuer": "mdes", "document_no": "ดศ 1/2569", "document_on": "1/10/2569", "document_on_era": "BE", "title": "ระบบสารบรรณ",
        "category": category, "price_satang": "150", "valid_from": "1/10/2569", "valid_from_era": "BE", "valid_to": "", "valid_to_era": "BE",
    }  # fmt: skip
    made = editor.post("/prices/central/new/", given)
    assert made.status_code == 302, made.context["form"].errors
    row = CentralPrice.objects.get()
    assert (row.price_satang, row.unit, row.valid_from) == (150_00, "user-month", dt.date(2026, 10, 1))
    assert editor.post("/prices/central/new/", given).status_code == 409
    assert editor.post(row.get_absolute_url(), {"reason": ""}).status_code == 422
    assert editor.post(row.get_absolute_url(), {"reason": "มีเกณฑ์ใหม่"}).status_code == 302
    assert row.document_no not in browser().get("/prices/central/").content.decode()
    assert row.document_no in browser().get("/prices/central/?all=1").content.decode()
    assert "มีเกณฑ์ใหม่" in browser().get(row.get_absolute_url()).content.decode()


def test_nobody_but_a_rule_editor_keeps_the_register(cast: Cast, clock: Any) -> None:
    for player in (cast.officer, cast.registrar, cast.auditor, cast.siam_owner):
        for page in ("/prices/central/new/", "/prices/central/import/"):
            assert browser(player).post(page, {"table": TABLE, "confirm": "1"}).status_code == 403
    assert not CentralPrice.objects.exists()
