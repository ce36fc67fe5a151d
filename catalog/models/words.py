"""The word lists of the search as people edited them. A list that nobody edited has no row: then the shipped file counts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Person
from marketplace.kernel.models import Row


class WordList(Row):
    """One list; `ref` is its kind. `content` is text of one entry per line, read by `catalog.search.lists`."""

    log_kind: ClassVar[str] = "word_list"

    content = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("word list")
        verbose_name_plural = _("word lists")

    @property
    def kind(self) -> str:
        return self.ref
