"""`make check`: everything that can be judged without running a test, two judges at a time; prints what is not in order."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "-W", "ignore", "manage.py"]


def templates() -> list[str]:
    """Every template of the project that is, or would be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.html"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    return [name for name in listed if "/templates/" in name and (ROOT / name).exists()]


def judges() -> dict[str, list[str]]:
    """What is run, by its name for people. The slowest come first, so that the others run beside them."""
    pages = templates()
    found: dict[str, list[str]] = {
        "types": [str(BIN / "mypy"), "--no-error-summary", "marketplace", "suppliers", "catalog", "tenders", "cms"],
        "layers": [str(BIN / "lint-imports"), "--no-cache"],
        "lint": [str(BIN / "ruff"), "check", "--no-cache", "."],
        "format": [str(BIN / "ruff"), "format", "--check", "--no-cache", "."],
        "settings and models": [*MANAGE, "check", "--fail-level", "WARNING"],
        "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
        "Thai texts": [*MANAGE, "messages", "--check"],
        "generated docs": [*MANAGE, "reference_docs", "--check"],
        "locks": [sys.executable, "-m", "tests.locks"],
    }
    if pages:
        found["templates"] = [str(BIN / "djade"), "--check", "--target-version", "5.2", *pages]
    return found


def run(name: str, command: list[str]) -> tuple[str, int, str, float]:
    begun = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"TALAT_VAR": str(ROOT / "var" / "check"), "DATABASE_URL": "", "TALAT_REDIS_URL": ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return name, done.returncode, done.stdout, time.monotonic() - begun


def main() -> int:
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, code, output, seconds in pool.map(lambda judge: run(*judge), judges().items()):
            print(f"{'ok  ' if code == 0 else 'FAIL'} {name} ({seconds:.0f} s)", flush=True)
            if code:
                failed.append(name)
                print(output.rstrip(), flush=True)
    if failed:
        print(f"Not in order: {', '.join(failed)}. `make fmt`, `make docs` and `make messages` mend what can be mended by itself.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
