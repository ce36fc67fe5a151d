"""Deliveries and their inspection: findings are gathered from everybody, and the last one settles what is settled."""

from __future__ import annotations

import datetime as dt
from typing import Any

from marketplace.accounts.actor import Actor
from marketplace.contracts.actions import papers
from marketplace.contracts.actions.case import Around, delivery_facts, is_overdue
from marketplace.contracts.actions.signing import fresh
from marketplace.contracts.models import (
    Contract,
    DefectNotice,
    Delivery,
    Inspection,
    PaperKind,
    PenaltyNotice,
)
from marketplace.contracts.states import D
from marketplace.kernel import clock
from marketplace.law import calendar, penalty
from marketplace.procedure import sitting
from marketplace.procedure.door import Sitting
from tenders.models import CommitteeKind


def deliver(delivery: Delivery, *, actor: Actor, seen: int | None = None, note: str = "") -> Delivery:
    """Record that an instalment was delivered today, for the first time or anew after defects."""
    step = "redeliver" if delivery.state == D.DEFECTIVE else "deliver"
    with sitting(delivery.log_root(), actor=actor) as held:
        again = delivery.round + (1 if step == "redeliver" else 0)
        held.take(delivery, step, actor=actor, seen=seen, note=note, number=delivery.number, round=again, due_on=delivery.due_on)
    return delivery


def extend_acceptance_time(
    contract: Contract, *, actor: Actor, seen: int | None = None, due_on: dt.date | None = None, reason: str = ""
) -> Contract:
    """The head of agency gives who accepts more time after their report of a delay (cl. 25)."""
    with sitting(contract.tender, actor=actor) as held:
        given = {"due_on": due_on, "reason": reason}
        held.check(contract, "extend_acceptance_time", actor=actor, seen=seen, **given)
        committee = held.root.committees.get(kind=CommitteeKind.ACCEPTANCE)
        done: Contract = held.take(contract, "extend_acceptance_time", actor=actor, seen=seen, before=committee.due_on, **given)
        committee.due_on = due_on
        committee.save(update_fields=["due_on"])
    return done


def inspect(delivery: Delivery, *, actor: Actor, seen: int | None = None, accepts: bool = True, note: str = "") -> Delivery:
    """Record one acceptor's finding. When everybody has found the same, the delivery is accepted or sent back at once."""
    with sitting(delivery.log_root(), actor=actor) as held:
        numbers = {"number": delivery.number, "round": delivery.round}
        held.take(delivery, "inspect", actor=actor, seen=seen, accepts=accepts, note=note, **numbers)
        assert actor.person_id is not None, "only people sit on committees"
        Inspection.objects.create(
            delivery=delivery, round=delivery.round, found_by_id=actor.person_id, accepts=accepts, note=note, found_at=clock.read()
        )
        judged = delivery_facts(delivery, actor)
        if judged.everyone_inspected and not judged.dissent:
            if judged.found_good:
                _accept(held, delivery, "accept", actor=actor)
            else:
                _send_back(held, delivery, "find_defective", actor=actor)
    return delivery


def accept(delivery: Delivery, *, actor: Actor, seen: int | None = None) -> Delivery:
    """Accept what everybody has found correct, where it was not accepted at once: a member stepped back in between."""
    with sitting(delivery.log_root(), actor=actor) as held:
        _accept(held, delivery, "accept", actor=actor, seen=seen)
    return delivery


def find_defective(delivery: Delivery, *, actor: Actor, seen: int | None = None) -> Delivery:
    """Send back what everybody has found defective, where it was not sent back at once."""
    with sitting(delivery.log_root(), actor=actor) as held:
        _send_back(held, delivery, "find_defective", actor=actor, seen=seen)
    return delivery


def accept_by_decision(delivery: Delivery, *, actor: Actor, seen: int | None = None, reason: str = "") -> Delivery:
    """The head of agency decides, against a dissenting member, that the delivery is accepted (cl. 27)."""
    with sitting(delivery.log_root(), actor=actor) as held:
        _accept(held, delivery, "accept_by_decision", actor=actor, seen=seen, reason=reason)
    return delivery


def return_by_decision(delivery: Delivery, *, actor: Actor, seen: int | None = None, reason: str = "") -> Delivery:
    """The head of agency decides that the delivery goes back with its defects (cl. 27)."""
    with sitting(delivery.log_root(), actor=actor) as held:
        _send_back(held, delivery, "return_by_decision", actor=actor, seen=seen, reason=reason)
    return delivery


def _accept(held: Sitting, delivery: Delivery, step: str, *, actor: Actor, seen: int | None = None, reason: str = "") -> None:
    held.check(delivery, step, actor=actor, seen=seen, reason=reason)  # a paper is issued for what may be accepted alone
    now = clock.read()
    contract = fresh(delivery.contract)
    around = Around(contract, actor)
    judged = delivery_facts(delivery, actor, around=around)
    late = penalty.Penalty(judged.days_late, judged.penalty_base_satang, 0, judged.penalty_satang)
    decided = {"name": actor.name, "position": papers.POSITIONS["head"], "at": papers.in_bangkok(now)} if reason else None
    facts = papers.acceptance_facts(contract, delivery, around, late=late, decided=decided, decision=reason, now=now)
    paper = papers.issue(contract, PaperKind.ACCEPTANCE, facts, title="ใบตรวจรับพัสดุ", actor=actor, now=now, delivery=delivery)
    held.take(
        delivery,
        step,
        actor=actor,
        seen=seen,
        reason=reason,
        decision=reason,
        number=delivery.number,
        round=delivery.round,
        delivered_on=delivery.delivered_on,
        amount_satang=delivery.amount_satang,
        paper=paper.ref,
        digest=paper.digest,
    )
    _begin_warranty(held, contract, actor)


