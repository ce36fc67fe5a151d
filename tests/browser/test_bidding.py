"""From a need to a signed contract by e-bidding: everybody at their own desk, three companies, and the demo's clock moved."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from catalog.models import Category
from marketplace import audit
from marketplace.accounts.actions.duties import grant
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.contracts.models import Contract
from marketplace.contracts.states import C
from suppliers.models import Company
from suppliers.states import V
from tenders.models import PlanLine, Tender
from tenders.sealing.standalone import check_receipt
from tenders.states import B, T
from tests.browser.test_selling import paper
from tests.browser.walking import Walker
from tests.factories.purchases import MONDAY

pytestmark = [pytest.mark.browser, pytest.mark.one_round]
TITLE = "จ้างพัฒนาระบบขออนุญาตก่อสร้างออนไลน์"
PASSPHRASE = "ม้าสีน้ำตาลวิ่งข้ามทุ่งกว้าง"
PRICES = {"siam_bidder": "2,300,000", "lanna_bidder": "2,280,000", "isan_owner": "2,395,000.50"}


@pytest.fixture
def sellers(stage: Any, cast: Any) -> Any:
    """Three verified companies with somebody who bids."""
    Company.objects.filter(organisation=cast.isan).update(state=V.VERIFIED, submitted_at=MONDAY, verified_at=MONDAY)
    Company.objects.update(vat_registered=True)
    with audit.unit():
        grant(actor=Actor.system(), person=cast.isan_owner.person, organisation=cast.isan, duty=Duty.BIDDER)
    return cast


@pytest.fixture
def people(walks: Any, sellers: Any) -> Any:
    """Everybody's browser by the name of the player, opened when first needed."""

    class People(dict[str, Walker]):
        def __missing__(self, name: str) -> Walker:
            walker = self[name] = walks(getattr(sellers, name), english=False)
            walker.begin(f"e-bidding: {name}")
            return walker

    return People()


def plans(people: Any) -> None:
    """The officer drafts a line of the annual plan; the head of agency publishes it."""
    officer, head = people["officer"], people["head_of_agency"]
    officer.open("/work/")
    officer.follow("/plans/")
    officer.follow("/plans/new/")
    officer.type("title", TITLE)
    officer.choose("category", str(Category.objects.get(code="construction-permit").pk))
    officer.type("budget_satang", "2,400,000")
    officer.type("budget_source", "เทศบัญญัติงบประมาณรายจ่าย พ.ศ. 2569")
    officer.type("month", "1/9/2569")
    officer.press()
    head.open("/work/")
    head.follow(PlanLine.objects.get().ref)
    head.follow("/publish/")
    head.press()


def prepares(officer: Walker, cast: Any) -> str:
    """The purchase from its plan line, its details, and the orders that appoint persons."""
    officer.open("/tenders/start/")
    officer.type("title", TITLE)
    officer.choose("category", str(Category.objects.get(code="construction-permit").pk))
    officer.type("budget_satang", "2,400,000")
    officer.choose("plan_line", str(PlanLine.objects.get().pk))
    officer.choose("method", "ebidding_price")
    officer.press()
    ref = Tender.objects.get().ref
    officer.follow("/details/")
    officer.type("need", "ประชาชนยื่นคำขอเดือนละ 120 เรื่อง ใช้เวลาเฉลี่ย 45 วันต่อเรื่อง")
    officer.type("delivery_days", "120")
    officer.type("method_reason", "วงเงินเกิน 500,000 บาท และไม่มีในตลาดอิเล็กทรอนิกส์")
    officer.press()
    officer.follow("/committees/")
    appoints(officer, "tor", "1/2569", cast.chair)
    appoints(officer, "evaluation", "2/2569", cast.chair, cast.member, cast.second_member)
    appoints(officer, "acceptance", "3/2569", cast.inspector, cast.finance, cast.administrator)
    return str(ref)


def appoints(officer: Walker, kind: str, number: str, chair: Any, *members: Any) -> None:
    officer.type(f"{kind}-order_no", number)
    officer.choose(f"{kind}-chair", str(chair.person.pk))
    for member in members:
        officer.choose(f"{kind}-members", str(member.person.pk))
    officer.press(within=f"#kind-{kind}")


def declares(walker: Walker) -> None:
    """Each seat of the person is declared free of conflict, from the page of the purchase."""
    while walker.page.locator('main a[href*="/declare/"]').count():
        walker.follow("/declare/")
        walker.choose("confirmed")
        walker.press()


