"""What even an auditor does not see while envelopes are shut: who bids, and how many. Pure: entries in, entries out.

From the invitation until the opening (or the end of the purchase) every entry of somebody outside the agency, and
every entry that names a supplier, is left out. Nothing is said in its place: a gap with a time would be a count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marketplace.audit import EntryView

SHUT_BY = "tenders.invitation_published"
OPENED_BY = frozenset({"tenders.bids_opened", "tenders.no_bid_recorded", "tenders.purchase_cancelled", "tenders.no_compliant_bid_recorded"})
BEGUN_BY = "tenders.purchase_started"


def unveiled(entries: Iterable[EntryView]) -> tuple[tuple[EntryView, ...], bool]:
    """The entries that may be shown, and whether envelopes are shut (so that something may be left out)."""
    seen = tuple(entries)
    shut_from = _shut_from(seen)
    if shut_from is None:
        return seen, False
    agency = next((entry.payload.get("agency", "") for entry in seen if entry.code == BEGUN_BY), "")
    shown = tuple(entry for entry in seen if entry.position <= shut_from or _tells_nothing(entry, agency))
    return shown, True


def _shut_from(entries: Sequence[EntryView]) -> int | None:
    """Position of the invitation whose envelopes are still shut."""
    shut: int | None = None
    for entry in entries:
        if entry.code == SHUT_BY:
            shut = entry.position
        elif entry.code in OPENED_BY:
            shut = None
    return shut


def _tells_nothing(entry: EntryView, agency: str) -> bool:
    if entry.subject.kind == "flag":  # raised by the system, closed by an auditor: names no bidder
        return True
    outside = entry.actor.kind == "person" and entry.actor.organisation != agency
    return not outside and "supplier" not in entry.payload and entry.subject.kind != "bid"
