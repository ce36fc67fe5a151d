"""What sensible people would do next, so that a walk gets on: by the state of the purchase, and by their temper.

The guide may be refused like anybody else; what is lawful it does not decide.
"""

from __future__ import annotations

import datetime as dt
import random
from functools import partial
from typing import Any

from marketplace import audit
from marketplace.accounts.actions.delegating import delegate
from marketplace.accounts.models import Family
from marketplace.contracts.models import Contract
from marketplace.kernel import clock
from suppliers.models import Company
from tenders.actions.case import answer_until, evaluation_day
from tenders.models import Bid
from tenders.ranking import CHECKS, current_price
from tenders.states import APPEAL_ACCEPTED, APPEAL_OPEN
from tests.cast import Player
from tests.factories.abandoners import listed
from tests.property import deeds
from tests.property.stage import Stage

#: How the people of a walk are inclined: probabilities, drawn per walk from these values.
TEMPERS: dict[str, tuple[Any, ...]] = {
    "odd": (0.0, 0.0, 0.3), "defects": (0.0, 0.3, 0.6), "reject": (0.0, 0.1, 0.5), "dear": (0.0, 0.3, 1.0), "appeal": (0.0, 0.5, 0.9),
    "cancel": (0.0, 0.0, 0.05), "send_back": (0.0, 0.1, 0.3), "bidders": (0, 1, 2, 2, 2), "haste": (0.0, 0.3, 0.6), "late": (0.0, 0.5),
    "listed": (0.0, 0.0, 0.15), "refuses_to_sign": (0.0, 0.1), "gives_up": (0.0, 0.0, 0.1), "stray": (0.0, 0.2), "ask": (0.0, 0.5), "key_officer": (0.0, 1.0),
}  # fmt: skip


#: What comes of an appeal.
VERDICTS = ("refuse_admission", "agree", "uphold", "uphold", "dismiss", "dismiss", "extend", "lapse", "withdraw")


def a_temper(rng: random.Random) -> dict[str, Any]:
    return {name: rng.choice(values) for name, values in TEMPERS.items()}


def onward(stage: Stage) -> None:
    """One or a few attempts that fit the present state."""
    rng, temper = stage.rng, stage.temper
    stage.pass_time(minutes=rng.randint(1, 40))
    if rng.random() < temper["cancel"]:
        deeds.take(stage, stage.tender, "cancel", stage.cast.head_of_agency)
    elif rng.random() < temper["listed"] / 5:
        list_a_company(stage)
    else:
        globals()[f"_{stage.tender.state}"](stage)


def chance(stage: Stage, name: str) -> bool:
    return bool(stage.rng.random() < stage.temper[name])


def list_a_company(stage: Stage) -> None:
    company = stage.company(stage.rng.choice([stage.cast.siam_owner, stage.cast.lanna_owner]))
    if company in deeds.approachable(stage):
        deed = partial(listed, company, actor=stage.cast.registrar.actor, at=stage.now)
        stage.attempt(f"{company.ref} becomes a work abandoner", deed)


def give_power(stage: Stage) -> None:
    """The head delegates power to somebody, mostly too little or for other methods."""
    rng, cast = stage.rng, stage.cast
    holder = rng.choice([cast.officer, cast.head_officer, cast.finance, cast.inspector])
    families = rng.sample(list(Family), rng.randint(1, 2))
    most = rng.choice([10_000_000, 60_000_000, 300_000_000])

    def deed() -> None:
        with audit.unit():
            delegate(
                actor=cast.head_of_agency.actor, organisation=cast.agency, holder=holder.person, families=families, max_satang=most,
                from_on=stage.today, to_on=stage.today + dt.timedelta(days=rng.choice([1, 200])), order_no="9/2569", sao_copy_no="ตผ 9",
            )  # fmt: skip

    stage.attempt(f"{holder.person.ref} gets power up to {most} for {families}", deed)


def approver(stage: Stage) -> Player:
    return stage.rng.choice([stage.cast.head_of_agency] * 4 + [stage.cast.finance, stage.cast.officer, stage.cast.superior])


