"""Orders and contracts: delivery, acceptance, penalty, payment."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.duty import Duty


class ContractsConfig(AppConfig):
    name = "marketplace.contracts"
    label = "contracts"

    def ready(self) -> None:
        from marketplace.contracts import events, guards, registration, slots  # noqa: F401
        from marketplace.ui import nav
        from marketplace.ui import slots as places

        registration.announce()
        guards.install_all()
        places.register("tender.work", slots.work)
        places.register("tender.aside", slots.aside)
        places.register("catalog.ratings", slots.ratings)
        nav.register("work", _("Work abandoner cases"), "contracts:abandonments", order=46, when=_of_abandoning)
        places.register("tender.work", slots.abandonment)
        nav.register("work", _("Orders and contracts"), "/contracts/?mine=1", order=45, when=_for_a_side)  # type: ignore[arg-type]


def _of_abandoning(request: HttpRequest) -> bool:
    """Whether the person proposes, explains, sends on or audits."""
    actor = getattr(request, "actor", None)
    return actor is not None and bool(actor.has(Duty.HEAD_OF_AGENCY, Duty.OWNER, Duty.REGISTRAR, Duty.AUDITOR))


def _for_a_side(request: HttpRequest) -> bool:
    """Whether the person acts for an agency or a company."""
    return getattr(request, "actor", None) is not None and request.actor.organisation_kind in {"agency", "company"}  # type: ignore[attr-defined]
