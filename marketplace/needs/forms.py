"""Forms of needs assessments. Parsing only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.actor import Actor
from marketplace.kernel.era import fiscal_year
from marketplace.needs.models import AssessedNeed, Assessment
from marketplace.needs.scoring import NOT_OURS
from marketplace.needs.template import Capability, Template, templates
from marketplace.ui.forms import MoneyField, TalatForm, ThaiDateField


class BeginForm(TalatForm):
    """Which template the agency answers."""

    template = forms.ChoiceField(label=_("Which kind of agency the questions are for"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = [(code, f"{one.name} · {one.about}") for code, one in templates().items()]  # type: ignore[attr-defined]

    def chosen(self) -> Template:
        return templates()[self.cleaned_data["template"]]


class PartForm(TalatForm):
    """The grades of one capability. A statement may stay open: the assessment is left and gone on with."""

    def __init__(self, *args: Any, template: Template, part: Capability, answers: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grades = [(str(number), f"{number} · {word}") for number, word in enumerate(template.grades)]
        for one in part.statements:
            field = forms.ChoiceField(
                label=str(one.text),
                choices=[*grades, (str(NOT_OURS), _("Not a duty of our agency"))],
                widget=forms.RadioSelect,
                required=False,
                initial=str(answers[one.key]) if one.key in answers else None,
            )
            field.is_asked = True  # type: ignore[attr-defined]  # may wait, and is not optional
            self.fields[one.key] = field

    def grades(self) -> dict[str, int]:
        """Statement → grade, without those that stay open."""
        return {key: int(value) for key, value in self.cleaned_data.items() if value}


class PlanForm(TalatForm):
    """The ticked needs as lines of the plan: a title and an estimate each, and what is the same for all."""

    budget_source = forms.CharField(label=_("Source of the budget"), max_length=200)
    month = ThaiDateField(label=_("When the invitation is expected"), help_text=_("It decides the fiscal year of the lines."))

    def __init__(self, *args: Any, needs: Sequence[AssessedNeed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = needs
        for need in needs:
            name = need.category.name
            title = forms.CharField(
                label=_("What is to be bought: %(name)s") % {"name": name}, max_length=255, initial=need.category.name_th
            )
            amount = MoneyField(label=_("Estimated amount including VAT: %(name)s") % {"name": name})
            self.fields[f"title_{need.pk}"], self.fields[f"amount_{need.pk}"] = title, amount
        self.order_fields([f"{what}_{need.pk}" for need in needs for what in ("title", "amount")])

    def wanted(self) -> list[tuple[AssessedNeed, str, int]]:
        """Each need with its title and its amount in satang."""
        return [(need, self.cleaned_data[f"title_{need.pk}"], self.cleaned_data[f"amount_{need.pk}"]) for need in self.needs]

    def span(self) -> dict[str, Any]:
        """The month's first day and its fiscal year."""
        day: dt.date = self.cleaned_data["month"]
        return {"month": day.replace(day=1), "fiscal_year": fiscal_year(day)}


class GiveUpForm(TalatForm):
    """Why an assessment is given up."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, case: Assessment, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
