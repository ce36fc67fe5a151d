"""Record a payment inside the caller's sitting: the app that owes the money calls down here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from marketplace.accounts.actor import Actor
from marketplace.accounts.models import Organisation
from marketplace.kernel import clock, files
from marketplace.kernel.references import next_ref
from marketplace.payments.gateways import Order, gateway
from marketplace.payments.models import Payment
from marketplace.procedure.door import Sitting


def pay(
    held: Sitting,
    *,
    actor: Actor,
    gateway_code: str,
    payer: Organisation,
    payee: Organisation,
    amount_satang: int,
    purpose: Any,
    details: Mapping[str, Any],
) -> Payment:
    """Pay `amount_satang` for `purpose` (a row with `log_kind`, `ref` and `log_root()`), inside the sitting `held`.

    Returns:
        The payment: paid where the gateway says that the money has gone out, else begun.

    Raises:
        Refused: evidence, reference or day is missing; the sitting is undone.
        UnknownGateway: no such gateway.
    """
    assert actor.person_id is not None, "a payment is recorded by a person"
    root = purpose.log_root()
    order = Order(amount_satang, purpose.log_kind, purpose.ref, payer.ref, payee.ref)
    begun = gateway(gateway_code).begin(order, details)
    payment = Payment(
        ref=next_ref("PAY"),
        payer=payer,
        payee=payee,
        gateway=gateway_code,
        amount_satang=amount_satang,
        purpose_kind=purpose.log_kind,
        purpose_ref=purpose.ref,
        case_kind=root.log_kind,
        case_ref=root.ref,
        reference=begun.reference,
        paid_on=begun.paid_on,
        recorded_at=clock.read(),
        recorded_by_id=actor.person_id,
    )
    if begun.evidence is not None:
        payment.evidence_sha256 = _fingerprint(begun.evidence)
    payment.save()
    if begun.done:
        payment = held.take(
            payment,
            "confirm",
            actor=actor,
            purpose=f"{payment.purpose_kind} {payment.purpose_ref}",
            amount_satang=amount_satang,
            gateway=gateway_code,
            payer=payer.ref,
            payee=payee.ref,
            reference=payment.reference,
            paid_on=payment.paid_on,
            evidence_sha256=payment.evidence_sha256,
        )
    if begun.evidence is not None:
        # Kept last: a refused payment leaves no file behind.
        payment.evidence = files.receive(begun.evidence, by=actor)
        Payment.objects.filter(pk=payment.pk).update(evidence=payment.evidence)
    return payment


def _fingerprint(file: Any) -> str:
    made = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        made.update(chunk)
    file.seek(0)
    return made.hexdigest()