def _begin_warranty(held: Sitting, contract: Contract, actor: Actor) -> None:
    """The warranty begins with the last acceptance, by itself; it counts from that delivery's acceptance day."""
    left = contract.deliveries.exclude(state=D.ACCEPTED).exists()
    if not left and contract.warranty_months:
        held.take(contract, "begin_warranty", actor=actor)


def _send_back(held: Sitting, delivery: Delivery, step: str, *, actor: Actor, seen: int | None = None, reason: str = "") -> None:
    held.check(delivery, step, actor=actor, seen=seen, reason=reason)
    now = clock.read()
    contract = fresh(delivery.contract)
    around = Around(contract, actor)
    rules, sitting_now = around.rules, {seat.person_id for seat in around.acceptors}
    found = list(delivery.inspections.filter(round=delivery.round, accepts=False).order_by("found_at"))
    first = clock.civil(found[0].found_at) if found else clock.civil(now)
    tell_by = calendar.add_working_days(first, rules.integer("D.DEFECT.NOTICE"))
    items = [one.note for one in found if one.found_by_id in sitting_now]
    facts = papers.letter_facts(
        contract,
        actor,
        subject="แจ้งผลการตรวจรับและขอให้แก้ไข",
        paragraphs=[
            f"ตามที่ท่านส่งมอบงวดที่ {delivery.number} เมื่อวันที่ {papers.long_day(delivery.delivered_on or first)} การตรวจรับพบว่ายังไม่ถูกต้อง ดังนี้"
        ],
        items=items,
        closing="จึงเรียนมาเพื่อโปรดแก้ไขและส่งมอบใหม่โดยเร็ว ระยะเวลาที่ใช้แก้ไขไม่เป็นเหตุขยายกำหนดส่งมอบ",
        now=now,
    )
    paper = papers.issue(contract, PaperKind.LETTER, facts, title="หนังสือแจ้งความชำรุดบกพร่อง", actor=actor, now=now, delivery=delivery)
    text = "\n".join(items)
    held.take(
        delivery,
        step,
        actor=actor,
        seen=seen,
        reason=reason,
        decision=reason,
        text=text,
        number=delivery.number,
        round=delivery.round,
        found_on=first,
        tell_by=tell_by,
        paper=paper.ref,
        digest=paper.digest,
    )
    DefectNotice.objects.create(
        delivery=delivery, round=delivery.round, text=text, found_on=first, tell_by=tell_by, told_at=now, told_by_id=actor.person_id
    )


def refuse(delivery: Delivery, *, actor: Actor, seen: int | None = None, reason: str = "") -> Delivery:
    """Refuse a defective delivery for good after the contract has ended."""
    with sitting(delivery.log_root(), actor=actor) as held:
        held.take(delivery, "refuse", actor=actor, seen=seen, reason=reason, number=delivery.number, round=delivery.round)
    return delivery


def notify_penalty(contract: Contract, *, actor: Actor, seen: int | None = None, **_: Any) -> Contract:
    """Tell the party that the penalty runs, for every overdue instalment that it was not told of (cl. 181)."""
    with sitting(contract.tender, actor=actor) as held:
        held.check(contract, "notify_penalty", actor=actor, seen=seen)
        now = clock.read()
        around = Around(fresh(contract), actor)
        overdue = [one for one in around.deliveries if is_overdue(one, around.today) and not hasattr(one, "penalty_notice")]
        tell_by = {one.number: penalty_notice_by(one.due_on, around) for one in overdue if one.due_on}
        facts = papers.letter_facts(
            around.contract,
            actor,
            subject="แจ้งการเรียกค่าปรับ",
            paragraphs=[
                f"ตามที่อ้างถึง ท่านยังมิได้ส่งมอบภายในกำหนด {contract.agency.name_th} ขอแจ้งว่าได้เริ่มคิดค่าปรับรายวันในอัตราร้อยละ {contract.penalty_rate_text} {papers.PENALTY_BASE[penalty.PenaltyKind(contract.penalty_kind)]} ดังนี้"
            ],
            items=[
                f"งวดที่ {one.number} ครบกำหนดวันที่ {papers.long_day(one.due_on)} คิดค่าปรับตั้งแต่วันที่ {papers.long_day(one.due_on + dt.timedelta(days=1))}"
                for one in overdue
                if one.due_on
            ],
            closing="จึงเรียนมาเพื่อโปรดส่งมอบโดยเร็ว และหน่วยงานขอสงวนสิทธิเรียกค่าปรับเมื่อรับมอบ",
            now=now,
        )
        paper = papers.issue(around.contract, PaperKind.LETTER, facts, title="หนังสือแจ้งการปรับ", actor=actor, now=now)
        held.take(
            contract,
            "notify_penalty",
            actor=actor,
            seen=seen,
            instalments=[one.number for one in overdue],
            tell_by=[{"number": number, "tell_by": day.isoformat()} for number, day in tell_by.items()],
            paper=paper.ref,
            digest=paper.digest,
        )
        PenaltyNotice.objects.bulk_create(
            PenaltyNotice(delivery=one, tell_by=tell_by[one.number], told_at=now, told_by_id=actor.person_id) for one in overdue
        )
    return contract


def penalty_notice_by(due_on: dt.date, around: Around) -> dt.date:
    """The last day for telling the party that the penalty runs."""
    return calendar.add_working_days(due_on, around.rules.integer("D.LD.NOTICE"))
