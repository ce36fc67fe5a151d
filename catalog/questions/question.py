"""One question: what it asks, what answers it takes and where it is used. Pure; knows no form and no index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
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
    """One answer of a choice. `value` is what is stored, filtered and written in addresses."""

    value: str
    label: Text


def _option(raw: Any) -> Option:
    if not isinstance(raw.get("value"), str):
        raise ValueError(f"an option's value is a text: {raw!r}")  # an unquoted no is a truth value in YAML
    return Option(raw["value"], Text.read({key: part for key, part in raw.items() if key != "value"}))


@dataclass(frozen=True)
class Question:
    """A question as its file states it. `bands` are the borders between the groups of a number in the filter."""

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

    def applies(self, category: str) -> bool:
        """Whether listings of `category` (a code) answer this question."""
        return "all" in self.applies_to or category in self.applies_to

    def option(self, value: str) -> Option | None:
        return next((option for option in self.options if option.value == value), None)

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
                value = [{"value": option.value, "th": option.label.th, "en": option.label.en} for option in value]
            elif isinstance(value, tuple):
                value = [str(part) for part in value]
            found[field.name] = value
        return found
