"""The papers of a contract: facts for the templates, and the row that keeps what was issued. Papers are in Thai."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Person
from marketplace.contracts.actions.case import Around
from marketplace.contracts.models import Contract, Delivery, Guarantee, IssuedPaper, PaperKind
from marketplace.contracts.states import K
from marketplace.kernel import clock, era, money
from marketplace.kernel.papers import Paper
from marketplace.kernel.papers import digest as digest_of
from marketplace.law import penalty, tax
from tenders.models import Seat, SeatRole

TEMPLATES = Path(__file__).resolve().parent.parent / "papers"
TITLES = {
    K.RECEIPT: "รายละเอียดการซื้อหรือจ้างโดยใช้ใบเสร็จรับเงิน",
    K.PURCHASE_ORDER: "ใบสั่งซื้อ",
    K.WORK_ORDER: "ใบสั่งจ้าง",
    K.SALE: "สัญญาซื้อขาย",
    K.HIRE: "สัญญาจ้าง",
}
PENALTY_BASE = {
    penalty.PenaltyKind.GOODS: "ของราคาสิ่งของที่ยังไม่ได้ส่งมอบ",
    penalty.PenaltyKind.SYSTEM: "ของราคาทั้งชุด",
    penalty.PenaltyKind.WORK: "ของราคางานจ้างทั้งหมด",
    penalty.PenaltyKind.TRAFFIC: "ของราคาตามสัญญา",
    penalty.PenaltyKind.CONSULTANCY: "ของราคาตามสัญญา",
}
POSITIONS = {
    "head": "หัวหน้าหน่วยงานของรัฐ",
    "delegate": "ผู้รับมอบอำนาจจากหัวหน้าหน่วยงานของรัฐ",
    "superior": "ผู้มีอำนาจเหนือขึ้นไปหนึ่งชั้น",
    "head_officer": "หัวหน้าเจ้าหน้าที่",
}
SEAT_TITLES = {SeatRole.CHAIR: "ประธานกรรมการ", SeatRole.MEMBER: "กรรมการ", SeatRole.SOLE: "ผู้ตรวจรับพัสดุ"}


def in_bangkok(moment: dt.datetime | None) -> str:
    return moment.astimezone(clock.BANGKOK).isoformat(timespec="seconds") if moment else ""


def long_day(day: dt.date) -> str:
    return era.format_date(day, "th", "long")


def signer(person: Person | None, position: str, moment: dt.datetime | None) -> dict[str, str] | None:
    """Who signed, as papers show it; None while nobody has."""
    if person is None or moment is None:
        return None
    return {"name": person.name, "position": position, "at": in_bangkok(moment)}


def agreement_title(contract: Contract) -> str:
    return TITLES[K(contract.kind)]


def agreement_facts(contract: Contract, around: Around, signed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Facts of the order or contract itself. `signed` is the agency's signature, where it is given just now."""
    rules, company = around.rules, contract.company
    with translation.override("th"):
        method = str(around.tender.method.name)
    agreed = penalty.PenaltyKind(contract.penalty_kind)
    base, vat = money.vat_split(contract.total_satang, rules.percent("R.VAT")) if contract.vat_registered else (None, None)
    dated = contract.signed_on or clock.civil(around.now)
    deliveries = list(contract.deliveries.all())
    due = [one.due_on or dated + dt.timedelta(days=one.due_days) for one in deliveries]
    guarantee = Guarantee.objects.filter(contract=contract).first()
    with translation.override("th"):
        guarantee_kind = str(guarantee.get_kind_display()) if guarantee else "หลักประกันตามระเบียบ"
    return {
        "kind": str(contract.kind),
        "is_work": contract.is_work,
        "dated": dated.isoformat(),
        "agency": {"name": contract.agency.name_th, "address": contract.agency.address, "signatory": (signed or {}).get("name", "")},
        "company": {
            "name": company.name_th,
            "address": company.address,
            "number": company.number,
            "signatory": contract.party_signed_by.name if contract.party_signed_by else "",
        },
        "offer": contract.offer_words,
        "subject": contract.subject,
        "method": method,
        "tender_ref": around.tender.ref,
        "lines": [
            {
                "description": line.description,
                "quantity": line.quantity,
                "unit": line.unit,
                "unit_price_satang": line.unit_price_satang,
                "amount_satang": line.amount_satang,
            }
            for line in contract.lines.all()
        ],
        "base_satang": base,
        "vat_satang": vat,
        "vat_rate": f"{rules.percent('R.VAT'):f}",
        "total_satang": contract.total_satang,
        "total_words": money.baht_text(contract.total_satang),
        "delivery_days": max((one.due_days for one in deliveries), default=0),
        "due_on": max(due).isoformat() if due else "",
        "place": contract.place,
        "warranty_months": contract.warranty_months,
        "penalty_rate": contract.penalty_rate_text,
        "penalty_base": PENALTY_BASE[agreed],
        "penalty_floor_satang": penalty.terms(agreed, contract.penalty_rate, rules).least_per_day,
        "subcontract_rate": f"{rules.percent('P.SUBCONTRACT'):f}",
        "termination_percent": f"{rules.percent('P.LD.TERMINATE'):f}",
        "claim_days": rules.integer("D.FORCE.CLAIM"),
        "guarantee_satang": contract.guarantee_satang,
        "guarantee_words": money.baht_text(contract.guarantee_satang),
        "guarantee_kind": guarantee_kind,
        "stamp_satang": tax.stamp_duty(base if base is not None else contract.total_satang, rules.percent("R.STAMP"))
        if contract.is_work
        else 0,
        "instalments": [
            {"number": one.number, "title": one.title, "due_on": day.isoformat(), "amount_satang": one.amount_satang}
            for one, day in zip(deliveries, due, strict=True)
        ],
        "signed_by_agency": dict(signed)
        if signed
        else signer(contract.signed_by, POSITIONS.get(contract.signed_as, ""), contract.signed_at),
        "signed_by_company": signer(contract.party_signed_by, "ผู้มีอำนาจลงนามผูกพันนิติบุคคล", contract.party_signed_at),
    }


