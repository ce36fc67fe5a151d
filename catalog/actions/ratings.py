"""Stars that buyers gave, counted on the listings that they bought."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from catalog import events
from catalog.models import Listing
from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.law import clauses


def count(listings: Iterable[Listing], stars: int, *, actor: Actor, contract: str) -> None:
    """Add one rating of `stars` to each listing and write it down. Inside the caller's unit; `contract` is the reference of what was rated."""
    for listing in listings:
        Listing.objects.filter(pk=listing.pk).update(ratings_count=F("ratings_count") + 1, ratings_sum=F("ratings_sum") + stars)
        audit.record(
            events.ListingRated,
            actor=actor,
            subject=listing,
            basis=(clauses.HOUSE_RATING,),
            payload={"stars": stars, "contract": contract},
        )
