"""Searches that a person keeps under a name, with or without an alert."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Person
from marketplace.kernel.models import Row


class Alert(models.TextChoices):
    """What happens when new listings match."""

    NONE = "none", _("No alert")
    INBOX = "inbox", _("A message in the inbox, at most once a day")
    MAIL = "mail", _("A message in the inbox and by e-mail, at most once a day")


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def of(self, person_id: int | None) -> SavedSearchQuerySet:
        return self.filter(person_id=person_id)

    def due(self, now: dt.datetime) -> SavedSearchQuerySet:
        """Searches with an alert whose day has come."""
        return self.exclude(alert=Alert.NONE).filter(next_check__lte=now)


class SavedSearch(Row):
    """A search as its address asks it. `looked_upto` is the position of the log up to which new listings have been looked at."""

    log_kind: ClassVar[str] = "saved_search"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=60, blank=True, help_text="code of the category; empty for the whole catalogue")
    query = models.CharField(max_length=2000, blank=True, help_text="query string of the search's address")
    alert = models.CharField(max_length=10, choices=Alert, default=Alert.NONE)
    saved_at = models.DateTimeField()
    looked_upto = models.BigIntegerField(default=0)
    next_check = models.DateTimeField(null=True, blank=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-saved_at", "-id"], name="saved_search_of_person"),
            models.Index(fields=["next_check"], condition=Q(next_check__isnull=False), name="saved_search_due"),
        ]
        constraints = [models.CheckConstraint(condition=Q(alert__in=Alert.values), name="saved_search_knows_its_alert")]

    @property
    def parameters(self) -> QueryDict:
        return QueryDict(self.query)

    @property
    def address(self) -> str:
        """The page of the search itself."""
        path = reverse("category", args=[self.category]) if self.category else reverse("catalogue")
        return f"{path}?{self.query}" if self.query else path

    @property
    def newest_address(self) -> str:
        """The same search, the newest listings first."""
        asked = self.parameters.copy()
        asked["sort"] = "newest"
        return f"{self.address.split('?')[0]}?{asked.urlencode()}"
