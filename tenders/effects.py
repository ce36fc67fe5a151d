"""Which fields change with a step: pure functions from facts to field changes, named in the machine's rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tenders.facts import AppealFacts, BidFacts, LotFacts, PlanFacts, QuestionFacts, SeatFacts, TenderFacts

Changes = Mapping[str, Any]


def requested(f: TenderFacts) -> Changes:
    return {"requested_at": f.now, "requested_by_id": f.actor.person_id}


def approved(f: TenderFacts) -> Changes:
    return {"approved_at": f.now, "approved_by_id": f.actor.person_id, "rulebook_id": f.inputs["rulebook_row"]}


def thawed(f: TenderFacts) -> Changes:
    return {"approved_at": None, "approved_by_id": None, "rulebook_id": None, "rounds": 0, "comments_until": None}


def budget(f: TenderFacts) -> Changes:
    return {"budget_satang": f.inputs["budget_satang"]}


def reported(f: TenderFacts) -> Changes:
    return {
        "reported_at": f.now,
        "reported_by_id": f.actor.person_id,
        "single_reason": str(f.inputs.get("single_reason", "")),
        "over_budget_reason": str(f.inputs.get("over_budget_reason", "")),
    }


def result_approved(f: TenderFacts) -> Changes:
    return {"result_approved_at": f.now, "result_approved_by_id": f.actor.person_id}


def award_undone(f: TenderFacts) -> Changes:
    return {"announced_at": None, "announced_by_id": None, "standstill_until": None, "earliest_signing_on": None}


def order_undone(f: TenderFacts) -> Changes:
    """The order fell through before it was signed: the request stays approved, and another supplier is asked."""
    return {**award_undone(f), "result_approved_at": None, "result_approved_by_id": None, "orders_fallen": f.orders_fallen + 1}


def cancelled(f: TenderFacts) -> Changes:
    return {
        "ended_at": f.now,
        "ended_by_id": f.actor.person_id,
        "end_ground": str(f.inputs.get("ground", "")),
        "end_reason": str(f.inputs.get("reason", "")),
    }


def proposed(f: LotFacts) -> Changes:
    return {
        "winner_id": f.inputs["winner_id"],
        "winning_bid_id": f.inputs.get("winning_bid_id"),
        "award_satang": f.inputs["award_satang"],
        "award_reason": str(f.inputs.get("reason", "")),
    }


def reopened(f: LotFacts) -> Changes:
    return {"winner_id": None, "winning_bid_id": None, "award_satang": None, "award_reason": "", "guarantee_recorded": False}


def contracted(f: LotFacts) -> Changes:
    return {"contracted_on": f.today}


def outcome(f: BidFacts) -> Changes:
    return {"outcome_reason": str(f.inputs.get("reason", ""))}


def sworn(f: SeatFacts) -> Changes:
    return {"sworn_at": f.now, "sworn_by_id": f.actor.person_id}


def answered(f: QuestionFacts) -> Changes:
    return {"answer": str(f.inputs["answer"]).strip(), "answered_at": f.now, "answered_by_id": f.actor.person_id}


def not_answered(f: QuestionFacts) -> Changes:
    return {"refusal": str(f.inputs["reason"]).strip(), "answered_at": f.now, "answered_by_id": f.actor.person_id}


def plan_published(f: PlanFacts) -> Changes:
    return {"published_at": f.now, "published_by_id": f.actor.person_id}


def appeal_admitted(f: AppealFacts) -> Changes:
    return {"due_on": f.inputs["due_on"]}


def appeal_forwarded(f: AppealFacts) -> Changes:
    return {"due_on": f.inputs["due_on"], "opinion": str(f.inputs.get("reason", ""))}


def appeal_extended(f: AppealFacts) -> Changes:
    return {"due_on": f.inputs["due_on"], "extensions": f.extensions + 1}


def appeal_decided(f: AppealFacts) -> Changes:
    return {"decided_at": f.now, "decided_by_id": f.actor.person_id, "decision": str(f.inputs.get("reason", ""))}
