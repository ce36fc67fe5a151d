"""Base classes of rows, the counter behind public references and the demo's clock. Knows no law and no people."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models


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
