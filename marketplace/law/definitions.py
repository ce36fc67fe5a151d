"""What rules there are: id, kind, unit, sense, basis and texts, read from the data files beside it. Holds no value in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from marketplace.law.clauses import Basis, HouseRule, Layer, basis
from marketplace.law.sources import certainty_of
from marketplace.law.values import Json, Kind, Sense, read

#: The day on which the Act came into force: first day of a value whose own first day is not known.
ACT_IN_FORCE = dt.date(2017, 8, 23)
THEMES = ("thresholds", "deadlines", "money", "preferences", "house")
HOUSE = "HOUSE"

UNITS: dict[str, tuple[str, str]] = {
    "THB": ("บาท", "baht"),
    "THB/day": ("บาทต่อวัน", "baht per day"),
    "THB/year": ("บาทต่อปี", "baht per year"),
    "wd": ("วันทำการ", "working days"),
    "days": ("วัน", "days"),
    "months": ("เดือน", "months"),
    "years": ("ปี", "years"),
    "fiscal_years": ("ปีงบประมาณ", "fiscal years"),
    "seconds": ("วินาที", "seconds"),
    "%": ("%", "%"),
    "%/day": ("% ต่อวัน", "% per day"),
    "persons": ("คน", "persons"),
    "operators": ("ราย", "operators"),
    "sources": ("แหล่ง", "sources"),
    "prices": ("ราคา", "prices"),
    "suppliers": ("ราย", "suppliers"),
    "agencies": ("หน่วยงาน", "agencies"),
    "times": ("ครั้ง", "times"),
    "shares": ("ดอก", "shares"),
    "bids": ("ราย", "bids"),
    "purchases": ("ครั้ง", "purchases"),
    "time": ("น.", ""),
    "rule": ("", ""),
}


class UnknownRule(LookupError):
    """No rule has this id."""


def _in_thai() -> bool:
    return not (get_language() or "th").startswith("en")


@dataclass(frozen=True, slots=True)
class Definition:
    """One rule: what its value means, on which basis it stands, and the value that the release brings."""

    rule_id: str
    theme: str
    kind: Kind
    sense: Sense
    unit: str
    basis: Basis
    also: tuple[Basis, ...]
    confidence: str
    th: str
    en: str
    note_th: str
    note_en: str
    choices: Mapping[str, Mapping[str, str]]
    seed: Json
    seed_from: dt.date
    since_known: bool

    @property
    def layer(self) -> Layer:
        """Who may change the value: the layer of the basis, or the platform itself."""
        return Layer.HOUSE if self.confidence == HOUSE or isinstance(self.basis, HouseRule) else self.basis.layer

    @property
    def slug(self) -> str:
        """The last part of the rule's address."""
        return self.rule_id.lower().replace(".", "-").replace("+", "-")

    @property
    def name(self) -> str:
        """The rule's name in the reader's language."""
        return self.th if _in_thai() else self.en

    @property
    def note(self) -> str:
        return self.note_th if _in_thai() else self.note_en

    @property
    def bases(self) -> tuple[Basis, ...]:
        """The basis and the other provisions that the value touches."""
        return (self.basis, *self.also)

    @property
    def unit_words(self) -> str:
        th, en = UNITS[self.unit]
        return th if _in_thai() else en

    def choice_words(self, choice: str) -> str:
        words = self.choices[choice]
        return words["th"] if _in_thai() else words["en"]

    def __str__(self) -> str:
        return self.name


def _one(theme: str, raw: dict[str, Any]) -> Definition:
    kind = Kind(raw["kind"])
    choices = raw.get("choices", {})
    confidence = str(raw["confidence"])
    if confidence != HOUSE:
        certainty_of(confidence)
    if raw["unit"] not in UNITS:
        raise ValueError(f"unknown unit {raw['unit']!r} of {raw['id']}")
    return Definition(
        rule_id=raw["id"],
        theme=theme,
        kind=kind,
        sense=Sense(raw["sense"]),
        unit=raw["unit"],
        basis=basis(raw["basis"]),
        also=tuple(basis(code) for code in raw.get("also", ())),
        confidence=confidence,
        th=raw["th"],
        en=raw["en"],
        note_th=raw.get("note_th", ""),
        note_en=raw.get("note_en", ""),
        choices=choices,
        seed=read(kind, str(raw["value"]), tuple(choices)),
        seed_from=raw.get("from", ACT_IN_FORCE),
        since_known="from" in raw,
    )


@cache
def definitions() -> Mapping[str, Definition]:
    """Every rule by its id, in the order of the data files. Raises ValueError where a file contradicts itself."""
    found: dict[str, Definition] = {}
    folder = Path(__file__).parent / "rules"
    for theme in THEMES:
        for raw in yaml.safe_load((folder / f"{theme}.yaml").read_text(encoding="utf-8")):
            one = _one(theme, raw)
            if one.rule_id in found:
                raise ValueError(f"the rule {one.rule_id} is declared twice")
            found[one.rule_id] = one
    return found


def definition(rule_id: str) -> Definition:
    """The rule with this id. Raises UnknownRule."""
    try:
        return definitions()[rule_id]
    except KeyError:
        raise UnknownRule(rule_id) from None


def definition_by_slug(slug: str) -> Definition:
    """The rule with this address. Raises UnknownRule."""
    for one in definitions().values():
        if one.slug == slug:
            return one
    raise UnknownRule(slug)


def based_on(code: str) -> tuple[Definition, ...]:
    """The rules that stand on the basis `code` or touch it."""
    return tuple(one for one in definitions().values() if any(b.code == code for b in one.bases))
