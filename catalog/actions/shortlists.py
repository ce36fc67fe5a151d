"""Work on shortlists: begin, mark, note, reject with a reason, state the case, confirm and freeze.

A purchase straight from listings freezes a list by itself (`frozen_directly`), so that every order names frozen versions.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import rfc8785
from django.utils.translation import gettext_lazy as _

from catalog import events
from catalog.models import Category, Listing, ListingVersion, Shortlist, ShortlistEntry
from catalog.prices import Case, total_for
from catalog.shortlist.facts import ShortlistFacts
from catalog.shortlist.machine import OFFICERS
from catalog.shortlist.states import MOST_MARKED, ShortlistState
from catalog.vat import vat_rate
from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref
from marketplace.law import clauses
from marketplace.procedure import sitting
from marketplace.procedure.door import Sitting, locked
from marketplace.procedure.refusals import Refusal, Refused, stale, wrong_duty, wrong_state


@dataclass(frozen=True)
class Line:
    """One listing as it would be frozen now: its version, and the total of its case in satang, VAT included."""

    entry: ShortlistEntry
    version: ListingVersion
    case: Case
    total_satang: int | None

    @property
    def said(self) -> dict[str, Any]:
        """What is frozen of it, as plain data."""
        entry, company = self.entry, self.entry.listing.company
        return {
            "listing": entry.listing.ref,
            "version": self.version.number,
            "content": self.version.content,
            "supplier": company.ref,
            "supplier_th": company.name_th,
            "title": self.version.title_th,
            "quantity": self.case.quantity if entry.is_kept else None,
            "term": self.case.term if entry.is_kept else None,
            "total_satang": self.total_satang if entry.is_kept else None,
            "note": entry.note,
            "rejected_reason": entry.rejected_reason,
        }


def total_of(version: ListingVersion, unit: str, case: Case, vat: Decimal) -> int | None:
    """What the version costs for a case stated in `unit`, satang with VAT; None without a price or in another unit."""
    return total_for(version.price, case, vat).total_satang if version.price is not None and version.unit == unit else None


def lines_of(shortlist: Shortlist) -> list[Line]:
    """What would be frozen now (an open list), or what was frozen, in the order of marking."""
    vat, unit, case = vat_rate(), shortlist.category.unit, shortlist.case
    found = []
    for entry in shortlist.entries.shown():  # type: ignore[attr-defined]
        if not shortlist.is_open:
            own = Case(entry.quantity or case.quantity, entry.term or case.term)
            found.append(Line(entry, entry.version, own, entry.total_satang))
            continue
        follows = entry.is_kept and entry.listing.is_on_sale and not shortlist.direct
        version = (entry.listing.live_version if follows else None) or entry.version
        own = Case(entry.quantity, entry.term or 1) if entry.quantity else case
        found.append(Line(entry, version, own, total_of(version, unit if not shortlist.direct else version.unit, own, vat)))
    return found


def fingerprint(shortlist: Shortlist, lines: Sequence[Line]) -> str:
    """SHA-256 (hex) of all that is frozen, in canonical JSON: anybody can compute it again from the rows or from the log."""
    return hashlib.sha256(rfc8785.dumps(said_of(shortlist, lines))).hexdigest()


def said_of(shortlist: Shortlist, lines: Sequence[Line]) -> dict[str, Any]:
    """The list as plain data: what the fingerprint covers."""
    return {
        "ref": shortlist.ref,
        "agency": shortlist.agency.ref,
        "title": shortlist.name,
        "category": shortlist.category.code,
        "unit": shortlist.category.unit,
        "quantity": shortlist.quantity,
        "term": shortlist.term,
        "direct": shortlist.direct,
        "entries": [line.said for line in lines],
    }


def facts(shortlist: Shortlist, actor: Actor, *, inputs: Mapping[str, Any], step: str) -> ShortlistFacts:
    """Facts of a list for one actor now. Duties count in the list's own agency only."""
    now = clock.read()
    today = clock.civil(now)
    lines = lines_of(shortlist)
    kept = [line for line in lines if line.entry.is_kept]
    return ShortlistFacts(
        state=str(shortlist.state),
        actor=actor,
        duties=actor.duties if actor.organisation_id == shortlist.agency_id else frozenset(),
        now=now,
        today=today,
        inputs=dict(inputs),
        kept=len(kept),
        not_on_sale=tuple(line.version.title for line in kept if not _is_bought_now(line, today)),
        without_total=tuple(line.version.title for line in kept if line.total_satang is None),
        proposal=fingerprint(shortlist, lines),
    )


