"""The lawful life of a purchase, one row per step: from what, to what, who, on which basis, recorded as what, when.

This file is meant to be read beside the law by people who are not programmers. What a method may do is listed in
`methods.py`; what a condition means stands in `rules.py`; the numbers are dated rule values, frozen per purchase.
A step that leads to another state is another step; SAME marks a step that records something and leaves the state.
"""

from marketplace.accounts.duty import Duty as D
from marketplace.law import clauses as c
from marketplace.procedure import SAME, Machine, step
from tenders import effects as fx
from tenders import events as e
from tenders import rules as r
from tenders import rules_of_committees as rc
from tenders.states import A, B, L, P, Q, S, T

OFFICERS = (D.OFFICER, D.HEAD_OFFICER)
ORDERERS = (D.APPROVER,)
COMMITTEE = (D.COMMITTEE_CHAIR,)
BEFORE_SIGNING = (T.COMMENTING, T.READY, T.INVITING, T.EVALUATING, T.NEGOTIATING, T.REPORTED, T.RESULT_APPROVED, T.AWARDED)


# fmt: off
class TenderMachine(Machine):
    """One purchase, from the need to the signed contract."""

    # --- request (cl. 21-24)
    submit_request = step(T.DRAFTING, T.REQUESTED, OFFICERS, c.REG_22, e.RequestSubmitted, when=[r.request_complete, r.amount_not_above_method, r.amount_above_minimum, r.amount_within_platform, r.plan_line_or_exemption, r.within_plan, r.terms_finished, r.reference_price_recorded, r.committees_appointed, r.committees_large_enough, r.evaluators_do_not_accept], sets=fx.requested)
    return_request = step(T.REQUESTED, T.DRAFTING, (D.APPROVER, D.HEAD_OF_AGENCY), c.REG_22, e.RequestReturned, given=[r.reason_given])
    approve_request = step(T.REQUESTED, T.APPROVED, (D.APPROVER, D.HEAD_OF_AGENCY), c.REG_24, e.RequestApproved, when=[r.not_requester, r.has_authority, r.not_on_both_sides, r.committees_appointed, r.committees_large_enough], sets=fx.approved)
    revise_request = step((T.APPROVED, T.READY), T.DRAFTING, OFFICERS, c.REG_22, e.RequestRevised, given=[r.reason_given], sets=fx.thawed)
    withdraw = step((T.DRAFTING, T.REQUESTED, T.APPROVED), T.WITHDRAWN, OFFICERS, c.REG_22, e.PurchaseWithdrawn, given=[r.reason_given])

    # --- comments on the draft (cl. 45-47)
    publish_draft = step(T.APPROVED, T.COMMENTING, D.HEAD_OFFICER, (c.REG_45, c.REG_46), e.DraftPublished, when=[r.comment_round_chosen])
    republish_draft = step(T.COMMENTING, SAME, D.HEAD_OFFICER, (c.REG_46, c.REG_47), e.DraftPublished, when=[r.comment_period_over, r.terms_finished])
    settle_comments = step(T.COMMENTING, T.READY, D.HEAD_OF_AGENCY, c.REG_47, e.CommentsSettled, when=[r.comment_period_over, r.comments_answered, r.promised_changes_made, r.terms_finished, r.changed_draft_was_republished])
    waive_comments = step(T.APPROVED, T.READY, D.HEAD_OF_AGENCY, c.REG_45, e.CommentsSettled, when=[r.no_comment_round_due], given=[r.reason_given])

    # --- invitation and opening (cl. 48-55)
    publish_invitation = step(T.READY, T.INVITING, D.HEAD_OFFICER, (c.REG_48, c.REG_51), e.InvitationPublished, when=[r.key_holders_ready])
    open_bids = step(T.INVITING, T.EVALUATING, (D.HEAD_OFFICER, D.COMMITTEE_CHAIR), c.REG_55, e.BidsOpened, when=[r.window_closed, r.opening_wait_over, r.opener_declared, r.questions_answered, r.keys_gathered, r.comptroller_share_if_demanded, r.some_bid])
    record_no_bid = step(T.INVITING, T.FAILED, D.HEAD_OFFICER, c.REG_56, e.NoBidRecorded, when=[r.window_closed, r.opening_wait_over, r.keys_gathered, r.no_bid])

    # --- specific method (cl. 79)
    approach_supplier = step(T.APPROVED, T.NEGOTIATING, OFFICERS, (c.REG_79, c.CIRC_SMEFIRST), e.SupplierApproached, given=[r.supplier_chosen, r.suppliers_on_the_list, r.suppliers_verified, r.suppliers_not_banned, r.sme_first])
    abandon_negotiation = step(T.NEGOTIATING, T.APPROVED, OFFICERS, c.REG_79, e.NegotiationGivenUp, when=[r.nothing_ordered_before], given=[r.reason_given])
    approach_another = step(T.NEGOTIATING, SAME, OFFICERS, (c.REG_79, c.CIRC_SMEFIRST), e.SupplierApproached, given=[r.supplier_chosen, r.suppliers_on_the_list, r.suppliers_verified, r.suppliers_not_banned, r.sme_first])
    next_supplier = step((T.RESULT_APPROVED, T.AWARDED), T.NEGOTIATING, (D.HEAD_OFFICER, D.HEAD_OF_AGENCY), (c.REG_79, c.ACT_109_1), e.NextSupplierSought, when=[r.no_contract_signed], given=[r.reason_given], sets=fx.order_undone)
    accept_offer = step(T.NEGOTIATING, T.RESULT_APPROVED, D.HEAD_OFFICER, c.REG_79, e.OfferAccepted, when=[r.some_offer, r.offer_within_approved, r.amount_not_above_method, r.offerer_not_banned, r.supplier_verified, r.not_on_both_sides])

    # --- price above the budget (cl. 57-58)
    negotiate_price = step(T.EVALUATING, T.NEGOTIATING, COMMITTEE, c.REG_57, e.NegotiationOpened, when=[r.evaluation_day_reached, rc.committee_complete, r.every_bid_judged, r.price_above_budget], given=[r.reason_given])
    call_for_new_prices = step(T.NEGOTIATING, SAME, COMMITTEE, c.REG_58, e.NewPricesCalled, given=[r.reason_given])
    record_offer = step(T.NEGOTIATING, T.EVALUATING, COMMITTEE, (c.REG_57, c.REG_58), e.OfferRecorded, when=[r.some_offer])
    raise_budget = step(T.EVALUATING, SAME, ORDERERS, c.REG_58, e.BudgetRaised, when=[r.price_above_budget, r.has_authority], given=[r.budget_is_higher, r.reason_given], sets=fx.budget)

    # --- result (cl. 55-59, 84-86; s. 66)
    extend_committee_time = step((T.EVALUATING, T.NEGOTIATING), SAME, D.HEAD_OF_AGENCY, c.REG_25, e.CommitteeTimeExtended, given=[r.day_is_later, r.reason_given])
    submit_result = step(T.EVALUATING, T.REPORTED, COMMITTEE, (c.REG_55, c.REG_59), e.ResultSubmitted, when=[r.evaluation_day_reached, r.committee_in_time, rc.committee_complete, r.members_declared, r.every_bid_judged, r.winner_proposed, r.negotiated_where_dear, r.price_within_tolerance, r.winner_not_banned], given=[rc.quorum_met, r.single_bid_reasoned, r.over_budget_reasoned], sets=fx.reported)
    return_result = step((T.REPORTED, T.RESULT_APPROVED), T.EVALUATING, (D.APPROVER, D.HEAD_OF_AGENCY), c.REG_59, e.ResultReturned, given=[r.reason_given])
    approve_result = step(T.REPORTED, T.RESULT_APPROVED, ORDERERS, c.REG_84, e.ResultApproved, when=[r.has_authority, r.evaluator_does_not_decide, r.winner_not_banned, r.not_on_both_sides], sets=fx.result_approved)
    record_no_compliant_bid = step((T.EVALUATING, T.NEGOTIATING), T.FAILED, (D.APPROVER, D.HEAD_OF_AGENCY), (c.REG_56, c.REG_58), e.NoCompliantBidRecorded, when=[r.every_bid_judged, r.no_acceptable_bid, r.no_contract_signed], given=[r.reason_given])
    announce_award = step(T.RESULT_APPROVED, T.AWARDED, D.HEAD_OFFICER, (c.ACT_66, c.REG_42, c.REG_81), e.AwardAnnounced, when=[r.every_bid_has_reason, r.winner_not_banned])
    redo_evaluation = step(T.AWARDED, T.EVALUATING, (D.APPROVER, D.HEAD_OF_AGENCY), (c.ACT_118, c.ACT_119), e.EvaluationRedone, when=[r.appeal_accepted, r.no_contract_signed], given=[r.reason_given], sets=fx.award_undone)
    replace_winner = step(T.AWARDED, T.EVALUATING, (D.APPROVER, D.HEAD_OF_AGENCY), c.ACT_109, e.WinnerReplaced, when=[r.no_open_appeal, r.no_contract_signed], given=[r.reason_given], sets=fx.award_undone)
    conclude = step(T.AWARDED, T.CONCLUDED, (D.HEAD_OF_AGENCY, D.HEAD_OFFICER, D.APPROVER, D.SYSTEM), c.ACT_66, e.PurchaseConcluded, when=[r.lots_settled, r.some_contract_signed])
    cancel = step(BEFORE_SIGNING, T.CANCELLED, (D.APPROVER, D.HEAD_OF_AGENCY), c.ACT_67, e.PurchaseCancelled, when=[r.no_contract_signed], given=[r.ground_of_s67, r.reason_given], sets=fx.cancelled)
    follow_up = step((T.FAILED, T.CANCELLED, T.CONCLUDED), SAME, OFFICERS, c.HOUSE_FOLLOW_UP, e.PurchaseFollowed, when=[r.ended_without_result, r.not_followed])


