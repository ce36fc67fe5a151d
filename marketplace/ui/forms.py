"""Base forms and fields: what people are told says what to do, and what they typed stays.

Must not know domain objects. Fields read what people in Thailand type: commas and Thai digits in numbers, days with a
year of a named era.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from marketplace.kernel import era, files, money
from marketplace.ui import formats

WRITE = _("Write “%(label)s”.")
CHOOSE = _("Choose “%(label)s”.")
ATTACH = _("Attach “%(label)s”.")
TICK = _("Tick “%(label)s” to go on.")
CHOOSE_LISTED = _("Choose “%(label)s” from the list.")

_CHOICES = (
    forms.ChoiceField,
    forms.ModelChoiceField,
    forms.MultipleChoiceField,
    forms.ModelMultipleChoiceField,
)
#: What our forms say instead of Django's own words, by field class (the first that fits) and code.
MESSAGES: tuple[tuple[type[forms.Field] | tuple[type[forms.Field], ...], dict[str, Any]], ...] = (
    (_CHOICES, {"required": CHOOSE, "invalid_choice": CHOOSE_LISTED, "invalid_list": CHOOSE_LISTED, "invalid_pk_value": CHOOSE_LISTED, "list": CHOOSE_LISTED}),
    (forms.BooleanField, {"required": TICK}),
    (forms.FileField, {"required": ATTACH, "missing": ATTACH, "invalid": ATTACH, "empty": _("The file for “%(label)s” is empty. Attach another."), "contradiction": _("Either attach a new file or remove the old one, not both.")}),
    (forms.EmailField, {"required": WRITE, "invalid": _("Write the e-mail address in full, for example somchai@example.go.th.")}),
    (forms.URLField, {"required": WRITE, "invalid": _("Write the whole address, for example https://example.go.th.")}),
    ((forms.IntegerField, forms.DecimalField, forms.FloatField), {"required": WRITE, "invalid": _("Write “%(label)s” with digits only.")}),
    (forms.DateTimeField, {"required": WRITE, "invalid": _("Write day and time, for example 2026-12-04 09:00.")}),
    (forms.TimeField, {"required": WRITE, "invalid": _("Write the time with hours and minutes, for example 09:30.")}),
    (forms.Field, {"required": WRITE}),
)  # fmt: skip
LIMITS = {
    "max_length": ngettext_lazy("Shorten this to %(limit_value)d character; it has %(show_value)d.", "Shorten this to %(limit_value)d characters; it has %(show_value)d.", "limit_value"),
    "min_length": ngettext_lazy("Write at least %(limit_value)d character; there are %(show_value)d.", "Write at least %(limit_value)d characters; there are %(show_value)d.", "limit_value"),
    "max_value": _("Write %(limit_value)s or less."),
    "min_value": _("Write %(limit_value)s or more."),
    "null_characters_not_allowed": _("Remove the hidden characters and write it anew."),
}  # fmt: skip


class _Labelled(Promise):
    """A message with the field's label in it, put together when it is read, in the reader's language."""

    def __init__(self, message: Any, label: Any) -> None:
        self.message, self.label = message, label

    def __str__(self) -> str:
        return str(self.message) % {"label": self.label}

    def __mod__(self, params: Any) -> str:
        return str(self)


def own_words(field: forms.Field, label: Any) -> None:
    """Replace Django's default messages of `field` by ours; messages that the form's author wrote stay."""
    defaults: dict[str, Any] = {}
    for cls in reversed(type(field).__mro__):
        if cls.__module__.startswith("django."):
            defaults.update(getattr(cls, "default_error_messages", {}))
    ours: dict[str, Any] = dict(LIMITS)
    for classes, messages in MESSAGES:
        if isinstance(field, classes):
            ours.update({code: _Labelled(text, label) for code, text in messages.items()})
            break
    for code, text in ours.items():
        written = field.error_messages.get(code)
        if written is None or str(written) == str(defaults.get(code, "")):
            field.error_messages[code] = text


class TalatFormMixin:
    """Gives any form our messages and leaves checking to the server, so that every sentence is ours."""

    use_required_attribute = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label = field.label if field.label not in (None, "") else forms.utils.pretty_name(name)
            own_words(field, label)
            if isinstance(field.widget, forms.Textarea) and field.widget.attrs.get("rows") == "10":
                field.widget.attrs["rows"] = "5"


class TalatForm(TalatFormMixin, forms.Form):
    """Base of every form."""


class TalatModelForm(TalatFormMixin, forms.ModelForm):
    """Base of forms that fill a model's row (drafts only: objects with a life change through the engine's door)."""


class MoneyField(forms.CharField):
    """An amount of baht; cleans to whole satang (int), or None where it may be left out.

    Args:
        max_satang, min_satang: limits, in satang; by default an amount must be above zero.
    """

    unit = _("baht")
    default_error_messages = {
        "unreadable": _("Write the amount in baht with digits, for example 1,250.50."),
        "too_small": _("Write an amount of %(limit)s baht or more."),
        "too_large": _("Write an amount of %(limit)s baht or less."),
    }

    def __init__(self, *, min_satang: int = 1, max_satang: int = money.LARGEST, **kwargs: Any) -> None:
        self.min_satang, self.max_satang = min_satang, max_satang
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        text = super().to_python(value) or ""
        if text in self.empty_values:
            return None
        try:
            return money.parse_baht(text)
        except money.UnreadableAmount as unreadable:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable") from unreadable

    def run_validators(self, value: Any) -> None:
        """Length is judged on the text; here only the limits matter."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if value < self.min_satang:
            raise ValidationError(
                self.error_messages["too_small"],
                code="too_small",
                params={"limit": money.baht(self.min_satang)},
            )
        if value > self.max_satang:
            raise ValidationError(
                self.error_messages["too_large"],
                code="too_large",
                params={"limit": money.baht(self.max_satang)},
            )

    def prepare_value(self, value: Any) -> Any:
        return money.baht(value) if isinstance(value, int) and not isinstance(value, bool) else value


