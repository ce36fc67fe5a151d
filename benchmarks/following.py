"""How soon search follows the log: from the commit of a step to the moment when another process finds the listing, or finds it no longer.

    python -m benchmarks.following [--listings 20000] [--steps 100] [--engine embedded|elasticsearch|both]

A registrar suspends a listing and lets it be on sale again, over and over; a background worker with its clock keeps the index in step,
as in `make demo`. Embedded: SQLite and the filesystem's queue. Elasticsearch: PostgreSQL and Redis. Prints a table and judges nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from rich.table import Table

from benchmarks.serving import ROOT, console, demo, prepare, python
from tests import servers

#: Seconds within which 95 of 100 changes are found; after so many seconds a change counts as lost.
AIM, LOST = 2.0, 60.0
#: Seconds between two looks, and between two steps: people do not act in step with the clock of the worker.
LOOK, PAUSE = 0.02, 0.37


def watch(steps: int) -> list[float]:
    """Seconds of each change. Run inside Django, beside a worker."""
    from catalog.models import Listing
    from catalog.search import engine
    from catalog.search.query import Query
    from catalog.search.tree import Ids
    from marketplace.accounts.actor import Actor
    from marketplace.accounts.duty import Duty
    from marketplace.accounts.models import Membership
    from marketplace.procedure import act

    held = Membership.objects.in_force().filter(duty=Duty.REGISTRAR).select_related("person", "organisation").first()
    if held is None:
        raise SystemExit("The demo has no registrar.")
    registrar = Actor.of(held.person, held.organisation)
    known = list(
        Listing.objects.live().exclude(ref__startswith="L-BENCH").order_by("pk").values_list("pk", flat=True)[: max(1, steps // 2)]
    )
    taken = []
    for number in range(steps):
        listing = Listing.objects.get(pk=known[number // 2 % len(known)])
        act(listing, "suspend" if number % 2 == 0 else "resume", actor=registrar, seen=listing.version, reason="เพื่อวัดเวลา")
        begun, wanted = time.perf_counter(), number % 2
        while engine().count(Ids((listing.pk,)), Query()) != wanted and time.perf_counter() - begun < LOST:
            time.sleep(LOOK)
        taken.append(time.perf_counter() - begun)
        time.sleep(PAUSE)
    return taken


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[None]:
    """A background worker with its clock, as the demo starts it."""
    quiet = ("--pool", "threads", "--without-gossip", "--without-mingle", "--loglevel", "ERROR", "--pidfile=")
    command = [sys.executable, "-W", "ignore", "-m", "celery", "-A", "marketplace", "worker", "--beat", "--concurrency", "2", *quiet]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        time.sleep(10)
        yield
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait()


def measure(name: str, environment: dict[str, str], listings: int, steps: int) -> tuple[str, list[float]]:
    prepare(environment, listings)
    with worker(environment):
        return name, json.loads(python(environment, "-m", "benchmarks.following", "--watch", str(steps), listen=True).splitlines()[-1])


def report(options: argparse.Namespace) -> None:
    rows = []
    if options.engine in {"embedded", "both"}:
        with demo() as environment:
            rows.append(measure("embedded", environment, options.listings, options.steps))
    if options.engine in {"elasticsearch", "both"}:
        try:
            with ExitStack() as running:
                redis, database = running.enter_context(servers.redis()), running.enter_context(servers.postgresql(durable=True))
                search = running.enter_context(servers.elasticsearch())
                settings = {
                    "TALAT_SEARCH": "elasticsearch",
                    "TALAT_ELASTICSEARCH_URL": search,
                    "TALAT_REDIS_URL": redis,
                    "DATABASE_URL": database,
                }
                rows.append(measure("Elasticsearch", running.enter_context(demo(**settings)), options.listings, options.steps))
        except servers.ServerMissing as missing:
            console.print(f"Elasticsearch is left out. {missing}")
    table = Table(title=f"From the commit of a step to the changed search, seconds; {options.listings:,} listings, {options.steps} steps")
    for head in ("engine", "p50", "p95", "worst", "lost"):
        table.add_column(head, justify="left" if head == "engine" else "right")
    for name, taken in rows:
        taken.sort()
        figures = [taken[len(taken) // 2], taken[int(len(taken) * 0.95)], taken[-1]]
        table.add_row(name, *(f"{figure:.2f}" for figure in figures), str(sum(one >= LOST for one in taken)))
    table.caption = f"aim p95 {AIM:.0f}"
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.following", description=__doc__.splitlines()[0])
    parser.add_argument("--listings", type=int, default=20_000)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--engine", choices=["embedded", "elasticsearch", "both"], default="both")
    parser.add_argument("--watch", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.watch:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
        import django

        django.setup()
        print(json.dumps(watch(options.watch)))
        return
    report(options)


if __name__ == "__main__":
    main()
