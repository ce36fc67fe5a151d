"""The committee's work: checks, judgement, ranking, proposal, result report; then approval and award (cl. 55–59; s. 66)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from marketplace import audit
from marketplace.accounts import authority
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Family
from marketplace.kernel import clock
from marketplace.law import calendar, clauses
from marketplace.procedure import sitting
from marketplace.procedure.door import Sitting
from marketplace.procedure.refusals import Refusal, Refused, wrong_duty, wrong_state
from suppliers.models.abandoner import Purpose
from tenders import events, rules
from tenders.actions import waking
from tenders.actions.case import duties_in, evaluation_day, rules_for, seats_of
from tenders.actions.standing import look_up
from tenders.models import Bid, BidCheck, CommitteeKind, Lot, Tender
from tenders.ranking import CHECKS, SmeRoom, current_price, ranked, sme_rooms
from tenders.states import B, L, S, T

#: The duty behind each way of having the power to order.
ROUTES = {"head": Duty.HEAD_OF_AGENCY, "delegate": Duty.APPROVER, "superior": Duty.SUPERIOR}


@dataclass(frozen=True, slots=True)
class Finding:
    """What the committee saw in one check of one bid."""

    code: str
    passed: bool
    note: str = ""


def record_check(bid: Bid, *, actor: Actor, code: str, passed: bool, note: str = "") -> None:
    """One check alone, as `record_checks`."""
    record_checks(bid, actor=actor, findings=[Finding(code, passed, note)])


def record_checks(bid: Bid, *, actor: Actor, findings: Sequence[Finding]) -> None:
    """A declared member records checks of one bid; a later record of the same check counts. Opens its own unit.

    All of them are recorded or none.

    Raises:
        Refused: not a member, not declared, not the day or the state for it, or no such check.
    """
    with audit.unit():
        tender = bid.tender
        seats = seats_of(tender)
        held = duties_in(tender, actor, seats)
        duty = next((d for d in (Duty.COMMITTEE_CHAIR, Duty.COMMITTEE_MEMBER) if d in held), None)
        if duty is None:
            raise Refused([wrong_duty(Duty.COMMITTEE_MEMBER.label)], step="record_check", subject=bid)
        mine = next(seat for seat in seats if seat.person_id == actor.person_id and seat.committee.kind == CommitteeKind.EVALUATION)
        if mine.state != S.SWORN:
            raise Refused(
                [Refusal("undeclared", rules.member_declared.sentence, clauses.HOUSE_CONFLICT_DECLARATION)],
                step="record_check",
                subject=bid,
            )
        if tender.state != T.EVALUATING or bid.state != B.OPENED:
            raise Refused([wrong_state(B(bid.state).label)], step="record_check", subject=bid)
        day = evaluation_day(tender)
        if day is not None and clock.today() < day:
            rule = rules.evaluation_day_reached
            raise Refused(
                [Refusal(rule.code, rule.sentence, clauses.REG_55, remedy=rule.remedy, params={"day": day})],
                step="record_check",
                subject=bid,
            )
        if any(finding.code not in CHECKS for finding in findings):
            raise Refused(
                [Refusal("unknown_check", _("Choose one of the checks of the list."), clauses.REG_55)], step="record_check", subject=bid
            )
        for finding in findings:
            _write_check(bid, finding, actor=actor.under(duty))


def _write_check(bid: Bid, finding: Finding, *, actor: Actor) -> None:
    BidCheck.objects.create(
        bid=bid, code=finding.code, passed=finding.passed, note=finding.note, recorded_at=clock.read(), recorded_by_id=actor.person_id
    )
    audit.record(
        events.CheckRecorded,
        actor=actor,
        subject=bid,
        basis=("REG.55", "ACT.64"),
        payload={"supplier": bid.company.ref, "check": finding.code, "passed": finding.passed, "note": finding.note},
    )
    if finding.code == "abandoner":
        look_up(bid.company, bid.tender, actor=actor, purpose=Purpose.AWARD)


def judge_bid(bid: Bid, step: str, *, actor: Actor, seen: int | None = None, reason: str = "") -> Bid:
    """The chair writes down the committee's judgement of a bid; a proposal built on the old judgement is taken back."""
    with sitting(bid.tender, actor=actor) as held:
        lot = held.root.lot
        if lot.state == L.PROPOSED and held.root.state == T.EVALUATING:
            held.take(lot, "reopen", actor=actor, reason=reason or _("A bid was judged anew."))
        done: Bid = held.take(bid, step, actor=actor, seen=seen, reason=reason, supplier=bid.company.ref)
        return done


