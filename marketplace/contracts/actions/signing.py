"""From the offer to the signature, and ending early: each in one sitting on the purchase."""

from __future__ import annotations

import datetime as dt
from typing import Any

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.contracts.actions import papers
from marketplace.contracts.actions.case import Around
from marketplace.contracts.actions.drafting import terms_of
from marketplace.contracts.models import Contract, Delivery, Guarantee, PaperKind
from marketplace.kernel import clock, money
from marketplace.kernel.papers import digest
from marketplace.procedure import sitting
from suppliers.models.abandoner import Purpose
from tenders.actions.benchmarking import write_down_price
from tenders.actions.standing import look_up
from tenders.models import Lot
from tenders.states import L

#: The duty behind each way of having the power to sign.
DUTY_OF = {
    "head": Duty.HEAD_OF_AGENCY,
    "delegate": Duty.APPROVER,
    "superior": Duty.SUPERIOR,
    "head_officer": Duty.HEAD_OFFICER,
}
SETTLED = (L.CONTRACTED, L.FAILED, L.CANCELLED)


def fresh(contract: Contract) -> Contract:
    """The contract as it is now, with what surrounds it."""
    return Contract.objects.select_related("tender", "lot", "agency", "company__organisation", "party_signed_by", "signed_by").get(
        pk=contract.pk
    )


def offer(contract: Contract, *, actor: Actor, seen: int | None = None) -> Contract:
    """Call the winner to sign and to give the guarantee (cl. 161)."""
    with sitting(contract.tender, actor=actor) as held:
        held.check(contract, "offer", actor=actor, seen=seen)
        now = clock.read()
        contract_now = fresh(contract)
        around = Around(contract_now, actor)
        until = clock.civil(now) + dt.timedelta(days=around.rules.integer("D.SIGN"))
        items = [f"ลงนามทางอิเล็กทรอนิกส์ในระบบภายในวันที่ {papers.long_day(until)}"]
        if contract_now.guarantee_satang:
            words = money.baht_text(contract_now.guarantee_satang)
            items.append(f"วางหลักประกันสัญญา จำนวนเงิน {money.baht(contract_now.guarantee_satang, always_satang=True)} บาท ({words})")
        facts = papers.letter_facts(
            contract_now,
            actor,
            subject=f"แจ้งให้มาลงนามใน{papers.agreement_title(contract_now)}",
            paragraphs=[
                f"ตามที่ท่านได้รับการคัดเลือกเป็นผู้ชนะการเสนอราคา {contract_now.subject} เลขที่ {around.tender.ref} "
                f"เป็นเงิน {money.baht(contract_now.total_satang, always_satang=True)} บาท ({money.baht_text(contract_now.total_satang)}) นั้น",
                f"{contract_now.agency.name_th} จึงขอให้ท่านดำเนินการ ดังนี้",
            ],
            items=items,
            closing="จึงเรียนมาเพื่อโปรดดำเนินการภายในกำหนด",
            now=now,
        )
        paper = papers.issue(contract_now, PaperKind.LETTER, facts, title="หนังสือแจ้งลงนาม", actor=actor, now=now)
        held.take(contract, "offer", actor=actor, seen=seen, paper=paper.ref, digest=paper.digest, **terms_of(contract_now))
    return contract


def give_guarantee(contract: Contract, *, actor: Actor, seen: int | None = None, **given: Any) -> Contract:
    """The party gives the contract guarantee: kind, issuer, number, amount_satang, dated_on."""
    with sitting(contract.tender, actor=actor) as held:
        held.take(contract, "give_guarantee", actor=actor, seen=seen, **given)
        Guarantee.objects.create(contract=contract, given_at=clock.read(), given_by_id=actor.person_id, **given)
    return contract


def check_guarantee(contract: Contract, *, actor: Actor, seen: int | None = None) -> Contract:
    """An officer has asked the issuer and found the guarantee good."""
    with sitting(contract.tender, actor=actor) as held:
        held_one = Guarantee.objects.filter(contract_id=contract.pk).first()
        held.take(contract, "check_guarantee", actor=actor, seen=seen, amount_satang=held_one.amount_satang if held_one else 0)
        Guarantee.objects.filter(contract_id=contract.pk).update(checked_at=clock.read(), checked_by_id=actor.person_id)
        Lot.objects.filter(pk=contract.lot_id).update(guarantee_recorded=True)
    return contract


