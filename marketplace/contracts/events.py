"""What can happen to a contract, its deliveries and its money. Amounts are satang including VAT."""

from django.utils.translation import gettext_lazy as _

from marketplace.audit import Event

REASON = {"reason": "why, in the person's own words"}
INSTALMENT = {"number": "number of the instalment", "round": "1, and one more after each return with defects"}
TERMS = {
    "kind": "receipt, purchase_order, work_order, sale or hire",
    "supplier": "reference of the company",
    "supplier_th": "name of the company in Thai",
    "supplier_en": "name of the company in English",
    "subject": "what is bought",
    "place": "place of delivery",
    "total_satang": "price including VAT, satang",
    "lines": "description, quantity, unit, unit price and amount of each line",
    "instalments": "number, title, amount and days after signing of each instalment",
    "penalty_kind": "what the daily penalty is computed on",
    "penalty_rate": "percent per day",
    "warranty_months": "months of warranty after acceptance",
    "guarantee_satang": "contract guarantee due before signing, satang",
}


class ContractDrafted(Event):
    """An officer began to write the order or contract for an awarded lot."""

    code = "contracts.contract_drafted"
    sentence = _("The order or contract was drafted")
    fields = TERMS


class ContractTermsSet(Event):
    """The terms of the draft were written."""

    code = "contracts.terms_set"
    sentence = _("The terms were written")
    fields = TERMS


class ContractOffered(Event):
    """The winner was called to sign and to give the guarantee (cl. 161)."""

    code = "contracts.contract_offered"
    sentence = _("The winner was called to sign")
    fields = {
        "sign_until": "last day for the party's signature",
        "paper": "reference of the letter",
        "digest": "SHA-256 of the paper's facts",
        **TERMS,
    }


class OfferTakenBack(Event):
    """The agency took the offer back to correct it."""

    code = "contracts.offer_taken_back"
    sentence = _("The offer was taken back for correction")
    fields = REASON


class GuaranteeGiven(Event):
    """The party gave the contract guarantee (cl. 167–168)."""

    code = "contracts.guarantee_given"
    sentence = _("The contract guarantee was given")
    fields = {
        "kind": "kind of guarantee",
        "issuer": "who stands for it",
        "number": "its number",
        "amount_satang": "amount, satang",
        "dated_on": "its date",
    }


class GuaranteeChecked(Event):
    """The agency checked the guarantee with its issuer."""

    code = "contracts.guarantee_checked"
    sentence = _("The contract guarantee was checked")
    fields = {"amount_satang": "amount, satang"}


class GuaranteeSentBack(Event):
    """The guarantee cannot be taken; the party gives another."""

    code = "contracts.guarantee_sent_back"
    sentence = _("The contract guarantee was sent back")
    fields = REASON


class GuaranteeReturned(Event):
    """The guarantee was returned after the obligations ended (cl. 170)."""

    code = "contracts.guarantee_returned"
    sentence = _("The contract guarantee was returned")
    fields = {"amount_satang": "amount, satang", "return_by": "last day for returning it", "returned_on": "day of return"}


class PartySigned(Event):
    """The company signed electronically."""

    code = "contracts.party_signed"
    sentence = _("The party signed")
    fields = {"supplier": "reference of the company", "digest": "SHA-256 of the text that was signed"}


class ContractSigned(Event):
    """The agency signed: the contract is in force and its essentials are public (s. 66, 98; cl. 161)."""

    code = "contracts.contract_signed"
    sentence = _("The contract was signed")
    fields = {
        **TERMS,
        "signed_on": "day of signing",
        "due": "number and due day of each instalment",
        "standstill_until": "last day of the appeal period, empty where there was none",
        "paper": "reference of the paper",
        "digest": "SHA-256 of the paper's facts",
        "copies_due_on": "last day for the copies to the State Audit Office and the Revenue Department, empty where none are due",
    }
    public = True


class BoughtOnReceipt(Event):
    """A small purchase was ordered without a written agreement; the receipt is its evidence (s. 96 para. 2)."""

    code = "contracts.bought_on_receipt"
    sentence = _("The small purchase was ordered on receipt")
    fields = {**TERMS, "signed_on": "day of the order", "due": "number and due day of each instalment"}
    public = True


class ContractVoided(Event):
    """The agreement was given up before it came into force."""

    code = "contracts.contract_voided"
    sentence = _("The order or contract was given up before signing")
    fields = REASON


class AcceptanceTimeExtended(Event):
    """The acceptance committee reported a delay and the head of agency gave it more time (cl. 25)."""

    code = "contracts.acceptance_time_extended"
    sentence = _("The acceptance committee was given more time")
    fields = {"due_on": "new last day for the work", "before": "last day until now", **REASON}


class CopiesSent(Event):
    """Copies went to the State Audit Office and the Revenue Department (cl. 164)."""

    code = "contracts.copies_sent"
    sentence = _("Copies were sent to the State Audit Office and the Revenue Department")
    fields = {
        "copy_sao_no": "number of the letter to the State Audit Office",
        "copy_rd_no": "number of the letter to the Revenue Department",
        "copies_sent_on": "day",
    }


