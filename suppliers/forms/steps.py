"""Forms of steps that the engine's own page asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.ui.forms import TalatForm, ThaiDateField


class StepForm(TalatForm):
    """Takes the case and the actor that the engine's page hands over."""

    def __init__(self, *args: Any, case: Any = None, actor: Any = None, **kwargs: Any) -> None:
        self.case, self.actor = case, actor
        super().__init__(*args, **kwargs)


class ReasonForm(StepForm):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The other side reads it. Say what is wrong and what can be done."),
        widget=forms.Textarea(attrs={"rows": 4}),
        min_length=5,
        max_length=2000,
    )


class RemovalForm(StepForm):
    removal_order_no = forms.CharField(label=_("Number of the removal order"), max_length=80)
    ended_on = ThaiDateField(label=_("Day of the removal order"))