def find_compliant(bid: Bid, *, actor: Actor, seen: int | None = None) -> Bid:
    return judge_bid(bid, "find_compliant", actor=actor, seen=seen)


def reject(bid: Bid, *, actor: Actor, seen: int | None = None, reason: str = "") -> Bid:
    return judge_bid(bid, "reject", actor=actor, seen=seen, reason=reason)


def reconsider(bid: Bid, *, actor: Actor, seen: int | None = None, reason: str = "") -> Bid:
    return judge_bid(bid, "reconsider", actor=actor, seen=seen, reason=reason)


def propose_winner(lot: Lot, *, actor: Actor, seen: int | None = None, reason: str = "") -> Lot:
    """Propose the winner that the ranking gives; bidders who refused to sign or are banned are passed over with a reason."""
    with sitting(lot.tender, actor=actor) as held:
        root: Tender = held.root
        book = rules_for(root, clock.today())
        if root.state != T.EVALUATING:
            raise Refused([wrong_state(T(root.state).label)], step="propose", subject=lot)
        if root.bids.filter(state=B.OPENED).exists():
            raise Refused(
                [
                    Refusal(
                        "unjudged",
                        rules.every_bid_judged.sentence,
                        clauses.REG_55,
                        params={"count": root.bids.filter(state=B.OPENED).count()},
                    )
                ],
                step="propose",
                subject=lot,
            )
        ranking = ranked(root, book)
        if ranking is None:
            raise Refused(
                [Refusal("none", _("No bid complies."), clauses.REG_56, remedy=_("The approver ends the purchase."))],
                step="propose",
                subject=lot,
            )
        by_ref = {bid.ref: bid for bid in root.bids.select_related("company").prefetch_related("offers")}
        best = by_ref[ranking.winner.key]
        rooms = sme_rooms(root, book)
        done: Lot = held.take(
            lot,
            "propose",
            actor=actor,
            seen=seen,
            winner_id=best.company_id,
            winning_bid_id=best.pk,
            award_satang=current_price(best),
            supplier=best.company.ref,
            supplier_th=best.company.name_th,
            supplier_en=best.company.name_en,
            price_satang=current_price(best),
            ranking=[
                {
                    "supplier": by_ref[line.offer.key].company.ref,
                    "price_satang": line.offer.price,
                    "preference": str(line.preference or ""),
                    "within": line.within,
                    **_sme(rooms.get(line.offer.key)),
                }
                for line in ranking.lines
            ],
            reason=reason or _reason(ranking),
        )
        return done


def _sme(room: SmeRoom | None) -> dict[str, int]:
    return {"sme_contracts_satang": room.contracts, "sme_ceiling_satang": room.ceiling} if room else {}


def _reason(ranking: Any) -> str:
    if ranking.by_preference:
        return _("Qualified, compliant, and within the price preference above the lowest price; wins at its own price.")
    return _("Qualified, compliant, and the lowest price.")


def extend_committee_time(
    tender: Tender, *, actor: Actor, seen: int | None = None, due_on: dt.date | None = None, reason: str = ""
) -> Tender:
    """The head of agency gives the evaluation committee more time after its report of a delay (cl. 25)."""
    with sitting(tender, actor=actor) as held:
        held.check(tender, "extend_committee_time", actor=actor, seen=seen, due_on=due_on, reason=reason)
        committee = held.root.committees.get(kind=CommitteeKind.EVALUATION)
        done: Tender = held.take(
            tender,
            "extend_committee_time",
            actor=actor,
            seen=seen,
            committee=str(committee.kind),
            due_on=due_on,
            before=committee.due_on,
            reason=reason,
        )
        committee.due_on = due_on
        committee.save(update_fields=["due_on"])
        return done


def _took_part(tender: Tender, present: Sequence[str] | None) -> list[str]:
    declared = [s.person.ref for s in seats_of(tender) if s.committee.kind == CommitteeKind.EVALUATION and s.state == S.SWORN]
    return [ref for ref in declared if present is None or ref in present]


