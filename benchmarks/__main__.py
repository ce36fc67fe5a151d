"""`make bench`: how relevant search's answers are; how fast search is alone and, where its servers are installed, under a paced mix of
searches; the main pages with 20,000 listings, on SQLite and (where installed) PostgreSQL.

Of speed it prints tables and judges nothing: what counts is the ratio to the floor page, measured on the same machine in the same minute.
Answers that are below the aims of relevance end it with 1, when everything is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
from typing import Any

from rich.table import Table

from benchmarks import mix
from benchmarks.load import Measured, measure
from benchmarks.serving import console, demo, prepare, python, served
from tests import servers

#: What the pages are measured with where nothing else is said.
LISTINGS, SECONDS = 20_000, 5.0


def _table(name: str, known: dict[str, Any], measured: dict[str, Measured]) -> Table:
    table = Table(title=name)
    for head in ("page", "queries", "requests/s", "of the floor", "median ms", "95 % ms", "KB"):
        table.add_column(head, justify="left" if head == "page" else "right")
    floor = measured["floor /healthz"].per_second
    for page, result in measured.items():
        odd = f" ({result.strange} answers were not the page)" if result.strange else ""
        table.add_row(
            page + odd,
            str(known["queries"][page]),
            f"{result.per_second:.0f}",
            f"{100 * result.per_second / floor:.0f} %",
            f"{result.median_ms:.1f}",
            f"{result.slow_ms:.1f}",
            f"{result.size / 1024:.0f}",
        )
    return table


def bench(name: str, extra: dict[str, str], options: argparse.Namespace) -> None:
    """Prepare one database, measure, print, throw it away."""
    console.rule(name)
    listings, seconds = options.listings or LISTINGS, options.seconds or SECONDS
    with demo(TALAT_API_RATE="1000000/m", **extra) as environment:
        prepare(environment, listings)
        known = json.loads(python(environment, "-m", "benchmarks.queries", listen=True).splitlines()[-1])
        with served(environment) as base:
            measured = {}
            for page, paths in known["pages"].items():
                measure(base, paths, clients=2, seconds=1)  # warm
                measured[page] = measure(base, paths, clients=options.clients, seconds=seconds)
        console.print(_table(f"{listings} listings, {name}, 2 workers, {options.clients} clients", known, measured))
        console.print(f"search alone, without a page: {known['engine_ms']:.1f} ms (median)")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--listings", type=int, help=f"of the pages ({LISTINGS:,} where not said) and of the mix ({mix.LISTINGS:,})")
    parser.add_argument("--seconds", type=float, help=f"of each page ({SECONDS:.0f}) and of the mix ({mix.SECONDS:.0f})")
    parser.add_argument("--clients", type=int, default=4, help="of the pages")
    parser.add_argument("--queries", type=int, help=f"different searches of the mix ({mix.QUERIES})")
    parser.add_argument("--rate", type=float, help=f"requests a second of the mix ({mix.RATE:.0f})")
    parser.add_argument("--only", choices=["relevance", "search", "mix", "sqlite", "postgresql"])
    options = parser.parse_args()
    below = False
    if options.only in {None, "relevance"}:
        console.rule("relevance")
        try:
            python(dict(os.environ), "-m", "benchmarks.relevance")
        except subprocess.CalledProcessError:
            below = True  # it has said why; the other parts are measured all the same
    if options.only in {None, "search"}:
        console.rule("search")
        python(dict(os.environ), "-m", "benchmarks.search")
    if options.only in {None, "mix"}:
        console.rule("mix")
        said = {name: getattr(options, name) for name in ("listings", "queries", "rate", "seconds")}
        python(dict(os.environ), "-m", "benchmarks.mix", *(f"--{name}={size}" for name, size in said.items() if size is not None))
    if options.only in {None, "sqlite"}:
        bench("SQLite", {}, options)
    if options.only in {None, "postgresql"}:
        try:
            with servers.postgresql(durable=True) as address:
                bench("PostgreSQL", {"DATABASE_URL": address}, options)
        except servers.ServerMissing as missing:
            console.print(f"PostgreSQL is left out. {missing}")
    if below:
        raise SystemExit("Search's answers are below their aim, or were not judged: see above, under relevance.")


if __name__ == "__main__":
    main()
