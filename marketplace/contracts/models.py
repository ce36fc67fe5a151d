"""Orders and contracts with what belongs to them. Amounts in satang including VAT; days are Bangkok civil days."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from catalog.models import Listing
from catalog.ratings import FEW_STARS, STARS
from marketplace.accounts.models import Organisation, Person
from marketplace.contracts.machine import ContractMachine, DeliveryMachine
from marketplace.contracts.states import FINAL, ORDERS, SIGNED, UNWRITTEN, WORKS, C, D, G, K
from marketplace.contracts.visibility import visible_contracts
from marketplace.kernel.models import Row
from marketplace.law.penalty import PenaltyKind
from marketplace.payments.models import Payment
from marketplace.payments.states import M
from marketplace.procedure.fields import StateField
from suppliers.models import Company
from tenders.models import Lot, Tender

PENALTY_WORDS = {
    PenaltyKind.GOODS: _("Goods, or work that can be delivered in parts: on the price of what is not delivered"),
    PenaltyKind.SYSTEM: _("A set or an installed system: on the price of the whole set"),
    PenaltyKind.WORK: _("Hire for a whole result: on the whole price"),
    PenaltyKind.TRAFFIC: _("Public-utility works that affect traffic: on the whole price"),
    PenaltyKind.CONSULTANCY: _("Consultancy: on the whole price"),
}


def by() -> models.ForeignKey[Any, Any]:
    """The person who did what the moment beside it says."""
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


def at() -> models.DateTimeField[Any, Any]:
    return models.DateTimeField(null=True, blank=True)


class ContractQuerySet(models.QuerySet["Contract"]):
    def signed(self) -> ContractQuerySet:
        """Contracts that came into force, ended ones included."""
        return self.filter(state__in=SIGNED)

    def standing(self) -> ContractQuerySet:
        """Contracts that were not given up."""
        return self.exclude(state=C.VOID)

    def visible_to(self, actor: Any) -> ContractQuerySet:
        return visible_contracts(self, actor)


class Contract(ContractMachine, FSMModelMixin, Row):
    """What an agency and a company agree on for one awarded lot: a receipt, an order or a contract."""

    log_kind: ClassVar[str] = "contract"

    state = StateField(default=C.DRAFTING, choices=C.choices)
    kind = models.CharField(max_length=20, choices=K)
    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=300)
    offer_words = models.CharField(max_length=200, blank=True, help_text="The quotation or bid on which it rests, in words.")
    place = models.CharField(max_length=300, blank=True)
    total_satang = models.BigIntegerField()
    vat_registered = models.BooleanField(default=True)
    penalty_kind = models.CharField(max_length=20, choices=PENALTY_WORDS.items(), default=PenaltyKind.WORK)
    penalty_rate = models.DecimalField(max_digits=5, decimal_places=3, help_text="Percent per day.")
    warranty_months = models.PositiveSmallIntegerField(default=0)
    guarantee_satang = models.BigIntegerField(default=0, help_text="Guarantee due before signing; 0 where none is.")
    drafted_at, drafted_by = models.DateTimeField(), by()
    offered_at, offered_by = at(), by()
    sign_until = models.DateField(null=True, blank=True)
    party_signed_at, party_signed_by = at(), by()
    signed_at, signed_by = at(), by()
    signed_as = models.CharField(max_length=30, blank=True)
    signed_on = models.DateField(null=True, blank=True, db_index=True)
    copies_due_on = models.DateField(null=True, blank=True)
    copies_sent_on = models.DateField(null=True, blank=True)
    copy_sao_no = models.CharField(max_length=80, blank=True)
    copy_rd_no = models.CharField(max_length=80, blank=True)
    warranty_until = models.DateField(null=True, blank=True)
    ended_at, ended_by = at(), by()
    end_ground = models.CharField(max_length=20, blank=True)
    end_reason = models.TextField(blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["agency", "state"]), models.Index(fields=["company", "state"])]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=C.values), name="contract_state_is_known"),
            models.CheckConstraint(condition=Q(total_satang__gt=0), name="a_contract_has_a_price"),
            models.CheckConstraint(condition=Q(guarantee_satang__gte=0), name="a_guarantee_is_not_negative"),
            models.UniqueConstraint(fields=["lot"], condition=~Q(state=C.VOID), name="one_standing_contract_per_lot"),
        ]

    def log_root(self) -> Any:
        return self.tender

    def get_absolute_url(self) -> str:
        return reverse("contracts:contract", args=[self.ref])

    @property
    def penalty_rate_text(self) -> str:
        """The daily rate in percent as papers write it: two decimals, a third only where it matters."""
        text = f"{self.penalty_rate:.3f}"
        return text[:-1] if text.endswith("0") else text

    @property
    def is_written(self) -> bool:
        return self.kind not in UNWRITTEN

    @property
    def is_order(self) -> bool:
        return self.kind in ORDERS

    @property
    def is_work(self) -> bool:
        """Hire of work (จ้าง), not a purchase (ซื้อ)."""
        return self.kind in WORKS

    @property
    def is_signed(self) -> bool:
        return self.state in SIGNED

    @property
    def is_over(self) -> bool:
        return self.state in FINAL


class Line(models.Model):
    """One line of the agreement: what, how many, at which price."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=500)
    quantity = models.PositiveIntegerField()
    unit = models.CharField(max_length=60)
    unit_price_satang = models.BigIntegerField()
    amount_satang = models.BigIntegerField()

    class Meta:
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="lines_are_numbered"),
            models.CheckConstraint(condition=Q(amount_satang=F("quantity") * F("unit_price_satang")), name="a_line_multiplies"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.description}"


