"""Which facts of a company are its identity, how they are shown, and how two states of them differ. Pure: knows no step.

Identity is whatever a registrar compared with evidence. Once a company has been verified it changes only by a request
that a registrar decides; how the company is reached it writes itself at any time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.ui import formats
from suppliers.kinds import LegalForm, Sector, SmeSize

Text = str | Promise
#: Facts that are compared with nothing: the company's people write them at any time.
OPEN = frozenset({"business", "contact_name", "contact_email", "contact_phone", "website"})
DIRECTORS, BANK = "directors", "bank"

#: Fact to its label and to the item of the registration under which a registrar judged it.
FACTS: dict[str, tuple[Text, str]] = {
    "name_th": (gettext_lazy("Name in Thai"), "identity"),
    "name_en": (gettext_lazy("Name in English"), "identity"),
    "legal_form": (gettext_lazy("Kind"), "identity"),
    "registered_on": (gettext_lazy("Registered on"), "identity"),
    "capital_satang": (gettext_lazy("Registered capital"), "identity"),
    "paid_up_capital_satang": (gettext_lazy("Paid-up capital"), "identity"),
    "is_foreign": (gettext_lazy("Registered abroad, or mainly foreign-owned"), "identity"),
    "representative": (gettext_lazy("Representative in Thailand"), "representative"),
    "representative_number": (gettext_lazy("13-digit number of the representative"), "representative"),
    "address": (gettext_lazy("Address of the head office"), "place"),
    "district": (gettext_lazy("District"), "place"),
    "province": (gettext_lazy("Province"), "place"),
    "postcode": (gettext_lazy("Postcode"), "place"),
    "vat_registered": (gettext_lazy("Registered for VAT"), "vat"),
    "vat_branch": (gettext_lazy("Branch number in the VAT register"), "vat"),
    "egp_no": (gettext_lazy("e-GP registration number"), "egp"),
    "sme_gp_no": (gettext_lazy("THAI SME-GP registration number"), "sme"),
    "sector": (gettext_lazy("Sector"), "sme"),
    "staff": (gettext_lazy("People employed"), "sme"),
    "revenue_satang": (gettext_lazy("Revenue of the last year"), "sme"),
    "sme_size": (gettext_lazy("Size"), "sme"),
    "signing_rule": (gettext_lazy("Who signs for the company"), "directors"),
    DIRECTORS: (gettext_lazy("Directors"), "directors"),
    BANK: (gettext_lazy("Bank account"), "bank"),
}


@dataclass(frozen=True)
class Difference:
    """One fact as it is and as the company wants it: as kept, and as people read it."""

    fact: str
    label: Text
    old: str
    new: str
    item: str


def differences(changes: Mapping[str, Mapping[str, Any]]) -> list[Difference]:
    """The changes of a request as people read them, in the order of the table."""
    return [
        Difference(fact, label, shown(fact, changes[fact]["old"]), shown(fact, changes[fact]["new"]), item)
        for fact, (label, item) in FACTS.items()
        if fact in changes
    ]


#: Labels of open facts without which a registration is not handed in.
_OPEN_LABELS: dict[str, Text] = {"contact_email": gettext_lazy("E-mail for agencies"), "contact_phone": gettext_lazy("Telephone")}


def _joined(facts: tuple[str, ...]) -> str:
    return ", ".join(str(FACTS[fact][0] if fact in FACTS else _OPEN_LABELS.get(fact, fact)) for fact in facts)


#: The labels of several facts in a row, in the language of whoever reads them.
labels = lazy(_joined, str)


def shown(fact: str, value: Any) -> str:
    """A kept value (as JSON holds it) in the reader's language; a dash where there is none."""
    if value in (None, "", []):
        return "–"
    if fact == DIRECTORS:
        may_sign = _("may sign")
        return ", ".join(f"{title}{given} {family}" + (f" ({may_sign})" if signs else "") for title, given, family, signs in value)
    if fact == BANK:
        return " ".join(part for part in (value["bank"], value["branch"], value["number"], "·", value["holder"]) if part)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if fact.endswith("_satang"):
        return formats.baht(value)
    if fact == "registered_on":
        return formats.day(dt.date.fromisoformat(value))
    words: dict[str, Any] = {"legal_form": LegalForm, "sector": Sector, "sme_size": SmeSize}
    return str(words[fact](value).label) if fact in words else str(value)