def send_back_guarantee(contract: Contract, *, actor: Actor, seen: int | None = None, reason: str = "") -> Contract:
    """The guarantee cannot be taken; the party gives another. What was given stays in the log."""
    with sitting(contract.tender, actor=actor) as held:
        held.take(contract, "send_back_guarantee", actor=actor, seen=seen, reason=reason)
        Guarantee.objects.filter(contract_id=contract.pk).delete()
        Lot.objects.filter(pk=contract.lot_id).update(guarantee_recorded=False)
    return contract


def party_sign(contract: Contract, *, actor: Actor, seen: int | None = None, confirmed: bool = False) -> Contract:
    """The company signs the text as it stands; the log keeps its digest."""
    with sitting(contract.tender, actor=actor) as held:
        read = fresh(contract)
        text = papers.agreement_facts(read, Around(read, actor))
        kind = papers.template_name(read, papers.agreement_kind(read))
        signed = digest(kind, read.ref, read.offered_at or read.drafted_at, text)
        held.take(contract, "party_sign", actor=actor, seen=seen, confirmed=confirmed, supplier=contract.company.ref, digest=signed)
    return contract


def sign(contract: Contract, *, actor: Actor, seen: int | None = None, confirmed: bool = False) -> Contract:
    """The agency signs: the contract is in force, the lot is under contract, the purchase is concluded."""
    return _into_force(contract, "sign", actor=actor, seen=seen, confirmed=confirmed)


def buy_on_receipt(contract: Contract, *, actor: Actor, seen: int | None = None) -> Contract:
    """Order a small purchase without a written agreement (s. 96 para. 2)."""
    return _into_force(contract, "buy_on_receipt", actor=actor, seen=seen)


def _into_force(contract: Contract, step: str, *, actor: Actor, seen: int | None, **inputs: Any) -> Contract:
    with sitting(contract.tender, actor=actor) as held:
        held.check(contract, step, actor=actor, seen=seen, **inputs)
        now = clock.read()
        today = clock.civil(now)
        before = fresh(contract)
        around = Around(before, actor)
        payload = terms_of(before) | {"signed_as": around.signs_as, "standstill_until": around.tender.standstill_until or ""}
        payload["due"] = [
            {"number": one.number, "due_on": (today + dt.timedelta(days=one.due_days)).isoformat()} for one in around.deliveries
        ]
        if before.is_written:
            signature = {"name": actor.name, "position": papers.POSITIONS[around.signs_as], "at": papers.in_bangkok(now)}
            facts = papers.agreement_facts(before, around, signature)
            paper = papers.issue(before, papers.agreement_kind(before), facts, title=papers.agreement_title(before), actor=actor, now=now)
            payload |= {"paper": paper.ref, "digest": paper.digest}
        held.take(contract, step, actor=actor, seen=seen, **payload, **inputs)
        for one in around.deliveries:
            Delivery.objects.filter(pk=one.pk).update(due_on=today + dt.timedelta(days=one.due_days))
        if not before.guarantee_satang:  # none is due, which the purchase cannot know; else it was recorded when checked
            Lot.objects.filter(pk=contract.lot_id).update(guarantee_recorded=True)
        look_up(before.company, around.tender, actor=actor.under(DUTY_OF[around.signs_as]), purpose=Purpose.ORDER)
        lot = Lot.objects.select_related("tender__category", "winner").get(pk=contract.lot_id)
        held.take(lot, "sign", actor=actor, contract=contract.ref)
        write_down_price(lot, total_satang=before.total_satang, on=today)
        if not held.root.lots.exclude(state__in=SETTLED).exists():
            held.take(held.root, "conclude", actor=actor)
    return contract


def terminate(contract: Contract, *, actor: Actor, seen: int | None = None, ground: str = "", reason: str = "") -> Contract:
    """End the contract early under s. 103 and tell the party."""
    with sitting(contract.tender, actor=actor) as held:
        held.check(contract, "terminate", actor=actor, seen=seen, ground=ground, reason=reason)
        now = clock.read()
        facts = papers.letter_facts(
            fresh(contract),
            actor,
            subject=f"บอกเลิก{papers.agreement_title(contract)}",
            paragraphs=[f"ตามที่อ้างถึง {contract.agency.name_th} ขอบอกเลิก{papers.agreement_title(contract)} ด้วยเหตุ {reason}"],
            items=[],
            closing="จึงเรียนมาเพื่อโปรดทราบ",
            now=now,
        )
        paper = papers.issue(contract, PaperKind.LETTER, facts, title="หนังสือบอกเลิก", actor=actor, now=now)
        held.take(contract, "terminate", actor=actor, seen=seen, ground=ground, reason=reason, paper=paper.ref, digest=paper.digest)
        Lot.objects.filter(pk=contract.lot_id).update(contract_ended_on=clock.civil(now))
    return contract
