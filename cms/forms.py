"""Forms of the rules pages: propose a value, propose a day, refuse."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from cms.reading import scope_choices
from marketplace.kernel import clock
from marketplace.law.definitions import Definition
from marketplace.law.models import HolidayOverride
from marketplace.law.values import Kind, UnreadableValue, read, write
from marketplace.ui.forms import TalatForm, ThaiDateField

#: How a value of each kind is written, and what is said where it cannot be read.
HOW = {
    Kind.MONEY: _("An amount in baht, for example 500,000."),
    Kind.INTEGER: _("A whole number, for example 7."),
    Kind.PERCENT: _("A percentage as a number, for example 0.10."),
    Kind.PERCENT_RANGE: _("The lowest and the highest percentage, for example 0.01 - 0.20."),
    Kind.MONEY_RANGE: _("Two amounts in baht: over the first, up to the second, for example 500,000 - 5,000,000."),
    Kind.BANDS: _("One band per line, upper amount and value, the last with a star: 5,000,000: 5 and then *: 20."),
    Kind.MONEY_BANDS: _("One band per line, upper amount and amount, the last with a star: 1,000,000: 0 and then *: 2,000,000."),
    Kind.TIME_RANGE: _("Two times of day, for example 09:00 - 12:00."),
    Kind.CHOICE: _("Choose one."),
}


class ValueProposalForm(TalatForm):
    """A new dated value for one rule."""

    value = forms.CharField(label=_("New value"), max_length=400)
    scope = forms.ChoiceField(label=_("For whom"), required=False)
    effective_from = ThaiDateField(label=_("First day"))
    effective_to = ThaiDateField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave empty unless the value is temporary. After it the older value applies again."),
    )
    source = forms.CharField(
        label=_("Circular or regulation"), max_length=300, help_text=_("Number and date of the letter that this value comes from.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, rule: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.fields["scope"].choices = scope_choices()  # type: ignore[attr-defined]
        field = self.fields["value"]
        field.help_text = HOW[rule.kind]
        if rule.kind is Kind.CHOICE:
            choices = [(choice, rule.choice_words(choice)) for choice in rule.choices]
            self.fields["value"] = forms.ChoiceField(label=field.label, choices=choices, help_text=HOW[rule.kind])
        elif rule.kind in (Kind.BANDS, Kind.MONEY_BANDS):
            field.widget = forms.Textarea(attrs={"rows": 9})

    def clean_value(self) -> Any:
        try:
            value = read(self.rule.kind, self.cleaned_data["value"], tuple(self.rule.choices))
        except UnreadableValue as unreadable:
            raise ValidationError(_("Write the value in this form. %(how)s"), params={"how": lazystr(HOW[self.rule.kind])}) from unreadable
        self.cleaned_data["written"] = write(self.rule.kind, value)
        return value

    def clean_effective_from(self) -> dt.date:
        return _not_past(self.cleaned_data["effective_from"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("effective_from"), cleaned.get("effective_to")
        if first and last and last < first:
            self.add_error("effective_to", _("Write a last day that is not before the first day."))
        return cleaned


class DayProposalForm(TalatForm):
    """A day that is a holiday or a working day by decision of the cabinet."""

    day = ThaiDateField(label=_("Day"))
    effect = forms.ChoiceField(
        label=_("Offices"),
        choices=[(HolidayOverride.Effect.HOLIDAY, _("are closed: a holiday")), (HolidayOverride.Effect.WORKING, _("work: not a holiday"))],
        widget=forms.RadioSelect,
    )
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    source = forms.CharField(label=_("Cabinet resolution"), max_length=200, help_text=_("Number or date of the resolution."))
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_day(self) -> dt.date:
        return _not_past(self.cleaned_data["day"])


class RefusalForm(TalatForm):
    """Why a proposal is refused."""

    decision_reason = forms.CharField(label=_("Why it is refused"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, case: Any = None, actor: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


def _not_past(day: dt.date) -> dt.date:
    if day < clock.today():
        raise ValidationError(_("Write today or a later day: a rule is never changed for the past."))
    return day


class WordListForm(forms.Form):
    """A word list of the search as text; `seen` is the version that the page was drawn from."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    content = forms.CharField(
        required=False,
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "aria-describedby": "word-list-hint"}),
    )
