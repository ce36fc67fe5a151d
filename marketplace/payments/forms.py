"""What a person is asked when a payment is recorded or taken back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.kernel import clock
from marketplace.ui.forms import FileField, TalatForm, ThaiDateField


class EvidenceForm(TalatForm):
    """Reference, day and evidence of a payment made outside."""

    reference = forms.CharField(
        label=_("Reference of the payment"), max_length=80, help_text=_("The number on the transfer slip or the treasury's notice.")
    )
    paid_on = ThaiDateField(label=_("Paid on"))
    evidence = FileField(label=_("Evidence"))

    def __init__(self, *args: Any, case: Any = None, actor: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paid_on"].initial = clock.today


class ReverseForm(TalatForm):
    """Why a recorded payment is taken back."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)

    def __init__(self, *args: Any, case: Any = None, actor: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
