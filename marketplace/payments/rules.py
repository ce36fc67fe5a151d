"""When a payment counts. Pure."""

from django.utils.translation import gettext_lazy as _

from marketplace.law import clauses as c
from marketplace.payments.facts import PaymentFacts
from marketplace.procedure import rule
from marketplace.procedure.refusals import Verdict


@rule(
    c.HOUSE_PAYMENT_EVIDENCED, _("No evidence of the payment is attached."), remedy=_("Attach the transfer slip or the treasury's notice.")
)
def evidence_attached(f: PaymentFacts) -> Verdict:
    return f.evidenced


@rule(
    c.HOUSE_PAYMENT_EVIDENCED,
    _("The reference of the payment is missing."),
    remedy=_("Write the number on the transfer slip or the treasury's notice."),
)
def reference_written(f: PaymentFacts) -> Verdict:
    return bool(f.reference.strip())


@rule(
    c.HOUSE_PAYMENT_EVIDENCED,
    _("The day of payment, %(paid_on)s, is still to come."),
    remedy=_("Record the payment once the money has gone out."),
)
def paid_already(f: PaymentFacts) -> Verdict:
    return True if f.paid_on is not None and f.paid_on <= f.today else {"paid_on": f.paid_on or "–"}


@rule(c.HOUSE_REASON, _("The reason is missing."), remedy=_("Write why, in one sentence."))
def reason_given(f: PaymentFacts) -> Verdict:
    return bool(str(f.inputs.get("reason") or "").strip())
