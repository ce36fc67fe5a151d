"""The supplier's terms: which version holds, what a company has still to accept. The first version comes with the release."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from django.db import connections

from marketplace.kernel import clock
from suppliers.states import G

if TYPE_CHECKING:
    from suppliers.models import Company, TermsVersion

FIRST = Path(__file__).with_name("first_terms.yaml")


def newest() -> TermsVersion | None:
    """The newest published version, which may hold from a later day. One query."""
    from suppliers.models import TermsVersion

    return TermsVersion.objects.published().first()


def in_force(on: dt.date) -> TermsVersion | None:
    """The version that holds on the day; None before the first. One query."""
    from suppliers.models import TermsVersion

    return TermsVersion.objects.in_force(on).first()


def to_accept(company: Company) -> TermsVersion | None:
    """The newest published version where the company has not accepted it: it can be accepted before its day. One query."""
    found = newest()
    return found if found is not None and found.number > company.terms_accepted else None


def missing(company: Company, on: dt.date) -> int:
    """Number of the version in force on the day where the company accepted neither it nor a later one; else 0. One query."""
    from suppliers.models import TermsVersion

    number = TermsVersion.objects.in_force(on).values_list("number", flat=True).first() or 0
    return number if number > company.terms_accepted else 0


@cache
def _release() -> dict[str, Any]:
    said: dict[str, Any] = yaml.safe_load(FIRST.read_text(encoding="utf-8"))
    return said


def seed(using: str = "default") -> bool:
    """Bring in the release's first version where there is none at all; answer whether it was brought in."""
    from suppliers.models import TermsVersion

    if TermsVersion._meta.db_table not in connections[using].introspection.table_names() or TermsVersion.objects.using(using).exists():
        return False
    said, now = _release(), clock.read_true()
    version = TermsVersion(
        ref="TERMS-1", number=1, state=G.PUBLISHED, text_th=said["th"].strip(), text_en=said["en"].strip(),
        effective_from=said["effective_from"], drafted_at=now, published_at=now,
    )  # fmt: skip
    version.sha256 = version.digest()
    version.save(using=using)
    return True


def after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """Handler of `post_migrate`."""
    seed(using)
