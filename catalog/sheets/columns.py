"""The columns of a category: two that name the listing, its texts, every question of its set, its price. Pure.

Each column is a question, so that a cell is judged by the very fields that judge the form, with the same sentences.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog import caps
from catalog.following import only_if
from catalog.prices import Tier, tier_faults
from catalog.questions import KINDS, Kind, Option, Question, QuestionSet, Text, Unit
from catalog.sheets import cells
from marketplace.kernel import money
from marketplace.ui.forms import MoneyField, own_words

LANGUAGES = ("th", "en")
REF, ITEM_CODE = "ref", "item_code"
#: As many lower prices as the form takes.
TIERS = 3
#: Cells that a column remembers, and the longest text among them: answers of choices come again in every row.
REMEMBERED, LONGEST = 500, 200


def _both(message: Promise | str, **parts: Any) -> Text:
    """A message in both languages."""
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = str(message) % parts if parts else str(message)
    return Text(**said)


def _in_both(words: Callable[..., str], *given: Any) -> Text:
    """What `words` says, in both languages."""
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = words(*given)
    return Text(**said)


@dataclass(frozen=True)
class Column:
    """One column. `code` stands in the file, `name` is what the draft calls the value.

    `place` says where the value belongs: key, field, tier, cap or answer; `empty` is what an empty cell means. `condition` says of
    a follow-up when it is asked.
    """

    code: str
    name: str
    question: Question
    place: str
    fields: Mapping[str, forms.Field]
    empty: Any = None
    condition: Text | None = None
    _read: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    _written: dict[Any, cells.Cell] = field(default_factory=dict, compare=False, repr=False)

    @property
    def kind(self) -> Kind:
        return KINDS[self.question.type]

    @property
    def label(self) -> Text:
        return self.question.label

    def read(self, cell: cells.Cell) -> Any:
        """The value that a cell stands for.

        Raises:
            ValidationError: what to write instead, in the active language.
        """
        if cell is None or cell == "":
            return self.empty
        key = _key(cell)
        if key not in self._read:
            return _kept(self._read, key, self._judged(cell))
        value = self._read[key]
        return list(value) if isinstance(value, list) else value

    def _judged(self, cell: cells.Cell) -> Any:
        text = cells.unshielded(cells.plain_text(cell)) if isinstance(cell, str) else cell
        if text is None or text == "":
            return self.empty
        asked = self.fields[(translation.get_language() or "th")[:2]]
        value = self.kind.stored(self.question, asked.clean(cells.typed(self.kind, self.question, text)))
        return self.empty if value is None else value

    def written(self, value: Any) -> cells.Cell:
        """The cell for a value, in the active language; empty where there is none. Texts are shielded by whoever writes."""
        if value is None or value == "" or value == []:
            return None
        key = _key(value)
        return self._written[key] if key in self._written else _kept(self._written, key, self._put(value))

    def _put(self, value: Any) -> cells.Cell:
        if not self.kind.suits(self.question, value):
            return cells.plain_text(str(value))
        return cells.written(self.kind, self.question, value)

    def offered(self) -> tuple[str, ...]:
        return cells.offered(self.kind, self.question)


def _key(cell: Any) -> Any:
    """Under what a cell or a value is remembered: language and type count, for 1 is not yes. None for what is not remembered."""
    if isinstance(cell, list):
        if not all(isinstance(item, str) for item in cell) or sum(map(len, cell)) > LONGEST:
            return None
        cell = tuple(cell)
    elif (isinstance(cell, str) and len(cell) > LONGEST) or not isinstance(cell, str | int | Decimal | dt.date):
        return None
    return translation.get_language(), type(cell), cell


def _kept(memory: dict[Any, Any], key: Any, value: Any) -> Any:
    """Remember `value` where there is room; answers it."""
    if key is not None and len(memory) < REMEMBERED:
        memory[key] = list(value) if isinstance(value, list) else value
    return value


def _made(question: Question, place: str, empty: Any = None, field: Any = None, code: str = "") -> Column:
    fields = {}
    for language in LANGUAGES:
        with translation.override(language):
            made = field(question) if field else KINDS[question.type].form_field(question)
            made.required = False
            own_words(made, str(question.label))
            fields[language] = made
    return Column(code or question.name, question.name, question, place, fields, empty)


def _plain(name: str, kind: str, label: Text, **rest: Any) -> Question:
    return Question(name=name, label=label, type=kind, group="", order=0, applies_to=(), **rest)


def columns_of(questions: QuestionSet, unit: Unit) -> tuple[Column, ...]:
    """Every column of a category, in the order of the file."""
    return (*_keys(), *_texts(), *(_answer(questions, question) for question in in_cells(questions)), *_price(unit))


def _answer(questions: QuestionSet, question: Question) -> Column:
    made = _made(replace(question, label=questions.titled(question)), "answer")
    return replace(made, condition=_in_both(only_if, questions, question)) if question.follows else made


def in_cells(questions: QuestionSet) -> list[Question]:
    """The questions whose answers a cell can hold."""
    return [question for question in questions if KINDS[question.type].in_sheets]


def _keys() -> Iterable[Column]:
    yield _made(_plain(REF, "text", _both(_("Reference of the listing")), max_length=40, hint=_both(_("Filled in by the export. Leave it empty for a new listing."))), "key", "")  # fmt: skip
    yield _made(_plain(ITEM_CODE, "text", _both(_("Your own item code")), max_length=60, required=True, hint=_both(_("Any code that you use once only, for example A-001. By it the row is found again."))), "key", "")  # fmt: skip


def _texts() -> Iterable[Column]:
    yield _made(_plain("title_th", "text", _both(_("Title in Thai")), max_length=160, required=True), "field", "")
    yield _made(_plain("title_en", "text", _both(_("Title in English")), max_length=160), "field", "")
    yield _made(_plain("summary_th", "long_text", _both(_("Summary in Thai")), max_length=1200, required=True), "field", "")
    yield _made(_plain("summary_en", "long_text", _both(_("Summary in English")), max_length=1200), "field", "")


def _price(unit: Unit) -> Iterable[Column]:
    baht = _both(_("baht"))
    vat = (Option("yes", _both(_("The prices contain VAT"))), Option("no", _both(_("VAT is added to the prices"))))

    def above_zero(question: Question) -> forms.Field:
        return MoneyField(label=str(question.label))

    yield _made(
        _plain("price_satang", "money", _both(_("Price of one unit")), required=True, unit=unit.per), "field", None, above_zero, "price"
    )
    yield _made(_plain("vat_included", "boolean", _both(_("VAT")), required=True, options=vat), "field")
    yield _made(
        _plain("setup_satang", "money", _both(_("Set-up cost, once")), unit=baht, hint=_both(_("0 if there is none."))),
        "field",
        0,
        None,
        "setup",
    )
    yield _made(
        _plain("minimum_quantity", "number", _both(_("Smallest quantity charged")), minimum=1, maximum=1_000_000, unit=unit.quantity),
        "field",
        1,
    )
    if unit.term is not None:
        yield _made(
            _plain("minimum_term", "number", _both(_("Shortest term charged")), minimum=1, maximum=1_000, unit=unit.term), "field", 1
        )
    for place in range(1, TIERS + 1):
        low, each = _both(_("Lower price %(place)d: from"), place=place), _both(_("Lower price %(place)d: price of one unit"), place=place)
        yield _made(_plain(f"tier_{place}_from", "number", low, minimum=2, maximum=10_000_000, unit=unit.quantity), "tier")
        yield _made(_plain(f"tier_{place}_price", "money", each, unit=baht), "tier", None, above_zero)
    for use in unit.usage:
        included, more, step = (caps.field(use.code, part) for part in caps.PARTS)
        words = _both(_("%(use)s: included in the price"), use=use.name), _both(_("%(use)s: price of more"), use=use.name), _both(_("%(use)s: for each further"), use=use.name)  # fmt: skip
        yield _made(_plain(included, "number", words[0], minimum=0, maximum=caps.MOST, unit=use.measure), "cap")
        yield _made(_plain(more, "money", words[1], unit=baht), "cap", None, above_zero)
        yield _made(_plain(step, "number", words[2], minimum=1, maximum=caps.MOST, unit=use.measure), "cap")


# --- values of a listing by column


def values_of(said: Mapping[str, Any], ref: str, item_code: str) -> dict[str, Any]:
    """Name of a column → value, from what a version says and from what names its listing."""
    found = {**said["answers"], **{name: value for name, value in said.items() if name != "answers"}}
    for place, (quantity, satang) in enumerate(said["tiers"][:TIERS], start=1):
        found |= {f"tier_{place}_from": quantity, f"tier_{place}_price": satang}
    return found | caps.values_of(said.get("caps") or {}) | {REF: ref, ITEM_CODE: item_code}


def tiers_of(values: Mapping[str, Any]) -> tuple[list[list[int]], dict[str, str]]:
    """Lower prices as they are stored, and what is to be mended: name of a column → sentence in the active language."""
    found: list[list[int]] = []
    amiss: dict[str, str] = {}
    for place in range(1, TIERS + 1):
        low, each = f"tier_{place}_from", f"tier_{place}_price"
        quantity, satang = values.get(low), values.get(each)
        if quantity and satang:
            found.append([quantity, satang])
        elif quantity:
            amiss[each] = gettext("Write the price that goes with this quantity, or leave both empty.")
        elif satang:
            amiss[low] = gettext("Write from which quantity this price applies, or leave both empty.")
    price = values.get("price_satang")
    if not amiss and price and found and tier_faults(price, [Tier(*tier) for tier in found]):
        amiss["tier_1_from"] = gettext(
            "Lower prices must begin at growing quantities and be below the price before them (%s baht)."
        ) % money.baht(price)
    return found, amiss


def sentences(fault: ValidationError) -> str:
    return " ".join(str(message) for message in fault.messages)
