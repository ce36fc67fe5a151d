"""A database of its own with the demo's suppliers and listings, as they stand after the demo's first months. Run inside Django.

The same seed and anchor day give the same catalogue on every machine. Purchases are left out: they change no listing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

from benchmarks.relevance.judgements import Facts

ROOT = Path(__file__).resolve().parents[2]
#: The demo's present begins here. All that is listed went live months before.
ANCHOR = dt.date(2026, 6, 15)
SEED = 2570
SUPPLIERS, LISTINGS = 80, 600
#: What the database is made from. Where any of it changed, the database is made anew.
SOURCES = (
    "benchmarks/relevance/catalogue.py",
    *(f"marketplace/web/demo/{name}.py" for name in ("bodies", "sellers", "stage", "wording")),
    "catalog/data/*.yaml",
    "catalog/data/questions/*.yaml",
    "*/migrations/*.py",
    "marketplace/*/migrations/*.py",
)


def sources() -> str:
    """Fingerprint (hex) of everything that the database is made from."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def play() -> None:
    """Register the suppliers and list their services by real steps, in an empty migrated database.

    Raises:
        SystemExit: the clock of this machine stands before the anchor day.
    """
    from marketplace.kernel import clock
    from marketplace.web.demo import bodies, sellers
    from marketplace.web.demo.loading import quick_writes
    from marketplace.web.demo.stage import Stage

    if clock.civil(clock.read_true()) < ANCHOR:
        raise SystemExit(f"The clock of this machine stands before {ANCHOR}, on which the demo's present begins. Set it right.")
    stage = Stage(ANCHOR, SEED)
    with quick_writes():
        world = bodies.found(stage)
        sellers.plan(stage, world, sellers.invent(stage, SUPPLIERS), LISTINGS)
        stage.play(stage.day(200, 8))


def live() -> list[Facts]:
    """All live listings, in the order of their references."""
    from catalog.models import Listing

    rows = Listing.objects.live().select_related("live_version", "category", "company").order_by("ref")
    return [_facts(row) for row in rows]


def _facts(listing: Any) -> Facts:
    version = listing.live_version
    return Facts(
        id=listing.pk,
        ref=listing.ref,
        category=listing.category.code,
        company=listing.company.number,
        title_th=version.title_th,
        title_en=version.title_en,
        summary_th=version.summary_th,
        summary_en=version.summary_en,
        price=version.price_satang,
        answers=version.answers,
    )


def fingerprint(listings: list[Facts]) -> str:
    """Says (hex) whether two catalogues are the same, whatever their database ids."""
    said = sorted(
        [*one.key, one.title_en, one.summary_th, one.summary_en, one.price, json.dumps(dict(one.answers), sort_keys=True)]
        for one in listings
    )
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]
