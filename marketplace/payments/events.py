"""What can happen to a payment."""

from django.utils.translation import gettext_lazy as _

from marketplace.audit import Event

ABOUT = {"purpose": "kind and reference of what is paid for", "amount_satang": "amount paid out, satang"}


class PaymentConfirmed(Event):
    """Money has gone out: either seen by the gateway or shown by evidence that a person attached."""

    code = "payments.payment_confirmed"
    sentence = _("The payment was confirmed")
    fields = {
        **ABOUT,
        "gateway": "which gateway confirms it",
        "payer": "reference of the paying organisation",
        "payee": "reference of the organisation that is paid",
        "reference": "the bank's or treasury's reference",
        "paid_on": "day on which the money went out",
        "evidence_sha256": "hash of the attached evidence",
    }


class PaymentFailed(Event):
    """The gateway could not move the money."""

    code = "payments.payment_failed"
    sentence = _("The payment failed")
    fields = {**ABOUT, "reason": "why, as far as the gateway says"}


class PaymentReversed(Event):
    """The record of a payment was taken back, for example because the money came back."""

    code = "payments.payment_reversed"
    sentence = _("The payment was taken back")
    fields = {**ABOUT, "reason": "why"}
