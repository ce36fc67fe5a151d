"""Flags as rows: the queue of what should be looked at. The log holds the same; these rows are for finding."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F as Column
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMModelMixin

from catalog.models import Category, Listing, ListingVersion
from catalog.states import ON_SALE
from marketplace.accounts.models import Person
from marketplace.kernel.models import Row
from marketplace.oversight.machine import FlagMachine
from marketplace.oversight.states import F, Outcome
from marketplace.procedure.fields import StateField
from tenders.models import Tender


class FlagQuerySet(models.QuerySet["Flag"]):
    def open(self) -> FlagQuerySet:
        """Flags that nobody has closed."""
        return self.filter(state=F.OPEN)


class Flag(FlagMachine, FSMModelMixin, Row):
    """One flag of one purchase."""

    log_kind: ClassVar[str] = "flag"

    state = StateField(default=F.OPEN, choices=F.choices)
    code = models.CharField(max_length=12)
    unit_version = models.PositiveSmallIntegerField()
    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="+")
    weight = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    entries = models.JSONField()
    raised_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = FlagQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-weight", "-raised_at"], name="flags_that_wait")]
        constraints = [
            models.UniqueConstraint(fields=["tender", "code"], name="one_flag_of_a_kind_for_a_purchase"),
            models.CheckConstraint(condition=Q(state__in=F.values), name="flag_in_a_known_state"),
            models.CheckConstraint(condition=Q(state=F.OPEN) | ~Q(reason=""), name="a_closed_flag_has_a_reason"),
        ]

    def log_root(self) -> Any:
        return self.tender

    def get_absolute_url(self) -> str:
        return f"{reverse('oversight:case', args=[self.tender.ref])}#{self.ref}"


class AlikeListingsQuerySet(models.QuerySet["AlikeListings"]):
    def present(self) -> AlikeListingsQuerySet:
        """Pairs of which both are still on sale with the texts that were compared."""
        return self.filter(
            first__state__in=ON_SALE,
            second__state__in=ON_SALE,
            first__live_version=Column("first_version"),
            second__live_version=Column("second_version"),
        )


class AlikeListings(models.Model):
    """Two live listings of a category whose texts are near-copies. A finding of the task that compares, made anew each time."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")
    first = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    first_version = models.ForeignKey(ListingVersion, on_delete=models.CASCADE, related_name="+")
    second_version = models.ForeignKey(ListingVersion, on_delete=models.CASCADE, related_name="+")
    same_company = models.BooleanField()
    per_mille = models.PositiveSmallIntegerField(help_text="how alike the texts are, in thousandths")
    found_at = models.DateTimeField()

    objects = AlikeListingsQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-per_mille", "-id"], name="alike_by_likeness"),
            models.Index(fields=["category", "-per_mille", "-id"], name="alike_by_category"),
        ]
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="two_listings_are_one_pair")]

    def __str__(self) -> str:
        return f"{self.first} {self.second}"
