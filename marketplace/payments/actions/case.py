"""Facts of a payment, gathered from its row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.payments.facts import PaymentFacts
from marketplace.payments.models import Payment


def facts(payment: Payment, actor: Actor, *, inputs: Mapping[str, Any], step: str) -> PaymentFacts:
    """The facts of `payment` for `actor`: only the payer's people have duties in it."""
    now = clock.read()
    own = actor.organisation_id == payment.payer_id or actor.kind == "system"
    return PaymentFacts(
        state=str(payment.state),
        actor=actor,
        duties=actor.duties if own else frozenset[Duty](),
        now=now,
        today=clock.civil(now),
        inputs=inputs,
        amount_satang=payment.amount_satang,
        evidenced=bool(payment.evidence_sha256),
        reference=payment.reference,
        paid_on=payment.paid_on,
    )


def find(ref: str, actor: Actor) -> Payment | None:
    """The payment of `ref` if the actor may see it."""
    return Payment.objects.visible_to(actor).select_related("payer", "payee", "evidence").filter(ref=ref).first()
