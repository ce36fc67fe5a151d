"""What we change in django-allauth: names at sign-up, and where people go next."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext as _


class AccountAdapter(DefaultAccountAdapter):
    """Keeps the person's real name and language when an account is made."""

    def format_email_subject(self, subject: str) -> str:
        """Mails name the product, not the host they were sent from."""
        product = _("Talat")
        return f"{product}: {subject}"

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user = super().save_user(request, user, form, commit=False)
        for name in ("title", "given_name", "family_name"):
            setattr(user, name, form.cleaned_data.get(name, ""))
        user.language = (getattr(request, "LANGUAGE_CODE", "th") or "th")[:2]
        if commit:
            user.save()
        return user

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The link in the mail leads on to where the person wanted to go when they made the account, in any browser."""
        url: str = super().get_email_confirmation_url(request, emailconfirmation)
        wanted = request.POST.get("next", "") if request is not None else ""
        return f"{url}?{urlencode({'next': wanted})}" if wanted and self.is_safe_url(wanted) else url
