"""Messages about listings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog import events
from catalog.models import Listing, SavedSearch
from marketplace.accounts.duty import Duty
from marketplace.notifications.recipients import holders, people
from marketplace.notifications.routing import route


def _sellers(entry: Any) -> list[Any]:
    listing = Listing.objects.filter(ref=entry.subject.ref).select_related("company__organisation").first()
    return holders(listing.company.organisation.ref, Duty.OWNER, Duty.LISTER) if listing else []


def _title(entry: Any) -> dict[str, Any]:
    listing = Listing.objects.filter(ref=entry.subject.ref).select_related("live_version", "draft_version").first()
    return {"listing": listing.title if listing else entry.subject.ref}


def _own_page(entry: Any) -> str:
    return f"/work/listings/{entry.subject.ref}/"


route(
    events.ListingPublished,
    recipients=_sellers,
    sentence=_("“{listing}” is on sale"),
    body=_("Buyers find it from now on."),
    url=lambda entry: f"/listings/{entry.subject.ref}/",
    values=_title,
)
route(
    events.ListingSentBack,
    recipients=_sellers,
    sentence=_("“{listing}” was sent back to be mended"),
    body="{reason}",
    url=_own_page,
    values=_title,
    waits=True,
)
route(
    events.ListingSuspended,
    recipients=_sellers,
    sentence=_("“{listing}” is suspended: nobody can buy it"),
    body="{reason}",
    url=_own_page,
    values=_title,
    waits=True,
)
route(events.ListingResumed, recipients=_sellers, sentence=_("“{listing}” is on sale again"), body="{reason}", url=_own_page, values=_title)


def _keeper(entry: Any) -> list[Any]:
    """Who keeps the search; nobody where it was removed meanwhile."""
    kept = SavedSearch.objects.filter(ref=entry.subject.ref).exists()
    return people([entry.personal.get("to", "")]) if kept else []


def _search_page(entry: Any) -> str:
    saved = SavedSearch.objects.filter(ref=entry.subject.ref).first()
    return saved.newest_address if saved else "/work/searches/"


def _titles(entry: Any) -> dict[str, Any]:
    rows = Listing.objects.filter(ref__in=entry.payload["listings"][:5]).select_related("live_version", "draft_version").order_by("ref")
    return {"titles": "\n".join(row.title for row in rows)}


route(
    events.SavedSearchMatched,
    recipients=_keeper,
    sentence=_("New in your saved search “{name}”: {count}"),
    body="{titles}",
    url=_search_page,
    values=_titles,
    mails=lambda entry: bool(entry.payload["by_mail"]),
)
