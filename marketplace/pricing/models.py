"""Central prices, prices paid, letters that ask for prices, and frozen price reports. Amounts in satang; days are Bangkok days.

Knows no purchase: a case is named by its reference. Who runs purchases writes down here what was paid.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.models import Category
from catalog.questions import Unit, definitions
from marketplace.accounts.models import Organisation, Person
from marketplace.kernel.models import Row
from marketplace.law.reference_price import PriceSource
from suppliers.models import Company


def _by() -> Any:
    return models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


@dataclass(frozen=True)
class CaseRoot:
    """The purchase under whose case file a report or a letter is kept, by its reference."""

    ref: str
    log_kind: str = "tender"

    def log_root(self) -> CaseRoot:
        return self


class Issuer(models.TextChoices):
    """Who issues central prices."""

    CGD = "cgd", _("Comptroller General's Department")
    BB = "bb", _("Budget Bureau")
    MDES = "mdes", _("Ministry of Digital Economy and Society")
    OTHER = "other", _("Another central agency")


class CentralPriceQuerySet(models.QuerySet["CentralPrice"]):
    def in_force(self, on: dt.date) -> CentralPriceQuerySet:
        """Valid on the day and not taken out of the register."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on, ended_at=None)


class CentralPrice(Row):
    """A price that a central agency has set for one unit of a category (s. 4 (1) to (3)). Corrected by ending it and entering another."""

    log_kind: ClassVar[str] = "central_price"
    SOURCES: ClassVar[tuple[PriceSource, ...]] = (PriceSource.COMPUTED, PriceSource.DATABASE, PriceSource.STANDARD)

    source = models.CharField(max_length=20, choices=[(kind.value, kind.label) for kind in SOURCES])
    issuer = models.CharField(max_length=20, choices=Issuer)
    document_no = models.CharField(max_length=120)
    document_on = models.DateField()
    title = models.CharField(max_length=255)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=40)
    price_satang = models.BigIntegerField(help_text="one unit, VAT included")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="last day; empty while none is set")
    entered_at = models.DateTimeField()
    entered_by = _by()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.TextField(blank=True)

    objects = CentralPriceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["category", "unit", "valid_from"], name="central_price_by_category")]
        constraints = [
            models.CheckConstraint(condition=Q(price_satang__gt=0), name="a_central_price_is_an_amount"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="a_central_price_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["issuer", "document_no", "category", "unit", "title", "valid_from"],
                condition=Q(ended_at=None),
                name="a_central_price_is_entered_once",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("central_price", args=[self.ref])

    @property
    def unit_words(self) -> Unit:
        return definitions().units[self.unit]


class PaidPrice(models.Model):
    """What an agency agreed to pay for so many units for so long: written down when the contract is signed."""

    lot_ref = models.CharField(max_length=40, unique=True)
    case_ref = models.CharField(max_length=40)
    case_title = models.CharField(max_length=255)
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    term = models.PositiveIntegerField()
    total_satang = models.BigIntegerField(help_text="agreed total, VAT included")
    contracted_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["category", "unit", "-contracted_on"], name="paid_price_by_category")]
        constraints = [
            models.CheckConstraint(condition=Q(total_satang__gt=0, quantity__gt=0, term__gt=0), name="a_paid_price_is_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.lot_ref} {self.total_satang}"


class SurveyLetter(Row):
    """A letter that asks one supplier for its price, with the answer once there is one."""

    log_kind: ClassVar[str] = "survey_letter"

    case_ref = models.CharField(max_length=40, db_index=True)
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    term = models.PositiveIntegerField()
    answer_until = models.DateField()
    facts = models.JSONField()
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    issued_by = _by()
    answer_satang = models.BigIntegerField(null=True, blank=True, help_text="total for the quantity and term, VAT included")
    answer_note = models.TextField(blank=True)
    declined = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case_ref", "company"], name="a_supplier_is_asked_once"),
            models.CheckConstraint(condition=Q(answer_satang=None) | Q(answer_satang__gt=0), name="an_answer_is_an_amount"),
        ]

    def log_root(self) -> CaseRoot:
        return CaseRoot(self.case_ref)

    def get_absolute_url(self) -> str:
        return reverse("survey_letter", args=[self.ref])

    @property
    def unit_words(self) -> Unit:
        return definitions().units[self.unit]

    @property
    def is_open(self) -> bool:
        return self.answered_at is None


class PriceReport(Row):
    """A frozen price benchmark: everything it rests on as plain facts, with their digest. Never changed; a newer one replaces it."""

    log_kind: ClassVar[str] = "price_report"

    case_ref = models.CharField(max_length=40, db_index=True)
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = _by()

    class Meta:
        ordering = ["-pk"]

    def log_root(self) -> CaseRoot:
        return CaseRoot(self.case_ref)


def in_reader_language(th: str, en: str) -> str:
    """The name in the reader's language; Thai where there is no other."""
    return en if en and (get_language() or "th").startswith("en") else th
