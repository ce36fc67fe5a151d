"""The form of a saved search. Parsing only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Alert
from marketplace.ui.forms import TalatForm


class SavedForm(TalatForm):
    """What a search is called, and what happens when new listings match."""

    name = forms.CharField(label=_("Name of the search"), max_length=120)
    alert = forms.ChoiceField(label=_("When new services match"), choices=Alert.choices, widget=forms.RadioSelect)
