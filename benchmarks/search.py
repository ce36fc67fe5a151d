"""The search alone, without pages: query and all facets at 100,000 listings, planner included, beside the engine's own time.

Every listing is a variation of one of the judged catalogue's (`benchmarks.relevance`), whose words, answers and prices are kept.
Queries are drawn with Zipf's law from words of titles, some misspelt, some with filters; the category's facets are counted each time.

    python -m benchmarks.search [--listings 100000] [--engine embedded|elasticsearch|both]

Elasticsearch is the one of TALAT_ELASTICSEARCH_URL, else one that is started for the purpose. Prints a table and judges nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SEED = 2570
PLACES = ["เชียงใหม่", "ขอนแก่น", "สงขลา", "ระยอง", "นครราชสีมา", "อุดรธานี", "ภูเก็ต", "พิษณุโลก", "อยุธยา", "ชลบุรี"]
#: Aims: 95 of 100 searches are answered in so many milliseconds.
AIMS = {"embedded": 20, "elasticsearch": 60}


def variations(count: int) -> Iterator[Any]:
    """`count` entries, each made of a listing's title, another one's answers and a price of its own."""
    from dataclasses import replace

    from catalog.search.entries import all_entries

    dice = random.Random(SEED)
    real = list(all_entries())
    by_category: dict[tuple[str, ...], list[Any]] = {}
    for entry in real:
        by_category.setdefault(entry.choices["category"], []).append(entry)
    for number in range(1, count + 1):
        own = dice.choice(real)
        other = dice.choice(by_category[own.choices["category"]])
        yield replace(
            own,
            id=number,
            title=f"{own.title} {dice.choice(PLACES)} {number}",
            body=other.body,
            choices={**other.choices, "category": own.choices["category"]},
            price=max(100, own.price * dice.randrange(60, 170) // 100),
            published=own.published + dice.randrange(10**6),
        )


def searches(count: int, within: float) -> list[Any]:
    """Queries as people make them: one to three words of a title, a share of them in a category with its facets, a third filtered."""
    from catalog.models import Listing
    from catalog.questions import definitions
    from catalog.search.query import CATEGORY, OF_SUPPLIER, REGION, Query
    from catalog.search.words import cut

    dice, known = random.Random(SEED), definitions()
    rows = list(Listing.objects.live().shown().order_by("ref"))
    dice.shuffle(rows)
    shares = [1 / rank for rank in range(1, len(rows) + 1)]
    made = []
    for row in dice.choices(rows, shares, k=count):
        words = cut(row.live_version.title_th)
        start = dice.randrange(max(1, len(words) - 2))
        text = "".join(words[start : start + dice.randrange(1, 4)])
        if dice.random() < 0.15 and len(text) > 5:
            place = dice.randrange(len(text) - 1)
            text = text[:place] + text[place + 1 :]
        category = row.category.code if dice.random() < within else ""
        facets = (CATEGORY, *OF_SUPPLIER, *(question.name for question in known.filters_for(category)))
        choices = {"hosting_location": ("gdcc",), REGION: ("north", "central")} if dice.random() < 0.33 else {}
        choices = {name: values for name, values in choices.items() if name in facets}
        made.append(Query(text, category=category, choices=choices, facets=facets))
    return made


def _milliseconds(times: list[float]) -> tuple[float, float]:
    times = sorted(times)
    return statistics.median(times) * 1000, times[int(len(times) * 0.95)] * 1000


def build(engine: Any, count: int) -> float:
    """Build the index; answers listings a second, the making of their entries aside."""
    entries = list(variations(count))
    made = time.perf_counter()
    engine.build(entries.pop() for _ in range(count))  # what was sent is forgotten
    return count / (time.perf_counter() - made)


def measure(engine: Any, queries: list[Any]) -> dict[str, Any]:
    """Ask every query twice: through the planner, and the found tree once more on the engine alone."""
    from catalog.search import ladder

    raw: list[float] = []

    class Watched:
        """The engine, remembering the last search that it was asked for."""

        def __getattr__(self, name: str) -> Any:
            return getattr(engine, name)

        def find(self, node: Any, query: Any) -> Any:
            self.last = (node, query)
            return engine.find(node, query)

    watched = Watched()
    ladder.climb(watched, queries[0])  # opens the index and its words
    whole = []
    for query in queries:
        start = time.perf_counter()
        ladder.climb(watched, query)
        whole.append(time.perf_counter() - start)
        start = time.perf_counter()
        engine.find(*watched.last)
        raw.append(time.perf_counter() - start)
    return {"whole": _milliseconds(whole), "raw": _milliseconds(raw)}


def report(options: argparse.Namespace) -> None:
    from rich.console import Console
    from rich.table import Table

    from catalog.search.elastic.engine import ElasticEngine
    from catalog.search.embedded.engine import EmbeddedEngine
    from tests import servers

    console = Console(width=140)
    kinds = {"all in a category": searches(options.queries, 1.0), "half of them in a category": searches(options.queries, 0.5)}
    table = Table(title=f"{options.listings:,} listings, {options.queries} searches with all their facets, planner included")
    for head in ("engine", "searches", "facets", "p50 ms", "p95 ms", "aim p95", "engine alone p50 / p95", "ratio p50", "built a second"):
        table.add_column(head, justify="left" if head in {"engine", "searches"} else "right")
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="talat-bench-search-")))
        engines: dict[str, Any] = {}
        if options.engine in {"embedded", "both"}:
            engines["embedded"] = EmbeddedEngine(str(folder))
        if options.engine in {"elasticsearch", "both"}:
            try:
                url = os.environ.get("TALAT_ELASTICSEARCH_URL") or running.enter_context(servers.elasticsearch())
                engines["elasticsearch"] = ElasticEngine(url, f"bench-{os.getpid()}")
            except servers.ServerMissing as missing:
                console.print(f"Elasticsearch is left out. {missing}")
        for name, engine in engines.items():
            built = build(engine, options.listings)
            for kind, queries in kinds.items():
                found = measure(engine, queries)
                (p50, p95), (raw50, raw95) = found["whole"], found["raw"]
                table.add_row(
                    name,
                    kind,
                    f"{statistics.mean(len(query.facets) for query in queries):.0f}",
                    f"{p50:.1f}",
                    f"{p95:.1f}",
                    str(AIMS[name]),
                    f"{raw50:.1f} / {raw95:.1f}",
                    f"{p50 / raw50:.1f}",
                    f"{built:,.0f}",
                )
            if name == "elasticsearch":  # a server of one's own takes no wildcards
                for index in engine.client.indices.get(index=f"{engine.store.alias}-*,{engine.store.words_index}"):
                    engine.store.drop(index)
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__.splitlines()[0])
    parser.add_argument("--listings", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--engine", choices=["embedded", "elasticsearch", "both"], default="both")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "relevance", help="where the judged catalogue's database is kept")
    options = parser.parse_args()
    from benchmarks.relevance.__main__ import prepare

    os.environ.update(prepare(options.folder.absolute(), "embedded"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
    import django

    django.setup()
    report(options)


if __name__ == "__main__":
    main()
