"""People, organisations, memberships, duties, delegation, separation of duties."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "marketplace.accounts"
    label = "accounts"

    def ready(self) -> None:
        from marketplace.ui import nav

        nav.register("work", _("People and duties"), "people", order=85, when=_administers)
        nav.register("work", _("Delegations"), "delegations", order=86, when=_works_for_an_agency)


def _administers(request: HttpRequest) -> bool:
    from marketplace.accounts.duty import Duty

    return bool(request.actor.has(Duty.ADMINISTRATOR))  # type: ignore[attr-defined]


def _works_for_an_agency(request: HttpRequest) -> bool:
    from marketplace.accounts.duty import Duty
    from marketplace.accounts.models import OrganisationKind

    actor = request.actor  # type: ignore[attr-defined]
    return actor.organisation_kind == OrganisationKind.AGENCY and actor.has(Duty.HEAD_OF_AGENCY, Duty.HEAD_OFFICER, Duty.ADMINISTRATOR)