class Delivery(DeliveryMachine, FSMModelMixin, Row):
    """One instalment (งวดงาน and งวดเงิน): what is delivered by when, whether it was accepted, and what is paid for it.

    `round` counts deliveries of the same instalment: 1, and one more each time after defects.
    """

    log_kind: ClassVar[str] = "delivery"

    state = StateField(default=D.DUE, choices=D.choices)
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="deliveries")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    amount_satang = models.BigIntegerField()
    due_days = models.PositiveSmallIntegerField(help_text="Days after the day of signing.")
    due_on = models.DateField(null=True, blank=True, db_index=True)
    round = models.PositiveSmallIntegerField(default=1)
    delivered_on = models.DateField(null=True, blank=True)
    delivered_at, delivered_by = at(), by()
    delivery_note = models.TextField(blank=True)
    accepted_at, accepted_by = at(), by()
    decision = models.TextField(blank=True, help_text="The head of agency's decision where the committee was not of one mind.")
    decided_at, decided_by = at(), by()
    days_late = models.PositiveSmallIntegerField(default=0)
    penalty_base_satang = models.BigIntegerField(default=0)
    penalty_satang = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="deliveries_are_numbered"),
            models.CheckConstraint(condition=Q(state__in=D.values), name="delivery_state_is_known"),
            models.CheckConstraint(condition=Q(amount_satang__gt=0), name="an_instalment_has_an_amount"),
        ]

    def log_root(self) -> Any:
        return self.contract.tender

    def get_absolute_url(self) -> str:
        return f"{self.contract.get_absolute_url()}#delivery-{self.number}"

    def late_on(self, day: dt.date) -> int:
        """Days after the due day on `day`, while nothing was delivered; 0 otherwise."""
        if self.due_on is None or self.state not in {D.DUE, D.DEFECTIVE}:
            return 0
        return max(0, (day - self.due_on).days)


class Inspection(models.Model):
    """What one acceptor found in one round: accept, or defects with their description. Dissent stays on record."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="inspections")
    round = models.PositiveSmallIntegerField()
    found_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    accepts = models.BooleanField()
    note = models.TextField(blank=True)
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["delivery", "round", "found_at"]
        constraints = [models.UniqueConstraint(fields=["delivery", "round", "found_by"], name="everyone_inspects_once_a_round")]

    def __str__(self) -> str:
        return f"{self.delivery_id}/{self.round} {self.found_by}"


class DefectNotice(models.Model):
    """The party is told of defects within three working days after they were found (cl. 175)."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="defect_notices")
    round = models.PositiveSmallIntegerField()
    text = models.TextField()
    found_on = models.DateField()
    tell_by = models.DateField()
    told_at, told_by = at(), by()

    class Meta:
        ordering = ["delivery", "round"]
        constraints = [models.UniqueConstraint(fields=["delivery", "round"], name="one_defect_notice_a_round")]

    def __str__(self) -> str:
        return f"{self.delivery_id}/{self.round}"


