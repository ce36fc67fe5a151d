"""How many queries each page makes and how long its engine takes by itself. Prints JSON for `benchmarks.__main__`.

Run inside Django: `python -m benchmarks.queries`.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from typing import Any


def addresses() -> dict[str, list[str]]:
    """The pages that are measured: name → several addresses of the same kind, so that no single row is lucky."""
    from catalog.models import Category, Listing
    from tenders.models import Tender

    listings = list(Listing.objects.live().order_by("pk").values_list("ref", flat=True)[:2000:40])
    tenders = list(Tender.objects.public().order_by("pk").values_list("ref", flat=True)[:30])
    category = Category.objects.leaves().order_by("pk").first()
    words = ["สารบรรณ", "cloud", "ระบบรับชำระค่าขยะ", "backup", "ความมั่นคงปลอดภัย", "training", "ใบอนุญาต", "เว็บไซต์"]
    from urllib.parse import quote

    return {
        "floor /healthz": ["/healthz"],
        "catalogue, list": ["/catalogue/"],
        "catalogue, category": [f"/catalogue/{category.code}/"] if category else [],
        "search": [f"/catalogue/?q={quote(word)}" for word in words],
        "listing": [f"/listings/{ref}/" for ref in listings],
        "tenders, list": ["/tenders/"],
        "tender": [f"/tenders/{ref}/" for ref in tenders],
        "API, list": [path for path in ("/api/v1/listings/",) if _answers(path)],
    }


def _answers(path: str) -> bool:
    from django.test import Client

    return Client(raise_request_exception=False).get(path).status_code == 200


def queries(path: str) -> int:
    """Queries of one request to a warm page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def median_ms(work: Callable[[], Any], turns: int = 40) -> float:
    times = []
    for _ in range(turns):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def engine_ms() -> float:
    """The search engine alone, without page: the search that /catalogue/?q=… makes."""
    from catalog.search import Query, search

    return median_ms(lambda: search(Query(text="สารบรรณ")))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    pages = {name: paths for name, paths in addresses().items() if paths}
    print(json.dumps({"pages": pages, "queries": {name: queries(paths[0]) for name, paths in pages.items()}, "engine_ms": engine_ms()}))


if __name__ == "__main__":
    main()
