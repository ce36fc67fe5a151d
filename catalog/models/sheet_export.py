"""A file of a company's listings that is made in the background, because there are too many to wait for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models.category import Category
from marketplace.accounts.models import Person
from marketplace.kernel.models import Row
from suppliers.models import Company


class ExportStage(models.TextChoices):
    """How far a file is."""

    WAITING = "waiting", _("Waits its turn")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")
    DELETED = "deleted", _("Deleted")


#: Stages in which a worker is, or should be, busy with it.
WORKING = (ExportStage.WAITING, ExportStage.MAKING)


class SheetExport(Row):
    """A file of one category, asked for once. `last_moved` tells a live worker from one that died; of a file that is ready, since when.

    The file lies under a random name chosen when it is asked for: whoever makes it anew writes over what a dead worker left.
    """

    log_kind: ClassVar[str] = "listing_export"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=[("xlsx", "XLSX"), ("csv", "CSV")])
    language = models.CharField(max_length=2, help_text="of its words, as the page had when it was asked for")
    stage = models.CharField(max_length=10, choices=ExportStage, default=ExportStage.WAITING)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0, help_text="how often a worker began")
    last_moved = models.DateTimeField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True, help_text="the one moment of all its rows")
    path = models.CharField(max_length=100, unique=True, help_text="below MEDIA_ROOT")
    size = models.PositiveBigIntegerField(default=0, help_text="bytes")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "category", "kind", "language"],
                condition=models.Q(stage__in=["waiting", "making"]),
                name="one_export_of_a_kind_at_a_time",
            )
        ]
        indexes = [
            models.Index(fields=["company", "-asked_at", "-id"], name="export_by_company"),
            models.Index(fields=["stage", "last_moved"], name="export_by_stage"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("sheet_export", args=[self.ref])

    @property
    def stage_word(self) -> str:
        return str(ExportStage(self.stage).label)

    @property
    def is_working(self) -> bool:
        """Whether a worker is, or should be, busy with it."""
        return self.stage in WORKING
