"""Everything that is handed in about one company, cut into the items that a registrar judges.

Reads rows that are already loaded and decides nothing about steps. An item's fingerprint covers what the registrar
sees of it: a finding on another fingerprint is about something else and does not count.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import rfc8785
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.ui import formats
from suppliers import numbers
from suppliers.identity import labels
from suppliers.kinds import Doc
from suppliers.lapses import Effect, has_effect
from suppliers.models import BankAccount, Company, Director, Evidence
from suppliers.names import key
from suppliers.paths import HOME, PART_FACTS
from suppliers.verdicts import Verdict

Text = str | Promise

#: Documents that belong to an item of their own kind; every other document is an item by itself.
OF_ITEM = {
    Doc.CERTIFICATE,
    Doc.IDENTITY,
    Doc.FOREIGN_CERTIFICATE,
    Doc.TRANSLATION,
    Doc.REPRESENTATIVE,
    Doc.VAT,
    Doc.SME_GP,
    Doc.EGP,
    Doc.BANK_BOOK,
    Doc.POWER_OF_ATTORNEY,
}


@dataclass(frozen=True)
class Claim:
    """One line of what the company says: a label, the value as shown, and the value as hashed.

    What is compared with nothing (`judged` false) the company may change without asking for a new verdict.
    """

    label: Text
    value: Any
    shown: Text = ""
    judged: bool = True

    @property
    def text(self) -> Text:
        return self.shown or self.value or ""


@dataclass(frozen=True)
class Item:
    """One thing to judge: what is claimed, the documents beside it, the registrar's latest finding on exactly this."""

    code: str
    title: Text
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    fingerprint: str
    finding: Any = None

    @property
    def verdict(self) -> str:
        return self.finding.verdict if self.finding is not None else ""