def writes_terms(chair: Walker, ref: str) -> None:
    """The appointed person declares, fills the gaps of the template, and records the reference price."""
    chair.open("/work/")
    chair.follow(f"/tenders/{ref}/")
    declares(chair)
    chair.follow("/terms/edit/")
    for field in chair.page.locator("main textarea").all():
        text = field.input_value()
        if re.search(r"\[[^\]\n]+\]", text):
            chair.type(str(field.get_attribute("name")), re.sub(r"\[[^\]\n]+\]", "ภายใน 15 วัน จากเดิม 45 วัน", text))
    chair.press("จัดทำขอบเขตของงานเสร็จ")
    chair.follow("/price-benchmark/")
    chair.follow("/reference-price/")
    for number, amount in enumerate(("2,300,000", "2,315,000", "2,330,000"), start=1):
        chair.type(f"name_{number}", f"สืบราคาจากผู้ประกอบการรายที่ {number}")
        chair.type(f"amount_{number}", amount)
    chair.type("amount_satang", "2,315,000")
    chair.type("reason", "ไม่มีราคาคำนวณ ราคาในฐานข้อมูล หรือราคามาตรฐานของบริการนี้")
    chair.press()


def asks_and_approves(officer: Walker, head: Walker, ref: str) -> None:
    officer.open(f"/tenders/{ref}/")
    officer.follow("/submit_request/")
    officer.press()
    head.open("/work/")
    head.follow(f"/tenders/{ref}/")
    head.follow("/report/")
    head.sees("2,315,000", "2/2569", TITLE)
    head.open(f"/tenders/{ref}/")
    head.follow("/approve_request/")
    head.press()


def makes_keys(people: Any) -> None:
    """The three holders make their personal keys, each from their own desk."""
    for name in ("chair", "head_officer", "key_officer"):
        walker = people[name]
        walker.open("/work/")
        walker.follow("/tenders/my-key/")
        walker.type("passphrase", f"{PASSPHRASE} {name}")
        walker.type("again", f"{PASSPHRASE} {name}")
        walker.press()


def hears_comments(people: Any, walks: Any, ref: str) -> None:
    """The draft is public for the lawful days; a citizen comments and is answered; then the round is closed."""
    head_officer, head, officer, citizen = people["head_officer"], people["head_of_agency"], people["officer"], walks(english=False)
    head_officer.open("/work/")
    head_officer.follow(f"/tenders/{ref}/")
    head_officer.follow("/publish_draft/")
    head_officer.press()
    citizen.open(f"/tenders/{ref}/")
    citizen.begin("e-bidding: a citizen")
    citizen.follow("/comment/")
    citizen.type("name", "ชมรมสถาปนิกบ้านน้ำ")
    citizen.type("email", "club@architects.example")
    citizen.type("text", "ขอให้ระบบรับแบบแปลนเป็นไฟล์ DWG ได้ด้วย")
    citizen.press()
    officer.open("/work/")
    officer.follow(f"/tenders/{ref}/")
    officer.follow("/comments/1/")
    officer.type("answer", "ขอบเขตของงานข้อ 1 ไม่ได้จำกัดชนิดไฟล์ ผู้ยื่นข้อเสนอเสนอได้")
    officer.press()
    head.open(f"/tenders/{ref}/")
    head.sees("รับฟังความเห็นถึง")
    head.move_clock("deadline")
    head.follow("/settle_comments/")
    head.press()


def invites(head_officer: Walker, ref: str) -> None:
    head_officer.open("/work/")
    head_officer.follow(f"/tenders/{ref}/")
    head_officer.follow("/publish_invitation/")
    head_officer.press()


def asks_a_question(supplier: Walker, officer: Walker, ref: str) -> None:
    supplier.open("/tenders/")
    supplier.follow(f"/tenders/{ref}/")
    supplier.follow("/question/")
    supplier.type("text", "ต้องย้ายข้อมูลคำขอเดิมกี่ปี")
    supplier.press()
    officer.open("/work/")
    officer.follow(f"/tenders/{ref}/")
    officer.follow("/answer_question/")
    officer.type("answer", "ย้ายข้อมูล 5 ปีย้อนหลัง ประมาณ 6,000 คำขอ")
    officer.press()
    supplier.open(f"/tenders/{ref}/")
    supplier.sees("ย้ายข้อมูล 5 ปีย้อนหลัง")


