"""Search at full size: 250,000 listings on Elasticsearch, PostgreSQL and Redis, two web workers and the client on one machine.

Measures how fast the index is built anew; what a page costs that nobody asked for before, beside the engine's own time in it; and how
long pages take while people arrive by chance, 50 in a second, with queries that follow Zipf's law.

    python -m benchmarks.mix [--listings 250000] [--queries 500] [--rate 50] [--seconds 60]

Nobody waits for an answer before the next one asks (an open loop): a server that falls behind shows it. Times count from the moment
when a request was due. Prints tables and judges nothing.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import statistics
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from queue import SimpleQueue
from urllib.parse import urlencode, urlsplit

from rich.table import Table

from benchmarks.serving import console, demo, prepare, python, served
from tests import servers

SEED = 2570
#: Aims: milliseconds within which 95 of 100 pages come, an uncached page in times of its engine's work, listings built a second.
AIM_SLOW, AIM_RATIO, AIM_BUILT = 300, 3.0, 2_000
#: What is measured where nothing else is said.
LISTINGS, QUERIES, RATE, SECONDS = 250_000, 500, 50.0, 60.0
WARM_SECONDS = 15.0
CLIENTS = 48
#: The product as it is served here: it tells how long its engine worked.
TIMED = "benchmarks.served:application"


@dataclass(frozen=True)
class Answer:
    """What came back: milliseconds since it was due, those of the engine, whether the results had been kept, whether it was the page."""

    ms: float
    engine_ms: float
    kept: bool
    right: bool


def addresses(count: int) -> list[str]:
    """So many different searches, as people make them, the most frequent first. Run inside Django."""
    from catalog.models import Listing
    from catalog.questions import definitions
    from catalog.search.words import cut

    dice, known = random.Random(SEED), definitions()
    rows = list(Listing.objects.live().shown().exclude(ref__startswith="L-BENCH").order_by("ref"))
    made: dict[str, None] = {}
    while len(made) < count:
        row = dice.choice(rows)
        version = row.live_version
        words = cut(version.title_th if dice.random() < 0.8 else version.title_en)
        start = dice.randrange(max(1, len(words) - 2))
        taken = words[start : start + dice.randrange(1, 4)]
        text = ("" if any("\u0e00" < word[0] <= "\u0e7f" for word in taken) else " ").join(taken)
        if dice.random() < 0.15 and len(text) > 5:  # a typing error
            place = dice.randrange(len(text) - 1)
            text = text[:place] + text[place + 1 :]
        asked: dict[str, str] = {"q": text}
        category = row.category.code if dice.random() < 0.5 else ""
        if category and dice.random() < 0.33:
            filters = [
                (q.name, row_answer) for q in known.filters_for(category) if isinstance(row_answer := version.answers.get(q.name), str)
            ]
            if filters:
                name, value = dice.choice(filters)
                asked[name] = value
        if dice.random() < 0.15:
            asked["region"] = dice.choice(["north", "central", "northeast", "south"])
        if category and dice.random() < 0.15:
            asked["sort"] = "price"
        path = f"/catalogue/{category}/" if category else "/catalogue/"
        made[f"{path}?{urlencode(asked)}"] = None
    return list(made)


def ask(base: str, path: str, due: float | None = None) -> Answer:
    """One page, fetched whole."""
    parts = urlsplit(base)
    begun = time.perf_counter() if due is None else due
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        connection.request("GET", path, headers={"Accept-Language": "th", "Connection": "close"})
        answer = connection.getresponse()
        body = answer.read()
    except OSError:
        return Answer((time.perf_counter() - begun) * 1000, 0.0, False, right=False)
    finally:
        connection.close()
    timing = answer.headers.get("Server-Timing", "")
    right = answer.status == 200 and bool(timing) and body.rstrip().endswith(b"</html>")
    return Answer(
        (time.perf_counter() - begun) * 1000, float(answer.headers.get("X-Engine-Milliseconds", 0)), "desc=kept" in timing, right=right
    )


def paced(base: str, paths: list[str], rate: float, seconds: float, seed: int) -> list[Answer]:
    """Ask as visitors who come by chance, `rate` in a second, whether or not those before them have their answer."""
    dice = random.Random(seed)
    shares = [1 / rank for rank in range(1, len(paths) + 1)]
    queue: SimpleQueue[tuple[float, str] | None] = SimpleQueue()
    answers: list[Answer] = []

    def visit() -> None:
        while (due := queue.get()) is not None:
            answers.append(ask(base, due[1], due[0]))

    visitors = [threading.Thread(target=visit, daemon=True) for _ in range(CLIENTS)]
    for visitor in visitors:
        visitor.start()
    at = time.perf_counter()
    until = at + seconds
    while (at := at + dice.expovariate(rate)) < until:
        if (pause := at - time.perf_counter()) > 0:
            time.sleep(pause)
        queue.put((at, dice.choices(paths, shares)[0]))
    for _ in visitors:
        queue.put(None)
    for visitor in visitors:
        visitor.join()
    return answers


def _at(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] if times else float("nan")


def _uncached(environment: dict[str, str], paths: list[str]) -> Table:
    """Every search once, one after another, nothing kept."""
    with served(environment | {"BENCH_KEPT": "0"}, TIMED) as base:
        for path in paths[:40]:  # both workers read the words and the templates
            ask(base, path)
        answers = [ask(base, path) for path in paths]
    pages, engines = [answer.ms for answer in answers], [answer.engine_ms for answer in answers]
    table = Table(title=f"{len(paths)} searches once each, nothing kept, one at a time")
    for head in ("", "p50 ms", "p95 ms", "worst ms", "all, s"):
        table.add_column(head, justify="left" if not head else "right")
    for name, times in (("page", pages), ("of it the engine", engines)):
        table.add_row(name, f"{_at(times, 0.5):.0f}", f"{_at(times, 0.95):.0f}", f"{max(times):.0f}", f"{sum(times) / 1000:.1f}")
    ratio = statistics.median(answer.ms / answer.engine_ms for answer in answers if answer.engine_ms)
    table.caption = (
        f"page in times of its engine: {sum(pages) / sum(engines):.2f} in sum, median {ratio:.2f} (aim {AIM_RATIO:.0f}); "
        f"{sum(not answer.right for answer in answers)} answers were not the page"
    )
    return table


def _mixed(environment: dict[str, str], paths: list[str], rate: float, seconds: float) -> Table:
    """The mix at its pace, warm, as visitors without an account see it."""
    with served(environment, TIMED) as base:
        paced(base, paths, rate, WARM_SECONDS, SEED + 1)
        answers = paced(base, paths, rate, seconds, SEED + 2)
    made = [answer.ms for answer in answers if not answer.kept]
    table = Table(title=f"{len(answers)} requests in {seconds:.0f} s ({len(answers) / seconds:.0f} a second), {len(paths)} searches, Zipf")
    for head in ("", "how many", "p50 ms", "p95 ms", "p99 ms", "worst ms"):
        table.add_column(head, justify="left" if not head else "right")
    rows = (("all", [answer.ms for answer in answers]), ("kept", [answer.ms for answer in answers if answer.kept]), ("made", made))
    for name, times in rows:
        figures = [f"{_at(times, share):.0f}" for share in (0.5, 0.95, 0.99)] if times else ["", "", ""]
        table.add_row(name, str(len(times)), *figures, f"{max(times, default=0):.0f}")
    table.caption = (
        f"aim p95 {AIM_SLOW} ms; kept results answered {100 * (1 - len(made) / len(answers)):.0f} %; "
        f"{sum(not answer.right for answer in answers)} answers were not the page"
    )
    return table


def report(options: argparse.Namespace) -> None:
    """Start the servers, prepare, measure and print; where a server is missing, say which."""
    try:
        with ExitStack() as running:
            environment = running.enter_context(
                demo(
                    TALAT_REDIS_URL=running.enter_context(servers.redis()),
                    DATABASE_URL=running.enter_context(servers.postgresql(durable=True)),
                    TALAT_SEARCH="elasticsearch",
                    TALAT_ELASTICSEARCH_URL=running.enter_context(servers.elasticsearch()),
                )
            )
            built = prepare(environment, options.listings)
            console.print(f"search index of {options.listings:,} listings: {built:,.0f} a second (aim {AIM_BUILT:,})")
            paths = json.loads(python(environment, "-m", "benchmarks.mix", "--tell", str(options.queries), listen=True).splitlines()[-1])
            console.print(_uncached(environment, paths))
            console.print(_mixed(environment, paths, options.rate, options.seconds))
    except servers.ServerMissing as missing:
        console.print(f"The mix is left out. {missing}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mix", description=__doc__.splitlines()[0])
    parser.add_argument("--listings", type=int, default=LISTINGS)
    parser.add_argument("--queries", type=int, default=QUERIES)
    parser.add_argument("--rate", type=float, default=RATE, help="requests a second")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--tell", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.tell:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
        import django

        django.setup()
        print(json.dumps(addresses(options.tell), ensure_ascii=False))
        return
    report(options)


if __name__ == "__main__":
    main()
