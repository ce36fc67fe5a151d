"""`make bench` measures its parts one after another, with the sizes that are said, and does without servers that are not installed."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

from benchmarks import __main__ as bench
from benchmarks import mix, serving
from tests import servers


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What would have been measured, instead of measuring it."""
    found: list[tuple[str, ...]] = []
    monkeypatch.setattr(bench, "python", lambda _environment, *arguments: found.append(arguments[1:]))
    monkeypatch.setattr(bench, "bench", lambda name, *_rest: found.append((name,)))
    monkeypatch.setattr(servers, "postgresql", _missing)
    return found


def _missing(**_how: Any) -> NoReturn:
    raise servers.ServerMissing("It is not installed here.")


def _bench(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", *arguments])
    bench.main()


def test_everything_is_measured_but_what_needs_a_missing_server(monkeypatch, started, capsys):
    _bench(monkeypatch)
    assert started == [("benchmarks.relevance",), ("benchmarks.search",), ("benchmarks.mix",), ("SQLite",)]
    assert "PostgreSQL is left out. It is not installed here." in capsys.readouterr().out


def test_the_mix_alone_gets_the_sizes_that_are_said_and_no_others(monkeypatch, started):
    _bench(monkeypatch, "--only", "mix", "--listings", "700", "--rate", "2.5")
    assert started == [("benchmarks.mix", "--listings=700", "--rate=2.5")]


def test_the_mix_says_which_server_is_missing_and_measures_nothing(monkeypatch, capsys):
    monkeypatch.setattr(servers, "redis", _missing)
    monkeypatch.setattr(mix, "prepare", lambda *_: pytest.fail("measured without a server"))
    mix.report(argparse.Namespace())
    assert "The mix is left out. It is not installed here." in capsys.readouterr().out


def test_a_demo_to_measure_takes_no_setting_of_ours_and_leaves_no_folder(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/ours")
    monkeypatch.setenv("TALAT_SEARCH", "elasticsearch")
    with serving.demo(TALAT_API_RATE="5/m") as environment:
        ours = {name: value for name, value in environment.items() if name.startswith("TALAT_") or name == "DATABASE_URL"}
        folder = Path(environment["TALAT_VAR"])
        assert ours == {"TALAT_DEMO": "1", "TALAT_VAR": str(folder), "TALAT_API_RATE": "5/m"}
        assert environment["PATH"] == os.environ["PATH"]
        assert folder.is_dir()
    assert not folder.exists()
