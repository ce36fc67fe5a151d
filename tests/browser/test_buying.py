"""From a need to a paid order: an officer finds a service, buys it by the specific method, it is accepted and paid."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from marketplace import audit
from marketplace.contracts.models import Contract
from suppliers.models import Company
from tenders.models import Tender
from tests.browser.test_selling import paper
from tests.browser.walking import Walker
from tests.catalog import shelf
from tests.factories import market

pytestmark = [pytest.mark.browser, pytest.mark.one_round]


@pytest.fixture
def goods(stage: Any, cast: Any) -> Any:
    """Document systems of seven suppliers are on sale; the search knows them."""
    Company.objects.update(vat_registered=True)
    made = [shelf.live(cast, price_satang=290_00), shelf.live(cast, company="lanna", price_satang=310_00)]
    made.append(shelf.live(cast, company="lanna", price_satang=350_00, title_th="ระบบหนังสือราชการล้านนา"))
    market.five(cast, prices=(280_00, 300_00, 320_00, 330_00, 340_00))
    call_command("rebuild_index", verbosity=0, stdout=io.StringIO())
    audit.deliver()
    return made[0]


def asks_and_checks(officer: Walker, listing: Any, cast: Any) -> None:
    """From the search to the submitted request."""
    officer.open("/")
    officer.begin("need to order: the officer")
    officer.search("ระบบสารบรรณ")
    officer.follow(f"/listings/{listing.ref}/")
    officer.follow("/tenders/start/?listing=")
    officer.type("quantity", "20")
    officer.type("months", "12")
    officer.type("need", "หนังสือเข้าเฉลี่ยเดือนละ 900 ฉบับ ลงรับด้วยมือ ใช้เวลา 3 วันต่อฉบับ")
    officer.type("result", "ลงรับหนังสือภายใน 1 วัน จากเดิม 3 วัน")
    officer.type("budget_source", "ข้อบัญญัติงบประมาณ พ.ศ. 2569")
    officer.choose("inspector", str(cast.inspector.person.pk))
    officer.choose("declared")
    officer.press()
    officer.press("เสนอรายงานขอซื้อขอจ้าง")


def approves(head: Walker, ref: str) -> None:
    """The head of agency reads what waits and approves it."""
    head.open("/work/")
    head.begin("need to order: the head of agency")
    head.follow(f"/tenders/{ref}/")
    head.follow("/approve_request/")
    head.press()


def negotiates(officer: Walker, ref: str) -> None:
    """The officer asks the supplier and writes down the price."""
    officer.open(f"/tenders/{ref}/")
    officer.follow("/approach/")
    officer.type("price_satang", "68,000")
    officer.press()


def orders(head: Walker, ref: str) -> None:
    """The head officer orders and announces the result."""
    head.open("/work/")
    head.begin("need to order: the head officer")
    head.follow(f"/tenders/{ref}/")
    head.follow("/accept_offer/")
    head.press()


def test_an_officer_buys_from_a_listing_until_it_is_paid(walks: Any, cast: Any, goods: Any, tmp_path: Path) -> None:
    officer, head, head_officer = walks(cast.officer), walks(cast.head_of_agency), walks(cast.head_officer)
    asks_and_checks(officer, goods, cast)
    ref = Tender.objects.get().ref
    approves(head, ref)
    negotiates(officer, ref)
    orders(head_officer, ref)
    assert len(officer.leg.pages) <= 8, officer.leg
    assert len(officer.leg.typed + officer.leg.chosen) <= 12, officer.leg
    announces(head_officer)
    receives_and_pays(walks, cast, officer, head_officer, ref, tmp_path)
    looks_into(walks(cast.auditor), ref)


def looks_into(auditor: Walker, ref: str) -> None:
    """The auditor finds the purchase and reads its case file; the log is what it was."""
    auditor.open("/work/")
    auditor.begin("audit: the auditor")
    auditor.follow("/audit/")
    auditor.follow("/audit/purchases/")
    auditor.follow(f"/audit/cases/{ref}/")
    auditor.sees("68,000", "ร.69/114")
    assert "ลงรับด้วยมือ" in auditor.page.content()  # the need, in the folded text of the request report
    call_command("verify_audit", verbosity=0, stdout=io.StringIO())


def announces(head_officer: Walker) -> None:
    head_officer.begin("result: the head officer")
    head_officer.follow("/announce_award/")
    head_officer.press()


def receives_and_pays(walks: Any, cast: Any, officer: Walker, head_officer: Walker, ref: str, folder: Path) -> None:
    """The paper of the order, its delivery, its acceptance, and its payment."""
    officer.begin("order to payment: the officer")
    officer.open(f"/tenders/{ref}/")
    officer.press("จัดทำใบสั่งหรือสัญญา")
    officer.press()
    contract = Contract.objects.get()
    head_officer.open("/work/")
    head_officer.begin("order to payment: the head officer")
    head_officer.follow(contract.ref)
    head_officer.follow("/buy_on_receipt/")
    head_officer.press()
    inspector, finance = walks(cast.inspector), walks(cast.finance)
    officer.open("/work/")
    officer.follow(contract.ref)
    officer.follow("/deliver/")
    officer.press()
    inspector.open("/work/")
    inspector.begin("order to payment: the inspector")
    inspector.follow(contract.ref)
    if inspector.page.locator('main a[href*="/declare/"]').count():
        inspector.follow("/declare/")
        inspector.choose("confirmed")
        inspector.press()
        inspector.open("/work/")
        inspector.follow(contract.ref)
    inspector.follow("/inspect/")
    inspector.choose("accepts", "yes")
    inspector.press()
    officer.open("/work/")
    officer.follow(contract.ref)
    officer.follow("/submit_invoice/")
    officer.type("invoice", "ร.69/114")
    officer.press()
    finance.open("/work/")
    finance.begin("order to payment: the finance officer")
    finance.follow(contract.ref)
    finance.follow("/pay/")
    finance.type("reference", "ฎ. 114/2569")
    finance.attach("evidence", paper(folder, "transfer"))
    finance.press()
    finance.sees("จ่ายแล้ว 68,000")
