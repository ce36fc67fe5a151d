"""What people are asked when a work abandoner is proposed, explains, is sent on and is decided on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.contracts.forms import StepForm
from marketplace.kernel import clock
from marketplace.ui.forms import FileField, TalatForm, ThaiDateField
from suppliers.models import Company, Director
from suppliers.models.abandoner import Ground


def _paragraph(label: Any, rows: int = 6, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=8000, **more)


class ProposeForm(TalatForm):
    """The head of the agency proposes: whom, on which case of s. 109, what happened, with which evidence."""

    company = forms.ModelChoiceField(label=_("Company"), queryset=Company.objects.none(), to_field_name="ref", empty_label=None)
    ground = forms.ChoiceField(label=_("Case of section 109"), choices=Ground.choices, widget=forms.RadioSelect)
    facts = _paragraph(
        _("Facts of the case"), min_length=10, help_text=_("The company reads it and answers. Give days and numbers of letters.")
    )
    evidence = FileField(label=_("Evidence"))

    def __init__(self, *args: Any, companies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].queryset = companies  # type: ignore[attr-defined]


class ExplainForm(StepForm):
    explanation = _paragraph(
        _("Your explanation"), min_length=10, help_text=_("Say why the company acted as it did, or why the facts are others.")
    )
    file = FileField(label=_("A file that shows it"), required=False)


class ForwardForm(StepForm):
    letter_no = forms.CharField(label=_("Number of the letter to the Permanent Secretary"), max_length=80)
    opinion = _paragraph(_("What the comptroller says about it"), rows=3, required=False)


class DecisionForm(StepForm):
    order_no = forms.CharField(label=_("Number of the Permanent Secretary's order or letter"), max_length=80)
    decided_on = ThaiDateField(label=_("Day of the order or letter"))
    reason = _paragraph(_("Reason, as the paper gives it"), rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].initial = clock.today


class ListingForm(DecisionForm):
    directors = forms.ModelMultipleChoiceField(
        label=_("Directors whom the order names as well"), queryset=Director.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Only those who stand in the order. Each becomes an entry of its own."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["directors"].queryset = self.case.company.directors.present()  # type: ignore[attr-defined]
