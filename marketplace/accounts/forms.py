"""Forms about people: allauth's, with our sentences and the names that papers need."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.ui.forms import TalatFormMixin


class OurWords(TalatFormMixin):
    """Our messages; no placeholders, since they vanish when one begins to type."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignupForm(OurWords, account.SignupForm):
    """Sign-up with the person's real name: it stands on papers."""

    title = forms.CharField(
        label=pgettext_lazy("of a person", "Title"),
        max_length=40,
        required=False,
        help_text=_("As on your official papers, for example นาย, นาง, นางสาว, ดร."),
        widget=forms.TextInput(attrs={"autocomplete": "honorific-prefix", "class": "medium"}),
    )
    given_name = forms.CharField(label=_("Given name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    family_name = forms.CharField(label=_("Family name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    field_order = ["title", "given_name", "family_name", "email", "password1", "password2"]


class LoginForm(OurWords, account.LoginForm):
    """Sign-in with e-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    """Asks for the address to which a link is sent."""


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    """A new password after following the link."""


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    """A new password by knowing the old one."""


class AddEmailForm(OurWords, account.AddEmailForm):
    """A further e-mail address."""


class AuthenticateForm(OurWords, mfa.AuthenticateForm):
    """The second step at sign-in."""


class ReauthenticateForm(OurWords, mfa.ReauthenticateForm):
    """The second step before something delicate."""


class ActivateTOTPForm(OurWords, totp.ActivateTOTPForm):
    """The first code of a phone that makes one-time codes."""
