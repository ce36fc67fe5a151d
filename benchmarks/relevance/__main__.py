"""`python -m benchmarks.relevance`: nDCG@10, recall@50, absent topics and mistyped words, for the engine that is named.

The database is kept in `var/relevance` and made anew where the demo or the tables changed; the index is built at every run.
Ends with 1 and says what is below its aim. `--engine elasticsearch` takes its address from TALAT_ELASTICSEARCH_URL.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.relevance.catalogue import ROOT, sources

console = Console(width=150)
#: Aims of the catalogue, printed beside what was measured.
AIMS = {"ndcg": 0.85, "recall": 0.90, "typos": 0.90}
PASSED_ON = {"TALAT_ELASTICSEARCH_URL"}


def _environment(folder: Path, engine: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key in PASSED_ON or not key.startswith("TALAT_")}
    kept.pop("DATABASE_URL", None)
    return kept | {"TALAT_DEMO": "1", "TALAT_VAR": str(folder), "TALAT_SEARCH": engine}


def _python(environment: dict[str, str], *arguments: str, listen: bool = False) -> str:
    """Run Python in the repository; with `listen` answer what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        text=True,
        stdout=subprocess.PIPE if listen else None,
    )
    return done.stdout or ""


def prepare(folder: Path, engine: str) -> dict[str, str]:
    """The environment of a database that holds the demo's listings, with a fresh index."""
    environment = _environment(folder, engine)
    stamp, present = folder / "relevance.stamp", sources()
    if not stamp.exists() or stamp.read_text() != present:
        begun = time.monotonic()
        if folder.exists() and not stamp.exists() and any(folder.iterdir()):
            raise SystemExit(f"{folder} holds something that this program did not make. Name another folder.")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        stamp.write_text("being made")
        _python(environment, "manage.py", "migrate", "--verbosity", "0")
        _python(environment, "-m", "benchmarks.relevance.inside", "play")
        stamp.write_text(present)
        console.print(f"listings made in {time.monotonic() - begun:.0f} s")
    _python(environment, "manage.py", "rebuild_index", listen=True)
    return environment


def _splits(report: dict[str, Any]) -> Table:
    table = Table(title=f"{report['listings']} live listings, catalogue {report['catalogue']}")
    for head in ("queries", "how many", f"nDCG@10 (aim {AIMS['ndcg']})", f"recall@50 (aim {AIMS['recall']})"):
        table.add_column(head, justify="left" if head == "queries" else "right")
    rows = {**report["splits"], **{f"tuning, {kind}": mean for kind, mean in report["kinds"].items()}}
    for name, mean in rows.items():
        table.add_row(name, str(mean["queries"]), f"{mean['ndcg']:.3f}", f"{mean['recall']:.3f}")
    return table


def _worst(report: dict[str, Any]) -> Table:
    table = Table(title=f"The worst {len(report['worst'])} of tuning", show_lines=True)
    for head in ("id", "typed", "nDCG", "recall", "found / good", "first three, with their grades"):
        table.add_column(head)
    for one in report["worst"]:
        counts = f"{one['total']} / {one['relevant']}"
        table.add_row(one["id"], one["text"], f"{one['ndcg']:.2f}", f"{one['recall']:.2f}", counts, "\n".join(one["first"]))
    return table


def show(report: dict[str, Any]) -> None:
    """Print a report. Nothing of it tells which held query went well or badly."""
    console.print(_splits(report))
    if report["unjudged"]:
        console.print(f"left out, for nothing in this catalogue is good for them (judge them anew): {', '.join(report['unjudged'])}")
    if report["worst"]:
        console.print(_worst(report))
    for split, absent in report["absent"].items():
        console.print(f"absent topics, {split}: {absent['noise']} of {absent['topics']} gave listings")
    for one in report["noise"]:
        console.print(f"  {one['id']} {one['text']}: {one['total']} listings")
    typos = report["typos"]
    hits = sum(one["hit"] for one in typos)
    console.print(f"mistyped words: the word that was meant is in the first title {hits} times of {len(typos)} (aim {AIMS['typos']:.0%})")
    for kind in sorted({one["kind"] for one in typos}):
        part = [one for one in typos if one["kind"] == kind]
        missed = ", ".join(f"{one['typed']} ({one['meant']})" for one in part if not one["hit"])
        console.print(f"  {kind}: {sum(one['hit'] for one in part)} of {len(part)}" + (f"; missed: {missed}" if missed else ""))


def below(report: dict[str, Any]) -> list[str]:
    """What of a report is under its aim, each said with both figures; a split that was not judged at all is under it too."""
    found = []
    for split, mean in report["splits"].items():
        found += [f"{split} {name} {mean[name]:.3f} < {AIMS[name]}" for name in ("ndcg", "recall") if not mean[name] >= AIMS[name]]
    found += [f"{split}: {absent['noise']} absent topics gave listings" for split, absent in report["absent"].items() if absent["noise"]]
    typos = report["typos"]
    hits = sum(one["hit"] for one in typos)
    if not typos or hits / len(typos) < AIMS["typos"]:
        found.append(f"mistyped words {hits} of {len(typos)} < {AIMS['typos']:.0%}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relevance", description=__doc__)
    parser.add_argument("--engine", default=os.environ.get("TALAT_SEARCH") or "embedded")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "relevance", help="where the database is kept between runs")
    parser.add_argument("--worst", type=int, default=10)
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    options = parser.parse_args()
    environment = prepare(options.folder.absolute(), options.engine)
    told = _python(environment, "-m", "benchmarks.relevance.inside", "score", str(options.worst), listen=True)
    report = json.loads(told.splitlines()[-1])
    if options.json:
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        show(report)
    if missed := below(report):
        sys.exit(f"Below the aim: {'; '.join(missed)}")


if __name__ == "__main__":
    main()
