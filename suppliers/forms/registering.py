"""Forms of the registration, one per part; documents have their own."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.kernel import clock, countries, provinces
from marketplace.kernel.money import latin_digits
from marketplace.ui.forms import MoneyField, TalatForm, ThaiDateField
from suppliers.actions.registering import taken
from suppliers.kinds import LegalForm, Sector
from suppliers.numbers import UnreadableNumber, read_foreign_number, read_number
from suppliers.paths import HOME, JURISTIC, PART_FACTS, SupplierKind

#: Facts that depend on the kind of supplier.
FACTS_ASKED = frozenset(fact for facts in PART_FACTS.values() for fact in facts)


def past(day: dt.date | None) -> dt.date | None:
    """A day that is not ahead."""
    if day is not None and day > clock.today():
        raise ValidationError(_("This day lies ahead. Write a day that has passed."), code="ahead")
    return day


class NumberForm(TalatForm):
    """The number with which everything begins."""

    number = forms.CharField(
        label=_("13-digit number"),
        help_text=_("The juristic person's number, which is also the tax number. An individual in business writes the citizen number."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    #: Legal form that goes with the number; None where the number itself tells.
    form: LegalForm | None = None

    def __init__(self, *args: Any, person_id: int | None = None, **kwargs: Any) -> None:
        self.person_id = person_id
        super().__init__(*args, **kwargs)

    def clean_number(self) -> str:
        try:
            number = self.read(self.cleaned_data["number"])
        except UnreadableNumber as unreadable:
            raise ValidationError(str(unreadable), code="unreadable") from unreadable
        why_not = taken(number, self.person_id)
        if why_not:
            raise ValidationError(str(why_not), code="taken")
        return number

    def read(self, typed: str) -> str:
        """The number as rows keep it. Raises UnreadableNumber."""
        return read_number(typed)

    @property
    def home(self) -> str:
        """Code of the country whose register gave the number."""
        return HOME


class ForeignNumberForm(NumberForm):
    """The number of a company that is registered in another country."""

    form = LegalForm.FOREIGN
    country = forms.ChoiceField(label=_("Country of registration"))
    number = forms.CharField(
        label=_("Registration number in its country"),
        help_text=_("As the certificate of your country has it. No Thai 13-digit number is needed."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    field_order = ("country", "number")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("Choose a country")), *countries.choices(without=HOME)]  # type: ignore[attr-defined]

    def read(self, typed: str) -> str:
        country = self.cleaned_data.get("country", "")
        return read_foreign_number(country, typed) if country else ""

    @property
    def home(self) -> str:
        country: str = self.cleaned_data["country"]
        return country


class PartForm(TalatForm):
    """A part of the registration: it asks what this kind of supplier writes, and needs what it must give."""

    def __init__(self, *args: Any, about: SupplierKind = JURISTIC, **kwargs: Any) -> None:
        self.about = about
        self.base_fields = copy.deepcopy(type(self).base_fields)  # labels are in place before messages are made with them
        for name in self.base_fields.keys() & about.words.keys():
            self.base_fields[name].label = str(about.words[name])
        for name in self.base_fields.keys() & about.hints.keys():
            self.base_fields[name].help_text = str(about.hints[name])
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if name in FACTS_ASKED and name not in about.asks]:
            del self.fields[name]
        for name, field in self.fields.items():
            if name in FACTS_ASKED:
                field.required = name in about.needs


_FROM_PAPER = _("Copy this from the company certificate.")


class CompanyForm(PartForm):
    """Who the company is."""

    name_th = forms.CharField(label=_("Name in Thai"), max_length=255, help_text=_("As the company certificate writes it."))
    name_en = forms.CharField(label=_("Name in English"), max_length=255, required=False)
    legal_form = forms.ChoiceField(label=_("Kind"))
    registered_on = ThaiDateField(label=_("Registered on"), error_messages={"required": _FROM_PAPER})
    capital_satang = MoneyField(label=_("Registered capital"), required=False, min_satang=0)
    paid_up_capital_satang = MoneyField(label=_("Paid-up capital"), min_satang=0, error_messages={"required": _FROM_PAPER})
    business = forms.CharField(label=_("Line of business"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    is_foreign = forms.BooleanField(label=_("Mainly foreign-owned"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "legal_form" in self.fields:
            self.fields["legal_form"].choices = [(form.value, form.label) for form in self.about.forms]  # type: ignore[attr-defined]

    def clean_registered_on(self) -> dt.date | None:
        return past(self.cleaned_data["registered_on"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        capital, paid = given.get("capital_satang"), given.get("paid_up_capital_satang")
        if capital is not None and paid is not None and paid > capital:
            self.add_error(
                "paid_up_capital_satang",
                _("Paid-up capital cannot be more than the registered capital. Compare both with the certificate."),
            )
        return given


class PersonForm(TalatForm):
    """Who the person is who sells in their own name."""

    title = forms.CharField(label=_("Title"), max_length=40, required=False, widget=forms.TextInput(attrs={"class": "short"}))
    given_name = forms.CharField(label=_("Given name"), max_length=100, help_text=_("As the identity card writes it."))
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=255, required=False)
    business = forms.CharField(label=_("Line of business"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class RepresentativeForm(PartForm):
    """Who stands for a company of another country in Thailand."""

    representative = forms.CharField(
        label=_("Representative in Thailand"), max_length=255, help_text=_("A company or a person in Thailand whom agencies may write to.")
    )
    representative_number = forms.CharField(
        label=_("13-digit number of the representative"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_representative_number(self) -> str:
        try:
            return read_number(self.cleaned_data["representative_number"])
        except UnreadableNumber as unreadable:
            raise ValidationError(str(unreadable), code="unreadable") from unreadable


class PlaceForm(PartForm):
    """Where the company is and how it is reached."""

    address = forms.CharField(label=_("Address of the head office"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500)
    district = forms.CharField(label=_("District"), max_length=80)
    province = forms.ChoiceField(label=_("Province"))
    postcode = forms.CharField(label=_("Postcode"), max_length=10, widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}))
    contact_name = forms.CharField(label=_("Person to contact"), max_length=200, required=False)
    contact_email = forms.EmailField(label=_("E-mail for agencies"))
    contact_phone = forms.CharField(label=_("Telephone"), max_length=40, widget=forms.TextInput(attrs={"type": "tel"}))
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "province" in self.fields:
            self.fields["province"].choices = [("", _("Choose a province")), *provinces.choices()]  # type: ignore[attr-defined]

    def clean_postcode(self) -> str:
        plain = latin_digits(self.cleaned_data["postcode"]).replace(" ", "")
        if not (plain.isascii() and plain.isdigit() and len(plain) == 5):
            raise ValidationError(_("A postcode has 5 digits, for example 50200."), code="postcode")
        return plain

    def clean_contact_phone(self) -> str:
        plain = latin_digits(self.cleaned_data["contact_phone"]).strip()
        if sum(c.isdigit() for c in plain) < 9 or not all(c.isdigit() or c in "+-() #,ต่อ" for c in plain):
            raise ValidationError(_("Write the telephone number with its area code, for example 053 123 456."), code="phone")
        return plain


class RegistrationsForm(PartForm):
    """Registers in which the company stands."""

    vat_registered = forms.TypedChoiceField(
        label=_("Registered for VAT"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    vat_branch = forms.CharField(
        label=_("Branch number in the VAT register"),
        help_text=_("00000 is the head office."),
        max_length=5,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    egp_no = forms.CharField(
        label=_("e-GP registration number"), help_text=_("Needed to bid. It can be added later."), max_length=40, required=False
    )
    sme_gp_no = forms.CharField(
        label=_("THAI SME-GP registration number"),
        help_text=_("Gives the price preference of SMEs. Leave empty if the company is not registered."),
        max_length=40,
        required=False,
    )
    sector = forms.ChoiceField(
        label=_("Sector"),
        help_text=_("With staff and revenue it decides the size as an SME. Needed with an SME-GP registration."),
        choices=[("", _("Choose a sector")), *Sector.choices],
        required=False,
    )
    staff = forms.IntegerField(
        label=_("People employed"), required=False, min_value=0, max_value=1_000_000, widget=forms.NumberInput(attrs={"class": "short"})
    )
    revenue_satang = MoneyField(label=_("Revenue of the last year"), required=False, min_satang=0)

    def clean_vat_branch(self) -> str:
        plain = latin_digits(self.cleaned_data["vat_branch"]).strip()
        if plain and not (plain.isascii() and plain.isdigit() and len(plain) == 5):
            raise ValidationError(_("A branch number has 5 digits; the head office is 00000."), code="branch")
        return plain

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("vat_registered") and not given.get("vat_branch") and "vat_branch" in given:
            given["vat_branch"] = "00000"
        if given.get("vat_registered") is False:
            given["vat_branch"] = ""
        if given.get("sme_gp_no"):
            if not given.get("sector") and "sector" in given:
                self.add_error("sector", _("Choose the sector of the business."))
            for name in ("staff", "revenue_satang"):
                if name in given and given[name] is None:
                    self.add_error(name, _("Write this number: the size as an SME is computed from it."))
        return given


class SigningForm(TalatForm):
    signing_rule = forms.CharField(
        label=_("Who signs for the company"),
        help_text=_("As the certificate states it, for example “two directors jointly with the company's seal”."),
        max_length=300,
    )


_BOTH_NAMES = _("Write given name and family name.")


class DirectorForm(TalatForm):
    """One director. An empty row is left out."""

    title = forms.CharField(label=_("Title"), max_length=40, required=False, widget=forms.TextInput(attrs={"class": "short"}))
    given_name = forms.CharField(label=_("Given name"), max_length=100, error_messages={"required": _BOTH_NAMES})
    family_name = forms.CharField(label=_("Family name"), max_length=100, error_messages={"required": _BOTH_NAMES})
    may_sign = forms.BooleanField(label=_("May sign"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [self.fields[name] for name in ("given_name", "family_name")]
        if self.is_bound and not any(self[name].value() for name in ("given_name", "family_name")):
            for field in names:
                field.required = False  # the row was emptied: its person is taken out
                field.is_asked = True  # type: ignore[attr-defined]

    @property
    def is_empty(self) -> bool:
        given = getattr(self, "cleaned_data", {})
        return not (given.get("given_name") or given.get("family_name"))


class BaseDirectorFormSet(forms.BaseFormSet):
    def clean(self) -> None:
        rows = [form for form in self.forms if not form.errors and not form.is_empty]
        if any(form.errors for form in self.forms):
            return
        if not rows:
            raise ValidationError(_("Name at least one director."))
        if not any(form.cleaned_data["may_sign"] for form in rows):
            raise ValidationError(_("Tick “May sign” for at least one director."))


DirectorFormSet = forms.formset_factory(DirectorForm, formset=BaseDirectorFormSet, extra=2, max_num=40, absolute_max=60)


class BankForm(PartForm):
    """The account to which agencies pay."""

    bank = forms.CharField(label=_("Bank"), max_length=80)
    branch = forms.CharField(label=_("Branch"), max_length=80, required=False)
    number = forms.CharField(
        label=_("Account number"), max_length=50, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    holder = forms.CharField(label=_("Name of the account"), max_length=255, help_text=_("The company's own name."))

    def clean_number(self) -> str:
        plain = "".join(c for c in latin_digits(self.cleaned_data["number"]) if c not in " -")
        if self.about.accounts_abroad:
            if not (plain.isascii() and plain.isalnum() and 5 <= len(plain) <= 34):
                raise ValidationError(_("An account number or IBAN has 5 to 34 letters and digits."), code="account")
            return plain.upper()
        if not (plain.isascii() and plain.isdigit() and 10 <= len(plain) <= 15):
            raise ValidationError(_("An account number has 10 to 15 digits."), code="account")
        return plain
