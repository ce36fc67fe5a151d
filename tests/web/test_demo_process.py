"""The demo as programs: it answers, and a Ctrl-C or a polite end leaves nothing running."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.one_round,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux, where processes can be seen in /proc"),
]


def family(pid: int) -> list[int]:
    """The process and everything below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


def running(pids: list[int]) -> list[int]:
    """Those that run; a dead one that nobody has collected does not."""
    left = []
    for pid in pids:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z":
                left.append(pid)
        except (FileNotFoundError, ProcessLookupError):
            continue
    return left


def answers(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False


def introduction(process: subprocess.Popen[bytes]) -> str:
    """What the terminal shows up to the line that says how to end it."""
    said = b""
    while b"Ctrl-C" not in said and (line := process.stdout.readline()):  # type: ignore[union-attr]
        said += line
    return said.decode()


@pytest.fixture
def begin(django_db_setup: None, database_template: Any, tmp_path: Path) -> Iterator[Any]:
    """`begin(port)` starts the demo on a database that is there already, as a second `make demo` does."""
    shutil.copy(database_template.seeded, tmp_path / "talat.sqlite3")
    (tmp_path / "demo-is-loaded").touch()
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER"}}
    begun: list[subprocess.Popen[bytes]] = []

    def start(port: int) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "manage.py", "demo", "--port", str(port)],
            cwd=ROOT, env=kept | {"TALAT_DEMO": "1", "TALAT_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "marketplace.settings"},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        begun.append(process)
        return process

    yield start
    for process in begun:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_answers_and_ends_without_leaving_a_process(begin: Any, number: signal.Signals) -> None:
    port = free_port()
    process = begin(port)
    assert answers(port, process), process.stdout.read().decode()
    introduced = introduction(process)
    assert f"http://127.0.0.1:{port}/" in introduced
    everybody = family(process.pid)
    assert len(everybody) >= 4  # the supervisor, the web server with its workers, the worker with its clock
    os.killpg(process.pid, number)
    said = process.communicate(timeout=20)[0].decode()
    assert "its data is kept" in said
    assert running(everybody) == []


def test_a_port_that_is_taken_is_named_with_the_way_out(begin: Any) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        said = begin(port).communicate(timeout=40)[0].decode()
    assert f"Port {port} is taken" in said
    assert f"PORT={port + 123}" in said
