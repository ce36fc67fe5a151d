"""`make test`: the whole suite on SQLite; with CI=true on SQLite and then on PostgreSQL, beside a real Redis, Elasticsearch and browser.

Prints one closing line with the sums of all rounds. Further arguments go to pytest.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from contextlib import ExitStack
from pathlib import Path

from tests import servers

ROOT = Path(__file__).resolve().parent.parent


def _round(name: str, extra: dict[str, str], arguments: list[str], reports: Path) -> tuple[int, dict[str, int]]:
    """Run pytest once. Returns its exit code and the counts of its report."""
    print(f"\n== Tests on {name} ==", flush=True)
    begun = time.monotonic()
    report = reports / f"{name}.xml"
    environment = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "TALAT_VAR"}}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "auto",
        "--durations=40",
        "--durations-min=2",
        f"--junitxml={report}",
        *arguments,
    ]
    code = subprocess.run(command, cwd=ROOT, env=environment | extra, stdin=subprocess.DEVNULL, check=False).returncode
    counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    if report.exists():
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):
            for key in counts:
                counts[key] += int(suite.get(key, 0))
    print(f"== {name}: {time.monotonic() - begun:.0f} s ==", flush=True)
    return code, counts


def _prepare(rounds: list[tuple[str, dict[str, str]]]) -> None:
    """Migrate the databases of all rounds side by side, so that no worker waits for it. A failure shows in the round itself."""
    command = [sys.executable, "-m", "tests.template_database"]
    clean = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "TALAT_VAR"}}
    for migrating in [subprocess.Popen(command, cwd=ROOT, env=clean | extra, stdin=subprocess.DEVNULL) for _name, extra in rounds]:
        migrating.wait()


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    real = os.environ.get("CI") == "true"
    codes: list[int] = []
    total = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    with ExitStack() as running:
        reports = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="talat-reports-")))
        rounds: list[tuple[str, dict[str, str]]] = [("SQLite", {})]
        if real:
            try:
                # It starts while the first tests run; those that need it wait for it. The second round does without.
                searching = running.enter_context(ExitStack())
                elasticsearch = {"TALAT_TEST_ELASTICSEARCH": searching.enter_context(servers.elasticsearch(wait=False))}
                redis = {"TALAT_TEST_REDIS": running.enter_context(servers.redis())}
                postgresql = {"DATABASE_URL": running.enter_context(servers.postgresql())}
            except servers.ServerMissing as missing:
                print(f"CI=true asks for the real servers. {missing}", file=sys.stderr)
                return 1
            if not servers.browser():
                print("CI=true asks for a real browser (Debian: chromium-headless-shell).", file=sys.stderr)
                return 1
            rounds = [("SQLite", redis | elasticsearch), ("PostgreSQL", redis | postgresql)]
            _prepare(rounds)
        for name, extra in rounds:
            code, counts = _round(name, extra, arguments, reports)
            codes.append(code)
            if real:
                searching.close()
            for key in total:
                total[key] += counts[key]
    failed = total["failures"] + total["errors"]
    passed = total["tests"] - failed - total["skipped"]
    print(f"\n{passed} passed, {failed} failed, {total['skipped']} skipped", flush=True)
    return max(codes, key=abs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
