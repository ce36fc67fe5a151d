"""Red flags as units: one module each, found by themselves. A unit reads entries of the log and answers a finding or None.

A flag says that somebody should look. It is no accusation, and no page calls it one.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from marketplace.oversight.flags.unit import Unit


@cache
def units() -> dict[str, Unit]:
    """Every unit by its code."""
    names = sorted(module.name for module in iter_modules(__path__) if module.name not in {"unit", "past"})
    found = [import_module(f"{__name__}.{name}").UNIT for name in names]
    return {unit.code: unit for unit in found}
