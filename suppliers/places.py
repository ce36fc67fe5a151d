"""Entries of the registry in the frames' lists: for whom, and how much waits there."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.duty import COMPANY_DUTIES, Duty
from marketplace.ui import nav


def _of_a_company(request: HttpRequest) -> bool:
    return bool(request.actor.has(*COMPANY_DUTIES))  # type: ignore[attr-defined]


def _registrar(request: HttpRequest) -> bool:
    return bool(request.actor.has(Duty.REGISTRAR))  # type: ignore[attr-defined]


def _rule_editor(request: HttpRequest) -> bool:
    return bool(request.actor.has(Duty.RULE_EDITOR))  # type: ignore[attr-defined]


def _waiting(request: HttpRequest) -> int:
    from suppliers.models import Company

    return Company.objects.waiting().count()


def fill() -> None:
    """Called once, when the product starts."""
    nav.register("work", _("My company"), "suppliers:my", order=20, when=_of_a_company)
    nav.register("work", _("Team"), "suppliers:team", order=21, when=_of_a_company)
    nav.register("work", _("Verification desk"), "suppliers:desk", order=20, when=_registrar, count=_waiting)
    nav.register("work", _("Read in an abandoner list"), "suppliers:import_abandoners", order=21, when=_registrar)
    nav.register("work", _("Supplier's terms"), "suppliers:write_terms", order=32, when=_rule_editor)
    nav.register("footer", _("Supplier's terms"), "suppliers:terms", order=32)
    nav.register("footer", _("Suppliers"), "suppliers:list", order=30)
    nav.register("footer", _("Work abandoners"), "suppliers:abandoners", order=31)
