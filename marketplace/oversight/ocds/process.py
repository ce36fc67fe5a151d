"""One contracting process as its entries tell it so far. Folding only: knows no table and no form of output.

A handler per event changes what is known; where the event makes something public it answers the release's tags.
Nothing of sealed bids is taken in before the award, and nothing of the request report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marketplace.audit import EntryView

Tags = tuple[str, ...]


@dataclass
class Award:
    """One announced award; an award that was taken back stays, cancelled."""

    id: str
    supplier: str
    price_satang: int
    reasons: str
    announced_at: datetime
    active: bool = True


@dataclass
class Agreement:
    """One signed contract or order with what was delivered and paid under it."""

    id: str
    award: str
    said: dict[str, Any]
    ended: bool = False
    met: dict[int, str] = field(default_factory=dict)
    payments: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Process:
    """Everything public of one purchase, up to one entry. Amounts in satang including VAT."""

    ref: str
    begun: dict[str, Any] = field(default_factory=dict)
    status: str = ""
    title: str = ""
    budget_satang: int = 0
    reference_price_satang: int = 0
    published_at: datetime | None = None
    announced: dict[str, Any] = field(default_factory=dict)
    items: list[dict[str, Any]] = field(default_factory=list)
    questions: dict[int, dict[str, Any]] = field(default_factory=dict)
    opened: dict[str, str] = field(default_factory=dict)
    bidders: list[dict[str, Any]] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    contracts: dict[str, Agreement] = field(default_factory=dict)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    reason: str = ""
    said: set[str] = field(default_factory=set)

    def hear(self, entry: EntryView) -> Tags:
        """Take the entry in. Answers the tags of the release that it makes; none where it makes nothing public."""
        handler = HANDLERS.get(entry.code)
        tags = handler(self, entry) if handler is not None else ()
        self.said.update(tags)
        return tags

    def first(self, tag: str, later: str) -> Tags:
        """`tag` for the first release of its kind, `later` for those after it."""
        return (later if tag in self.said else tag,)

    def name(self, entry: EntryView, key: str = "supplier") -> str:
        """Reference of the organisation that the entry names, its names kept."""
        said = entry.payload
        return self.name_of(said.get(key), said.get(f"{key}_th"), said.get(f"{key}_en"))

    def name_of(self, ref: Any, thai: Any, english: Any) -> str:
        if ref and thai:
            self.names[str(ref)] = (str(thai), str(english or ""))
        return str(ref or "")


def _begun(process: Process, entry: EntryView) -> Tags:
    process.begun = dict(entry.payload)
    process.title = entry.payload["title"]
    process.budget_satang = entry.payload["budget_satang"]
    process.name(entry, "agency")
    return ()


def _changed(process: Process, entry: EntryView) -> Tags:
    changed = entry.payload.get("changed", {})
    process.title = changed.get("title", process.title)
    process.budget_satang = changed.get("budget_satang", process.budget_satang)
    return ()


def _items(process: Process, entry: EntryView) -> Tags:
    process.items = list(entry.payload["items"])
    return ()


def _reference_price(process: Process, entry: EntryView) -> Tags:
    process.reference_price_satang = entry.payload["amount_satang"]
    return ()


def _draft(process: Process, entry: EntryView) -> Tags:
    process.status = "planned"
    return process.first("planning", "planningUpdate")


def _comments_settled(process: Process, entry: EntryView) -> Tags:
    process.status = "planned"
    return process.first("planning", "planningUpdate")


def _invited(process: Process, entry: EntryView) -> Tags:
    said = entry.payload
    process.status = "active"
    process.title, process.budget_satang = said["title"], said["budget_satang"]
    process.reference_price_satang = said["reference_price_satang"] or process.reference_price_satang
    process.announced = dict(said)
    process.published_at = entry.at
    return process.first("tender", "tenderUpdate")


def _approached(process: Process, entry: EntryView) -> Tags:
    process.status = "active"
    process.published_at = process.published_at or entry.at
    return ("planning", "tender") if "tender" not in process.said else ("tenderUpdate",)


def _question(process: Process, entry: EntryView) -> Tags:
    process.questions[entry.payload["number"]] = {**entry.payload, "at": entry.at}
    return ("tenderUpdate",)


def _opened(process: Process, entry: EntryView) -> Tags:
    process.opened = {bid["supplier"]: bid["received_at"] for bid in entry.payload["bids"]}
    return ()


def _unsuccessful(process: Process, entry: EntryView) -> Tags:
    process.status = "unsuccessful"
    process.reason = entry.payload.get("reason", "")
    return ("tenderUpdate",)


def _cancelled(process: Process, entry: EntryView) -> Tags:
    process.status = "cancelled"
    process.reason = entry.payload.get("reason", "")
    return ("tenderCancellation",)


def _awarded(process: Process, entry: EntryView) -> Tags:
    said = entry.payload
    supplier = process.name(entry)
    process.bidders = list(said.get("bidders") or [])
    for bidder in process.bidders:
        process.name_of(bidder.get("supplier"), bidder.get("supplier_th"), bidder.get("supplier_en"))
    number = len(process.awards) + 1
    process.awards.append(Award(f"{process.ref}-A{number}", supplier, said["price_satang"], said.get("reasons", ""), entry.at))
    if "tender" not in process.said:  # a direct award is the first that the public hears of the purchase
        process.status = "active"
        process.published_at = entry.at
        return ("planning", "tender", "award")
    return ("award",)


def _award_undone(process: Process, entry: EntryView) -> Tags:
    for award in process.awards:
        award.active = False
    process.bidders = []
    return ("awardCancellation",) if process.awards else ()


def _concluded(process: Process, entry: EntryView) -> Tags:
    process.status = "complete"
    return ("tenderUpdate",)


def _signed(process: Process, entry: EntryView) -> Tags:
    process.name(entry)
    award = next((award.id for award in reversed(process.awards) if award.active), "")
    process.contracts[entry.subject.ref] = Agreement(entry.subject.ref, award, dict(entry.payload))
    return ("contract",)


def _ended(process: Process, entry: EntryView) -> Tags:
    agreement = process.contracts.get(entry.subject.ref)
    if agreement is None:
        return ()
    agreement.ended = True
    return ("contractTermination",) if entry.code == "contracts.contract_terminated" else ("contractUpdate",)


def _accepted(process: Process, entry: EntryView) -> Tags:
    agreement = process.contracts.get(entry.subject.ref.rpartition("-")[0])
    if agreement is None:
        return ()
    agreement.met[entry.payload["number"]] = entry.payload["delivered_on"]
    return process.first("implementation", "implementationUpdate")


def _paid(process: Process, entry: EntryView) -> Tags:
    return _moved(process, entry, entry.subject.ref, entry.payload["amount_satang"])


def _paid_back(process: Process, entry: EntryView) -> Tags:
    return _moved(process, entry, f"{entry.subject.ref}-reversal", -entry.payload["amount_satang"])


def _moved(process: Process, entry: EntryView, transaction: str, satang: int) -> Tags:
    """A payment names what it is for: `delivery C-2569-000001-1`."""
    agreement = process.contracts.get(entry.payload["purpose"].rpartition(" ")[2].rpartition("-")[0])
    if agreement is None:
        return ()
    agreement.payments.append({"id": transaction, "satang": satang, "on": entry.payload.get("paid_on"), "at": entry.at})
    return process.first("implementation", "implementationUpdate")


HANDLERS: dict[str, Callable[[Process, EntryView], Tags]] = {
    "tenders.purchase_started": _begun,
    "tenders.purchase_details_changed": _changed,
    "tenders.items_chosen": _items,
    "tenders.reference_price_recorded": _reference_price,
    "tenders.draft_published": _draft,
    "tenders.comments_settled": _comments_settled,
    "tenders.invitation_published": _invited,
    "tenders.supplier_approached": _approached,
    "tenders.question_answered": _question,
    "tenders.bids_opened": _opened,
    "tenders.no_bid_recorded": _unsuccessful,
    "tenders.no_compliant_bid_recorded": _unsuccessful,
    "tenders.purchase_cancelled": _cancelled,
    "tenders.award_announced": _awarded,
    "tenders.evaluation_redone": _award_undone,
    "tenders.winner_replaced": _award_undone,
    "tenders.purchase_concluded": _concluded,
    "contracts.contract_signed": _signed,
    "contracts.bought_on_receipt": _signed,
    "contracts.contract_closed": _ended,
    "contracts.contract_terminated": _ended,
    "contracts.delivery_accepted": _accepted,
    "payments.payment_confirmed": _paid,
    "payments.payment_reversed": _paid_back,
}
#: Events that can make a release. Each of these handlers answers tags.
MILESTONES = tuple(code for code, handler in HANDLERS.items() if handler not in (_begun, _changed, _items, _reference_price, _opened))
