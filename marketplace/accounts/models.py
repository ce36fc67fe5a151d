"""People, organisations, memberships and delegations. Knows no purchase, no company file and no listing."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.duty import Duty
from marketplace.kernel.models import Row


class PersonManager(BaseUserManager["Person"]):
    """Creates people; e-mail addresses are compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        import secrets

        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.ref = person.ref or f"P-{secrets.token_hex(5).upper()}"
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """A natural person with an account. The reference says nothing about the person and may stand in the log."""

    log_kind: ClassVar[str] = "person"

    ref = models.CharField(max_length=40, unique=True)
    email = models.EmailField(_("e-mail address"), unique=True)
    title = models.CharField(_("title"), max_length=40, blank=True)
    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    language = models.CharField(max_length=2, default="th", choices=[("th", _("Thai")), ("en", _("English"))])
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.ref:
            import secrets

            self.ref = f"P-{secrets.token_hex(5).upper()}"
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """Name as papers write it: title directly before the given name, then the family name."""
        return f"{self.title}{self.given_name} {self.family_name}".strip() or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.given_name or self.email

    def log_root(self) -> Person:
        return self


class OrganisationKind(models.TextChoices):
    AGENCY = "agency", _("State agency")
    COMPTROLLER = "comptroller", _("Comptroller General's Department")
    COMPANY = "company", _("Company")


class AgencyClass(models.TextChoices):
    """Kinds of State agency: rule values may differ between them (cl. 33, 45, 51)."""

    NONE = "", _("Not an agency")
    PROVINCIAL = "pao", _("Provincial administrative organisation")
    CITY = "city", _("City municipality")
    TOWN = "town", _("Town municipality")
    SUBDISTRICT = "subdistrict_municipality", _("Subdistrict municipality")
    SAO = "sao", _("Subdistrict administrative organisation")
    UNIVERSITY = "university", _("State university")
    DEPARTMENT = "department", _("Department")
    STATE_ENTERPRISE = "state_enterprise", _("State enterprise")


class Organisation(Row):
    """A body that people act for: an agency, the comptroller or a company."""

    log_kind: ClassVar[str] = "organisation"

    kind = models.CharField(max_length=20, choices=OrganisationKind)
    name_th = models.CharField(max_length=255)
    name_en = models.CharField(max_length=255, blank=True)
    province = models.CharField(max_length=80, blank=True)
    district = models.CharField(max_length=80, blank=True)
    address = models.TextField(blank=True)
    agency_class = models.CharField(max_length=30, choices=AgencyClass, blank=True, default="")
    is_mentor = models.BooleanField(default=False, help_text="A role model of the support centre: seen by all, buys nothing here.")

    class Meta:
        indexes = [models.Index(fields=["kind", "province"])]

    @property
    def name(self) -> str:
        """Name in the language of the reader."""
        return self.name_en if get_language() == "en" and self.name_en else self.name_th

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self) -> MembershipQuerySet:
        """Memberships that have not ended."""
        return self.filter(until_at__isnull=True)


class Membership(models.Model):
    """One person holds one duty in one organisation, from when until when, and by whose hand."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    duty = models.CharField(max_length=30, choices=Duty)
    since_at = models.DateTimeField()
    since_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    until_at = models.DateTimeField(null=True, blank=True)
    until_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.TextField(blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "duty"], condition=Q(until_at__isnull=True), name="a_duty_is_held_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_duty_display()} · {self.organisation}"


class AdmissionQuerySet(models.QuerySet["Admission"]):
    def open(self, now: dt.datetime) -> AdmissionQuerySet:
        """Neither used nor taken back, and still in time."""
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_on__gt=now)


class Admission(Row):
    """An organisation's invitation by e-mail: a link that admits one person to one duty, once, for a few days.

    Only the hash of the link's secret is kept. The address is forgotten when the link is used or taken back.
    """

    log_kind: ClassVar[str] = "admission"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="admissions")
    email = models.EmailField(blank=True)
    duty = models.CharField(max_length=30, choices=Duty)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    expires_on = models.DateTimeField()
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AdmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email", "duty"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_admission_of_an_address_to_a_duty",
            ),
        ]

    def log_root(self) -> Organisation:
        return self.organisation


class Family(models.TextChoices):
    """Families of methods for which the power to order is banded (cl. 84–86)."""

    GENERAL = "general", _("General solicitation")
    SELECTION = "selection", _("Selection method")
    SPECIFIC = "specific", _("Specific method")


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force(self, on: dt.date) -> DelegationQuerySet:
        """Delegations that hold on the day: begun, not ended, not taken back."""
        return self.filter(from_on__lte=on, to_on__gte=on, revoked_at__isnull=True)


class Delegation(Row):
    """The head of agency delegates power to order (cl. 7): to whom, for which methods, up to what, from when until when.

    A copy of every delegation goes to the State Audit Office; its number is kept.
    """

    log_kind: ClassVar[str] = "delegation"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="delegations")
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    families = models.JSONField(default=list)
    max_satang = models.BigIntegerField()
    from_on = models.DateField()
    to_on = models.DateField()
    order_no = models.CharField(max_length=80)
    sao_copy_no = models.CharField(max_length=80)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revoke_reason = models.TextField(blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(max_satang__gt=0), name="delegation_has_a_limit"),
            models.CheckConstraint(condition=Q(to_on__gte=models.F("from_on")), name="delegation_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(giver=models.F("holder")), name="nobody_delegates_to_themself"),
        ]

    @property
    def families_words(self) -> list[str]:
        """The families of methods in words."""
        return [str(Family(family).label) for family in self.families]

    def covers(self, family: str, amount_satang: int) -> bool:
        """Whether the power given reaches to `amount_satang` by a method of `family`; the days are not looked at."""
        return family in self.families and amount_satang <= self.max_satang

    def log_root(self) -> Organisation:
        return self.organisation
