"""Tells the engine of payments: machine, facts, words, forms."""

from django.utils.translation import gettext_lazy as _

from marketplace.procedure import Words, register

WORDS = {
    "confirm": Words(_("Confirm the payment")),
    "fail": Words(_("Record that the payment failed"), turns_back=True),
    "reverse": Words(
        _("Take the payment back"),
        _("The record stays in the case file, marked as taken back, and the amount counts as unpaid again."),
        turns_back=True,
    ),
}


def announce() -> None:
    from marketplace.payments.actions import case
    from marketplace.payments.forms import ReverseForm
    from marketplace.payments.machine import PaymentMachine
    from marketplace.payments.models import Payment
    from marketplace.payments.states import FINAL, M

    register(
        Payment,
        machine=PaymentMachine,
        facts=case.facts,
        words=WORDS,
        states={state.value: state.label for state in M},
        initial=M.BEGUN.value,
        final=frozenset(state.value for state in FINAL),
        forms={"reverse": ReverseForm},
        find=case.find,
    )
