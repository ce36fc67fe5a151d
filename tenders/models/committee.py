"""Committees and the persons in them (cl. 21, 25–27; s. 100)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from marketplace.accounts.models import Person
from marketplace.kernel.models import Row
from marketplace.procedure.fields import StateField
from tenders.machine import SeatMachine
from tenders.models.tender import Tender
from tenders.states import S


class CommitteeKind(models.TextChoices):
    TOR = "tor", _("Terms of reference and reference price")
    EVALUATION = "evaluation", _("Evaluation of bids")
    ACCEPTANCE = "acceptance", _("Acceptance")


class SeatRole(models.TextChoices):
    CHAIR = "chair", _("Chair")
    MEMBER = "member", _("Member")
    SOLE = "sole", _("Sole person")


class Committee(models.Model):
    """Appointed by order of the head of agency, with a time limit (cl. 25)."""

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="committees")
    kind = models.CharField(max_length=20, choices=CommitteeKind)
    order_no = models.CharField(max_length=80)
    due_on = models.DateField()
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tender", "kind"], name="one_committee_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.tender}"


class Seat(SeatMachine, FSMModelMixin, Row):
    """One person in a committee. Access begins with the declaration of no conflict."""

    log_kind: ClassVar[str] = "seat"

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=SeatRole)
    state = StateField(default=S.APPOINTED, choices=S.choices)
    #: Where the person was appointed in somebody's place: by which order, and in whose.
    order_no = models.CharField(max_length=80, blank=True)
    in_place_of = models.OneToOneField("self", null=True, blank=True, on_delete=models.CASCADE, related_name="successor")
    sworn_at = models.DateTimeField(null=True, blank=True)
    sworn_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "person"], name="one_seat_for_a_person"),
            models.UniqueConstraint(fields=["committee"], condition=Q(role="chair") & ~Q(state=S.REPLACED), name="one_chair"),
            models.CheckConstraint(condition=Q(state__in=S.values), name="seat_in_a_known_state"),
        ]

    def log_root(self) -> Tender:
        return self.committee.tender

    def get_absolute_url(self) -> str:
        return self.committee.tender.get_absolute_url()
