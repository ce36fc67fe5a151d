"""Compares the texts of all live listings, category by category, and keeps the pairs that are near-copies. Safe to run twice."""

from __future__ import annotations

from catalog.models import Category, Listing
from catalog.search.entries import own_words
from marketplace import audit
from marketplace.audit import locks
from marketplace.kernel import clock
from marketplace.oversight.likeness import pairs_of
from marketplace.oversight.models import AlikeListings


def compare_listings() -> int:
    """Replace the pairs of every category; answers how many there are. Does nothing where another process is at it."""
    with locks.alone("compare listings") as mine:
        return sum(_compared(category) for category in Category.objects.leaves()) if mine else 0


def _compared(category: Category) -> int:
    texts: dict[int, str] = {}
    told: dict[int, tuple[int, int | None]] = {}
    rows = (
        Listing.objects.live()
        .filter(category=category)
        .select_related("live_version__question_set")
        .defer("live_version__question_set__content")
    )
    for row in rows.order_by("pk").iterator(chunk_size=500):
        assert row.live_version is not None  # what is on sale has a version
        texts[row.pk] = own_words(row.live_version)
        told[row.pk] = row.company_id, row.live_version_id
    now = clock.read()
    made = [
        AlikeListings(
            category=category,
            first_id=pair.first,
            second_id=pair.second,
            first_version_id=told[pair.first][1],
            second_version_id=told[pair.second][1],
            same_company=told[pair.first][0] == told[pair.second][0],
            per_mille=pair.per_mille,
            found_at=now,
        )
        for pair in pairs_of(texts)
    ]
    with audit.unit():
        AlikeListings.objects.filter(category=category).delete()
        AlikeListings.objects.bulk_create(made, batch_size=500)
    return len(made)
