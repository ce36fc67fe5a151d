"""Sign-up, sign-in and the second step look like the product and speak the reader's language."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

OPEN = ("account_login", "account_signup", "account_reset_password", "account_reset_password_done", "account_email_verification_sent")
OWN = (
    "account_email",
    "account_change_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "account_reauthenticate",
)
PROTECTED = ("mfa_generate_recovery_codes", "mfa_view_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate")
#: Latin words that a Thai page may hold: names, addresses, brands.
LATIN = re.compile(r"JavaScript|talat\.example|officer|Talat|OTP|QR|PIN")


def words(page: Any) -> str:
    """What a reader sees of the main part of a page."""
    html = re.sub(r"<(script|style|svg|template|code)\b.*?</\1>", "", page.content.decode(), flags=re.S)
    (main,) = re.findall(r"<main.*</main>", html, re.S)
    return re.sub(r"<[^>]+>", " ", main)


def looks_right(client: Client, name: str) -> None:
    for language in ("th", "en"):
        client.cookies["talat_language"] = language
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        html = page.content.decode()
        assert "ui/talat" in html, f"{name} is outside of the frame"
        assert html.count("<h1") == 1, name
        assert re.search(r"<title>\s*\S", html), name
        shown = LATIN.sub("", words(page))
        strange = re.findall(r"[A-Za-z]{3,}" if language == "th" else r"[\u0e01-\u0e3a\u0e40-\u0e4e]{12,}", shown)
        assert strange == [] or language == "en", f"{name}: {strange}"


@pytest.mark.parametrize("name", OPEN)
def test_pages_before_sign_in(client: Client, name: str) -> None:
    looks_right(client, name)


def signed_in(player: Any) -> Client:
    """The person signed in with the password and confirmed a moment ago."""
    EmailAddress.objects.get_or_create(user=player.person, email=player.person.email, verified=True, primary=True)
    client = Client()
    client.post(reverse("account_login"), {"login": player.person.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_pages_of_ones_own_account(cast: Any) -> None:
    client = signed_in(cast.officer)
    for name in OWN:
        looks_right(client, name)


def test_pages_of_the_second_step(cast: Any) -> None:
    client = signed_in(cast.officer)
    TOTP.activate(cast.officer.person, generate_totp_secret())
    RecoveryCodes.activate(cast.officer.person)
    for name in PROTECTED:
        looks_right(client, name)
    other = Client()
    step = other.post(reverse("account_login"), {"login": cast.officer.person.email, "password": PASSWORD})
    assert step.url == reverse("mfa_authenticate")
    looks_right(other, "mfa_authenticate")
    assert not other.session.get("_auth_user_id"), "the password alone signs nobody in"
