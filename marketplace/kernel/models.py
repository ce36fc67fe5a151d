"""Base classes of rows, the counter behind public references, received files, the demo's clock. Knows no law and no people."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Row(models.Model):
    """A row that people speak of: it has a public reference and a version that a page remembers.

    `version` counts changes made through the engine's door; a page that was drawn from an older
    version is told so instead of overwriting what somebody else did.
    """

    log_kind: ClassVar[str] = ""

    ref = models.CharField(max_length=40, unique=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.ref

    def log_root(self) -> Any:
        """The object under whose case file an entry about this row is kept."""
        return self


class ReferenceCounter(models.Model):
    """The last running number given out for a prefix in a fiscal year (Buddhist Era)."""

    prefix = models.CharField(max_length=8)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="one_counter_per_prefix_and_year")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}: {self.last}"


class DemoClock(models.Model):
    """How many seconds a demo's clock is ahead of the database's. One row; only demos may have it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    ahead_seconds = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="demo_clock_has_one_row"),
            models.CheckConstraint(condition=models.Q(ahead_seconds__gte=0), name="demo_clock_never_goes_back"),
        ]

    def __str__(self) -> str:
        return f"{self.ahead_seconds} s ahead"

    @classmethod
    def row(cls) -> Self:
        return cls.objects.get_or_create(id=1)[0]


class Verdict(models.TextChoices):
    """What the scanner said of a file that was let in."""

    CLEAN = "clean", _("Nothing harmful was found")
    #: Only the test signature could be looked for: the embedded scanner recognises no real malware.
    UNPROVEN = "unproven", _("Only the test signature was looked for")


class StoredFile(models.Model):
    """A file that passed the gate (`marketplace.kernel.files`): private, under a random name, never changed.

    Who received it is kept as the reference of the actor, since this layer knows no people.
    """

    log_kind: ClassVar[str] = "file"

    ref = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200, help_text="as the person named it; only ever shown, never a path")
    kind = models.CharField(max_length=10, help_text="what the content is: pdf, png, jpg, xlsx, docx, csv")
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64, db_index=True)
    path = models.CharField(max_length=100, unique=True, help_text="below MEDIA_ROOT")
    verdict = models.CharField(max_length=10, choices=Verdict)
    scanner = models.CharField(max_length=80)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="stored_file_is_not_empty")]

    def __str__(self) -> str:
        return self.name

    def log_root(self) -> StoredFile:
        return self
