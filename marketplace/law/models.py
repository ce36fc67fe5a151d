"""Rows of the law: dated rule values, frozen rulebooks, the table of holidays that wins. People are references in text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from marketplace.law.rulebook import Rulebook


class AppendOnly(RuntimeError):
    """A row of the law was to be changed or removed. A new dated row is added instead."""


class _Kept(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(f"{self} is kept as it is: add a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly(f"{self} is kept as it is: add a new one.")


class RuleValue(_Kept):
    """The value of one rule for one scope from a day on. The latest day that has come wins; an end day lets it lapse.

    `scope` is empty for every agency, or an agency class or a group of classes. `value` has the kept form of the
    rule's kind. A value that did not come with the release has two people behind it.
    """

    class Origin(models.TextChoices):
        RELEASE = "release", "came with the software"
        CHANGE = "change", "proposed by one person and approved by another"

    rule_id = models.CharField(max_length=60)
    scope = models.CharField(max_length=40, blank=True, default="")
    kind = models.CharField(max_length=20)
    unit = models.CharField(max_length=20)
    value = models.JSONField()
    layer = models.CharField(max_length=8)
    basis = models.CharField(max_length=40)
    confidence = models.CharField(max_length=40)
    source = models.CharField(max_length=300, blank=True, default="")
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    since_known = models.BooleanField(default=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.CHANGE)
    reason = models.TextField(blank=True, default="")
    proposed_by = models.CharField(max_length=80)
    approved_by = models.CharField(max_length=80, blank=True, default="")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["rule_id", "scope", "-effective_from", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule_id", "scope"],
                condition=Q(origin="release"),
                name="a_release_brings_a_rule_value_once",
            ),
            models.CheckConstraint(
                condition=Q(origin="release") | (~Q(approved_by="") & ~Q(proposed_by=F("approved_by"))),
                name="a_rule_value_has_two_people",
            ),
            models.CheckConstraint(condition=~Q(proposed_by=""), name="a_rule_value_has_a_proposer"),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="a_rule_value_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["rule_id", "effective_from"])]

    def __str__(self) -> str:
        return f"{self.rule_id} from {self.effective_from}" + (f" for {self.scope}" if self.scope else "")


class FrozenRulebook(_Kept):
    """The rule values that one or more purchases keep for life. The same values are one row: the hash is their name."""

    hash = models.CharField(max_length=64, unique=True)
    values = models.JSONField()
    frozen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"rulebook {self.hash[:12]}"

    def load(self) -> Rulebook:
        """The rulebook itself. Raises `rulebook.RulebookAltered` where the values no longer give the hash."""
        from marketplace.law.rulebook import thawed

        return thawed(self)


class HolidayOverride(models.Model):
    """One day about which the cabinet decided otherwise than the published pattern: it wins over the package.

    A row may be corrected until its day has passed; who entered and who approved it are references in text.
    """

    class Effect(models.TextChoices):
        HOLIDAY = "holiday", "a holiday"
        WORKING = "working", "a working day"

    day = models.DateField(unique=True)
    effect = models.CharField(max_length=10, choices=Effect, default=Effect.HOLIDAY)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    resolution = models.CharField(max_length=200, blank=True, default="")
    origin = models.CharField(max_length=10, choices=RuleValue.Origin, default=RuleValue.Origin.CHANGE)
    proposed_by = models.CharField(max_length=80)
    approved_by = models.CharField(max_length=80, blank=True, default="")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(origin="release") | (~Q(approved_by="") & ~Q(proposed_by=F("approved_by"))),
                name="a_holiday_has_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.effect}"
