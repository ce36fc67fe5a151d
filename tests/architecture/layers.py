"""The layers of the house, for tests that import-linter cannot make. The one list of them besides pyproject.toml."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import AppConfig, apps

ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def layers() -> dict[str, int]:
    """Height of every package of ours: read from the import contract, so that the two cannot differ."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rows = next(contract for contract in contracts if contract["name"].startswith("Imports go down"))["layers"]
    return {package.strip(): height for height, row in enumerate(reversed(rows)) for package in row.split("|")}


def own_apps() -> list[AppConfig]:
    """The project's own apps."""
    return [config for config in apps.get_app_configs() if config.name in layers()]


def package_of(module: str) -> str | None:
    """The package of ours that a dotted module belongs to."""
    return next((name for name in layers() if module == name or module.startswith(f"{name}.")), None)


def may_use(upper: str, lower: str) -> bool:
    """Whether `upper` may lean on `lower`: itself, or anything below its own layer."""
    return upper == lower or layers()[upper] > layers()[lower]


@cache
def sources() -> tuple[tuple[Path, ast.Module], ...]:
    """Every Python file of the product with its syntax tree; migrations are Django's."""
    return tuple(
        (path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8")))
        for folder in ("marketplace", "suppliers", "catalog", "tenders", "cms")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    )


def templates() -> Iterator[tuple[AppConfig, Path, str]]:
    """Every template of ours: its app, its path below `templates/`, and its text."""
    for config in own_apps():
        folder = Path(config.path) / "templates"
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield config, path.relative_to(folder), path.read_text(encoding="utf-8")
