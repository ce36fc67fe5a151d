"""Registrations: what waits for the registrar, and what waits for the company's own people."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.web.work import FOR_ME, FOR_OTHERS, WorkItem, register
from suppliers.models import Company
from suppliers.states import V

TO_DO_BY_OWNER = {
    V.CLAIMED: _("Complete the registration and hand it in"),
    V.SENT_BACK: _("Answer the registrar and hand the registration in again"),
    V.EXPIRED: _("Renew the lapsed document and hand the registration in again"),
}


@register
def for_registrar(actor: Actor) -> Iterator[WorkItem]:
    """Registrations that were handed in, oldest first; those being examined by anybody."""
    if not actor.has(Duty.REGISTRAR):
        return
    waiting = Company.objects.filter(state__in=[V.SUBMITTED, V.EXAMINING]).select_related("organisation").order_by("pk")[:50]
    for company in waiting:
        yield WorkItem(
            FOR_ME,
            company.organisation.name,
            reverse("suppliers:desk_case", args=[company.ref]),
            todo=_("Compare claims with documents and decide"),
            ref=company.ref,
            word=V(company.state).label,
            kind="wait" if company.state == V.SUBMITTED else "now",
        )


@register
def for_owner(actor: Actor) -> Iterator[WorkItem]:
    """The registration of the company one acts for, where it is not finished."""
    if not actor.has(Duty.OWNER):
        return
    company = Company.objects.filter(organisation_id=actor.organisation_id).select_related("organisation").first()
    if company is None:
        return
    state = V(company.state)
    if state in TO_DO_BY_OWNER:
        yield WorkItem(
            FOR_ME,
            company.organisation.name,
            reverse("suppliers:my"),
            todo=TO_DO_BY_OWNER[state],
            ref=company.ref,
            word=state.label,
            kind="wait",
        )
    elif state in (V.SUBMITTED, V.EXAMINING):
        yield WorkItem(
            FOR_OTHERS,
            company.organisation.name,
            reverse("suppliers:my"),
            todo=_("The registrar examines the registration"),
            ref=company.ref,
            word=state.label,
            kind="now",
        )
