"""Short marks beside a company's name: what it has proved and what has not lapsed. Pure: reads rows already loaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from suppliers.kinds import KINDS, Doc
from suppliers.models import Company, Evidence

#: Certificates by kind, with the short word of each. The registrations for SME-GP and e-GP are told apart from them.
CERTIFICATES: dict[str, str] = {str(kind): about.mark for kind, about in KINDS.items() if about.mark and kind not in (Doc.SME_GP, Doc.EGP)}


def marks(company: Company, evidence: Iterable[Evidence], on: dt.date) -> list[tuple[str | Promise, str]]:
    """(word, kind of tag) for each mark; `evidence` are the company's documents."""
    if not company.is_verified(on):
        return [(_("Not verified at present"), "stop")]
    found: list[tuple[str | Promise, str]] = [(_("Verified"), "good")]
    words = [one.about.mark for one in evidence if one.about.mark and one.accepted_at and one.is_valid(on)]
    return found + [(word, "") for word in dict.fromkeys(words)]


def held(company: Company, on: dt.date) -> tuple[str, ...]:
    """Kinds of the certificates that a registrar has checked and that hold on the day. No query."""
    return tuple(kind for kind in CERTIFICATES if company.proves(kind, on))


def short(company: Company, on: dt.date) -> list[str]:
    """Words of the certificates that hold on the day, for a list. No query."""
    return [CERTIFICATES[kind] for kind in held(company, on)]
