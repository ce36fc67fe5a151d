"""What is prepared before the request: terms of reference, reference price, chosen listings."""

from __future__ import annotations

from django.db import models

from catalog.models import ListingVersion
from marketplace.accounts.models import Person
from marketplace.law.reference_price import PriceSource
from marketplace.pricing.models import PriceReport
from tenders.models.tender import Tender


class TermsOfReference(models.Model):
    """Terms of reference (TOR, cl. 21), written from the category's template; each saved text is a version."""

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="terms")
    version = models.PositiveIntegerField(default=1)
    sections = models.JSONField(default=list, help_text="list of {key, title, text}")
    sha256 = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["tender", "version"], name="terms_versions_are_unique")]

    def __str__(self) -> str:
        return f"{self.tender} v{self.version}"


class ReferencePrice(models.Model):
    """Reference price (ราคากลาง, s. 4) with its source; the newest record counts."""

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="reference_prices")
    source = models.CharField(max_length=20, choices=PriceSource)
    amount_satang = models.BigIntegerField()
    sources = models.JSONField(default=list, help_text="list of {name, amount_satang}")
    reason = models.TextField(blank=True)
    report = models.ForeignKey(PriceReport, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(amount_satang__gt=0), name="reference_price_is_an_amount")]

    def __str__(self) -> str:
        return f"{self.tender} {self.amount_satang}"


class TenderItem(models.Model):
    """A service chosen from the catalogue, by its exact version, with the quantity asked for."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="items")
    listing_version = models.ForeignKey(ListingVersion, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(default=1)
    months = models.PositiveIntegerField(default=1, help_text="term in the unit's period; 1 for one-off")
    total_satang = models.BigIntegerField(help_text="listed total for this quantity and term, VAT included")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.listing_version} x {self.quantity}"
