"""The purchase itself, its lot and the offers of a negotiation."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMModelMixin

from catalog.models import Category, Shortlist
from marketplace.accounts.models import Organisation, Person
from marketplace.kernel.models import Row
from marketplace.law.models import FrozenRulebook
from marketplace.procedure.fields import StateField
from suppliers.models import Company
from tenders.machine import LotMachine, TenderMachine
from tenders.methods import Method, method
from tenders.models.plan import PlanLine
from tenders.states import PUBLIC, L, T


class TenderQuerySet(models.QuerySet["Tender"]):
    def public(self) -> TenderQuerySet:
        """Purchases that the public may see."""
        return self.filter(state__in=PUBLIC)

    def open_for_bids(self, now: Any) -> TenderQuerySet:
        """Announced, and the window for bids not yet closed."""
        return self.filter(state=T.INVITING, bid_closes_at__gt=now)

    def of_agency(self, organisation_id: int | None) -> TenderQuerySet:
        return self.filter(agency_id=organisation_id)

    def due(self, now: Any) -> TenderQuerySet:
        """Purchases at which the clock has something to do."""
        return self.filter(next_check__lte=now)


def _by() -> Any:
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class Tender(TenderMachine, FSMModelMixin, Row):
    """One purchase: one request, one invitation, one set of keys, one set of bids. Re-announcing is a new one.

    Amounts are satang including VAT. `x_at` always has its `x_by`.
    """

    log_kind: ClassVar[str] = "tender"

    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=255)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    state = StateField(default=T.DRAFTING, choices=T.choices)
    # --- request report, cl. 22
    need = models.TextField(blank=True)
    method_code = models.CharField(max_length=40)
    method_version = models.PositiveIntegerField(default=1)
    ground = models.CharField(max_length=12, blank=True)
    method_reason = models.TextField(blank=True)
    criteria = models.CharField(max_length=20, default="price")
    budget_satang = models.BigIntegerField()
    budget_source = models.CharField(max_length=200, blank=True)
    plan_line = models.ForeignKey(PlanLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    shortlist = models.ForeignKey(
        Shortlist,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="frozen: what is ordered from, or market research",
    )
    delivery_days = models.PositiveIntegerField(null=True, blank=True, help_text="calendar days from signing")
    penalty_rate_bp = models.PositiveIntegerField(default=10, help_text="late penalty per day in hundredths of a percent")
    comment_round = models.BooleanField(default=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(null=True, blank=True)
    requested_by = _by()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = _by()
    rulebook = models.ForeignKey(FrozenRulebook, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # --- comments and invitation
    rounds = models.PositiveIntegerField(default=0)
    comments_until = models.DateField(null=True, blank=True)
    draft_tor_version = models.PositiveIntegerField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = _by()
    last_publication_on = models.DateField(null=True, blank=True)
    bid_opens_at = models.DateTimeField(null=True, blank=True)
    bid_closes_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = _by()
    # --- result
    single_reason = models.TextField(blank=True)
    over_budget_reason = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    reported_by = _by()
    result_approved_at = models.DateTimeField(null=True, blank=True)
    result_approved_by = _by()
    announced_at = models.DateTimeField(null=True, blank=True)
    announced_by = _by()
    standstill_until = models.DateField(null=True, blank=True)
    earliest_signing_on = models.DateField(null=True, blank=True)
    orders_fallen = models.PositiveIntegerField(default=0, help_text="orders that fell through before they were signed (cl. 79)")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = _by()
    end_ground = models.CharField(max_length=12, blank=True)
    end_reason = models.TextField(blank=True)
    predecessor = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor")
    next_check = models.DateTimeField(null=True, blank=True)

    objects = TenderQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "state"]),
            models.Index(fields=["state", "-published_at"]),
            models.Index(fields=["next_check"], condition=Q(next_check__isnull=False), name="tender_waits_for_the_clock"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(budget_satang__gt=0), name="tender_has_a_budget"),
            models.CheckConstraint(condition=Q(state__in=T.values), name="tender_in_a_known_state"),
        ]

    @property
    def method(self) -> Method:
        """The method's row, in the version that this purchase chose."""
        return method(self.method_code, self.method_version)

    @property
    def lot(self) -> Lot:
        """The first lot; every purchase has one from its start."""
        return self.lots.all()[0]

    @property
    def awarded_satang(self) -> int | None:
        """What is proposed or awarded in all lots together; None where no lot has a price yet."""
        prices = [lot.award_satang for lot in self.lots.all() if lot.award_satang]
        return sum(prices) if prices else None

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    def get_absolute_url(self) -> str:
        return reverse("tender", args=[self.ref])


class LotQuerySet(models.QuerySet["Lot"]):
    def contracted_in_year(self, on: dt.date) -> LotQuerySet:
        """Lots under contract since the beginning of the calendar year of `on`, up to that day."""
        return self.filter(state=L.CONTRACTED, contracted_on__gte=on.replace(month=1, day=1), contracted_on__lte=on)


class Lot(LotMachine, FSMModelMixin, Row):
    """What is awarded to one supplier. The lot names the winner; a bid is never "won"."""

    log_kind: ClassVar[str] = "lot"

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="lots")
    number = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=255)
    state = StateField(default=L.OPEN, choices=L.choices)
    winner = models.ForeignKey(Company, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    winning_bid = models.ForeignKey("tenders.Bid", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    award_satang = models.BigIntegerField(null=True, blank=True)
    award_reason = models.TextField(blank=True)
    guarantee_recorded = models.BooleanField(default=False, help_text="written down by contracts before signing")
    contracted_on = models.DateField(null=True, blank=True, help_text="Bangkok day on which the contract was signed")
    contract_ended_on = models.DateField(null=True, blank=True, help_text="written down by contracts when one is terminated (s. 103)")

    objects = LotQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="lot_numbers_are_unique"),
            models.CheckConstraint(condition=Q(state__in=L.values), name="lot_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=[L.PROPOSED, L.AWARDED, L.CONTRACTED]) | Q(winner__isnull=False, award_satang__gt=0),
                name="an_awarded_lot_names_winner_and_price",
            ),
        ]

    def log_root(self) -> Tender:
        return self.tender

    def get_absolute_url(self) -> str:
        return self.tender.get_absolute_url()


class Offer(models.Model):
    """A price offered or negotiated outside sealed bidding (cl. 57, 58, 79). The newest of a company counts."""

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="offers")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    bid = models.ForeignKey("tenders.Bid", null=True, blank=True, on_delete=models.PROTECT, related_name="offers")
    first_satang = models.BigIntegerField()
    price_satang = models.BigIntegerField()
    note = models.TextField(blank=True)
    withdrawn = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(price_satang__gt=0), name="offer_has_a_price")]

    def __str__(self) -> str:
        return f"{self.company} {self.price_satang}"
