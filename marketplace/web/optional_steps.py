"""Steps that a person may take and need not: they are on no desk. Every other step of every machine is on one (a test asks).

Each stands with why. Where only some of a step's duties may leave it alone, those duties are named.
"""

from __future__ import annotations

from marketplace.accounts.duty import Duty

CORRECTION = "takes something back; nobody is waited for"
WAY_OUT = "a way out that the law opens, with its reasons; nobody is waited for"
PART = "taken inside another step, never by itself"
CLOCK = "the clock takes it; people may, where the clock did not"

OPTIONAL: dict[str, str] = {
    "tender.return_request": "the other side of deciding on the request",
    "tender.revise_request": CORRECTION,
    "tender.withdraw": WAY_OUT,
    "tender.republish_draft": "a must only where the draft was changed in the round; else one of the ways",
    "tender.abandon_negotiation": WAY_OUT,
    "tender.approach_another": "one of the ways to an offer; the work of recording it is on the desk",
    "tender.next_supplier": WAY_OUT,
    "tender.call_for_new_prices": "one of the ways to negotiate",
    "tender.negotiate_price": "only where the price is above the budget; stands in the task of the committee",
    "tender.raise_budget": WAY_OUT,
    "tender.extend_committee_time": "only where the committee reports a delay",
    "tender.return_result": "the other side of deciding on the result",
    "tender.record_no_compliant_bid": "a must only where no bid complies; else one of the ways",
    "tender.replace_winner": WAY_OUT,
    "tender.conclude": PART,
    "tender.cancel": WAY_OUT,
    "tender.follow_up": "a new purchase is the agency's own wish",
    "lot.award": PART,
    "lot.reopen": PART,
    "lot.sign": PART,
    "lot.fail": PART,
    "lot.cancel": PART,
    "bid.open": PART,
    "bid.reconsider": CORRECTION,
    "bid.leave_unopened": PART,
    "appeal.extend": "the committee may take more time",
    "appeal.lapse": CLOCK,
    "appeal.withdraw": CORRECTION,
    "seat.replace": "a must only where somebody stepped back; then it is on the desk of the head of agency",
    "seat.recuse": "the other answer to being appointed; later a way out",
    "question.leave_unanswered": "a must only once it is too late to answer; then it is on the head officer's desk",
    "plan_line.close": CORRECTION,
    "contract.set_terms": "part of writing what is offered",
    "contract.extend_acceptance_time": "a must only once the acceptance committee is late; then it is on the desk of the head of agency",
    "contract.take_back": CORRECTION,
    "contract.void": WAY_OUT,
    "contract.begin_warranty": CLOCK,
    "contract.terminate": WAY_OUT,
    "contract.rate": "a buyer is asked on the page of the contract; nobody is waited for",
    "contract.answer_rating": "a supplier answers when it likes; nobody is waited for",
    "delivery.accept": PART,
    "delivery.find_defective": PART,
    "delivery.refuse": WAY_OUT,
    "payment.confirm": PART,
    "payment.fail": PART,
    "payment.reverse": CORRECTION,
    "company.write_facts": "part of completing the registration",
    "company.name_directors": "part of completing the registration",
    "company.add_evidence": "part of completing the registration",
    "company.take_back_evidence": CORRECTION,
    "company.ask_change": CORRECTION,
    "company.apply_change": PART,
    "company.take_over": "only where the registrar who examines cannot go on",
    "change.take_back": CORRECTION,
    "company.withdraw": WAY_OUT,
    "company.claim_again": "the company's own wish",
    "company.reopen": WAY_OUT,
    "company.lapse": CLOCK,
    "abandonment.propose": "the agency's own decision; nobody is waited for",
    "abandonment.withdraw": CORRECTION,
    "terms.publish": "a draft is worked on as long as the editors like; nobody is waited for",
    "abandoner.remove": "follows an order from outside",
    "listing.take_back": CORRECTION,
    "listing.take_back_change": CORRECTION,
    "listing.suspend": WAY_OUT,
    "listing.resume": "when the cause has gone; nobody is waited for",
    "listing.withdraw": CORRECTION,
    "shortlist.freeze": "a list is worked on as long as the agency likes; nobody is waited for",
    "shortlist.give_up": WAY_OUT,
    "assessment.finish": "an agency assesses its needs when it likes; nobody is waited for",
    "assessment.give_up": WAY_OUT,
    "rule_change.withdraw": CORRECTION,
}
#: Duties that may take the step for somebody else who must.
ON_BEHALF: dict[str, frozenset[Duty]] = {
    "delivery.deliver": frozenset({Duty.OFFICER, Duty.HEAD_OFFICER}),
    "delivery.redeliver": frozenset({Duty.OFFICER, Duty.HEAD_OFFICER}),
    "delivery.submit_invoice": frozenset({Duty.OFFICER, Duty.HEAD_OFFICER}),
    "lot.propose": frozenset({Duty.HEAD_OFFICER}),
    "company.judge_item": frozenset({Duty.REGISTRAR}),
}