def _is_bought_now(line: Line, today: dt.date) -> bool:
    """Whether buyers find this very version today."""
    listing = line.entry.listing
    return listing.is_live(today) and listing.live_version_id == line.version.pk


def _officer(actor: Actor) -> Duty:
    duty = next((duty for duty in OFFICERS if actor.has(duty)), None)
    if duty is None or actor.person_id is None:
        raise Refused([wrong_duty(Duty.OFFICER.label)])
    return duty


def _held(shortlist: Shortlist, actor: Actor, seen: int | None) -> Shortlist:
    """The open list of the actor's agency, locked; else a refusal. Used inside a unit."""
    now: Shortlist = locked(shortlist)
    if now.agency_id != actor.organisation_id:
        raise Refused([wrong_duty(Duty.OFFICER.label)], subject=shortlist)
    if now.state != ShortlistState.OPEN:
        raise Refused([wrong_state(now.state_word)], subject=shortlist)
    if seen is not None and seen != now.version:
        raise Refused([stale()], subject=shortlist)
    return now


def _turned(shortlist: Shortlist) -> None:
    shortlist.version += 1
    shortlist.save(update_fields=["name", "quantity", "term", "version"])


def begin(*, actor: Actor, name: str, category: Category, case: Case, listings: Iterable[Listing] = ()) -> Shortlist:
    """Begin a list with its first listings. Opens its own unit.

    Raises:
        Refused: not an officer of an agency, or a listing that cannot stand on this list.
    """
    with audit.unit():
        shortlist = _begun(actor, name, category, case, direct=False)
        _marked(shortlist, actor, list(listings))
        return shortlist


def _begun(actor: Actor, name: str, category: Category, case: Case, *, direct: bool) -> Shortlist:
    duty = _officer(actor)
    made = Shortlist.objects.create(
        ref=next_ref("SL"),
        agency_id=actor.organisation_id,
        category=category,
        name=" ".join(name.split())[:160] or category.name_th,
        quantity=case.quantity,
        term=case.term,
        direct=direct,
        begun_at=clock.read(),
        begun_by_id=actor.person_id,
    )
    audit.record(
        events.ShortlistBegun,
        actor=actor.under(duty),
        subject=made,
        payload={"name": made.name, "agency": made.agency.ref, "category": category.code, "quantity": made.quantity, "term": made.term},
    )
    return made


def mark(shortlist: Shortlist, *, actor: Actor, listings: Iterable[Listing]) -> int:
    """Put listings on an open list; those that stand there already stay as they are. Answers how many are new. Opens its own unit."""
    with audit.unit():
        held = _held(shortlist, actor, None)
        new = _marked(held, actor, list(listings))
        if new:
            _turned(held)
        shortlist.version = held.version
        return new


def _marked(shortlist: Shortlist, actor: Actor, listings: list[Listing]) -> int:
    duty = _officer(actor)
    there = set(shortlist.entries.values_list("listing_id", flat=True))
    new = [listing for listing in listings if listing.pk not in there]
    elsewhere = [listing.title for listing in new if listing.category_id != shortlist.category_id or listing.live_version is None]
    if elsewhere:
        raise Refused(
            [
                Refusal(
                    "other_category",
                    _("Of another category than this list: %(items)s."),
                    clauses.HOUSE_FROZEN_LIST,
                    remedy=_("Begin a list of their own: prices compare within one category only."),
                    params={"items": "; ".join(elsewhere)},
                )
            ],
            subject=shortlist,
        )
    if len(there) + len(new) > MOST_MARKED:
        raise Refused(
            [
                Refusal(
                    "too_many_marked",
                    _("A list holds at most %(most)s listings, rejected ones included."),
                    clauses.HOUSE_FROZEN_LIST,
                    remedy=_("Narrow the search, or begin another list."),
                    params={"most": MOST_MARKED},
                )
            ],
            subject=shortlist,
        )
    if not new:
        return 0
    now = clock.read()
    ShortlistEntry.objects.bulk_create(
        ShortlistEntry(shortlist=shortlist, listing=row, version=row.live_version, marked_at=now, marked_by_id=actor.person_id)
        for row in new
    )
    told = [
        {"listing": row.ref, "version": row.live_version.number, "supplier": row.company.ref, "title": row.live_version.title_th}
        for row in new
        if row.live_version is not None
    ]
    audit.record(events.ListingsMarked, actor=actor.under(duty), subject=shortlist, payload={"listings": told})
    return len(new)


