"""Forms of the pages of a purchase. Parsing only: rules decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Category
from catalog.questions import Unit
from marketplace.accounts.models import Membership, Person
from marketplace.kernel import clock, money
from marketplace.kernel.era import fiscal_year
from marketplace.law.reference_price import PriceSource
from marketplace.ui.forms import FileField, MoneyField, NumberField, TalatForm, ThaiDateField
from suppliers.models import Company
from tenders import methods
from tenders.models import PlanLine
from tenders.models.bid import BidDocumentKind
from tenders.ranking import CHECKS
from tenders.states import P


def staff_of(organisation_id: int | None) -> Any:
    """People who work for the agency, by name."""
    held = Membership.objects.in_force().filter(organisation_id=organisation_id).values("person_id")
    return Person.objects.filter(pk__in=held, is_active=True).order_by("given_name", "family_name")


def _area(label: Any, rows: int = 4, *, required: bool = True, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=8000, required=required, **kwargs)


class CategoryField(forms.ModelChoiceField):
    """A category that can be bought in now, by its name."""

    def __init__(self) -> None:
        super().__init__(label=_("Category"), queryset=Category.objects.open().leaves(), empty_label=_("Choose a category"))

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class PlanLineField(forms.ModelChoiceField):
    """A published plan line of the agency, by what it plans."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} · {money.baht(obj.budget_satang)} · {obj.ref}"


class BuyForm(TalatForm):
    """From a listing to a complete request in one page: only what the system cannot know is asked."""

    quantity = NumberField(label=_("How many"), min_value=1, max_value=100_000)
    months = NumberField(label=_("For how long"), min_value=1, max_value=1_000)
    need = _area(_("What it is needed for"), 3, help_text=_("This is the reason in the request report (clause 22)."))
    result = forms.CharField(
        label=_("What is to be reached"),
        max_length=500,
        help_text=_("In a figure that can be checked, for example: letters answered within 1 day instead of 3."),
    )
    budget_source = forms.CharField(label=_("Source of the budget"), max_length=200)
    delivery_days = NumberField(label=_("Delivered within how many days"), min_value=1, max_value=3650)
    inspector = forms.ModelChoiceField(
        label=_("Who inspects the delivery"), queryset=Person.objects.none(), empty_label=_("Choose a person")
    )
    declared = forms.BooleanField(
        label=_("I draft the terms of reference and have no interest in any supplier of this purchase."),
        error_messages={"required": _("Tick this if it is so. If it is not, a colleague without an interest starts the purchase.")},
    )

    def __init__(self, *args: Any, unit: Unit, alone_up_to: int, organisation_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspector"].help_text = _(
            "Up to %(limit)s baht one person may inspect. Above it choose who chairs the committee; its members are appointed on the next page."
        ) % {"limit": money.baht(alone_up_to)}
        self.fields["quantity"].unit = unit.quantity  # type: ignore[attr-defined]
        if unit.term is None:  # a unit without a duration: there is no term to ask for
            self.fields["months"].widget, self.fields["months"].required = forms.HiddenInput(), False
        else:
            self.fields["months"].unit = unit.term  # type: ignore[attr-defined]
        self.fields["inspector"].queryset = staff_of(organisation_id)  # type: ignore[attr-defined]

    def clean_months(self) -> int:
        """The term in the unit's own step; 1 where the unit has none."""
        return self.cleaned_data["months"] or 1


