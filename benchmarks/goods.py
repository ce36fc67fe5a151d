"""Fills a demo's catalogue up to a given size: every new listing is a variation of one that was made by real steps.

Rows are written in bulk, past the engine and the log: only a benchmark's throw-away database may be filled like this.
Run inside Django: `python -m benchmarks.goods 20000`.
"""

from __future__ import annotations

import os
import random
import sys
from typing import Any

BATCH = 500
PLACES = ("เชียงใหม่", "ขอนแก่น", "สงขลา", "ระยอง", "นครราชสีมา", "อุดรธานี", "ภูเก็ต", "พิษณุโลก", "อยุธยา", "ชลบุรี")


def _variation(original: Any, number: int, dice: random.Random) -> tuple[Any, Any]:
    """A copy of a live listing and of its version, with another reference, title and price."""
    place = dice.choice(PLACES)
    version = original.live_version
    listing = type(original)(**{field.attname: getattr(original, field.attname) for field in original._meta.concrete_fields})
    listing.pk, listing.ref = None, f"L-BENCH-{number:06d}"
    listing.live_version_id = listing.draft_version_id = None
    copy = type(version)(**{field.attname: getattr(version, field.attname) for field in version._meta.concrete_fields})
    copy.pk, copy.number = None, 1
    copy.title_th, copy.title_en = f"{version.title_th} {place} {number}"[:160], f"{version.title_en} {number}"[:160]
    if copy.cut_title:
        copy.cut_title = f"{version.cut_title} {place} {number}"
    if copy.price_satang:
        copy.price_satang = max(100, copy.price_satang * dice.randrange(60, 170) // 100)
    return listing, copy


def fill(total: int) -> int:
    """Bring the catalogue to `total` live listings; returns how many were added."""
    from django.db import transaction
    from rich.progress import track

    from catalog.models import Listing, ListingVersion
    from catalog.states import ListingState

    dice = random.Random(20_000)
    originals = list(Listing.objects.live().select_related("live_version"))
    if not originals:
        raise SystemExit("The demo has no live listing to vary.")
    missing = max(0, total - len(originals))
    for first in track(range(0, missing, BATCH), description="Listings", disable=not sys.stderr.isatty()):
        pairs = [_variation(dice.choice(originals), number, dice) for number in range(first, min(first + BATCH, missing))]
        with transaction.atomic():
            states = [listing.state for listing, _ in pairs]
            for listing, _ in pairs:  # what is on sale has a version: first without, then with it
                listing.__dict__["state"] = str(ListingState.DRAFT)
            Listing.objects.bulk_create([listing for listing, _ in pairs])
            for listing, version in pairs:
                version.listing_id = listing.pk
            ListingVersion.objects.bulk_create([version for _, version in pairs])
            for (listing, version), state in zip(pairs, states, strict=True):
                listing.live_version_id, listing.__dict__["state"] = version.pk, str(state)
            Listing.objects.bulk_update([listing for listing, _ in pairs], ["live_version", "state"])
        if not sys.stderr.isatty() and (first // BATCH) % 10 == 9:
            print(f"{first + BATCH:,} of {missing:,} listings", flush=True)
    return missing


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
    import django

    django.setup()
    print(f"{fill(int(sys.argv[1]))} listings added")
