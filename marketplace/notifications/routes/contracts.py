"""Messages about orders and contracts: to the party, to the agency's officers, to those who inspect, to who pays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Person
from marketplace.contracts import events
from marketplace.contracts.models import Contract, Delivery
from marketplace.notifications import of_purchase as who
from marketplace.notifications.of_purchase import OFFICERS, when
from marketplace.notifications.recipients import holders
from marketplace.notifications.routing import End, route
from marketplace.ui import formats
from tenders.models import CommitteeKind


def _contract(entry: Any) -> Contract | None:
    rows = Contract.objects.select_related("company__organisation", "agency")
    if entry.subject.kind == Delivery.log_kind:
        return rows.filter(deliveries__ref=entry.subject.ref).first()
    return rows.filter(ref=entry.subject.ref).first()


def _party(entry: Any) -> list[Person]:
    """Who speaks for the company: owners and bidders."""
    contract = _contract(entry)
    return holders(contract.company.organisation.ref, *who.PARTY) if contract else []


def _party_if_offered(entry: Any) -> list[Person]:
    """The company learns of a draft's end only where it had been offered the draft."""
    contract = _contract(entry)
    return _party(entry) if contract and contract.offered_at else []


def _agency(*duties: Duty) -> Callable[[Any], list[Person]]:
    def find(entry: Any) -> list[Person]:
        contract = _contract(entry)
        return holders(contract.agency.ref, *duties) if contract else []

    return find


def _head_if_they_differ(entry: Any) -> list[Person]:
    """The head of agency, once everybody has inspected and they are not of one mind (cl. 27)."""
    delivery = Delivery.objects.filter(ref=entry.subject.ref).first()
    if delivery is None:
        return []
    sitting = {person.pk for person in ACCEPTORS(entry)}
    found = list(delivery.inspections.filter(round=entry.payload["round"], found_by__in=sitting).values_list("accepts", flat=True))
    everyone = len(found) >= len(sitting)
    return _agency(Duty.HEAD_OF_AGENCY)(entry) if everyone and len(set(found)) > 1 else []


def _about(*dates: str, satang: tuple[str, ...] = ()) -> Callable[[Any], dict[str, Any]]:
    """What the contract is about, with days and amounts of the payload as people write them."""

    def values(entry: Any) -> dict[str, Any]:
        contract = _contract(entry)
        said: dict[str, Any] = {"subject": contract.subject if contract else entry.root.ref}
        said |= {key: when(entry.payload.get(key)) for key in dates}
        return said | {key: formats.baht(entry.payload.get(key)) for key in satang}

    return values


def _first_due(entry: Any) -> dict[str, Any]:
    days = sorted(row["due_on"] for row in entry.payload.get("due") or [] if row.get("due_on"))
    return {**_about()(entry), "first_due": when(days[0] if days else "")}


def _penalty(entry: Any) -> dict[str, Any]:
    return {**_about()(entry), "numbers": ", ".join(str(number) for number in entry.payload["instalments"])}


def _page(entry: Any) -> str:
    contract = _contract(entry)
    return contract.get_absolute_url() if contract else f"/tenders/{entry.root.ref}/"


def _tell(event: Any, recipients: Any, sentence: Any, **further: Any) -> None:
    route(event, recipients=recipients, sentence=sentence, url=_page, **{"values": _about(), **further})


ACCEPTORS = who.committee(CommitteeKind.ACCEPTANCE)
BUYERS = _agency(*OFFICERS)
#: By what a guarantee waits to be checked no longer.
CHECKED = tuple(End(event) for event in (events.GuaranteeChecked, events.GuaranteeSentBack, events.ContractVoided, events.OfferTakenBack))
SIGNERS = _agency(Duty.HEAD_OF_AGENCY, Duty.HEAD_OFFICER)

# --- before signing
_tell(
    events.ContractOffered,
    _party,
    _("You are called to sign: {subject}"),
    body=_("Sign by {sign_until}. Contract guarantee to be given before: {guarantee_satang} baht."),
    values=_about("sign_until", satang=("guarantee_satang",)),
    waits=True,
    letter=True,
)
_tell(events.OfferTakenBack, _party, _("The agency took its offer back to correct it: {subject}"), body="{reason}", letter=True)
_tell(
    events.GuaranteeGiven,
    _agency(*OFFICERS, Duty.FINANCE),
    _("A contract guarantee waits to be checked: {subject}"),
    waits=True,
    ends=CHECKED,
    moves=False,
)
_tell(events.GuaranteeChecked, _party, _("The contract guarantee is good: {subject}"))
_tell(
    events.GuaranteeSentBack,
    _party,
    _("The contract guarantee was sent back; give another: {subject}"),
    body="{reason}",
    waits=True,
    ends=[End(events.GuaranteeGiven)],
    letter=True,
)
_tell(events.PartySigned, SIGNERS, _("The party has signed; sign for the agency: {subject}"), waits=True)
_tell(events.ContractVoided, _party_if_offered, _("The agreement was given up before signing: {subject}"), body="{reason}", letter=True)

