"""Words for what a benchmark holds. Knows codes, no rows."""

from __future__ import annotations

from django.utils.translation import gettext as _

from catalog.prices import Case
from catalog.questions import Unit


def step_label(kind: str, code: str) -> str:
    """The name of a step of the ladder."""
    if kind == "surveyed":
        return _("Every supplier that answered")
    return {
        "alike_region": _("Same deciding answers, supplier of the agency's region"),
        "alike": _("Same deciding answers, whole country"),
        "region": _("Whole category, supplier of the agency's region"),
        "agency_quantity": _("Same kind of agency, a third to three times the quantity"),
        "quantity": _("Any agency, a third to three times the quantity"),
        "every": _("Whole category, same price unit"),
    }[code]


def case_words(case: Case, unit: Unit) -> str:
    """`50 users for 12 months`."""
    lasting = unit.lasting(case.term)
    return (
        _("%(quantity)s for %(term)s") % {"quantity": unit.counted(case.quantity), "term": lasting}
        if lasting
        else unit.counted(case.quantity)
    )