class PenaltyNotice(models.Model):
    """The party is told that the penalty runs, within seven working days after the due day (cl. 181)."""

    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="penalty_notice")
    tell_by = models.DateField()
    told_at, told_by = at(), by()

    def __str__(self) -> str:
        return f"{self.delivery_id}"


class Guarantee(models.Model):
    """The contract guarantee: given by the party, checked by the agency, returned when the obligations have ended."""

    contract = models.OneToOneField(Contract, on_delete=models.CASCADE, related_name="guarantee")
    kind = models.CharField(max_length=20, choices=G)
    issuer = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=80, blank=True)
    amount_satang = models.BigIntegerField()
    dated_on = models.DateField()
    given_at, given_by = at(), by()
    checked_at, checked_by = at(), by()
    return_by = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    returned_at, returned_by = at(), by()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_satang__gt=0), name="a_guarantee_has_an_amount")]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.number}"


class Invoice(models.Model):
    """What the party claims for an accepted delivery and how the payment divides."""

    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="invoice")
    number = models.CharField(max_length=80)
    dated_on = models.DateField()
    total_satang = models.BigIntegerField()
    base_satang = models.BigIntegerField()
    vat_satang = models.BigIntegerField()
    withheld_satang = models.BigIntegerField()
    penalty_satang = models.BigIntegerField(help_text="Penalty taken off this payment.")
    net_satang = models.BigIntegerField()
    claim_by = models.DateField(help_text="Last day for the claim to the treasury.")
    submitted_at, submitted_by = at(), by()
    settled_at, settled_by = at(), by()
    payment = models.ForeignKey(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(total_satang=F("base_satang") + F("vat_satang")), name="an_invoice_adds_up"),
            models.CheckConstraint(
                condition=Q(net_satang=F("total_satang") - F("withheld_satang") - F("penalty_satang")), name="an_invoice_nets"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.delivery_id}"

    @property
    def is_settled(self) -> bool:
        """Paid with a payment that counts; or the penalty left nothing to pay, and that was recorded."""
        if self.settled_at is None:
            return False
        return self.payment is None or self.payment.state == M.PAID


class Rating(models.Model):
    """What the agency says of a service that it bought from the catalogue, once; and the supplier's answer, once."""

    contract = models.OneToOneField(Contract, on_delete=models.CASCADE, related_name="rating")
    listings = models.ManyToManyField(Listing, related_name="+", help_text="What was bought from the catalogue.")
    stars = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, max_length=1000)
    given_at, given_by = models.DateTimeField(), by()
    answer = models.TextField(blank=True, max_length=1000)
    answered_at, answered_by = at(), by()

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(stars__in=STARS), name="a_rating_has_one_to_five_stars"),
            models.CheckConstraint(condition=~Q(stars__in=FEW_STARS) | ~Q(text=""), name="few_stars_have_words"),
        ]

    def __str__(self) -> str:
        return f"{self.stars}/{max(STARS)} · {self.contract_id}"


class PaperKind(models.TextChoices):
    ORDER = "order", _("Order paper")
    CONTRACT = "contract", _("Contract")
    ACCEPTANCE = "acceptance", _("Acceptance note")
    LETTER = "letter", _("Letter")


class IssuedPaper(models.Model):
    """A paper as it was issued: its facts, so that page and PDF can be set again, and their digest."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="papers")
    delivery = models.ForeignKey(Delivery, null=True, blank=True, on_delete=models.CASCADE, related_name="papers")
    ref = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=PaperKind)
    title = models.CharField(max_length=120)
    facts = models.JSONField()
    digest = models.CharField(max_length=64)
    issued_at, issued_by = models.DateTimeField(), by()

    class Meta:
        ordering = ["contract", "issued_at", "pk"]

    def __str__(self) -> str:
        return self.ref

    def get_absolute_url(self) -> str:
        return reverse("contracts:paper", args=[self.contract.ref, self.ref])


# Points to `Contract` by name; imported here so that it is found among the models.
from marketplace.contracts.models_of_abandoning import Abandonment as Abandonment  # noqa: E402
