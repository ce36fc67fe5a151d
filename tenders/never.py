"""What may never be in the life of a purchase, said a second time and from the other side.

`machine.py` says what each step does; this says what must hold whatever the steps are: from where alone a state is
entered, what has been passed before, what never comes back, which ways of correction stay open, which conditions guard
a passage, and whose hand does not serve. Neither file is made from the other: a slip in one is found by the other.
Pure; knows the names of states, duties, steps and conditions, and no step itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from marketplace.accounts.duty import Duty as D
from tenders.states import FINAL, PUBLIC, A, B, L, T

FRONT = {T.DRAFTING, T.REQUESTED, T.APPROVED, T.COMMENTING, T.READY, T.WITHDRAWN}

# fmt: off
#: Into this state a purchase comes from these alone.
ONLY_FROM: dict[str, set[str]] = {
    T.DRAFTING: {T.REQUESTED, T.APPROVED, T.READY}, T.REQUESTED: {T.DRAFTING}, T.APPROVED: {T.REQUESTED, T.NEGOTIATING},
    T.COMMENTING: {T.APPROVED}, T.READY: {T.APPROVED, T.COMMENTING}, T.INVITING: {T.READY},
    T.EVALUATING: {T.INVITING, T.NEGOTIATING, T.REPORTED, T.RESULT_APPROVED, T.AWARDED}, T.NEGOTIATING: {T.APPROVED, T.EVALUATING, T.RESULT_APPROVED, T.AWARDED},
    T.REPORTED: {T.EVALUATING}, T.RESULT_APPROVED: {T.REPORTED, T.NEGOTIATING}, T.AWARDED: {T.RESULT_APPROVED}, T.CONCLUDED: {T.AWARDED},
    T.FAILED: {T.INVITING, T.EVALUATING, T.NEGOTIATING}, T.CANCELLED: set(PUBLIC - FINAL), T.WITHDRAWN: {T.DRAFTING, T.REQUESTED, T.APPROVED},
}
#: Who is here has been there: in every method; and where envelopes are handed in.
BEEN: dict[str, set[str]] = {
    T.APPROVED: {T.REQUESTED}, T.COMMENTING: {T.APPROVED}, T.RESULT_APPROVED: {T.APPROVED}, T.AWARDED: {T.RESULT_APPROVED},
    T.CONCLUDED: {T.AWARDED}, T.FAILED: {T.APPROVED}, T.CANCELLED: {T.APPROVED},
}
BEEN_WITH_BIDS: dict[str, set[str]] = {
    T.INVITING: {T.APPROVED}, T.EVALUATING: {T.INVITING}, T.NEGOTIATING: {T.EVALUATING}, T.RESULT_APPROVED: {T.REPORTED}, T.FAILED: {T.INVITING},
}
#: Once here, never there again. What was public stays public; an opened envelope is not shut again.
NO_WAY_BACK: dict[str, set[str]] = {
    T.INVITING: FRONT | {T.INVITING}, T.EVALUATING: FRONT | {T.INVITING}, T.REPORTED: FRONT | {T.INVITING}, T.RESULT_APPROVED: FRONT | {T.INVITING},
    T.AWARDED: FRONT | {T.INVITING}, **{state: set(T) - {state} for state in FINAL},
}
#: Steps that are taken here alone: those that stay in the state, and those whose passage another step makes as well.
ONLY_IN: dict[str, set[str]] = {
    "republish_draft": {T.COMMENTING}, "call_for_new_prices": {T.NEGOTIATING}, "raise_budget": {T.EVALUATING}, "extend_committee_time": {T.EVALUATING, T.NEGOTIATING}, "follow_up": {T.FAILED, T.CANCELLED, T.CONCLUDED}, "approach_another": {T.NEGOTIATING}, "approach_supplier": {T.APPROVED}, "negotiate_price": {T.EVALUATING},
    "return_request": {T.REQUESTED}, "approve_request": {T.REQUESTED}, "revise_request": {T.APPROVED, T.READY}, "settle_comments": {T.COMMENTING},
    "open_bids": {T.INVITING}, "record_no_bid": {T.INVITING}, "record_offer": {T.NEGOTIATING}, "return_result": {T.REPORTED, T.RESULT_APPROVED},
    "redo_evaluation": {T.AWARDED}, "replace_winner": {T.AWARDED}, "next_supplier": {T.RESULT_APPROVED, T.AWARDED},
}
#: Ways of correction that every method keeps, and those that come with envelopes and with a standstill: from, to, by which step.
Ways = set[tuple[str, str, str]]
CORRECTIONS: Ways = {
    (T.REQUESTED, T.DRAFTING, "return_request"), (T.APPROVED, T.DRAFTING, "revise_request"), (T.CANCELLED, T.CANCELLED, "follow_up"),
    *((state, T.WITHDRAWN, "withdraw") for state in (T.DRAFTING, T.REQUESTED, T.APPROVED)),
    *((state, T.CANCELLED, "cancel") for state in (T.NEGOTIATING, T.RESULT_APPROVED, T.AWARDED)),
}
WITHOUT_BIDS: Ways = {
    (T.NEGOTIATING, T.APPROVED, "abandon_negotiation"), (T.RESULT_APPROVED, T.NEGOTIATING, "next_supplier"), (T.AWARDED, T.NEGOTIATING, "next_supplier"),
    (T.NEGOTIATING, T.NEGOTIATING, "approach_another"), (T.CONCLUDED, T.CONCLUDED, "follow_up"),
}
WITH_BIDS: Ways = {
    (T.READY, T.DRAFTING, "revise_request"), (T.COMMENTING, T.COMMENTING, "republish_draft"), (T.APPROVED, T.READY, "waive_comments"),
    (T.APPROVED, T.COMMENTING, "publish_draft"), (T.COMMENTING, T.READY, "settle_comments"), (T.INVITING, T.FAILED, "record_no_bid"),
    (T.EVALUATING, T.FAILED, "record_no_compliant_bid"), (T.NEGOTIATING, T.FAILED, "record_no_compliant_bid"), (T.FAILED, T.FAILED, "follow_up"),
    (T.EVALUATING, T.NEGOTIATING, "negotiate_price"), (T.NEGOTIATING, T.EVALUATING, "record_offer"), (T.NEGOTIATING, T.NEGOTIATING, "call_for_new_prices"),
    (T.EVALUATING, T.EVALUATING, "raise_budget"), (T.EVALUATING, T.EVALUATING, "extend_committee_time"), (T.NEGOTIATING, T.NEGOTIATING, "extend_committee_time"), (T.REPORTED, T.EVALUATING, "return_result"), (T.RESULT_APPROVED, T.EVALUATING, "return_result"),
    *((state, T.CANCELLED, "cancel") for state in PUBLIC - FINAL),
}
WITH_STANDSTILL: Ways = {(T.AWARDED, T.EVALUATING, "redo_evaluation"), (T.AWARDED, T.EVALUATING, "replace_winner")}
#: Whoever passes here meets at least these conditions.
GUARDED: dict[tuple[str, str], set[str]] = {
    (T.DRAFTING, T.REQUESTED): {"request_complete", "amount_not_above_method", "amount_above_minimum", "plan_line_or_exemption", "terms_finished", "reference_price_recorded", "committees_appointed", "committees_large_enough", "evaluators_do_not_accept", "within_plan"},
    (T.REQUESTED, T.APPROVED): {"not_requester", "has_authority", "committees_appointed", "committees_large_enough"},
    (T.COMMENTING, T.READY): {"comment_period_over", "comments_answered", "promised_changes_made", "terms_finished"}, (T.READY, T.INVITING): {"key_holders_ready"},
    (T.INVITING, T.EVALUATING): {"window_closed", "opening_wait_over", "opener_declared", "questions_answered", "keys_gathered", "some_bid"},
    (T.INVITING, T.FAILED): {"window_closed", "opening_wait_over", "keys_gathered", "no_bid"},
    (T.NEGOTIATING, T.RESULT_APPROVED): {"some_offer", "offer_within_approved", "amount_not_above_method", "offerer_not_banned", "supplier_verified"},
    (T.EVALUATING, T.REPORTED): {"evaluation_day_reached", "committee_in_time", "committee_complete", "quorum_met", "members_declared", "every_bid_judged", "winner_proposed", "negotiated_where_dear", "over_budget_reasoned", "single_bid_reasoned", "price_within_tolerance", "winner_not_banned"},
    (T.REPORTED, T.RESULT_APPROVED): {"has_authority", "evaluator_does_not_decide", "winner_not_banned"}, (T.RESULT_APPROVED, T.AWARDED): {"every_bid_has_reason", "winner_not_banned"},
    (T.AWARDED, T.EVALUATING): {"no_contract_signed", "reason_given"}, (T.AWARDED, T.CONCLUDED): {"lots_settled", "some_contract_signed"},
    **{(state, T.CANCELLED): {"no_contract_signed", "ground_of_s67", "reason_given"} for state in PUBLIC - FINAL},
}
#: A passage that asks this is closed for good once something was ordered.
ORDERED = frozenset({T.RESULT_APPROVED, T.AWARDED})
CLOSED_ONCE_ORDERED = "nothing_ordered_before"
#: Conditions that a step keeps wherever it leads.
NEEDS: dict[str, set[str]] = {
    **{name: {"reason_given"} for name in ("return_request", "revise_request", "withdraw", "abandon_negotiation", "waive_comments", "negotiate_price", "call_for_new_prices", "return_result")},
    "raise_budget": {"price_above_budget", "has_authority", "budget_is_higher", "reason_given"}, "extend_committee_time": {"day_is_later", "reason_given"}, "republish_draft": {"comment_period_over", "terms_finished"}, "redo_evaluation": {"appeal_accepted"}, "replace_winner": {"no_open_appeal"},
    **{name: {"supplier_chosen", "suppliers_verified", "suppliers_not_banned", "sme_first"} for name in ("approach_supplier", "approach_another")},
    "next_supplier": {"no_contract_signed", "reason_given"}, "follow_up": {"ended_without_result", "not_followed"},
    "record_no_compliant_bid": {"every_bid_judged", "no_acceptable_bid", "no_contract_signed", "reason_given"},
}
#: By whose hand a passage is never made.
NOT_BY: dict[tuple[str, str], set[str]] = {
    (T.REQUESTED, T.APPROVED): {D.OFFICER, D.COMMITTEE_CHAIR, D.COMMITTEE_MEMBER, D.SYSTEM}, (T.REPORTED, T.RESULT_APPROVED): {D.OFFICER, D.COMMITTEE_CHAIR, D.COMMITTEE_MEMBER, D.SYSTEM},
    (T.INVITING, T.EVALUATING): {D.SYSTEM}, (T.EVALUATING, T.REPORTED): {D.OFFICER, D.APPROVER, D.HEAD_OF_AGENCY, D.SYSTEM},
    **{(state, T.CANCELLED): {D.OFFICER, D.HEAD_OFFICER, D.SYSTEM} for state in PUBLIC - FINAL},
}
#: The small machines: which state is entered from which alone, and what guards the passages that matter.
SMALL_ONLY_FROM: dict[str, dict[str, set[str]]] = {
    "lot": {L.PROPOSED: {L.OPEN}, L.AWARDED: {L.PROPOSED}, L.CONTRACTED: {L.AWARDED}, L.OPEN: {L.PROPOSED, L.AWARDED}, L.FAILED: {L.OPEN, L.PROPOSED}, L.CANCELLED: {L.OPEN, L.PROPOSED, L.AWARDED}},
    "bid": {B.DRAFT: set(), B.SEALED: {B.DRAFT}, B.OPENED: {B.SEALED, B.COMPLIANT, B.REJECTED}, B.COMPLIANT: {B.OPENED}, B.REJECTED: {B.OPENED}, B.UNOPENED: {B.SEALED}},
    "appeal": {A.FILED: set(), A.AGENCY_REVIEW: {A.FILED}, A.INADMISSIBLE: {A.FILED}, A.AGREED: {A.AGENCY_REVIEW}, A.IN_COMMITTEE: {A.AGENCY_REVIEW}, **{state: {A.IN_COMMITTEE} for state in (A.UPHELD, A.DISMISSED, A.LAPSED)}, A.WITHDRAWN: {A.FILED, A.AGENCY_REVIEW, A.IN_COMMITTEE}},
}
SMALL_GUARDED: dict[str, dict[tuple[str, str], set[str]]] = {
    "lot": {(L.AWARDED, L.CONTRACTED): {"award_announced", "standstill_over", "lot_without_open_appeal", "lot_without_accepted_appeal", "lot_winner_not_banned", "guarantee_given"}},
    "bid": {(B.DRAFT, B.SEALED): {"within_bid_window", "tender_is_inviting", "bids_once", "company_is_verified", "terms_accepted", "bidder_not_banned"}, (B.OPENED, B.COMPLIANT): {"evaluation_day_reached", "member_declared", "checks_recorded", "checks_passed"}, (B.OPENED, B.REJECTED): {"evaluation_day_reached", "member_declared", "reason_given"}},
    "appeal": {(A.IN_COMMITTEE, A.LAPSED): {"committee_time_over"}},
}
# fmt: on


class StepLike(Protocol):
    """The part of a step that is judged here."""

    @property
    def sources(self) -> tuple[str, ...]: ...
    @property
    def target(self) -> str | None: ...
    @property
    def by(self) -> tuple[Any, ...]: ...
    @property
    def when(self) -> tuple[Any, ...]: ...
    @property
    def given(self) -> tuple[Any, ...]: ...


class MethodLike(Protocol):
    """The part of a method that is judged here."""

    @property
    def steps(self) -> frozenset[str]: ...
    @property
    def invites_bids(self) -> bool: ...
    @property
    def has_standstill(self) -> bool: ...


Move = tuple[str, str, str, StepLike]


def of_method(steps: Mapping[str, StepLike], method: MethodLike, initial: str = T.DRAFTING) -> list[str]:
    """Every breach by a method with these steps of the tender's machine, as sentences; empty where there is none."""
    moves = [move for move in _moves(steps) if move[2] in method.steps]
    found = [f"{name} stays in {source}" for source, target, name, _ in moves if source == target and name not in ONLY_IN]
    found += [f"{name} may be taken in {source}" for source, _, name, _ in moves if source not in ONLY_IN.get(name, {source})]
    found += _entries((move for move in moves if move[0] != move[1]), ONLY_FROM)
    found += _guards(moves, GUARDED)
    found += [f"{name} asks no {code}" for name in method.steps & NEEDS.keys() for code in sorted(NEEDS[name] - _codes(steps[name]))]
    found += [] if T.CONCLUDED in _reach(moves, initial) else ["the purchase never comes to its end"]
    found += [
        f"{name} leads from {a} to {b} by {duty}" for a, b, name, step in moves for duty in step.by if duty in NOT_BY.get((a, b), set())
    ]
    for been in (BEEN, BEEN_WITH_BIDS) if method.invites_bids else (BEEN,):
        for here, passed in been.items():
            found += [f"{here} is reached past {there}" for there in sorted(passed) if here in _reach(moves, initial, without=there)]
    for here, gone in NO_WAY_BACK.items():
        if here in _reach(moves, initial):
            after = [move for move in moves if here not in ORDERED or CLOSED_ONCE_ORDERED not in _codes(move[3])]
            found += [
                f"from {here} the purchase can be {there} again" for there in sorted(gone & _reach(after, here, counting_start=False))
            ]
    wanted = CORRECTIONS | (WITH_BIDS if method.invites_bids else WITHOUT_BIDS) | (WITH_STANDSTILL if method.has_standstill else set())
    have = {(source, target, name) for source, target, name, _ in moves}
    return found + [f"{name} no longer leads from {source} to {target}" for source, target, name in sorted(wanted - have)]


