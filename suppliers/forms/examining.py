"""Forms of the registrar's desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.ui.forms import TalatForm
from suppliers.verdicts import Verdict


class JudgeForm(TalatForm):
    """A verdict on one item. `fingerprint` is what the registrar saw."""

    item = forms.CharField(widget=forms.HiddenInput, max_length=60)
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
    verdict = forms.ChoiceField(label=_("Verdict"), choices=Verdict)
    reason = forms.CharField(
        label=_("What the company should do"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("verdict") in (Verdict.ASK, Verdict.REFUSE) and len(given.get("reason", "").strip()) < 5:
            self.add_error("reason", _("Say what is wrong and what the company should do."))
        return given


class ByHandForm(TalatForm):
    """What a registrar saw in a register that no machine may ask."""

    outcome = forms.ChoiceField(
        label=_("The register has the company"), choices=[("found", _("Yes")), ("not_found", _("No"))], widget=forms.RadioSelect
    )
    name_th = forms.CharField(label=_("Name in the register"), max_length=255, required=False)
    status = forms.CharField(label=_("Status in the register"), max_length=120, required=False)
    note = forms.CharField(label=_("Where and how it was looked up"), max_length=500)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("outcome") == "found":
            for name in ("name_th", "status"):
                if name in given and not given[name]:
                    self.add_error(name, _("Copy this from the register."))
        return given


class NamesakeForm(TalatForm):
    director = forms.IntegerField(widget=forms.HiddenInput)
    abandoner = forms.CharField(widget=forms.HiddenInput, max_length=40)
    reason = forms.CharField(
        label=_("How you know that it is another person"), min_length=10, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
