"""The six sources of a reference price in the order of section 4 of the Act. Pure. Knows no purchase."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PriceSource(models.TextChoices):
    """Where a reference price comes from, in the order of the law."""

    COMPUTED = "computed", _("Computed by the rule of the Price Reference Committee")
    DATABASE = "database", _("Reference price database of the Comptroller General's Department")
    STANDARD = "standard", _("Standard price of the Budget Bureau or another central agency")
    MARKET = "market", _("Survey of market prices")
    LAST_PURCHASE = "last_purchase", _("Last purchase within two fiscal years")
    OTHER = "other", _("Another rule of the agency")


_RANK = {
    PriceSource.COMPUTED: 1,
    PriceSource.DATABASE: 1,
    PriceSource.STANDARD: 1,
    PriceSource.MARKET: 2,
    PriceSource.LAST_PURCHASE: 2,
    PriceSource.OTHER: 3,
}


def must_rule_out(source: PriceSource) -> tuple[PriceSource, ...]:
    """The sources that come before `source`: using it needs a word on why none of them has a price."""
    return tuple(earlier for earlier in PriceSource if _RANK[earlier] < _RANK[source])