# ------------------------------------------------------------------ before the invitation
def _drafting(stage: Stage) -> None:
    tender, cast = stage.tender, stage.cast
    if stage.rng.random() < 0.15:
        give_power(stage)
    if chance(stage, "gives_up"):
        deeds.take(stage, tender, "withdraw", cast.officer)
        return
    if not fits(tender) and stage.rng.random() < 0.6:
        deeds.change_budget(stage, cast.officer, 240_000_000 if tender.method.invites_bids else 30_000_000)
    ordered = set(tender.committees.values_list("kind", flat=True))
    drafters = stage.seat_of("tor")
    for kind in ("tor", *tender.method.committees):
        if kind not in ordered:
            deeds.appoint(stage, cast.officer, kind)
            return
    terms = tender.terms.first()
    if terms is None or terms.finished_at is None:
        if drafters and drafters[0].state == "appointed" and not chance(stage, "haste"):
            deeds.take(stage, drafters[0], "declare", cast.chair)
        deeds.write_terms(stage, cast.chair)
    elif not tender.reference_prices.exists():
        deeds.record_price(stage, stage.rng.choice([cast.chair, cast.officer]))
    elif not deeds.take(stage, tender, "submit_request", stage.rng.choice([cast.officer, cast.head_officer])):
        for kind in ("tor", *tender.method.committees):  # something is wrong with a committee: order them anew
            stage.temper["odd"] = 0.0
            deeds.appoint(stage, cast.officer, kind)
        for seat in stage.seat_of("tor"):
            deeds.take(stage, seat, "declare", stage.player(seat.person_id))


def fits(tender: Any) -> bool:
    return 50_000_000 < tender.budget_satang <= 500_000_000 if tender.method.invites_bids else tender.budget_satang <= 50_000_000


def _requested(stage: Stage) -> None:
    if chance(stage, "send_back"):
        deeds.take(stage, stage.tender, "return_request", stage.cast.head_of_agency)
    deeds.take(stage, stage.tender, "approve_request", approver(stage))


def _approved(stage: Stage) -> None:
    cast, tender = stage.cast, stage.tender
    if chance(stage, "send_back") and chance(stage, "send_back"):
        deeds.take(stage, tender, stage.rng.choice(["revise_request", "withdraw"]), cast.officer)
    elif not tender.method.invites_bids:
        deeds.take(stage, tender, "approach_supplier", cast.officer)
    elif tender.comment_round:
        deeds.take(stage, tender, "publish_draft", cast.head_officer)
    else:
        deeds.take(stage, tender, "waive_comments", cast.head_of_agency)


def _commenting(stage: Stage) -> None:
    cast, tender = stage.cast, stage.tender
    if stage.today <= tender.comments_until:
        if stage.rng.random() < 0.5 and not tender.comments.exists():
            deeds.comment(stage, stage.rng.choice([cast.siam_owner, cast.stranger]))
        if chance(stage, "haste"):
            deeds.take(stage, tender, "settle_comments", cast.head_of_agency)
        stage.wait_for_day_after(tender.comments_until)
        return
    if stage.rng.random() < 0.6:
        deeds.answer_comments(stage, cast.officer)
    if chance(stage, "send_back") and tender.rounds < 3:
        deeds.write_terms(stage, cast.chair)
        deeds.write_terms(stage, cast.chair)
        deeds.take(stage, tender, "republish_draft", cast.head_officer)
    else:
        deeds.take(stage, tender, "settle_comments", cast.head_of_agency)


def _ready(stage: Stage) -> None:
    cast, tender = stage.cast, stage.tender
    if chance(stage, "send_back") and chance(stage, "send_back"):
        deeds.take(stage, tender, "revise_request", cast.officer)
        return
    for player in (cast.chair, cast.head_officer, cast.key_officer):
        if not stage.has_key(player) and not (chance(stage, "haste") and chance(stage, "haste")):
            deeds.enrol(stage, player)
    deeds.take(stage, tender, "publish_invitation", cast.head_officer)


