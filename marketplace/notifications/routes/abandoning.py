"""Messages about proposals to name a work abandoner: to the company, the registrars and the head of the agency."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Person
from marketplace.contracts import events_of_abandoning as events
from marketplace.contracts.models import Abandonment
from marketplace.notifications.of_purchase import when
from marketplace.notifications.recipients import at_comptroller, holders
from marketplace.notifications.routing import End, route


def _case(entry: Any) -> Abandonment | None:
    return Abandonment.objects.filter(ref=entry.root.ref).select_related("company__organisation", "agency").first()


def _company(entry: Any) -> list[Person]:
    case = _case(entry)
    return holders(case.company.organisation.ref, Duty.OWNER) if case else []


def _head(entry: Any) -> list[Person]:
    case = _case(entry)
    return holders(case.agency.ref, Duty.HEAD_OF_AGENCY) if case else []


def _both(entry: Any) -> list[Person]:
    return [*_company(entry), *_head(entry)]


def _values(entry: Any) -> dict[str, Any]:
    case = _case(entry)
    until = when(entry.payload.get("answer_until")) if "answer_until" in entry.payload else ""
    return {"company": case.company.name if case else "", "agency": case.agency.name if case else "", "until": until}


def _page(entry: Any) -> str:
    return f"/abandonments/{entry.root.ref}/"


#: Whatever ends the waiting for an explanation.
GONE_ON = tuple(End(event) for event in (events.AbandonmentExplained, events.AbandonmentForwarded, events.AbandonmentWithdrawn))
route(
    events.AbandonmentProposed,
    recipients=_company,
    sentence=_("{agency} proposes to name {company} a work abandoner"),
    body=_("Read what it says and explain yourself by {until}. Nothing of it is public."),
    url=_page,
    values=_values,
    waits=True,
    ends=GONE_ON,
    moves=False,
    letter=True,
)
route(
    events.AbandonmentExplained,
    recipients=at_comptroller(Duty.REGISTRAR),
    sentence=_("{company} explained itself; send the proposal on"),
    url=_page,
    values=_values,
    waits=True,
    ends=[End(events.AbandonmentForwarded), End(events.AbandonmentWithdrawn)],
    moves=False,
)
route(
    events.AbandonmentForwarded,
    recipients=_both,
    sentence=_("The case of {company} was sent on to the Permanent Secretary for Finance"),
    url=_page,
    values=_values,
)
route(
    events.AbandonmentListed,
    recipients=_both,
    sentence=_("{company} was named a work abandoner"),
    body="{reason}",
    url=_page,
    values=_values,
    letter=True,
)
route(
    events.AbandonmentDismissed,
    recipients=_both,
    sentence=_("The proposal to name {company} a work abandoner was not followed"),
    body="{reason}",
    url=_page,
    values=_values,
    letter=True,
)
route(
    events.AbandonmentWithdrawn,
    recipients=_company,
    sentence=_("{agency} took its proposal about {company} back"),
    body="{reason}",
    url=_page,
    values=_values,
    letter=True,
)
