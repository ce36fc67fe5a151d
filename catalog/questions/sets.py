"""Reads categories, units, groups and questions from data files, judges them and answers question sets.

Pure but for reading files. A broken file never reaches a page: `manage.py check` names it (see `catalog.checks`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from catalog.questions.kinds import KINDS
from catalog.questions.question import Question, Text

#: Names that addresses of search pages use themselves; no question may have one of them.
RESERVED = frozenset(
    {
        "q",
        "category",
        "sort",
        "after",
        "size",
        "province",
        "region",
        "sme",
        "certificate",
        "price_from",
        "price_to",
        "total_from",
        "total_to",
        "quantity",
        "term",
        "l",
        "literal",
        "all",
        "language",
    }
)


class BrokenData(Exception):
    """The catalogue's data files cannot be used. `faults` are sentences for whoever edits them."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Usage:
    """A use that the price of a unit may include up to a cap: `Storage`, measured in `GB per user`."""

    code: str
    name: Text
    measure: Text


@dataclass(frozen=True)
class Unit:
    """A price unit. `factor` turns one step of the term into the unit's own step (a month is 730 hours of a vCPU)."""

    code: str
    name: Text
    per: Text
    quantity: Text
    term: Text | None
    factor: int
    case_quantity: int
    case_term: int
    one_quantity: str = ""
    one_term: str = ""
    usage: tuple[Usage, ...] = ()

    def counted(self, quantity: int) -> str:
        """`1 user`, `50 users` in the reader's language."""
        return f"{quantity:,} {_number(self.quantity, self.one_quantity, quantity)}"

    def lasting(self, term: int) -> str:
        """`1 year`, `12 months`; empty where the unit has no term."""
        return f"{term:,} {_number(self.term, self.one_term, term)}" if self.term else ""


def _number(many: Text, one: str, number: int) -> str:
    """Thai has one form, English two."""
    return one if number == 1 and one and str(many) == many.en else str(many)


@dataclass(frozen=True)
class CategoryNode:
    """A category of the tree. Only leaves (those with a unit) carry listings."""

    code: str
    name: Text
    parent: str
    summary: Text | None
    unit: str
    deciding: tuple[str, ...]
    position: int

    @property
    def is_leaf(self) -> bool:
        return bool(self.unit)


@dataclass(frozen=True)
class Block:
    """Questions that are asked together, below their heading where they have one."""

    heading: Question | None
    questions: list[Question]


def _is_answered(question: Question) -> bool:
    return KINDS[question.type].answered


