"""The states of a payment. Names only."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class M(models.TextChoices):
    """States of a payment."""

    #: The gateway was asked; the money has not been seen.
    BEGUN = "begun", _("Begun")
    #: The money has gone out, with evidence.
    PAID = "paid", _("Paid")
    #: The gateway could not move the money.
    FAILED = "failed", _("Not paid")
    #: The record was taken back with a reason: wrong payment, returned money.
    REVERSED = "reversed", _("Taken back")


FINAL = frozenset({M.FAILED, M.REVERSED})
