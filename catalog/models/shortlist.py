"""Shortlists of an agency: listings looked at for one need, narrowed with reasons, frozen as exact versions."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from catalog import visibility
from catalog.models.category import Category
from catalog.models.listing import Listing, ListingVersion
from catalog.prices import Case
from catalog.questions import Unit, definitions
from catalog.shortlist.machine import ShortlistMachine
from catalog.shortlist.states import ShortlistState
from marketplace.accounts.actor import Actor
from marketplace.accounts.models import Organisation, Person
from marketplace.kernel.models import Row
from marketplace.procedure.fields import StateField


def _by() -> Any:
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class ShortlistQuerySet(models.QuerySet["Shortlist"]):
    def visible_to(self, actor: Actor) -> ShortlistQuerySet:
        return visibility.shortlists(self, actor)

    def open(self) -> ShortlistQuerySet:
        """Lists that are still being narrowed."""
        return self.filter(state=ShortlistState.OPEN)

    def frozen(self) -> ShortlistQuerySet:
        return self.filter(state=ShortlistState.FROZEN)

    def deliberate(self) -> ShortlistQuerySet:
        """Lists that somebody narrowed; not those that a direct purchase of one listing makes by itself."""
        return self.filter(direct=False)


class Shortlist(ShortlistMachine, FSMModelMixin, Row):
    """Listings of one category that an agency looks at for one need. Everybody of the agency sees it.

    `quantity` and `term` are the stated case, in the category's price unit; all totals are for it. `direct` marks a list
    that a purchase straight from a listing made by itself, frozen from the start of that purchase.
    """

    log_kind: ClassVar[str] = "shortlist"

    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    state = StateField(default=ShortlistState.OPEN, choices=ShortlistState.choices)
    quantity = models.PositiveIntegerField(default=1)
    term = models.PositiveIntegerField(default=1)
    direct = models.BooleanField(default=False)
    reason = models.TextField(blank=True, help_text="why it was given up")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = _by()
    sha256 = models.CharField(max_length=64, blank=True, help_text="of what was frozen, in canonical JSON")

    objects = ShortlistQuerySet.as_manager()

    class Meta:
        verbose_name = _("shortlist")
        verbose_name_plural = _("shortlists")
        indexes = [models.Index(fields=["agency", "direct", "-begun_at", "-id"], name="shortlist_by_agency")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ShortlistState.values), name="shortlist_in_a_known_state"),
            models.CheckConstraint(condition=Q(quantity__gte=1) & Q(term__gte=1), name="a_case_is_one_or_more"),
            models.CheckConstraint(
                condition=~Q(state=ShortlistState.FROZEN) | (Q(frozen_at__isnull=False) & ~Q(sha256="")),
                name="a_frozen_list_has_its_hash_and_moment",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("shortlist", args=[self.ref])

    @property
    def title(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state == ShortlistState.OPEN

    @property
    def is_frozen(self) -> bool:
        return self.state == ShortlistState.FROZEN

    @property
    def state_word(self) -> str:
        return str(ShortlistState(self.state).label)

    @property
    def unit(self) -> Unit:
        """The price unit in which the case is stated."""
        return definitions().units[self.category.unit]

    @property
    def case(self) -> Case:
        return Case(self.quantity, self.term if self.unit.term else 1)


class ShortlistEntryQuerySet(models.QuerySet["ShortlistEntry"]):
    def kept(self) -> ShortlistEntryQuerySet:
        return self.filter(rejected_reason="")

    def shown(self) -> ShortlistEntryQuerySet:
        """With everything that a page shows of them, in one query, in the order of marking."""
        rows = self.select_related(
            "listing__company",
            "listing__category",
            "listing__live_version__question_set",
            "version__question_set",
            "marked_by",
            "rejected_by",
        )
        return rows.defer("listing__live_version__question_set__content", "version__question_set__content").order_by("pk")


class ShortlistEntry(models.Model):
    """A listing on a shortlist. `version` is the one looked at last; frozen, the exact one with its total for the case.

    Rejected with a reason, it stays: why something was not taken is half of why something was.
    """

    shortlist = models.ForeignKey(Shortlist, on_delete=models.PROTECT, related_name="entries")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ListingVersion, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True, max_length=2000)
    rejected_reason = models.TextField(blank=True, max_length=1000)
    rejected_at = models.DateTimeField(null=True, blank=True)
    rejected_by = _by()
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(null=True, blank=True)
    term = models.PositiveIntegerField(null=True, blank=True)
    total_satang = models.BigIntegerField(null=True, blank=True, help_text="for the case, VAT included; written when frozen")
    content = models.CharField(max_length=64, blank=True, help_text="fingerprint of all that the version says; written when frozen")

    objects = ShortlistEntryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["shortlist", "version"], name="a_version_once_on_a_list"),
            models.CheckConstraint(condition=Q(total_satang__isnull=True) | Q(total_satang__gt=0), name="a_frozen_total_is_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.shortlist}: {self.version}"

    @property
    def is_kept(self) -> bool:
        return not self.rejected_reason

    @property
    def mark(self) -> str:
        """Changes with note and reason: what a page remembers, so that a colleague's words are not written over."""
        return hashlib.sha256(f"{self.note}\n{self.rejected_reason}".encode()).hexdigest()[:16]

    @property
    def moved_on(self) -> bool:
        """Whether another version is on sale than the one that was looked at."""
        return self.listing.live_version_id != self.version_id
