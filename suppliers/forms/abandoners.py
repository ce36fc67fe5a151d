"""Forms about the abandoner list."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.kernel import clock
from marketplace.ui.forms import FileField, TalatForm, ThaiDateField


class ListForm(TalatForm):
    """A list to be read in, and of which day it is."""

    file = FileField(label=_("The list"), kinds=("csv",))
    as_of = ThaiDateField(label=_("Day of the list"), help_text=_("The day on which the comptroller issued it."))

    def clean_as_of(self) -> dt.date:
        day: dt.date = self.cleaned_data["as_of"]
        if day > clock.today():
            raise ValidationError(_("This day lies ahead. Write a day that has passed."), code="ahead")
        return day
