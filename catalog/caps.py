"""Usage caps of a price: how much use the price includes, and what more of it costs. Pure, whole satang; knows no listing and no page.

A version keeps them as `{name of the use: {"included": 20, "step": 10, "price_satang": 50_00}}`; no `price_satang` means that more is not sold at a
stated price. Which uses a price unit knows, and in what they are measured, is data (`catalog/data/units.yaml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalog.questions import Unit
from marketplace.kernel import money

#: Most that may be included, and the largest step.
MOST = 1_000_000_000
#: What is asked of each use, in order.
PARTS = ("included", "price", "step")


@dataclass(frozen=True)
class Cap:
    """`included` of a use is in the price; every further `step`, begun ones too, costs `price_satang` as stated. None: more is not sold so."""

    included: int
    step: int = 1
    price_satang: int | None = None


def field(use: str, part: str) -> str:
    """Name of a form field or column: `cap_storage_included`."""
    return f"cap_{use}_{part}"


def names_by_use(unit: Unit) -> list[tuple[str, ...]]:
    """Names of the fields of each use of a unit, in the order of `PARTS`."""
    return [tuple(field(use.code, part) for part in PARTS) for use in unit.usage]


def read(kept: Mapping[str, Mapping[str, int]]) -> dict[str, Cap]:
    """Caps as a version keeps them."""
    return {use: Cap(cap["included"], cap.get("step", 1), cap.get("price_satang")) for use, cap in kept.items()}


def values_of(kept: Mapping[str, Mapping[str, int]]) -> dict[str, int | None]:
    """What a form or a row starts with, by name of the field."""
    found: dict[str, int | None] = {}
    for use, cap in read(kept).items():
        found |= {field(use, "included"): cap.included, field(use, "price"): cap.price_satang}
        found[field(use, "step")] = cap.step if cap.price_satang is not None else None
    return found


def gathered(values: Mapping[str, Any], unit: Unit) -> tuple[dict[str, dict[str, int]], dict[str, str]]:
    """Caps as a version keeps them, and what is to be mended: name of a field → sentence in the active language."""
    found: dict[str, dict[str, int]] = {}
    amiss: dict[str, str] = {}
    for use, names in zip(unit.usage, names_by_use(unit), strict=True):
        included, satang, step = map(values.get, names)
        if included is None:
            if satang is not None or step is not None:
                amiss[names[0]] = _("Write how much the price includes, or leave all three empty.")
        elif satang is None:
            found[use.code] = {"included": included}
            if step is not None:
                amiss[names[1]] = _("Write what this much more costs, or leave it empty too.")
        else:
            found[use.code] = {"included": included, "step": step or 1, "price_satang": satang}
    return found, amiss


def sentence(cap: Cap, measure: str) -> str:
    """One cap in the reader's language."""
    included, step = (f"{number:,} {measure}".strip() for number in (cap.included, cap.step))
    if cap.price_satang is None:
        return _("%(included)s included; more has to be agreed with the supplier") % {"included": included}
    more = {"included": included, "price": money.baht(cap.price_satang), "step": step}
    return _("%(included)s included; each further %(step)s, also a begun one, costs %(price)s baht") % more


def in_words(kept: Mapping[str, Mapping[str, int]], unit: Unit) -> dict[str, tuple[str, str]]:
    """Code of a use → its name and what its cap says, in the unit's order. A use that the data no longer know has its code for a name."""
    caps = read(kept)
    known = {use.code: use for use in unit.usage}
    found = {}
    for use in [*(code for code in known if code in caps), *sorted(set(caps) - set(known))]:
        name, measure = (str(known[use].name), str(known[use].measure)) if use in known else (use, "")
        found[use] = (name, sentence(caps[use], measure))
    return found


def lines(kept: Mapping[str, Mapping[str, int]], unit: Unit) -> list[str]:
    """Every cap in a line of its own."""
    return [f"{name}: {words}" for name, words in in_words(kept, unit).values()]
