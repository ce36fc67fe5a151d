"""Forms about changes of verified facts: why the company asks, and what the registrar says of each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.ui.forms import TalatForm, own_words
from suppliers.identity import Difference
from suppliers.verdicts import Verdict


class AskForm(TalatForm):
    """Why verified facts are to be changed; stands below the facts themselves."""

    reason = forms.CharField(
        label=_("Why this changes"),
        help_text=_("The registrar reads it. Name the document that shows it, and hand it in on the page of documents."),
        min_length=5,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DecideForm(TalatForm):
    """A verdict for each change, with a reason where it is refused."""

    def __init__(self, *args: Any, differences: list[Difference], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences = differences
        verdicts = [(Verdict.ACCEPT.value, Verdict.ACCEPT.label), (Verdict.REFUSE.value, Verdict.REFUSE.label)]
        for one in differences:
            self.fields[f"{one.fact}-verdict"] = forms.ChoiceField(label=str(one.label), choices=verdicts, widget=forms.RadioSelect)
            self.fields[f"{one.fact}-reason"] = forms.CharField(label=_("Reason, where you refuse"), required=False, max_length=500)
            own_words(self.fields[f"{one.fact}-verdict"], str(one.label))

    @property
    def rows(self) -> list[tuple[Difference, Any, Any]]:
        return [(one, self[f"{one.fact}-verdict"], self[f"{one.fact}-reason"]) for one in self.differences]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for one in self.differences:
            refused = given.get(f"{one.fact}-verdict") == Verdict.REFUSE
            if refused and len(given.get(f"{one.fact}-reason", "").strip()) < 5:
                self.add_error(f"{one.fact}-reason", _("Say why this change is refused and what the company can do."))
        return given

    @property
    def verdicts(self) -> dict[str, dict[str, str]]:
        given = self.cleaned_data
        return {
            one.fact: {"verdict": given[f"{one.fact}-verdict"], "reason": given[f"{one.fact}-reason"].strip()} for one in self.differences
        }
