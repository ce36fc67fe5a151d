"""The demo's purchases: sixty lives in every state and outcome, each a generator of real steps by real people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from catalog.models import Category, Listing
from marketplace.kernel import clock, files
from marketplace.kernel.era import fiscal_year
from marketplace.law import calendar
from marketplace.law.reference_price import PriceSource
from marketplace.procedure import act
from marketplace.web.demo import PASSPHRASE
from marketplace.web.demo import wording as w
from marketplace.web.demo.bodies import Body, World
from marketplace.web.demo.contracting import declares, fulfils
from marketplace.web.demo.pricing import enter_central_prices, price_from_benchmark, survey
from marketplace.web.demo.sellers import Seller, live_in, paper
from marketplace.web.demo.stage import Scene, Stage, acting, later
from suppliers.models import Company
from tenders.actions import bidding, ending, evaluating, negotiating, opening, preparing, publishing, quick, requesting
from tenders.actions.case import evaluation_day, rules_for
from tenders.actions.frozen_list import total_of
from tenders.methods import EBIDDING_PRICE
from tenders.models import CommitteeKind, OfficerKey, SeatRole, Tender
from tenders.models.bid import BidDocumentKind
from tenders.ranking import CHECKS, ranked
from tenders.sealing.officer_key import Cost
from tenders.states import B
from tenders.terms import template_for

#: What the demo's direct purchases come to at most, in satang: the limit of 56(2)(b) on the demo's days.
LIMIT_SATANG = 50_000_000
#: Everybody knows the passphrase of the demo's key holders: there is nothing to guess.
LIGHT = Cost(passes=1, lanes=1, memory=1024)


@dataclass
class Shop:
    """What purchases share: the stage, the bodies and the companies."""

    stage: Stage
    world: World
    sellers: list[Seller]

    def seller_of(self, company: Company) -> Seller:
        return next(seller for seller in self.sellers if seller.company is not None and seller.company.pk == company.pk)


def buys_directly(
    shop: Shop, body: Body, category: Category, stop: str, *, discount: int = 3, listing: Listing | None = None, target_satang: int = 0
) -> Scene:
    """The specific method of 56(2)(b), from a listing; `stop` names how far it goes."""
    rng = shop.stage.rng
    chosen = listing or rng.choice(_affordable(category))
    version = chosen.live_version
    assert version is not None
    quantity, months, _total = _case(version, target_satang or rng.randint(60_000, 430_000) * 100)
    officer, head = body.actor("officer"), body.actor("head-officer")
    tender = quick.buy_from_listing(
        actor=officer, version=version, quantity=quantity, months=months, need=rng.choice(w.NEEDS), budget_source=rng.choice(w.SOURCES), delivery_days=30, inspector=body.people["inspector"],
    )  # fmt: skip
    if tender.budget_satang > 10_000_000:
        preparing.appoint(
            tender, actor=officer, kind=CommitteeKind.ACCEPTANCE, order_no=f"{tender.ref}/2", due_on=clock.today() + dt.timedelta(days=120),
            members=[(body.people["inspector"], SeatRole.CHAIR), (body.people["inspector2"], SeatRole.MEMBER), (body.people["inspector3"], SeatRole.MEMBER)],
        )  # fmt: skip
    if stop == "drafting":
        survey(tender, actor=officer, sellers=shop.sellers, percents=(92, 98, 0))
        return
    yield later(clock.read(), hours=3)
    declares(tender, body, "officer")
    preparing.save_terms(tender, actor=officer, sections=_finished(template_for(tender)))
    preparing.finish_terms(tender, actor=officer)
    if not tender.reference_prices.exists():
        total = sum(item.total_satang for item in tender.items.all())
        preparing.record_reference_price(
            tender, actor=officer, source=PriceSource.MARKET, amount_satang=total, reason="ไม่มีราคากลางของหน่วยงานกลาง",
            sources=[("ผู้ขายรายที่ 1", total), ("ผู้ขายรายที่ 2", total * 104 // 100), ("ผู้ขายรายที่ 3", total * 109 // 100)],
        )  # fmt: skip
    tender.refresh_from_db()
    act(tender, "submit_request", actor=officer)
    if stop == "requested":
        return
    yield later(clock.read(), days=1)
    if stop == "returned":
        act(tender, "return_request", actor=body.actor("head"), reason="ระบุจำนวนผู้ใช้และเหตุผลให้ชัดเจน")
        return
    act(tender, "approve_request", actor=body.actor("head"))
    if stop == "approved":
        return
    if stop == "withdrawn":
        act(tender, "withdraw", actor=officer, reason="งบประมาณถูกโอนไปโครงการอื่น")
        return
    yield later(clock.read(), days=1)
    company = chosen.company
    reason = "บริการของผู้ขายรายนี้ตรงกับขอบเขตของงานและใช้ร่วมกับระบบเดิมได้" if negotiating.smes_passed_over(tender, [company]) else ""
    negotiating.approach_supplier(tender, actor=officer, suppliers=[company], reason=reason)
    yield later(clock.read(), hours=5)
    first = sum(item.total_satang for item in tender.items.all())
    negotiating.write_offer(
        tender,
        actor=officer,
        company=company,
        first_satang=first,
        price_satang=first * (100 - discount) // 100 // 100 * 100,
        note="เจรจาทางโทรศัพท์และยืนยันเป็นหนังสือ",
    )
    if stop == "negotiating":
        return
    yield later(clock.read(), days=1)
    act(tender, "accept_offer", actor=head)
    if stop == "ordered":
        return
    act(tender, "announce_award", actor=head)
    if stop == "awarded":
        return
    yield later(clock.read(), days=1)
    yield from fulfils(shop, body, tender, stop)


def _affordable(category: Category) -> list[Listing]:
    """What 56(2)(b) can buy in a category; in a small demo that sells nothing of it, whatever it can buy at all."""
    shelves = (live_in(category), Listing.objects.live().order_by("pk").select_related("live_version", "company", "company__organisation"))
    found: list[Listing] = []
    for shelf in shelves:
        found = found or [row for row in shelf if _case(row.live_version, 0)[2] <= LIMIT_SATANG]
    return found


def _finished(sections: list[dict[str, str]]) -> list[dict[str, str]]:
    """The template's text with the square brackets filled in."""
    return [{**section, "text": section["text"].replace("[", "").replace("]", "")} for section in sections]


