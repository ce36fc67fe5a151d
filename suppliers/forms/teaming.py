"""Forms of the company's team."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.duty import Duty
from marketplace.ui.forms import TalatForm


class InviteForm(TalatForm):
    email = forms.EmailField(label=_("E-mail address with which the person signs in"))
    duty = forms.ChoiceField(label=_("Duty"), choices=[(duty.value, duty.label) for duty in (Duty.BIDDER, Duty.LISTER, Duty.OWNER)])