@dataclass(frozen=True)
class QuestionSet:
    """The questions of one category in their order, with a fingerprint that a listing's version keeps."""

    category: str
    questions: tuple[Question, ...]
    deciding: tuple[str, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change with any change of the set."""
        text = json.dumps(self.as_data(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def as_data(self) -> dict[str, Any]:
        return {
            "category": self.category,
            "deciding": list(self.deciding),
            "questions": [{"name": question.name, **question.as_data()} for question in self.questions],
        }

    @classmethod
    def from_data(cls, raw: Mapping[str, Any]) -> QuestionSet:
        """A set as it was when a listing answered it."""
        questions = tuple(
            Question.read(item["name"], {key: part for key, part in item.items() if key != "name"}) for item in raw["questions"]
        )
        return cls(raw["category"], questions, tuple(raw["deciding"]))

    def __iter__(self) -> Iterator[Question]:
        """The questions that are answered: all but the headings of groups."""
        return iter(self._answered)

    @cached_property
    def _answered(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if _is_answered(question))

    @cached_property
    def _by_name(self) -> dict[str, Question]:
        return {question.name: question for question in self.questions}

    def get(self, name: str) -> Question | None:
        return self._by_name.get(name)

    def groups(self) -> list[str]:
        """Groups that have a question, in the order of their first question."""
        return list(dict.fromkeys(question.group for question in self.questions))

    def in_group(self, group: str) -> list[Question]:
        """The questions of a group of the form that are answered."""
        return [question for question in self if question.group == group]

    def blocks(self, group: str) -> list[Block]:
        """The same, those that belong together under their heading."""
        found: list[Block] = []
        for question in self.questions:
            if question.group != group:
                continue
            holder = self._holders.get(question.name)
            if not _is_answered(question):
                found.append(Block(question, []))
            elif found and found[-1].heading == holder:
                found[-1].questions.append(question)
            else:
                found.append(Block(holder, [question]))
        return found

    @cached_property
    def _holders(self) -> dict[str, Question]:
        """Name of a part → the question that holds it together with others."""
        return {part: question for question in self.questions for part in question.parts}

    def titled(self, question: Question) -> Text:
        """What a question is called where it stands alone: a part carries the name of its group before its own."""
        holder = self._holders.get(question.name)
        if holder is None:
            return question.label
        return Text(f"{holder.label.th}: {question.label.th}", f"{holder.label.en}: {question.label.en}")

    @cached_property
    def filters(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.filterable)

    def asks(self, question: Question, answers: Mapping[str, Any]) -> bool:
        """Whether `question` is asked beside these answers: a follow-up only where what it follows is answered so."""
        if question.follows is None:
            return True
        before = self.get(question.follows.question)
        answer = answers.get(question.follows.question)
        if before is None or answer is None or not self.asks(before, answers):
            return False
        kind = KINDS[before.type]
        return kind.suits(before, answer) and not set(kind.facets(before, answer)).isdisjoint(question.follows.answers)

    def contradicted(self, answers: Mapping[str, Any]) -> list[Question]:
        """Follow-ups that are answered although what they follow is answered otherwise."""
        return [q for q in self._idle(answers) if q.follows and answers.get(q.follows.question) is not None]

    def _idle(self, answers: Mapping[str, Any]) -> list[Question]:
        return [q for q in self if q.follows and answers.get(q.name) is not None and not self.asks(q, answers)]

    def condition(self, question: Question) -> tuple[Text, list[str]] | None:
        """What a follow-up follows: the question's name, and the answers that call for it in the reader's language."""
        before = self.get(question.follows.question) if question.follows else None
        if before is None or question.follows is None:
            return None
        kind = KINDS[before.type]
        return self.titled(before), [kind.facet_label(before, value) or value for value in question.follows.answers]

    def missing(self, answers: Mapping[str, Any]) -> list[Question]:
        """Required questions that are asked and have no answer; a required group where none of its parts has one."""
        return [q for q in self.questions if q.required and self.asks(q, answers) and not self._has_answer(q, answers)]

    def _has_answer(self, question: Question, answers: Mapping[str, Any]) -> bool:
        return any(answers.get(name) is not None for name in question.parts or (question.name,))

    def unsuitable(self, answers: Mapping[str, Any]) -> list[Question]:
        """Questions whose stored answer they do not take (any more), and follow-ups that are answered without being asked."""
        idle = set(self._idle(answers))
        return [q for q in self if answers.get(q.name) is not None and (q in idle or not KINDS[q.type].suits(q, answers[q.name]))]


@dataclass(frozen=True)
class Definitions:
    """Everything that the data files define."""

    units: Mapping[str, Unit]
    groups: Mapping[str, Text]
    categories: Mapping[str, CategoryNode]
    questions: Mapping[str, Question]
    _sets: dict[str, QuestionSet] = field(default_factory=dict, compare=False)

    def set_for(self, category: str) -> QuestionSet:
        """The present question set of a leaf category."""
        if category not in self._sets:
            order = {group: place for place, group in enumerate(self.groups)}
            chosen = [question for question in self.questions.values() if question.applies(category)]
            chosen.sort(key=lambda question: (order[question.group], question.order, question.name))
            self._sets[category] = QuestionSet(category, tuple(chosen), self.categories[category].deciding)
        return self._sets[category]

    @cached_property
    def by_fingerprint(self) -> dict[str, QuestionSet]:
        """The present question sets of all leaves, each under its fingerprint."""
        return {present.fingerprint: present for present in (self.set_for(node.code) for node in self.leaves())}

    def leaves(self) -> list[CategoryNode]:
        return [node for node in self.categories.values() if node.is_leaf]

    def path(self, category: str) -> list[CategoryNode]:
        """The category with its ancestors, the root first."""
        found: list[CategoryNode] = []
        node = self.categories.get(category)
        while node is not None:
            found.insert(0, node)
            node = self.categories.get(node.parent)
        return found

    def shared_filters(self) -> list[Question]:
        """Filters that every category has."""
        return [question for question in self.questions.values() if question.filterable and "all" in question.applies_to]

    def filters_for(self, category: str) -> list[Question]:
        """Filters of the search page of a category; without a leaf those that all share."""
        node = self.categories.get(category)
        if node is not None and node.is_leaf:
            return list(self.set_for(category).filters)
        order = {group: place for place, group in enumerate(self.groups)}
        return sorted(self.shared_filters(), key=lambda question: (order[question.group], question.order))


def definitions() -> Definitions:
    """The definitions in `settings.CATALOG_DATA`, read once.

    Raises:
        BrokenData: a file cannot be used.
    """
    return read(settings.CATALOG_DATA)


@lru_cache(maxsize=8)
def read(folder: Path) -> Definitions:
    """Read and judge the data files in `folder`.

    Raises:
        BrokenData: with every fault that was found.
    """
    faults: list[str] = []
    units = _units(_yaml(folder / "units.yaml", faults), faults)
    groups = {code: text for code, raw in _mapping(_yaml(folder / "groups.yaml", faults)) if (text := _text(f"group {code}", raw, faults))}
    categories: dict[str, CategoryNode] = {}
    _categories(_yaml(folder / "categories.yaml", faults) or [], "", categories, faults)
    questions: dict[str, Question] = {}
    for path in sorted((folder / "questions").glob("*.yaml")):
        try:
            questions[path.stem] = Question.read(path.stem, _yaml(path, faults))
        except (ValueError, TypeError, KeyError) as fault:
            faults.append(f"questions/{path.name}: {fault}")
    made = Definitions(units, groups, categories, questions)
    faults += _question_faults(made) + _category_faults(made)
    if not faults:
        faults = _faults_together(made)
    if faults:
        raise BrokenData(faults)
    return made


def _yaml(path: Path, faults: list[str]) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as fault:
        faults.append(f"{path.name}: {fault}")
        return None


def _mapping(raw: Any) -> list[tuple[str, Any]]:
    return [(str(key), value) for key, value in raw.items()] if isinstance(raw, Mapping) else []


def _text(where: str, raw: Any, faults: list[str]) -> Text | None:
    try:
        return Text.read(raw)
    except ValueError as fault:
        faults.append(f"{where}: {fault}")
        return None


def _units(raw: Any, faults: list[str]) -> dict[str, Unit]:
    found = {}
    for code, unit in _mapping(raw):
        try:
            found[code] = Unit(
                code=code,
                name=Text.read(unit["name"]),
                per=Text.read(unit["per"]),
                quantity=Text.read(unit["quantity"]),
                term=Text.read(unit["term"]) if "term" in unit else None,
                factor=int(unit.get("factor", 1)),
                case_quantity=int(unit["case"]["quantity"]),
                case_term=int(unit["case"]["term"]),
                one_quantity=str(unit["one"]["quantity"]),
                one_term=str(unit["one"].get("term", "")),
                usage=tuple(_usage(unit.get("usage", {}))),
            )
        except (ValueError, TypeError, KeyError) as fault:
            faults.append(f"units.yaml: {code}: {fault!r}")
    return found


def _usage(raw: Any) -> Iterator[Usage]:
    """Uses that may have a cap.

    Raises:
        ValueError: what is no code, or has no name and measure in both languages.
    """
    if not isinstance(raw, Mapping):
        raise ValueError("usage: name every use, with its name and measure")
    for code, use in raw.items():
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", str(code)):
            raise ValueError(f"usage: {code!r}: a code has small letters, digits and _")
        if not isinstance(use, Mapping) or set(use) != {"name", "measure"}:
            raise ValueError(f"usage: {code}: wants name and measure, nothing else")
        yield Usage(str(code), Text.read(use["name"]), Text.read(use["measure"]))


def _categories(raw: Any, parent: str, found: dict[str, CategoryNode], faults: list[str]) -> None:
    for item in raw:
        try:
            code = str(item["code"])
            if code in found:
                faults.append(f"categories.yaml: {code} stands twice")
            found[code] = CategoryNode(
                code=code,
                name=Text.read(item["name"]),
                parent=parent,
                summary=Text.read(item["summary"]) if "summary" in item else None,
                unit=item.get("unit", ""),
                deciding=tuple(item.get("deciding", ())),
                position=len(found),
            )
        except (ValueError, TypeError, KeyError) as fault:
            faults.append(f"categories.yaml: {item.get('code', item) if isinstance(item, Mapping) else item}: {fault!r}")
            continue
        _categories(item.get("children", ()), code, found, faults)


def _question_faults(made: Definitions) -> list[str]:
    found = []
    for question in made.questions.values():
        where = f"questions/{question.name}.yaml"
        if not question.name.isidentifier() or question.name in RESERVED:
            found.append(f"{where}: a question is named by Latin letters, digits and underscores, and not like a part of search addresses")
        if question.group not in made.groups:
            found.append(f"{where}: unknown group {question.group!r}")
        if question.better not in {"", "higher", "lower"}:
            found.append(f"{where}: better is higher or lower")
        for code in question.applies_to:
            if code != "all" and not (code in made.categories and made.categories[code].is_leaf):
                found.append(f"{where}: applies to {code!r}, which is no category with listings")
        kind = KINDS.get(question.type)
        if kind is None:
            found.append(f"{where}: unknown type {question.type!r}")
            continue
        if question.filterable and not kind.filterable:
            found.append(f"{where}: answers of type {question.type} cannot be a filter")
        found += [f"{where}: {fault}" for fault in kind.faults(question)]
    return found


def _category_faults(made: Definitions) -> list[str]:
    found = []
    parents = {node.parent for node in made.categories.values()}
    for node in made.categories.values():
        where = f"categories.yaml: {node.code}"
        if not node.is_leaf:
            if node.code not in parents:
                found.append(f"{where}: has neither a unit nor children")
            continue
        if node.unit not in made.units:
            found.append(f"{where}: unknown unit {node.unit!r}")
        if node.summary is None:
            found.append(f"{where}: has no summary")
        if len(node.deciding) != 3:
            found.append(f"{where}: names three deciding facts")
        for name in node.deciding:
            if name not in made.questions or not made.questions[name].applies(node.code):
                found.append(f"{where}: its deciding fact {name!r} is not one of its questions")
            elif (kind := KINDS.get(made.questions[name].type)) and (not kind.answered or kind.opened):
                found.append(f"{where}: its deciding fact {name!r} has no answer that a card could show")
    return found


def _faults_together(made: Definitions) -> list[str]:
    """What is wrong between questions of one set: groups and their parts, follow-ups and what they follow."""
    found: dict[str, None] = {}
    for node in made.leaves():
        asked = made.set_for(node.code)
        names = [question.name for question in asked.questions]
        held: dict[str, str] = {}
        for question in asked.questions:
            where = f"questions/{question.name}.yaml"
            place = names.index(question.name)
            if question.parts and not _is_answered(question):
                after = tuple(names[place + 1 : place + 1 + len(question.parts)])
                alike = all(asked.get(name) and asked.get(name).group == question.group for name in question.parts)  # type: ignore[union-attr]
                if after != question.parts or not alike:
                    found[f"{where}: its parts must stand right after it in its group, in their order (in {node.code})"] = None
                for name in question.parts:
                    if (inner := asked.get(name)) and not _is_answered(inner):
                        found[f"{where}: its part {name!r} is a group itself"] = None
                    if held.setdefault(name, question.name) != question.name:
                        found[f"{where}: its part {name!r} belongs to {held[name]!r} already"] = None
            elif question.parts:
                found[f"{where}: only a group has parts"] = None
            if question.follows:
                found |= dict.fromkeys(f"{where}: {fault} (in {node.code})" for fault in _follow_faults(asked, question, names))
    return list(found)


def _follow_faults(asked: QuestionSet, question: Question, names: list[str]) -> Iterator[str]:
    assert question.follows is not None
    before = asked.get(question.follows.question)
    if before is None:
        yield f"follows {question.follows.question!r}, which is not asked there"
        return
    if names.index(before.name) > names.index(question.name) or before.group != question.group:
        yield f"must stand after {before.name!r}, which it follows, in the same group"
    unknown = set(question.follows.answers) - set(KINDS[before.type].facet_values(before))
    if unknown:
        yield f"follows answers that {before.name!r} does not have: {', '.join(sorted(unknown))}"
