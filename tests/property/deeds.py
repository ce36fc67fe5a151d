"""What somebody types at each step so that nothing is wrong with it, and deeds at random by whoever comes along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.accounts.actor import Actor
from marketplace.contracts.actions import drafting
from marketplace.kernel import clock
from marketplace.law.reference_price import PriceSource
from marketplace.procedure import act, registry
from suppliers import standing
from tenders.actions import bidding, ending, evaluating, negotiating, opening, preparing, publishing
from tenders.models import Bid, CommitteeKind, SeatRole
from tenders.models.bid import BidDocumentKind
from tenders.ranking import CHECKS, current_price
from tests.cast import Player
from tests.factories.papers import PDF
from tests.factories.purchases import PASSPHRASE, TERMS
from tests.property.stage import Stage

REASON = {"reason": "มีเหตุผลความจำเป็นตามที่ได้ชี้แจงไว้แล้ว"}
APPEAL = "ผู้ชนะไม่มีผลงานตามที่ประกาศกำหนดไว้ จึงขอให้ตรวจสอบใหม่"


# ------------------------------------------------------------------ steps of machines
def typed(stage: Stage, row: Any, step: str) -> dict[str, Any]:
    """Valid inputs for a step of a row."""
    made = _TYPED.get((row.log_kind, step)) or _TYPED.get(("", step))
    if made:
        return made(stage, row)
    known = registry.of(row)
    return dict(REASON) if any(rule.code == "reason_given" for rule in known.machine.steps[step].given) else {}


def _asked(stage: Stage) -> list[Any]:
    """A supplier of a chosen service; where none of them may be approached, another one."""
    found = approachable(stage)
    listed = set(stage.tender.items.values_list("listing_version__listing__company_id", flat=True))
    return ([company for company in found if company.pk in listed] or found)[-1:]


def approachable(stage: Stage) -> list[Any]:
    """Companies that may be approached today."""
    found = [stage.company(player) for player in (stage.cast.siam_owner, stage.cast.lanna_owner)]
    return [company for company in found if not standing.bans(company, stage.today)]


def _higher_budget(stage: Stage, row: Any) -> dict[str, Any]:
    prices = [current_price(bid) for bid in row.bids.filter(state="compliant")]
    return {"budget_satang": max([row.budget_satang + 100, *prices]), **REASON}


def _more_time(stage: Stage, row: Any) -> dict[str, Any]:
    order = row.committees.filter(kind="evaluation").first()
    return {"due_on": (order.due_on if order else stage.today) + dt.timedelta(days=30), **REASON}


def _more_time_to_accept(stage: Stage, row: Any) -> dict[str, Any]:
    order = row.tender.committees.filter(kind="acceptance").first()
    return {"due_on": max(order.due_on if order else stage.today, stage.today) + dt.timedelta(days=30), **REASON}


def _terms(stage: Stage, row: Any) -> dict[str, Any]:
    first = row.total_satang * 3 // 10
    return {
        "kind": row.kind, "subject": row.subject, "place": "สำนักปลัดเทศบาล", "penalty_kind": row.penalty_kind, "penalty_rate": Decimal("0.1"),
        "warranty_months": row.warranty_months, "lines": [{"description": "ระบบ", "quantity": 1, "unit": "งาน", "unit_price_satang": row.total_satang}],
        "instalments": [
            {"title": "ออกแบบ", "amount_satang": first, "due_days": 30},
            {"title": "ส่งมอบ", "amount_satang": row.total_satang - first, "due_days": 60},
        ],
    }  # fmt: skip


_TYPED: dict[tuple[str, str], Callable[[Stage, Any], dict[str, Any]]] = {
    ("tender", "cancel"): lambda stage, row: {"ground": f"67.{stage.rng.randint(1, 4)}", **REASON},
    ("tender", "raise_budget"): _higher_budget,
    ("tender", "submit_result"): lambda stage, row: {"single_reason": "ราคาเหมาะสม", "over_budget_reason": "จำเป็น"},
    ("tender", "approach_supplier"): lambda stage, row: {"suppliers": _asked(stage), **REASON},
    ("tender", "approach_another"): lambda stage, row: {"suppliers": _asked(stage), **REASON},
    ("tender", "extend_committee_time"): _more_time,
    ("contract", "extend_acceptance_time"): _more_time_to_accept,
    ("appeal", "refuse_admission"): lambda stage, row: {"ground": "116", **REASON},
    ("seat", "declare"): lambda stage, row: {"confirmed": True},
    ("question", "answer_question"): lambda stage, row: {"answer": "ใช้ได้"},
    ("contract", "set_terms"): _terms,
    ("contract", "give_guarantee"): lambda stage, row: {
        "kind": "e_lg", "issuer": "ธนาคารกรุงไทย", "number": "LG-1", "amount_satang": row.guarantee_satang, "dated_on": stage.today,
    },
    ("contract", "party_sign"): lambda stage, row: {"confirmed": True},
    ("contract", "sign"): lambda stage, row: {"confirmed": True},
    ("contract", "record_copies"): lambda stage, row: {"copy_sao_no": "ตผ 1", "copy_rd_no": "กค 2"},
    ("contract", "return_guarantee"): lambda stage, row: {"returned_on": stage.today},
    ("contract", "rate"): lambda stage, row: {"stars": 4, "text": "ใช้งานได้ตามสัญญา"},
    ("contract", "answer_rating"): lambda stage, row: {"answer": "ขอบคุณสำหรับคะแนน"},
    ("contract", "terminate"): lambda stage, row: {"ground": "103.2", **REASON},
    ("delivery", "deliver"): lambda stage, row: {"note": "ใบส่งของ 1"},
    ("delivery", "redeliver"): lambda stage, row: {"note": "ใบส่งของ 2"},
    ("delivery", "inspect"): lambda stage, row: {"accepts": stage.rng.random() > stage.temper["defects"], "note": "เมนูค้นหาใช้ไม่ได้"},
    ("delivery", "submit_invoice"): lambda stage, row: {"invoice": "IV-1", "dated_on": stage.today},
    ("delivery", "pay"): lambda stage, row: {
        "reference": "KTB-1", "paid_on": stage.today, "evidence": SimpleUploadedFile("slip.pdf", PDF, "application/pdf"),
    },
}  # fmt: skip


def take(stage: Stage, row: Any, step: str, who: Player | Actor, *, expect: bool | None = None, seen: int | None = None) -> bool:
    """Somebody takes a step with valid inputs; whether it was done."""
    actor = who if isinstance(who, Actor) else who.actor
    inputs = typed(stage, row, step)
    more = {} if seen is None else {"seen": seen}
    return stage.attempt(f"{actor.ref} takes {step} of {row.ref}", lambda: act(row, step, actor=actor, **inputs, **more), expect=expect)


# ------------------------------------------------------------------ work that is no step
def appoint(stage: Stage, who: Player, kind: str) -> bool:
    """Order a committee: mostly as it should be, at times too small or with an evaluator among those who accept."""
    cast, odd = stage.cast, stage.rng.random() < stage.temper["odd"]
    people: dict[str, list[tuple[Player, SeatRole]]] = {
        CommitteeKind.TOR: [(cast.chair, SeatRole.SOLE)],
        CommitteeKind.EVALUATION: [(cast.chair, SeatRole.CHAIR), (cast.member, SeatRole.MEMBER), (cast.second_member, SeatRole.MEMBER)],
        CommitteeKind.ACCEPTANCE: [(cast.inspector, SeatRole.CHAIR), (cast.finance, SeatRole.MEMBER), (cast.member if odd else cast.administrator, SeatRole.MEMBER)],
    }  # fmt: skip
    chosen = people[kind]
    if kind == CommitteeKind.ACCEPTANCE and stage.tender.budget_satang <= 10_000_000 and not odd:
        chosen = [(cast.inspector, SeatRole.SOLE)]
    elif odd and kind != CommitteeKind.ACCEPTANCE and len(chosen) > 1:
        chosen = chosen[:2]
    members = [(player.person, role) for player, role in chosen]
    due = dt.date(2027, 12, 31)
    return stage.attempt(
        f"{who.person.ref} appoints {kind}",
        lambda: preparing.appoint(stage.tender, actor=who.actor, kind=CommitteeKind(kind), order_no="1/2569", due_on=due, members=members),
    )


def write_terms(stage: Stage, who: Player) -> bool:
    if not stage.tender.terms.exists():
        stage.attempt(f"{who.person.ref} saves terms", lambda: preparing.save_terms(stage.tender, actor=who.actor, sections=TERMS))
    latest = stage.tender.terms.first()
    if latest is None or latest.finished_at is None:
        return stage.attempt(f"{who.person.ref} finishes the terms", lambda: preparing.finish_terms(stage.tender, actor=who.actor))
    return stage.attempt(f"{who.person.ref} saves terms anew", lambda: preparing.save_terms(stage.tender, actor=who.actor, sections=TERMS))


def record_price(stage: Stage, who: Player) -> bool:
    amount = stage.tender.budget_satang
    return stage.attempt(
        f"{who.person.ref} records the reference price",
        lambda: preparing.record_reference_price(
            stage.tender,
            actor=who.actor,
            source=PriceSource.MARKET,
            amount_satang=amount,
            sources=[(name, amount) for name in "กขค"],
            **REASON,
        ),
    )


def change_budget(stage: Stage, who: Player, price: int) -> bool:
    return stage.attempt(
        f"{who.person.ref} changes the budget to {price}",
        lambda: preparing.change_details(stage.tender, actor=who.actor, budget_satang=price),
    )


def enrol(stage: Stage, who: Player) -> bool:
    return stage.attempt(f"{who.person.ref} makes a key", lambda: opening.enrol(actor=who.actor, passphrase=PASSPHRASE))


def hand_in(stage: Stage, who: Player) -> bool:
    return stage.attempt(
        f"{who.person.ref} hands in a share", lambda: opening.hand_in_share(stage.tender, actor=who.actor, passphrase=PASSPHRASE)
    )


def comment(stage: Stage, who: Player) -> bool:
    return stage.attempt(
        f"{who.person.ref} comments",
        lambda: publishing.comment(stage.tender, actor=who.actor, name="ผู้ค้า", email="a@example.com", text="ระยะเวลาสั้นไป"),
    )


def answer_comments(stage: Stage, who: Player) -> bool:
    done = False
    for row in stage.tender.comments.filter(answered_at__isnull=True):
        done |= stage.attempt(
            f"{who.person.ref} answers comment {row.number}",
            lambda row=row: publishing.answer_comment(row, actor=who.actor, answer="ขยายแล้ว", changes_draft=False),
        )
    return done


def ask(stage: Stage, who: Player) -> bool:
    return stage.attempt(f"{who.person.ref} asks", lambda: publishing.ask(stage.tender, actor=who.actor, text="ใช้ภาษาอังกฤษได้หรือไม่"))


def bid(stage: Stage, who: Player, price_satang: int) -> bool:
    """Draft a bid, attach what is needed, seal it."""

    def draft() -> None:
        made = bidding.draft_bid(stage.tender, actor=who.actor)
        for kind in (BidDocumentKind.COMPANY, BidDocumentKind.TECHNICAL):
            if made.state == "draft" and not made.documents.filter(kind=kind).exists():
                bidding.add_document(made, actor=who.actor, kind=kind, file=stage.paper())

    if not stage.attempt(f"{who.person.ref} drafts a bid", draft):
        return False
    mine = Bid.objects.get(tender=stage.tender, company__organisation=who.organisation)
    return stage.attempt(f"{who.person.ref} bids {price_satang}", lambda: bidding.submit(mine, actor=who.actor, price_satang=price_satang))


def record_check(stage: Stage, who: Player, made: Bid, code: str, passed: bool = True) -> bool:
    return stage.attempt(
        f"{who.person.ref} records {code} of {made.ref}", lambda: evaluating.record_check(made, actor=who.actor, code=code, passed=passed)
    )


def propose(stage: Stage, who: Player) -> bool:
    return stage.attempt(f"{who.person.ref} proposes the winner", lambda: evaluating.propose_winner(stage.tender.lot, actor=who.actor))


def write_offer(stage: Stage, who: Player, company: Any, first: int, price: int) -> bool:
    return stage.attempt(
        f"{who.person.ref} writes down an offer of {company.ref}: {price}",
        lambda: negotiating.write_offer(stage.tender, actor=who.actor, company=company, first_satang=first, price_satang=price),
    )


def appeal(stage: Stage, who: Player) -> bool:
    return stage.attempt(f"{who.person.ref} appeals", lambda: ending.file_appeal(stage.tender, actor=who.actor, text=APPEAL))


def draft_contract(stage: Stage, who: Player) -> bool:
    return stage.attempt(f"{who.person.ref} drafts the contract", lambda: drafting.draft(stage.tender.lot, actor=who.actor))


def anything(stage: Stage) -> bool:
    """Some work that is no step, by somebody, whether or not it is theirs."""
    rng, who = stage.rng, rng_player(stage)
    opened = list(stage.tender.bids.exclude(state="draft"))
    some = rng.choice(opened) if opened else None
    price = stage.tender.budget_satang * rng.randint(80, 115) // 100
    company = stage.company(rng.choice([stage.cast.siam_owner, stage.cast.lanna_owner, stage.cast.isan_owner]))
    deeds: list[Callable[[], bool]] = [
        lambda: appoint(stage, who, rng.choice(["tor", "evaluation", "acceptance"])),
        lambda: write_terms(stage, who),
        lambda: record_price(stage, who),
        lambda: hand_in(stage, who) if stage.tender.key_shares.exists() else False,
        lambda: comment(stage, who),
        lambda: answer_comments(stage, who),
        lambda: ask(stage, who),
        lambda: bid(stage, who, price),
        lambda: record_check(stage, who, some, rng.choice(list(CHECKS))) if some else False,
        lambda: propose(stage, who),
        lambda: write_offer(stage, who, company, price, price),
        lambda: appeal(stage, who),
        lambda: draft_contract(stage, who),
        lambda: change_budget(stage, who, price),
    ]
    return rng.choice(deeds)()


def rng_player(stage: Stage) -> Player:
    return stage.rng.choice(list(stage.cast.players().values()))


#: Steps that change who plays which part: `tests/stories/test_committees.py` lives through them.
LEFT_TO_STORIES = {("seat", "replace")}


def any_step(stage: Stage) -> bool:
    """Some step of something, by somebody: offered, offered with reasons against it, or not offered at all."""
    rng = stage.rng
    row = rng.choice(stage.rows())
    known = registry.of(row)
    actor = Actor.system() if rng.random() < 0.08 else rng_player(stage).actor
    with clock.shifted_to(stage.now):
        shown = {o.name: o.possible for o in stage.offered(row, actor) if (known.kind, o.name) not in LEFT_TO_STORIES}
    names = [name for name in known.machine.steps if name not in known.inner and (known.kind, name) not in LEFT_TO_STORIES]
    name = rng.choice(list(shown) if shown and rng.random() < 0.7 else names)
    if shown.get(name) and rng.random() < 0.1:
        return take(stage, row, name, actor, expect=False, seen=row.version - 1)
    return take(stage, row, name, actor, expect=shown.get(name, False))