def submit_result(
    tender: Tender,
    *,
    actor: Actor,
    seen: int | None = None,
    single_reason: str = "",
    over_budget_reason: str = "",
    present: Sequence[str] | None = None,
) -> Tender:
    """The committee submits its result report (cl. 27, 55, 59).

    `present`: references of the members who took part in the decision; all who have declared where it is left out.
    """
    with sitting(tender, actor=actor) as held:
        counts = {state: held.root.bids.filter(state=state).count() for state in (B.COMPLIANT, B.REJECTED)}
        done: Tender = held.take(
            tender,
            "submit_result",
            actor=actor,
            seen=seen,
            single_reason=single_reason,
            over_budget_reason=over_budget_reason,
            present=None if present is None else list(present),
            took_part=_took_part(held.root, present),
            compliant=counts[B.COMPLIANT],
            opened=sum(counts.values()),
        )
        return done


def return_result(tender: Tender, *, actor: Actor, seen: int | None = None, reason: str = "") -> Tender:
    """Send the report back; the proposal is taken back with it."""
    with sitting(tender, actor=actor) as held:
        _reopen(held, actor, reason)
        done: Tender = held.take(tender, "return_result", actor=actor, seen=seen, reason=reason)
        return done


def _reopen(held: Sitting, actor: Actor, reason: str) -> None:
    lot = held.root.lot
    if lot.state in {L.PROPOSED, L.AWARDED}:
        held.take(lot, "reopen", actor=actor, reason=reason)


def approve_result(tender: Tender, *, actor: Actor, seen: int | None = None) -> Tender:
    """Approve the order by whoever has the power for the amount; the lot is awarded with it (cl. 84)."""
    with sitting(tender, actor=actor) as held:
        root: Tender = held.root
        lot = root.lot
        today = clock.today()
        power = authority.may_order(
            actor.person_id or 0, root.agency_id, Family(root.method.family), root.awarded_satang or 0, today, rules_for(root, today)
        )
        done: Tender = held.take(
            tender,
            "approve_result",
            actor=actor,
            seen=seen,
            route=power.route if power else "",
            delegation=power.delegation_ref if power else "",
            price_satang=lot.award_satang,
        )
        assert lot.winner is not None
        duty = ROUTES.get(power.route if power else "", Duty.APPROVER)
        look_up(lot.winner, root, actor=actor.under(duty), purpose=Purpose.AWARD)
        held.take(lot, "award", actor=actor, supplier=lot.winner.ref, price_satang=lot.award_satang)
        return done


def announce_award(tender: Tender, *, actor: Actor, seen: int | None = None) -> Tender:
    """Publish the award with reasons for every bid; where the method has one, the standstill begins (s. 66)."""
    with sitting(tender, actor=actor) as held:
        root: Tender = held.root
        lot = root.lot
        now = clock.read()
        today = clock.civil(now)
        days = rules_for(root, today).integer("D.APPEAL")
        has = root.method.has_standstill
        until = calendar.appeal_last_day(today, days) if has else None
        earliest = calendar.earliest_signing(today, days) if has else today
        winner = lot.winner
        done: Tender = held.take(
            tender,
            "announce_award",
            actor=actor,
            seen=seen,
            supplier=winner.ref if winner else "",
            supplier_th=winner.name_th if winner else "",
            supplier_en=winner.name_en if winner else "",
            price_satang=lot.award_satang,
            reasons=lot.award_reason,
            bidders=_bidders(root, lot),
            announced_at=now,
            standstill_until=until,
            earliest_signing_on=earliest,
        )
        done.announced_at, done.announced_by_id = now, actor.person_id
        done.standstill_until, done.earliest_signing_on = until, earliest
        done.next_check = waking.next_moment(done)
        done.save(update_fields=["announced_at", "announced_by", "standstill_until", "earliest_signing_on", "next_check"])
        return done


def _bidders(tender: Tender, lot: Lot) -> list[dict[str, Any]]:
    """Every bid with its price, outcome and reason: what s. 66 wants to be public."""
    told = []
    for bid in tender.bids.exclude(state=B.DRAFT).select_related("company").prefetch_related("offers"):
        won = bid.pk == lot.winning_bid_id
        dearer = _("Complies; the price ranks behind the winner's.")
        reason = lot.award_reason if won else (bid.outcome_reason if bid.state == B.REJECTED else dearer)
        told.append(
            {
                "supplier": bid.company.ref,
                "supplier_th": bid.company.name_th,
                "supplier_en": bid.company.name_en,
                "price_satang": current_price(bid),
                "outcome": "won" if won else str(bid.state),
                "reason": reason,
            }
        )
    return told
