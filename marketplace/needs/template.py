"""Templates of a needs assessment: capabilities with graded statements, and what remedies each lack. Pure but for reading files.

The files under `data/` say what is asked; an assessment keeps the template as it was when it began (`Template.raw`), so that
a later edit of the files changes no answer and no result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from catalog.questions import Text

FOLDER = Path(__file__).parent / "data"
#: Grades that a statement can have; the highest is full marks.
GRADES = 5
MOST = GRADES - 1
WHOLE = 100


@dataclass(frozen=True)
class Statement:
    """One sentence that an agency grades itself on."""

    key: str
    text: Text


@dataclass(frozen=True)
class Remedy:
    """A category of the catalogue that remedies what is missing in these statements, and the sentence that says why."""

    category: str
    statements: tuple[str, ...]
    sentence: Text


@dataclass(frozen=True)
class Capability:
    """A part of the assessment. `weight` is percent of the whole."""

    key: str
    name: Text
    about: Text
    weight: int
    statements: tuple[Statement, ...]
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True)
class Template:
    """What one kind of agency is asked. `raw` is the same as plain data: what an assessment keeps."""

    code: str
    name: Text
    about: Text
    classes: tuple[str, ...]
    grades: tuple[Text, ...]
    capabilities: tuple[Capability, ...]
    raw: Mapping[str, Any]

    def capability(self, key: str) -> Capability | None:
        return next((one for one in self.capabilities if one.key == key), None)

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Template:
        """Read what an assessment kept, or what the files say.

        Raises:
            ValueError, KeyError, TypeError: the data is broken.
        """
        return cls(
            code=raw["code"],
            name=Text.read(raw["name"]),
            about=Text.read(raw["about"]),
            classes=tuple(raw["classes"]),
            grades=tuple(Text.read(grade) for grade in raw["grades"]),
            capabilities=tuple(_capability(part) for part in raw["capabilities"]),
            raw=raw,
        )


def _capability(raw: Mapping[str, Any]) -> Capability:
    return Capability(
        key=raw["key"],
        name=Text.read(raw["name"]),
        about=Text.read(raw["about"]),
        weight=int(raw["weight"]),
        statements=tuple(Statement(one["key"], Text.read(one["text"])) for one in raw["statements"]),
        remedies=tuple(Remedy(one["category"], tuple(one["statements"]), Text.read(one["sentence"])) for one in raw["remedies"]),
    )


def templates() -> dict[str, Template]:
    """All templates of the data files, by code."""
    return _templates(FOLDER)


def proposed_for(agency_class: str) -> str:
    """The code of the template made for a kind of agency; of the general one where none names it."""
    known = templates()
    return next((code for code, one in known.items() if agency_class in one.classes), "general-agency")


@lru_cache(maxsize=8)
def _templates(folder: Path) -> dict[str, Template]:
    pool = _yaml(folder / "capabilities.yaml")
    return {path.stem: Template.read(_raw(path.stem, _yaml(path), pool)) for path in sorted((folder / "templates").glob("*.yaml"))}


def _yaml(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(found, Mapping):
        raise ValueError(f"{path.name} is not a mapping")
    return dict(found)


def _raw(code: str, own: Mapping[str, Any], pool: Mapping[str, Any]) -> dict[str, Any]:
    """A template as plain data, whole in itself. A remedy counts only the statements that the template asks."""
    parts = []
    for key, asked in own["capabilities"].items():
        known = pool["capabilities"][key]
        remedies = [
            {
                "category": remedy["category"],
                "statements": [name for name in remedy["statements"] if name in asked["statements"]],
                "sentence": {"th": remedy["th"], "en": remedy["en"]},
            }
            for remedy in known["remedies"]
        ]
        parts.append(
            {
                "key": key,
                "name": known["name"],
                "about": known["about"],
                "weight": asked["weight"],
                "statements": [{"key": name, "text": known["statements"][name]} for name in asked["statements"]],
                "remedies": [remedy for remedy in remedies if remedy["statements"]],
            }
        )
    return {
        "code": code,
        "name": own["name"],
        "about": own["about"],
        "classes": own["classes"],
        "grades": pool["grades"],
        "capabilities": parts,
    }


def faults(folder: Path, categories: frozenset[str], kinds: frozenset[str]) -> list[str]:
    """What is wrong with the files, as sentences for whoever edits them.

    Args:
        categories: codes of the catalogue's categories that carry listings.
        kinds: kinds of agency; each belongs to exactly one template.
    """
    try:
        pool = _yaml(folder / "capabilities.yaml")
        made = _templates.__wrapped__(folder)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError) as fault:
        return [f"{folder.name}: {type(fault).__name__}: {fault}"]
    found = [] if len(pool["grades"]) == GRADES else [f"capabilities.yaml: there must be {GRADES} grades"]
    seen: list[str] = []
    for key, part in pool["capabilities"].items():
        seen += part["statements"]
        for remedy in part["remedies"]:
            where = f"capabilities.yaml: {key}: {remedy['category']}"
            found += [] if remedy["category"] in categories else [f"{where}: there is no such category"]
            found += [f"{where}: {name!r} is no statement of it" for name in remedy["statements"] if name not in part["statements"]]
    found += [f"capabilities.yaml: {name!r} names two statements" for name in sorted({name for name in seen if seen.count(name) > 1})]
    for code, one in made.items():
        whole = sum(part.weight for part in one.capabilities)
        found += [] if whole == WHOLE else [f"templates/{code}.yaml: the weights come to {whole}, not {WHOLE}"]
        for part in one.capabilities:
            helped = {name for remedy in part.remedies for name in remedy.statements}
            found += [
                f"templates/{code}.yaml: nothing remedies {statement.key!r}" for statement in part.statements if statement.key not in helped
            ]
    named = [kind for one in made.values() for kind in one.classes]
    found += [f"templates: {named.count(kind)} templates are for {kind!r}, not one" for kind in sorted(kinds) if named.count(kind) != 1]
    found += [f"templates: {kind!r} is no kind of agency" for kind in sorted(set(named) - kinds)]
    return found
