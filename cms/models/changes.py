"""A proposed change of the rules: a new dated value, or a day of the government calendar. Decided by a second person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from cms.machine import RuleChangeMachine
from cms.states import ChangeKind, ChangeState
from marketplace.accounts.models import Person
from marketplace.kernel.models import Row
from marketplace.law.definitions import Definition, definition
from marketplace.law.models import HolidayOverride
from marketplace.law.wording import lines
from marketplace.procedure.fields import StateField


@dataclass(frozen=True)
class RuleInLog:
    """The rule (or the calendar) under which entries about its changes are kept."""

    log_kind: str
    ref: str

    def log_root(self) -> RuleInLog:
        return self


class RuleChangeQuerySet(models.QuerySet["RuleChange"]):
    def waiting(self) -> RuleChangeQuerySet:
        """Proposals on which nobody has decided."""
        return self.filter(state=ChangeState.PROPOSED)

    def waiting_for(self, person_id: int | None) -> RuleChangeQuerySet:
        """Proposals on which this person may decide: those of other people."""
        return self.waiting().exclude(proposed_by_id=person_id)


class RuleChange(RuleChangeMachine, FSMModelMixin, Row):
    """One proposal. Once approved, the value itself is a row of the law; this row says how it came about."""

    log_kind: ClassVar[str] = "rule_change"

    state = StateField(default=ChangeState.PROPOSED, choices=ChangeState.choices)
    kind = models.CharField(max_length=10, choices=ChangeKind)
    rule_id = models.CharField(max_length=60, blank=True)
    scope = models.CharField(max_length=40, blank=True)
    value = models.JSONField(null=True, blank=True)
    written = models.CharField(max_length=400, blank=True)
    day = models.DateField(null=True, blank=True)
    effect = models.CharField(max_length=10, blank=True, choices=HolidayOverride.Effect)
    name_th = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    reason = models.TextField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    objects = RuleChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a rule")
        verbose_name_plural = _("changes of rules")
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="approved") | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="a_rule_change_is_approved_by_another_person",
            ),
            models.CheckConstraint(condition=Q(state__in=ChangeState.values), name="a_rule_change_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(kind="value", day__isnull=True) & ~Q(rule_id="") | Q(kind="day", day__isnull=False, rule_id=""),
                name="a_rule_change_is_of_one_kind",
            ),
        ]

    @property
    def rule(self) -> Definition | None:
        """The rule; None for a day of the calendar."""
        return definition(self.rule_id) if self.kind == ChangeKind.VALUE else None

    @property
    def words(self) -> list[str]:
        """The proposed value in words of the reader's language."""
        return lines(self.rule, self.value) if self.rule else [self.day_name]

    @property
    def day_name(self) -> str:
        return self.name_en if (get_language() or "th").startswith("en") else self.name_th

    def said(self) -> dict[str, Any]:
        """What the log keeps of the proposal."""
        kept = ("kind", "rule_id", "scope", "value", "written", "day", "effect", "name_th", "name_en")
        dated = ("effective_from", "effective_to", "source", "reason")
        said = {name: getattr(self, name) for name in (*kept, *dated)}
        return said | {"proposer": self.proposed_by.ref, "what": self.about}

    @property
    def about(self) -> str:
        """The rule, or the day of the calendar, by its id."""
        return self.rule_id or (self.day.isoformat() if self.day else "")

    def log_root(self) -> Any:
        if self.kind == ChangeKind.VALUE:
            return RuleInLog("rule", self.rule_id)
        assert isinstance(self.day, dt.date)
        return RuleInLog("calendar", self.day.isoformat())

    def get_absolute_url(self) -> str:
        return reverse("rule_change", args=[self.ref])
