"""Forms of the pages of prices. Parsing only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Category
from catalog.questions import definitions
from marketplace.pricing.models import CentralPrice, Issuer
from marketplace.ui.forms import MoneyField, TalatForm, ThaiDateField


class CentralPriceForm(TalatForm):
    """One price that a central agency has set."""

    source = forms.ChoiceField(
        label=_("Which source of section 4"), choices=[(kind.value, kind.label) for kind in CentralPrice.SOURCES], widget=forms.RadioSelect
    )
    issuer = forms.ChoiceField(label=_("Issued by"), choices=Issuer.choices)
    document_no = forms.CharField(label=_("Number of the document"), max_length=120)
    document_on = ThaiDateField(label=_("Day of the document"))
    title = forms.CharField(label=_("What the document calls it"), max_length=255)
    category = forms.ModelChoiceField(label=_("Category"), queryset=Category.objects.none(), empty_label=_("Choose a category"))
    price_satang = MoneyField(
        label=_("Price of one unit in baht incl. VAT"), help_text=_("In the category's own price unit, for example one user for one month.")
    )
    valid_from = ThaiDateField(label=_("In force from"))
    valid_to = ThaiDateField(label=_("In force until"), required=False, help_text=_("Leave it empty while no last day is set."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.open().leaves()  # type: ignore[attr-defined]
        self.fields["category"].label_from_instance = _with_unit  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("category"):
            given["unit"] = given["category"].unit
        if given.get("valid_to") and given.get("valid_from") and given["valid_to"] < given["valid_from"]:
            self.add_error("valid_to", _("The last day lies before the first."))
        return given


def _with_unit(category: Category) -> str:
    """The category with what its price is for."""
    return f"{category.name} ({definitions().units[category.unit].per})"


class EndForm(TalatForm):
    reason = forms.CharField(label=_("Why it is taken out"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)


class TableForm(TalatForm):
    """A table of central prices: as a file or pasted."""

    table = forms.CharField(
        label=_("The table"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        max_length=1_000_000,
        help_text=_("Paste it from a spreadsheet, or paste the text of a CSV file. The first line names the columns."),
    )


class AnswerForm(TalatForm):
    """The answer to a letter."""

    offers = forms.ChoiceField(
        label=_("Answer"),
        choices=[("yes", _("This is the price")), ("no", _("No offer for this"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    price_satang = MoneyField(label=_("Total in baht incl. VAT"), required=False)
    note = forms.CharField(label=_("Remark"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("offers") == "yes" and given.get("price_satang") is None and "price_satang" not in self.errors:
            self.add_error("price_satang", _("Write the total, or choose that there is no offer."))
        return given

    @property
    def satang(self) -> int | None:
        return self.cleaned_data["price_satang"] if self.cleaned_data["offers"] == "yes" else None
