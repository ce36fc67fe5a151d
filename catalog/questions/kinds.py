"""The kinds of answers: how each is asked, judged, shown, filtered and searched.

A new kind is one class with `@register_kind`; nothing else in the product branches on a question's type.
Stored answers are JSON: text, whole numbers, truth values, lists of texts; decimals are texts, dates are ISO texts,
money is whole satang.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.questions.question import Question
from marketplace.kernel import era, money
from marketplace.ui.forms import MoneyField, ThaiDateField

KINDS: dict[str, Kind] = {}
#: A number as it is typed: commas stand between thousands only, since nobody can tell what another one means.
#: Blanks of every kind and the marks that people put before the items of a list.
_MARKS_AT_THE_ENDS = re.compile(r"^[\s•\-–]+|[\s•\-–]+$")
_NUMBER = re.compile(r"^(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,6})?$")


class Kind:
    """One kind of answer. Subclasses override what differs; `None` stands for "not answered"."""

    name: ClassVar[str] = ""
    filterable: ClassVar[bool] = False
    #: Whether the answer's own words (not its labels) are found by the search.
    searched: ClassVar[bool] = False

    def faults(self, question: Question) -> list[str]:
        """What is wrong with the question's file, in English for whoever edits it."""
        return []

    def form_field(self, question: Question) -> forms.Field:
        raise NotImplementedError

    def stored(self, question: Question, cleaned: Any) -> Any:
        """The answer as it is stored, from the form field's cleaned value."""
        return None if cleaned in (None, "", []) else cleaned

    def initial(self, question: Question, answer: Any) -> Any:
        """What the form field starts with, from the stored answer."""
        return answer

    def suits(self, question: Question, answer: Any) -> bool:
        """Whether a stored answer is one that the question takes."""
        raise NotImplementedError

    def shown(self, question: Question, answer: Any) -> list[str]:
        """The answer in the reader's language, one text per item."""
        return [str(answer)]

    def facets(self, question: Question, answer: Any) -> tuple[str, ...]:
        """Values under which the answer is counted and filtered."""
        return ()

    def facet_label(self, question: Question, value: str) -> str | None:
        """A facet value in the reader's language; None where the question has no such value."""
        return None

    def facet_values(self, question: Question) -> tuple[str, ...]:
        """Every facet value, in the order in which the filter lists them."""
        return ()

    def words(self, question: Question, answer: Any) -> list[str]:
        """Texts of the answer for the index, in both languages."""
        return [text for text in ([answer] if isinstance(answer, str) else answer) if self.searched]


def register_kind(kind: type[Kind]) -> type[Kind]:
    """Make `kind` known under its name."""
    KINDS[kind.name] = kind()
    return kind


def _frame(question: Question) -> dict[str, Any]:
    """Arguments that every form field takes from its question. Forms of drafts let required answers wait."""
    label = str(question.label)
    if question.unit:
        label = f"{label} ({question.unit})"
    return {"label": label, "help_text": str(question.hint) if question.hint else "", "required": question.required}


@register_kind
class Boolean(Kind):
    """Yes or no; never a lone box, since an empty box would not tell "no" from "not answered".

    A question may bring its own words as options named yes and no ("included", "not included").
    """

    name = "boolean"
    filterable = True

    def faults(self, question: Question) -> list[str]:
        values = [option.value for option in question.options]
        return ["a boolean has no options, or yes and no"] if values not in ([], ["yes", "no"]) else []

    def _word(self, question: Question, value: str) -> str:
        option = question.option(value)
        return str(option.label) if option else {"yes": _("Yes"), "no": _("No")}[value]

    def form_field(self, question: Question) -> forms.Field:
        return forms.TypedChoiceField(
            **_frame(question),
            choices=[(value, self._word(question, value)) for value in ("yes", "no")],
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
        )

    def initial(self, question: Question, answer: Any) -> Any:
        return None if answer is None else ("yes" if answer else "no")

    def suits(self, question: Question, answer: Any) -> bool:
        return isinstance(answer, bool)

    def shown(self, question: Question, answer: Any) -> list[str]:
        return [self._word(question, "yes" if answer else "no")]

    def facets(self, question: Question, answer: Any) -> tuple[str, ...]:
        return ("yes" if answer else "no",)

    def facet_values(self, question: Question) -> tuple[str, ...]:
        return ("yes", "no")

    def facet_label(self, question: Question, value: str) -> str | None:
        return self._word(question, value) if value in {"yes", "no"} else None

    def words(self, question: Question, answer: Any) -> list[str]:
        return [question.label.th, question.label.en] if answer else []


