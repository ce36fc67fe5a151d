"""The states of a shortlist and its limits. Pure."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ShortlistState(models.TextChoices):
    """A list is narrowed while it is open; frozen, it never changes again."""

    OPEN = "open", pgettext_lazy("shortlist", "Being narrowed")
    FROZEN = "frozen", _("Confirmed and frozen")
    GIVEN_UP = "given_up", pgettext_lazy("shortlist", "Given up")


FINAL = frozenset({ShortlistState.FROZEN, ShortlistState.GIVEN_UP})
#: Listings that may be left when the list is confirmed.
MOST_KEPT = 30
#: Listings that may be marked on one list, rejected ones included.
MOST_MARKED = 100
