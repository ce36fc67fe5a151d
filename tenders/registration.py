"""Announces every machine of a purchase to the engine: facts, words, forms and verbs. Called once when the app starts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from marketplace.accounts.actor import Actor
from marketplace.procedure import register
from tenders import forms, machine, methods, states, words
from tenders.actions import case, committee_case, ending, evaluating, negotiating, opening, publishing, requesting, seats
from tenders.models import Appeal, Bid, CommitteeKind, Lot, PlanLine, Question, Seat, Tender
from tenders.visibility import deals_for, decides_appeals, is_inside, looks_over, visible_bids, visible_tenders


def find_tender(ref: str, actor: Actor) -> Tender | None:
    """A purchase that the actor may see."""
    return (
        visible_tenders(Tender.objects.select_related("agency", "category", "rulebook", "requested_by", "plan_line"), actor)
        .filter(ref=ref)
        .first()
    )


def find_bid(ref: str, actor: Actor) -> Bid | None:
    """A bid that the actor may see in this phase."""
    bid = Bid.objects.select_related("tender__agency", "company").filter(ref=ref).first()
    if bid is None:
        return None
    seats = Seat.objects.filter(committee__tender=bid.tender, committee__kind=CommitteeKind.EVALUATION, state=states.S.SWORN)
    sits = seats.filter(person_id=actor.person_id).exists()
    return visible_bids(
        Bid.objects.filter(pk=bid.pk).select_related("tender__agency", "company"), actor, str(bid.tender.state), sits=sits
    ).first()


def find_appeal(ref: str, actor: Actor) -> Appeal | None:
    """An appeal, for who deals for the appellant, the agency that buys, auditors and the Appeals Committee."""
    row = Appeal.objects.select_related("tender__agency", "company").filter(ref=ref).first()
    if row is None:
        return None
    concerned = deals_for(row.company.organisation_id, actor) or is_inside(row.tender.agency_id, actor)
    return row if concerned or looks_over(actor) or decides_appeals(actor) else None


def _find_question(ref: str, actor: Actor) -> Question | None:
    """A question, for the agency that answers it; everybody reads it on the page of the purchase once it is answered."""
    row = Question.objects.select_related("tender__agency").filter(ref=ref).first()
    return row if row is not None and is_inside(row.tender.agency_id, actor) else None


def _find_seat(ref: str, actor: Actor) -> Seat | None:
    """A seat, for the person who was appointed and for the agency that appoints."""
    row = Seat.objects.select_related("committee__tender").filter(ref=ref).first()
    if row is None or not actor.person_id:
        return None
    return row if row.person_id == actor.person_id or is_inside(row.committee.tender.agency_id, actor) else None


def _find_plan_line(ref: str, actor: Actor) -> PlanLine | None:
    row = PlanLine.objects.filter(ref=ref).first()
    if row is None or (row.state == states.P.DRAFTED and not is_inside(row.agency_id, actor)):
        return None
    return row


def _labels(choices: type[Any]) -> dict[str, Any]:
    return {str(choice.value): choice.label for choice in choices}


def register_all() -> None:
    """Every model of this app that has a life."""
    register(
        Tender,
        machine=machine.TenderMachine,
        facts=case.tender_facts,
        words=words.TENDER,
        states=_labels(states.T),
        initial=states.T.DRAFTING.value,
        final=frozenset(map(str, states.FINAL)),
        forms=forms.TENDER_FORMS,
        find=find_tender,
        methods=lambda: {row.code: row for row in methods.METHODS.values()},
        pages={"approach_supplier": "purchase_approach", "approach_another": "purchase_approach"},
        verbs={
            "submit_request": requesting.submit_request,
            "approve_request": requesting.approve_request,
            "publish_draft": publishing.publish_draft,
            "republish_draft": publishing.republish_draft,
            "settle_comments": publishing.settle_comments,
            "waive_comments": publishing.waive_comments,
            "publish_invitation": publishing.publish_invitation,
            "open_bids": opening.open_bids,
            "record_no_bid": opening.record_no_bid,
            "approach_supplier": negotiating.approach_supplier,
            "approach_another": negotiating.approach_supplier,
            "next_supplier": negotiating.next_supplier,
            "abandon_negotiation": negotiating.abandon_negotiation,
            "accept_offer": negotiating.accept_offer,
            "negotiate_price": negotiating.negotiate_price,
            "record_offer": negotiating.record_offer,
            "extend_committee_time": evaluating.extend_committee_time,
            "submit_result": evaluating.submit_result,
            "return_result": evaluating.return_result,
            "approve_result": evaluating.approve_result,
            "announce_award": evaluating.announce_award,
            "record_no_compliant_bid": ending.record_no_compliant_bid,
            "redo_evaluation": ending.redo_evaluation,
            "replace_winner": ending.replace_winner,
            "cancel": ending.cancel,
            "follow_up": ending.follow_up,
        },
    )
    register(
        Lot,
        machine=machine.LotMachine,
        facts=case.lot_facts,
        words=words.LOT,
        states=_labels(states.L),
        initial="open",
        final=frozenset({"contracted", "failed", "cancelled"}),
        inner=frozenset(machine.LotMachine.steps),
    )
    register(
        Bid,
        machine=machine.BidMachine,
        facts=case.bid_facts,
        words=words.BID,
        states=_labels(states.B),
        initial="draft",
        final=frozenset({"unopened", "compliant", "rejected"}),
        forms=forms.BID_FORMS,
        find=find_bid,
        address=lambda bid: reverse("evaluate_bid", args=[bid.tender.ref, bid.ref]),
        verbs={"find_compliant": evaluating.find_compliant, "reject": evaluating.reject, "reconsider": evaluating.reconsider},
        inner=frozenset({"seal", "open", "leave_unopened"}),
    )
    register(
        Appeal,
        machine=machine.AppealMachine,
        facts=case.appeal_facts,
        words=words.APPEAL,
        states=_labels(states.A),
        initial="filed",
        final=frozenset({"agreed", "upheld", "dismissed", "lapsed", "inadmissible", "withdrawn"}),
        forms=forms.APPEAL_FORMS,
        find=find_appeal,
        verbs={"lapse": ending.lapse_appeal},
    )
    register(
        Seat,
        machine=machine.SeatMachine,
        facts=committee_case.seat_facts,
        words=words.SEAT,
        states=_labels(states.S),
        initial="appointed",
        final=frozenset({"sworn", "released", "replaced"}),
        forms=forms.SEAT_FORMS,
        verbs={"declare": seats.declare, "recuse": seats.recuse, "replace": seats.replace},
        find=_find_seat,
    )
    register(
        Question,
        machine=machine.QuestionMachine,
        facts=case.question_facts,
        words=words.QUESTION,
        states=_labels(states.Q),
        initial="asked",
        final=frozenset({"answered", "not_answered"}),
        forms=forms.QUESTION_FORMS,
        find=_find_question,
        verbs={"answer_question": publishing.answer_question, "leave_unanswered": publishing.leave_unanswered},
    )
    register(
        PlanLine,
        machine=machine.PlanMachine,
        facts=case.plan_facts,
        words=words.PLAN,
        states=_labels(states.P),
        initial="drafted",
        final=frozenset({"closed"}),
        forms=forms.PLAN_FORMS,
        find=_find_plan_line,
        verbs={"publish": requesting.publish_plan_line},
    )
