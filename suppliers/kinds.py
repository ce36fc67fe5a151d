"""Kinds of company and of evidence, as one readable table each. Pure: knows no row."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class LegalForm(models.TextChoices):
    """What kind of person in law the supplier is."""

    LIMITED = "limited", _("Limited company")
    PUBLIC = "public", _("Public limited company")
    LIMITED_PARTNERSHIP = "limited_partnership", _("Limited partnership")
    PARTNERSHIP = "partnership", _("Registered ordinary partnership")
    OTHER = "other", _("Other juristic person (co-operative, foundation, association …)")
    INDIVIDUAL = "individual", _("Individual in business")
    FOREIGN = "foreign", _("Juristic person of another country")


#: Hint of the number's layout, not a proof: the fourth digit of a registered partnership's or company's number.
FORM_OF_FOURTH_DIGIT = {
    "2": LegalForm.PARTNERSHIP,
    "3": LegalForm.LIMITED_PARTNERSHIP,
    "5": LegalForm.LIMITED,
    "7": LegalForm.PUBLIC,
}


def form_of(number: str) -> LegalForm:
    """What the layout of a 13-digit number suggests; people may choose another."""
    if not number.startswith("0"):
        return LegalForm.INDIVIDUAL
    return LegalForm.OTHER if number.startswith("09") else FORM_OF_FOURTH_DIGIT.get(number[3], LegalForm.OTHER)


class SmeSize(models.TextChoices):
    """Size by sector, staff and revenue; the preference comes with a registration."""

    NONE = "", _("Larger than an SME, or not computed")
    MICRO = "micro", _("Micro enterprise")
    SMALL = "small", _("Small enterprise")
    MEDIUM = "medium", _("Medium enterprise")


class Sector(models.TextChoices):
    """Sectors for which the limits of SME sizes differ."""

    TRADE = "trade", _("Services and trade")
    MANUFACTURING = "manufacturing", _("Manufacturing")


class Doc(models.TextChoices):
    """What a document proves."""

    CERTIFICATE = "certificate", _("Company certificate (หนังสือรับรอง)")
    IDENTITY = "identity", _("Identity card of the owner")
    FOREIGN_CERTIFICATE = "foreign_certificate", _("Registration certificate of the country, legalised")
    TRANSLATION = "translation", _("Certified Thai translation of the registration certificate")
    REPRESENTATIVE = "representative", _("Appointment of the representative in Thailand")
    VAT = "vat", _("VAT registration certificate (ภ.พ.20)")
    SME_GP = "sme_gp", _("THAI SME-GP registration")
    EGP = "egp", _("e-GP registration")
    BANK_BOOK = "bank_book", _("Bank book or bank letter in the supplier's name")
    POWER_OF_ATTORNEY = "power_of_attorney", _("Power of attorney")
    ISO_27001 = "iso_27001", _("ISO/IEC 27001 certificate")
    ISO_29110 = "iso_29110", _("ISO/IEC 29110 certificate")
    DSURE = "dsure", _("dSURE mark")
    DIGITAL_ACCOUNT = "digital_account", _("Digital Service Account listing (บัญชีบริการดิจิทัล)")
    MIT = "mit", _("Made in Thailand certificate")
    INNOVATION = "innovation", _("Thai innovation list (บัญชีนวัตกรรมไทย)")
    OTHER = "other", _("Another document")


#: Documents of which a company has one at a time; a new one replaces the old.
SINGLE = frozenset(
    {
        Doc.CERTIFICATE, Doc.IDENTITY, Doc.FOREIGN_CERTIFICATE, Doc.TRANSLATION, Doc.REPRESENTATIVE,
        Doc.VAT, Doc.SME_GP, Doc.EGP, Doc.BANK_BOOK, Doc.POWER_OF_ATTORNEY,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """One row: does it need an issuer's number, a last day, the day of issue, and what short mark it gives. What its lapse does: `lapses`."""

    doc: Doc
    hint: str | Promise
    numbered: bool = False
    ends: bool = False
    dated: bool = False
    mark: str = ""


# fmt: off
KINDS: dict[str, Kind] = {kind.doc: kind for kind in (
    Kind(Doc.CERTIFICATE, _("Issued by the Department of Business Development within the last 6 months, all pages."), dated=True),
    Kind(Doc.IDENTITY, _("Signed copy. Cover religion and blood group."), ends=True),
    Kind(Doc.FOREIGN_CERTIFICATE, _("Issued by the register of the country, certified by a notary and legalised by the Thai embassy or the ministry."), dated=True),
    Kind(Doc.TRANSLATION, _("Into Thai, certified as true.")),
    Kind(Doc.REPRESENTATIVE, _("Signed by who may sign for the company, legalised; names the representative and what they may do.")),
    Kind(Doc.VAT, _("Needed where the company is registered for VAT.")),
    Kind(Doc.SME_GP, _("The page of thaismegp.com that shows number, size and the day until which it holds."), numbered=True, ends=True, mark="SME-GP"),
    Kind(Doc.EGP, _("The page of the e-GP system that shows the registration."), numbered=True, mark="e-GP"),
    Kind(Doc.BANK_BOOK, _("First page with the account's name and number. Not public.")),
    Kind(Doc.POWER_OF_ATTORNEY, _("Needed where the person who hands this in may not sign for the supplier. With duty stamp."), ends=True),
    Kind(Doc.ISO_27001, _("Information security."), numbered=True, ends=True, mark="ISO 27001"),
    Kind(Doc.ISO_29110, _("Software development in small companies."), numbered=True, ends=True, mark="ISO 29110"),
    Kind(Doc.DSURE, _("Mark of the Digital Economy Promotion Agency."), numbered=True, ends=True, mark="dSURE"),
    Kind(Doc.DIGITAL_ACCOUNT, _("Listing by the Digital Economy Promotion Agency."), numbered=True, ends=True, mark="Digital Service Account"),
    Kind(Doc.MIT, _("Certificate of the Federation of Thai Industries, per product."), numbered=True, ends=True, mark="MiT"),
    Kind(Doc.INNOVATION, _("Listing with its number."), numbered=True, ends=True, mark="Innovation list"),
    Kind(Doc.OTHER, _("Whatever else the registrar should see.")),
)}
# fmt: on
