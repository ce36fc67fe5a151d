"""A request of a verified company to change facts that a registrar compared with evidence."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django_fsm import FSMModelMixin

from marketplace.accounts.models import Person
from marketplace.kernel.models import Row
from marketplace.procedure.fields import StateField
from suppliers.machine import ChangeMachine
from suppliers.models.company import Company
from suppliers.states import R


def _by() -> Any:
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class ChangeQuerySet(models.QuerySet["ChangeRequest"]):
    def waiting(self) -> ChangeQuerySet:
        """Requests that no registrar has decided and the company has not taken back."""
        return self.filter(state=R.WAITING)


class ChangeRequest(ChangeMachine, FSMModelMixin, Row):
    """What one part of a company's facts is, and what the company wants it to be; decided fact by fact.

    `changes` holds fact to {"old", "new"}, `verdicts` fact to {"verdict", "reason"}. Until it is decided everything stays
    as it is; what is refused stays as it was.
    """

    log_kind: ClassVar[str] = "change"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="changes")
    state = StateField(default=R.WAITING, choices=R.choices)
    part = models.CharField(max_length=20)
    changes = models.JSONField(default=dict)
    reason = models.TextField()
    verdicts = models.JSONField(default=dict, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = _by()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=R.values), name="change_in_a_known_state"),
            models.UniqueConstraint(fields=["company", "part"], condition=Q(state=R.WAITING), name="one_waiting_change_per_part"),
            models.CheckConstraint(condition=Q(state=R.DECIDED, decided_at__isnull=False) | ~Q(state=R.DECIDED), name="change_is_decided_by_somebody"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.ref

    def log_root(self) -> Company:
        return self.company

    @property
    def state_word(self) -> str:
        return str(R(self.state).label)
