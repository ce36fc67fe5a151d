"""What an auditor is asked when a flag is closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.oversight.states import Outcome
from marketplace.ui.forms import TalatForm


class CloseForm(TalatForm):
    """What was found, and why."""

    outcome = forms.ChoiceField(label=_("What you found"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Say what you looked at. It stays in the case file for good, with your name."),
    )

    def __init__(self, *args: Any, case: Any = None, actor: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
