"""When a step of a purchase is lawful. Pure: each rule sees one frozen object of facts and nothing else.

A rule carries the sentence and the basis of its refusal: a clause, or a house rule that is called one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.law import clauses as c
from marketplace.law.grounds import INADMISSIBLE
from marketplace.law.limits import within_tolerance
from marketplace.procedure import Satang, rule
from tenders.facts import AppealFacts, BidFacts, LotFacts, PlanFacts, QuestionFacts, SeatFacts, TenderFacts
from tenders.states import T

Verdict = bool | Mapping[str, Any]


def _listed(items: tuple[str, ...]) -> Verdict:
    return True if not items else {"items": ", ".join(str(item) for item in items)}


# ------------------------------------------------------------------ reasons
@rule(c.HOUSE_REASON, _("A reason is needed."), remedy=_("Write in a few words why."))
def reason_given(f: Any) -> Verdict:
    return bool(str(f.inputs.get("reason", "")).strip())


# ------------------------------------------------------------------ request
@rule(c.REG_22, _("The request report is not complete: %(items)s."), remedy=_("Fill in the parts that are still open."))
def request_complete(f: TenderFacts) -> Verdict:
    return _listed(f.missing_items)


@rule(
    c.ACT_56_2_B,
    _("This method is for at most %(limit)s baht; the budget is %(budget)s baht."),
    remedy=_("Choose the method for this amount."),
    only_where=lambda method: bool(method.up_to),
)
def amount_not_above_method(f: TenderFacts) -> Verdict:
    limit = f.rulebook.money(f.method.up_to)
    return True if f.budget_satang <= limit else {"limit": Satang(limit), "budget": Satang(f.budget_satang)}


@rule(
    c.HOUSE_METHOD_NOT_READY,
    _("The platform offers this method up to %(limit)s baht; the budget is %(budget)s baht."),
    remedy=_("Run the purchase in e-GP until the platform offers the method for this amount."),
    only_where=lambda method: bool(method.platform_up_to),
)
def amount_within_platform(f: TenderFacts) -> Verdict:
    limit = f.rulebook.money(f.method.platform_up_to)
    return True if f.budget_satang <= limit else {"limit": Satang(limit), "budget": Satang(f.budget_satang)}


@rule(
    c.REG_31,
    _("This method is for more than %(limit)s baht; the budget is %(budget)s baht."),
    remedy=_("Choose the method for this amount."),
    only_where=lambda method: bool(method.above),
)
def amount_above_minimum(f: TenderFacts) -> Verdict:
    limit = f.rulebook.money(f.method.above)
    return True if f.budget_satang > limit else {"limit": Satang(limit), "budget": Satang(f.budget_satang)}


@rule(
    c.ACT_11,
    _("The purchase has no published line in the annual plan."),
    remedy=_("Publish the plan line first, then choose it here."),
    only_where=lambda method: method.needs_plan_line,
)
def plan_line_or_exemption(f: TenderFacts) -> Verdict:
    return f.plan_exempt or f.plan_published


@rule(
    c.REG_13,
    _("The budget is above the plan line's %(planned)s baht."),
    remedy=_("Change the plan with a reasoned report, or lower the budget."),
    only_where=lambda method: method.needs_plan_line,
)
def within_plan(f: TenderFacts) -> Verdict:
    if f.plan_exempt or f.plan_budget_satang is None or f.budget_satang <= f.plan_budget_satang:
        return True
    return {"planned": Satang(f.plan_budget_satang)}


@rule(c.REG_21, _("The terms of reference are not finished."), remedy=_("The appointed persons finish them first."))
def terms_finished(f: TenderFacts) -> Verdict:
    return f.tor_finished


@rule(c.ACT_4, _("The reference price is not recorded."), remedy=_("Record it with its source, in the order of section 4."))
def reference_price_recorded(f: TenderFacts) -> Verdict:
    return f.reference_price_satang is not None or not f.method.needs_reference_price


@rule(c.REG_25, _("Not yet appointed: %(items)s."), remedy=_("Appoint them by order, with a time limit."))
def committees_appointed(f: TenderFacts) -> Verdict:
    return _listed(f.committees_missing)


@rule(c.REG_26, _("A committee needs a chair and at least two members: %(items)s."), remedy=_("Appoint more members."))
def committees_large_enough(f: TenderFacts) -> Verdict:
    return _listed(f.committee_too_small)


@rule(
    c.REG_26,
    _("Who evaluates must not accept the work: %(items)s."),
    remedy=_("Appoint other persons to one of the committees."),
    only_where=lambda method: "evaluation" in method.committees,
)
def evaluators_do_not_accept(f: TenderFacts) -> Verdict:
    return _listed(f.evaluators_who_accept)


@rule(
    c.HOUSE_REQUESTER_NOT_APPROVER, _("Who submitted the request cannot approve it."), remedy=_("Another person with authority approves.")
)
def not_requester(f: TenderFacts) -> Verdict:
    return f.actor.ref != f.requester


#: Ordering power by family of methods.
POWER = {"general": c.REG_84, "selection": c.REG_85, "specific": c.REG_86}


@rule(
    c.REG_84,
    _("You have no power to order %(amount)s baht by this method."),
    remedy=_("The head of agency, a delegate within the limit, or the authority one level up approves."),
    basis_for=lambda method: POWER[method.family],
)
def has_authority(f: TenderFacts) -> Verdict:
    return True if f.own_authority else {"amount": Satang(f.amount_satang)}


# ------------------------------------------------------------------ comments
@rule(c.REG_45, _("A round of comments must be held for this budget or was chosen."), remedy=_("Publish the draft for comments."))
def no_comment_round_due(f: TenderFacts) -> Verdict:
    return not f.comment_round


@rule(c.REG_45, _("No round of comments was chosen for this purchase."), remedy=_("Go on to the invitation."))
def comment_round_chosen(f: TenderFacts) -> Verdict:
    return f.comment_round


@rule(c.REG_46, _("Comments are taken until %(until)s."), remedy=_("Wait until that day is over."))
def comment_period_over(f: TenderFacts) -> Verdict:
    return True if f.comments_until is not None and f.today > f.comments_until else {"until": f.comments_until}


@rule(c.REG_47, _("Comments without an answer: %(count)s."), remedy=_("Answer every commenter in writing."))
def comments_answered(f: TenderFacts) -> Verdict:
    return True if not f.comments_unanswered else {"count": f.comments_unanswered}


@rule(c.REG_47, _("The draft was changed after it was published for comments."), remedy=_("Publish the changed draft for comments again."))
def changed_draft_was_republished(f: TenderFacts) -> Verdict:
    return not f.draft_changed_since_round


@rule(
    c.REG_47,
    _("Commenters were told that the draft changes, and it has not been changed since: %(count)s."),
    remedy=_("Change the terms and publish the draft again, or correct the answer."),
)
def promised_changes_made(f: TenderFacts) -> Verdict:
    return True if not f.changes_promised else {"count": f.changes_promised}


# ------------------------------------------------------------------ invitation and opening
@rule(
    c.HOUSE_KEY_SHARES,
    _("Key holders who are ready: %(ready)s of 3."),
    remedy=_("The chair, the head officer and the comptroller's key officer each make a personal key."),
)
def key_holders_ready(f: TenderFacts) -> Verdict:
    return True if f.holders_ready >= 3 else {"ready": f.holders_ready}


@rule(
    c.HOUSE_CONFLICT_DECLARATION,
    _("Not yet declared free of conflict: %(items)s."),
    remedy=_("Each member declares before the first access."),
)
def members_declared(f: TenderFacts) -> Verdict:
    return _listed(f.unsworn)


@rule(
    c.HOUSE_CONFLICT_DECLARATION,
    _("Declare first that you have no interest in the bidders."),
    remedy=_("Open the declaration on the page of the purchase."),
)
def opener_declared(f: TenderFacts) -> Verdict:
    return not f.own_seat_unsworn


@rule(c.REG_54, _("Bids are taken until %(until)s."), remedy=_("Wait until the window is closed."))
def window_closed(f: TenderFacts) -> Verdict:
    if f.bid_closes_at is None:
        return {"until": "-"}
    return True if f.now > f.bid_closes_at else {"until": f.bid_closes_at}


@rule(
    c.HOUSE_OPENING_WAITS,
    _("Opening is possible from %(moment)s, when every bid made in time is surely recorded."),
    remedy=_("Wait a moment."),
)
def opening_wait_over(f: TenderFacts) -> Verdict:
    if f.opening_from is None:
        return {"moment": "-"}
    return True if f.now >= f.opening_from else {"moment": f.opening_from}


@rule(
    c.HOUSE_QUESTIONS_ANSWERED,
    _("Questions without a published answer: %(count)s."),
    remedy=_("Answer each in time; where the time is over, record why it is not answered."),
)
def questions_answered(f: TenderFacts) -> Verdict:
    return True if not f.questions_unanswered else {"count": f.questions_unanswered}


@rule(c.HOUSE_KEY_SHARES, _("Key shares handed in: %(given)s of %(needed)s."), remedy=_("Ask the other holders to hand in theirs."))
def keys_gathered(f: TenderFacts) -> Verdict:
    return True if f.shares_given >= f.shares_needed else {"given": f.shares_given, "needed": f.shares_needed}


@rule(
    c.HOUSE_KEY_COMPTROLLER, _("The comptroller's key share is demanded for this purchase."), remedy=_("Ask the comptroller's key officer.")
)
def comptroller_share_if_demanded(f: TenderFacts) -> Verdict:
    return f.comptroller_gave or not f.comptroller_demanded


@rule(c.REG_56, _("Nobody has bid."), remedy=_("Record that nobody bid."), secret=True)
def some_bid(f: TenderFacts) -> Verdict:
    return f.sealed.bids > 0


@rule(c.REG_55, _("There are bids to open."), remedy=_("Open them."), secret=True)
def no_bid(f: TenderFacts) -> Verdict:
    return f.sealed.bids == 0


# ------------------------------------------------------------------ evaluation and result
@rule(c.REG_55, _("Evaluation begins on %(day)s, the working day after the bid day."), remedy=_("Wait until that day."))
def evaluation_day_reached(f: TenderFacts | BidFacts) -> Verdict:
    return True if f.evaluation_from is None or f.today >= f.evaluation_from else {"day": f.evaluation_from}


@rule(c.REG_55, _("Bids not yet judged: %(count)s."), remedy=_("Judge every bid."))
def every_bid_judged(f: TenderFacts) -> Verdict:
    return True if not f.sealed.unjudged else {"count": f.sealed.unjudged}


@rule(
    c.REG_25,
    _("The committee's time ended on %(due)s."),
    remedy=_("Report the delay; the head of agency gives a later day with a reason."),
)
def committee_in_time(f: TenderFacts) -> Verdict:
    return True if f.committee_due_on is None or f.today <= f.committee_due_on else {"due": f.committee_due_on}


@rule(c.REG_25, _("The new last day must lie after %(due)s and after today."), remedy=_("Choose a later day."))
def day_is_later(f: TenderFacts) -> Verdict:
    day = f.inputs.get("due_on")
    later = day is not None and day > f.today and (f.committee_due_on is None or day > f.committee_due_on)
    return True if later else {"due": f.committee_due_on or f.today}


@rule(
    c.HOUSE_EVALUATOR_INDEPENDENT,
    _("You sit on the committee that evaluates this purchase: you cannot decide on its result."),
    remedy=_("Another person with the power to order decides."),
)
def evaluator_does_not_decide(f: TenderFacts) -> Verdict:
    return not f.sits_in_evaluation


@rule(c.REG_55, _("No winner is proposed."), remedy=_("Propose the winner from the ranking."))
def winner_proposed(f: TenderFacts) -> Verdict:
    return f.proposed


@rule(
    c.REG_56,
    _("Only one bid complies: a reason for going on is needed."),
    remedy=_("Write why the single bid is accepted, or propose to cancel."),
)
def single_bid_reasoned(f: TenderFacts) -> Verdict:
    return f.sealed.compliant != 1 or bool(str(f.inputs.get("single_reason", "")).strip())


@rule(
    c.REG_57,
    _("The proposed price is above the budget of %(budget)s baht by more than can be accepted."),
    remedy=_("Negotiate, ask for new prices, ask for more budget, or end the purchase."),
)
def price_within_tolerance(f: TenderFacts) -> Verdict:
    if f.proposed_satang is None:
        return True
    fits = within_tolerance(f.proposed_satang, f.budget_satang, f.rulebook.percent("P.OVERBUDGET"))
    return True if fits else {"budget": Satang(f.budget_satang)}


@rule(
    c.REG_57,
    _("The price is above the budget: a reason why it is still appropriate is needed."),
    remedy=_("Write the reason, or negotiate first."),
)
def over_budget_reasoned(f: TenderFacts) -> Verdict:
    if f.proposed_satang is None or f.proposed_satang <= f.budget_satang:
        return True
    return bool(str(f.inputs.get("over_budget_reason", "")).strip())


@rule(
    c.REG_57,
    _("The proposed price is above the budget and was not negotiated."),
    remedy=_("Ask the bidder for a lower price first and write the answer down."),
)
def negotiated_where_dear(f: TenderFacts) -> Verdict:
    return f.proposed_satang is None or f.proposed_satang <= f.budget_satang or f.offers > 0


@rule(c.REG_57, _("The price of the bid that ranks first is not above the budget."), remedy=_("Propose the winner."))
def price_above_budget(f: TenderFacts) -> Verdict:
    return f.best_satang is not None and f.best_satang > f.budget_satang


@rule(c.REG_58, _("The new budget must be higher than the present one."), remedy=_("Write the new total."))
def budget_is_higher(f: TenderFacts) -> Verdict:
    return int(f.inputs.get("budget_satang") or 0) > f.budget_satang


@rule(
    c.REG_57,
    _("No offer is recorded."),
    remedy=_("Record what the supplier offers."),
    basis_for=lambda method: c.REG_57 if method.invites_bids else c.REG_79,
)
def some_offer(f: TenderFacts) -> Verdict:
    return f.offers > 0


@rule(c.REG_79, _("The offer is above the approved amount of %(budget)s baht."), remedy=_("Negotiate the price, or revise the request."))
def offer_within_approved(f: TenderFacts) -> Verdict:
    if f.offer_satang is None:
        return True
    return True if f.offer_satang <= f.budget_satang else {"budget": Satang(f.budget_satang)}


@rule(c.ACT_111, _("The supplier or a director is on the list of work abandoners: %(items)s."), remedy=_("Choose another supplier."))
def offerer_not_banned(f: TenderFacts) -> Verdict:
    return _listed(f.offer_company_banned)


@rule(
    c.HOUSE_VERIFIED_SUPPLIER,
    _("The registration of this supplier is not in force: %(items)s."),
    remedy=_("Choose another supplier, or wait until a registrar has verified the company."),
)
def supplier_verified(f: TenderFacts) -> Verdict:
    return _listed(f.offerers_unverified)


@rule(
    c.ACT_111,
    _("The proposed winner or a director is on the list of work abandoners: %(items)s."),
    remedy=_("Send the result back so that another is proposed, or cancel the purchase."),
)
def winner_not_banned(f: TenderFacts) -> Verdict:
    return _listed(f.proposed_banned)


@rule(c.REG_56, _("Bids that comply and are within the budget: %(count)s."), remedy=_("Propose a winner, or reject the bids with reasons."))
def no_acceptable_bid(f: TenderFacts) -> Verdict:
    over_budget = f.lowest_satang is not None and f.lowest_satang > f.budget_satang
    return True if f.sealed.compliant <= 1 or over_budget else {"count": f.sealed.compliant}


@rule(
    c.ACT_66,
    _("Bids without a written reason: %(count)s."),
    remedy=_("Write the reason for every bid."),
    only_where=lambda method: method.invites_bids,
)
def every_bid_has_reason(f: TenderFacts) -> Verdict:
    return True if not f.bids_without_reason else {"count": f.bids_without_reason}


@rule(c.ACT_67, _("A contract is signed: the purchase can no longer be cancelled."), remedy=_("Amend or terminate the contract instead."))
def no_contract_signed(f: TenderFacts) -> Verdict:
    return f.contracts_signed == 0


@rule(c.ACT_67, _("Choose the ground of section 67."), remedy=_("Choose one of the grounds and write the reason."))
def ground_of_s67(f: TenderFacts) -> Verdict:
    return str(f.inputs.get("ground", "")) in {"67.1", "67.2", "67.3", "67.4"}


@rule(c.ACT_118, _("No appeal was upheld or agreed with."), remedy=_("Wait for the decision on the appeal."))
def appeal_accepted(f: TenderFacts) -> Verdict:
    return f.appeals_accepted > 0


@rule(c.ACT_119, _("An appeal is open."), remedy=_("Wait until it is decided or has lapsed."))
def no_open_appeal(f: TenderFacts) -> Verdict:
    return f.appeals_open == 0


@rule(c.ACT_66, _("Lots that are not settled: %(count)s."), remedy=_("Sign the contract first."))
def lots_settled(f: TenderFacts) -> Verdict:
    return True if not f.lots_unsettled else {"count": f.lots_unsettled}


@rule(c.ACT_66, _("No contract is signed."), remedy=_("Sign the contract first."))
def some_contract_signed(f: TenderFacts) -> Verdict:
    return f.contracts_signed > 0


@rule(
    c.ACT_66,
    _("An order of this purchase was announced and fell through: what was public stays public."),
    remedy=_("Ask another supplier, or cancel the purchase with its ground."),
)
def nothing_ordered_before(f: TenderFacts) -> Verdict:
    return f.orders_fallen == 0


@rule(
    c.HOUSE_FOLLOW_UP,
    _("The contract of this purchase has not ended early: there is nothing to buy anew."),
    remedy=_("Terminate the contract with its ground first, if it has to end."),
)
def ended_without_result(f: TenderFacts) -> Verdict:
    return f.state != T.CONCLUDED or f.contracts_ended > 0


@rule(c.HOUSE_FOLLOW_UP, _("Another purchase follows this one already."), remedy=_("Open the following purchase."))
def not_followed(f: TenderFacts) -> Verdict:
    return not f.followed


@rule(c.HOUSE_NO_OWN_BUSINESS, _("You act for a company that bids here."), remedy=_("Another person of the agency acts."))
def not_on_both_sides(f: TenderFacts) -> Verdict:
    return not f.own_company_bids


# ------------------------------------------------------------------ specific method: whom to approach
@rule(c.REG_79, _("No supplier is chosen."), remedy=_("Choose at least one supplier."))
def supplier_chosen(f: TenderFacts) -> Verdict:
    return bool(f.inputs.get("suppliers"))


@rule(
    c.HOUSE_FROZEN_LIST,
    _("None of their services is among those chosen from the confirmed list: %(items)s."),
    remedy=_("Choose a supplier of a chosen service, or revise the request and choose other services."),
)
def suppliers_on_the_list(f: TenderFacts) -> Verdict:
    return _listed(tuple(f.inputs.get("off_list") or ()))


@rule(
    c.HOUSE_VERIFIED_SUPPLIER,
    _("The registration of this supplier is not in force: %(items)s."),
    remedy=_("Choose another supplier, or wait until a registrar has verified the company."),
)
def suppliers_verified(f: TenderFacts) -> Verdict:
    return _listed(tuple(f.inputs.get("unverified", ())))


@rule(
    c.ACT_111,
    _("The supplier or a director is on the list of work abandoners: %(items)s."),
    remedy=_("Choose another supplier."),
)
def suppliers_not_banned(f: TenderFacts) -> Verdict:
    return _listed(tuple(f.inputs.get("banned", ())))


@rule(
    c.CIRC_SMEFIRST,
    _("An SME of the province offers this service: buy from it first, or write why not."),
    remedy=_("Choose an SME of the province, or give the reason."),
)
def sme_first(f: TenderFacts) -> Verdict:
    return f.inputs.get("sme_first") != "passed_over" or bool(str(f.inputs.get("reason", "")).strip())


# ------------------------------------------------------------------ bids
@rule(
    c.REG_54,
    _("Bids are taken on the bid day only, from %(opens)s until %(closes)s."),
    remedy=_("Come back within the window; the drafts of your documents are kept."),
)
def within_bid_window(f: BidFacts) -> Verdict:
    if f.bid_opens_at is None or f.bid_closes_at is None:
        return {"opens": "-", "closes": "-"}
    return True if f.bid_opens_at <= f.now <= f.bid_closes_at else {"opens": f.bid_opens_at, "closes": f.bid_closes_at}


@rule(c.REG_48, _("The invitation is not open."), remedy=_("Look for invitations that are open now."))
def tender_is_inviting(f: BidFacts) -> Verdict:
    return f.tender_state == T.INVITING


@rule(c.REG_54, _("Your company has already bid: one bid each."), remedy=_("The receipt is on the page of your bid."))
def bids_once(f: BidFacts) -> Verdict:
    return not f.already_bid


@rule(c.HOUSE_VERIFIED_SUPPLIER, _("Your company is not verified."), remedy=_("Finish the registration and wait for the registrar."))
def company_is_verified(f: BidFacts) -> Verdict:
    return f.company_verified


@rule(
    c.ACT_64,
    _("Your company has no e-GP registration on file that holds."),
    remedy=_("Add the registration number, or the renewed document, to the company's file."),
)
def company_in_egp(f: BidFacts) -> Verdict:
    return f.company_egp


@rule(
    c.HOUSE_SUPPLIER_TERMS,
    _("Your company has not accepted version %(number)s of the supplier's terms, which is in force."),
    remedy=_("The owner of the company's account reads and accepts it under “My company”."),
)
def terms_accepted(f: BidFacts) -> Verdict:
    return {"number": f.terms_missing} if f.terms_missing else True


@rule(
    c.ACT_111,
    _("The company or a director is on the list of work abandoners: %(items)s."),
    remedy=_("The Permanent Secretary for Finance decides on removal from the list."),
)
def bidder_not_banned(f: BidFacts) -> Verdict:
    return _listed(f.bans)


@rule(c.REG_44, _("Documents still missing: %(items)s."), remedy=_("Attach them."))
def bid_documents_complete(f: BidFacts) -> Verdict:
    return _listed(f.documents_missing)


@rule(
    c.HOUSE_NO_OWN_BUSINESS,
    _("You act for the agency that buys here."),
    remedy=_("A colleague who does not work for the agency bids for the company."),
)
def bidder_not_of_agency(f: BidFacts) -> Verdict:
    return not f.works_for_agency


@rule(
    c.HOUSE_CONFLICT_DECLARATION,
    _("Declare first that you have no interest in the bidders."),
    remedy=_("Open the declaration on the page of the purchase."),
)
def member_declared(f: BidFacts) -> Verdict:
    return f.declared


@rule(c.REG_55, _("Checks not yet recorded: %(items)s."), remedy=_("Record each check."))
def checks_recorded(f: BidFacts) -> Verdict:
    return _listed(f.checks_missing)


@rule(c.REG_55, _("Checks that are not met: %(items)s."), remedy=_("Reject the bid with its reason, or record the check again."))
def checks_passed(f: BidFacts) -> Verdict:
    return _listed(f.checks_failed)


@rule(c.REG_55, _("The purchase is not being evaluated."), remedy=_("Open the page of the purchase."))
def tender_is_evaluating(f: BidFacts) -> Verdict:
    return f.tender_state == T.EVALUATING


# ------------------------------------------------------------------ lots
@rule(c.ACT_66, _("The award is not announced."), remedy=_("Announce the award first."))
def award_announced(f: LotFacts) -> Verdict:
    return f.tender_state == T.AWARDED


@rule(c.ACT_66, _("The appeal period runs until the end of %(until)s."), remedy=_("Sign on the next working day at the earliest."))
def standstill_over(f: LotFacts) -> Verdict:
    if not f.has_standstill:
        return True
    return True if f.signing_from is not None and f.today >= f.signing_from else {"until": f.standstill_until}


@rule(c.ACT_66, _("An appeal is open: the contract cannot be signed."), remedy=_("Wait until it is decided or has lapsed."))
def lot_without_open_appeal(f: LotFacts) -> Verdict:
    return f.appeals_open == 0


@rule(c.ACT_118, _("An appeal was accepted: the award does not stand."), remedy=_("Take up the evaluation again."))
def lot_without_accepted_appeal(f: LotFacts) -> Verdict:
    return f.appeals_accepted == 0


@rule(
    c.ACT_111,
    _("The winner or a director is on the list of work abandoners: %(items)s."),
    remedy=_("Do not sign; take up the evaluation again."),
)
def lot_winner_not_banned(f: LotFacts) -> Verdict:
    return _listed(f.winner_banned)


@rule(c.REG_168, _("The contract guarantee is not recorded."), remedy=_("Record the guarantee before signing."))
def guarantee_given(f: LotFacts) -> Verdict:
    return not f.guarantee_due


# ------------------------------------------------------------------ appeals
@rule(c.ACT_114, _("Only who has bid may appeal."), remedy=_("Send the agency a complaint instead."))
def appellant_has_bid(f: AppealFacts) -> Verdict:
    return f.is_bidder


@rule(c.ACT_117, _("The appeal period ended on %(last)s."), remedy=_("A claim for damages remains possible in court."))
def within_appeal_period(f: AppealFacts) -> Verdict:
    return True if f.last_day is not None and f.today <= f.last_day else {"last": f.last_day}


@rule(c.ACT_115, _("Against this award no appeal is possible."), remedy=_("Read the guidance on appeals."))
def award_can_be_appealed(f: AppealFacts) -> Verdict:
    return f.has_standstill and f.tender_state == T.AWARDED


@rule(c.HOUSE_PROCEDURE, _("Your company has an open appeal here already."), remedy=_("Add to it by writing to the agency."))
def one_appeal_at_a_time(f: AppealFacts) -> Verdict:
    return not f.already_open


@rule(c.ACT_116, _("An appeal states the facts and the reasons."), remedy=_("Write what happened and why it breaches the rules."))
def appeal_has_text(f: AppealFacts) -> Verdict:
    return len(str(f.inputs.get("text", "")).strip()) >= 20


@rule(c.ACT_115, _("Choose why the law does not admit the appeal."), remedy=_("Where none of the grounds is met, admit it."))
def ground_of_inadmissibility(f: AppealFacts) -> Verdict:
    return str(f.inputs.get("ground", "")) in INADMISSIBLE


@rule(c.ACT_119, _("The committee has used its %(max)s extensions."), remedy=_("Decide, or let the time run out."))
def extension_left(f: AppealFacts) -> Verdict:
    return True if f.extensions < f.max_extensions else {"max": f.max_extensions}


@rule(c.ACT_119, _("The committee has time until %(due)s."), remedy=_("Wait for its decision."))
def committee_time_over(f: AppealFacts) -> Verdict:
    return True if f.decision_due_on is not None and f.today > f.decision_due_on else {"due": f.decision_due_on}


# ------------------------------------------------------------------ seats, questions, plan
@rule(c.HOUSE_OWN_KEY, _("Only the person in this seat can do this."), remedy=_("Ask the person in this seat to do it."))
def own_seat(f: SeatFacts) -> Verdict:
    return f.own_seat


@rule(c.ACT_13, _("The declaration must be confirmed."), remedy=_("Tick the sentence if it is true; step back if it is not."))
def declaration_confirmed(f: SeatFacts) -> Verdict:
    return f.inputs.get("confirmed") is True


@rule(
    c.REG_52,
    _("Answers are published at least three working days before the bid day: the last day was %(until)s."),
    remedy=_("If the documents are materially wrong, cancel and start anew (clause 53)."),
)
def answer_in_time(f: QuestionFacts) -> Verdict:
    return True if f.answer_until is not None and f.today <= f.answer_until else {"until": f.answer_until}


@rule(c.REG_48, _("The invitation is not open."), remedy=_("Look for invitations that are open now."))
def question_tender_inviting(f: QuestionFacts) -> Verdict:
    return f.tender_state == T.INVITING


@rule(c.HOUSE_COMPLETE, _("An answer is needed."), remedy=_("Write the answer."))
def answer_written(f: QuestionFacts) -> Verdict:
    return bool(str(f.inputs.get("answer", "")).strip())


@rule(c.REG_13, _("A purchase uses this line."), remedy=_("Withdraw or finish the purchase first."))
def plan_line_unused(f: PlanFacts) -> Verdict:
    return not f.used
