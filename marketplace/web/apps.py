"""Pages that combine apps: home, my work, search box, acting for, the demo's clock."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "marketplace.web"
    label = "web"

    def ready(self) -> None:
        from marketplace.law import calendar
        from marketplace.ui import formats, nav, slots
        from marketplace.web import bar, demo_clock, demo_door, work_of

        formats.count_working_days_with(calendar.working_days_between)
        for module in iter_modules(work_of.__path__):
            import_module(f"{work_of.__name__}.{module.name}")
        nav.register("main", _("Tenders"), "/tenders/", order=20)
        nav.register("main", _("Open data"), "/open-data/", order=40)
        nav.register("personal", _("My work"), "work", order=30, when=_is_signed_in)
        nav.register("work", _("My work"), "work", order=10)
        nav.register("work", _("Inbox"), "inbox", order=20)
        nav.register("work", _("Your account"), "account_email", order=95)
        nav.register("footer", _("Check our log yourself"), "/verify/", order=10)
        nav.register("footer", _("Sell to agencies"), "sell", order=20)
        nav.register("footer", _("Buy as an agency"), "buy", order=30)
        nav.register("footer", _("Accessibility"), "accessibility", order=40)
        nav.register("footer", _("API"), "/api/v1/docs", order=50)
        slots.register("bar.acting", bar.acting)
        slots.register("demo.clock", demo_clock.strip)
        slots.register("sign_in.aside", demo_door.door)


def _is_signed_in(request: Any) -> bool:
    return bool(request.user.is_authenticated)
