"""Sending for review, judging, publishing. The steps are the engine's; here is what happens to versions beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog.models import Listing, ListingVersion
from catalog.search import entries
from marketplace.accounts.actor import Actor
from marketplace.kernel import clock
from marketplace.procedure import sitting


def send(listing: Listing, step: str, *, actor: Actor, seen: int | None = None) -> Listing:
    """Send the draft for review (`submit`, `submit_change`). From now on the version does not change.

    Raises:
        Refused: with every reason.
    """
    with sitting(listing, actor=actor) as held:
        draft = held.root.draft_version
        told = {"number": draft.number, "content": draft.content} if draft else {}
        row = held.take(listing, step, actor=actor, seen=seen, **told)
        _mark(row.draft_version, "submitted", actor)
    return listing


def take_back(listing: Listing, step: str, *, actor: Actor, seen: int | None = None) -> Listing:
    """Take the version back before it is judged; it may be changed again."""
    with sitting(listing, actor=actor) as held:
        draft = held.root.draft_version
        row = held.take(listing, step, actor=actor, seen=seen, number=draft.number if draft else 0)
        version = row.draft_version
        version.submitted_at = version.submitted_by_id = None
        version.save()
    return listing


def publish(listing: Listing, step: str, *, actor: Actor, seen: int | None = None, number: int = 0, content: str = "") -> Listing:
    """Approve exactly the version that was seen (`approve`, `approve_change`) and put it on sale."""
    with sitting(listing, actor=actor) as held:
        draft = held.root.draft_version
        row = held.take(listing, step, actor=actor, seen=seen, number=number, content=content, **_headline(held.root, draft))
        version = row.live_version
        version.cut_title, version.cut_body, version.cut_dictionary = entries.cut_version(version)
        version.reasons = {}
        _mark(version, "approved", actor)
    return listing


def send_back(
    listing: Listing,
    step: str,
    *,
    actor: Actor,
    seen: int | None = None,
    number: int = 0,
    content: str = "",
    reason: str = "",
    reasons: Mapping[str, str] | None = None,
) -> Listing:
    """Send the version back with a reason in general and reasons per question (`send_back`, `send_back_change`)."""
    told = {name: text.strip() for name, text in (reasons or {}).items() if text.strip()}
    with sitting(listing, actor=actor) as held:
        row = held.take(listing, step, actor=actor, seen=seen, number=number, content=content, reason=reason, reasons=told)
        version = row.draft_version
        version.reasons = told
        _mark(version, "returned", actor)
    return listing


def _mark(version: ListingVersion, what: str, actor: Actor) -> None:
    setattr(version, f"{what}_at", clock.read())
    setattr(version, f"{what}_by_id", actor.person_id)
    version.save()


def _headline(listing: Listing, draft: ListingVersion | None) -> dict[str, Any]:
    """What the public entry of the log says about a published version."""
    if draft is None:
        return {}
    return {
        "category": listing.category.code,
        "company": listing.company.ref,
        "title_th": draft.title_th,
        "title_en": draft.title_en,
        "price_satang": draft.price_satang,
        "unit": draft.unit,
        "vat_included": draft.vat_included,
    }
