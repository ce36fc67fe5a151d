"""The supervisor ends everything that it started, whatever happens to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from marketplace.web.supervisor import Ended, Supervisor

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
#: A program with a child of its own, which would outlive it.
FAMILY = [sys.executable, "-c", "import subprocess, sys, time; subprocess.Popen(['sleep', '61.5']); time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True); time.sleep(60)",
]


def alive(pid: int) -> bool:
    """Whether the process runs (a dead one that nobody has collected does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(claim: object, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if claim():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def test_leaving_the_context_ends_every_program(tmp_path: Path) -> None:
    with Supervisor(tmp_path) as supervisor:
        pids = [supervisor.start(name, SLEEPER, os.environ).process.pid for name in ("web", "worker")]
        assert all(alive(pid) for pid in pids)
    assert not any(alive(pid) for pid in pids)


def test_children_of_a_program_end_with_it(tmp_path: Path) -> None:
    with Supervisor(tmp_path) as supervisor:
        pid = supervisor.start("web", FAMILY, os.environ).process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children")
        assert wait_until(lambda: children.read_text().split())
        child = int(children.read_text().split()[0])
    assert wait_until(lambda: not alive(child))


def test_a_program_that_will_not_end_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketplace.web.supervisor.GRACE", 0.3)
    with Supervisor(tmp_path) as supervisor:
        program = supervisor.start("web", STUBBORN, os.environ)
        assert wait_until(lambda: "on" in program.tail())
    assert not alive(program.process.pid)


def test_a_signal_ends_the_wait(tmp_path: Path) -> None:
    with Supervisor(tmp_path) as supervisor:
        supervisor.start("web", SLEEPER, os.environ)
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM)).start()
        with pytest.raises(Ended):
            supervisor.wait()


def test_a_program_that_ends_by_itself_is_noticed_with_its_last_words(tmp_path: Path) -> None:
    with Supervisor(tmp_path) as supervisor:
        supervisor.start("worker", [sys.executable, "-c", "print('no room left')"], os.environ)
        ended = supervisor.wait()
    assert (ended.name, ended.tail()) == ("worker", "no room left")


def test_programs_end_even_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    script = textwrap.dedent(
        f"""
        import os, sys, time
        from pathlib import Path
        from marketplace.web.supervisor import Supervisor
        with Supervisor(Path({str(tmp_path)!r})) as supervisor:
            print(supervisor.start("web", {SLEEPER!r}, os.environ).process.pid, flush=True)
            time.sleep(60)
        """
    )
    root = Path(__file__).resolve().parents[2]
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=root)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert alive(pid)
    parent.kill()
    parent.wait()
    assert wait_until(lambda: not alive(pid))
