"""After the award: order or contract, delivery, acceptance and payment, by real steps."""

from __future__ import annotations

import datetime as dt
from typing import Any

from marketplace.kernel import clock
from marketplace.procedure import act
from marketplace.web.demo.bodies import Body
from marketplace.web.demo.sellers import paper
from marketplace.web.demo.stage import Scene, later
from tenders.models import Tender

#: What buyers say once everything is paid, in turn: stars, words, the supplier's answer. None: nobody rates.
SAID = (
    (5, "เริ่มใช้งานได้ตามกำหนด อบรมครบทุกกอง ติดต่อผู้ดูแลได้ทันที", ""),
    (4, "ระบบใช้งานดี คู่มือภาษาไทยยังสั้นไปเล็กน้อย", "ปรับปรุงคู่มือฉบับเต็มแล้ว ดาวน์โหลดได้จากหน้าช่วยเหลือของระบบ"),
    None,
    (4, "", ""),
    (2, "ส่งมอบครบแต่การย้ายข้อมูลเดิมล่าช้า ต้องติดตามหลายครั้ง", "ได้เพิ่มเจ้าหน้าที่ย้ายข้อมูลและส่งแผนงานล่วงหน้าให้ทุกหน่วยงานแล้ว"),
    (3, "ตรงตามขอบเขตของงาน", ""),
    None,
)


def fulfils(shop: Any, body: Body, tender: Tender, stop: str) -> Scene:
    """Draft, offer, sign, deliver, inspect, claim and pay; `stop` names how far it goes (signed, delivered, defective, late, paid)."""
    from marketplace.contracts.actions import drafting
    from marketplace.contracts.models import Contract
    from marketplace.contracts.states import UNWRITTEN

    tender.refresh_from_db()
    officer, head, chief = body.actor("officer"), body.actor("head-officer"), body.actor("head")
    lot = tender.lot
    assert lot.winner is not None
    seller = shop.seller_of(lot.winner).actor
    contract: Contract = drafting.draft(lot, actor=officer)
    yield later(clock.read(), hours=2)
    signer = chief if tender.method.invites_bids else head
    if contract.kind in UNWRITTEN:
        act(_fresh(contract), "buy_on_receipt", actor=signer)
    else:
        act(_fresh(contract), "offer", actor=officer)
        yield later(clock.read(), days=2)
        contract = _fresh(contract)
        if contract.guarantee_satang:
            act(
                contract,
                "give_guarantee",
                actor=seller,
                kind="e_lg",
                issuer="ธนาคารตัวอย่าง",
                number=f"LG-{tender.ref}",
                amount_satang=contract.guarantee_satang,
                dated_on=clock.today(),
            )
            act(_fresh(contract), "check_guarantee", actor=officer)
        act(_fresh(contract), "party_sign", actor=seller, confirmed=True)
        act(_fresh(contract), "sign", actor=signer, confirmed=True)
    if stop == "signed":
        return
    delivery = contract.deliveries.order_by("number").first()
    assert delivery is not None
    due = clock.at(delivery.due_on, dt.time(10))
    yield later(due, days=6) if stop == "late" else max(later(clock.read(), days=1), min(due, later(clock.read(), days=12)))
    act(_fresh(delivery), "deliver", actor=seller, note="ส่งมอบพร้อมคู่มือและรายงานทดสอบ")
    if stop == "delivered":
        return
    yield later(clock.read(), hours=4)
    keys = _acceptors(tender, body)
    for key in keys:
        declares(tender, body, key)
        act(
            _fresh(delivery),
            "inspect",
            actor=body.actor(key),
            accepts=stop != "defective",
            note="" if stop != "defective" else "รายงานสรุปยังไม่ตรงกับขอบเขตของงาน",
        )
    if stop == "defective":
        yield later(clock.read(), days=5)
        _proposed(contract, body)
    if stop in {"defective", "late"}:
        return
    yield later(clock.read(), days=1)
    act(_fresh(delivery), "submit_invoice", actor=seller, invoice=f"IV-{tender.ref}", dated_on=clock.today())
    yield later(clock.read(), days=2)
    act(
        _fresh(delivery),
        "pay",
        actor=body.actor("finance"),
        reference=f"ฎ.{tender.ref[-4:]}",
        paid_on=clock.today(),
        evidence=paper("payment.pdf", tender.ref),
    )
    said = None if tender.method.invites_bids else SAID[tender.pk % len(SAID)]
    if said is None:
        return
    stars, text, answer = said
    yield clock.at(clock.civil(later(clock.read(), days=3)), dt.time(10, 20))
    act(_fresh(contract), "rate", actor=officer, stars=stars, text=text)
    if answer:
        yield clock.at(clock.civil(later(clock.read(), days=1)), dt.time(14, 5))
        act(_fresh(contract), "answer_rating", actor=seller, answer=answer)


def declares(tender: Tender, body: Body, *keys: str) -> None:
    """Members of committees declare that they have no conflict of interest, before they first act."""
    from tenders.models import Seat

    for key in keys:
        for seat in Seat.objects.filter(committee__tender=tender, person=body.people[key], state="appointed"):
            act(seat, "declare", actor=body.actor(key), confirmed=True)


def _proposed(contract: Any, body: Body) -> None:
    """The head of the agency proposes to name a supplier that mends nothing a work abandoner; the case waits for its explanation."""
    from marketplace.contracts.actions import abandoning

    abandoning.propose(
        contract.tender, contract.company, actor=body.actor("head"), ground="109.2", evidence=paper("defects.pdf", contract.ref),
        facts="งานที่ส่งมอบไม่ตรงกับขอบเขตของงาน และไม่แก้ไขตามหนังสือแจ้งความชำรุดบกพร่องของหน่วยงาน",
    )  # fmt: skip


def _fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def _acceptors(tender: Tender, body: Body) -> list[str]:
    """Keys of the persons who accept, in the order of their seats."""
    from tenders.models import Seat

    held = set(Seat.objects.filter(committee__tender=tender, committee__kind="acceptance").values_list("person_id", flat=True))
    return [key for key, person in body.people.items() if person.pk in held]
