"""Imports go down the layers, and what must stay pure stays pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.layers import ROOT, sources

PROCEDURE = ("states", "facts", "events", "effects", "rules", "machine", "methods", "never")
IMPURE = ("django.http", "django.shortcuts", "django.views", "celery", "tenders.models", "tenders.views", "tenders.forms", "tenders.tasks")


def imported(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every imported module with its line. `from a.b import c` counts as `a.b` and `a.b.c`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def importers(*wanted: str) -> set[str]:
    """Files of the product that import one of the modules or something inside them."""
    return {
        path.as_posix()
        for path, tree in sources()
        if any(name == module or name.startswith(f"{module}.") for name, _ in imported(tree) for module in wanted)
    }


def test_every_import_contract_is_kept() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("name", PROCEDURE)
def test_the_procedure_imports_no_model_no_web_and_no_worker(name: str) -> None:
    path = Path(f"tenders/{name}.py")
    if not (ROOT / path).exists():
        assert name == "never", f"{path} is part of the procedure"
        return
    assert not importers(*IMPURE) & {path.as_posix()}


def test_only_the_opening_breaks_a_seal() -> None:
    allowed = {"tenders/actions/opening.py"}
    inside = {path for path in importers("tenders.sealing.unseal") if path.startswith("tenders/sealing/")}
    assert importers("tenders.sealing.unseal") - inside <= allowed


def test_stripe_is_known_to_one_module_of_payments() -> None:
    known = importers("stripe")
    assert len(known) <= 1
    assert all(path.startswith("marketplace/payments/") for path in known)


def test_elasticsearch_is_known_to_one_package_of_the_search() -> None:
    known = importers("elasticsearch")
    assert all(path.startswith("catalog/search/") for path in known)
    assert len({path.rsplit("/", 1)[0] for path in known}) <= 1


def test_pymerkle_judges_the_log_and_is_no_part_of_it() -> None:
    assert importers("pymerkle") == set()


def test_there_is_one_clock() -> None:
    """Python's clock decides nothing: dates and moments come from `marketplace.kernel.clock`."""
    asks = {
        f"{path}:{node.lineno}"
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr in {"now", "utcnow", "localdate", "localtime"} or (node.func.attr == "today"))
        and ast.unparse(node.func.value) in {"dt.datetime", "datetime", "datetime.datetime", "dt.date", "date", "datetime.date", "timezone"}
    }
    assert not asks