# ------------------------------------------------------------------ envelopes
def _inviting(stage: Stage) -> None:
    cast, tender, rng = stage.cast, stage.tender, stage.rng
    for question in tender.questions.filter(state="asked"):
        deeds.take(stage, question, "answer_question", rng.choice([cast.officer, cast.head_officer]))
    if stage.today <= answer_until(tender) and chance(stage, "ask"):
        deeds.ask(stage, rng.choice([cast.siam_owner, cast.lanna_bidder, cast.stranger]))
        return
    wanted = [cast.siam_bidder, cast.lanna_bidder][: stage.temper["bidders"]]
    missing = [who for who in wanted if not tender.bids.exclude(state="draft").filter(company__organisation=who.organisation).exists()]
    for who in missing if stage.now < tender.bid_closes_at else ():
        if chance(stage, "haste"):
            stage.wait_for(tender.bid_opens_at - dt.timedelta(seconds=1))
            deeds.bid(stage, who, tender.budget_satang)
        stage.wait_for(tender.bid_opens_at + dt.timedelta(seconds=rng.choice([0, 1, 1800, 10_800])))
        deeds.bid(stage, who, a_price(stage))
        stage.look_at_bids(rng.choice(list(cast.players().values())))
    if stage.temper.get("cancels_sealed"):
        deeds.take(stage, tender, "cancel", cast.head_of_agency)
        return
    if chance(stage, "haste"):
        stage.wait_for(tender.bid_closes_at + dt.timedelta(seconds=rng.choice([-1, 0, 1])))
        deeds.hand_in(stage, cast.head_officer)
        deeds.bid(stage, cast.isan_owner, tender.budget_satang)
    stage.wait_for(tender.bid_closes_at + dt.timedelta(seconds=rng.choice([89, 90, 1800, 90_000])))
    for player in (cast.chair, cast.head_officer, cast.key_officer):
        if player is not cast.chair or chance(stage, "key_officer"):
            deeds.hand_in(stage, player)
    for seat in stage.seat_of("evaluation"):
        if seat.state == "appointed" and not chance(stage, "haste"):
            deeds.take(stage, seat, "declare", stage.player(seat.person_id))
    stage.look_at_bids(cast.head_officer)
    step = "open_bids" if tender.bids.filter(state="sealed").exists() else "record_no_bid"
    deeds.take(stage, tender, step, rng.choice([cast.head_officer, cast.chair]))


def a_price(stage: Stage) -> int:
    percent = stage.rng.choice([104, 109, 118]) if chance(stage, "dear") else stage.rng.randint(88, 100)
    return stage.tender.budget_satang * percent // 100 + stage.rng.randrange(100)


# ------------------------------------------------------------------ evaluation
def _evaluating(stage: Stage) -> None:
    cast, tender = stage.cast, stage.tender
    day = evaluation_day(tender)
    if stage.today < day:
        if chance(stage, "haste"):
            judge_bids(stage)
        stage.wait_for(clock.at(day, dt.time(0, stage.rng.randrange(60))))
        return
    for seat in stage.seat_of("evaluation"):
        if seat.state == "appointed":
            deeds.take(stage, seat, "declare", stage.player(seat.person_id))
    if tender.bids.filter(state="opened").exists():
        judge_bids(stage)
        return
    good = list(tender.bids.filter(state="compliant", refused_to_sign=False).prefetch_related("offers"))
    best = min((current_price(bid) for bid in good), default=None)
    if best is None:
        again = tender.bids.filter(state="rejected").first()
        if again and stage.rng.random() < 0.3:
            deeds.take(stage, again, "reconsider", cast.chair)
        else:
            deeds.take(stage, tender, "record_no_compliant_bid", cast.head_of_agency)
    elif best > tender.budget_satang and not tender.offers.exists() and stage.rng.random() < 0.8:
        step, who = stage.rng.choice(
            [("negotiate_price", cast.chair)] * 3
            + [("raise_budget", cast.head_of_agency), ("record_no_compliant_bid", cast.head_of_agency)]
        )
        deeds.take(stage, tender, step, who)
    else:
        if tender.lot.state == "open":
            deeds.propose(stage, cast.chair)
        if not deeds.take(stage, tender, "submit_result", cast.chair) and stage.rng.random() < 0.4:
            deeds.take(stage, tender, "record_no_compliant_bid", cast.head_of_agency)


def judge_bids(stage: Stage) -> None:
    cast = stage.cast
    made: Bid
    for made in stage.tender.bids.filter(state="opened"):
        if chance(stage, "reject"):
            deeds.take(stage, made, "reject", cast.chair)
            continue
        recorded = set(made.checks.values_list("code", flat=True))
        for code in CHECKS:
            who = stage.rng.choice([cast.chair, cast.member, cast.second_member])
            if code not in recorded and not deeds.record_check(stage, who, made, code):
                break
        deeds.take(stage, made, "find_compliant", cast.chair)


