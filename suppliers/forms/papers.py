"""Forms of documents: one of any kind, or a row for each kind that a company needs, all sent at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.kernel import clock
from marketplace.ui.forms import FileField, TalatForm, ThaiDateField
from suppliers.forms.registering import past
from suppliers.kinds import KINDS, Doc, Kind


class _Paper(TalatForm):
    """What stands on a document. What is needed depends on its kind."""

    file = FileField(label=_("File"))
    number = forms.CharField(label=_("Number of the certificate or registration"), max_length=80, required=False)
    issued_on = ThaiDateField(label=_("Issued on"), required=False)
    expires_on = ThaiDateField(label=_("Valid until"), required=False)

    def clean_issued_on(self) -> dt.date | None:
        return past(self.cleaned_data["issued_on"])

    def clean_expires_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["expires_on"]
        if day is not None and day < clock.today():
            raise ValidationError(_("This document has lapsed. Hand in the renewed one."), code="lapsed")
        return day

    def judge(self, kind: Kind, given: dict[str, Any]) -> None:
        """Add what the kind of document needs and was not given."""
        if kind.numbered and "number" in given and not given["number"]:
            self.add_error("number", _("Write the number that stands on the document."))
        if kind.ends and "expires_on" in given and given["expires_on"] is None:
            self.add_error("expires_on", _("Write the last day on which the document is valid."))
        if kind.dated and "issued_on" in given and given["issued_on"] is None:
            self.add_error("issued_on", _("Write the day on which the certificate was issued."))
        issued, ends = given.get("issued_on"), given.get("expires_on")
        if issued and ends and ends < issued:
            self.add_error("expires_on", _("The last day lies before the day of issue. Check both."))


class EvidenceForm(_Paper):
    """One document of any kind with what stands on it."""

    field_order = ("kind", "file", "number", "issued_on", "expires_on")
    kind = forms.ChoiceField(label=_("What it is"), choices=[("", _("Choose a kind of document")), *Doc.choices])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        kind = KINDS.get(given.get("kind", ""))
        if kind is not None:
            self.judge(kind, given)
        return given


class PaperForm(_Paper):
    """One row of the page of documents: its kind is known, only what this kind needs is asked, and it may wait."""

    def __init__(self, *args: Any, kind: Kind, needed: bool, **kwargs: Any) -> None:
        self.kind, self.needed = kind, needed
        super().__init__(*args, prefix=str(kind.doc), **kwargs)
        for name, asked in (("number", kind.numbered), ("issued_on", kind.dated), ("expires_on", kind.ends)):
            if asked:
                self.fields[name].is_asked = True  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        self.fields["file"].required = False
        self.fields["file"].is_asked = needed  # type: ignore[attr-defined]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was handed in here: a number that was filled in beforehand does not count."""
        given = getattr(self, "cleaned_data", {})
        return not self.errors and not given.get("file")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("file"):
            self.judge(self.kind, given)
        elif "file" not in self.errors and (given.get("issued_on") or given.get("expires_on")):
            self.add_error("file", _("Attach the document whose day you wrote."))
        return given