def of_small(kind: str, steps: Mapping[str, StepLike]) -> list[str]:
    """Every breach by the machine of a lot, bid or appeal."""
    moves = _moves(steps)
    return _entries((move for move in moves if move[0] != move[1]), SMALL_ONLY_FROM[kind]) + _guards(moves, SMALL_GUARDED[kind])


def _codes(step: StepLike) -> set[str]:
    return {rule.code for rule in (*step.when, *step.given)}


def _moves(steps: Mapping[str, StepLike]) -> list[Move]:
    return [(str(source), str(step.target or source), name, step) for name, step in steps.items() for source in step.sources]


def _entries(moves: Iterable[Move], only_from: Mapping[str, set[str]]) -> list[str]:
    return [f"{name} enters {target} from {source}" for source, target, name, _ in moves if source not in only_from.get(target, set())]


def _guards(moves: Iterable[Move], guarded: Mapping[tuple[str, str], set[str]]) -> list[str]:
    return list(_unguarded(moves, guarded))


def _unguarded(moves: Iterable[Move], guarded: Mapping[tuple[str, str], set[str]]) -> Iterator[str]:
    for source, target, name, step in moves:
        for code in sorted(guarded.get((source, target), set()) - _codes(step)):
            yield f"{name} leads from {source} to {target} without {code}"


def _reach(moves: list[Move], start: str, *, without: str | None = None, counting_start: bool = True) -> set[str]:
    """States that can be reached from `start` without passing `without`."""
    seen: set[str] = {start} if counting_start and start != without else set()
    todo = [start] if start != without else []
    while todo:
        here = todo.pop()
        for source, target, _, _ in moves:
            if source == here and target != source and target != without and target not in seen:
                seen.add(target)
                todo.append(target)
    return seen
