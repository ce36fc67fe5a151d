"""A proposal of a contracting agency to name a supplier a work abandoner, up to the Permanent Secretary's decision."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMModelMixin

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import AGENCY_DUTIES, Duty
from marketplace.accounts.models import Organisation, OrganisationKind, Person
from marketplace.contracts.machine_of_abandoning import AbandonmentMachine
from marketplace.contracts.states import UNDECIDED, P
from marketplace.kernel.models import Row, StoredFile
from marketplace.procedure.fields import StateField
from suppliers.models import Abandoner, Company
from suppliers.models.abandoner import Ground
from tenders.models import Tender
from tenders.visibility import DEALERS


def by() -> Any:
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


def _file() -> Any:
    return models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class AbandonmentQuerySet(models.QuerySet["Abandonment"]):
    def visible_to(self, actor: Actor) -> AbandonmentQuerySet:
        """Those of one's agency or company; all for registrars and auditors. Nobody else, decided or not: the list is public, not the case."""
        if actor.organisation_kind == OrganisationKind.COMPTROLLER and actor.has(Duty.REGISTRAR, Duty.AUDITOR):
            return self
        seen = Q(pk__in=[])
        if actor.has(*AGENCY_DUTIES):
            seen |= Q(agency_id=actor.organisation_id)
        if actor.has(*DEALERS):
            seen |= Q(company__organisation_id=actor.organisation_id)
        return self.filter(seen)

    def undecided(self) -> AbandonmentQuerySet:
        """Proposals that somebody has still to do something with."""
        return self.filter(state__in=UNDECIDED)


class Abandonment(AbandonmentMachine, FSMModelMixin, Row):
    """One proposal about one company in one purchase. `entry` is the company's entry on the list, once it was ordered."""

    log_kind: ClassVar[str] = "abandonment"

    state = StateField(default=P.DRAFT, choices=P.choices)
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey("contracts.Contract", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    facts = models.TextField(blank=True)
    evidence = _file()
    answer_until = models.DateField(null=True, blank=True)
    proposed_at, proposed_by = models.DateTimeField(null=True, blank=True), by()
    explanation = models.TextField(blank=True)
    explanation_file = _file()
    explained_at, explained_by = models.DateTimeField(null=True, blank=True), by()
    letter_no = models.CharField(max_length=80, blank=True)
    opinion = models.TextField(blank=True)
    forwarded_at, forwarded_by = models.DateTimeField(null=True, blank=True), by()
    order_no = models.CharField(max_length=80, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    decided_at, decided_by = models.DateTimeField(null=True, blank=True), by()
    entry = models.ForeignKey(Abandoner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AbandonmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-id"], name="abandonment_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=P.values), name="abandonment_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=[P.LISTED, P.DISMISSED]) | (Q(decided_on__isnull=False) & ~Q(order_no="")),
                name="abandonment_is_decided_by_an_order",
            ),
            models.CheckConstraint(condition=~Q(state=P.LISTED) | Q(entry__isnull=False), name="abandonment_listed_has_its_entry"),
            models.UniqueConstraint(
                fields=["tender", "company"], condition=Q(state__in=sorted(UNDECIDED)), name="one_undecided_abandonment_per_company"
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    def get_absolute_url(self) -> str:
        return reverse("contracts:abandonment", args=[self.ref])

    @property
    def state_word(self) -> str:
        return str(P(self.state).label)
