"""Templates of terms of reference (TOR), one per category, from `catalog/data/tor`. Pure but for reading files.

A category's file holds what is its own; sections that it does not write come from `_base.yaml`. The order of the
sections is that of `_base.yaml`. Texts may name `{agency}`, `{title}`, `{quantity}`, `{term}` and `{budget}`; whoever
drafts a TOR fills them in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from catalog.questions import Definitions, Text

BASE = "_base"
NAMES = frozenset({"agency", "title", "quantity", "term", "budget"})
#: Words that nobody can verify at acceptance.
UNVERIFIABLE = ("คุณภาพดี", "ทันสมัย", "ดีเยี่ยม", "มีประสิทธิภาพสูง", "high quality", "state of the art", "user-friendly")
_NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Instalment:
    """A part of the work and of the pay: `percent` of the price, due `days` after the contract begins."""

    percent: int
    days: int
    what: Text


@dataclass(frozen=True)
class Section:
    """A section with its default text. `asks` are questions whose answers become requirements here."""

    key: str
    title: Text
    text: Text
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class TorTemplate:
    """The TOR of a category as it starts: sections in the official order and how it is paid."""

    category: str
    sections: tuple[Section, ...]
    instalments: tuple[Instalment, ...]


def template(category: str) -> TorTemplate:
    """The template of a category; one that has no file of its own gets the base texts."""
    return _read(Path(settings.CATALOG_DATA) / "tor", category)


@lru_cache(maxsize=64)
def _read(folder: Path, category: str) -> TorTemplate:
    base = _yaml(folder / f"{BASE}.yaml")
    own_path = folder / f"{category}.yaml"
    own = _yaml(own_path) if own_path.exists() else {}
    sections = []
    for key, section in base["sections"].items():
        mine = own.get("sections", {}).get(key, {})
        sections.append(
            Section(key, Text.read(section["title"]), Text.read(mine.get("text") or section["text"]), tuple(mine.get("asks", ())))
        )
    instalments = tuple(
        Instalment(int(part["percent"]), int(part["days"]), Text.read(part["what"]))
        for part in own.get("instalments") or base["instalments"]
    )
    return TorTemplate(category, tuple(sections), instalments)


def _yaml(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(found, Mapping):
        raise ValueError(f"{path.name} is not a mapping")
    return dict(found)


def faults(known: Definitions) -> list[str]:
    """What is wrong with the TOR files, as sentences for whoever edits them."""
    folder = Path(settings.CATALOG_DATA) / "tor"
    found: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.stem != BASE and not (path.stem in known.categories and known.categories[path.stem].is_leaf):
            found.append(f"tor/{path.name}: there is no such category")
    for node in known.leaves():
        where = f"tor/{node.code}.yaml"
        try:
            made = _read(folder, node.code)
            own = _yaml(folder / f"{node.code}.yaml") if (folder / f"{node.code}.yaml").exists() else {}
        except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as fault:
            found.append(f"{where}: {fault}")
            continue
        extra = set(own.get("sections", {})) - {section.key for section in made.sections}
        found += [f"{where}: unknown section {key!r}" for key in sorted(extra)]
        names = {question.name for question in known.set_for(node.code)}
        for section in made.sections:
            found += [
                f"{where}: {section.key} asks {name!r}, which is no question of the category" for name in section.asks if name not in names
            ]
            found += [f"{where}: {section.key}: {fault}" for fault in text_faults(section.text)]
        found += [f"{where}: {fault}" for fault in instalment_faults(made.instalments)]
    return found


def text_faults(text: Text) -> list[str]:
    """Unverifiable words and unknown names in a text."""
    both = f"{text.th}\n{text.en}"
    found = [f"“{word}” cannot be verified at acceptance" for word in UNVERIFIABLE if word in both.lower()]
    return found + [f"unknown name {{{name}}}" for name in sorted(set(_NAME.findall(both)) - NAMES)]


def instalment_faults(instalments: tuple[Instalment, ...]) -> list[str]:
    """Instalments must come to 100 percent, on growing days."""
    found = [] if sum(part.percent for part in instalments) == 100 else ["the instalments do not come to 100 percent"]
    days = [part.days for part in instalments]
    if days != sorted(set(days)):
        found.append("the days of the instalments must grow")
    return found