@register_kind
class Choice(Kind):
    """One of several."""

    name = "choice"
    filterable = True

    def faults(self, question: Question) -> list[str]:
        values = [option.value for option in question.options]
        if len(values) < 2:
            return ["a choice needs two options or more"]
        return [f"option {value!r} stands twice" for value in sorted(set(values)) if values.count(value) > 1]

    def _choices(self, question: Question) -> list[tuple[str, str]]:
        return [(option.value, str(option.label)) for option in question.options]

    def form_field(self, question: Question) -> forms.Field:
        return forms.ChoiceField(**_frame(question), choices=self._choices(question), widget=forms.RadioSelect)

    def suits(self, question: Question, answer: Any) -> bool:
        return isinstance(answer, str) and question.option(answer) is not None

    def shown(self, question: Question, answer: Any) -> list[str]:
        return [self.facet_label(question, value) or value for value in self.facets(question, answer)]

    def facets(self, question: Question, answer: Any) -> tuple[str, ...]:
        return (answer,)

    def facet_values(self, question: Question) -> tuple[str, ...]:
        return tuple(option.value for option in question.options)

    def facet_label(self, question: Question, value: str) -> str | None:
        option = question.option(value)
        return str(option.label) if option else None

    def words(self, question: Question, answer: Any) -> list[str]:
        found = [question.option(value) for value in self.facets(question, answer)]
        said = [text for option in found if option and option.value not in {"none", "no"} for text in (option.label.th, option.label.en)]
        return [question.label.th, question.label.en, *said] if said else []


@register_kind
class MultiChoice(Choice):
    """Any number of several, kept in the order of the options."""

    name = "multi_choice"

    def form_field(self, question: Question) -> forms.Field:
        return forms.MultipleChoiceField(**_frame(question), choices=self._choices(question), widget=forms.CheckboxSelectMultiple)

    def stored(self, question: Question, cleaned: Any) -> Any:
        return [option.value for option in question.options if option.value in (cleaned or ())] or None

    def suits(self, question: Question, answer: Any) -> bool:
        return isinstance(answer, list) and bool(answer) and all(question.option(str(value)) for value in answer)

    def facets(self, question: Question, answer: Any) -> tuple[str, ...]:
        return tuple(answer)


@register_kind
class Number(Kind):
    """A number with its unit, whole or with `decimals` places. Thai digits and commas are read."""

    name = "number"
    filterable = True

    def faults(self, question: Question) -> list[str]:
        found = [] if question.unit else ["a number needs its unit"]
        if question.filterable and not question.bands:
            found.append("a filterable number needs bands")
        if list(question.bands) != sorted(set(question.bands)):
            found.append("bands must grow")
        if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
            found.append("minimum is above maximum")
        return found

    def form_field(self, question: Question) -> forms.Field:
        return NumberField(question, **_frame(question))

    def stored(self, question: Question, cleaned: Any) -> Any:
        if cleaned is None:
            return None
        return format(cleaned.normalize(), "f") if question.decimals else int(cleaned)

    def _number(self, question: Question, answer: Any) -> Decimal | None:
        if isinstance(answer, bool) or not isinstance(answer, str if question.decimals else int):
            return None
        try:
            return Decimal(answer)
        except InvalidOperation:
            return None

    def suits(self, question: Question, answer: Any) -> bool:
        number = self._number(question, answer)
        if number is None or not number.is_finite():
            return False
        if round(number, question.decimals) != number:
            return False
        return (question.minimum is None or number >= question.minimum) and (question.maximum is None or number <= question.maximum)

    def shown(self, question: Question, answer: Any) -> list[str]:
        return [f"{Decimal(answer):,f} {question.unit or ''}".strip()]

    def facets(self, question: Question, answer: Any) -> tuple[str, ...]:
        number = Decimal(answer)
        above = [number > border if question.better == "lower" else number >= border for border in question.bands]
        return (str(sum(above)),)

    def facet_values(self, question: Question) -> tuple[str, ...]:
        return tuple(str(place) for place in range(len(question.bands) + 1)) if question.bands else ()

    def facet_label(self, question: Question, value: str) -> str | None:
        if value not in self.facet_values(question):
            return None
        place, unit, step = int(value), str(question.unit or ""), Decimal(1).scaleb(-question.decimals)
        low = question.bands[place - 1] if place else None
        high = question.bands[place] if place < len(question.bands) else None
        if question.better == "lower":
            if low is None:
                return _("up to %(top)s %(unit)s") % {"top": f"{high:,f}", "unit": unit}
            if high is None:
                return _("over %(bottom)s %(unit)s") % {"bottom": f"{low:,f}", "unit": unit}
            return _("%(bottom)s to %(top)s %(unit)s") % {"bottom": f"{low + step:,f}", "top": f"{high:,f}", "unit": unit}
        if low is None and not question.decimals and high is not None and high - 1 == question.minimum:
            return f"{high - 1:,f} {unit}"  # a band of one number is that number
        if low is None:
            return _("below %(top)s %(unit)s") % {"top": f"{high:,f}", "unit": unit}
        if high is None:
            return _("%(bottom)s %(unit)s or more") % {"bottom": f"{low:,f}", "unit": unit}
        return _("%(bottom)s to %(top)s %(unit)s") % {"bottom": f"{low:,f}", "top": f"{high - step:,f}", "unit": unit}

    def words(self, question: Question, answer: Any) -> list[str]:
        units = (question.unit.th, question.unit.en) if question.unit else ("",)
        return [question.label.th, question.label.en, *(f"{answer} {unit}" for unit in units)]


