"""One question: what it asks, what answers it takes and where it is used. Pure; knows no form and no index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import get_language


@dataclass(frozen=True)
class Text:
    """A text in both languages."""

    th: str
    en: str

    def __str__(self) -> str:
        """The text in the reader's language."""
        return self.en if (get_language() or "th").startswith("en") else self.th

    @classmethod
    def read(cls, raw: Any) -> Text:
        """Read `{th:, en:}`.

        Raises:
            ValueError: one of the two languages is missing or empty.
        """
        if (
            not isinstance(raw, Mapping)
            or set(raw) != {"th", "en"}
            or not all(isinstance(part, str) and part.strip() for part in raw.values())
        ):
            raise ValueError(f"needs th and en, both filled: {raw!r}")
        return cls(raw["th"].strip(), raw["en"].strip())


@dataclass(frozen=True)
class Option:
    """One answer of a choice. `value` is what is stored, filtered and written in addresses; those of a tree have `children`."""

    value: str
    label: Text
    children: tuple[Option, ...] = ()

    def as_data(self) -> dict[str, Any]:
        found: dict[str, Any] = {"value": self.value, "th": self.label.th, "en": self.label.en}
        return {**found, "children": [child.as_data() for child in self.children]} if self.children else found


def _option(raw: Any) -> Option:
    if not isinstance(raw.get("value"), str):
        raise ValueError(f"an option's value is a text: {raw!r}")  # an unquoted no is a truth value in YAML
    label = Text.read({key: part for key, part in raw.items() if key not in ("value", "children")})
    return Option(raw["value"], label, tuple(map(_option, raw.get("children", ()))))


@dataclass(frozen=True)
class Follows:
    """What a follow-up waits for: it is asked only where `question` is answered with one of `answers` (values of its filter)."""

    question: str
    answers: tuple[str, ...]

    @classmethod
    def read(cls, raw: Any) -> Follows:
        """Read `{question:, answers: []}`.

        Raises:
            ValueError: one of the two is missing, or answers are no texts.
        """
        if not isinstance(raw, Mapping) or set(raw) != {"question", "answers"} or not isinstance(raw["answers"], list | tuple):
            raise ValueError(f"follows needs question and answers, a list: {raw!r}")
        if not raw["answers"] or not all(isinstance(part, str) for part in (raw["question"], *raw["answers"])):
            raise ValueError(f"follows names a question and one answer or more, all texts: {raw!r}")
        return cls(raw["question"], tuple(raw["answers"]))


@dataclass(frozen=True)
class Question:
    """A question as its file states it. `bands` are the borders between the groups of a number in the filter.

    `parts` are names of the questions that a question of the type group holds together, `accepts` the kinds of file.
    """

    name: str
    label: Text
    type: str
    group: str
    order: int
    applies_to: tuple[str, ...]
    hint: Text | None = None
    options: tuple[Option, ...] = ()
    required: bool = False
    filterable: bool = False
    compare: bool = False
    unit: Text | None = None
    minimum: int | None = None
    maximum: int | None = None
    decimals: int = 0
    max_length: int = 200
    bands: tuple[Decimal, ...] = ()
    better: str = ""
    follows: Follows | None = None
    parts: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()

    def applies(self, category: str) -> bool:
        """Whether listings of `category` (a code) answer this question."""
        return "all" in self.applies_to or category in self.applies_to

    def option(self, value: str) -> Option | None:
        path = self.path(value)
        return path[-1] if path else None

    def path(self, value: str) -> tuple[Option, ...]:
        """The option of this value with those above it, the root first; nothing where there is none."""
        return self._by_value.get(value, ())

    def paths(self) -> Iterator[tuple[Option, ...]]:
        """Every option with those above it, the root first; in the order of the file, parents before their children."""
        return iter(self._every_path)

    @cached_property
    def _every_path(self) -> tuple[tuple[Option, ...], ...]:
        return tuple(_paths(self.options, ()))

    @cached_property
    def _by_value(self) -> dict[str, tuple[Option, ...]]:
        return {path[-1].value: path for path in reversed(self._every_path)}  # the first of a value counts

    @classmethod
    def read(cls, name: str, raw: Any) -> Question:
        """Read the contents of a question's file.

        Raises:
            ValueError: a key is missing, unknown or of the wrong kind; the message says which.
        """
        if not isinstance(raw, Mapping):
            raise ValueError("is not a mapping")
        known = {field.name for field in fields(cls)} - {"name"}
        unknown, missing = set(raw) - known, {"label", "type", "group", "order", "applies_to"} - set(raw)
        if unknown:
            raise ValueError(f"unknown keys: {', '.join(sorted(map(str, unknown)))}")
        if missing:
            raise ValueError(f"missing keys: {', '.join(sorted(missing))}")
        given = dict(raw)
        for key in ("label", "hint", "unit"):
            if key in given:
                given[key] = Text.read(given[key])
        given["options"] = tuple(map(_option, given.get("options", ())))
        for key in ("parts", "accepts"):
            if not isinstance(given.get(key, []), list | tuple) or not all(isinstance(part, str) for part in given.get(key, ())):
                raise ValueError(f"{key} is a list of texts")
            given[key] = tuple(given.get(key, ()))
        if "follows" in given:
            given["follows"] = Follows.read(given["follows"])
        given["bands"] = tuple(Decimal(str(border)) for border in given.get("bands", ()))
        scope = given["applies_to"]
        given["applies_to"] = (scope,) if isinstance(scope, str) else tuple(scope)
        for key in ("required", "filterable", "compare"):
            if not isinstance(given.get(key, False), bool):
                raise ValueError(f"{key} is true or false")
        for key in ("order", "minimum", "maximum", "decimals", "max_length"):
            if key in given and (not isinstance(given[key], int) or isinstance(given[key], bool)):
                raise ValueError(f"{key} is a whole number")
        return cls(name=name, **given)

    def as_data(self) -> dict[str, Any]:
        """The question as plain data, equal to what `read` takes; kept with every version of a set."""
        found: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "name" or value == field.default:
                continue
            if isinstance(value, Text):
                value = {"th": value.th, "en": value.en}
            elif field.name == "options":
                value = [option.as_data() for option in value]
            elif isinstance(value, Follows):
                value = {"question": value.question, "answers": list(value.answers)}
            elif isinstance(value, tuple):
                value = [str(part) for part in value]
            found[field.name] = value
        return found


def every(options: tuple[Option, ...]) -> Iterator[Option]:
    """Options with all that stand below them, parents first."""
    return (path[-1] for path in _paths(options, ()))


def _paths(options: tuple[Option, ...], above: tuple[Option, ...]) -> Iterator[tuple[Option, ...]]:
    for option in options:
        yield (*above, option)
        yield from _paths(option.children, (*above, option))
