"""What things cost: listed and paid prices side by side, central prices, letters that ask for prices, frozen price reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from marketplace.accounts.actor import Actor


class PricingConfig(AppConfig):
    name = "marketplace.pricing"
    label = "pricing"

    def ready(self) -> None:
        from marketplace.accounts.duty import Duty
        from marketplace.pricing import events  # noqa: F401
        from marketplace.pricing.beside import of_category, of_listing
        from marketplace.ui import nav, slots

        slots.register("catalog.price", of_listing)
        slots.register("catalog.category", of_category)
        nav.register("work", _("Central prices"), "central_prices", order=60, when=lambda request: _actor(request).has(Duty.RULE_EDITOR))
        nav.register(
            "work", _("Price letters"), "survey_letters", order=45, when=lambda request: _actor(request).organisation_kind == "company"
        )


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
