"""What the rules of a purchase may know: one frozen object per judgement. Pure; knows no model.

Built by `tenders.actions.case`. Amounts are satang including VAT; days are Bangkok civil days.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from marketplace.procedure import Facts
from tenders.methods import Method


class Rules(Protocol):
    """The part of a rulebook that rules of a purchase read."""

    def money(self, rule_id: str) -> int: ...
    def integer(self, rule_id: str) -> int: ...
    def percent(self, rule_id: str) -> Decimal: ...


@dataclass(frozen=True, kw_only=True)
class SealedFacts:
    """What nobody may learn before opening. Only rules marked `secret` read it."""

    bids: int = 0
    opened: int = 0
    unjudged: int = 0
    compliant: int = 0


@dataclass(frozen=True, kw_only=True)
class TenderFacts(Facts):
    """Facts of a tender."""

    method: Method
    rulebook: Rules
    budget_satang: int
    amount_satang: int
    ground: str
    # --- who
    requester: str = ""
    own_authority: bool = False
    needs_superior: bool = False
    own_company_bids: bool = False
    # --- what the request says
    missing_items: tuple[str, ...] = ()
    plan_published: bool = False
    plan_exempt: bool = False
    plan_budget_satang: int | None = None
    tor_finished: bool = False
    reference_price_satang: int | None = None
    committees_missing: tuple[str, ...] = ()
    committee_too_small: tuple[str, ...] = ()
    evaluators_who_accept: tuple[str, ...] = ()
    requester_evaluates: bool = False
    unsworn: tuple[str, ...] = ()
    #: Seats of the evaluation committee that are not given up, its chair's reference, and the references of who has declared.
    evaluators: int = 0
    chair: str = ""
    sworn: tuple[str, ...] = ()
    own_seat_unsworn: bool = False
    sits_in_evaluation: bool = False
    committee_due_on: dt.date | None = None
    # --- comments, invitation, questions
    comment_round: bool = False
    comments_until: dt.date | None = None
    comments_unanswered: int = 0
    rounds: int = 0
    draft_changed_since_round: bool = False
    changes_promised: int = 0
    holders_ready: int = 0
    comptroller_holds: bool = False
    bid_opens_at: dt.datetime | None = None
    bid_closes_at: dt.datetime | None = None
    opening_from: dt.datetime | None = None
    questions_unanswered: int = 0
    shares_given: int = 0
    shares_needed: int = 2
    comptroller_demanded: bool = False
    comptroller_gave: bool = False
    evaluation_from: dt.date | None = None
    # --- bids and the result
    sealed: SealedFacts = field(default_factory=SealedFacts)
    offers: int = 0
    offer_satang: int | None = None
    offer_company_banned: tuple[str, ...] = ()
    offerers_unverified: tuple[str, ...] = ()
    proposed: bool = False
    proposed_satang: int | None = None
    best_satang: int | None = None
    lowest_satang: int | None = None
    proposed_banned: tuple[str, ...] = ()
    bids_without_reason: int = 0
    standstill_until: dt.date | None = None
    appeals_open: int = 0
    appeals_accepted: int = 0
    contracts_signed: int = 0
    lots_unsettled: int = 0
    followed: bool = False
    #: Orders of this purchase that fell through before they were signed; contracts that were terminated.
    orders_fallen: int = 0
    contracts_ended: int = 0


@dataclass(frozen=True, kw_only=True)
class BidFacts(Facts):
    """Facts of one bid."""

    tender_state: str
    tender_has_method_bids: bool = True
    bid_opens_at: dt.datetime | None = None
    bid_closes_at: dt.datetime | None = None
    company_verified: bool = False
    company_egp: bool = False
    #: Number of the version of the supplier's terms in force that the company has not accepted; 0 where it has.
    terms_missing: int = 0
    bans: tuple[str, ...] = ()
    already_bid: bool = False
    documents_missing: tuple[str, ...] = ()
    works_for_agency: bool = False
    checks_missing: tuple[str, ...] = ()
    checks_failed: tuple[str, ...] = ()
    evaluation_from: dt.date | None = None
    sworn: bool = True
    declared: bool = True


@dataclass(frozen=True, kw_only=True)
class LotFacts(Facts):
    """Facts of one lot."""

    tender_state: str
    has_standstill: bool = False
    standstill_until: dt.date | None = None
    signing_from: dt.date | None = None
    appeals_open: int = 0
    appeals_accepted: int = 0
    winner_banned: tuple[str, ...] = ()
    guarantee_due: bool = False


@dataclass(frozen=True, kw_only=True)
class AppealFacts(Facts):
    """Facts of one appeal."""

    tender_state: str
    has_standstill: bool = True
    announced_on: dt.date | None = None
    last_day: dt.date | None = None
    is_bidder: bool = False
    already_open: bool = False
    decision_due_on: dt.date | None = None
    extensions: int = 0
    max_extensions: int = 2
    contracts_signed: int = 0


@dataclass(frozen=True, kw_only=True)
class SeatFacts(Facts):
    """Facts of one seat in a committee. `successor_…` tell of the person whom the step names."""

    tender_state: str
    own_seat: bool = False
    committee: str = ""
    chairs: bool = False
    #: The key of the envelopes is made and one of its shares belongs to the person of this seat.
    holds_share: bool = False
    bid_opens_at: dt.datetime | None = None
    opened: bool = False
    work_over: bool = False
    successor: str = ""
    successor_works_here: bool = False
    successor_sat_here: bool = False
    successor_on_other_side: bool = False
    successor_has_key: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionFacts(Facts):
    """Facts of one question about the bidding documents."""

    tender_state: str
    answer_until: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class PlanFacts(Facts):
    """Facts of one line of the annual plan."""

    used: bool = False
