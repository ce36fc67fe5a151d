"""Forms of the company's team."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.duty import Duty
from marketplace.ui.forms import TalatForm

#: In the order in which an owner needs them.
ROLES = (Duty.BIDDER, Duty.LISTER, Duty.BILLER, Duty.READER, Duty.OWNER)


class InviteForm(TalatForm):
    email = forms.EmailField(label=_("E-mail address of the person"))
    duty = forms.ChoiceField(label=_("Duty"), choices=[(duty.value, duty.label) for duty in ROLES])


class HandOverForm(TalatForm):
    """To whom the account goes."""

    person = forms.ChoiceField(label=_("New owner"))
    sure = forms.BooleanField(label=_("I know that I am no longer owner afterwards."))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose a person of the team")), *people]  # type: ignore[attr-defined]
