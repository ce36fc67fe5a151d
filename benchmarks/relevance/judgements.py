"""Reads the judged set and grades listings by its rules. Pure: knows neither the database nor search."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "judged"
SPLITS = ("tuning", "held")
#: Decides the split of a query by its id alone, together with the cuts. Fixed before any query was scored; never change them.
SEED = "2570"
#: An id below the cut is held. The cuts made a quarter of the first 196 queries and of the first 24 absent topics held.
HELD_QUERIES, HELD_ABSENT = 0.20, 0.27
GRADES = (3, 2, 1)
#: What a rule may say beside the names of questions.
WORDS = {"of", "category", "title", "summary", "company", "price"}


class Unreadable(ValueError):
    """The judged set says something that cannot be meant."""


@dataclass(frozen=True)
class Facts:
    """What a live listing says, as far as judgements look at it. `price` is satang of one unit as stated."""

    id: int
    ref: str
    category: str
    company: str
    title_th: str
    title_en: str
    summary_th: str
    summary_en: str
    price: int | None
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str]:
        """What names the listing without an id of the database."""
        return self.category, self.title_th, self.company


@dataclass(frozen=True)
class Judged:
    """One query: what is typed, and by grade the rules of which one must hold. An absent topic has no rules."""

    id: str
    text: str
    kind: str
    split: str
    rules: Mapping[int, tuple[Mapping[str, Any], ...]]

    @property
    def absent(self) -> bool:
        return not self.rules

    def grade(self, listing: Facts) -> int:
        """The highest grade one of whose rules holds for the listing; 0 where none does."""
        return next((grade for grade in GRADES if any(holds(rule, listing) for rule in self.rules.get(grade, ()))), 0)


def split_of(identity: str, *, absent: bool) -> str:
    """`held` for about a quarter of all ids, else `tuning`: by chance, but the same for ever."""
    chance = int(hashlib.sha256(f"{SEED}:{identity}".encode()).hexdigest()[:8], 16) / 16**8
    return "held" if chance < (HELD_ABSENT if absent else HELD_QUERIES) else "tuning"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _says(wanted: Any, *texts: str) -> bool:
    """Whether one of the texts holds one of the wanted phrases."""
    return any(str(phrase).casefold() in text.casefold() for phrase in _listed(wanted) for text in texts)


def _within(bounds: Mapping[str, Any], value: Any) -> bool:
    """Whether a number lies between `min` and `max`, both included; False where there is none."""
    if value is None or value == "":
        return False
    return float(bounds.get("min", "-inf")) <= float(value) <= float(bounds.get("max", "inf"))


def _answers(wanted: Any, given: Any) -> bool:
    """Whether an answer holds one of the wanted values; all of them with `{all: […]}`; lies within `{min, max}`."""
    if isinstance(wanted, Mapping) and "all" in wanted:
        return all(value in _listed(given) for value in wanted["all"])
    if isinstance(wanted, Mapping):
        return _within(wanted, given)
    return any(value in _listed(given) for value in _listed(wanted))


def holds(rule: Mapping[str, Any], listing: Facts) -> bool:
    """Whether everything that a rule says is true of a listing. `price` is in baht of one unit, as stated."""
    checks = {
        "category": lambda wanted: listing.category in _listed(wanted),
        "title": lambda wanted: _says(wanted, listing.title_th, listing.title_en),
        "summary": lambda wanted: _says(wanted, listing.summary_th, listing.summary_en),
        "company": lambda wanted: listing.company in _listed(wanted),
        "price": lambda bounds: _within(bounds, None if listing.price is None else listing.price / 100),
    }
    return all(checks[name](wanted) if name in checks else _answers(wanted, listing.answers.get(name)) for name, wanted in rule.items())


def _rule(said: Any, sets: Mapping[str, Mapping[str, Any]], where: str) -> dict[str, Any]:
    """A rule with its set written out. A bare word is the set of that name."""
    rule = dict(said) if isinstance(said, Mapping) else {"of": said}
    name = rule.pop("of", None)
    if name is None:
        return rule
    if name not in sets:
        raise Unreadable(f"{where}: no set is called {name!r}")
    both = set(sets[name]) & set(rule)
    if both:
        raise Unreadable(f"{where}: {', '.join(sorted(both))} said by the rule and by its set {name!r}")
    return {**sets[name], **rule}


def _query(row: Mapping[Any, Any], sets: Mapping[str, Mapping[str, Any]], split: str) -> Judged:
    where = f"{split}.yaml, {row.get('id')}"
    strange = set(row) - {"id", "text", "kind", *GRADES}
    if strange:
        raise Unreadable(f"{where}: unknown {sorted(map(str, strange))}")
    rules = {grade: tuple(_rule(said, sets, where) for said in row[grade]) for grade in GRADES if row.get(grade)}
    if (row["kind"] == "absent") != (not rules):
        raise Unreadable(f"{where}: an absent topic has no grades, and every other query has some")
    if rules and not (rules.get(3) or rules.get(2)):
        raise Unreadable(f"{where}: nothing is good or exactly right")
    return Judged(str(row["id"]), str(row["text"]), str(row["kind"]), split, rules)


def read(folder: Path = FOLDER) -> list[Judged]:
    """The whole judged set, in the order of its files.

    Raises:
        Unreadable: a rule names a set that is not there, an id comes twice, or a query has no grades.
    """
    sets = yaml.safe_load((folder / "sets.yaml").read_text("utf-8"))
    queries = [_query(row, sets, split) for split in SPLITS for row in yaml.safe_load((folder / f"{split}.yaml").read_text("utf-8"))]
    ids = [query.id for query in queries]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise Unreadable(f"ids that come twice: {', '.join(twice)}")
    return queries


def grades(query: Judged, listings: Iterable[Facts]) -> dict[int, int]:
    """Listing id → grade, for every listing whose grade is above zero."""
    return {listing.id: grade for listing in listings if (grade := query.grade(listing))}
