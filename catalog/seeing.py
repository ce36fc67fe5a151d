"""Builds what the rules of a listing see, from the database. The only place where facts of listings are gathered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from catalog import visibility
from catalog.facts import ListingFacts
from catalog.models import Listing, ListingVersion
from catalog.questions import definitions
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import COMPANY_DUTIES
from marketplace.accounts.models import Membership
from marketplace.kernel import clock
from suppliers import standing, terms


def facts(listing: Listing, actor: Actor, *, inputs: Mapping[str, Any], step: str) -> ListingFacts:
    """Facts of `listing` for `actor` now. Company duties count only for the listing's own company."""
    now = clock.read()
    today = clock.civil(now)
    own = visibility.is_of_company(listing, actor)
    draft = listing.draft_version
    company = listing.company
    return ListingFacts(
        state=str(listing.state),
        actor=actor,
        duties=actor.duties if own else actor.duties - COMPANY_DUTIES,
        now=now,
        today=today,
        inputs=dict(inputs),
        company_verified=company.is_verified(today),
        company_bans=tuple(str(ban.sentence) for ban in standing.bans(company, today)),
        terms_missing=terms.missing(company, today) if own else 0,
        actor_in_company=belongs(actor, company.organisation_id),
        draft_number=draft.number if draft else None,
        draft_content=draft.content if draft else "",
        draft_differs=bool(draft and (listing.live_version is None or draft.content != listing.live_version.content)),
        missing=tuple(missing(draft)) if draft else (),
        unsuitable=tuple(unsuitable(draft)) if draft else (),
        draft_id=draft.pk if draft else None,
        was_published=listing.published_at is not None,
    )


def belongs(actor: Actor, organisation_id: int) -> bool:
    """Whether the person holds any duty in the company, whomever they act for just now."""
    if actor.person_id is None:
        return False
    return Membership.objects.in_force().filter(person_id=actor.person_id, organisation_id=organisation_id).exists()


def missing(draft: ListingVersion) -> list[str]:
    """What a draft still lacks before it can be sent, in the reader's language. Judged by the present question set."""
    found = [_("title in Thai")] if not draft.title_th else []
    found += [_("summary in Thai")] if not draft.summary_th else []
    asked = definitions().set_for(draft.listing.category.code)
    found += [str(asked.titled(question)) for question in asked.missing(draft.answers)]
    found += [_("price")] if draft.price is None else []
    return found


def unsuitable(draft: ListingVersion) -> list[str]:
    """Answers of a draft that the present questions do not take, by the names of these questions."""
    asked = definitions().set_for(draft.listing.category.code)
    return [str(asked.titled(question)) for question in asked.unsuitable(draft.answers)]
