"""Forms about the supplier's terms: write a draft, publish it, accept it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.ui.forms import TalatForm, ThaiDateField
from suppliers.forms.steps import StepForm


def _area(label: Any, rows: int, limit: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}))


class DraftForm(TalatForm):
    """The text of a draft in both languages; everything is needed only when it is published."""

    text_th = _area(_("Text in Thai"), 18, 40_000, _("Part paragraphs by an empty line."))
    text_en = _area(_("Text in English"), 18, 40_000, _("Part paragraphs by an empty line."))
    changes_th = _area(_("What is new, in Thai"), 3, 2_000, _("Companies read this first. Say what they have to do differently."))
    changes_en = _area(_("What is new, in English"), 3, 2_000)


class PublishTermsForm(StepForm):
    effective_from = ThaiDateField(
        label=_("Holds from"), help_text=_("Leave companies time: those that have not accepted it by then can neither list nor bid.")
    )


class AcceptForm(TalatForm):
    """The owner's tick, beside the version that was shown."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    accepts = forms.BooleanField(label=_("The company accepts this version of the supplier's terms"))
