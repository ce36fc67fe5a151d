"""A skipped test says why on a bare machine, and is a failure where CI promised the real thing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPPING = """
import pytest
def test_bare(): pytest.skip("no reason is good enough")
@pytest.mark.redis
def test_needs_redis(): pass
@pytest.mark.postgresql
def test_needs_postgresql(): pass
@pytest.mark.xfail(reason="known", strict=True)
def test_expected(): assert False
"""


def outcome(folder: Path, **environment: str) -> str:
    """The last line of a pytest run of SKIPPING under the project's conftest."""
    (folder / "test_skipping.py").write_text(SKIPPING)
    kept = {key: value for key, value in os.environ.items() if key not in {"CI", "TALAT_TEST_REDIS", "DATABASE_URL"} and "XDIST" not in key}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml")]
    done = subprocess.run(
        [*command, f"--rootdir={folder}", str(folder)], cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=False
    )
    return done.stdout.strip().splitlines()[-1]


def test_on_a_bare_machine_what_is_missing_is_skipped(tmp_path: Path) -> None:
    assert outcome(tmp_path).startswith("3 skipped, 1 xfailed")


def test_in_ci_a_skip_is_a_failure_and_another_rounds_test_is_left_out(tmp_path: Path) -> None:
    assert outcome(tmp_path, CI="true").startswith("1 failed, 1 deselected, 1 xfailed, 1 error")


def test_in_ci_with_the_real_thing_nothing_is_skipped(tmp_path: Path) -> None:
    assert outcome(tmp_path, CI="true", TALAT_TEST_REDIS="redis://127.0.0.1:1/0").startswith("1 failed, 1 passed, 1 deselected")


@pytest.mark.postgresql
def test_in_the_round_on_postgresql_its_tests_run() -> None:
    from django.db import connection

    assert connection.vendor == "postgresql"


@pytest.mark.redis
def test_in_ci_a_real_redis_answers() -> None:
    import redis

    assert redis.Redis.from_url(os.environ["TALAT_TEST_REDIS"]).ping()
