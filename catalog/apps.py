"""Categories, question sets, listings, prices, search and comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from marketplace.accounts.actor import Actor


class CatalogConfig(AppConfig):
    name = "catalog"
    label = "catalog"

    def ready(self) -> None:
        from catalog import checks, registration, shortlist_registration  # noqa: F401
        from catalog.actions import saved
        from catalog.actions.questions import synchronise
        from catalog.search import indexing  # noqa: F401
        from catalog.shortlist import guards
        from marketplace.accounts.duty import Duty
        from marketplace.procedure import waking
        from marketplace.ui import nav

        registration.announce()
        waking.register("catalog.saved_searches", due=saved.due, knock=saved.tell)
        shortlist_registration.announce()
        guards.install_all()
        post_migrate.connect(synchronise, sender=self, dispatch_uid="catalog.synchronise")
        nav.register("main", pgettext_lazy("on offer", "Services"), "catalogue", order=10)
        nav.register(
            "work", _("Shortlists"), "own_shortlists", order=35, when=lambda request: _actor(request).organisation_kind == "agency"
        )
        nav.register("work", _("Saved searches"), "saved_searches", order=85, when=lambda request: _actor(request).is_person)
        nav.register("work", _("Our listings"), "own_listings", order=30, when=lambda request: _actor(request).has(Duty.LISTER, Duty.OWNER))
        nav.register(
            "work",
            _("Review of listings"),
            "review_desk",
            order=30,
            when=lambda request: _actor(request).has(Duty.REGISTRAR),
            count=lambda request: registration.waits_for_registrars(_actor(request)),
        )


def _actor(request: Any) -> Actor:
    """The actor that the middleware put on the request."""
    found: Actor = request.actor
    return found
