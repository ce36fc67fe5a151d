"""Listings that buyers can look at for each of several needs: a few per category, in one query."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from catalog.models import Listing

#: Listings shown with each need.
SHOWN = 3


def examples(categories: Collection[int]) -> dict[int, list[Listing]]:
    """Up to `SHOWN` listings on sale of each category, the latest published first. One query, whatever the number of categories."""
    if not categories:
        return {}
    place = Window(RowNumber(), partition_by=F("category_id"), order_by=[F("published_at").desc(), F("id").desc()])
    ranked = Listing.objects.live().filter(category_id__in=categories).annotate(place=place).filter(place__lte=SHOWN)
    found: dict[int, list[Listing]] = {}
    for listing in Listing.objects.filter(pk__in=ranked.values("pk")).shown().order_by("-published_at", "-id"):
        found.setdefault(listing.category_id, []).append(listing)
    return found
