"""The kinds of answers: how each is asked, judged, kept, shown, filtered and searched.

A new kind is one class with `@register_kind`; nothing else in the product branches on a question's type.
Stored answers are JSON: text, whole numbers, truth values, lists of texts; decimals are texts, dates are ISO texts,
money is whole satang, a file is a mapping that names it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.questions.question import Question
from marketplace.kernel import era, files, money
from marketplace.ui.forms import KeptFileField, MoneyField, ThaiDateField

KINDS: dict[str, Kind] = {}
#: Largest file that a question may ask for.
MOST_MEGABYTES = 20
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
    #: Whether there is an answer of its own; a heading that holds other questions together has none.
    answered: ClassVar[bool] = True
    #: Whether several values stand in one answer.
    many: ClassVar[bool] = False
    #: Whether answers may be long, so that a column for them is wide.
    long: ClassVar[bool] = False
    #: Whether a cell of a spreadsheet can hold the answer.
    in_sheets: ClassVar[bool] = True
    #: Whether the answer is a file that readers open.
    opened: ClassVar[bool] = False

    def faults(self, question: Question) -> list[str]:
        """What is wrong with the question's file, in English for whoever edits it."""
        return []

    def form_field(self, question: Question) -> forms.Field:
        raise NotImplementedError

    def stored(self, question: Question, cleaned: Any) -> Any:
        """The answer as it is stored, from the form field's cleaned value."""
        return None if cleaned in (None, "", []) else cleaned

    def kept(self, question: Question, value: Any, by: files.By) -> Any:
        """The answer as a draft keeps it, from what `stored` gave; inside the unit that saves the draft."""
        return value

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

    def facet_place(self, question: Question, value: str) -> tuple[int, str | None]:
        """How deep a value stands in the filter's list, and what it is called there, below the one that it belongs to."""
        return 0, self.facet_label(question, value)

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


def twice(values: list[str]) -> list[str]:
    """Faults that name what stands more than once."""
    return [f"option {value!r} stands twice" for value in sorted(set(values)) if values.count(value) > 1]


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
        return twice(values) + [f"option {o.value!r} has children, which only a tree has" for o in question.options if o.children]

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
    many = True

    def form_field(self, question: Question) -> forms.Field:
        return forms.MultipleChoiceField(**_frame(question), choices=self._choices(question), widget=forms.CheckboxSelectMultiple)

    def stored(self, question: Question, cleaned: Any) -> Any:
        return [option.value for option in question.options if option.value in (cleaned or ())] or None

    def suits(self, question: Question, answer: Any) -> bool:
        return isinstance(answer, list) and bool(answer) and all(question.option(str(value)) for value in answer)

    def facets(self, question: Question, answer: Any) -> tuple[str, ...]:
        return tuple(answer)


@register_kind
class Tree(MultiChoice):
    """Any number of options that stand below each other. Whoever has one has those above it: these are counted, not stored."""

    name = "tree"

    def faults(self, question: Question) -> list[str]:
        paths = list(question.paths())
        if all(len(path) == 1 for path in paths):
            return ["a tree needs options with children"]
        return twice([path[-1].value for path in paths])

    def _above(self, question: Question, values: Collection[str]) -> set[str]:
        return {option.value for value in values for option in question.path(value)[:-1]}

    def form_field(self, question: Question) -> forms.Field:
        depths = {path[-1].value: len(path) - 1 for path in question.paths()}
        choices = [(path[-1].value, str(path[-1].label)) for path in question.paths()]
        return forms.MultipleChoiceField(**_frame(question), choices=choices, widget=TreeBoxes(depths))

    def stored(self, question: Question, cleaned: Any) -> Any:
        chosen = set(cleaned or ())
        chosen -= self._above(question, chosen)
        return [path[-1].value for path in question.paths() if path[-1].value in chosen] or None

    def suits(self, question: Question, answer: Any) -> bool:
        return super().suits(question, answer) and self._above(question, answer).isdisjoint(answer)

    def shown(self, question: Question, answer: Any) -> list[str]:
        return [self.facet_label(question, value) or value for value in answer]

    def facets(self, question: Question, answer: Any) -> tuple[str, ...]:
        having = {*answer, *self._above(question, answer)}
        return tuple(value for value in self.facet_values(question) if value in having)

    def facet_values(self, question: Question) -> tuple[str, ...]:
        return tuple(path[-1].value for path in question.paths())

    def facet_label(self, question: Question, value: str) -> str | None:
        return " › ".join(str(option.label) for option in question.path(value)) or None

    def facet_place(self, question: Question, value: str) -> tuple[int, str | None]:
        path = question.path(value)
        return (len(path) - 1, str(path[-1].label)) if path else (0, None)


