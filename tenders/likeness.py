"""What bidders of one purchase share: directors, address, telephone, bank account, the same file (s. 64; mutual interest).

A finding is a lead for the committee, never a verdict: two people can share a name. Reads rows only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from suppliers.models import BankAccount, Director
from tenders.models import BidDocument, Tender
from tenders.states import B


@dataclass(frozen=True)
class Tie:
    """One thing that two or more bidders share. `what` says which, `value` shows it."""

    code: str
    what: str | Promise
    value: str
    companies: frozenset[int]
    names: tuple[str, ...]


WORDS: dict[str, Any] = {
    "director": _("The same director"),
    "address": _("The same address"),
    "telephone": _("The same telephone number"),
    "bank": _("The same bank account"),
    "file": _("The same file"),
}


def ties(tender: Tender) -> list[Tie]:
    """Everything that opened bids of this purchase share. Four queries however many bids."""
    bids = list(tender.bids.filter(state__in=[B.OPENED, B.COMPLIANT, B.REJECTED]).select_related("company"))
    companies = {bid.company_id: bid.company for bid in bids}
    if len(companies) < 2:
        return []
    held: dict[tuple[str, str], set[int]] = defaultdict(set)
    for person in Director.objects.present().filter(company_id__in=companies):
        held["director", f"{person.given_name} {person.family_name}"].add(person.company_id)
    for account in BankAccount.objects.filter(company_id__in=companies):
        held["bank", "".join(filter(str.isdigit, account.number))].add(account.company_id)
    for company in companies.values():
        held["address", " ".join(company.address.split())].add(company.pk)
        held["telephone", "".join(filter(str.isdigit, company.contact_phone))].add(company.pk)
    for company_id, sha256 in BidDocument.objects.filter(bid__in=bids).values_list("bid__company_id", "file__sha256"):
        held["file", sha256].add(company_id)
    return list(_found(held.items(), companies))


def _found(held: Iterable[tuple[tuple[str, str], set[int]]], companies: dict[int, Any]) -> Iterable[Tie]:
    for (code, value), sharing in held:
        if value and len(sharing) > 1:
            shown = value[:12] if code == "file" else value
            yield Tie(code, WORDS[code], shown, frozenset(sharing), tuple(sorted(companies[pk].name for pk in sharing)))
