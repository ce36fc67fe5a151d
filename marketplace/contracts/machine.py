"""The lawful life of an order or contract and of each delivery, one row per step.

Meant to be read beside the law: from what, to what, who, on which basis, recorded as what, when. Signing here also
signs the lot of the purchase: the locks of appeal period and appeal stand in both places.
"""

from marketplace.accounts.duty import Duty
from marketplace.contracts import effects as fx
from marketplace.contracts import events as e
from marketplace.contracts import rules as r
from marketplace.contracts.states import C, D
from marketplace.law import clauses as c
from marketplace.procedure import SAME, Machine, step

OFFICERS = (Duty.OFFICER, Duty.HEAD_OFFICER)
SIGNERS = (Duty.HEAD_OF_AGENCY, Duty.APPROVER, Duty.HEAD_OFFICER)
PARTY = (Duty.TENDERER,)
OVER_OR_RUNNING = (C.IN_FORCE, C.WARRANTY, C.CLOSED, C.TERMINATED)


# fmt: off
class ContractMachine(Machine):
    """From the draft to the end of the warranty."""

    # --- before signing (s. 66, 93, 96; cl. 161-168)
    set_terms = step(C.DRAFTING, SAME, OFFICERS, (c.REG_161, c.ACT_93), e.ContractTermsSet)
    offer = step(C.DRAFTING, C.OFFERED, OFFICERS, (c.REG_161, c.ACT_66), e.ContractOffered, when=[r.in_writing, r.kind_allowed, r.award_stands, r.lines_add_up, r.instalments_add_up, r.place_written, r.penalty_rate_lawful, r.standstill_over, r.no_open_appeal, r.party_not_banned], sets=fx.offered)
    take_back = step((C.OFFERED, C.PARTY_SIGNED), C.DRAFTING, (Duty.HEAD_OFFICER, Duty.HEAD_OF_AGENCY), c.REG_161, e.OfferTakenBack, given=[r.reason_given], sets=fx.taken_back)
    give_guarantee = step(C.OFFERED, SAME, PARTY, (c.REG_167, c.REG_168), e.GuaranteeGiven, when=[r.award_stands, r.guarantee_due, r.guarantee_not_given], given=[r.guarantee_enough])
    check_guarantee = step((C.OFFERED, C.PARTY_SIGNED), SAME, (Duty.OFFICER, Duty.HEAD_OFFICER, Duty.FINANCE), c.REG_168, e.GuaranteeChecked, when=[r.award_stands, r.guarantee_unchecked])
    send_back_guarantee = step((C.OFFERED, C.PARTY_SIGNED), C.OFFERED, (Duty.OFFICER, Duty.HEAD_OFFICER, Duty.FINANCE), c.REG_168, e.GuaranteeSentBack, when=[r.guarantee_unchecked], given=[r.reason_given], sets=fx.guarantee_sent_back)
    party_sign = step(C.OFFERED, C.PARTY_SIGNED, Duty.OWNER, (c.REG_161, c.ETRANSACTIONS_2544), e.PartySigned, when=[r.award_stands, r.guarantee_is_given, r.party_not_banned], given=[r.signature_confirmed], sets=fx.party_signed)
    sign = step(C.PARTY_SIGNED, C.IN_FORCE, SIGNERS, (c.REG_161, c.ACT_66, c.ACT_98), e.ContractSigned, when=[r.award_stands, r.standstill_over, r.no_open_appeal, r.guarantee_is_checked, r.party_not_banned, r.power_to_sign], given=[r.signature_confirmed], sets=fx.signed)
    buy_on_receipt = step(C.DRAFTING, C.IN_FORCE, SIGNERS, (c.ACT_96_P2, c.REG_79), e.BoughtOnReceipt, when=[r.without_written_agreement, r.kind_allowed, r.small_enough_for_receipt, r.award_stands, r.lines_add_up, r.instalments_add_up, r.party_not_banned, r.power_to_sign], sets=fx.signed)
    void = step((C.DRAFTING, C.OFFERED, C.PARTY_SIGNED), C.VOID, (Duty.HEAD_OFFICER, Duty.HEAD_OF_AGENCY), (c.REG_161, c.ACT_109_1), e.ContractVoided, given=[r.reason_given], sets=fx.ended)

    # --- in force (cl. 164, 170, 181-185; s. 103)
    extend_acceptance_time = step(C.IN_FORCE, SAME, (Duty.HEAD_OF_AGENCY,), c.REG_25, e.AcceptanceTimeExtended, when=[r.acceptors_have_a_last_day], given=[r.acceptance_day_is_later, r.reason_given])
    record_copies = step((C.IN_FORCE, C.WARRANTY, C.CLOSED), SAME, OFFICERS, c.REG_164, e.CopiesSent, when=[r.copies_due, r.copies_not_sent], given=[r.letters_numbered], sets=fx.copies_sent)
    notify_penalty = step(C.IN_FORCE, SAME, OFFICERS, c.REG_181, e.PenaltyNotified, when=[r.something_overdue])
    begin_warranty = step(C.IN_FORCE, C.WARRANTY, (Duty.ACCEPTOR, Duty.HEAD_OF_AGENCY, *OFFICERS, Duty.SYSTEM), c.REG_184, e.WarrantyBegan, when=[r.everything_accepted, r.has_warranty], sets=fx.warranty)
    close = step((C.IN_FORCE, C.WARRANTY), C.CLOSED, OFFICERS, (c.REG_184, c.REG_185), e.ContractClosed, when=[r.everything_accepted, r.everything_paid, r.warranty_over], sets=fx.ended)
    return_guarantee = step((C.IN_FORCE, C.WARRANTY, C.CLOSED), SAME, (Duty.FINANCE, *OFFICERS), c.REG_170, e.GuaranteeReturned, when=[r.guarantee_held, r.obligations_ended])
    terminate = step((C.IN_FORCE, C.WARRANTY), C.TERMINATED, (Duty.HEAD_OF_AGENCY,), (c.ACT_103, c.REG_183), e.ContractTerminated, given=[r.ground_of_s103, r.reason_given], sets=fx.ended)

    # --- what the buyer found (house rule)
    rate = step(OVER_OR_RUNNING, SAME, OFFICERS, c.HOUSE_RATING, e.ServiceRated, when=[r.bought_from_the_catalogue, r.work_has_ended, r.not_rated], given=[r.stars_given, r.few_stars_explained])
    answer_rating = step(OVER_OR_RUNNING, SAME, PARTY, c.HOUSE_RATING, e.RatingAnswered, when=[r.is_rated, r.rating_not_answered], given=[r.answer_written])


