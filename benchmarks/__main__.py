"""`make bench`: how relevant search's answers are; the main pages with 20,000 listings, on SQLite and (where installed) PostgreSQL.

Prints tables and judges nothing: what counts is the ratio to the floor page, measured on the same machine in the same minute.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.load import Measured, measure
from tests import servers

ROOT = Path(__file__).resolve().parent.parent
console = Console()


def _python(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "-W", "ignore", *arguments], cwd=ROOT, env=environment, check=True)


def _prepare(environment: dict[str, str], listings: int) -> None:
    stages = {
        "empty database": [["manage.py", "messages", "--compile"], ["manage.py", "migrate", "--verbosity", "0"]],
        "demo by real steps": [["manage.py", "load_demo"]],
        f"up to {listings:,} listings": [["-m", "benchmarks.goods", str(listings)]],
        "search index": [["manage.py", "rebuild_index"]],
    }
    for name, commands in stages.items():
        begun = time.monotonic()
        for command in commands:
            _python(environment, *command)
        console.print(f"{name}: {time.monotonic() - begun:.0f} s")


def _serve(environment: dict[str, str], running: ExitStack) -> str:
    port = servers.free_port()
    web = ["gunicorn", "marketplace.wsgi:application", "--workers", "2", "--no-control-socket", "--log-level", "warning"]
    command = [sys.executable, "-W", "ignore", "-m", *web, "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    running.callback(process.wait)
    running.callback(process.terminate)
    base = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{base}/healthz", timeout=5):
                return base
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The web server did not answer.")


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
    folder = Path(tempfile.mkdtemp(prefix="talat-bench-"))
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TALAT_") and key != "DATABASE_URL"}
    environment = kept | {"TALAT_DEMO": "1", "TALAT_VAR": str(folder), "TALAT_API_RATE": "1000000/m"} | extra
    try:
        _prepare(environment, options.listings)
        told = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "benchmarks.queries"],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        known = json.loads(told.stdout.splitlines()[-1])
        with ExitStack() as running:
            base = _serve(environment, running)
            measured = {}
            for page, paths in known["pages"].items():
                measure(base, paths, clients=2, seconds=1)  # warm
                measured[page] = measure(base, paths, clients=options.clients, seconds=options.seconds)
        console.print(_table(f"{options.listings} listings, {name}, 2 workers, {options.clients} clients", known, measured))
        console.print(f"search alone, without a page: {known['engine_ms']:.1f} ms (median)")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--listings", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=5, help="per page")
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--only", choices=["sqlite", "postgresql", "relevance", "search"])
    options = parser.parse_args()
    if options.only in {None, "relevance"}:
        console.rule("relevance")
        _python(dict(os.environ), "-m", "benchmarks.relevance")
    if options.only in {None, "search"}:
        console.rule("search")
        _python(dict(os.environ), "-m", "benchmarks.search")
    if options.only in {None, "sqlite"}:
        bench("SQLite", {}, options)
    if options.only in {None, "postgresql"}:
        try:
            with servers.postgresql(durable=True) as address:
                bench("PostgreSQL", {"DATABASE_URL": address}, options)
        except servers.ServerMissing as missing:
            console.print(f"PostgreSQL is left out. {missing}")


if __name__ == "__main__":
    main()
