"""States of a proposal to change a rule. No models here."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ChangeState(models.TextChoices):
    """Where a proposal stands."""

    PROPOSED = "proposed", pgettext_lazy("rule change", "Waits for another person")
    APPROVED = "approved", pgettext_lazy("rule change", "Approved")
    REFUSED = "refused", pgettext_lazy("rule change", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("rule change", "Withdrawn")


class ChangeKind(models.TextChoices):
    """What is to be changed."""

    VALUE = "value", pgettext_lazy("rule change", "Rule value")
    DAY = "day", pgettext_lazy("rule change", "Government calendar")
