"""Needs assessments of agencies, and the needs that a finished one found."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from catalog.models import Category
from catalog.questions import Text
from marketplace.accounts.actor import Actor
from marketplace.accounts.models import Organisation, Person
from marketplace.kernel.models import Row
from marketplace.needs import scoring, visibility
from marketplace.needs.machine import AssessmentMachine
from marketplace.needs.states import AssessmentState
from marketplace.needs.template import Template
from marketplace.procedure.fields import StateField
from tenders.models import PlanLine


def _by() -> Any:
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, actor: Actor) -> AssessmentQuerySet:
        return visibility.assessments(self, actor)

    def begun(self) -> AssessmentQuerySet:
        """Those that are still being filled in."""
        return self.filter(state=AssessmentState.BEGUN)

    def last_finished(self) -> AssessmentQuerySet:
        """The last finished one of each agency."""
        newest = Assessment.objects.filter(agency_id=OuterRef("agency_id"), state=AssessmentState.FINISHED).order_by("-finished_at", "-id")
        return self.filter(pk=Subquery(newest.values("pk")[:1]))


class Assessment(AssessmentMachine, FSMModelMixin, Row):
    """An agency's assessment of its needs. `content` is the template as it was when this began, `answers` the grade of each statement."""

    log_kind: ClassVar[str] = "assessment"

    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    answers = models.JSONField(default=dict, blank=True)
    state = StateField(default=AssessmentState.BEGUN, choices=AssessmentState.choices)
    reason = models.TextField(blank=True, help_text="why it was given up")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = _by()

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("needs assessment")
        verbose_name_plural = _("needs assessments")
        indexes = [
            models.Index(fields=["agency", "-begun_at", "-id"], name="assessment_by_agency"),
            models.Index(fields=["agency", "state", "-finished_at", "-id"], name="assessment_latest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AssessmentState.values), name="assessment_in_a_known_state"),
            models.UniqueConstraint(fields=["agency"], condition=Q(state=AssessmentState.BEGUN), name="one_begun_assessment_per_agency"),
            models.CheckConstraint(
                condition=~Q(state=AssessmentState.FINISHED) | Q(finished_at__isnull=False), name="a_finished_assessment_has_its_moment"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("needs:assessment", args=[self.ref])

    @cached_property
    def template(self) -> Template:
        """The template as it was when this began."""
        return Template.read(self.content)

    @property
    def title(self) -> str:
        return str(self.template.name)

    @property
    def is_begun(self) -> bool:
        return self.state == AssessmentState.BEGUN

    @property
    def is_finished(self) -> bool:
        return self.state == AssessmentState.FINISHED

    @property
    def state_word(self) -> str:
        return str(AssessmentState(self.state).label)

    def mark(self, part: str) -> str:
        """What is answered in a part just now: what a page remembers, so that a colleague's grades are not written over."""
        found = self.template.capability(part)
        return ",".join(f"{one.key}={self.answers.get(one.key, '')}" for one in found.statements) if found else ""


class AssessedNeed(models.Model):
    """A category that a finished assessment found, with the reasons as they were then. `plan_line` is what was made of it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="needs")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(help_text="1 is the most pressing")
    points = models.PositiveSmallIntegerField(help_text="tenths of a point, of 1,000")
    gap = models.PositiveSmallIntegerField(help_text="percent of the points that are missing")
    reasons = models.JSONField()
    plan_line = models.ForeignKey(PlanLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(null=True, blank=True)
    planned_by = _by()

    class Meta:
        ordering = ["place"]
        indexes = [models.Index(fields=["category", "gap"], name="need_by_category")]
        constraints = [models.UniqueConstraint(fields=["assessment", "category"], name="a_category_once_per_assessment")]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.category_id}"

    @property
    def points_text(self) -> str:
        return scoring.decimal(self.points)

    @property
    def why(self) -> list[dict[str, Any]]:
        """The reasons in the reader's language, with the sum of each."""
        grades = self.assessment.template.grades
        return [
            {
                **reason,
                "capability": str(Text(**reason["capability"])),
                "sentence": str(Text(**reason["sentence"])),
                "points": scoring.decimal(reason["points"]),
                "answers": [
                    {"text": str(Text(one["th"], one["en"])), "grade": one["grade"], "word": str(grades[one["grade"]])}
                    for one in reason["answers"]
                ],
            }
            for reason in self.reasons
        ]
