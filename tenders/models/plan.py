"""Lines of the annual procurement plan (s. 11, cl. 11–13)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django_fsm import FSMModelMixin

from catalog.models import Category
from marketplace.accounts.models import Organisation, Person
from marketplace.kernel.models import Row
from marketplace.procedure.fields import StateField
from tenders.machine import PlanMachine
from tenders.states import P


class PlanLine(PlanMachine, FSMModelMixin, Row):
    """One thing that an agency plans to buy in a fiscal year (Buddhist Era)."""

    log_kind: ClassVar[str] = "plan_line"

    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveIntegerField()
    title = models.CharField(max_length=255)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    budget_satang = models.BigIntegerField()
    budget_source = models.CharField(max_length=200)
    month = models.DateField(help_text="first day of the month in which the invitation is expected")
    state = StateField(default=P.DRAFTED, choices=P.choices)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["agency", "fiscal_year", "state"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(budget_satang__gt=0), name="plan_line_has_an_amount"),
            models.CheckConstraint(condition=models.Q(state__in=P.values), name="plan_line_in_a_known_state"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("plan_line", args=[self.ref])
