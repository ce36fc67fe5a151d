"""What a registrar may say of one item. Names only."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    ACCEPT = "accept", _("Accept")
    ASK = "ask", _("Ask")
    REFUSE = "refuse", _("Refuse")
