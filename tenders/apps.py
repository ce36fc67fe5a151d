"""The lawful life of a purchase, from plan to award."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from marketplace.accounts.actor import Actor


class TendersConfig(AppConfig):
    name = "tenders"
    label = "tenders"

    def ready(self) -> None:
        from marketplace.procedure import waking as clockwork
        from marketplace.ui import nav, slots
        from tenders import checks, guards  # noqa: F401
        from tenders.actions import waking
        from tenders.beside import receipt_key, spend
        from tenders.from_listing import buy, buy_from_list
        from tenders.registration import register_all

        register_all()
        guards.install_all()
        clockwork.register("tenders.dates", due=waking.due, knock=waking.tell)
        clockwork.register("tenders.appeals", due=waking.due_appeals, knock=waking.lapse)
        slots.register("catalog.buy", buy)
        slots.register("catalog.shortlist", buy_from_list)
        slots.register("step.beside", spend)
        slots.register("verify.keys", receipt_key)
        nav.register("work", _("Our purchases"), "/tenders/?mine=1", order=40, when=_for_an_agency)
        nav.register("work", _("Purchase plans"), "plans", order=41, when=_for_an_agency)
        nav.register("work", _("My key"), "own_key", order=90, when=_may_hold_a_key)


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def _for_an_agency(request: HttpRequest) -> bool:
    return _actor(request).organisation_kind == "agency"


def _may_hold_a_key(request: HttpRequest) -> bool:
    """Chairs of committees are appointed among the staff, so that everybody who may become one finds the page."""
    from marketplace.accounts.duty import Duty

    return _actor(request).has(Duty.HEAD_OFFICER, Duty.STAFF, Duty.KEY_OFFICER)
