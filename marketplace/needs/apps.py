"""Needs first: what an agency lacks, what remedies it, and what many agencies need together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from marketplace.accounts.actor import Actor


class NeedsConfig(AppConfig):
    name = "marketplace.needs"
    label = "needs"

    def ready(self) -> None:
        from marketplace.needs import checks, registration  # noqa: F401
        from marketplace.ui import nav
        from tenders.visibility import PROCURERS

        registration.announce()
        nav.register("work", _("Needs assessment"), "needs:own", order=34, when=lambda request: _actor(request).has(*PROCURERS))
        nav.register("work", _("Needs of the agencies"), "needs:shared", order=43, when=_looks_at_many)


def _looks_at_many(request: Any) -> bool:
    """Whether the person audits for the comptroller or is the authority above an agency."""
    from marketplace.accounts.duty import Duty

    return _actor(request).has(Duty.AUDITOR, Duty.SUPERIOR)


def _actor(request: Any) -> Actor:
    """The actor that the middleware put on the request."""
    found: Actor = request.actor
    return found
