"""The states of a flag, and how one can be closed. Names only."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class F(models.TextChoices):
    """States of a flag."""

    OPEN = "open", pgettext_lazy("flag", "Open")
    CLOSED = "closed", pgettext_lazy("flag", "Closed")


class Outcome(models.TextChoices):
    """What the auditor found. A flag is a lead, never a finding of its own."""

    FOLLOWED = "followed", _("Taken further: it is examined outside this system")
    EXPLAINED = "explained", _("Explained: the facts are right and have a lawful reason")
    MISTAKEN = "mistaken", _("Mistaken: the facts do not fit")
