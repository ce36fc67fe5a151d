"""The states of a listing. Pure."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListingState(models.TextChoices):
    """Where a listing stands between its first draft and its end."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Under review")
    RETURNED = "returned", _("Sent back")
    LIVE = "live", _("On sale")
    #: On sale as before while a changed version is reviewed.
    CHANGE_SUBMITTED = "change_submitted", _("On sale, change under review")
    SUSPENDED = "suspended", _("Suspended")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: States in which buyers find the listing.
ON_SALE = frozenset({ListingState.LIVE, ListingState.CHANGE_SUBMITTED})
#: States in which a registrar has something to review.
UNDER_REVIEW = frozenset({ListingState.SUBMITTED, ListingState.CHANGE_SUBMITTED})
FINAL = frozenset({ListingState.WITHDRAWN})