class DeliveryMachine(Machine):
    """One instalment: delivered, inspected by everybody on the committee, accepted or sent back, paid (cl. 27, 175)."""

    deliver = step(D.DUE, D.DELIVERED, (Duty.TENDERER, *OFFICERS), c.REG_175, e.DeliveryMade, when=[r.contract_in_force, r.acceptors_appointed], sets=fx.delivered)
    inspect = step(D.DELIVERED, SAME, Duty.ACCEPTOR, (c.REG_175, c.REG_27), e.InspectionRecorded, when=[r.sits_on_committee, r.conflict_declared, r.acceptors_in_time, r.not_inspected_yet], given=[r.defects_described])
    accept = step(D.DELIVERED, D.ACCEPTED, Duty.ACCEPTOR, (c.ACT_100, c.REG_27, c.REG_175), e.DeliveryAccepted, when=[r.acceptors_appointed, r.everyone_inspected, r.unanimous], sets=fx.accepted)
    find_defective = step(D.DELIVERED, D.DEFECTIVE, Duty.ACCEPTOR, c.REG_175, e.DeliveryFoundDefective, when=[r.acceptors_appointed, r.everyone_inspected, r.unanimously_defective])
    accept_by_decision = step(D.DELIVERED, D.ACCEPTED, Duty.HEAD_OF_AGENCY, (c.REG_27, c.REG_175), e.DeliveryAccepted, when=[r.acceptors_appointed, r.everyone_inspected, r.committee_differs], given=[r.reason_given], sets=fx.accepted_by_decision)
    return_by_decision = step(D.DELIVERED, D.DEFECTIVE, Duty.HEAD_OF_AGENCY, (c.REG_27, c.REG_175), e.DeliveryFoundDefective, when=[r.acceptors_appointed, r.everyone_inspected, r.committee_differs], given=[r.reason_given], sets=fx.decided)
    redeliver = step(D.DEFECTIVE, D.DELIVERED, (Duty.TENDERER, *OFFICERS), c.REG_175, e.DeliveryMade, when=[r.contract_in_force], sets=fx.delivered_again)
    refuse = step(D.DEFECTIVE, D.REFUSED, Duty.HEAD_OF_AGENCY, (c.ACT_103, c.REG_175), e.DeliveryRefused, when=[r.contract_ended], given=[r.reason_given])
    submit_invoice = step(D.ACCEPTED, SAME, (Duty.TENDERER, Duty.BILLER, *OFFICERS), c.DISBURSE_2562, e.InvoiceSubmitted, when=[r.not_invoiced], given=[r.invoice_numbered])
    pay = step(D.ACCEPTED, SAME, Duty.FINANCE, (c.DISBURSE_2562, c.HOUSE_PAYMENT_EVIDENCED), e.DeliveryPaid, when=[r.invoiced, r.not_paid], given=[r.payment_evidenced])
# fmt: on
