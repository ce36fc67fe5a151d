"""Bids, their sealed envelopes, the checks of the committee, and the keys that open envelopes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from marketplace.accounts.models import Person
from marketplace.kernel.models import Row, StoredFile
from marketplace.procedure.fields import StateField
from suppliers.models import Company
from tenders.machine import BidMachine
from tenders.models.tender import Lot, Tender
from tenders.states import B


class Bid(BidMachine, FSMModelMixin, Row):
    """One company's bid. The price exists only inside `ciphertext` until all envelopes are opened together."""

    log_kind: ClassVar[str] = "bid"

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="bids")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="bids")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    state = StateField(default=B.DRAFT, choices=B.choices)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ciphertext = models.BinaryField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    receipt = models.TextField(blank=True)
    price_satang = models.BigIntegerField(null=True, blank=True)
    outcome_reason = models.TextField(blank=True)
    refused_to_sign = models.BooleanField(default=False, help_text="won and did not sign (s. 109): passed over in the ranking")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "company"], name="one_bid_of_a_company"),
            models.CheckConstraint(condition=Q(state__in=B.values), name="bid_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(price_satang__isnull=True) | ~Q(state__in=[B.DRAFT, B.SEALED, B.UNOPENED]),
                name="no_price_outside_the_envelope_before_opening",
            ),
            models.CheckConstraint(
                condition=Q(state=B.DRAFT) | Q(ciphertext__isnull=False, received_at__isnull=False), name="a_sealed_bid_has_its_envelope"
            ),
        ]

    def log_root(self) -> Tender:
        return self.tender

    def get_absolute_url(self) -> str:
        return reverse("bid", args=[self.tender.ref])


class BidDocumentKind(models.TextChoices):
    """Documents of a bid besides the price (cl. 44, 55)."""

    COMPANY = "company", _("Company documents")
    TECHNICAL = "technical", _("Technical proposal")
    SME = "sme", _("SME-GP registration, where a preference is claimed")
    MIT = "mit", _("Made in Thailand certificate, where a preference is claimed")
    OTHER = "other", _("Another document")


class BidDocument(models.Model):
    """A document of a bid. Readable by the company alone until opening."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20, choices=BidDocumentKind)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.bid}"


class BidCheck(models.Model):
    """One recorded check of one bid: the newest of a code counts, earlier ones stay."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="checks")
    code = models.CharField(max_length=40)
    passed = models.BooleanField()
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.passed}"


class OfficerKey(models.Model):
    """An officer's personal key: the private half is protected by a passphrase that the platform never stores."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    public_key = models.BinaryField()
    protected = models.BinaryField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"key of {self.person}"


class TenderKeyPair(models.Model):
    """The key to which a purchase's envelopes are sealed. The private half is stored nowhere whole."""

    tender = models.OneToOneField(Tender, on_delete=models.PROTECT, related_name="key_pair")
    public_key = models.BinaryField()
    sealed = models.TextField(help_text="public key, sealed shares and what is needed to join them, as JSON")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"key of {self.tender}"


class HolderRole(models.TextChoices):
    CHAIR = "chair", _("Chair of the evaluation committee")
    HEAD_OFFICER = "head_officer", _("Head procurement officer")
    COMPTROLLER = "comptroller", _("Comptroller's key officer")


class KeyShare(models.Model):
    """One holder's share. `handed_in` is re-sealed to the platform's own secret once the holder has given it."""

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="key_shares")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=HolderRole)
    handed_in = models.BinaryField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tender", "holder"], name="one_share_for_a_holder"),
            models.UniqueConstraint(fields=["tender", "role"], name="one_share_for_a_role"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.tender}"
