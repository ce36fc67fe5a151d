"""The list of work abandoners (ผู้ทิ้งงาน), how it was read in, and dated comparisons with it."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from marketplace.accounts.models import Person
from marketplace.kernel.models import Row, StoredFile
from marketplace.procedure.fields import StateField
from suppliers.machine import AbandonerMachine
from suppliers.models.company import Company, Director
from suppliers.states import A


def _by() -> Any:
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class Who(models.TextChoices):
    COMPANY = "company", _("Company")
    PERSON = "person", _("Person")


class Ground(models.TextChoices):
    """The cases of s. 109, by their numbers."""

    NOT_SIGNED = "109.1", _("The winner did not sign")
    NOT_PERFORMED = "109.2", _("The contract was not performed")
    UNFAIR = "109.3", _("Obstructed fair competition, or dishonest")
    CONSULTANT = "109.4", _("A consultant's result was seriously wrong")
    DESIGN = "109.5", _("Design or supervision was seriously wrong")
    OTHER = "109.6", _("Another case of the ministerial regulation")


class AbandonerImport(models.Model):
    """One list that was read in: which file, the list of which day, and what came of it."""

    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    as_of = models.DateField(help_text="the day of the list")
    added = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"list of {self.as_of}"


class AbandonerQuerySet(models.QuerySet["Abandoner"]):
    def in_force(self, on: dt.date) -> AbandonerQuerySet:
        """Entries whose order binds on the day: ordered by then, and not ended by then."""
        return self.filter(ordered_on__lte=on).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


class Abandoner(AbandonerMachine, FSMModelMixin, Row):
    """A company or person whom an order named a work abandoner. It ends by a removal order, never by itself.

    `checked_on` is the day of the newest list in which the entry was still seen.
    """

    log_kind: ClassVar[str] = "abandoner"

    state = StateField(default=A.LISTED, choices=A.choices)
    who = models.CharField(max_length=10, choices=Who)
    number = models.CharField(max_length=13, blank=True, db_index=True)
    name = models.CharField(max_length=255)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    #: Name without title, blanks and case: what directors are compared with.
    name_key = models.CharField(max_length=255, db_index=True)
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    agency = models.CharField(max_length=255, blank=True)
    order_no = models.CharField(max_length=80)
    ordered_on = models.DateField()
    checked_on = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    removal_order_no = models.CharField(max_length=80, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = _by()

    objects = AbandonerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-ordered_on", "-id"], name="abandoner_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=A.values), name="abandoner_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=A.LISTED, ended_on__isnull=True, removal_order_no="")
                | (Q(state=A.REMOVED, ended_on__isnull=False) & ~Q(removal_order_no="")),
                name="abandoner_ends_only_by_an_order",
            ),
            models.UniqueConstraint(fields=["order_no", "ordered_on", "number", "name_key"], name="one_abandoner_per_order"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("suppliers:abandoner", args=[self.ref])

    @property
    def state_word(self) -> str:
        return str(A(self.state).label)


class Purpose(models.TextChoices):
    VERIFICATION = "verification", _("Verification")
    BID = "bid", _("Bid")
    AWARD = "award", _("Award of a purchase")
    ORDER = "order", _("Order or contract")
    OTHER = "other", _("Look-up")


class AbandonerCheck(models.Model):
    """A dated comparison of a company and its directors with the list: what was compared, with what result."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="abandoner_checks")
    purpose = models.CharField(max_length=20, choices=Purpose)
    case_ref = models.CharField(max_length=40, blank=True)
    on = models.DateField()
    list_as_of = models.DateField(null=True, blank=True)
    directors = models.PositiveIntegerField()
    found = models.JSONField(default=list, help_text="references of entries that were met")
    entry_uuid = models.UUIDField(help_text="the entry of the log")
    made_at = models.DateTimeField()
    made_by = _by()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["company", "purpose", "-id"], name="check_by_company")]

    def __str__(self) -> str:
        return f"{self.company_id} on {self.on}: {len(self.found)} found"

    @property
    def is_clear(self) -> bool:
        return not self.found


class NamesakeClearing(models.Model):
    """A registrar found that a director and a listed person only share their name."""

    director = models.ForeignKey(Director, on_delete=models.PROTECT, related_name="clearings")
    abandoner = models.ForeignKey(Abandoner, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    cleared_at = models.DateTimeField()
    cleared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["director", "abandoner"], name="one_clearing_per_namesake")]

    def __str__(self) -> str:
        return f"{self.director_id} is not {self.abandoner_id}"
