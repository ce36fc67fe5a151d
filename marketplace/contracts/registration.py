"""Tells the engine of contracts and deliveries: machines, facts, words, forms, verbs."""

from __future__ import annotations

from typing import Any

from marketplace.procedure import register


def announce() -> None:
    """Called once when the product starts."""
    from marketplace.contracts import abandoning_forms, forms, words
    from marketplace.contracts.actions import abandoning, case, delivering, drafting, paying, rating, signing
    from marketplace.contracts.machine import ContractMachine, DeliveryMachine
    from marketplace.contracts.machine_of_abandoning import AbandonmentMachine
    from marketplace.contracts.models import Abandonment, Contract, Delivery
    from marketplace.contracts.states import DELIVERY_FINAL, FINAL, PROPOSAL_FINAL, C, D, P

    contract_verbs: dict[str, Any] = {
        "set_terms": drafting.set_terms,
        "offer": signing.offer,
        "give_guarantee": signing.give_guarantee,
        "check_guarantee": signing.check_guarantee,
        "send_back_guarantee": signing.send_back_guarantee,
        "party_sign": signing.party_sign,
        "sign": signing.sign,
        "buy_on_receipt": signing.buy_on_receipt,
        "terminate": signing.terminate,
        "extend_acceptance_time": delivering.extend_acceptance_time,
        "notify_penalty": delivering.notify_penalty,
        "return_guarantee": paying.return_guarantee,
        "close": paying.close,
        "rate": rating.rate,
        "answer_rating": rating.answer,
    }
    register(
        Contract,
        machine=ContractMachine,
        facts=case.contract_facts,
        words=words.CONTRACT,
        states={state.value: state.label for state in C},
        initial=C.DRAFTING.value,
        final=frozenset(state.value for state in FINAL),
        forms={
            "set_terms": forms.TermsForm,
            "take_back": forms.ReasonForm,
            "give_guarantee": forms.GuaranteeForm,
            "send_back_guarantee": forms.ReasonForm,
            "party_sign": forms.SignForm,
            "sign": forms.SignForm,
            "void": forms.ReasonForm,
            "extend_acceptance_time": forms.MoreTimeForm,
            "record_copies": forms.CopiesForm,
            "return_guarantee": forms.ReturnGuaranteeForm,
            "terminate": forms.TerminateForm,
            "rate": forms.RateForm,
            "answer_rating": forms.AnswerRatingForm,
        },
        verbs=contract_verbs,
        pages={"set_terms": "contracts:terms"},
        find=case.find_contract,
    )
    register(
        Abandonment,
        machine=AbandonmentMachine,
        facts=abandoning.abandonment_facts,
        words=words.ABANDONMENT,
        states={state.value: state.label for state in P},
        initial=P.DRAFT.value,
        final=frozenset(state.value for state in PROPOSAL_FINAL),
        forms={
            "explain": abandoning_forms.ExplainForm,
            "forward": abandoning_forms.ForwardForm,
            "list_company": abandoning_forms.ListingForm,
            "dismiss": abandoning_forms.DecisionForm,
            "withdraw": forms.ReasonForm,
        },
        verbs={"explain": abandoning.explain, "forward": abandoning.forward, "list_company": abandoning.list_company},
        find=lambda ref, actor: Abandonment.objects.visible_to(actor).select_related("company", "agency", "tender").filter(ref=ref).first(),
    )
    delivery_verbs: dict[str, Any] = {
        "deliver": delivering.deliver,
        "redeliver": delivering.deliver,
        "inspect": delivering.inspect,
        "accept": delivering.accept,
        "find_defective": delivering.find_defective,
        "accept_by_decision": delivering.accept_by_decision,
        "return_by_decision": delivering.return_by_decision,
        "refuse": delivering.refuse,
        "submit_invoice": paying.submit_invoice,
        "pay": paying.pay,
    }
    register(
        Delivery,
        machine=DeliveryMachine,
        facts=case.delivery_facts,
        words=words.DELIVERY,
        states={state.value: state.label for state in D},
        initial=D.DUE.value,
        final=frozenset(state.value for state in DELIVERY_FINAL),
        forms={
            "deliver": forms.DeliverForm,
            "redeliver": forms.DeliverForm,
            "inspect": forms.InspectForm,
            "accept_by_decision": forms.ReasonForm,
            "return_by_decision": forms.ReasonForm,
            "refuse": forms.ReasonForm,
            "submit_invoice": forms.InvoiceForm,
            "pay": forms.PayForm,
        },
        verbs=delivery_verbs,
        find=case.find_delivery,
    )
