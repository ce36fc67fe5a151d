"""Forms about people."""

from __future__ import annotations

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(AllauthSignupForm):
    """Sign-up with the person's real name: it stands on papers."""

    title = forms.CharField(label=_("Title"), max_length=40, required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=100)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    field_order = ["title", "given_name", "family_name", "email", "password1", "password2"]
