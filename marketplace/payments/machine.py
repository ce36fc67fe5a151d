"""The life of a payment, one row per step."""

from marketplace.accounts.duty import Duty as D
from marketplace.law import clauses as c
from marketplace.payments import events as e
from marketplace.payments import rules as r
from marketplace.payments.states import M
from marketplace.procedure import Machine, step


# fmt: off
class PaymentMachine(Machine):
    """Money from one organisation to another. A record is never changed, only taken back."""

    confirm = step(M.BEGUN, M.PAID, (D.FINANCE, D.SYSTEM), (c.DISBURSE_2562, c.HOUSE_PAYMENT_EVIDENCED), e.PaymentConfirmed, when=[r.evidence_attached, r.reference_written, r.paid_already])
    fail = step(M.BEGUN, M.FAILED, (D.FINANCE, D.SYSTEM), c.HOUSE_PAYMENT_EVIDENCED, e.PaymentFailed)
    reverse = step(M.PAID, M.REVERSED, D.FINANCE, c.HOUSE_PAYMENT_EVIDENCED, e.PaymentReversed, given=[r.reason_given])
# fmt: on