class LotMachine(Machine):
    """What is awarded and signed. A tender has at least one lot from the start."""

    propose = step(L.OPEN, L.PROPOSED, (D.COMMITTEE_CHAIR, D.HEAD_OFFICER), (c.REG_55, c.REG_79), e.WinnerProposed, sets=fx.proposed)
    award = step(L.PROPOSED, L.AWARDED, (D.APPROVER, D.HEAD_OFFICER), (c.REG_84, c.REG_79), e.LotAwarded)
    reopen = step((L.PROPOSED, L.AWARDED), L.OPEN, (D.COMMITTEE_CHAIR, D.APPROVER, D.HEAD_OF_AGENCY, D.HEAD_OFFICER), (c.REG_59, c.ACT_118, c.REG_79), e.LotReopened, sets=fx.reopened)
    sign = step(L.AWARDED, L.CONTRACTED, (D.HEAD_OF_AGENCY, D.HEAD_OFFICER, D.APPROVER), (c.ACT_66, c.REG_161), e.LotContracted, when=[r.award_announced, r.standstill_over, r.lot_without_open_appeal, r.lot_without_accepted_appeal, r.lot_winner_not_banned, r.guarantee_given], sets=fx.contracted)
    fail = step((L.OPEN, L.PROPOSED), L.FAILED, (D.APPROVER, D.HEAD_OF_AGENCY, D.HEAD_OFFICER), c.REG_56, e.LotClosedWithoutWinner)
    cancel = step((L.OPEN, L.PROPOSED, L.AWARDED), L.CANCELLED, (D.APPROVER, D.HEAD_OF_AGENCY), c.ACT_67, e.LotClosedWithoutWinner)


