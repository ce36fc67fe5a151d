"""Other purchases as the log knew them before a given entry: what some units compare with. Reads, never writes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.audit import EntryView
from marketplace.audit.models import LogEntry
from marketplace.audit.reading import view_of
from marketplace.kernel import clock
from tenders.models import Tender

ROOT_KIND = "tender"
BEGUN, SUBMITTED, APPROVED = "tenders.purchase_started", "tenders.request_submitted", "tenders.request_approved"
INVITED = "tenders.invitation_published"
#: After one of these a purchase is not on its way any more, and its amount does not count.
GIVEN_UP = frozenset(
    {
        "tenders.request_revised",
        "tenders.purchase_withdrawn",
        "tenders.purchase_cancelled",
        "tenders.no_bid_recorded",
        "tenders.no_compliant_bid_recorded",
    }
)
#: The most purchases that are compared with, newest first.
MOST = 500


@dataclass(frozen=True)
class Purchase:
    """An approved purchase: its reference, the day of approval, its amount including VAT in satang."""

    ref: str
    day: dt.date
    satang: int


@dataclass(frozen=True)
class Invitation:
    """A published invitation: when, how it is bought, its amount, the bid day."""

    ref: str
    published: dt.date
    bid_day: dt.date
    method: str
    satang: int


@dataclass(frozen=True)
class Past:
    """The log before `position`."""

    position: int

    def approved_beside(self, ref: str, since: dt.datetime) -> list[Purchase]:
        """Other purchases of the same agency and category, approved since then and not given up by now, oldest first."""
        own = Tender.objects.filter(ref=ref).values_list("agency_id", "category_id").first()
        if own is None:
            return []
        beside = Tender.objects.filter(agency_id=own[0], category_id=own[1]).exclude(ref=ref).values("ref")
        approved = self._rows([APPROVED]).filter(root_ref__in=beside, at__gte=since).order_by("-position")
        refs = list(approved.values_list("root_ref", flat=True)[:MOST])
        wanted = self._rows([SUBMITTED, APPROVED, *GIVEN_UP]).filter(root_ref__in=refs).order_by("position")
        return [purchase for entries in _by_root(wanted).values() if (purchase := _standing(entries)) is not None]

    def invitations(self, ref: str, since: dt.datetime) -> list[Invitation]:
        """Invitations of other purchases published since then."""
        found = list(self._rows([INVITED]).filter(at__gte=since).exclude(root_ref=ref).order_by("-position")[:MOST])
        begun = self._rows([BEGUN]).filter(root_ref__in=[row.root_ref for row in found])
        methods = {entry.root.ref: str(entry.payload["method"]) for entry in map(view_of, begun)}
        return [invitation_of(entry, methods.get(entry.root.ref, "")) for entry in map(view_of, found)]

    def _rows(self, codes: Iterable[str]):  # type: ignore[no-untyped-def]
        return LogEntry.objects.filter(root_kind=ROOT_KIND, event__in=list(codes), position__lt=self.position)


def invitation_of(entry: EntryView, method: str) -> Invitation:
    """What the entry of an invitation says. The amount is the reference price, or the budget where there is none."""
    said = entry.payload
    return Invitation(
        ref=entry.root.ref,
        published=clock.civil(dt.datetime.fromisoformat(said["published_at"])),
        bid_day=clock.civil(dt.datetime.fromisoformat(said["bid_opens_at"])),
        method=method,
        satang=said["budget_satang"],
    )


def _by_root(rows: Iterable[LogEntry]) -> dict[str, list[EntryView]]:
    found: dict[str, list[EntryView]] = defaultdict(list)
    for row in rows:
        found[row.root_ref].append(view_of(row))
    return found


def _standing(entries: list[EntryView]) -> Purchase | None:
    """The purchase as its last approval left it, unless it was given up after that."""
    satang, standing = 0, None
    for entry in entries:
        if entry.code == SUBMITTED:
            satang = entry.payload["report"]["budget_satang"]
        elif entry.code == APPROVED:
            standing = Purchase(entry.root.ref, clock.civil(entry.at), satang)
        else:
            standing = None
    return standing