# --- in force
for _event in (events.ContractSigned, events.BoughtOnReceipt):
    _tell(
        _event,
        _party,
        _("The order or contract is in force: {subject}"),
        body=_("First delivery due on {first_due}."),
        values=_first_due,
        waits=True,
        ends=[End(events.DeliveryMade)],
        letter=True,
    )
    _tell(
        _event,
        lambda entry: BUYERS(entry) + ACCEPTORS(entry),
        _("The order or contract is in force: {subject}"),
        body=_("First delivery due on {first_due}."),
        values=_first_due,
        name=f"{_event.code}.agency",
    )
_tell(
    events.PenaltyNotified,
    _party,
    _("The late penalty runs: {subject}"),
    body=_("Overdue instalments: {numbers}. The letter with the daily rate is on the page of the contract."),
    values=_penalty,
    waits=True,
    ends=[End(events.DeliveryMade)],
    letter=True,
)
_tell(
    events.WarrantyBegan,
    _party,
    _("The warranty period began: {subject}"),
    body=_("It lasts until {warranty_until}."),
    values=_about("warranty_until"),
)
_tell(events.GuaranteeReturned, _party, _("The contract guarantee was returned: {subject}"), letter=True)
_tell(
    events.ServiceRated,
    _party,
    _("A buyer rated your service: {subject}"),
    body=_("{stars} of 5 stars. You may answer once, on the page of the contract."),
)
_tell(events.RatingAnswered, BUYERS, _("The supplier answered your rating: {subject}"), body="{answer}")
_tell(events.ContractClosed, _party, _("The contract is closed: {subject}"))
_tell(events.ContractTerminated, _party, _("The contract was terminated: {subject}"), body="{reason}", letter=True)
_tell(
    events.ContractTerminated,
    lambda entry: BUYERS(entry) + ACCEPTORS(entry),
    _("The contract was terminated: {subject}"),
    body="{reason}",
    name="contracts.contract_terminated.agency",
)

# --- deliveries and money
_tell(
    events.DeliveryMade,
    ACCEPTORS,
    _("Instalment {number} was delivered; inspect it: {subject}"),
    body=_("The party is told of defects within three working days after they are found."),
    waits=True,
    ends=[End(events.InspectionRecorded, numbered=True, person="actor")],
)
_tell(
    events.AcceptanceTimeExtended,
    lambda entry: BUYERS(entry) + ACCEPTORS(entry),
    _("The acceptance committee has more time, until {due_on}: {subject}"),
    body="{reason}",
    values=_about("due_on"),
)
_tell(events.DeliveryMade, BUYERS, _("Instalment {number} was delivered: {subject}"), name="contracts.delivery_made.agency")
_tell(
    events.InspectionRecorded,
    _head_if_they_differ,
    _("The acceptance committee is not of one mind about instalment {number}; you decide: {subject}"),
    waits=True,
)
_tell(
    events.DeliveryAccepted,
    _party,
    _("Instalment {number} is accepted; submit the invoice: {subject}"),
    waits=True,
    ends=[End(events.InvoiceSubmitted, numbered=True), End(events.ContractTerminated)],
    letter=True,
)
_tell(events.DeliveryAccepted, BUYERS, _("Instalment {number} is accepted: {subject}"), name="contracts.delivery_accepted.agency")
_tell(
    events.DeliveryFoundDefective,
    _party,
    _("Instalment {number} has defects; mend it and deliver anew: {subject}"),
    body=_("{text}\nTime for mending does not extend the day of delivery."),
    waits=True,
    letter=True,
)
_tell(
    events.DeliveryFoundDefective,
    BUYERS,
    _("Instalment {number} was sent back with defects: {subject}"),
    body=_("The party had to be told by {tell_by}; the letter is issued."),
    values=_about("tell_by"),
    name="contracts.delivery_found_defective.agency",
)
_tell(events.DeliveryRefused, _party, _("Instalment {number} is refused for good: {subject}"), body="{reason}", letter=True)
_tell(
    events.InvoiceSubmitted,
    _agency(Duty.FINANCE),
    _("An invoice waits to be paid: {subject}"),
    body=_("To be paid out: {net_satang} baht. Claim to the treasury by {claim_by}."),
    values=_about("claim_by", satang=("net_satang",)),
    waits=True,
    ends=[End(events.DeliveryPaid, numbered=True)],
)
_tell(
    events.DeliveryPaid,
    _party,
    _("Instalment {number} was paid: {subject}"),
    body=_("Paid out: {net_satang} baht; tax withheld {withheld_satang} baht; penalty {penalty_satang} baht."),
    values=_about(satang=("net_satang", "withheld_satang", "penalty_satang")),
)