def prepares_a_bid(supplier: Walker, ref: str, folder: Path) -> None:
    """Documents any day before; the page says why the price cannot be typed yet."""
    supplier.open(f"/tenders/{ref}/")
    supplier.follow("/bid/")
    for kind in ("company", "technical"):
        supplier.choose("kind", kind)
        supplier.attach("file", paper(folder, f"{supplier.leg.name[-12:]}-{kind}".replace(" ", "")))
        supplier.press("เพิ่มเอกสาร")
    supplier.sees("รับข้อเสนอเฉพาะวันเสนอราคา")


def bids(supplier: Walker, ref: str, price: str) -> None:
    """On bid day, within the window: the price, typed last."""
    supplier.open(f"/tenders/{ref}/")
    supplier.follow("/bid/")
    supplier.follow("/price/")
    supplier.type("price_satang", price)
    supplier.choose("confirmed")
    supplier.press()
    supplier.sees("SHA-256")
    supplier.misses(price)


def opens(people: Any, ref: str) -> None:
    """Two of three holders hand in their shares after the window; the head officer opens all envelopes together."""
    head_officer, chair = people["head_officer"], people["chair"]
    for name in ("chair", "head_officer"):
        walker = people[name]
        walker.open("/work/")
        walker.follow(f"/tenders/{ref}/")
        walker.follow("/key-share/")
        walker.type("passphrase", f"{PASSPHRASE} {name}")
        walker.press()
    head_officer.misses(*PRICES.values())
    head_officer.follow("/open_bids/")
    head_officer.press()
    head_officer.sees("2,300,000", "2,280,000", "2,395,000.50")
    chair.open(f"/tenders/{ref}/")


def evaluates(people: Any, ref: str) -> None:
    """The members declare; the chair records the checks of each bid, judges it, and proposes the first of the ranking."""
    for name in ("member", "second_member"):
        people[name].open("/work/")
        people[name].follow(f"/tenders/{ref}/")
        declares(people[name])
    chair = people["chair"]
    chair.open("/work/")
    chair.follow(f"/tenders/{ref}/")
    chair.follow("/evaluation/")
    chair.turn("พิจารณารายต่อไป")
    for left in (2, 1, 0):
        reads_a_document(chair)
        for name in chair.page.locator('main input[type="radio"][value="yes"]').evaluate_all("all => all.map(e => e.name)"):
            chair.choose(name, "yes")
        chair.press("บันทึกผลการตรวจ")
        chair.follow("/find_compliant/")
        chair.press()
        chair.turn("พิจารณารายต่อไป" if left else "ไปที่การจัดลำดับ")
    chair.press()
    chair.follow("/submit_result/")
    chair.press()


def reads_a_document(chair: Walker) -> None:
    """The committee opens what the bidder attached."""
    address = chair.page.locator('main a[href*="/documents/"]').first.get_attribute("href")
    answer = chair.context.request.get(f"{chair.base}{address}")
    assert (answer.status, answer.headers["content-type"], answer.body()[:5]) == (200, "application/pdf", b"%PDF-")


def awards(head: Walker, head_officer: Walker, ref: str) -> None:
    head.open("/work/")
    head.follow(f"/tenders/{ref}/")
    head.follow("/approve_result/")
    head.press()
    head_officer.open("/work/")
    head_officer.follow(f"/tenders/{ref}/")
    head_officer.follow("/announce_award/")
    head_officer.press()
    head_officer.follow("/award/")
    head_officer.sees("2,280,000", "2,300,000", "ล้านนาซอฟต์")