def change(shortlist: Shortlist, *, actor: Actor, name: str, case: Case, seen: int | None = None) -> None:
    """Change the name or the stated case of an open list. Opens its own unit; nothing is recorded where nothing changes."""
    with audit.unit():
        duty = _officer(actor)
        held = _held(shortlist, actor, seen)
        name = " ".join(name.split())[:160] or held.name
        if (name, case.quantity, case.term) == (held.name, held.quantity, held.term):
            return
        held.name, held.quantity, held.term = name, case.quantity, case.term
        _turned(held)
        told = {"name": held.name, "quantity": held.quantity, "term": held.term}
        audit.record(events.ShortlistChanged, actor=actor.under(duty), subject=held, payload=told)


def judge_entry(entry: ShortlistEntry, *, actor: Actor, note: str, rejected_reason: str, was: str | None = None) -> None:
    """Write the note on a listing, and reject it with a reason or (without one) keep it. Opens its own unit.

    A note is recorded with the frozen list; a rejection, and taking it back, at once. `was` is the entry's mark that the
    person saw: where a colleague has written meanwhile, nothing is written over.
    """
    note, reason = note.strip()[:2000], rejected_reason.strip()[:1000]
    with audit.unit():
        duty = _officer(actor)
        held = _held(entry.shortlist, actor, None)
        row = held.entries.select_related("listing__live_version").get(pk=entry.pk)
        if (row.note, row.rejected_reason) == (note, reason):
            return
        if was is not None and was != row.mark:
            raise Refused([stale()], subject=held)
        turned = row.rejected_reason != reason
        row.note, row.rejected_reason = note, reason
        if turned:
            row.version = (row.listing.is_on_sale and row.listing.live_version) or row.version
            row.rejected_at, row.rejected_by_id = (clock.read(), actor.person_id) if reason else (None, None)
        row.save()
        _turned(held)
        if turned:
            told = {"listing": row.listing.ref, "version": row.version.number}
            kind, payload = (events.ListingRejected, {**told, "reason": reason}) if reason else (events.ListingKept, told)
            audit.record(kind, actor=actor.under(duty), subject=held, payload=payload)


def freeze(shortlist: Shortlist, *, actor: Actor, seen: int | None = None, proposal: str = "") -> Shortlist:
    """Confirm the list: write the exact version and total of each listing, then freeze it for good.

    Args:
        proposal: the fingerprint of what the person saw; where anything has changed since, nothing is frozen.
    """
    with sitting(shortlist, actor=actor) as held:
        return _frozen(held, actor, seen, proposal)


def _frozen(held: Sitting, actor: Actor, seen: int | None, proposal: str) -> Shortlist:
    """Judged before anything is written: the engine compares the proposal with what is there now, and so does this."""
    root: Shortlist = held.root
    held.check(root, "freeze", actor=actor, seen=seen, proposal=proposal)
    lines = lines_of(root)
    for line in lines:
        entry = line.entry
        entry.version, entry.content = line.version, line.version.content
        if entry.is_kept:
            entry.quantity, entry.term, entry.total_satang = line.case.quantity, line.case.term, line.total_satang
    ShortlistEntry.objects.bulk_update([line.entry for line in lines], ["version", "content", "quantity", "term", "total_satang"])
    done: Shortlist = held.take(root, "freeze", actor=actor, seen=seen, proposal=proposal, **said_of(root, lines))
    return done


def frozen_directly(*, actor: Actor, name: str, category: Category, items: Sequence[tuple[ListingVersion, int, int]]) -> Shortlist:
    """A list of exactly these versions, each with its quantity and term, frozen inside the caller's unit.

    Raises:
        Refused: something of it is not on sale in this version just now, or states no price.
    """
    first = items[0]
    shortlist = _begun(actor, name, category, Case(first[1], first[2]), direct=True)
    now = clock.read()
    ShortlistEntry.objects.bulk_create(
        ShortlistEntry(
            shortlist=shortlist,
            listing=version.listing,
            version=version,
            quantity=quantity,
            term=term if version.unit_words.term else 1,
            marked_at=now,
            marked_by_id=actor.person_id,
        )
        for version, quantity, term in items
    )
    held = Sitting(shortlist)
    return _frozen(held, actor, None, fingerprint(shortlist, lines_of(shortlist)))
