"""Appeals against an award (s. 114–119)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMModelMixin

from marketplace.accounts.models import Person
from marketplace.kernel.models import Row
from marketplace.procedure.fields import StateField
from suppliers.models import Company
from tenders.machine import AppealMachine
from tenders.models.tender import Tender
from tenders.states import APPEAL_ACCEPTED, APPEAL_OPEN, A


class AppealQuerySet(models.QuerySet["Appeal"]):
    def open(self) -> AppealQuerySet:
        """Not decided yet: signing is locked."""
        return self.filter(state__in=APPEAL_OPEN)

    def accepted(self) -> AppealQuerySet:
        """Upheld or agreed with, and not yet carried out."""
        return self.filter(state__in=APPEAL_ACCEPTED, carried_out=False)


class Appeal(AppealMachine, FSMModelMixin, Row):
    """One appeal of one bidder."""

    log_kind: ClassVar[str] = "appeal"

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="appeals")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    state = StateField(default=A.FILED, choices=A.choices)
    text = models.TextField()
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opinion = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    decision = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    carried_out = models.BooleanField(default=False, help_text="the evaluation was taken up again because of it")

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=A.values), name="appeal_in_a_known_state"),
            models.UniqueConstraint(
                fields=["tender", "company"], condition=Q(state__in=sorted(APPEAL_OPEN)), name="one_open_appeal_of_a_bidder"
            ),
        ]

    def log_root(self) -> Tender:
        return self.tender

    def get_absolute_url(self) -> str:
        return reverse("appeal", args=[self.ref])