def acceptance_facts(
    contract: Contract,
    delivery: Delivery,
    around: Around,
    *,
    late: penalty.Penalty,
    decided: Mapping[str, str] | None,
    decision: str,
    now: dt.datetime,
) -> dict[str, Any]:
    """Facts of the acceptance note (ใบตรวจรับพัสดุ)."""
    rules = around.rules
    paid = split_payment(contract, delivery.amount_satang, late.total, around)
    seats = {seat.person_id: seat for seat in around.acceptors}
    return {
        "agency": {"name": contract.agency.name_th, "address": contract.agency.address},
        "company": {"name": contract.company.name_th, "number": contract.company.number},
        "dated": clock.civil(now).isoformat(),
        "subject": contract.subject,
        "contract_title": agreement_title(contract),
        "contract_ref": contract.ref,
        "contract_dated": contract.signed_on.isoformat() if contract.signed_on else "",
        "instalment": delivery.number,
        "instalment_title": delivery.title,
        "due_on": delivery.due_on.isoformat() if delivery.due_on else "",
        "delivered_on": delivery.delivered_on.isoformat() if delivery.delivered_on else "",
        "days_late": late.days,
        "acceptors_title": "คณะกรรมการตรวจรับพัสดุ" if len(seats) > 1 else "ผู้ตรวจรับพัสดุ",
        "result": "ถูกต้องครบถ้วน รับไว้ใช้ราชการได้",
        "reason": "",
        "accepted": True,
        "money": {
            "gross_satang": paid.total,
            "penalty_satang": late.total,
            "penalty_rate": contract.penalty_rate_text,
            "penalty_base_satang": late.base,
            "wht_rate": f"{rules.percent('R.WHT'):f}",
            "wht_satang": paid.withheld,
            "net_satang": paid.net,
            "net_words": money.baht_text(paid.net),
        },
        "votes": [
            _vote(one, seats) for one in delivery.inspections.select_related("found_by").filter(round=delivery.round, found_by__in=seats)
        ],
        "decided_by": dict(decided) if decided else None,
        "decision": decision,
    }


