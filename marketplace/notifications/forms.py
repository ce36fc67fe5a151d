"""What a person wants by e-mail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.notifications.models import Preference
from marketplace.ui.forms import TalatModelForm


class PreferenceForm(TalatModelForm):
    """Two ticks: what waits for me, and what is only news."""

    mail_waits = forms.BooleanField(label=_("Mail me when something waits for me"), required=False)
    mail_news = forms.BooleanField(label=_("Mail me news too: steps of others in cases of mine"), required=False)

    class Meta:
        model = Preference
        fields = ("mail_waits", "mail_news")
