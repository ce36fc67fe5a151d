"""Whom the demo introduces when it starts: one person for each duty. Reads what was loaded, invents nobody."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from django.utils import translation

from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Membership


@dataclass(frozen=True)
class Introduction:
    """One person: a line of the terminal, an entry of the sign-in page."""

    email: str
    duties: str
    organisation: str


def password() -> str:
    """The demo's one password, from the module that loads the demo; empty where there is none."""
    return _secret("PASSWORD")


def passphrase() -> str:
    """The one passphrase of the demo's key holders; empty where there is none."""
    return _secret("PASSPHRASE")


def _secret(name: str) -> str:
    try:
        return str(getattr(import_module("marketplace.web.demo"), name))
    except (ImportError, AttributeError):
        return ""


def introductions(language: str = "en") -> tuple[list[Introduction], str]:
    """The first person found for each duty (with their other duties) in `language`, and the password of all."""
    held = Membership.objects.in_force().select_related("person", "organisation").order_by("pk")
    first: dict[str, Membership] = {}
    all_duties: dict[tuple[int, int], list[str]] = {}
    for membership in held:
        first.setdefault(membership.duty, membership)
        all_duties.setdefault((membership.person_id, membership.organisation_id), []).append(membership.duty)
    people: dict[tuple[int, int], Introduction] = {}
    with translation.override(language):
        for duty in sorted(Duty, key=lambda each: each == Duty.STAFF):
            if (found := first.get(str(duty))) is None:
                continue
            key = (found.person_id, found.organisation_id)
            labels = ", ".join(str(Duty(each).label) for each in all_duties[key])
            people.setdefault(key, Introduction(found.person.email, labels, found.organisation.name))
    return list(people.values()), password()
