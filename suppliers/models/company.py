"""The company: who it is, who signs for it, where it is paid."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from marketplace.accounts.models import Organisation, Person
from marketplace.kernel import countries
from marketplace.kernel.models import Row
from marketplace.procedure.fields import StateField
from suppliers.kinds import Doc, LegalForm, Sector, SmeSize
from suppliers.machine import VerificationMachine
from suppliers.numbers import masked
from suppliers.paths import HOME, SUPPLIERS, SupplierKind
from suppliers.states import V


def _by() -> Any:
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class CompanyQuerySet(models.QuerySet["Company"]):
    def once_verified(self) -> CompanyQuerySet:
        """Companies that a registrar has let in at least once: the public registry."""
        return self.filter(verified_at__isnull=False)

    def verified(self, on: dt.date) -> CompanyQuerySet:
        """Companies that are verified on the day, even where the clock has not yet noted that a document lapsed."""
        return self.filter(state=V.VERIFIED).filter(Q(verified_until__isnull=True) | Q(verified_until__gte=on))

    def registered_smes(self, on: dt.date) -> CompanyQuerySet:
        """Verified companies whose SME-GP registration a registrar accepted and which has not lapsed on the day."""
        from suppliers.models.evidence import Evidence

        held = Evidence.objects.proving(on).filter(company=models.OuterRef("pk"), kind=Doc.SME_GP)
        return self.verified(on).exclude(sme_gp_no="").filter(models.Exists(held))

    def waiting(self) -> CompanyQuerySet:
        """What lies before the registrars: registrations handed in, new documents of verified companies, changes asked for."""
        from suppliers.models.change import ChangeRequest

        asked = models.Exists(ChangeRequest.objects.waiting().filter(company=models.OuterRef("pk")))
        return self.filter(Q(state__in=(V.SUBMITTED, V.EXAMINING)) | Q(state=V.VERIFIED, new_documents=True) | Q(asked))

    def due(self, now: dt.datetime) -> CompanyQuerySet:
        """Companies at which the clock has something to do."""
        return self.filter(next_check__lte=now)

    def of_person(self, person_id: int | None) -> CompanyQuerySet:
        """Companies in which the person holds some duty now."""
        return self.filter(organisation__memberships__person_id=person_id, organisation__memberships__until_at__isnull=True).distinct()


class Company(VerificationMachine, FSMModelMixin, Row):
    """A supplier. Its organisation is what people act for; the company is what buyers look at.

    Amounts are satang. `number` is the juristic number, which is also the tax number; of an individual the citizen
    number; of a company of another country that country's number, with the country's code before it. The names are repeated in the organisation, so that lists of organisations need no join.
    """

    log_kind: ClassVar[str] = "company"

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    state = StateField(default=V.CLAIMED, choices=V.choices)
    # --- identity
    number = models.CharField(max_length=40, unique=True)
    country = models.CharField(max_length=2, default=HOME, help_text="of its registration, ISO 3166-1")
    name_th = models.CharField(max_length=255, blank=True)
    name_en = models.CharField(max_length=255, blank=True)
    legal_form = models.CharField(max_length=30, choices=LegalForm, default=LegalForm.LIMITED)
    registered_on = models.DateField(null=True, blank=True)
    capital_satang = models.BigIntegerField(null=True, blank=True)
    paid_up_capital_satang = models.BigIntegerField(null=True, blank=True)
    is_foreign = models.BooleanField(default=False)
    business = models.CharField(max_length=500, blank=True)
    # --- where it is
    province = models.CharField(max_length=80, blank=True)
    district = models.CharField(max_length=80, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    website = models.URLField(blank=True)
    representative = models.CharField(max_length=255, blank=True, help_text="in Thailand, of a company of another country")
    representative_number = models.CharField(max_length=13, blank=True)
    # --- registrations
    vat_registered = models.BooleanField(null=True, blank=True)
    vat_branch = models.CharField(max_length=5, blank=True, help_text="00000 is the head office")
    sector = models.CharField(max_length=20, choices=Sector, blank=True)
    staff = models.PositiveIntegerField(null=True, blank=True, help_text="people employed")
    revenue_satang = models.BigIntegerField(null=True, blank=True, help_text="revenue of the last year")
    #: Computed from sector, staff and revenue when they are written (`law.sme`).
    sme_size = models.CharField(max_length=10, choices=SmeSize, blank=True, default=SmeSize.NONE)
    sme_gp_no = models.CharField(max_length=40, blank=True)
    egp_no = models.CharField(max_length=40, blank=True)
    #: Kind of accepted document to its last day (ISO; empty where it has none): what a list of companies reads
    #: without their documents. Kept by `actions.proving`.
    proved = models.JSONField(default=dict, blank=True)
    # --- who signs
    signing_rule = models.CharField(max_length=300, blank=True)
    # --- verification
    claimed_at = models.DateTimeField()
    claimed_by = _by()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = _by()
    fingerprint = models.CharField(max_length=64, blank=True)
    examined_at = models.DateTimeField(null=True, blank=True)
    examined_by = _by()
    examiner = _by()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = _by()
    decision_reason = models.TextField(blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = _by()
    verified_until = models.DateField(null=True, blank=True)
    new_documents = models.BooleanField(default=False, help_text="a verified company handed in a document that is not judged yet")
    next_check = models.DateTimeField(null=True, blank=True)
    #: Number of the newest version of the supplier's terms that the owner accepted; every older one counts as accepted.
    terms_accepted = models.PositiveIntegerField(default=0)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        indexes = [
            models.Index(fields=["state", "name_th", "id"], name="company_by_state_and_name"),
            models.Index(fields=["state", "submitted_at"], name="company_by_waiting"),
            models.Index(fields=["province", "state"], name="company_by_province"),
            models.Index(fields=["next_check"], condition=Q(next_check__isnull=False), name="company_waits_for_clock"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=V.values), name="company_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(country=HOME) | Q(Exact(Length("number"), 13)), name="company_number_has_13_digits_at_home"
            ),
            models.CheckConstraint(
                condition=Q(paid_up_capital_satang__isnull=True) | Q(paid_up_capital_satang__gte=0),
                name="company_capital_is_not_negative",
            ),
        ]

    @property
    def name(self) -> str:
        """Name in the language of the reader; the number where no name is known yet."""
        english = (get_language() or "th").startswith("en")
        return (self.name_en if english and self.name_en else self.name_th) or self.name_en or self.unnamed

    @property
    def about(self) -> SupplierKind:
        """The row of the table of kinds of supplier."""
        return SUPPLIERS[self.legal_form]

    @property
    def unnamed(self) -> str:
        """What stands for the name while there is none; a citizen number never does."""
        return str(LegalForm.INDIVIDUAL.label) if self.about.is_person else self.number

    @property
    def public_number(self) -> str:
        """The number for whoever may see the company: of a natural person only its last four digits."""
        return masked(self.number) if self.about.is_person else self.number

    @property
    def country_name(self) -> str:
        return countries.name_of(self.country)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("suppliers:company", args=[self.ref])

    @property
    def state_word(self) -> str:
        """The state in the reader's language."""
        return str(V(self.state).label)

    def proves(self, kind: str, on: dt.date) -> bool:
        """Whether an accepted document of this kind holds on the day, and the company with it. No query."""
        last = self.proved.get(str(kind))
        return last is not None and (not last or last >= on.isoformat()) and self.is_verified(on)

    @property
    def identity_is_locked(self) -> bool:
        """Whether what a registrar verified changes by a request only: once verified, until a registrar sends it back."""
        return self.verified_at is not None and self.state != V.SENT_BACK

    def is_verified(self, on: dt.date) -> bool:
        """Whether the company counts as verified on the day; nothing has to have run for it to lapse."""
        return self.state == V.VERIFIED and (self.verified_until is None or self.verified_until >= on)


class DirectorQuerySet(models.QuerySet["Director"]):
    def present(self) -> DirectorQuerySet:
        """Directors who have not left."""
        return self.filter(left_at__isnull=True)


class Director(models.Model):
    """A managing partner, director or authorised person of a company. Who left stays on record."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="directors")
    title = models.CharField(max_length=40, blank=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    may_sign = models.BooleanField(default=False)
    named_at = models.DateTimeField()
    named_by = _by()
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = _by()

    objects = DirectorQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As papers write it: title directly before the given name."""
        return f"{self.title}{self.given_name} {self.family_name}".strip()


class BankAccount(models.Model):
    """The account in the supplier's name to which agencies pay. Not public."""

    company = models.OneToOneField(Company, on_delete=models.PROTECT, related_name="bank_account")
    bank = models.CharField(max_length=80)
    branch = models.CharField(max_length=80, blank=True)
    number = models.CharField(max_length=34)
    holder = models.CharField(max_length=255)

    def __str__(self) -> str:
        return f"{self.bank} …{self.number[-4:]}"
