"""A listing and its versions. The listing has a life; a version, once sent for review, never changes again."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from typing import Any, ClassVar

import rfc8785
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from catalog import caps, visibility
from catalog.machine import ListingMachine
from catalog.models.category import Category
from catalog.prices import Price, Tier
from catalog.questions import QuestionSet, Unit, definitions
from catalog.ratings import STARS, mean
from catalog.states import ON_SALE, UNDER_REVIEW, ListingState
from marketplace.accounts.actor import Actor
from marketplace.accounts.models import Person
from marketplace.kernel import clock
from marketplace.kernel.models import Row
from marketplace.procedure.fields import StateField
from suppliers.models import Company


def _by() -> Any:
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class ListingQuerySet(models.QuerySet["Listing"]):
    def on_sale(self) -> ListingQuerySet:
        """Published, neither suspended nor withdrawn; whether the supplier may sell just now is not asked."""
        return self.filter(state__in=ON_SALE)

    def live(self, on: dt.date | None = None) -> ListingQuerySet:
        """Listings that buyers find and may buy on the day, today by default: on sale, by a supplier that is verified."""
        return self.on_sale().filter(visibility.sold_by_a_verified_company(on or clock.today()))

    def waiting(self) -> ListingQuerySet:
        """Listings that wait for a registrar, the longest waiting first."""
        return self.filter(state__in=UNDER_REVIEW).order_by("submitted_at", "id")

    def visible_to(self, actor: Actor) -> ListingQuerySet:
        return visibility.listings(self, actor)

    def shown(self) -> ListingQuerySet:
        """With everything that a card or a page shows, in one query. The long content of question sets is known by their fingerprint."""
        rows = self.select_related("company", "category", "live_version", "live_version__question_set")
        return rows.defer("live_version__question_set__content")


class Listing(ListingMachine, FSMModelMixin, Row):
    """What a company offers. `live_version` is what buyers see, `draft_version` what is being written or reviewed."""

    log_kind: ClassVar[str] = "listing"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=60, blank=True, help_text="the company's own code: how spreadsheets name the listing")
    state = StateField(default=ListingState.DRAFT, choices=ListingState.choices)
    live_version = models.ForeignKey("ListingVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    draft_version = models.ForeignKey("ListingVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, help_text="why it was sent back, suspended or withdrawn")
    created_at = models.DateTimeField()
    created_by = _by()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = _by()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = _by()
    ratings_count = models.PositiveIntegerField(default=0, help_text="how many buyers have rated it")
    ratings_sum = models.PositiveIntegerField(default=0, help_text="stars of all ratings together")

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        indexes = [
            models.Index(fields=["state", "category", "-published_at", "-id"], name="listing_by_category"),
            models.Index(fields=["company", "state"], name="listing_by_company"),
            models.Index(fields=["state", "submitted_at"], name="listing_by_waiting"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ListingState.values), name="listing_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(str(state) for state in ON_SALE)) | Q(live_version__isnull=False),
                name="what_is_on_sale_has_a_version",
            ),
            models.UniqueConstraint(fields=["company", "item_code"], condition=~Q(item_code=""), name="one_listing_per_item_code"),
            models.CheckConstraint(
                condition=Q(ratings_sum__gte=F("ratings_count")) & Q(ratings_sum__lte=F("ratings_count") * max(STARS)),
                name="ratings_have_one_to_five_stars",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("listing", args=[self.ref])

    @property
    def is_on_sale(self) -> bool:
        """Whether the listing itself is on sale."""
        return self.state in ON_SALE

    def is_live(self, on: dt.date) -> bool:
        """Whether buyers find it and may buy it on the day: on sale, and its supplier verified."""
        return self.is_on_sale and self.company.is_verified(on)

    @property
    def mean_rating(self) -> Decimal | None:
        """Mean of the stars that buyers gave, to one decimal; None where nobody has rated it."""
        return mean(self.ratings_count, self.ratings_sum)

    @property
    def state_word(self) -> str:
        return str(ListingState(self.state).label)

    @property
    def title(self) -> str:
        """Title of the version on sale, else of the draft; the reference while there is none."""
        version = self.live_version or self.draft_version
        return (version.title if version else "") or self.ref


class ListingVersion(models.Model):
    """One version of what a listing says. Prices are satang of one `unit`, as stated: VAT in or out.

    The `cut_*` texts are the words of title and body as the index takes them; cutting is what makes a rebuild slow.
    """

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    question_set = models.ForeignKey("QuestionSetVersion", on_delete=models.PROTECT, related_name="+")
    title_th = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    summary_th = models.TextField(max_length=1200, blank=True)
    summary_en = models.TextField(max_length=1200, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    unit = models.CharField(max_length=40)
    price_satang = models.BigIntegerField(null=True, blank=True)
    tiers = models.JSONField(default=list, blank=True, help_text="[[from quantity, satang], …]")
    caps = models.JSONField(default=dict, blank=True, help_text="use → {included, step, price_satang}; see catalog.caps")
    setup_satang = models.BigIntegerField(default=0)
    minimum_quantity = models.PositiveIntegerField(default=1)
    minimum_term = models.PositiveIntegerField(default=1)
    vat_included = models.BooleanField(null=True, blank=True)
    cut_title = models.TextField(blank=True)
    cut_body = models.TextField(blank=True)
    cut_dictionary = models.CharField(max_length=12, blank=True)
    reasons = models.JSONField(default=dict, blank=True, help_text="name of a question → what the registrar asked to mend")
    created_at = models.DateTimeField()
    created_by = _by()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = _by()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = _by()
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = _by()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["listing", "number"], name="one_version_per_number"),
            models.CheckConstraint(condition=Q(price_satang__isnull=True) | Q(price_satang__gt=0), name="a_price_is_above_zero"),
            models.CheckConstraint(condition=Q(setup_satang__gte=0), name="set_up_is_not_negative"),
            models.CheckConstraint(condition=Q(minimum_quantity__gte=1) & Q(minimum_term__gte=1), name="minimums_are_one_or_more"),
        ]

    def __str__(self) -> str:
        return f"{self.listing} v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("listing_version", args=[self.listing.ref, self.number])

    @property
    def title(self) -> str:
        english = (get_language() or "th").startswith("en")
        return (self.title_en if english and self.title_en else self.title_th) or self.title_en

    @property
    def summary(self) -> str:
        english = (get_language() or "th").startswith("en")
        return (self.summary_en if english and self.summary_en else self.summary_th) or self.summary_en

    @property
    def is_open(self) -> bool:
        """Whether the company may still change it: neither under review nor judged."""
        return self.submitted_at is None

    @property
    def questions(self) -> QuestionSet:
        """The question set that this version answers."""
        return self.question_set.questions

    @property
    def unit_words(self) -> Unit:
        return definitions().units[self.unit]

    @cached_property
    def price(self) -> Price | None:
        """The price for the calculator; None while it is not filled in."""
        if self.price_satang is None or self.vat_included is None:
            return None
        return Price(
            unit_satang=self.price_satang,
            tiers=tuple(Tier(quantity, satang) for quantity, satang in self.tiers),
            setup_satang=self.setup_satang,
            minimum_quantity=self.minimum_quantity,
            minimum_term=self.minimum_term,
            vat_included=self.vat_included,
            factor=self.unit_words.factor,
        )

    @property
    def caps_words(self) -> list[str]:
        """What the price includes of each use, a sentence each, in the reader's language."""
        return caps.lines(self.caps, self.unit_words)

    def said(self) -> dict[str, Any]:
        """Everything that the version says, as plain data: what is approved, compared and fingerprinted."""
        return {
            "title_th": self.title_th,
            "title_en": self.title_en,
            "summary_th": self.summary_th,
            "summary_en": self.summary_en,
            "answers": self.answers,
            "unit": self.unit,
            "price_satang": self.price_satang,
            "tiers": self.tiers,
            "setup_satang": self.setup_satang,
            "minimum_quantity": self.minimum_quantity,
            "minimum_term": self.minimum_term,
            "vat_included": self.vat_included,
            "question_set": self.question_set.fingerprint,
            **({"caps": self.caps} if self.caps else {}),  # versions from before there were caps keep their fingerprint
        }

    @property
    def content(self) -> str:
        """SHA-256 (hex) of `said` in canonical JSON: equal content, equal fingerprint."""
        return hashlib.sha256(rfc8785.dumps(self.said())).hexdigest()