class BidMachine(Machine):
    """One bid of one company. It is sealed in the request that brings the price, and opened with all others or never."""

    seal = step(B.DRAFT, B.SEALED, D.BIDDER, (c.REG_54, c.HOUSE_PRICE_TYPED_LAST), e.BidSealed, when=[r.tender_is_inviting, r.company_is_verified, r.company_in_egp, r.terms_accepted, r.bidder_not_banned, r.bidder_not_of_agency, r.bids_once, r.within_bid_window, r.bid_documents_complete])
    open = step(B.SEALED, B.OPENED, (D.HEAD_OFFICER, D.COMMITTEE_CHAIR), c.REG_55, e.BidOpened)
    find_compliant = step(B.OPENED, B.COMPLIANT, COMMITTEE, c.REG_55, e.BidFoundCompliant, when=[r.tender_is_evaluating, r.member_declared, r.evaluation_day_reached, r.checks_recorded, r.checks_passed])
    reject = step(B.OPENED, B.REJECTED, COMMITTEE, (c.REG_55, c.ACT_64), e.BidRejected, when=[r.tender_is_evaluating, r.member_declared, r.evaluation_day_reached], given=[r.reason_given], sets=fx.outcome)
    reconsider = step((B.COMPLIANT, B.REJECTED), B.OPENED, COMMITTEE, (c.REG_55, c.ACT_118), e.BidReconsidered, when=[r.tender_is_evaluating, r.member_declared], given=[r.reason_given])
    leave_unopened = step(B.SEALED, B.UNOPENED, (D.APPROVER, D.HEAD_OF_AGENCY), (c.ACT_67, c.HOUSE_SEALED_UNTIL_OPENING), e.BidLeftUnopened)