def _vote(one: Any, seats: Mapping[int, Seat]) -> dict[str, str]:
    seat = seats.get(one.found_by_id)
    role = SEAT_TITLES[SeatRole(seat.role)] if seat else "กรรมการ"
    return {
        "name": one.found_by.name,
        "position": "",
        "role": role,
        "at": in_bangkok(one.found_at),
        "dissent": "" if one.accepts else one.note,
    }


def split_payment(contract: Contract, amount_satang: int, penalty_satang: int, around: Around) -> tax.Payment:
    """How the payment of an instalment divides; a penalty above what would be paid is taken off only as far as it goes."""
    juristic = not contract.company.about.is_person
    plain = tax.payment(amount_satang, around.rules, vat_registered=contract.vat_registered, juristic=juristic)
    return tax.payment(
        amount_satang,
        around.rules,
        vat_registered=contract.vat_registered,
        juristic=juristic,
        penalty_satang=min(penalty_satang, plain.net),
    )


def letter_facts(
    contract: Contract, actor: Actor, *, subject: str, paragraphs: list[str], items: list[str], closing: str, now: dt.datetime
) -> dict[str, Any]:
    """Facts of a letter to the party."""
    position = (
        POSITIONS["head_officer"] if actor.has(Duty.HEAD_OFFICER) else POSITIONS["head"] if actor.has(Duty.HEAD_OF_AGENCY) else "เจ้าหน้าที่"
    )
    dated = f" ลงวันที่ {long_day(contract.signed_on)}" if contract.signed_on else ""
    return {
        "agency": {"name": contract.agency.name_th, "address": contract.agency.address},
        "dated": clock.civil(now).isoformat(),
        "subject": subject,
        "to": f"ผู้มีอำนาจลงนาม {contract.company.name_th}",
        "reference": f"{agreement_title(contract)}เลขที่ {contract.ref}{dated}",
        "paragraphs": paragraphs,
        "items": items,
        "closing": closing,
        "signed_by": {"name": actor.name, "position": position, "at": in_bangkok(now)},
    }


def issue(
    contract: Contract,
    kind: PaperKind,
    facts: Mapping[str, Any],
    *,
    title: str,
    actor: Actor,
    now: dt.datetime,
    delivery: Delivery | None = None,
) -> IssuedPaper:
    """Keep a paper. Inside the caller's sitting; the caller's event names the paper and its digest."""
    ref = contract.ref
    if kind == PaperKind.ACCEPTANCE and delivery is not None:
        ref = f"{contract.ref}-A{delivery.number}"
    elif kind == PaperKind.LETTER:
        ref = f"{contract.ref}-L{contract.papers.filter(kind=kind).count() + 1}"
    return IssuedPaper.objects.create(
        contract=contract,
        delivery=delivery,
        ref=ref,
        kind=kind,
        title=title,
        facts=dict(facts),
        digest=digest_of(template_name(contract, kind), ref, now, facts),
        issued_at=now,
        issued_by_id=actor.person_id,
    )


def template_name(contract: Contract, kind: str) -> str:
    """Which template sets a paper: an agreement is an order or a contract by its kind."""
    return {PaperKind.ORDER: "order", PaperKind.CONTRACT: "contract", PaperKind.ACCEPTANCE: "acceptance", PaperKind.LETTER: "letter"}[
        PaperKind(kind)
    ]


def agreement_kind(contract: Contract) -> PaperKind:
    return PaperKind.ORDER if contract.is_order or not contract.is_written else PaperKind.CONTRACT


def printable(paper: IssuedPaper) -> Paper:
    """The paper as the typesetter takes it."""
    name = template_name(paper.contract, paper.kind)
    address = f"{settings.BASE_URL}{paper.get_absolute_url()}"
    return Paper(TEMPLATES / f"{name}.typ", paper.ref, paper.title, address, paper.issued_at, paper.facts, settings.DEMO)


def preview(contract: Contract, around: Around) -> Paper:
    """The agreement's text before it is signed."""
    name = template_name(contract, agreement_kind(contract))
    address = f"{settings.BASE_URL}{contract.get_absolute_url()}"
    return Paper(
        TEMPLATES / f"{name}.typ",
        contract.ref,
        agreement_title(contract),
        address,
        around.now.replace(microsecond=0),
        agreement_facts(contract, around),
        settings.DEMO,
    )