@dataclass
class Dossier:
    """A company with its present directors, bank account, documents in hand and findings, loaded once."""

    company: Company
    directors: list[Director]
    bank: BankAccount | None
    evidence: list[Evidence]
    findings: list[Any] = field(default_factory=list)

    @classmethod
    def of(cls, company: Company) -> Dossier:
        """Load a company's dossier: four queries."""
        return cls(
            company=company,
            directors=list(company.directors.present()),
            bank=BankAccount.objects.filter(company=company).first(),
            evidence=list(company.evidence.in_hand().select_related("file")),
            findings=list(company.findings.select_related("made_by")),
        )

    def documents(self, *kinds: str) -> tuple[Evidence, ...]:
        return tuple(one for one in self.evidence if one.kind in kinds)

    def has(self, kind: str) -> bool:
        return any(one.kind == kind for one in self.evidence)

    # --- what is missing

    def missing(self, *, today: dt.date, certificate_months: int, hands_in: str) -> dict[str, Text]:
        """Part to what is missing in it, in words. `hands_in` is the name of the person who hands in."""
        found = {part: self._facts_lack(part) for part in self.company.about.parts if part in PART_FACTS}
        found |= {"directors": self._directors_lack(), "documents": self._documents_lack(today, certificate_months, hands_in)}
        return {part: text for part in self.company.about.parts if (text := found[part])}

    def _facts_lack(self, part: str) -> Text | bool:
        """Labels of the facts of a part that its kind of supplier must give and has not."""
        about = self.company.about
        lacking = [fact for fact in PART_FACTS[part] if fact in about.needs and getattr(self.company, fact) in (None, "")]
        return bool(lacking) and labels(tuple(lacking))

    def _directors_lack(self) -> Text | bool:
        if not any(director.may_sign for director in self.directors):
            return _("at least one director who may sign")
        return False

    def _documents_lack(self, today: dt.date, months: int, hands_in: str) -> Text | bool:
        for kind in self.needed_kinds(hands_in):
            if not self.has(kind):
                return Doc(kind).label
        for one in self.documents(Doc.CERTIFICATE):
            if one.issued_on is not None and months_before(today, months) > one.issued_on:
                return _("a company certificate of the last %(months)d months") % {"months": months}
        lapsed = next((one for one in self.evidence if not one.is_valid(today)), None)
        return _("a valid document for “%(kind)s”; this one has lapsed") % {"kind": Doc(lapsed.kind).label} if lapsed else False

    def needed_kinds(self, hands_in: str) -> list[str]:
        """Kinds of document that this company must hand in."""
        company, about = self.company, self.company.about
        needed = list(about.docs)
        if company.vat_registered:
            needed.append(Doc.VAT)
        if company.sme_gp_no and about.sme:
            needed.append(Doc.SME_GP)
        signers = {key(f"{one.given_name} {one.family_name}") for one in self.directors if one.may_sign}
        if about.attorney and signers and key(hands_in) not in signers:
            needed.append(about.attorney)
        return [str(kind) for kind in needed]

    def helpful_kinds(self) -> list[str]:
        """Kinds of document that would prove what the company wrote, and that it may leave out."""
        found = [(Doc.EGP, self.company.egp_no), (Doc.BANK_BOOK, self.bank is not None)]
        return [str(kind) for kind, said in found if said]

    # --- what is judged

    def items(self) -> list[Item]:
        """The items, in the order in which a registrar reads them."""
        of_part = {"representative": self._representative, "directors": self._directors}
        made = [
            self._identity(),
            self._place(),
            *(item() for part, item in of_part.items() if part in self.company.about.parts),
            self._vat(),
        ]
        if self.company.egp_no or self.has(Doc.EGP):
            made.append(self._egp())
        if self.company.about.sme and (self.company.sme_gp_no or self.has(Doc.SME_GP)):
            made.append(self._sme())
        if self.bank is not None:
            made.append(self._bank())
        made += [self._document(one) for one in self.evidence if one.kind not in OF_ITEM]
        return made

    def verdicts(self) -> dict[str, str]:
        return {item.code: item.verdict for item in self.items()}

    def fingerprint(self) -> str:
        """Hash of everything that is judged."""
        return _hash([[item.code, item.fingerprint] for item in self.items()])

    def lapsed(self, today: dt.date) -> tuple[str, ...]:
        """Documents on which the verification stands and which have lapsed."""
        standing = [one for one in self.evidence if has_effect(one.kind, Effect.VERIFICATION)]
        return tuple(one.ref for one in standing if not one.is_valid(today))

    def verified_until(self) -> dt.date | None:
        """Last day of the document on which the verification stands and which ends first; None where none ends."""
        days = [one.expires_on for one in self.evidence if has_effect(one.kind, Effect.VERIFICATION) and one.expires_on]
        return min(days, default=None)

    def _item(self, code: str, title: Text, claims: Iterable[Claim], evidence: tuple[Evidence, ...]) -> Item:
        claims = tuple(claims)
        print_ = _hash(
            [
                [plain(claim.value) for claim in claims if claim.judged],
                [[one.file.sha256, one.number, plain(one.issued_on), plain(one.expires_on)] for one in evidence],
            ]
        )
        finding = next((one for one in reversed(self.findings) if one.item == code and one.fingerprint == print_), None)
        return Item(code, title, claims, evidence, print_, finding)

    def _identity(self) -> Item:
        c, about = self.company, self.company.about
        said = {
            "name_th": Claim(_("Name in Thai"), c.name_th),
            "name_en": Claim(_("Name in English"), c.name_en),
            "legal_form": Claim(_("Kind"), c.legal_form, c.get_legal_form_display()),
            "registered_on": Claim(_("Registered on"), c.registered_on, _day(c.registered_on)),
            "capital_satang": Claim(_("Registered capital"), c.capital_satang, _baht(c.capital_satang)),
            "paid_up_capital_satang": Claim(_("Paid-up capital"), c.paid_up_capital_satang, _baht(c.paid_up_capital_satang)),
            "business": Claim(_("Line of business"), c.business, judged=False),
        }
        claims = [Claim(about.number_label, c.number, numbers.shown(c.number))]
        claims += [claim for fact, claim in said.items() if fact in about.asks or fact == "legal_form"]
        if c.country != HOME:
            claims.append(Claim(_("Country of registration"), c.country, c.country_name))
        if c.is_foreign:
            claims.append(Claim(_("Foreign"), c.is_foreign, _("Registered abroad, or mainly foreign-owned")))
        own = [Doc.CERTIFICATE, Doc.IDENTITY, Doc.FOREIGN_CERTIFICATE, Doc.TRANSLATION]
        if "directors" not in about.parts:
            own.append(Doc.POWER_OF_ATTORNEY)
        return self._item("identity", _("Who the person is") if about.is_person else _("Who the company is"), claims, self.documents(*own))

    def _representative(self) -> Item:
        c = self.company
        claims = [
            Claim(_("Representative in Thailand"), c.representative),
            Claim(_("13-digit number of the representative"), c.representative_number, numbers.shown(c.representative_number)),
        ]
        return self._item("representative", _("Representative in Thailand"), claims, self.documents(Doc.REPRESENTATIVE))

    def _place(self) -> Item:
        c = self.company
        claims = [
            Claim(_("Address"), [c.address, c.district, c.province, c.postcode], " ".join(part for part in (c.address, c.district, c.province, c.postcode) if part)),
            Claim(_("Contact"), [c.contact_name, c.contact_email, c.contact_phone], " · ".join(part for part in (c.contact_name, c.contact_email, c.contact_phone) if part), judged=False),
        ]  # fmt: skip
        return self._item("place", _("Where it is and how it is reached"), claims, ())

    def _directors(self) -> Item:
        claims = [
            Claim(_("May sign") if one.may_sign else _("Director"), [one.title, one.given_name, one.family_name, one.may_sign], one.name)
            for one in self.directors
        ]
        claims.append(Claim(_("Signing rule"), self.company.signing_rule))
        return self._item("directors", _("Directors and who signs"), claims, self.documents(Doc.POWER_OF_ATTORNEY))

    def _vat(self) -> Item:
        c = self.company
        registered = _("Registered, branch %(branch)s") % {"branch": c.vat_branch or "00000"} if c.vat_registered else _("Not registered")
        return self._item(
            "vat", _("Value added tax"), [Claim(_("VAT"), [c.vat_registered, c.vat_branch], registered)], self.documents(Doc.VAT)
        )

    def _egp(self) -> Item:
        claims = [Claim(_("e-GP registration"), self.company.egp_no)]
        return self._item("egp", _("e-GP registration"), claims, self.documents(Doc.EGP))

    def _sme(self) -> Item:
        c = self.company
        claims = [
            Claim(_("SME-GP number"), c.sme_gp_no),
            Claim(_("Sector"), c.sector, c.get_sector_display()),
            Claim(_("People employed"), c.staff, str(c.staff) if c.staff is not None else ""),
            Claim(_("Revenue of the last year"), c.revenue_satang, _baht(c.revenue_satang)),
            Claim(_("Size computed from these"), c.sme_size, c.get_sme_size_display()),
        ]
        return self._item("sme", _("THAI SME-GP registration"), claims, self.documents(Doc.SME_GP))

    def _bank(self) -> Item:
        bank = self.bank
        assert bank is not None
        claims = [
            Claim(
                _("Bank account"),
                [bank.bank, bank.branch, bank.number, bank.holder],
                f"{bank.bank} {bank.branch} {bank.number} · {bank.holder}",
            )
        ]
        return self._item("bank", _("Bank account"), claims, self.documents(Doc.BANK_BOOK))

    def _document(self, one: Evidence) -> Item:
        claims = [Claim(_("Number"), one.number), Claim(_("Valid until"), one.expires_on, _day(one.expires_on))]
        return self._item(f"document-{one.ref}", Doc(one.kind).label, claims, (one,))


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day `months` earlier, or the last day of that month where it has no such day."""
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    first_of_next = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return dt.date(year, month + 1, min(day.day, (first_of_next - dt.timedelta(days=1)).day))


def accepted_items(items: Iterable[Item]) -> set[str]:
    return {item.code for item in items if item.verdict == Verdict.ACCEPT}


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value


def _hash(value: Any) -> str:
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def _day(day: dt.date | None) -> str:
    return formats.day(day) if day else ""


def _baht(satang: int | None) -> str:
    return formats.baht(satang) if satang is not None else ""
