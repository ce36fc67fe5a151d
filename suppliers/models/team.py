"""Invitations to act for a company. Nobody is put on a team without saying yes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Person
from marketplace.kernel.models import Row
from suppliers.models.company import Company


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Neither answered nor taken back."""
        return self.filter(answered_at__isnull=True)


class Invitation(Row):
    """A person is asked to take a duty in the company; it begins when they accept."""

    log_kind: ClassVar[str] = "invitation"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=30, choices=Duty)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted = models.BooleanField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "person", "duty"],
                condition=Q(answered_at__isnull=True),
                name="one_open_invitation_per_duty",
            ),
        ]

    def log_root(self) -> Company:
        return self.company
