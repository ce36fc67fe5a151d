"""Judges the templates of needs assessments when the product starts: a broken one never reaches a page."""

from __future__ import annotations

from typing import Any

from django.core import checks

from catalog.questions import BrokenData, definitions
from marketplace.accounts.models import AgencyClass
from marketplace.needs import template


@checks.register("needs")
def templates_are_sound(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every fault of the data files, named by file."""
    try:
        leaves = frozenset(node.code for node in definitions().leaves())
    except BrokenData:  # told by the catalogue's own check
        return []
    found = template.faults(template.FOLDER, leaves, frozenset(AgencyClass.values))
    return [checks.Error(fault, hint="See docs/how-to/assess-needs.md.", id="needs.E001") for fault in found]
