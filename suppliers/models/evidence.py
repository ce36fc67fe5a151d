"""Documents that prove a claim, the registrar's findings on each item, and what outside registers answered."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q

from marketplace.accounts.models import Person
from marketplace.kernel.models import Row, StoredFile
from suppliers.kinds import KINDS, Doc, Kind
from suppliers.models.company import Company
from suppliers.verdicts import Verdict


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def in_hand(self) -> EvidenceQuerySet:
        """Documents that are neither replaced nor taken back."""
        return self.filter(ended_at__isnull=True)

    def due(self, now: dt.datetime) -> EvidenceQuerySet:
        """Documents in hand of which the clock has something to say."""
        return self.in_hand().filter(next_check__lte=now)

    def proving(self, on: dt.date) -> EvidenceQuerySet:
        """Documents in hand that a registrar accepted and that have not lapsed on the day."""
        return self.in_hand().filter(accepted_at__isnull=False).filter(Q(expires_on__isnull=True) | Q(expires_on__gte=on))


class Evidence(Row):
    """One document. Replacing it ends this row and begins another; nothing is deleted.

    It proves something once a registrar has accepted it, and until its last day.
    """

    log_kind: ClassVar[str] = "evidence"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=30, choices=Doc)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")

    next_check = models.DateTimeField(null=True, blank=True, help_text="when the company is told next that it ends")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence"
        indexes = [
            models.Index(fields=["company", "kind"]),
            models.Index(fields=["next_check"], condition=Q(next_check__isnull=False), name="evidence_waits_for_clock"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(issued_on__isnull=True) | Q(expires_on__gte=models.F("issued_on")),
                name="evidence_ends_after_it_was_issued",
            ),
        ]

    def log_root(self) -> Company:
        return self.company

    @property
    def about(self) -> Kind:
        """The row of the table of kinds."""
        return KINDS[self.kind]

    def is_valid(self, on: dt.date) -> bool:
        """Whether the document is in hand and has not lapsed on the day; its last day still counts."""
        return self.ended_at is None and (self.expires_on is None or self.expires_on >= on)


class Finding(models.Model):
    """What a registrar said of one item, for exactly the content whose fingerprint is kept.

    A finding counts only while the item's fingerprint is the same: whatever was changed is judged anew, whatever was
    accepted and left alone stays accepted.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="findings")
    item = models.CharField(max_length=40)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["company", "item"])]
        constraints = [
            models.CheckConstraint(condition=Q(verdict=Verdict.ACCEPT) | ~Q(reason=""), name="asking_and_refusing_have_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.verdict}"


class RegistryAnswer(models.Model):
    """What an outside register said about a number, and when; also where a person looked it up by hand."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="registry_answers")
    source = models.CharField(max_length=40)
    outcome = models.CharField(max_length=20)
    answer = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.source}: {self.outcome}"
