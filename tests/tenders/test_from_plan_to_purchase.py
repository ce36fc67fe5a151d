"""From a line of the annual plan to a purchase: the officer finds the way on, and nothing is asked twice."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from catalog.models import Category
from marketplace.law.reference_price import PriceSource
from marketplace.pricing.actions import central
from tenders.actions import preparing, requesting
from tenders.methods import EBIDDING_PRICE
from tenders.models import Tender
from tests.factories import purchases as p

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(cast, clock):
    return requesting.draft_plan_line(
        actor=cast.officer.actor,
        title="ระบบขออนุญาตก่อสร้าง",
        category=Category.objects.get(code="construction-permit"),
        budget_satang=90_000_000,
        budget_source="เทศบัญญัติ",
        fiscal_year=2570,
        month=dt.date(2026, 12, 1),
    )


def reads(player) -> Client:
    client = Client(headers={"accept-language": "th"})
    client.force_login(player.person)
    return client


def test_a_drafted_line_says_who_is_waited_for_and_offers_no_purchase(cast, line):
    html = reads(cast.officer).get(line.get_absolute_url()).content.decode()
    assert "รอหัวหน้าหน่วยงานเห็นชอบและเผยแพร่รายการนี้" in html
    assert "?plan=" not in html
    assert reads(cast.officer).get(f"/tenders/start/?plan={line.ref}").status_code == 404


def test_a_published_line_leads_to_a_purchase_that_knows_what_the_line_says(cast, line):
    requesting.publish_plan_line(line, actor=cast.head_of_agency.actor)
    start = f"/tenders/start/?plan={line.ref}"
    officer = reads(cast.officer)
    assert start in officer.get(line.get_absolute_url()).content.decode()
    for other in (cast.head_of_agency, cast.other_officer, cast.siam_owner):
        assert start not in reads(other).get(line.get_absolute_url()).content.decode()
    assert reads(cast.other_officer).get(start).status_code == 404
    html = officer.get(start).content.decode()
    assert 'value="ระบบขออนุญาตก่อสร้าง"' in html
    assert 'value="900,000"' in html
    assert f'<option value="{line.category_id}" selected>{line.category.name_th}</option>' in html
    assert f'<option value="{line.pk}" selected>ระบบขออนุญาตก่อสร้าง · 900,000 · {line.ref}</option>' in html
    sent = {
        "title": line.title,
        "category": line.category_id,
        "budget_satang": "900,000",
        "plan_line": line.pk,
        "method": EBIDDING_PRICE.code,
    }
    assert officer.post(start, sent).status_code == 302
    made = Tender.objects.get()
    assert (made.plan_line, made.budget_satang, made.budget_source) == (line, 90_000_000, line.budget_source)


def test_retired_categories_are_not_offered(cast, line):
    Category.objects.filter(code="construction-permit").update(is_retired=True)
    for page in ("/tenders/start/", "/plans/new/"):
        html = reads(cast.officer).get(page).content.decode()
        assert "สารบรรณอิเล็กทรอนิกส์</option>" in html
        assert "ขออนุญาตก่อสร้างออนไลน์</option>" not in html


def test_a_price_by_hand_begins_with_the_reason_that_the_register_shows(cast, clock):
    play = p.Play(cast=cast, category=Category.objects.get(code="e-document"))
    tender = preparing.start_purchase(
        actor=cast.officer.actor, title="ระบบสารบรรณ", category=play.category, method=EBIDDING_PRICE, budget_satang=90_000_000
    )
    page = f"/tenders/{tender.ref}/reference-price/"
    said = "ไม่มีราคาที่คำนวณ ราคาในฐานข้อมูล หรือราคามาตรฐานสำหรับบริการนี้"
    assert said in reads(cast.officer).get(page).content.decode()
    central.enter(
        actor=cast.rule_editor.actor, source=PriceSource.STANDARD, issuer="mdes", document_no="กค 1", document_on=dt.date(2026, 1, 5),
        title="ราคามาตรฐาน", category=play.category, unit="user-month", price_satang=250_00, valid_from=dt.date(2026, 1, 6), valid_to=None,
    )  # fmt: skip
    assert said not in reads(cast.officer).get(page).content.decode()