class StartForm(TalatForm):
    """A purchase that does not begin with a listing."""

    title = forms.CharField(label=_("What is to be bought"), max_length=255)
    category = CategoryField()
    budget_satang = MoneyField(label=_("Budget including VAT"))
    plan_line = PlanLineField(
        label=_("Line of the annual plan"),
        queryset=PlanLine.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Needed above the limit of section 56(2)(b); small purchases are exempt (section 11)."),
    )
    method = forms.ChoiceField(label=_("Method"), choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisation_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan_line"].queryset = PlanLine.objects.filter(agency_id=organisation_id, state=P.PUBLISHED)  # type: ignore[attr-defined]
        self.fields["method"].choices = [(row.code, row.name) for row in methods.current()]  # type: ignore[attr-defined]


class DetailsForm(TalatForm):
    """The items of clause 22 that people write."""

    title = forms.CharField(label=_("What is to be bought"), max_length=255)
    need = _area(_("Reason for the purchase"), 3)
    budget_satang = MoneyField(label=_("Budget including VAT"))
    budget_source = forms.CharField(label=_("Source of the budget"), max_length=200)
    delivery_days = NumberField(label=_("Delivered within how many days after signing"), min_value=1, max_value=3650)
    method_reason = _area(_("Method and reason for it"), 3)
    comment_round = forms.BooleanField(label=_("Publish the draft for comments"), required=False)


class CommitteeForm(TalatForm):
    """One order that appoints persons."""

    order_no = forms.CharField(label=_("Number of the order"), max_length=80)
    due_on = ThaiDateField(label=_("Last day for the work"))
    chair = forms.ModelChoiceField(label=_("Chair or sole person"), queryset=Person.objects.none(), empty_label=_("Choose a person"))
    members = forms.ModelMultipleChoiceField(
        label=_("Members"), queryset=Person.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, organisation_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("chair", "members"):
            self.fields[name].queryset = staff_of(organisation_id)  # type: ignore[attr-defined]


class TermsForm(TalatForm):
    """The terms of reference, one text per section of the category's template."""

    def __init__(self, *args: Any, sections: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections
        for section in sections:
            self.fields[f"text_{section['key']}"] = forms.CharField(
                label=section["title"],
                initial=section.get("text", ""),
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 6}),
            )

    def filled(self) -> list[dict[str, str]]:
        """The sections with the texts as typed."""
        return [{"key": s["key"], "title": s["title"], "text": self.cleaned_data.get(f"text_{s['key']}", "")} for s in self.sections]


class ReferencePriceForm(TalatForm):
    """The reference price with its source, in the order of section 4."""

    source = forms.ChoiceField(label=_("Source, in the order of section 4"), choices=PriceSource.choices, widget=forms.RadioSelect)
    reason = _area(_("Why no source that comes first has a price"), 2, required=False)
    name_1 = forms.CharField(label=_("Price 1 from"), max_length=200)
    amount_1 = MoneyField(label=_("Price 1 in baht incl. VAT"))
    name_2 = forms.CharField(label=_("Price 2 from"), max_length=200, required=False)
    amount_2 = MoneyField(label=_("Price 2 in baht incl. VAT"), required=False)
    name_3 = forms.CharField(label=_("Price 3 from"), max_length=200, required=False)
    amount_3 = MoneyField(label=_("Price 3 in baht incl. VAT"), required=False)
    amount_satang = MoneyField(label=_("Reference price in baht incl. VAT"))

    def sources(self) -> list[tuple[str, int]]:
        """Name and amount of each price that was given."""
        given = [(self.cleaned_data.get(f"name_{n}"), self.cleaned_data.get(f"amount_{n}")) for n in (1, 2, 3)]
        return [(name, amount) for name, amount in given if name and amount]


class LettersForm(TalatForm):
    """Which suppliers are asked for their price, for what, and until when."""

    suppliers = forms.ModelMultipleChoiceField(
        label=_("Suppliers that are asked"),
        queryset=None,  # type: ignore[arg-type]
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At least three. Suppliers of the agency's region come first."),
    )
    wanted = _area(_("What is needed, as the letter says it"), 5, help_text=_("Only what a supplier must know to state a price."))
    answer_until = ThaiDateField(label=_("Answer until"))

    def __init__(self, *args: Any, companies: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["suppliers"]
        field.queryset = Company.objects.filter(pk__in=[company.pk for company in companies])
        field.choices = [(company.pk, f"{company.name} · {company.province}") for company in companies]


class PlanLineForm(TalatForm):
    """One line of the annual plan."""

    title = forms.CharField(label=_("What is to be bought"), max_length=255)
    category = CategoryField()
    budget_satang = MoneyField(label=_("Estimated amount including VAT"))
    budget_source = forms.CharField(label=_("Source of the budget"), max_length=200)
    month = ThaiDateField(label=_("When the invitation is expected"))

    def span(self) -> dict[str, Any]:
        """The month's first day and its fiscal year."""
        day: dt.date = self.cleaned_data["month"]
        return {"month": day.replace(day=1), "fiscal_year": fiscal_year(day)}


class ApproachForm(TalatForm):
    """Whom to approach (cl. 79)."""

    suppliers = forms.ModelMultipleChoiceField(label=_("Suppliers to approach"), queryset=None, widget=forms.CheckboxSelectMultiple)  # type: ignore[arg-type]
    reason = _area(_("Why not an SME of the province first, where there is one"), 2, required=False)
    price_satang = MoneyField(
        label=_("Negotiated price in baht incl. VAT"),
        required=False,
        help_text=_("If one supplier has answered already. Leave it empty to record offers later."),
    )
    note = _area(_("How it was negotiated"), 2, required=False)

    def __init__(self, *args: Any, companies: Any, listed_satang: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if listed_satang is None:  # several suppliers were chosen: their offers are recorded one by one
            del self.fields["price_satang"], self.fields["note"]
        self.fields["suppliers"].queryset = companies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("price_satang") is not None and len(given.get("suppliers") or ()) > 1:
            self.add_error("price_satang", _("Tick the one supplier whose price this is, or leave the price empty."))
        return given


class OfferForm(TalatForm):
    """What was offered and negotiated."""

    company = forms.ModelChoiceField(label=_("Supplier"), queryset=None, empty_label=_("Choose a supplier"))  # type: ignore[arg-type]
    first_satang = MoneyField(label=_("First price in baht incl. VAT"))
    price_satang = MoneyField(label=_("Negotiated price in baht incl. VAT"))
    note = _area(_("How it was negotiated"), 2, required=False)

    def __init__(self, *args: Any, companies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = companies  # type: ignore[attr-defined]


class CommentForm(TalatForm):
    """A comment on a draft, by anybody."""

    name = forms.CharField(label=_("Your name or your organisation's"), max_length=200)
    email = forms.EmailField(label=_("E-mail address for the answer"))
    text = _area(_("Comment"), 6)


class CommentAnswerForm(TalatForm):
    answer = _area(_("Answer to the commenter"), 5)
    changes_draft = forms.BooleanField(label=_("The draft will be changed because of it"), required=False)


class QuestionForm(TalatForm):
    text = _area(_("Your question"), 5, help_text=_("It is published with the answer, without your name."))


class BidDocumentForm(TalatForm):
    kind = forms.ChoiceField(label=_("Kind of document"), choices=BidDocumentKind.choices)
    file = FileField(label=_("File"))


class PriceForm(TalatForm):
    """The price, typed last. It is sealed in the request that brings it, and stored nowhere else."""

    price_satang = MoneyField(
        label=_("Your price in baht incl. VAT"), widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    )
    confirmed = forms.BooleanField(label=_("I bid this price for the company. The bid cannot be changed or withdrawn."))


class PassphraseForm(TalatForm):
    passphrase = forms.CharField(
        label=_("Your passphrase"), widget=forms.PasswordInput(attrs={"autocomplete": "off"}), max_length=400, strip=False
    )


class EnrolForm(TalatForm):
    passphrase = forms.CharField(
        label=_("New passphrase"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=400,
        strip=False,
        help_text=_("Best: four or more words that do not belong together. Nobody can restore it."),
    )
    again = forms.CharField(
        label=_("The same passphrase again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=400,
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("passphrase") and cleaned.get("again") and cleaned["passphrase"] != cleaned["again"]:
            self.add_error("again", _("The two passphrases differ: type the same one twice."))
        return cleaned


class ChecksForm(TalatForm):
    """All checks of one bid. What was answered or changed is recorded; the rest stays as it is.

    Each field carries what the page showed when it was made, so that a colleague's later record is not written over by
    a check that was left alone.
    """

    RESULTS = (("yes", _("met")), ("no", _("not met")))

    def __init__(self, *args: Any, held: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = held
        for code, label in CHECKS.items():
            recorded = held.get(code)
            self.fields[f"passed_{code}"] = forms.ChoiceField(
                label=label, choices=self.RESULTS, widget=forms.RadioSelect, required=False, show_hidden_initial=True,
                initial=None if recorded is None else "yes" if recorded.passed else "no",
            )  # fmt: skip
            self.fields[f"passed_{code}"].is_asked = True  # type: ignore[attr-defined]  # may wait, and is not optional
            self.fields[f"note_{code}"] = forms.CharField(
                label=_("What was seen"),
                max_length=1000,
                required=False,
                show_hidden_initial=True,
                initial=recorded.note if recorded else "",
            )

    def rows(self) -> list[tuple[str, Any, Any, Any]]:
        """Per check: its code, the two fields, and what is recorded."""
        return [(code, self[f"passed_{code}"], self[f"note_{code}"], self.held.get(code)) for code in CHECKS]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for code in self._changed():
            if not given.get(f"passed_{code}") and not self.has_error(f"passed_{code}"):
                self.add_error(f"passed_{code}", _("Choose a result to what you wrote."))
        if not self.errors and not self._changed():
            raise forms.ValidationError(_("Choose the result of at least one check."))
        return given

    def _changed(self) -> list[str]:
        return [code for code in CHECKS if {f"passed_{code}", f"note_{code}"} & set(self.changed_data)]

    def findings(self) -> list[tuple[str, bool, str]]:
        """Code, result and note of every check that was answered or changed."""
        given = self.cleaned_data
        return [(code, given[f"passed_{code}"] == "yes", given[f"note_{code}"]) for code in self._changed()]


class AppealForm(TalatForm):
    text = _area(_("Facts and reasons"), 10, help_text=_("Say what happened and which rule it breaches."))


def default_due() -> dt.date:
    """A usual time limit of an order: ninety days ahead."""
    return clock.today() + dt.timedelta(days=90)
