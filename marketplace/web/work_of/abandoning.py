"""Proposals to name a work abandoner: for the company to explain, for the registrar to send on and to record."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Membership
from marketplace.contracts.models import Abandonment
from marketplace.contracts.states import P
from marketplace.kernel import clock
from marketplace.web.work import FOR_ME, WorkItem, register


@register
def to_explain(actor: Actor) -> Iterator[WorkItem]:
    """Cases about the company one owns, while there is time to explain."""
    if not actor.has(Duty.OWNER):
        return
    rows = Abandonment.objects.filter(state=P.ASKED, company__organisation_id=actor.organisation_id, answer_until__gte=clock.today())
    for case in rows.select_related("company")[:20]:
        yield _line(case, _("Explain what happened, before the case goes on"), "abandonment.explain")


@register
def to_send_on_or_record(actor: Actor) -> Iterator[WorkItem]:
    """Cases that were explained, or whose time is over, and those that are with the Permanent Secretary."""
    if not actor.has(Duty.REGISTRAR):
        return
    ripe = Q(state=P.ANSWERED) | Q(state=P.ASKED, answer_until__lt=clock.today())
    own = Membership.objects.in_force().filter(person_id=actor.person_id).values("organisation_id")
    rows = Abandonment.objects.filter(ripe | Q(state=P.FORWARDED)).exclude(company__organisation__in=own).select_related("company")
    for case in rows.order_by("pk")[:50]:
        if case.state == P.FORWARDED:
            yield _line(case, _("Record what the Permanent Secretary decided"), "abandonment.list_company", "abandonment.dismiss")
        else:
            yield _line(case, _("Send the proposal on to the Permanent Secretary"), "abandonment.forward")


def _line(case: Abandonment, todo: object, *steps: str) -> WorkItem:
    return WorkItem(
        FOR_ME,
        case.company.name,
        case.get_absolute_url(),
        todo=todo,  # type: ignore[arg-type]
        ref=case.ref,
        since=case.proposed_at,
        word=case.state_word,
        kind="wait",
        steps=steps,
    )