@register_kind
class Money(Kind):
    """An amount of baht, stored in whole satang."""

    name = "money"

    def form_field(self, question: Question) -> forms.Field:
        return MoneyField(min_satang=0, **_frame(question))

    def suits(self, question: Question, answer: Any) -> bool:
        return isinstance(answer, int) and not isinstance(answer, bool) and 0 <= answer <= money.LARGEST

    def shown(self, question: Question, answer: Any) -> list[str]:
        unit = question.unit or _("baht")
        return [f"{money.baht(answer)} {unit}"]

    def words(self, question: Question, answer: Any) -> list[str]:
        return []


@register_kind
class Date(Kind):
    """A day, stored as ISO text."""

    name = "date"

    def form_field(self, question: Question) -> forms.Field:
        return ThaiDateField(**_frame(question))

    def stored(self, question: Question, cleaned: Any) -> Any:
        return cleaned.isoformat() if cleaned else None

    def initial(self, question: Question, answer: Any) -> Any:
        return dt.date.fromisoformat(answer) if answer else None

    def suits(self, question: Question, answer: Any) -> bool:
        try:
            return isinstance(answer, str) and bool(dt.date.fromisoformat(answer))
        except ValueError:
            return False

    def shown(self, question: Question, answer: Any) -> list[str]:
        return [era.format_date(dt.date.fromisoformat(answer), (get_language() or "th")[:2])]

    def words(self, question: Question, answer: Any) -> list[str]:
        return []


@register_kind
class ShortText(Kind):
    """One line."""

    name = "text"
    searched = True

    def form_field(self, question: Question) -> forms.Field:
        return forms.CharField(**_frame(question), max_length=question.max_length)

    def suits(self, question: Question, answer: Any) -> bool:
        return isinstance(answer, str) and 0 < len(answer) <= question.max_length


@register_kind
class LongText(ShortText):
    """Several lines. Limited by characters: Thai has no blanks between words that could be counted."""

    name = "long_text"

    def form_field(self, question: Question) -> forms.Field:
        return forms.CharField(**_frame(question), max_length=question.max_length, widget=forms.Textarea(attrs={"rows": 4}))


@register_kind
class ListOfTexts(Kind):
    """Several short texts, one on each line; `maximum` items of `max_length` characters."""

    name = "list"
    searched = True

    def faults(self, question: Question) -> list[str]:
        return [] if question.maximum else ["a list needs its largest number of items (maximum)"]

    def form_field(self, question: Question) -> forms.Field:
        return ListField(question, **_frame(question))

    def initial(self, question: Question, answer: Any) -> Any:
        return "\n".join(answer) if answer else ""

    def suits(self, question: Question, answer: Any) -> bool:
        return (
            isinstance(answer, list)
            and 0 < len(answer) <= (question.maximum or 0)
            and all(isinstance(item, str) and 0 < len(item) <= question.max_length for item in answer)
        )

    def shown(self, question: Question, answer: Any) -> list[str]:
        return list(answer)


class NumberField(forms.CharField):
    """Reads a number as people type it; answers a Decimal."""

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.question = question
        self.widget.attrs["inputmode"] = "decimal" if question.decimals else "numeric"

    def clean(self, value: Any) -> Decimal | None:  # type: ignore[override]
        question, text = self.question, money.latin_digits(str(value or "")).strip().removesuffix("%").strip()
        if not text:
            return None
        if not _NUMBER.match(text):
            raise forms.ValidationError(_("Write a number with digits."))
        number = Decimal(text.replace(",", ""))
        if round(number, question.decimals) != number:
            raise forms.ValidationError(
                _("Write a whole number.") if not question.decimals else _("Write at most %d decimals.") % question.decimals
            )
        if question.minimum is not None and number < question.minimum:
            raise forms.ValidationError(_("Write a number of at least %s.") % f"{question.minimum:,}")
        if question.maximum is not None and number > question.maximum:
            raise forms.ValidationError(_("Write a number of at most %s.") % f"{question.maximum:,}")
        return number


class ListField(forms.CharField):
    """Reads one item from each line."""

    widget = forms.Textarea(attrs={"rows": 6})

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.question = question

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        items = [_MARKS_AT_THE_ENDS.sub("", line) for line in str(value or "").splitlines()]
        items = [item for item in items if item]
        most, longest = self.question.maximum or 0, self.question.max_length
        if len(items) > most:
            raise forms.ValidationError(_("Write at most %d lines.") % most)
        for place, item in enumerate(items, start=1):
            if len(item) > longest:
                raise forms.ValidationError(_("Line %(line)d is longer than %(longest)d characters.") % {"line": place, "longest": longest})
        return items