def _case(version: Any, target_satang: int) -> tuple[int, int, int]:
    """Quantity, term and total: near the target and, where the listing allows it, within the limit of 56(2)(b)."""
    months = 12 if version.unit in {"user-month", "system-month", "vcpu-hour"} else 1
    each = max(1, total_of(version, quantity=10, months=months) // 10)
    quantity = max(1, target_satang // each)
    while quantity > 1 and total_of(version, quantity=quantity, months=months) > LIMIT_SATANG:
        quantity = quantity * 9 // 10
    return quantity, months, total_of(version, quantity=quantity, months=months)


# ------------------------------------------------------------------ e-bidding
def invites(
    shop: Shop, body: Body, category: Category, title: str, budget_baht: int, stop: str, *, bids: tuple[int, ...] = (), reject: int = 0
) -> Scene:
    """E-bidding on price. `bids` are prices in percent of the budget; `stop` names how far it goes and how it ends."""
    rng = shop.stage.rng
    officer, _head, chief = body.actor("officer"), body.actor("head-officer"), body.actor("head")
    budget = budget_baht * 100
    month = clock.today().replace(day=1)
    line = requesting.draft_plan_line(
        actor=officer, title=title, category=category, budget_satang=budget, budget_source=rng.choice(w.SOURCES), fiscal_year=fiscal_year(month), month=month,
    )  # fmt: skip
    requesting.publish_plan_line(line, actor=chief)
    yield later(clock.read(), days=3)
    tender = preparing.start_purchase(
        actor=officer, title=title, category=category, method=EBIDDING_PRICE, budget_satang=budget, plan_line=line, need=rng.choice(w.NEEDS), budget_source=line.budget_source,
        delivery_days=rng.choice([60, 90, 120]), method_reason="วงเงินเกิน 500,000 บาท และไม่อยู่ในตลาดอิเล็กทรอนิกส์", comment_round=stop in {"commenting", "ready"} or rng.random() < 0.3,
    )  # fmt: skip
    due = clock.today() + dt.timedelta(days=150)
    people = body.people
    preparing.appoint(tender, actor=officer, kind=CommitteeKind.TOR, order_no=f"{tender.ref}/1", due_on=due, members=[(people["chair"], SeatRole.CHAIR), (people["member1"], SeatRole.MEMBER), (people["member2"], SeatRole.MEMBER)])  # fmt: skip
    preparing.appoint(tender, actor=officer, kind=CommitteeKind.EVALUATION, order_no=f"{tender.ref}/2", due_on=due, members=[(people["chair"], SeatRole.CHAIR), (people["member1"], SeatRole.MEMBER), (people["member2"], SeatRole.MEMBER)])  # fmt: skip
    preparing.appoint(tender, actor=officer, kind=CommitteeKind.ACCEPTANCE, order_no=f"{tender.ref}/3", due_on=due + dt.timedelta(days=240), members=[(people["inspector"], SeatRole.CHAIR), (people["inspector2"], SeatRole.MEMBER), (people["inspector3"], SeatRole.MEMBER)])  # fmt: skip
    if stop == "drafting":
        return
    yield later(clock.read(), days=1)
    declares(tender, body, "chair", "member1", "member2")
    chair = body.actor("chair")
    preparing.save_terms(tender, actor=chair, sections=_finished(template_for(tender)))
    preparing.finish_terms(tender, actor=chair)
    if not price_from_benchmark(tender, actor=chair, leave_out=stop in {"inviting", "standstill"}):
        preparing.record_reference_price(
            tender, actor=chair, source=PriceSource.MARKET, amount_satang=budget * 97 // 100, reason="ไม่มีราคากลางของหน่วยงานกลาง",
            sources=[("สืบราคารายที่ 1", budget * 95 // 100), ("สืบราคารายที่ 2", budget * 97 // 100), ("สืบราคารายที่ 3", budget * 99 // 100)],
        )  # fmt: skip
    tender.refresh_from_db()
    act(tender, "submit_request", actor=officer)
    if stop == "requested":
        return
    yield later(clock.read(), days=2)
    act(tender, "approve_request", actor=chief)
    yield from _announces(shop, body, tender, stop)
    if stop in {"commenting", "ready"}:
        return
    if stop == "inviting":
        yield from _asks(shop, body, tender)
        return
    if stop == "cancelled":
        yield later(clock.read(), days=1)
        act(tender, "cancel", actor=chief, ground="67.1", reason="งบประมาณไม่เพียงพอ ต้องโอนไปแก้ไขภัยพิบัติ")
        return
    yield from _asks(shop, body, tender)
    yield from _bid(shop, tender, category, bids)
    yield from _opens(body, tender, bids)
    if not bids:
        return
    if stop == "evaluating":
        return
    yield from _evaluates(shop, body, tender, stop, reject)


def _keys(shop: Shop, body: Body) -> None:
    """Holders make their personal keys where they have none."""
    for actor in (body.actor("chair"), body.actor("head-officer"), shop.world.office.actor("key-officer")):
        if not OfficerKey.objects.filter(person_id=actor.person_id).exists():
            opening.enrol(actor=actor, passphrase=PASSPHRASE, cost=LIGHT)


def _announces(shop: Shop, body: Body, tender: Tender, stop: str) -> Scene:
    _keys(shop, body)
    head, chief = body.actor("head-officer"), body.actor("head")
    if tender.comment_round:
        yield later(clock.read(), days=1)
        act(tender, "publish_draft", actor=head)
        yield later(clock.read(), hours=4)
        said = publishing.comment(
            tender,
            actor=acting(shop.sellers[0].person, shop.sellers[0].actor and shop.sellers[0].company.organisation),
            name=shop.sellers[0].name_th,
            email=shop.sellers[0].person.email,
            text="ขอให้ระบุรูปแบบข้อมูลที่ต้องส่งมอบเมื่อสิ้นสุดสัญญาให้ชัดเจน",
        )  # type: ignore[union-attr]
        if stop == "commenting":
            return
        yield later(clock.read(), days=1)
        publishing.answer_comment(
            said, actor=body.actor("officer"), answer="ระบุไว้แล้วในข้อสิทธิในข้อมูล ให้ส่งเป็นไฟล์ที่เปิดอ่านได้", changes_draft=False
        )
        yield later(clock.at(calendar.next_working_day(tender.comments_until), dt.time(9, 30)))
        act(tender, "settle_comments", actor=chief)
    else:
        yield later(clock.read(), hours=2)
        act(tender, "waive_comments", actor=chief, reason="งานทั่วไปที่มีผู้ขายหลายราย ขอบเขตของงานไม่ซับซ้อน")
    if stop == "ready":
        return
    yield later(clock.read(), days=1)
    act(tender, "publish_invitation", actor=head)


def _asks(shop: Shop, body: Body, tender: Tender) -> Scene:
    """One supplier asks, the officer answers in time."""
    yield later(clock.read(), hours=3)
    seller = shop.stage.rng.choice(
        [each for each in shop.sellers[:20] if each.company is not None and each.company.is_verified(clock.today())]
    )
    question = publishing.ask(tender, actor=seller.actor, text="เสนอระบบที่ติดตั้งบนคลาวด์ของหน่วยงานเองได้หรือไม่")
    yield later(clock.read(), hours=3)
    publishing.answer_question(question, actor=body.actor("officer"), answer="เสนอได้ หากเก็บข้อมูลในประเทศและส่งออกข้อมูลได้ครบถ้วน")


def _bid(shop: Shop, tender: Tender, category: Category, percents: tuple[int, ...]) -> Scene:
    """Companies that sell in the category prepare their documents and bid on the bid day."""
    companies: list[Company] = []
    for listing in live_in(category):
        if listing.company not in companies and listing.company.egp_no:
            companies.append(listing.company)
    shop.stage.rng.shuffle(companies)
    if len(companies) < len(percents):  # a small demo: whoever is left bids too
        others = [seller.company for seller in shop.sellers if seller.company and seller.company.is_verified(clock.today())]
        companies += [company for company in others if company.egp_no and company not in companies]
    tender.refresh_from_db()
    opens = tender.bid_opens_at
    assert opens is not None
    for place, (company, percent) in enumerate(zip(companies, percents, strict=False)):
        yield opens + dt.timedelta(minutes=11 + 23 * place)
        actor = shop.seller_of(company).actor
        bid = bidding.draft_bid(tender, actor=actor)
        for kind in (BidDocumentKind.COMPANY, BidDocumentKind.TECHNICAL):
            stored = files.receive(paper(f"{kind}.pdf", f"{bid.ref}{kind}"), by=actor)
            bidding.add_document(bid, actor=actor, kind=kind, file=stored)
        bidding.submit(bid, actor=actor, price_satang=tender.budget_satang * percent // 100 - place * 1300)


def _opens(body: Body, tender: Tender, bids: tuple[int, ...]) -> Scene:
    tender.refresh_from_db()
    assert tender.bid_closes_at is not None
    yield tender.bid_closes_at + dt.timedelta(minutes=12)
    head = body.actor("head-officer")
    opening.hand_in_share(tender, actor=body.actor("chair"), passphrase=PASSPHRASE)
    yield later(clock.read(), hours=0.3)
    opening.hand_in_share(tender, actor=head, passphrase=PASSPHRASE)
    act(tender, "open_bids" if bids else "record_no_bid", actor=head)


def _evaluates(shop: Shop, body: Body, tender: Tender, stop: str, reject: int) -> Scene:
    day = evaluation_day(tender)
    assert day is not None
    yield clock.at(day, dt.time(10))
    chair, chief, head = body.actor("chair"), body.actor("head"), body.actor("head-officer")
    opened = list(tender.bids.filter(state=B.OPENED).order_by("pk"))
    for place, bid in enumerate(opened):
        if place < reject and (stop == "failed" or place < len(opened) - 1):
            evaluating.record_check(bid, actor=body.actor("member1"), code="technical", passed=False, note="ไม่มีแผนการย้ายข้อมูล")
            evaluating.reject(bid, actor=chair, reason="ข้อเสนอทางเทคนิคไม่ครบตามขอบเขตของงานข้อ 4")
            continue
        for code in CHECKS:
            evaluating.record_check(bid, actor=body.actor("member1") if code == "documents" else chair, code=code, passed=True)
        evaluating.find_compliant(bid, actor=chair)
    yield later(clock.read(), days=1)
    tender.refresh_from_db()
    if stop == "failed":
        act(tender, "record_no_compliant_bid", actor=chief, reason="ไม่มีผู้ยื่นข้อเสนอที่ถูกต้องตามเอกสาร")
        return
    if stop == "over_budget":
        act(tender, "negotiate_price", actor=chair, reason="ราคาต่ำสุดสูงกว่าวงเงินงบประมาณ")
        yield later(clock.read(), days=1)
        ranking = ranked(tender, rules_for(tender, clock.today()))
        assert ranking is not None
        best = tender.bids.get(ref=ranking.winner.key)
        negotiating.write_offer(
            tender,
            actor=chair,
            company=best.company,
            first_satang=best.price_satang or 0,
            price_satang=tender.budget_satang,
            note="ผู้ยื่นข้อเสนอรายต่ำสุดยอมลดราคาเท่าวงเงิน",
        )
        act(tender, "record_offer", actor=chair)
    evaluating.propose_winner(tender.lot, actor=chair)
    tender.refresh_from_db()
    single = "ราคาต่ำกว่าราคากลางและคุณสมบัติครบ หากยกเลิกจะกระทบการให้บริการ" if tender.bids.filter(state=B.COMPLIANT).count() == 1 else ""
    act(tender, "submit_result", actor=chair, single_reason=single, over_budget_reason="")
    if stop == "reported":
        return
    yield later(clock.read(), days=1)
    act(tender, "approve_result", actor=chief)
    act(tender, "announce_award", actor=head)
    if stop == "standstill":
        return
    if stop in {"appealed", "upheld", "lapsed"}:
        yield from _appeals(shop, body, tender, stop)
        if stop != "lapsed":
            return
    tender.refresh_from_db()
    assert tender.earliest_signing_on is not None
    yield max(later(clock.read(), days=1), clock.at(tender.earliest_signing_on, dt.time(10)))
    yield from fulfils(shop, body, tender, stop)


def _appeals(shop: Shop, body: Body, tender: Tender, stop: str) -> Scene:
    yield later(clock.read(), days=2)
    tender.refresh_from_db()
    loser = tender.bids.exclude(pk=tender.lot.winning_bid_id).exclude(state=B.DRAFT).select_related("company").first()
    if loser is None:
        return
    seller = shop.seller_of(loser.company)
    appeal = ending.file_appeal(tender, actor=seller.actor, text="ผู้ชนะไม่มีประสบการณ์ตามขอบเขตของงานข้อ 3 ขอให้ตรวจสอบเอกสารประกอบข้อเสนออีกครั้ง")
    yield later(clock.read(), days=1)
    act(appeal, "admit", actor=body.actor("officer"))
    if stop == "appealed":
        return
    yield later(clock.read(), days=3)
    if stop == "upheld":
        act(appeal, "agree", actor=body.actor("head"), reason="ตรวจแล้วเอกสารประสบการณ์ของผู้ชนะไม่ครบ เห็นด้วยกับผู้อุทธรณ์")
        yield later(clock.read(), days=1)
        act(tender, "redo_evaluation", actor=body.actor("head"), reason="พิจารณาใหม่ตามผลอุทธรณ์")
        return
    act(appeal, "forward", actor=body.actor("head"), reason="เอกสารครบถ้วนแล้ว ไม่เห็นด้วยกับผู้อุทธรณ์")
    yield later(clock.read(), days=33)
    ending.lapse_appeal(appeal, actor=shop.world.office.actor("appeals"))


# ------------------------------------------------------------------ the programme
#: Specific method: how far each purchase goes, oldest first. "paid" and "closed" go on into the contract.
DIRECT = ("paid",) * 20 + ("delivered", "delivered", "signed", "signed", "defective", "late", "awarded", "ordered", "negotiating", "approved", "requested", "returned", "withdrawn", "drafting")  # fmt: skip
#: E-bidding: category, title, budget (baht), how far, bids in percent of the budget, how many are rejected.
BIDDING: tuple[tuple[str, str, int, str, tuple[int, ...], int], ...] = (
    ("construction-permit", "จ้างพัฒนาระบบขออนุญาตก่อสร้างออนไลน์", 2_400_000, "paid", (96, 92, 94), 0),
    ("cloud-hosting", "เช่าใช้บริการคลาวด์สำหรับงานบริการประชาชน", 980_000, "paid", (90, 95, 93, 97), 1),
    ("software-development", "จ้างพัฒนาเว็บไซต์และแอปพลิเคชันเมือง", 910_000, "paid", (99,), 0),
    ("cybersecurity", "จ้างเฝ้าระวังภัยไซเบอร์และทดสอบเจาะระบบ", 1_640_000, "paid", (88, 91), 0),
    ("e-document", "เช่าใช้ระบบสารบรรณอิเล็กทรอนิกส์ทั้งหน่วยงาน", 760_000, "delivered", (85, 92, 96), 0),
    ("maintenance", "จ้างบำรุงรักษาระบบสารสนเทศและเครือข่าย", 1_200_000, "signed", (97, 98), 0),
    ("data-open-data", "จ้างทำแพลตฟอร์มข้อมูลเปิดของจังหวัด", 3_200_000, "lapsed", (93, 95), 0),
    ("training", "จ้างอบรมธรรมาภิบาลข้อมูลเจ้าหน้าที่ท้องถิ่น", 640_000, "over_budget", (104, 107), 0),
    ("identity", "จ้างเชื่อมระบบยืนยันตัวตนกับบริการประชาชน", 1_900_000, "upheld", (89, 94), 0),
    ("garbage-fee", "จ้างทำระบบชำระค่าธรรมเนียมขยะออนไลน์", 850_000, "failed", (95, 97), 2),
    ("other-fees", "จ้างทำศูนย์รับชำระค่าธรรมเนียมท้องถิ่น", 720_000, "no_bid", (), 0),
    ("restaurant-licence", "จ้างพัฒนาระบบใบอนุญาตร้านอาหาร", 690_000, "cancelled", (), 0),
    ("software-development", "จ้างพัฒนาระบบร้องเรียนร้องทุกข์", 1_350_000, "signed", (91, 94, 96), 1),
    ("cloud-hosting", "เช่าพื้นที่คลาวด์สำรองข้อมูลมหาวิทยาลัย", 4_600_000, "standstill", (82, 90, 93), 0),
    ("cybersecurity", "จ้างติดตั้งระบบป้องกันเครื่องปลายทาง", 1_100_000, "appealed", (93, 95, 99), 0),
    ("maintenance", "จ้างดูแลศูนย์ข้อมูลและเครื่องแม่ข่าย", 890_000, "reported", (94, 96), 0),
    ("e-document", "จ้างพัฒนาระบบจดหมายเหตุดิจิทัล", 2_050_000, "evaluating", (90, 95), 0),
    ("construction-permit", "จ้างพัฒนาระบบตรวจแบบอาคารออนไลน์", 2_900_000, "inviting", (), 0),
    ("data-open-data", "จ้างจัดทำบัญชีข้อมูลภาครัฐของเทศบาล", 980_000, "inviting", (), 0),
    ("identity", "จ้างพัฒนาระบบลงชื่อเข้าใช้ครั้งเดียว", 1_450_000, "inviting", (), 0),
    ("software-development", "จ้างพัฒนาระบบจองคิวและนัดหมายประชาชน", 1_150_000, "commenting", (), 0),
    ("training", "จ้างอบรมความมั่นคงปลอดภัยไซเบอร์ทั้งจังหวัด", 780_000, "ready", (), 0),
    ("other-fees", "จ้างพัฒนาระบบรับชำระค่าน้ำประปาหมู่บ้าน", 660_000, "requested", (), 0),
)  # fmt: skip
#: Days before the anchor on which an e-bidding purchase begins, by how far it goes.
BEGINS = {"paid": 190, "delivered": 120, "signed": 75, "lapsed": 130, "over_budget": 95, "upheld": 60, "failed": 85, "no_bid": 80, "cancelled": 70, "standstill": 31, "appealed": 33, "reported": 30, "evaluating": 27, "inviting": 15, "commenting": 9, "ready": 14, "requested": 6}  # fmt: skip


def plan(shop: Shop, *, each_outcome_once: bool = False) -> int:
    """Put all purchases, or one of every outcome, on the timeline; returns how many."""
    stage, agencies = shop.stage, shop.world.agencies
    by_code = {row.code: row for row in Category.objects.leaves()}
    codes = [
        "e-document",
        "garbage-fee",
        "training",
        "maintenance",
        "restaurant-licence",
        "identity",
        "cybersecurity",
        "construction-permit",
        "cloud-hosting",
    ]
    with clock.shifted_to(stage.day(198, 8)):
        enter_central_prices(shop.world)
    direct, bidding = list(enumerate(DIRECT)), list(enumerate(BIDDING))
    if each_outcome_once:
        direct = [(place, stop) for place, stop in direct if DIRECT.index(stop) == place]
        ends = [row[3] for row in BIDDING]
        bidding = [(place, row) for place, row in bidding if ends.index(row[3]) == place]
    for place, stop in direct:
        back = 195 - place * 7 if stop == "paid" else max(4, 60 - (place - 20) * 4)
        body = agencies[(place * 5) % len(agencies)]
        stage.enter(buys_directly(shop, body, by_code[codes[place % len(codes)]], stop, discount=place % 6), stage.day(back, 9, place % 50))
    _split(shop, by_code["e-document"])
    for place, (code, title, budget, stop, bids, reject) in bidding:
        begins = stage.day(BEGINS[stop] + place % 3, 9, 5 + place)
        stage.enter(
            invites(shop, agencies[(place * 7 + 3) % len(agencies)], by_code[code], title, budget, stop, bids=bids, reject=reject), begins
        )
    return len(direct) + 3 + len(bidding)


def _split(shop: Shop, category: Category) -> None:
    """Three purchases below the limit, same supplier and category within weeks: what the flag for splitting looks for."""
    body = shop.world.agencies[2]
    for place in range(3):
        shop.stage.enter(_same(shop, body, category), shop.stage.day(100 - place * 14, 10, place))


def _same(shop: Shop, body: Body, category: Category) -> Scene:
    yield from buys_directly(shop, body, category, "paid", discount=1, listing=_affordable(category)[0], target_satang=46_000_000)
