"""Judges the catalogue's data files when the product starts: a broken question set never reaches a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks

from catalog import quality, tor
from catalog.questions import BrokenData, definitions


@checks.register("catalog")
def data_files_are_sound(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every fault of the data files, named by file."""
    try:
        known = definitions()
    except BrokenData as broken:
        return [checks.Error(fault, hint="See docs/how-to/add-a-category.md.", id="catalog.E001") for fault in broken.faults]
    return [checks.Error(fault, hint="See docs/how-to/add-a-category.md.", id="catalog.E002") for fault in tor.faults(known)]


@checks.register("catalog")
def vague_words_are_sound(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """The list of vague words can be read."""
    try:
        quality.vague_list(Path(settings.CATALOG_DATA))
    except ValueError as fault:
        return [checks.Error(str(fault), hint="See the head of catalog/data/quality/vague.yaml.", id="catalog.E003")]
    return []
