"""Releases in the order of the log: all of one process, a page by key, or everything. Few queries, whatever the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from marketplace.audit.models import LogEntry
from marketplace.audit.reading import view_of
from marketplace.kernel import clock
from marketplace.oversight.ocds.process import HANDLERS, MILESTONES, Process
from marketplace.oversight.ocds.release import release
from suppliers.models import Company

ROOT_KIND = "tender"
SIZE, LARGEST = 50, 200
#: First digit of a juristic person's registration number; all others are citizens' numbers and stay inside.
JURISTIC = "0"
EXTENSIONS = [
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_bid_extension/v1.1.5/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_enquiry_extension/v1.1.5/extension.json",
]
PAGINATION = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_pagination_extension/master/extension.json"
PUBLISHER = "Talat"
_CASES = 100


def ocid_of(ref: str) -> str:
    """The ocid of the purchase with this reference."""
    return f"{settings.OCID_PREFIX}-{ref}"


def ref_of(ocid: str) -> str:
    """The purchase's reference in an ocid of ours; empty for any other."""
    prefix = f"{settings.OCID_PREFIX}-"
    return ocid[len(prefix) :] if ocid.startswith(prefix) else ""


def of_process(ref: str) -> list[dict[str, Any]]:
    """All releases of one purchase in their order; none while nothing of it is public."""
    return [made for _position, made in _told([ref])]


def page(after: int, size: int) -> tuple[list[dict[str, Any]], int]:
    """Releases of entries above position `after`, and the position after which the next page begins (0: none does)."""
    rows = LogEntry.objects.filter(event__in=MILESTONES, root_kind=ROOT_KIND, position__gt=after).order_by("position")
    found = list(rows.values_list("position", "root_ref")[: size + 1])
    wanted = {position for position, _ref in found[:size]}
    refs = list(dict.fromkeys(ref for _position, ref in found[:size]))
    made = sorted((pair for pair in _told(refs) if pair[0] in wanted), key=lambda pair: pair[0])
    return [release for _position, release in made], found[size - 1][0] if len(found) > size else 0


def everything() -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Every release, purchase after purchase: how many purchases are done, and the next one's releases."""
    done, waiting = 0, public_refs()
    for start in range(0, len(waiting), _CASES):
        refs = waiting[start : start + _CASES]
        grouped: dict[str, list[dict[str, Any]]] = {ref: [] for ref in refs}
        for _position, made in _told(refs):
            grouped[made["tender"]["id"]].append(made)
        for releases in grouped.values():
            done += 1
            yield done, releases


def public_refs() -> list[str]:
    """References of all purchases of which something is public, in their order."""
    rows = LogEntry.objects.filter(event__in=MILESTONES, root_kind=ROOT_KIND).order_by("root_ref")
    return list(rows.values_list("root_ref", flat=True).distinct())


def public_count() -> int:
    """Of how many purchases something is public."""
    rows = LogEntry.objects.filter(event__in=MILESTONES, root_kind=ROOT_KIND)
    return int(rows.values("root_ref").distinct().count())


def newest_ref() -> str:
    """The purchase of which something was published last; empty while nothing is public."""
    rows = LogEntry.objects.filter(event__in=MILESTONES, root_kind=ROOT_KIND).order_by("-position")
    return str(rows.values_list("root_ref", flat=True).first() or "")


def _told(refs: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """(position, release) of these purchases, in the order of the log within each."""
    rows = LogEntry.objects.filter(root_kind=ROOT_KIND, root_ref__in=refs, event__in=list(HANDLERS)).order_by("root_ref", "position")
    entries = [view_of(row) for row in rows]
    numbers = _numbers({str(entry.payload["supplier"]) for entry in entries if entry.payload.get("supplier")} | _bidders(entries))
    processes: dict[str, Process] = {}
    base_url = settings.BASE_URL.rstrip("/")
    for entry in entries:
        process = processes.setdefault(entry.root.ref, Process(entry.root.ref))
        tags = process.hear(entry)
        if tags:
            yield entry.position, release(process, entry, tags, prefix=settings.OCID_PREFIX, base_url=base_url, numbers=numbers)


def _bidders(entries: list[Any]) -> set[str]:
    return {str(bidder["supplier"]) for entry in entries for bidder in entry.payload.get("bidders") or ()}


def _numbers(refs: set[str]) -> dict[str, str]:
    """Registration numbers of juristic persons, by reference."""
    rows = Company.objects.filter(ref__in=refs, number__startswith=JURISTIC).values_list("ref", "number")
    return {str(ref): str(number) for ref, number in rows}


def head(uri: str) -> dict[str, Any]:
    """A release package without its releases."""
    return {
        "uri": uri,
        "version": "1.1",
        "publishedDate": clock.read().astimezone(clock.BANGKOK).isoformat(timespec="seconds"),
        "publisher": {"name": PUBLISHER, "uri": f"{settings.BASE_URL.rstrip('/')}/"},
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "publicationPolicy": f"{settings.BASE_URL.rstrip('/')}{reverse('oversight:open_data')}",
        "extensions": list(EXTENSIONS),
    }


def package(uri: str, releases: list[dict[str, Any]]) -> dict[str, Any]:
    """A release package of these releases; it is as old as its newest release, so that it can be kept."""
    made = head(uri) | {"releases": releases}
    made["publishedDate"] = newest(made).isoformat(timespec="seconds")
    return made


def newest(package: dict[str, Any]) -> datetime:
    """The moment of the package's newest release."""
    return max(datetime.fromisoformat(release["date"]) for release in package["releases"])
