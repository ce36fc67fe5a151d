"""What the request report of clause 22 still lacks. Reads rows, changes nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tenders.models import Tender


def missing_items(tender: Tender) -> tuple[str, ...]:
    """The items of clause 22 that are not filled in, in words."""
    needed = {
        _("reason for the purchase"): tender.need.strip(),
        _("source of the budget"): tender.budget_source.strip(),
        _("time needed"): tender.delivery_days,
        _("reason for the method"): tender.method_reason.strip(),
    }
    missing = [name for name, value in needed.items() if not value]
    if tender.method.chosen_from_catalogue and not tender.items.exists():
        missing.append(_("services chosen from the catalogue"))
    return tuple(missing)