class PenaltyNotified(Event):
    """The party was told that the penalty runs (cl. 181)."""

    code = "contracts.penalty_notified"
    sentence = _("The party was told that the penalty runs")
    fields = {
        "instalments": "numbers of the overdue instalments",
        "tell_by": "last day for telling, of each",
        "paper": "reference of the letter",
        "digest": "SHA-256 of the paper's facts",
    }


class WarrantyBegan(Event):
    """Everything was accepted; the warranty period runs (cl. 184)."""

    code = "contracts.warranty_began"
    sentence = _("The warranty period began")
    fields = {"warranty_until": "last day of the period"}


class ContractClosed(Event):
    """Everything was delivered, accepted and paid, and the warranty is over."""

    code = "contracts.contract_closed"
    sentence = _("The contract was closed")
    fields = {"total_satang": "price including VAT, satang", "paid_satang": "paid out, satang", "penalty_satang": "penalty, satang"}
    public = True


class ContractTerminated(Event):
    """The contract was ended early under s. 103."""

    code = "contracts.contract_terminated"
    sentence = _("The contract was terminated")
    fields = {"ground": "ground of s. 103", "paper": "reference of the letter", "digest": "SHA-256 of the paper's facts", **REASON}
    public = True


class ServiceRated(Event):
    """The agency that bought a service of the catalogue has rated it."""

    code = "contracts.service_rated"
    sentence = _("The buyer rated the service")
    fields = {"stars": "1 to 5", "text": "what the buyer writes about it", "rated": "references of the listings that were bought"}
    public = True


class RatingAnswered(Event):
    """The supplier answered a rating."""

    code = "contracts.rating_answered"
    sentence = _("The supplier answered the rating")
    fields = {"answer": "what the supplier writes"}
    public = True


# --- deliveries
class DeliveryMade(Event):
    """An instalment was delivered, or delivered anew after defects."""

    code = "contracts.delivery_made"
    sentence = _("An instalment was delivered")
    fields = {**INSTALMENT, "delivered_on": "day of delivery", "due_on": "day on which it was due", "note": "what was delivered"}


class InspectionRecorded(Event):
    """An inspector or a member of the acceptance committee recorded a finding (cl. 175)."""

    code = "contracts.inspection_recorded"
    sentence = _("A finding of the acceptance committee was recorded")
    fields = {**INSTALMENT, "accepts": "whether the delivery is found correct", "note": "what was found"}


class DeliveryAccepted(Event):
    """The delivery was accepted, as of its day of delivery, unanimously or by decision of the head of agency (cl. 27, 175)."""

    code = "contracts.delivery_accepted"
    sentence = _("The delivery was accepted")
    fields = {
        **INSTALMENT,
        "delivered_on": "day of delivery",
        "amount_satang": "price of the instalment, satang",
        "days_late": "days after the due day",
        "penalty_base_satang": "what the penalty is computed on, satang",
        "penalty_satang": "penalty, satang",
        "decision": "the head of agency's decision where the committee was not of one mind",
        "paper": "reference of the acceptance note",
        "digest": "SHA-256 of the paper's facts",
    }


class DeliveryFoundDefective(Event):
    """The delivery has defects; the party was told (cl. 175)."""

    code = "contracts.delivery_found_defective"
    sentence = _("The delivery was sent back with defects")
    fields = {
        **INSTALMENT,
        "text": "the defects",
        "found_on": "day on which they were first found",
        "tell_by": "last day for telling the party",
        "decision": "the head of agency's decision where the committee was not of one mind",
        "paper": "reference of the letter",
        "digest": "SHA-256 of the paper's facts",
    }


class DeliveryRefused(Event):
    """The delivery is refused for good: the contract has ended."""

    code = "contracts.delivery_refused"
    sentence = _("The delivery was refused for good")
    fields = {**INSTALMENT, **REASON}


class InvoiceSubmitted(Event):
    """The party claimed the money for an accepted delivery."""

    code = "contracts.invoice_submitted"
    sentence = _("An invoice was submitted")
    fields = {
        "number": "number of the instalment",
        "invoice": "number of the invoice",
        "total_satang": "price including VAT, satang",
        "base_satang": "price before VAT, satang",
        "vat_satang": "VAT, satang",
        "withheld_satang": "tax withheld, satang",
        "penalty_satang": "penalty taken off, satang",
        "net_satang": "to be paid out, satang",
        "claim_by": "last day for the claim to the treasury",
    }


class DeliveryPaid(Event):
    """The accepted delivery was paid."""

    code = "contracts.delivery_paid"
    sentence = _("The delivery was paid")
    fields = {
        "number": "number of the instalment",
        "payment": "reference of the payment",
        "total_satang": "price including VAT, satang",
        "withheld_satang": "tax withheld, satang",
        "penalty_satang": "penalty taken off, satang",
        "net_satang": "paid out, satang",
    }
