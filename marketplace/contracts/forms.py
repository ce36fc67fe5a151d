"""What people are asked at each step of a contract. Nothing is asked that the system knows."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.ratings import FEW_STARS
from marketplace.contracts.models import PENALTY_WORDS
from marketplace.contracts.states import G, K
from marketplace.kernel import clock
from marketplace.payments.gateways import gateway
from marketplace.ui.forms import MoneyField, NumberField, TalatForm, ThaiDateField

GROUNDS_103 = [
    ("103.1", _("A cause set by law")),
    ("103.2", _("There is reason to believe that the work will not be finished in time")),
    ("103.3", _("A cause set in the contract")),
    ("103.4", _("Another cause, as set by regulation")),
]


STAR_WORDS = [
    (5, _("5 stars: better than agreed")),
    (4, _("4 stars: good")),
    (3, _("3 stars: as agreed")),
    (2, _("2 stars: with faults")),
    (1, _("1 star: I would not buy it again")),
]


class StepForm(TalatForm):
    """A form of the step page: it is given the object and the actor."""

    def __init__(self, *args: Any, case: Any = None, actor: Any = None, **kwargs: Any) -> None:
        self.case, self.actor = case, actor
        super().__init__(*args, **kwargs)


def _paragraph(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, **more)


class ReasonForm(StepForm):
    reason = _paragraph(_("Reason"))


class SignForm(StepForm):
    confirmed = forms.BooleanField(label=_("I have read the text and sign it electronically"))


class GuaranteeForm(StepForm):
    kind = forms.ChoiceField(label=_("Kind of guarantee"), choices=G.choices, initial=G.ELECTRONIC)
    issuer = forms.CharField(label=_("Bank or issuer"), max_length=200, required=False, help_text=_("Leave empty for cash."))
    number = forms.CharField(label=_("Number"), max_length=80, required=False)
    amount_satang = MoneyField(label=_("Amount"))
    dated_on = ThaiDateField(label=_("Date"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount_satang"].initial = self.case.guarantee_satang
        self.fields["dated_on"].initial = clock.today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") != G.CASH:
            for name in ("issuer", "number"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Write “%(label)s”.") % {"label": self.fields[name].label})
        return cleaned


class MoreTimeForm(ReasonForm):
    """A later last day for the acceptance committee (cl. 25)."""

    due_on = ThaiDateField(label=_("New last day for the work"))

    field_order = ["due_on", "reason"]


class CopiesForm(StepForm):
    copy_sao_no = forms.CharField(label=_("Number of the letter to the State Audit Office"), max_length=80)
    copy_rd_no = forms.CharField(label=_("Number of the letter to the Revenue Department"), max_length=80)


class TerminateForm(StepForm):
    ground = forms.ChoiceField(label=_("Ground of section 103"), choices=GROUNDS_103, widget=forms.RadioSelect)
    reason = _paragraph(_("Reason"))


class ReturnGuaranteeForm(StepForm):
    returned_on = ThaiDateField(label=_("Returned on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["returned_on"].initial = clock.today


class RateForm(StepForm):
    stars = forms.TypedChoiceField(label=_("Your rating"), choices=STAR_WORDS, coerce=int, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What other buyers should know"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
        help_text=_("Public. Name no persons. One or two stars need a reason."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("stars") in FEW_STARS and not str(cleaned.get("text", "")).strip() and "text" not in self.errors:
            self.add_error("text", _("Write what was wrong, so that the supplier can mend it and others can judge."))
        return cleaned


class AnswerRatingForm(StepForm):
    answer = forms.CharField(
        label=_("Your answer"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, help_text=_("Public. Name no persons.")
    )


class DeliverForm(StepForm):
    note = _paragraph(_("What was delivered"), required=False, help_text=_("For example the number of the delivery note."))


class InspectForm(StepForm):
    accepts = forms.TypedChoiceField(
        label=_("Finding"),
        choices=[("yes", _("Correct and complete")), ("no", _("Not correct: there are defects"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = _paragraph(
        _("Defects or remarks"), required=False, help_text=_("Where there are defects: what is wrong, so that the party can mend it.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("accepts") is False and not str(cleaned.get("note", "")).strip():
            self.add_error("note", _("Write what is wrong, so that the party can mend it."))
        return cleaned


class InvoiceForm(StepForm):
    invoice = forms.CharField(label=_("Number of the tax invoice or receipt"), max_length=80)
    dated_on = ThaiDateField(label=_("Date on it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated_on"].initial = clock.today


def PayForm(*args: Any, **kwargs: Any) -> Any:
    """The form of the gateway through which the agency pays."""
    return gateway("manual").form(*args, **kwargs)


class TermsForm(StepForm):
    """The terms of a draft with its lines and instalments; two empty rows of each wait below the filled ones."""

    kind = forms.ChoiceField(label=_("Kind"), choices=K.choices)
    subject = forms.CharField(label=_("What is bought"), max_length=300)
    place = forms.CharField(label=_("Place of delivery"), max_length=300)
    warranty_months = NumberField(label=_("Warranty in months"), max_value=120, help_text=_("0 where there is none."))
    penalty_kind = forms.ChoiceField(label=_("Late penalty is computed on"), choices=PENALTY_WORDS.items())
    penalty_rate = forms.DecimalField(
        label=_("Late penalty per day, percent"), max_digits=5, decimal_places=3, min_value=Decimal("0.001"), max_value=Decimal("0.25")
    )

    LINE = (
        ("description", _("Item")),
        ("quantity", _("Quantity")),
        ("unit", _("Unit")),
        ("unit_price_satang", _("Price of one, VAT included")),
    )
    INSTALMENT = (("title", _("What is delivered")), ("amount_satang", _("Amount, VAT included")), ("due_days", _("Days after signing")))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "subject", "place", "warranty_months", "penalty_kind", "penalty_rate"):
            self.fields[name].initial = getattr(self.case, name)
        lines = [vars(line) for line in self.case.lines.all()]
        parts = [vars(one) for one in self.case.deliveries.all()]
        self.line_rows = self._rows("line", self.LINE, lines)
        self.instalment_rows = self._rows("part", self.INSTALMENT, parts)

    def _rows(self, prefix: str, columns: Any, filled: list[dict[str, Any]]) -> list[list[str]]:
        sent = [int(match[1]) for key in (self.data or {}) if (match := re.match(rf"^{prefix}_(\d{{1,2}})_", key))]
        count = min(max([len(filled) + 2, *(number for number in sent)]), 40)
        rows = []
        for number in range(1, count + 1):
            names = []
            for column, label in columns:
                name = f"{prefix}_{number}_{column}"
                self.fields[name] = _cell(column, label)
                if number <= len(filled):
                    self.fields[name].initial = filled[number - 1][column]
                names.append(name)
            rows.append(names)
        return rows

    @property
    def main_fields(self) -> list[Any]:
        return [self[name] for name in ("kind", "subject", "place", "warranty_months", "penalty_kind", "penalty_rate")]

    @property
    def line_table(self) -> list[list[Any]]:
        return [[self[name] for name in row] for row in self.line_rows]

    @property
    def instalment_table(self) -> list[list[Any]]:
        return [[self[name] for name in row] for row in self.instalment_rows]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lines = self._gathered(self.line_rows, self.LINE, cleaned, _("Write at least one line."))
        parts = self._gathered(self.instalment_rows, self.INSTALMENT, cleaned, _("Write at least one instalment."))
        kept = {name: cleaned.get(name) for name in ("kind", "subject", "place", "warranty_months", "penalty_kind", "penalty_rate")}
        return kept | {"lines": lines, "instalments": parts}

    def _gathered(self, rows: list[list[str]], columns: Any, cleaned: dict[str, Any], none: Any) -> list[dict[str, Any]]:
        found = []
        for names in rows:
            values = {column: cleaned.get(name) for name, (column, _label) in zip(names, columns, strict=True)}
            if not any(value not in (None, "") for value in values.values()) and not any(name in self.errors for name in names):
                continue
            for name, (column, label) in zip(names, columns, strict=True):
                if values[column] in (None, "") and name not in self.errors:
                    self.add_error(name, _("Write “%(label)s”.") % {"label": label})
            found.append(values)
        if not found:
            raise ValidationError(none)
        return found


def _cell(column: str, label: Any) -> forms.Field:
    if column.endswith("_satang"):
        return MoneyField(label=label, required=False)
    if column in {"quantity", "due_days"}:
        return NumberField(label=label, required=False, min_value=1, max_value=100_000 if column == "quantity" else 3650)
    return forms.CharField(label=label, required=False, max_length=300)
