"""What people type on the page where they check the log."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.audit import public
from marketplace.ui.forms import TalatForm


class FindEntry(TalatForm):
    """Find an entry by the number or the code that a receipt or a paper gives."""

    entry = forms.CharField(
        label=_("Number or code of an entry"),
        help_text=_("For example 128, or the 36 characters that stand on a receipt."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_entry(self) -> int:
        """Position of the entry."""
        position = public.find(self.cleaned_data["entry"])
        if position is None:
            raise forms.ValidationError(_("The log has no such entry. Copy the number or code exactly as it is written on the paper."))
        return position
