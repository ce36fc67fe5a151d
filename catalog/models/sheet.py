"""A spreadsheet of listings that a company handed in, and what the check found in each of its rows.

Work in progress, not a listing's life: what it writes goes through the same actions as the form, with their own log entries.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.models.category import Category, QuestionSetVersion
from catalog.models.listing import Listing
from marketplace.accounts.models import Person
from marketplace.kernel.models import Row, StoredFile
from suppliers.models import Company


class Stage(models.TextChoices):
    """How far a spreadsheet is."""

    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    UNREADABLE = "unreadable", _("Cannot be read")
    WRITING = "writing", pgettext_lazy("sheet", "Being written")
    WRITTEN = "written", _("Written")
    DISCARDED = "discarded", _("Set aside")


class Verdict(models.TextChoices):
    """What a row would do."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    FAULTY = "faulty", _("To be mended")


def _by() -> Any:
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class SheetImport(Row):
    """A spreadsheet handed in for one category. `last_moved` tells a live check from one whose worker died."""

    log_kind: ClassVar[str] = "listing_sheet"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    question_set = models.ForeignKey(QuestionSetVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.CHECKING)
    notes = models.JSONField(default=list, help_text="[{th, en}]: what is to be known of the file as a whole")
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    stopped_early = models.BooleanField(default=False, help_text="too many rows with faults: the rest was not looked at")
    leaves_out = models.BooleanField(default=False, help_text="confirmed without the rows that have faults")
    last_moved = models.DateTimeField()
    received_at = models.DateTimeField()
    received_by = _by()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = _by()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = _by()

    class Meta:
        indexes = [
            models.Index(fields=["company", "-received_at", "-id"], name="sheet_by_company"),
            models.Index(fields=["stage", "last_moved"], name="sheet_by_stage"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("sheet_import", args=[self.ref])

    @property
    def stage_word(self) -> str:
        return str(Stage(self.stage).label)

    @property
    def is_working(self) -> bool:
        """Whether a worker is, or should be, busy with it."""
        return self.stage in (Stage.CHECKING, Stage.WRITING)


class SheetRow(models.Model):
    """One row of the spreadsheet, numbered as spreadsheet programs show it.

    `given` holds only what would be different: {fields: {…}, answers: {…}, item_code: …}. `faults` and `refusals` carry
    their sentences in both languages, because the check has no reader.
    """

    sheet = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict)
    listing = models.ForeignKey(Listing, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seen = models.PositiveIntegerField(null=True, blank=True, help_text="version of the listing that the check compared with")
    item_code = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=160, blank=True)
    given = models.JSONField(default=dict)
    faults = models.JSONField(default=list, help_text="[{letter, code, name: {th, en}, typed, say: {th, en}}]")
    faults_more = models.PositiveIntegerField(default=0, help_text="faults of the row beyond those kept")
    lacking = models.PositiveIntegerField(default=0, help_text="answers that the listing would still need before it can be sent for review")
    is_settled = models.BooleanField(default=False, help_text="written, or refused while it was written")
    refusals = models.JSONField(default=list, help_text="[{th, en}]: why it could not be written")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="one_verdict_per_row")]
        indexes = [models.Index(fields=["sheet", "verdict", "number"], name="sheet_row_by_verdict")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.number}"
