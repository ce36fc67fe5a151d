"""Who is meant: people found by duty, organisation or reference. For routing tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from marketplace.accounts.duty import Duty
from marketplace.accounts.models import OrganisationKind, Person


def holders(organisation_ref: str, *duties: Duty) -> list[Person]:
    """People who hold one of `duties` (any, if none is named) in the organisation with this reference now."""
    found = Person.objects.filter(is_active=True, memberships__until_at__isnull=True, memberships__organisation__ref=organisation_ref)
    if duties:
        found = found.filter(memberships__duty__in=duties)
    return list(found.distinct())


def at_comptroller(*duties: Duty) -> Callable[[Any], list[Person]]:
    """Recipients of a route: holders of `duties` at the comptroller's."""

    def find(entry: Any) -> list[Person]:
        found = Person.objects.filter(
            is_active=True,
            memberships__until_at__isnull=True,
            memberships__organisation__kind=OrganisationKind.COMPTROLLER,
            memberships__duty__in=duties,
        )
        return list(found.distinct())

    return find


def people(refs: Iterable[str]) -> list[Person]:
    """People by their references."""
    return list(Person.objects.filter(is_active=True, ref__in=list(refs)))
