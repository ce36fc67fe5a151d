"""Forms about people: allauth's, with our sentences and the names that papers need."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.accounts.models import Family, Organisation, Person
from marketplace.kernel import clock
from marketplace.ui.forms import MoneyField, TalatForm, TalatFormMixin, ThaiDateField


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


class AddKeyForm(OurWords, webauthn.AddWebAuthnForm):
    """A passkey or security key, under a name of one's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")


class AddPersonForm(TalatForm):
    """Whom to entrust with what."""

    email = forms.EmailField(
        label=_("E-mail address at work"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("A link goes to this address. It admits this person only, once."),
    )
    duty = forms.ChoiceField(label=_("Duty"))

    def __init__(self, *args: Any, duties: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duty"].choices = [(duty.value, duty.label) for duty in duties]  # type: ignore[attr-defined]


class ReasonForm(TalatForm):
    """Why something ends. It is recorded."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("It stays in the log.")
    )


class JoinForm(TalatForm):
    """Who comes in by a link and has no account yet. The address is known: the link went to it."""

    title = SignupForm.declared_fields["title"]
    given_name = SignupForm.declared_fields["given_name"]
    family_name = SignupForm.declared_fields["family_name"]
    password = forms.CharField(
        label=_("Choose a password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False)
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        names = {key: self.cleaned_data.get(key, "") for key in ("given_name", "family_name")}
        validate_password(password, Person(email=self.email, **names))
        return password


class DelegationForm(TalatForm):
    """A delegation of the power to order, as its order says it (cl. 7)."""

    holder = forms.ModelChoiceField(
        label=_("To whom"), queryset=Person.objects.none(), to_field_name="ref", empty_label=_("Choose a person")
    )
    families = forms.MultipleChoiceField(label=_("For which methods"), choices=Family.choices, widget=forms.CheckboxSelectMultiple)
    max_satang = MoneyField(label=_("Up to, per order (baht incl. VAT)"))
    from_on = ThaiDateField(label=_("From"))
    to_on = ThaiDateField(label=_("Until, this day included"))
    order_no = forms.CharField(label=_("Number of the delegation order"), max_length=80)
    sao_copy_no = forms.CharField(
        label=_("Number of the letter with its copy to the State Audit Office"),
        max_length=80,
        help_text=_("A copy of every delegation goes to the State Audit Office (Regulation cl. 7)."),
    )

    def __init__(self, *args: Any, organisation: Organisation, giver_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Person.objects.filter(is_active=True, memberships__organisation=organisation, memberships__until_at__isnull=True)
        self.fields["holder"].queryset = members.exclude(pk=giver_id).distinct().order_by("given_name", "family_name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("from_on"), given.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("The last day lies before the first. Correct one of them."))
        elif last and last < clock.today():
            self.add_error("to_on", _("This day has passed. Write a day from today on."))
        return given
