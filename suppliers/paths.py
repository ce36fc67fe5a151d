"""Kinds of supplier as one readable table: what each writes, what it must hand in, and what follows from it. Pure.

A Thai juristic person, an individual and a juristic person of another country register by the same steps. What differs
stands here and nowhere else: no code asks which kind a supplier is, it asks the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.law import clauses as c
from marketplace.law.clauses import Basis
from suppliers.kinds import Doc, LegalForm

HOME = "TH"
#: Facts that the form of a part writes.
PART_FACTS: dict[str, tuple[str, ...]] = {
    "company": ("name_th", "name_en", "legal_form", "registered_on", "capital_satang", "paid_up_capital_satang", "business", "is_foreign"),
    "person": ("name_th", "name_en", "business"),
    "place": ("address", "district", "province", "postcode", "contact_name", "contact_email", "contact_phone", "website"),
    "representative": ("representative", "representative_number"),
    "registrations": ("vat_registered", "vat_branch", "egp_no", "sme_gp_no", "sector", "staff", "revenue_satang"),
}
_CONTACT = ("contact_name", "contact_email", "contact_phone", "website")
_REACHED = ("contact_email", "contact_phone", "vat_registered")
_IN_THAILAND = ("address", "district", "province", "postcode")
_SME = ("sme_gp_no", "sector", "staff", "revenue_satang")
_TAXED = ("vat_registered", "vat_branch", "egp_no")


@dataclass(frozen=True, kw_only=True)
class SupplierKind:
    """One row.

    Args:
        parts: parts of the task list, in their order; `documents` is always the last.
        asks, needs: facts that its forms ask for, and those without which it is not handed in.
        docs: documents that it must hand in whatever it wrote.
        attorney: document that is needed where the person who hands in may not sign; None where `docs` covers that.
        forms: legal forms between which it may choose; empty where there is nothing to choose.
        in_register: the Thai register of companies knows it, so it is asked.
        own: facts about a natural person: kept beside the log, never in it, and with them the number.
        sme: an SME registration gives it the preference.
        accounts_abroad: its account may be in another country: an IBAN, or a number with letters.
        bases: clauses and house rules on which the row stands.
        words: title of a part or label of a fact, where the usual one does not fit.
        hints: what stands below a field, where the usual words do not fit.
    """

    parts: tuple[str, ...]
    asks: frozenset[str]
    needs: frozenset[str]
    docs: tuple[Doc, ...]
    attorney: Doc | None = Doc.POWER_OF_ATTORNEY
    forms: tuple[LegalForm, ...] = ()
    in_register: bool = False
    own: frozenset[str] = frozenset()
    sme: bool = True
    accounts_abroad: bool = False
    bases: tuple[Basis, ...] = (c.HOUSE_VERIFIED_SUPPLIER,)
    number_label: str | Promise
    hint: str | Promise = ""
    words: Mapping[str, str | Promise] = field(default_factory=dict)
    hints: Mapping[str, str | Promise] = field(default_factory=dict)

    @property
    def is_person(self) -> bool:
        """Whether it is a natural person, whose facts are personal data."""
        return bool(self.own)


_THAI_FORMS = (LegalForm.LIMITED, LegalForm.PUBLIC, LegalForm.LIMITED_PARTNERSHIP, LegalForm.PARTNERSHIP, LegalForm.OTHER)
JURISTIC = SupplierKind(
    parts=("company", "place", "registrations", "directors", "documents"),
    asks=frozenset({*PART_FACTS["company"], *PART_FACTS["place"], *PART_FACTS["registrations"]}),
    needs=frozenset({"name_th", "legal_form", "registered_on", "paid_up_capital_satang", *_IN_THAILAND, *_REACHED}),
    docs=(Doc.CERTIFICATE,),
    forms=_THAI_FORMS,
    in_register=True,
    number_label=_("13-digit number"),
    hint=_("Copy the facts from the company certificate. The documents come on the next page."),
)
INDIVIDUAL = SupplierKind(
    parts=("person", "place", "registrations", "documents"),
    asks=frozenset({*PART_FACTS["person"], *PART_FACTS["place"], *PART_FACTS["registrations"]}),
    needs=frozenset({"name_th", *_IN_THAILAND, *_REACHED}),
    docs=(Doc.IDENTITY,),
    own=frozenset({*PART_FACTS["person"], "address", "district", "postcode", *_CONTACT}),
    bases=(c.HOUSE_VERIFIED_SUPPLIER, c.PDPA_2562),
    number_label=_("Citizen number"),
    hint=_("Copy your name from your identity card. Your number is shown only to you, registrars and auditors."),
    words={"address": _("Address")},
    hints={
        "sme_gp_no": _("Gives the price preference of SMEs. Leave empty if you are not registered."),
        "holder": _("Your own name, as the bank book writes it."),
    },
)
ABROAD = SupplierKind(
    parts=("company", "place", "representative", "registrations", "directors", "documents"),
    asks=frozenset({"name_th", "name_en", "registered_on", "business", "address", *_CONTACT, *PART_FACTS["representative"], *_TAXED}),
    needs=frozenset({"name_th", "name_en", "registered_on", "address", *_REACHED, *PART_FACTS["representative"]}),
    docs=(Doc.FOREIGN_CERTIFICATE, Doc.TRANSLATION, Doc.REPRESENTATIVE),
    attorney=None,
    sme=False,
    accounts_abroad=True,
    bases=(c.HOUSE_FOREIGN_SUPPLIER, c.FOREIGN_2542),
    number_label=_("Registration number in its country"),
    hint=_("Copy the facts from the registration of your country, legalised and translated. The documents come on the next page."),
    words={"registrations": _("VAT and e-GP"), "address": _("Address of the head office, with the country")},
    hints={
        "name_th": _("As the certified Thai translation writes it."),
        "number": _("An account in another country: its number or IBAN, with letters."),
        "holder": _("The company's own name."),
    },
)

SUPPLIERS: dict[str, SupplierKind] = {
    **{str(form): JURISTIC for form in _THAI_FORMS},
    str(LegalForm.INDIVIDUAL): INDIVIDUAL,
    str(LegalForm.FOREIGN): ABROAD,
}
