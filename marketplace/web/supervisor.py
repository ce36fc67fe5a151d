"""Runs a few programs side by side and ends all of them together. Knows nothing of what they do.

Each program leads a process group of its own, so that Ctrl-C in the terminal reaches the supervisor alone, which ends
the groups in order; should the supervisor itself be killed, the kernel tells the programs to end.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: Seconds that a program may take to finish what it is doing before it is killed.
GRACE = 10.0


class Ended(Exception):
    """A signal asked the supervisor to end everything."""


@dataclass
class Program:
    """One running program: its name for people, its process and where its output goes."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    end_with: signal.Signals = signal.SIGTERM

    def tail(self, lines: int = 25) -> str:
        """The last lines of its output."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def _end_with_parent() -> None:
    with contextlib.suppress(OSError, AttributeError):  # only Linux has it
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Supervisor:
    """Use as a context: whatever was started inside has ended when it is left, however it is left."""

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self.programs: list[Program] = []
        self._before: dict[int, object] = {}

    def __enter__(self) -> Supervisor:
        self.logs.mkdir(parents=True, exist_ok=True)
        for number in SIGNALS:
            self._before[number] = signal.signal(number, self._ended)
        return self

    def _ended(self, number: int, frame: FrameType | None) -> None:
        for each in SIGNALS:  # a second Ctrl-C must not interrupt the ending
            signal.signal(each, signal.SIG_IGN)
        raise Ended

    def __exit__(self, *_: object) -> None:
        self.stop()
        for number, before in self._before.items():
            signal.signal(number, before)  # type: ignore[arg-type]

    def start(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], end_with: signal.Signals = signal.SIGTERM
    ) -> Program:
        """Start a program; its output goes to `<logs>/<name>.log`; `end_with` is the signal by which it is asked to end."""
        log = self.logs / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603
                command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        program = Program(name, process, log, end_with)
        self.programs.append(program)
        return program

    def first_to_end(self) -> Program | None:
        """A program that ended by itself, or None while all run."""
        return next((program for program in self.programs if program.process.poll() is not None), None)

    def wait(self) -> Program:
        """Wait until a program ends by itself. A signal raises `Ended` instead."""
        while (found := self.first_to_end()) is None:
            time.sleep(0.3)
        return found

    def stop(self) -> None:
        """Ask every program to end (it ends its own children in order), wait, then kill what is left of each group."""
        for program in self.programs:
            if program.process.poll() is None:
                program.process.send_signal(program.end_with)
        until = time.monotonic() + GRACE
        for program in self.programs:
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.process.wait(max(0.1, until - time.monotonic()))
        for program in self.programs:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.process.pid, signal.SIGKILL)
            program.process.wait()
        self.programs.clear()
