"""Judges the catalogue's data files when the product starts: a broken question set never reaches a page."""

from __future__ import annotations

from typing import Any

from django.core import checks

from catalog import tor
from catalog.questions import BrokenData, definitions


@checks.register("catalog")
def data_files_are_sound(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every fault of the data files, named by file."""
    try:
        known = definitions()
    except BrokenData as broken:
        return [checks.Error(fault, hint="See docs/how-to/add-a-category.md.", id="catalog.E001") for fault in broken.faults]
    return [checks.Error(fault, hint="See docs/how-to/add-a-category.md.", id="catalog.E002") for fault in tor.faults(known)]
