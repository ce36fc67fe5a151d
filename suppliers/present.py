"""The present value of any fact of a company, as JSON holds it: what requests for changes compare with. Reads rows."""

from __future__ import annotations

from typing import Any

from suppliers.dossier import plain
from suppliers.identity import BANK, DIRECTORS
from suppliers.models import BankAccount, Company


def value(company: Company, fact: str) -> Any:
    """The present value of a fact, as JSON holds it."""
    if fact == DIRECTORS:
        return [[one.title, one.given_name, one.family_name, one.may_sign] for one in company.directors.present()]
    if fact == BANK:
        bank = BankAccount.objects.filter(company=company).first()
        return {name: getattr(bank, name) for name in ("bank", "branch", "number", "holder")} if bank else None
    return plain(getattr(company, fact))
