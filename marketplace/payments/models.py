"""Payments. A payment names what it is for by kind and reference only; it knows no tender and no contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMModelMixin

from marketplace.accounts.duty import AGENCY_DUTIES, Duty
from marketplace.accounts.models import Organisation, Person
from marketplace.kernel.models import Row, StoredFile
from marketplace.payments.machine import PaymentMachine
from marketplace.payments.states import M
from marketplace.procedure.fields import StateField


@dataclass(frozen=True)
class Case:
    """The case under which a payment's entries are filed, known by name only."""

    log_kind: str
    ref: str

    def log_root(self) -> Case:
        return self


class PaymentQuerySet(models.QuerySet["Payment"]):
    def paid(self) -> PaymentQuerySet:
        """Payments that count."""
        return self.filter(state=M.PAID)

    def visible_to(self, actor: Any) -> PaymentQuerySet:
        """Payments of the agency that the actor works for or of the company that they deal for; auditors see all."""
        if actor.has(Duty.AUDITOR):
            return self
        if not actor.has(*AGENCY_DUTIES, Duty.OWNER, Duty.BIDDER):
            return self.none()
        return self.filter(Q(payer_id=actor.organisation_id) | Q(payee_id=actor.organisation_id))


class Payment(PaymentMachine, FSMModelMixin, Row):
    """One movement of money. Amounts in satang: what is paid out, after tax withheld and penalty."""

    log_kind: ClassVar[str] = "payment"

    state = StateField(default=M.BEGUN, choices=M.choices)
    payer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    payee = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    gateway = models.CharField(max_length=20)
    amount_satang = models.BigIntegerField()
    purpose_kind = models.CharField(max_length=40)
    purpose_ref = models.CharField(max_length=60)
    case_kind = models.CharField(max_length=40)
    case_ref = models.CharField(max_length=60)
    reference = models.CharField(max_length=80, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    evidence = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = PaymentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["purpose_kind", "purpose_ref"])]
        constraints = [
            models.CheckConstraint(condition=Q(amount_satang__gt=0), name="a_payment_moves_money"),
            models.CheckConstraint(condition=Q(state__in=M.values), name="payment_state_is_known"),
            models.CheckConstraint(condition=~Q(payer=models.F("payee")), name="nobody_pays_themself"),
        ]

    def log_root(self) -> Case:
        return Case(self.case_kind, self.case_ref)

    def get_absolute_url(self) -> str:
        return reverse("payments:payment", args=[self.ref])
