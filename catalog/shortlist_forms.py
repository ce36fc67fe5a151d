"""Forms of shortlists. Parsing only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Shortlist
from catalog.questions import Unit
from marketplace.accounts.actor import Actor
from marketplace.ui.forms import NumberField, TalatForm


class GiveUpForm(TalatForm):
    """Why a list is given up."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, case: Shortlist, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class CaseForm(TalatForm):
    """What a list is called, and the case for which its totals are."""

    name = forms.CharField(label=_("Name of the list"), max_length=160, help_text=_("For example: document system for the town hall, 2570"))
    quantity = NumberField(label=_("How many"), min_value=1, max_value=10_000_000)
    term = NumberField(label=_("For how long"), min_value=1, max_value=1_000)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"].unit = unit.quantity  # type: ignore[attr-defined]
        if unit.term is None:
            self.fields["term"].widget, self.fields["term"].required = forms.HiddenInput(), False
        else:
            self.fields["term"].unit = unit.term  # type: ignore[attr-defined]

    def clean_term(self) -> int:
        """The term in the unit's own step; 1 where the unit has none."""
        return self.cleaned_data["term"] or 1


class MarkForm(CaseForm):
    """Which list the ticked listings go to. A new one needs a name and a case; a list that is there has both."""

    list = forms.ModelChoiceField(
        label=_("Which list"),
        queryset=Shortlist.objects.none(),
        to_field_name="ref",
        required=False,
        empty_label=_("A new list"),
        widget=forms.RadioSelect,
    )
    field_order = ("list", "name", "quantity", "term")

    def __init__(self, *args: Any, unit: Unit, lists: Sequence[Shortlist], **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        field: Any = self.fields["list"]
        if lists:
            field.queryset = Shortlist.objects.filter(pk__in=[row.pk for row in lists])
            field.label_from_instance = lambda row: f"{row.name} ({row.ref})"
            field.initial = lists[0].ref
        else:
            field.widget = forms.HiddenInput()
        if self.data.get("list"):
            for name in ("name", "quantity", "term"):
                self.fields[name].required = False

    def clean_quantity(self) -> int:
        return self.cleaned_data["quantity"] or 1


class EntryForm(TalatForm):
    """A note on a listing, and the reason where it is rejected."""

    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    rejected_reason = forms.CharField(
        label=_("Reason for rejecting it"),
        required=False,
        max_length=1000,
        help_text=_("Leave this open to keep the listing on the list."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