class TreeBoxes(forms.CheckboxSelectMultiple):
    """Boxes below each other, each as far in as it stands deep."""

    def __init__(self, depths: Mapping[str, int]) -> None:
        super().__init__()
        self.depths = depths

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        made: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        made["attrs"]["class"] = f"in{min(self.depths.get(str(value), 0), 3)}"
        return made

    def __deepcopy__(self, memo: Any) -> TreeBoxes:
        copied: TreeBoxes = super().__deepcopy__(memo)
        copied.depths = self.depths
        return copied


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
    long = True

    def form_field(self, question: Question) -> forms.Field:
        return forms.CharField(**_frame(question), max_length=question.max_length, widget=forms.Textarea(attrs={"rows": 4}))


@register_kind
class ListOfTexts(Kind):
    """Several short texts, one on each line; `maximum` items of `max_length` characters."""

    name = "list"
    searched = True
    many = True
    long = True

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


@register_kind
class File(Kind):
    """A file of one of the kinds that the question `accepts`, of at most `maximum` megabytes; public with the version.

    The answer names it: `{file, name, kind, size, sha256}`. The file itself is kept behind the gate of `kernel.files`.
    """

    name = "file"
    in_sheets = False
    opened = True

    def faults(self, question: Question) -> list[str]:
        found = [f"accepts {kind!r}, which the gate for files does not know" for kind in question.accepts if kind not in files.KINDS]
        if not question.accepts:
            found.append("a file needs the kinds that it accepts")
        if not question.maximum or question.maximum > MOST_MEGABYTES:
            found.append(f"a file needs its largest size in megabytes (maximum), up to {MOST_MEGABYTES}")
        return found

    def _most(self, question: Question) -> int:
        return (question.maximum or 0) * 1024**2

    def form_field(self, question: Question) -> forms.Field:
        frame = _frame(question)
        says = files.Hint(question.accepts, self._most(question))
        frame["help_text"] = f"{frame['help_text']} ({says})" if frame["help_text"] else says
        return KeptFileField(kinds=question.accepts, max_bytes=self._most(question), **frame)

    def stored(self, question: Question, cleaned: Any) -> Any:
        return cleaned or None

    def kept(self, question: Question, value: Any, by: files.By) -> Any:
        if value is None or isinstance(value, Mapping):
            return value
        stored = files.receive(value, by=by, kinds=question.accepts, max_bytes=self._most(question))
        return {"file": stored.ref, "name": stored.name, "kind": stored.kind, "size": stored.size, "sha256": stored.sha256}

    def suits(self, question: Question, answer: Any) -> bool:
        if not isinstance(answer, Mapping) or set(answer) != {"file", "name", "kind", "size", "sha256"}:
            return False
        texts = all(isinstance(answer[key], str) and answer[key] for key in ("file", "name", "kind", "sha256"))
        return (
            texts and answer["kind"] in question.accepts and isinstance(answer["size"], int) and 0 < answer["size"] <= self._most(question)
        )

    def shown(self, question: Question, answer: Any) -> list[str]:
        return [f"{answer['name']} ({filesizeformat(answer['size'])})"]

    def words(self, question: Question, answer: Any) -> list[str]:
        return []


@register_kind
class Group(Kind):
    """A heading with the questions that belong together, its `parts`. Required: at least one of them is answered."""

    name = "group"
    answered = False
    in_sheets = False

    def faults(self, question: Question) -> list[str]:
        found = [] if len(question.parts) > 1 else ["a group needs two parts or more"]
        if question.follows:
            found.append("a group follows nothing; each of its parts may")
        return found

    def suits(self, question: Question, answer: Any) -> bool:
        return False


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