def _negotiating(stage: Stage) -> None:
    cast, tender, rng = stage.cast, stage.tender, stage.rng
    if tender.method.invites_bids:
        good = list(tender.bids.filter(state="compliant", refused_to_sign=False).select_related("company").prefetch_related("offers"))
        if good and rng.random() < 0.8:
            lowest = min(good, key=current_price)
            price = current_price(lowest) * rng.randint(88, 100) // 100
            deeds.write_offer(stage, cast.chair, lowest.company, current_price(lowest), price)
        elif rng.random() < 0.5:
            deeds.take(stage, tender, "call_for_new_prices", cast.chair)
        deeds.take(stage, tender, "record_offer", cast.chair)
        return
    sellers = list(tender.items.values_list("listing_version__listing__company_id", "total_satang"))
    if sellers and not chance(stage, "stray"):
        number, first = rng.choice(sellers)
        company = Company.objects.get(pk=number)
    else:  # somebody, or some price, that the frozen list does not have
        company = stage.company(rng.choice([cast.siam_owner, cast.lanna_owner]))
        first = tender.budget_satang * rng.choice([95, 100, 103 if chance(stage, "dear") else 100]) // 100
    deeds.write_offer(stage, cast.officer, company, first, first - rng.choice([0, 5000]))
    if chance(stage, "send_back"):
        deeds.take(stage, tender, "abandon_negotiation", cast.officer)
    else:
        deeds.take(stage, tender, "accept_offer", cast.head_officer)


def _reported(stage: Stage) -> None:
    step = "return_result" if chance(stage, "send_back") else "approve_result"
    deeds.take(stage, stage.tender, step, approver(stage))


def _result_approved(stage: Stage) -> None:
    if chance(stage, "listed"):
        list_a_company(stage)
    if not deeds.take(stage, stage.tender, "announce_award", stage.cast.head_officer) and stage.rng.random() < 0.5:
        deeds.take(stage, stage.tender, "return_result" if stage.tender.method.invites_bids else "cancel", stage.cast.head_of_agency)


# ------------------------------------------------------------------ award, appeals, signing
def _awarded(stage: Stage) -> None:
    cast, tender, rng = stage.cast, stage.tender, stage.rng
    appeals = list(tender.appeals.all())
    running = [one for one in appeals if one.state in APPEAL_OPEN]
    if running and rng.random() < 0.8:
        hear(stage, running[0])
    elif any(one.state in APPEAL_ACCEPTED and not one.carried_out for one in appeals) and rng.random() < 0.8:
        deeds.take(stage, tender, "redo_evaluation", cast.head_of_agency)
    elif tender.method.has_standstill and chance(stage, "appeal") and len(appeals) < 2:
        deeds.appeal(stage, rng.choice([cast.siam_owner, cast.lanna_bidder]))
    elif chance(stage, "refuses_to_sign") and tender.method.invites_bids:
        deeds.take(stage, tender, "replace_winner", cast.head_of_agency)
    else:
        agree(stage)


def hear(stage: Stage, appeal: Any) -> None:
    cast = stage.cast
    verdict = stage.temper.get("verdict") or stage.rng.choice(VERDICTS)
    appellant = stage.player(appeal.filed_by_id)
    step, who = {
        "filed": (verdict, cast.head_officer) if verdict == "refuse_admission" else ("admit", cast.officer),
        "agency_review": (verdict, cast.head_of_agency) if verdict == "agree" else ("forward", cast.head_of_agency),
        "in_committee": (verdict if verdict in {"uphold", "extend", "lapse"} else "dismiss", cast.appeals),
    }[str(appeal.state)]
    if verdict == "withdraw":
        step, who = "withdraw", appellant
    if step == "lapse":
        if chance(stage, "haste"):
            deeds.take(stage, appeal, step, who)
        stage.wait_for_day_after(appeal.due_on)
    deeds.take(stage, appeal, step, who)


def owner_of(stage: Stage, contract: Contract) -> Player:
    owners = (stage.cast.siam_owner, stage.cast.lanna_owner)
    return next(player for player in owners if player.organisation == contract.company.organisation)


