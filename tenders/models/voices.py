"""What the public and the market say: comments on a draft, questions about the documents."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django_fsm import FSMModelMixin

from marketplace.accounts.models import Person
from marketplace.kernel.models import Row
from marketplace.procedure.fields import StateField
from suppliers.models import Company
from tenders.machine import QuestionMachine
from tenders.models.tender import Tender
from tenders.states import Q


class DraftComment(models.Model):
    """A comment on the draft invitation or terms (cl. 46). Every commenter is answered in writing (cl. 47)."""

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    email = models.EmailField()
    text = models.TextField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    changes_draft = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["tender", "number"], name="comment_numbers_are_unique")]

    def __str__(self) -> str:
        return f"{self.tender} #{self.number}"


class Question(QuestionMachine, FSMModelMixin, Row):
    """A supplier's question (cl. 52). The asker is shown to nobody before the award."""

    log_kind: ClassVar[str] = "question"

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = StateField(default=Q.ASKED, choices=Q.choices)
    answer = models.TextField(blank=True)
    refusal = models.TextField(blank=True, help_text="why it is not answered")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["tender", "number"], name="question_numbers_are_unique")]

    def log_root(self) -> Tender:
        return self.tender

    def get_absolute_url(self) -> str:
        return self.tender.get_absolute_url()
