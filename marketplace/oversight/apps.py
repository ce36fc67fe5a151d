"""The comptroller's desk: case files, red flags, open data. Reads everything, changes nothing but flags."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OversightConfig(AppConfig):
    name = "marketplace.oversight"
    label = "oversight"

    def ready(self) -> None:
        from marketplace.oversight import registration
        from marketplace.ui import nav

        registration.announce()
        nav.register("work", _("Oversight"), "oversight:overview", order=40, when=_audits)
        nav.register("work", _("All purchases"), "oversight:purchases", order=41, when=_audits)
        nav.register("work", _("Flags"), "oversight:flags", order=42, when=_audits, count=_open_flags)
        nav.register("work", _("Copies and unusual prices"), "oversight:listings_alike", order=43, when=_looks_at_listings)


def _audits(request: Any) -> bool:
    from marketplace.accounts.duty import Duty

    return bool(request.actor.has(Duty.AUDITOR))


def _looks_at_listings(request: Any) -> bool:
    from marketplace.accounts.duty import Duty

    return bool(request.actor.has(Duty.AUDITOR, Duty.REGISTRAR))


def _open_flags(request: Any) -> int:
    from marketplace.oversight.models import Flag

    return Flag.objects.open().count()
