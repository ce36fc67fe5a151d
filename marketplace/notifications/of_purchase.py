"""Who is meant in a purchase, and the values its sentences name. For the routing tables of purchases and contracts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Delegation, Person
from marketplace.kernel import clock
from marketplace.notifications.recipients import holders, people
from marketplace.notifications.routing import route
from marketplace.ui import formats
from suppliers.models import Company
from tenders.models import Appeal, Bid, KeyShare, Lot, Offer, Question, Seat, Tender
from tenders.states import B, S

OFFICERS = (Duty.OFFICER, Duty.HEAD_OFFICER)
#: Who speaks for a company towards agencies.
PARTY = (Duty.OWNER, Duty.BIDDER)


def tender(entry: Any) -> Tender | None:
    return Tender.objects.filter(ref=entry.root.ref).select_related("agency").first()


def at_agency(*duties: Duty) -> Callable[[Any], list[Person]]:
    """Holders of `duties` at the agency that buys."""

    def find(entry: Any) -> list[Person]:
        found = tender(entry)
        return holders(found.agency.ref, *duties) if found else []

    return find


def approvers(entry: Any) -> list[Person]:
    """Head of agency, one level up, and whoever holds a delegation that is in force."""
    found = tender(entry)
    if found is None:
        return []
    delegations = Delegation.objects.in_force(clock.today()).filter(organisation_id=found.agency_id)
    return holders(found.agency.ref, Duty.HEAD_OF_AGENCY, Duty.SUPERIOR) + [row.holder for row in delegations.select_related("holder")]


def committee(kind: str) -> Callable[[Any], list[Person]]:
    """The members who sit in a committee of the purchase."""

    def find(entry: Any) -> list[Person]:
        seats = Seat.objects.filter(committee__tender__ref=entry.root.ref, committee__kind=kind, state__in=[S.APPOINTED, S.SWORN])
        return [seat.person for seat in seats.select_related("person")]

    return find


def appointed(entry: Any) -> list[Person]:
    return people(member["person"] for member in entry.payload["members"])


def key_holders(entry: Any) -> list[Person]:
    return people(entry.payload["holders"])


def key_holders_awaited(entry: Any) -> list[Person]:
    """Holders of key shares who have not handed them in."""
    shares = KeyShare.objects.filter(tender__ref=entry.root.ref, handed_in_at__isnull=True)
    return [share.holder for share in shares.select_related("holder")]


def of_companies(refs: Iterable[str]) -> list[Person]:
    """The people who speak for the companies with these references."""
    organisations = Company.objects.filter(ref__in=[ref for ref in refs if ref]).values_list("organisation__ref", flat=True)
    return [person for ref in organisations for person in holders(ref, *PARTY)]


def bidders(entry: Any) -> list[Person]:
    """The people of every company whose bid was opened. Nobody else learns who bid."""
    opened = Bid.objects.filter(tender__ref=entry.root.ref).exclude(state__in=[B.DRAFT, B.SEALED, B.UNOPENED])
    return of_companies(opened.values_list("company__ref", flat=True))


def compliant(entry: Any) -> list[Person]:
    """The people of every company whose bid complies."""
    return of_companies(Bid.objects.filter(tender__ref=entry.root.ref, state=B.COMPLIANT).values_list("company__ref", flat=True))


def who_handed_in(entry: Any) -> list[Person]:
    """The people of every company that handed in an envelope: the purchase ended, so each learns it."""
    return of_companies(Bid.objects.filter(tender__ref=entry.root.ref).exclude(state=B.DRAFT).values_list("company__ref", flat=True))


def who_offered(entry: Any) -> list[Person]:
    """The people of every company with an offer outside sealed bidding."""
    return of_companies(Offer.objects.filter(tender__ref=entry.root.ref, withdrawn=False).values_list("company__ref", flat=True))


def tenderers(entry: Any) -> list[Person]:
    """Everybody whose bid was opened or whose offer was recorded."""
    return bidders(entry) + who_offered(entry)


def winner(entry: Any) -> list[Person]:
    """The people of the company to which the lot is awarded."""
    lots = Lot.objects.filter(tender__ref=entry.root.ref, winner__isnull=False)
    return of_companies(lots.values_list("winner__ref", flat=True))


def who_prepares_a_bid(entry: Any) -> list[Person]:
    """The people of companies that have begun or handed in a bid: each learns something about itself only."""
    return of_companies(Bid.objects.filter(tender__ref=entry.root.ref).values_list("company__ref", flat=True))


def asker(entry: Any) -> list[Person]:
    found = Question.objects.filter(ref=entry.subject.ref).select_related("company").first()
    return of_companies([found.company.ref]) if found else []


def appellant(entry: Any) -> list[Person]:
    found = Appeal.objects.filter(ref=entry.subject.ref).select_related("company").first()
    return of_companies([found.company.ref]) if found else []


def title(entry: Any) -> dict[str, Any]:
    """Title of the purchase and name of its agency."""
    found = tender(entry)
    return {"title": found.title if found else entry.root.ref, "agency": found.agency.name if found else ""}


def dated(*keys: str) -> Callable[[Any], dict[str, Any]]:
    """Title, and days or moments of the payload as people write them."""

    def values(entry: Any) -> dict[str, Any]:
        return {**title(entry), **{key: when(entry.payload.get(key, "")) for key in keys}}

    return values


def when(text: str | None) -> str:
    """A day or moment of a payload as people write it."""
    if not text:
        return "–"
    if len(text) == 10:
        return formats.day(dt.date.fromisoformat(text))
    return formats.moment(dt.datetime.fromisoformat(text))


def outcomes(entry: Any) -> dict[str, Any]:
    """Every bid's outcome with its reason, one line each, as the notice of s. 66 gives them. No amounts."""
    name = f"supplier_{formats.language()}"
    lines = [f"{row[name] or row['supplier_th']}: {_outcome(row)}" for row in entry.payload["bidders"]]
    return {**dated("standstill_until")(entry), "winner": entry.payload[name] or entry.payload["supplier_th"], "outcomes": "\n".join(lines)}


def _outcome(row: dict[str, Any]) -> str:
    word = _("selected") if row["outcome"] == "won" else _("not selected")
    return f"{word} – {row['reason']}" if row["reason"] else str(word)


def page(entry: Any) -> str:
    return f"/tenders/{entry.root.ref}/"


def tell(event: Any, recipients: Any, sentence: Any, **further: Any) -> None:
    """A route that leads to the page of the purchase. `further`: body, waits, letter, name, values, ends, moves."""
    route(event, recipients=recipients, sentence=sentence, url=page, **{"values": title, **further})
