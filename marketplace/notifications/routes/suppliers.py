"""Messages about a company's registration."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Person
from marketplace.notifications.recipients import at_comptroller, holders
from marketplace.notifications.routing import End, route
from marketplace.ui import formats
from suppliers import events, events_of_terms
from suppliers.kinds import Doc
from suppliers.lapses import Effect
from suppliers.models import Company
from suppliers.states import EDITABLE


def _company(entry: Any) -> Company | None:
    return Company.objects.filter(ref=entry.root.ref).select_related("organisation").first()


def _owners(entry: Any) -> list[Any]:
    company = _company(entry)
    return holders(company.organisation.ref, Duty.OWNER) if company else []


def _named(entry: Any) -> dict[str, Any]:
    company = _company(entry)
    return {"company": company.organisation.name if company else entry.root.ref}


def _page(entry: Any) -> str:
    return "/suppliers/my/"


def _desk(entry: Any) -> str:
    return f"/suppliers/desk/{entry.root.ref}/"


route(
    events.CompanySubmitted,
    recipients=at_comptroller(Duty.REGISTRAR),
    sentence=_("{company} handed in its registration"),
    body=_("Compare what the company claims with its documents."),
    url=_desk,
    values=_named,
    waits=True,
    ends=[End(event) for event in (events.CompanyVerified, events.CompanySentBack, events.CompanyRefused, events.CompanyWithdrawn)],
    moves=False,
)
route(
    events.ChangeAsked,
    recipients=at_comptroller(Duty.REGISTRAR),
    sentence=_("{company} asks to change verified facts"),
    body=_("{reason}"),
    url=lambda entry: f"/suppliers/changes/{entry.payload['request']}/",
    values=_named,
    waits=True,
    ends=[End(events.ChangeDecided), End(events.ChangeTakenBack)],
    moves=False,
)
route(
    events.ChangeDecided,
    recipients=_owners,
    sentence=_("A registrar decided the change that {company} asked for"),
    body=_("What was accepted is written; what was refused stays as it was, with the reason."),
    url=_page,
    values=_named,
)
route(
    events.CompanyVerified,
    recipients=_owners,
    sentence=_("{company} is verified"),
    body=_("You may now list services and bid."),
    url=_page,
    values=_named,
)
route(
    events.CompanySentBack,
    recipients=_owners,
    sentence=_("The registrar asks {company} to complete its registration"),
    body=_("{reason}"),
    url=_page,
    values=_named,
    waits=True,
)
route(
    events.CompanyRefused,
    recipients=_owners,
    sentence=_("The registration of {company} was refused"),
    body=_("{reason}"),
    url=_page,
    values=_named,
)
route(
    events.VerificationReopened,
    recipients=_owners,
    sentence=_("The verification of {company} was opened anew"),
    body=_("{reason}"),
    url=_page,
    values=_named,
)
route(
    events.VerificationLapsed,
    recipients=_owners,
    sentence=_("A document of {company} has lapsed; until it is renewed the company counts as not verified"),
    body=_("Hand in the new document."),
    url=_page,
    values=_named,
    waits=True,
)


def _all_owners(entry: Any) -> list[Any]:
    """Owners of all companies that have handed in their registration; others meet the terms when they do."""
    companies = Company.objects.exclude(state__in=EDITABLE).values("organisation_id")
    owners = Person.objects.filter(
        is_active=True, memberships__until_at__isnull=True, memberships__duty=Duty.OWNER, memberships__organisation__in=companies
    )
    return list(owners.distinct())


route(
    events_of_terms.TermsPublished,
    recipients=_all_owners,
    sentence=_("Version {number} of the supplier's terms was published"),
    body=_("It holds from {day}. Until a company has accepted it, it can from then on neither send listings for review nor bid."),
    url=lambda entry: f"/suppliers/terms/{entry.payload['number']}/",
    values=lambda entry: {"day": formats.day(dt.date.fromisoformat(entry.payload["effective_from"]))},
)


def _document(entry: Any) -> dict[str, Any]:
    said = entry.payload
    effects = [str(Effect(effect).label) for effect in said["effects"]]
    return {
        **_named(entry),
        "document": Doc(said["kind"]).label,
        "day": formats.day(dt.date.fromisoformat(said["expires_on"])),
        "effects": "; ".join(effects) or _("nothing changes for bids and marks"),
    }


route(
    events.EvidenceEnding,
    recipients=_owners,
    sentence=_("“{document}” of {company} holds until {day}: {days} days more"),
    body=_("Hand in the renewed document in time. When this one lapses: {effects}."),
    url=_page,
    values=_document,
    waits=True,
)
route(
    events.EvidenceLapsed,
    recipients=_owners,
    sentence=_("“{document}” of {company} has lapsed"),
    body=_("From now on: {effects}. Hand in the renewed document."),
    url=_page,
    values=_document,
    waits=True,
)
