"""Messages about duties and delegations."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.accounts import events
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Delegation, Organisation
from marketplace.notifications.recipients import people
from marketplace.notifications.routing import route
from marketplace.ui import formats


def _duty(entry: Any) -> dict[str, Any]:
    organisation = Organisation.objects.filter(ref=entry.subject.ref).first()
    return {"duty": Duty(entry.payload["duty"]).label, "organisation": organisation.name if organisation else entry.subject.ref}


def _power(entry: Any) -> dict[str, Any]:
    return {
        "limit": formats.baht(entry.payload["max_satang"]),
        "first": formats.day(dt.date.fromisoformat(entry.payload["from_on"])),
        "last": formats.day(dt.date.fromisoformat(entry.payload["to_on"])),
    }


def _person(entry: Any) -> list[Any]:
    return people([entry.payload["person"]])


def _holder_of_delegation(entry: Any) -> list[Any]:
    delegation = Delegation.objects.filter(ref=entry.subject.ref).select_related("holder").first()
    return [delegation.holder] if delegation else []


route(
    events.DutyGranted,
    recipients=_person,
    sentence=_("You now hold the duty “{duty}” at {organisation}"),
    body=_("If this is not right, tell the administrator of the organisation."),
    url=lambda entry: "/work/",
    values=_duty,
)
route(
    events.DutyEnded,
    recipients=_person,
    sentence=_("Your duty “{duty}” at {organisation} has ended"),
    values=_duty,
)
route(
    events.PowerDelegated,
    recipients=lambda entry: people([entry.payload["holder"]]),
    sentence=_("You may order up to {limit} baht by delegation, from {first} to {last}"),
    body=_("Delegation order no. {order_no}; copy to the State Audit Office no. {sao_copy_no}."),
    url=lambda entry: "/work/",
    values=_power,
)
route(
    events.DelegationRevoked,
    recipients=_holder_of_delegation,
    sentence=_("The power delegated to you by order no. {order_no} was taken back"),
)