class NumberField(forms.CharField):
    """A whole number as people type it: Thai digits and commas are read. Cleans to int, or None."""

    default_error_messages = {
        "unreadable": _("Write a whole number with digits, for example 1,200."),
        "too_small": _("Write %(limit)s or more."),
        "too_large": _("Write %(limit)s or less."),
    }

    def __init__(self, *, min_value: int | None = 0, max_value: int | None = 10**12, unit: Any = "", **kwargs: Any) -> None:
        self.min_value, self.max_value, self.unit = min_value, max_value, unit
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        text = money.latin_digits(super().to_python(value) or "").replace(",", "").replace(" ", "")
        if text in self.empty_values:
            return None
        if not (text.isascii() and text.lstrip("-").isdigit() and len(text) <= 20):
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        return int(text)

    def run_validators(self, value: Any) -> None:
        """Limits are judged in `validate`, with our own sentences."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            raise ValidationError(self.error_messages["too_small"], code="too_small", params={"limit": f"{self.min_value:,}"})
        if self.max_value is not None and value > self.max_value:
            raise ValidationError(self.error_messages["too_large"], code="too_large", params={"limit": f"{self.max_value:,}"})

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value


class DayWidget(forms.MultiWidget):
    """A day as text with the era of its year beside it: `name` and `name_era`."""

    template_name = "ui/widgets/day.html"
    use_fieldset = False

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        eras = [("BE", _("B.E. (พ.ศ.)")), ("CE", _("A.D. (ค.ศ.)"))]
        widgets: dict[str, Any] = {"": forms.TextInput(attrs={"autocomplete": "off"}), "era": forms.Select(choices=eras)}
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[Any]:
        own = "BE" if formats.language() == "th" else "CE"
        if value is None or value == "":
            return ["", own]
        return [
            era.format_date(value, "th" if own == "BE" else "en") if hasattr(value, "year") else value,
            own,
        ]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        text, chosen = context["widget"]["subwidgets"]
        text["attrs"]["id"] = context["widget"]["attrs"].get("id", f"id_{name}")
        for attribute in ("aria-describedby", "aria-invalid"):
            if attribute in context["widget"]["attrs"]:
                text["attrs"][attribute] = context["widget"]["attrs"][attribute]
                chosen["attrs"].pop(attribute, None)
        chosen["attrs"]["aria-label"] = _("Era of the year")
        return context

    def id_for_label(self, id_: str) -> str:
        return id_


class ThaiDateField(forms.MultiValueField):
    """A day with an explicit era; cleans to a date, or None where it may be left out.

    Where the era is not sent (scripts, tests) the reader's own is meant; `2026-12-04` is always of the Common Era.
    """

    widget = DayWidget
    default_error_messages = {
        "unreadable": _("Write the day as day, month and year, for example %(example)s."),
        "be_where_ce": _("The year %(year)d is a year of the Buddhist Era, but A.D. is chosen. Write %(other)d, or choose B.E."),
        "ce_where_be": _("The year %(year)d is a year A.D., but the Buddhist Era is chosen. Write %(other)d, or choose A.D."),
    }

    def __init__(self, **kwargs: Any) -> None:
        parts = (
            forms.CharField(required=False, max_length=40),
            forms.CharField(required=False, max_length=2),
        )
        super().__init__(parts, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> Any:
        if hasattr(value, "year"):
            return value
        text, chosen = [*(value or []), "", ""][:2]
        text = (text or "").strip()
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        own = "BE" if formats.language() == "th" else "CE"
        try:
            return era.parse_date(text, chosen if chosen in ("BE", "CE") else own)  # type: ignore[arg-type]
        except era.WrongEra as wrong:
            code = "be_where_ce" if wrong.expected == "CE" else "ce_where_be"
            other = wrong.year - era.AHEAD if wrong.expected == "CE" else wrong.year + era.AHEAD
            raise ValidationError(self.error_messages[code], code=code, params={"year": wrong.year, "other": other}) from wrong
        except era.UnreadableDate as unreadable:
            example = "30 ก.ย. 2569" if own == "BE" else "30 Sep 2026"
            raise ValidationError(self.error_messages["unreadable"], code="unreadable", params={"example": example}) from unreadable


class FileField(forms.FileField):
    """A file of a known kind, not too large and not known to be harmful (`marketplace.kernel.files`).

    Args:
        kinds: names from `files.KINDS`; by default papers and pictures.
        max_bytes: defaults to the setting `UPLOAD_MAX_BYTES`.
    """

    widget = forms.FileInput

    def __init__(self, *, kinds: tuple[str, ...] = files.DOCUMENTS, max_bytes: int | None = None, **kwargs: Any) -> None:
        self.kinds, self.max_bytes = kinds, max_bytes
        kwargs.setdefault("help_text", files.Hint(kinds, max_bytes))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ",".join(files.accepted(self.kinds))}

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is not None:
            files.inspect(file, self.kinds, self.max_bytes)
        return file


class KeptFileInput(forms.ClearableFileInput):
    """A file input that names the file which is kept already, with a box that takes it out."""

    template_name = "ui/widgets/kept_file.html"
    use_fieldset = False

    def is_initial(self, value: Any) -> bool:
        return isinstance(value, Mapping)


class KeptFileField(FileField):
    """A file that stays until another takes its place. What is kept is a mapping with name and size; taken out it is False."""

    widget = KeptFileInput
