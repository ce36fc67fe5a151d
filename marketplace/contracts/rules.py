"""When a step of a contract or delivery is lawful. Pure: each rule sees one frozen object of facts."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from catalog.ratings import FEW_STARS, STARS
from marketplace.contracts.facts import ContractFacts, DeliveryFacts
from marketplace.contracts.states import C
from marketplace.law import clauses as c
from marketplace.procedure import Facts, Satang, rule
from marketplace.procedure.refusals import Verdict


def _listed(items: Sequence[str]) -> Verdict:
    return True if not items else {"items": ", ".join(items)}


# ------------------------------------------------------------------ any step
@rule(c.HOUSE_REASON, _("The reason is missing."), remedy=_("Write why, in one sentence."))
def reason_given(f: Facts) -> Verdict:
    return bool(str(f.inputs.get("reason") or "").strip())


# ------------------------------------------------------------------ terms and offer
@rule(
    c.HOUSE_COMPLETE,
    _("The lines add up to %(lines)s baht; the award is %(award)s baht."),
    remedy=_("Correct quantity or unit price until both are the same."),
)
def lines_add_up(f: ContractFacts) -> Verdict:
    same = f.lines_satang == f.total_satang == f.award_satang
    return True if same else {"lines": Satang(f.lines_satang), "award": Satang(f.award_satang)}


@rule(
    c.HOUSE_COMPLETE,
    _("The instalments add up to %(instalments)s baht; the price is %(total)s baht."),
    remedy=_("Correct the amounts of the instalments."),
)
def instalments_add_up(f: ContractFacts) -> Verdict:
    same = f.instalments_satang == f.total_satang
    return True if same else {"instalments": Satang(f.instalments_satang), "total": Satang(f.total_satang)}


@rule(c.HOUSE_COMPLETE, _("The place of delivery is missing."), remedy=_("Write it in the terms."))
def place_written(f: ContractFacts) -> Verdict:
    return bool(f.place.strip())


@rule(c.REG_162, _("The daily penalty of %(rate)s %% lies outside %(low)s–%(high)s %%."), remedy=_("Choose a rate within these bounds."))
def penalty_rate_lawful(f: ContractFacts) -> Verdict:
    lawful = f.penalty_low <= f.penalty_rate <= f.penalty_high
    return True if lawful else {"rate": f"{f.penalty_rate:f}", "low": f"{f.penalty_low:f}", "high": f"{f.penalty_high:f}"}


@rule(c.ACT_66, _("The lot is not awarded to this company any more."), remedy=_("Give this draft up and begin with the present winner."))
def award_stands(f: ContractFacts) -> Verdict:
    return f.lot_awarded and f.lot_for_company


@rule(c.ACT_66, _("The appeal period runs until the end of %(until)s."), remedy=_("Go on from the next working day."))
def standstill_over(f: ContractFacts) -> Verdict:
    if not f.has_standstill:
        return True
    return True if f.signing_from is not None and f.today >= f.signing_from else {"until": f.standstill_until or "–"}


@rule(c.ACT_66, _("An appeal is open."), remedy=_("Wait until it is decided or has lapsed."))
def no_open_appeal(f: ContractFacts) -> Verdict:
    return f.appeals_open == 0


@rule(
    c.ACT_96_P2,
    _("Only a purchase up to the amount that needs no written agreement is bought on receipt."),
    remedy=_("Choose an order or a contract as the kind."),
)
def small_enough_for_receipt(f: ContractFacts) -> Verdict:
    return f.is_written or f.rulebook.covers("TH.NOAGREEMENT.MAX", f.total_satang)


@rule(c.ACT_96_P2, _("This agreement is in writing: the party signs first."), remedy=_("Offer it for signing."))
def without_written_agreement(f: ContractFacts) -> Verdict:
    return not f.is_written


@rule(c.ACT_96, _("A purchase on receipt has nothing to sign."), remedy=_("Order it on receipt."))
def in_writing(f: ContractFacts) -> Verdict:
    return f.is_written


@rule(
    c.ACT_96,
    _("This purchase needs a contract: an order is enough only in the cases of section 96."),
    remedy=_("Choose a contract as the kind."),
)
def kind_allowed(f: ContractFacts) -> Verdict:
    return f.may_be_order or not (f.is_order or not f.is_written)


# ------------------------------------------------------------------ guarantee and signatures
@rule(c.REG_168, _("No guarantee is due."), remedy=_("Go on to sign."))
def guarantee_due(f: ContractFacts) -> Verdict:
    return f.guarantee_satang > 0


@rule(c.REG_168, _("A guarantee was given already."), remedy=_("Wait until the agency has checked it."))
def guarantee_not_given(f: ContractFacts) -> Verdict:
    return not f.guarantee_given


@rule(c.REG_168, _("The guarantee is %(due)s baht; %(given)s baht is not enough."), remedy=_("Give a guarantee of the full amount."))
def guarantee_enough(f: ContractFacts) -> Verdict:
    given = int(f.inputs.get("amount_satang") or 0)
    return True if given >= f.guarantee_satang else {"due": Satang(f.guarantee_satang), "given": Satang(given)}


@rule(c.REG_168, _("The contract guarantee of %(due)s baht was not given."), remedy=_("The party gives it before signing."))
def guarantee_is_given(f: ContractFacts) -> Verdict:
    return True if f.guarantee_given or not f.guarantee_satang else {"due": Satang(f.guarantee_satang)}


@rule(c.REG_168, _("No guarantee waits to be checked."), remedy=_("The party gives it first."))
def guarantee_unchecked(f: ContractFacts) -> Verdict:
    return f.guarantee_given and not f.guarantee_checked


@rule(c.REG_168, _("The guarantee was not checked with its issuer."), remedy=_("An officer checks it and records that."))
def guarantee_is_checked(f: ContractFacts) -> Verdict:
    return f.guarantee_checked or not f.guarantee_satang


@rule(
    c.ACT_111,
    _("The party or a director is on the list of work abandoners: %(items)s."),
    remedy=_("Do not sign; take up the evaluation again."),
)
def party_not_banned(f: ContractFacts) -> Verdict:
    return _listed(f.bans)


@rule(
    c.HOUSE_LAWFUL_ORDERER,
    _("You have no power to order for this amount."),
    remedy=_("Whoever approved the purchase, or holds a delegation that covers it, signs."),
)
def power_to_sign(f: ContractFacts) -> Verdict:
    return f.power_to_sign


@rule(c.ETRANSACTIONS_2544, _("The signature was not confirmed."), remedy=_("Tick that you have read the paper and sign it."))
def signature_confirmed(f: ContractFacts) -> Verdict:
    return bool(f.inputs.get("confirmed"))


# ------------------------------------------------------------------ in force
@rule(c.REG_181, _("No instalment is overdue without notice."), remedy=_("Nothing is to be told at present."))
def something_overdue(f: ContractFacts) -> Verdict:
    return bool(f.overdue_untold)


@rule(c.REG_164, _("No copies are due for this amount."))
def copies_due(f: ContractFacts) -> Verdict:
    return f.copies_due


@rule(c.REG_164, _("The copies were sent already."))
def copies_not_sent(f: ContractFacts) -> Verdict:
    return not f.copies_sent


@rule(c.REG_164, _("The numbers of both letters are missing."), remedy=_("Write the number of each letter."))
def letters_numbered(f: ContractFacts) -> Verdict:
    return all(str(f.inputs.get(name, "")).strip() for name in ("copy_sao_no", "copy_rd_no"))


@rule(c.REG_175, _("%(count)s instalments are not accepted yet."), remedy=_("Wait for delivery and acceptance."))
def everything_accepted(f: ContractFacts) -> Verdict:
    return True if f.deliveries and not f.unaccepted else {"count": f.unaccepted or f.deliveries}


@rule(c.DISBURSE_2562, _("%(count)s instalments are not paid yet."), remedy=_("Record the payments first."))
def everything_paid(f: ContractFacts) -> Verdict:
    return True if not f.unpaid else {"count": f.unpaid}


@rule(c.REG_184, _("This agreement has no warranty period."), remedy=_("Close it once everything is paid."))
def has_warranty(f: ContractFacts) -> Verdict:
    return f.warranty_months > 0


@rule(c.REG_184, _("The warranty period runs until %(until)s."), remedy=_("Close the contract after that day."))
def warranty_over(f: ContractFacts) -> Verdict:
    if not f.warranty_months or f.unaccepted:
        return True  # until everything is accepted the period has not begun: another rule says so
    return True if f.warranty_until is not None and f.today > f.warranty_until else {"until": f.warranty_until or "–"}


@rule(c.REG_170, _("The guarantee stays until all obligations have ended."), remedy=_("Return it once the warranty period is over."))
def obligations_ended(f: ContractFacts) -> Verdict:
    return f.obligations_ended


@rule(c.REG_170, _("There is no guarantee to return."))
def guarantee_held(f: ContractFacts) -> Verdict:
    return f.guarantee_given and not f.guarantee_returned


@rule(c.ACT_103, _("Choose the ground of section 103."), remedy=_("A contract is terminated on one of these grounds only."))
def ground_of_s103(f: ContractFacts) -> Verdict:
    return f.inputs.get("ground") in {"103.1", "103.2", "103.3", "103.4"}


# ------------------------------------------------------------------ what the buyer found
@rule(
    c.HOUSE_RATING,
    _("Nothing was bought from the catalogue here."),
    remedy=_("Only services of the catalogue are rated; a supplier's performance is assessed by section 106."),
)
def bought_from_the_catalogue(f: ContractFacts) -> Verdict:
    return f.listings > 0


@rule(
    c.HOUSE_RATING,
    _("The work has not ended."),
    remedy=_("Rate the service once every instalment is accepted, or the contract has ended early."),
)
def work_has_ended(f: ContractFacts) -> Verdict:
    return f.work_has_ended


@rule(c.HOUSE_RATING, _("This contract was rated already."), remedy=_("A rating stays as it was given."))
def not_rated(f: ContractFacts) -> Verdict:
    return not f.rated


@rule(c.HOUSE_RATING, _("The stars are missing."), remedy=_("Choose one to five stars."))
def stars_given(f: ContractFacts) -> Verdict:
    return f.inputs.get("stars") in STARS


@rule(
    c.HOUSE_RATING,
    _("One or two stars need words."),
    remedy=_("Write what was wrong, so that the supplier can mend it and others can judge."),
)
def few_stars_explained(f: ContractFacts) -> Verdict:
    return f.inputs.get("stars") not in FEW_STARS or bool(str(f.inputs.get("text", "")).strip())


@rule(c.HOUSE_RATING, _("There is no rating yet."), remedy=_("The agency rates the service once the work has ended."))
def is_rated(f: ContractFacts) -> Verdict:
    return f.rated


@rule(c.HOUSE_RATING, _("The rating was answered already."), remedy=_("An answer stays as it was given."))
def rating_not_answered(f: ContractFacts) -> Verdict:
    return not f.rating_answered


@rule(c.HOUSE_RATING, _("The answer is empty."), remedy=_("Write what buyers should know."))
def answer_written(f: ContractFacts) -> Verdict:
    return bool(str(f.inputs.get("answer", "")).strip())


# ------------------------------------------------------------------ deliveries
@rule(c.REG_175, _("The contract is not in force."), remedy=_("Deliver once it is signed."))
def contract_in_force(f: DeliveryFacts) -> Verdict:
    return f.contract_state == C.IN_FORCE


@rule(
    c.ACT_100,
    _("The acceptance committee has %(seats)s of %(needed)s persons."),
    remedy=_("The head of agency appoints another person in the place of who stepped back, on the page of the purchase."),
)
def acceptors_appointed(f: DeliveryFacts) -> Verdict:
    return True if f.acceptors >= f.acceptors_needed else {"seats": f.acceptors, "needed": f.acceptors_needed}


@rule(
    c.REG_25,
    _("The time of the acceptance committee ended on %(due)s."),
    remedy=_("Report the delay to the head of agency, who can give more time on the page of the contract."),
)
def acceptors_in_time(f: DeliveryFacts) -> Verdict:
    return True if f.acceptance_due_on is None or f.today <= f.acceptance_due_on else {"due": f.acceptance_due_on}


@rule(c.REG_25, _("No acceptance committee with a last day was ordered."), remedy=_("There is no time to extend."))
def acceptors_have_a_last_day(f: ContractFacts) -> Verdict:
    return f.acceptance_due_on is not None


@rule(c.REG_25, _("The new last day must lie after %(due)s and after today."), remedy=_("Choose a later day."))
def acceptance_day_is_later(f: ContractFacts) -> Verdict:
    day, last = f.inputs.get("due_on"), f.acceptance_due_on or f.today
    return True if day is not None and day > f.today and day > last else {"due": last}


@rule(c.REG_27, _("You do not sit on the acceptance committee of this purchase."))
def sits_on_committee(f: DeliveryFacts) -> Verdict:
    return f.sits


@rule(
    c.HOUSE_CONFLICT_DECLARATION,
    _("You have not declared that you have no conflict of interest."),
    remedy=_("Declare it on the page of the purchase."),
)
def conflict_declared(f: DeliveryFacts) -> Verdict:
    return f.declared


@rule(c.REG_175, _("You have recorded your finding already."), remedy=_("Wait for the other members."))
def not_inspected_yet(f: DeliveryFacts) -> Verdict:
    return not f.inspected_by_me


@rule(c.REG_175, _("The defects are not described."), remedy=_("Write what is wrong, so that the party can mend it."))
def defects_described(f: DeliveryFacts) -> Verdict:
    return bool(f.inputs.get("accepts")) or bool(str(f.inputs.get("note", "")).strip())


@rule(c.REG_27, _("%(missing)s members have not recorded their finding."), remedy=_("Everybody on the committee inspects."))
def everyone_inspected(f: DeliveryFacts) -> Verdict:
    return True if f.everyone_inspected else {"missing": max(1, f.acceptors - f.inspected)}


@rule(c.REG_27, _("The committee is not of one mind."), remedy=_("The head of agency decides."))
def unanimous(f: DeliveryFacts) -> Verdict:
    return f.inspected > 0 and f.found_good == f.inspected


@rule(c.REG_175, _("Not every member found defects."), remedy=_("Where members differ, the head of agency decides."))
def unanimously_defective(f: DeliveryFacts) -> Verdict:
    return f.inspected > 0 and f.found_good == 0


@rule(c.REG_27, _("The committee is of one mind: there is nothing to decide."))
def committee_differs(f: DeliveryFacts) -> Verdict:
    return f.dissent


@rule(c.ACT_103, _("The contract has not ended."), remedy=_("The party may deliver again; terminate the contract first."))
def contract_ended(f: DeliveryFacts) -> Verdict:
    return f.contract_state == C.TERMINATED


@rule(c.DISBURSE_2562, _("An invoice was submitted already."))
def not_invoiced(f: DeliveryFacts) -> Verdict:
    return not f.invoiced


@rule(
    c.DISBURSE_2562, _("The party has not submitted its invoice."), remedy=_("The party submits it; a receipt is recorded by the officer.")
)
def invoiced(f: DeliveryFacts) -> Verdict:
    return f.invoiced


@rule(c.DISBURSE_2562, _("The number of the invoice is missing."), remedy=_("Write the number on the tax invoice or receipt."))
def invoice_numbered(f: DeliveryFacts) -> Verdict:
    return bool(str(f.inputs.get("invoice", "")).strip())


@rule(c.HOUSE_PAYMENT_EVIDENCED, _("This delivery was paid already."))
def not_paid(f: DeliveryFacts) -> Verdict:
    return not f.paid


@rule(
    c.HOUSE_PAYMENT_EVIDENCED,
    _("Evidence, reference and day of the payment are needed."),
    remedy=_("Attach the transfer slip or the treasury's notice."),
)
def payment_evidenced(f: DeliveryFacts) -> Verdict:
    details = f.inputs
    if not f.net_satang:
        return True
    return bool(details.get("evidence")) and bool(str(details.get("reference") or "").strip()) and bool(details.get("paid_on"))
