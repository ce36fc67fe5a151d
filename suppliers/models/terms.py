"""The supplier's terms in versions, and which company accepted which version."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from marketplace.accounts.models import Person
from marketplace.kernel.models import Row
from marketplace.procedure.fields import StateField
from suppliers.machine import TermsMachine
from suppliers.models.company import Company
from suppliers.states import G


def _by() -> Any:
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class TermsQuerySet(models.QuerySet["TermsVersion"]):
    def published(self) -> TermsQuerySet:
        """Versions that were published, the newest first; also those that hold from a later day."""
        return self.filter(state=G.PUBLISHED).order_by("-number")

    def in_force(self, on: dt.date) -> TermsQuerySet:
        """Published versions that hold on the day; the first of them is the one in force."""
        return self.published().filter(effective_from__lte=on)


class TermsVersion(TermsMachine, FSMModelMixin, Row):
    """One version. Once published its text stays for good (the database refuses a change) and its address leads to it.

    `changes_*` say in plain words what is new. The release's own first version has no publisher.
    """

    log_kind: ClassVar[str] = "terms"

    state = StateField(default=G.DRAFT, choices=G.choices)
    number = models.PositiveIntegerField(unique=True)
    text_th = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    changes_th = models.TextField(blank=True)
    changes_en = models.TextField(blank=True)
    effective_from = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = _by()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = _by()

    objects = TermsQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=G.values), name="terms_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=G.DRAFT) | (Q(effective_from__isnull=False, published_at__isnull=False) & ~Q(sha256="")),
                name="published_terms_have_a_day_and_a_hash",
            ),
            models.UniqueConstraint(fields=["state"], condition=Q(state=G.DRAFT), name="one_draft_of_terms"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        if self.state == G.DRAFT:
            return reverse("suppliers:write_terms")
        return reverse("suppliers:terms_version", args=[self.number])

    @property
    def text(self) -> str:
        """The text in the reader's language."""
        return self.text_en if (get_language() or "th").startswith("en") else self.text_th

    @property
    def changes(self) -> str:
        """What is new, in the reader's language."""
        return self.changes_en if (get_language() or "th").startswith("en") else self.changes_th

    def digest(self) -> str:
        """SHA-256 over number and text in both languages, in hexadecimal."""
        return hashlib.sha256("\n".join((str(self.number), self.text_th, self.text_en)).encode()).hexdigest()

    def missing(self) -> tuple[Any, ...]:
        """What is still empty, in words."""
        names = {
            "text_th": _("the text in Thai"), "text_en": _("the text in English"),
            "changes_th": _("what is new, in Thai"), "changes_en": _("what is new, in English"),
        }  # fmt: skip
        return tuple(label for name, label in names.items() if not getattr(self, name).strip())


class TermsAcceptance(models.Model):
    """A company's owner accepted a version: who, when, and the hash of the text that was shown."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="terms_acceptances")
    terms = models.ForeignKey(TermsVersion, on_delete=models.PROTECT, related_name="acceptances")
    sha256 = models.CharField(max_length=64)
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["company", "terms"], name="one_acceptance_per_version")]

    def __str__(self) -> str:
        return f"{self.company_id} accepted {self.terms_id}"
