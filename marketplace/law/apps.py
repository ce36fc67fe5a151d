"""Clauses, house rules, dated rule values, the working-day calendar. Knows no people."""

from django.apps import AppConfig
from django.core.signals import request_started
from django.db.models.signals import post_delete, post_migrate, post_save


class LawConfig(AppConfig):
    name = "marketplace.law"
    label = "law"

    def ready(self) -> None:
        from marketplace.law import calendar, seeding
        from marketplace.law.models import HolidayOverride

        post_migrate.connect(seeding.after_migrate, sender=self)
        request_started.connect(calendar.forget, dispatch_uid="law.calendar.request")
        for signal in (post_save, post_delete):
            signal.connect(calendar.forget, sender=HolidayOverride, dispatch_uid=f"law.calendar.{id(signal)}")
