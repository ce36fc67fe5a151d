"""Messages about purchases. What is sealed is told to nobody: there is no message about a bid before its opening."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Delegation, Person
from marketplace.kernel import clock
from marketplace.notifications.recipients import at_comptroller, holders, people
from marketplace.notifications.routing import route
from marketplace.ui import formats
from tenders import events
from tenders.models import Bid, CommitteeKind, Seat, Tender
from tenders.states import B, S

OFFICERS = (Duty.OFFICER, Duty.HEAD_OFFICER)


def _tender(entry: Any) -> Tender | None:
    return Tender.objects.filter(ref=entry.root.ref).select_related("agency").first()


def _at_agency(*duties: Duty) -> Callable[[Any], list[Person]]:
    def find(entry: Any) -> list[Person]:
        tender = _tender(entry)
        return holders(tender.agency.ref, *duties) if tender else []

    return find


def _approvers(entry: Any) -> list[Person]:
    """Head of agency, one level up, and whoever holds a delegation that is in force."""
    tender = _tender(entry)
    if tender is None:
        return []
    today = clock.today()
    delegations = Delegation.objects.filter(organisation_id=tender.agency_id, revoked_at__isnull=True, from_on__lte=today, to_on__gte=today)
    return holders(tender.agency.ref, Duty.HEAD_OF_AGENCY, Duty.SUPERIOR) + [found.holder for found in delegations.select_related("holder")]


def _committee(kind: str) -> Callable[[Any], list[Person]]:
    def find(entry: Any) -> list[Person]:
        seats = Seat.objects.filter(committee__tender__ref=entry.root.ref, committee__kind=kind, state__in=[S.APPOINTED, S.SWORN])
        return [seat.person for seat in seats.select_related("person")]

    return find


def _appointed(entry: Any) -> list[Person]:
    return people(member["person"] for member in entry.payload["members"])


def _holders(entry: Any) -> list[Person]:
    return people(entry.payload["holders"])


def _bidders(entry: Any) -> list[Person]:
    """The people of every company whose bid was opened. Nobody else learns who bid."""
    opened = Bid.objects.filter(tender__ref=entry.root.ref).exclude(state__in=[B.DRAFT, B.SEALED, B.UNOPENED])
    refs = opened.values_list("company__organisation__ref", flat=True)
    return [person for ref in refs for person in holders(ref, Duty.BIDDER, Duty.OWNER)]


def _who_handed_in(entry: Any) -> list[Person]:
    """The people of every company that handed in an envelope: the purchase ended, so each learns it."""
    refs = Bid.objects.filter(tender__ref=entry.root.ref).exclude(state=B.DRAFT).values_list("company__organisation__ref", flat=True)
    return [person for ref in refs for person in holders(ref, Duty.BIDDER, Duty.OWNER)]


def _title(entry: Any) -> dict[str, Any]:
    tender = _tender(entry)
    return {"title": tender.title if tender else entry.root.ref, "agency": tender.agency.name if tender else ""}


def _dated(*keys: str) -> Callable[[Any], dict[str, Any]]:
    """Title, and days or moments of the payload as people write them."""

    def values(entry: Any) -> dict[str, Any]:
        return {**_title(entry), **{key: _when(entry.payload.get(key, "")) for key in keys}}

    return values


def _when(text: str) -> str:
    if not text:
        return "–"
    if len(text) == 10:
        return formats.day(dt.date.fromisoformat(text))
    return formats.moment(dt.datetime.fromisoformat(text))


def _page(entry: Any) -> str:
    return f"/tenders/{entry.root.ref}/"


def _tell(event: Any, recipients: Any, sentence: Any, *, body: Any = "", waits: bool = False, name: str = "", values: Any = _title) -> None:
    route(event, recipients=recipients, sentence=sentence, body=body, url=_page, waits=waits, name=name, values=values)


_tell(
    events.CommitteeAppointed,
    _appointed,
    _("You were appointed to a committee: {title}"),
    body=_("Order no. {order_no}. First declare whether you have a conflict of interest. The work is due on {due_on}."),
    waits=True,
    values=_dated("due_on"),
)
_tell(events.RequestSubmitted, _approvers, _("A request report waits for your decision: {title}"), waits=True)
_tell(events.RequestReturned, _at_agency(*OFFICERS), _("The request report was sent back: {title}"), body="{reason}", waits=True)
_tell(events.RequestApproved, _at_agency(*OFFICERS), _("The request report is approved: {title}"), waits=True)
_tell(events.CommentReceived, _at_agency(*OFFICERS), _("A comment on the draft was received: {title}"), waits=True)
_tell(events.QuestionAsked, _at_agency(*OFFICERS), _("A supplier asked about the documents: {title}"), body="{text}", waits=True)
_tell(
    events.InvitationPublished,
    _holders,
    _("You hold a key share of: {title}"),
    body=_("Bids close on {bid_closes_at}. Hand in your share afterwards; before that it opens nothing."),
    values=_dated("bid_closes_at"),
)
_tell(events.KeyShareHandedIn, _at_agency(Duty.HEAD_OFFICER), _("A key share was handed in: {title}"))
_tell(events.BidsOpened, _committee(CommitteeKind.EVALUATION), _("The bids are open and wait for the committee: {title}"), waits=True)
_tell(events.BidsOpened, _bidders, _("The bids were opened: {title}"), name="tenders.bids_opened.bidders")
_tell(events.NoBidRecorded, _at_agency(*OFFICERS), _("Nobody bid: {title}"))
_tell(events.ResultSubmitted, _approvers, _("A result report waits for your decision: {title}"), waits=True)
_tell(
    events.ResultReturned, _committee(CommitteeKind.EVALUATION), _("The result report was sent back: {title}"), body="{reason}", waits=True
)
_tell(events.ResultApproved, _at_agency(Duty.HEAD_OFFICER), _("The result is approved; announce the award: {title}"), waits=True)
_tell(
    events.AwardAnnounced,
    _bidders,
    _("The award was announced: {title}"),
    body=_("The notice gives the outcome of every bid and its reason. Last day for appeals: {standstill_until}."),
    values=_dated("standstill_until"),
)
_tell(events.AwardAnnounced, _at_agency(*OFFICERS), _("The award was announced: {title}"), name="tenders.award_announced.agency")
_tell(events.PurchaseCancelled, _who_handed_in, _("The purchase was cancelled: {title}"), body="{reason}")
_tell(
    events.PurchaseCancelled,
    _at_agency(*OFFICERS),
    _("The purchase was cancelled: {title}"),
    body="{reason}",
    name="tenders.purchase_cancelled.agency",
)
_tell(events.AppealFiled, _at_agency(Duty.HEAD_OF_AGENCY, *OFFICERS), _("An appeal was filed; nothing may be signed: {title}"), waits=True)
_tell(
    events.AppealForwarded,
    at_comptroller(Duty.APPEALS),
    _("An appeal was sent to the Appeals Committee: {title}"),
    body=_("The decision is due on {due_on}."),
    waits=True,
    values=_dated("due_on"),
)
for _event in (events.AppealUpheld, events.AppealDismissed, events.AppealLapsed, events.AppealAgreed):
    _tell(_event, _bidders, _("An appeal was decided: {title}"), name=f"{_event.code}.bidders")
    _tell(_event, _at_agency(Duty.HEAD_OF_AGENCY, *OFFICERS), _("An appeal was decided: {title}"), name=f"{_event.code}.agency")