class AppealMachine(Machine):
    """An appeal against an award: to the agency first, then to the Appeals Committee (s. 114-119)."""

    admit = step(A.FILED, A.AGENCY_REVIEW, OFFICERS, (c.ACT_117, c.ACT_118), e.AppealAdmitted, sets=fx.appeal_admitted)
    refuse_admission = step(A.FILED, A.INADMISSIBLE, (D.HEAD_OFFICER, D.HEAD_OF_AGENCY), (c.ACT_115, c.MR_APPEAL), e.AppealNotAdmitted, given=[r.ground_of_inadmissibility, r.reason_given], sets=fx.appeal_decided)
    agree = step(A.AGENCY_REVIEW, A.AGREED, D.HEAD_OF_AGENCY, c.ACT_118, e.AppealAgreed, given=[r.reason_given], sets=fx.appeal_decided)
    forward = step(A.AGENCY_REVIEW, A.IN_COMMITTEE, D.HEAD_OF_AGENCY, c.ACT_118, e.AppealForwarded, given=[r.reason_given], sets=fx.appeal_forwarded)
    extend = step(A.IN_COMMITTEE, SAME, D.APPEALS, c.ACT_119, e.AppealExtended, when=[r.extension_left], given=[r.reason_given], sets=fx.appeal_extended)
    uphold = step(A.IN_COMMITTEE, A.UPHELD, D.APPEALS, c.ACT_119, e.AppealUpheld, given=[r.reason_given], sets=fx.appeal_decided)
    dismiss = step(A.IN_COMMITTEE, A.DISMISSED, D.APPEALS, c.ACT_119, e.AppealDismissed, given=[r.reason_given], sets=fx.appeal_decided)
    lapse = step(A.IN_COMMITTEE, A.LAPSED, (D.SYSTEM, D.APPEALS), c.ACT_119, e.AppealLapsed, when=[r.committee_time_over])
    withdraw = step((A.FILED, A.AGENCY_REVIEW, A.IN_COMMITTEE), A.WITHDRAWN, D.TENDERER, c.ACT_116, e.AppealWithdrawn)


class SeatMachine(Machine):
    """One person's seat in a committee: no access before the declaration."""

    declare = step(S.APPOINTED, S.SWORN, (D.COMMITTEE_CHAIR, D.COMMITTEE_MEMBER, D.ACCEPTOR, D.TOR_PERSON), (c.ACT_13, c.REG_27), e.ConflictDeclared, when=[r.own_seat], given=[r.declaration_confirmed], sets=fx.sworn)
    replace = step((S.APPOINTED, S.SWORN, S.RECUSED), S.REPLACED, (D.HEAD_OF_AGENCY, D.APPROVER), (c.REG_25, c.REG_26), e.MemberReplaced, when=[rc.seat_still_needed, rc.key_may_pass_on], given=[r.reason_given, rc.replacement_ordered, rc.successor_fits, rc.successor_on_one_side, rc.successor_has_key])
    recuse = step((S.APPOINTED, S.SWORN), S.RECUSED, (D.COMMITTEE_CHAIR, D.COMMITTEE_MEMBER, D.ACCEPTOR, D.TOR_PERSON), c.ACT_13, e.MemberRecused, when=[r.own_seat], given=[r.reason_given])


class QuestionMachine(Machine):
    """A question about the bidding documents: answered for everybody, in time (cl. 52)."""

    leave_unanswered = step(Q.ASKED, Q.NOT_ANSWERED, D.HEAD_OFFICER, c.HOUSE_QUESTIONS_ANSWERED, e.QuestionNotAnswered, when=[r.question_tender_inviting], given=[r.reason_given], sets=fx.not_answered)
    answer_question = step(Q.ASKED, Q.ANSWERED, OFFICERS, c.REG_52, e.QuestionAnswered, when=[r.question_tender_inviting, r.answer_in_time], given=[r.answer_written], sets=fx.answered)


class PlanMachine(Machine):
    """One line of the annual plan (s. 11)."""

    publish = step(P.DRAFTED, P.PUBLISHED, D.HEAD_OF_AGENCY, (c.ACT_11, c.REG_11), e.PlanLinePublished, sets=fx.plan_published)
    close = step((P.DRAFTED, P.PUBLISHED), P.CLOSED, (D.HEAD_OFFICER, D.HEAD_OF_AGENCY), (c.ACT_11, c.REG_13), e.PlanLineClosed, when=[r.plan_line_unused], given=[r.reason_given])
# fmt: on