def signs(people: Any, ref: str) -> None:
    """Inside the appeal period the page says why not; afterwards guarantee and both signatures."""
    officer, head, winner = people["officer"], people["head_of_agency"], people["lanna_owner"]
    officer.open("/work/")
    officer.open(f"/tenders/{ref}/")
    officer.sees("ยังลงนามไม่ได้")
    officer.press("จัดทำใบสั่งหรือสัญญา")
    officer.type("place", "สำนักงานเทศบาลตำบลบ้านน้ำ")
    officer.press()
    contract = Contract.objects.get()
    officer.sees("ระยะเวลาอุทธรณ์", "มาตรา 66")
    officer.open(reverse("take_step", args=["contract", contract.ref, "offer"]))  # who knows the address is told the same
    officer.sees("ระยะเวลาอุทธรณ์", "มาตรา 66")
    officer.open(f"/tenders/{ref}/")
    officer.move_clock("deadline")
    officer.follow(contract.ref)
    officer.follow("/offer/")
    officer.press()
    winner.open("/work/")
    winner.follow(contract.ref)
    winner.follow("/give_guarantee/")
    winner.type("issuer", "ธนาคารกรุงไทย จำกัด (มหาชน)")
    winner.type("number", "LG-2569-114")
    winner.press()
    officer.open("/work/")
    officer.follow(contract.ref)
    officer.follow("/check_guarantee/")
    officer.press()
    winner.open("/work/")
    winner.follow(contract.ref)
    winner.follow("/party_sign/")
    winner.choose("confirmed")
    winner.press()
    head.open("/work/")
    head.follow(contract.ref)
    head.follow("/sign/")
    head.choose("confirmed")
    head.press()
    contract.refresh_from_db()
    assert contract.state == C.IN_FORCE


def checks_the_receipt(supplier: Walker, ref: str, folder: Path) -> None:
    """A bidder downloads receipt, envelope, script and key, and checks without the system that the receipt is true."""
    supplier.open(f"/tenders/{ref}/bid/")
    with supplier.page.expect_download() as download:
        supplier.page.locator('main a[href$="/bid/receipt/"]').click()
    receipt = folder / "receipt.json"
    download.value.save_as(receipt)
    supplier.follow("/verify/#receipts")
    key = supplier.page.locator("main code.key").inner_text()
    script = Path(check_receipt.__file__)
    run = [sys.executable, str(script), str(receipt), "--key", key]
    assert subprocess.run(run, capture_output=True, text=True, check=False).returncode == 0
    receipt.write_text(receipt.read_text().replace("2026", "2027", 1))
    assert subprocess.run(run, capture_output=True, text=True, check=False).returncode == 1


def audits(auditor: Walker, ref: str) -> None:
    auditor.open("/work/")
    auditor.follow("/audit/")
    auditor.follow("/audit/purchases/")
    auditor.follow(f"/audit/cases/{ref}/")
    auditor.sees("2,280,000", "2,395,000.50")
    call_command("verify_audit", verbosity=0, stdout=io.StringIO())


#: Pages and fields (typed and chosen) that each person needs at most; `docs/journeys.md` tells them.
AT_MOST = {
    "officer": (36, 26), "head_of_agency": (21, 1), "head_officer": (23, 3), "chair": (38, 39), "member": (4, 1), "second_member": (4, 1),
    "key_officer": (3, 2), "siam_bidder": (15, 7), "lanna_bidder": (8, 6), "isan_owner": (8, 6), "lanna_owner": (8, 3), "auditor": (4, 0),
}  # fmt: skip


def spent(people: Any) -> None:
    """Nobody needed more pages or fields than is written down."""
    for name, walker in people.items():
        pages, fields = AT_MOST[name]
        assert len(walker.leg.pages) <= pages, walker.leg
        assert len(walker.leg.typed + walker.leg.chosen) <= fields, walker.leg


def test_three_companies_bid_and_the_lowest_signs_after_the_appeal_period(people: Any, walks: Any, cast: Any, tmp_path: Path) -> None:
    plans(people)
    ref = prepares(people["officer"], cast)
    writes_terms(people["chair"], ref)
    asks_and_approves(people["officer"], people["head_of_agency"], ref)
    makes_keys(people)
    hears_comments(people, walks, ref)
    invites(people["head_officer"], ref)
    asks_a_question(people["siam_bidder"], people["officer"], ref)
    for name in PRICES:
        prepares_a_bid(people[name], ref, tmp_path)
    people["isan_owner"].move_clock("deadline")
    for name, price in PRICES.items():
        bids(people[name], ref, price)
    people["head_officer"].open(f"/tenders/{ref}/")
    people["head_officer"].move_clock("deadline")
    opens(people, ref)
    people["head_officer"].move_clock("deadline")
    evaluates(people, ref)
    awards(people["head_of_agency"], people["head_officer"], ref)
    signs(people, ref)
    tender = Tender.objects.get()
    assert tender.state == T.CONCLUDED
    assert sorted(tender.bids.values_list("state", flat=True)) == [B.COMPLIANT] * 3
    checks_the_receipt(people["siam_bidder"], ref, tmp_path)
    audits(people["auditor"], ref)
    spent(people)
