"""What the benchmarks of pages share: a throw-away demo, filled up with listings and indexed, and gunicorn with two workers in front of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from tests import servers

ROOT = Path(__file__).resolve().parent.parent
console = Console(width=140)


@contextmanager
def demo(**settings: str) -> Iterator[dict[str, str]]:
    """The environment of a demo with a folder of its own, which vanishes in the end. Settings of whoever started us do not count."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TALAT_") and key != "DATABASE_URL"}
    with tempfile.TemporaryDirectory(prefix="talat-bench-", ignore_cleanup_errors=True) as folder:
        yield kept | {"TALAT_DEMO": "1", "TALAT_VAR": folder} | settings


def python(environment: dict[str, str], *arguments: str, listen: bool = False) -> str:
    """Run our Python with `arguments`. With `listen` what it prints is answered, else it is shown."""
    pipe = subprocess.PIPE if listen else None
    done = subprocess.run([sys.executable, "-W", "ignore", *arguments], cwd=ROOT, env=environment, check=True, stdout=pipe, text=True)
    return done.stdout or ""


def prepare(environment: dict[str, str], listings: int) -> float:
    """Fill the database and build the index, and print how long each stage took. Answers listings a second of the index."""
    python(environment, "manage.py", "messages", "--compile", listen=True)
    stages = {
        "empty database": ["manage.py", "migrate", "--verbosity", "0"],
        "demo by real steps": ["manage.py", "load_demo"],
        f"up to {listings:,} listings": ["-m", "benchmarks.goods", str(listings)],
        "search index": ["manage.py", "rebuild_index"],
    }
    taken = 0.0
    for name, command in stages.items():
        begun = time.monotonic()
        python(environment, *command, listen=True)
        taken = time.monotonic() - begun
        console.print(f"{name}: {taken:.0f} s")
    return listings / taken


@contextmanager
def served(environment: dict[str, str], application: str = "marketplace.wsgi:application") -> Iterator[str]:
    """The address of a running web server."""
    port = servers.free_port()
    command = ["-m", "gunicorn", application, "--workers", "2", "--no-control-socket", "--log-level", "warning"]
    process = subprocess.Popen([sys.executable, "-W", "ignore", *command, "--bind", f"127.0.0.1:{port}"], cwd=ROOT, env=environment)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{base}/healthz")
        yield base
    finally:
        process.terminate()
        process.wait()


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The web server did not answer.")