def agree(stage: Stage) -> None:
    """From the award to both signatures."""
    cast, tender, rng = stage.cast, stage.tender, stage.rng
    contract = Contract.objects.standing().filter(tender=tender).select_related("company__organisation").first()
    if contract is None:
        deeds.draft_contract(stage, cast.officer)
    elif contract.company_id != tender.lot.winner_id and rng.random() < 0.6:
        deeds.take(stage, contract, "void", cast.head_officer)  # of a winner whose award was taken back
    elif contract.state == "drafting":
        if contract.is_written and rng.random() < 0.5:
            deeds.take(stage, contract, "set_terms", cast.officer)
        step = "offer" if contract.is_written else "buy_on_receipt"
        who = cast.officer if contract.is_written else rng.choice([cast.head_officer, cast.head_of_agency])
        if tender.standstill_until and stage.today <= tender.standstill_until:
            if chance(stage, "haste"):
                stage.wait_for(clock.at(tender.standstill_until, dt.time(23, 59, 59)))
                deeds.take(stage, contract, step, who)
            stage.wait_for(clock.at(tender.earliest_signing_on, dt.time(0, rng.randrange(60))))
        if not deeds.take(stage, contract, step, who) and rng.random() < 0.3:
            deeds.take(stage, tender, "cancel", cast.head_of_agency)
        elif stage.temper.get("voids") or rng.random() < 0.1:
            deeds.take(stage, contract, "void" if stage.temper.get("voids") else "take_back", cast.head_officer)
    elif contract.state == "offered":
        party = owner_of(stage, contract)
        if contract.guarantee_satang and not chance(stage, "haste"):
            deeds.take(stage, contract, "give_guarantee", party)
            deeds.take(stage, contract, "send_back_guarantee" if chance(stage, "send_back") else "check_guarantee", cast.officer)
        deeds.take(stage, contract, "party_sign", party)
    else:
        if chance(stage, "send_back") and rng.random() < 0.3:
            deeds.take(stage, contract, rng.choice(["take_back", "void"]), cast.head_officer)
        if contract.guarantee_satang and chance(stage, "send_back"):
            deeds.take(stage, contract, "check_guarantee", cast.officer)
        deeds.take(stage, contract, "sign", rng.choice([cast.head_of_agency, cast.head_of_agency, cast.head_officer]))


# ------------------------------------------------------------------ work, acceptance, money
def _concluded(stage: Stage) -> None:
    cast, rng = stage.cast, stage.rng
    contract = Contract.objects.standing().filter(tender=stage.tender).select_related("company__organisation").first()
    assert contract is not None
    for seat in stage.seat_of("acceptance"):
        if seat.state == "appointed" and not chance(stage, "haste"):
            deeds.take(stage, seat, "declare", stage.player(seat.person_id))
    spoiled = contract.deliveries.filter(state="defective").exists()
    ends = 1.0 if spoiled and stage.temper.get("ends_spoiled") else stage.temper.get("terminates", 0.03)
    if contract.state == "in_force" and rng.random() < ends:
        deeds.take(stage, contract, "terminate", cast.head_of_agency)
        return
    for delivery in contract.deliveries.all():
        if delivery.state in {"due", "defective"} and contract.state == "in_force":
            if chance(stage, "late"):
                stage.wait_for_day_after(delivery.due_on + dt.timedelta(days=rng.choice([0, 10])))
                deeds.take(stage, contract, "notify_penalty", cast.officer)
            who = rng.choice([owner_of(stage, contract), cast.officer])
            deeds.take(stage, delivery, "deliver" if delivery.state == "due" else "redeliver", who)
        elif delivery.state == "defective":
            deeds.take(stage, delivery, "refuse", cast.head_of_agency)
        elif delivery.state == "delivered":
            for seat in stage.seat_of("acceptance"):
                if type(delivery).objects.get(pk=delivery.pk).state == "delivered":
                    deeds.take(stage, delivery, "inspect", stage.player(seat.person_id))
            if type(delivery).objects.get(pk=delivery.pk).state == "delivered":
                deeds.take(stage, delivery, rng.choice(["accept_by_decision", "return_by_decision"]), cast.head_of_agency)
        elif delivery.state == "accepted":
            deeds.take(stage, delivery, "submit_invoice", owner_of(stage, contract))
            deeds.take(stage, delivery, "pay", cast.finance)
    contract.refresh_from_db()
    if contract.state == "warranty" and contract.warranty_until and rng.random() < 0.7:
        if chance(stage, "haste"):
            deeds.take(stage, contract, "close", cast.officer)
        stage.wait_for_day_after(contract.warranty_until)
    deeds.take(stage, contract, "close", cast.officer)


def _ended(stage: Stage) -> None:
    if stage.tender.state in {"failed", "cancelled"} and stage.rng.random() < 0.5:
        deeds.take(stage, stage.tender, "follow_up", stage.cast.officer)


_failed = _cancelled = _withdrawn = _ended


def is_over(stage: Stage) -> bool:
    """Whether nothing sensible is left to be done, or the walk has come to where it was to lead."""
    wanted = stage.temper.get("until")
    if wanted and any((entry.subject[0], entry.target) == wanted for entry in stage.entries):
        return True
    if stage.tender.state in {"failed", "cancelled", "withdrawn"}:
        return True
    if stage.tender.state != "concluded":
        return False
    contract = Contract.objects.standing().get(tender=stage.tender)
    open_end = contract.deliveries.filter(state="defective").exists() and contract.state == "terminated"
    return contract.state in {"closed", "terminated"} and not open_end
