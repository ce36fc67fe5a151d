"""How answers become maturity and a list of needs. Pure; every number can be worked out by hand from the page.

Missing points of a statement are 4 less its grade. A capability's lack counts for a category as its weight times missing points over all
points of the remedy's statements; what a category collects over the capabilities is its priority, at most 100. A statement that the
agency is not in charge of counts nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from marketplace.needs.template import MOST, WHOLE, Capability, Template

#: The answer “this is not a duty of ours”.
NOT_OURS = -1
#: Grades and the answer that a statement does not concern the agency.
ANSWERS = (*range(MOST + 1), NOT_OURS)


@dataclass(frozen=True)
class Maturity:
    """Points reached of those that could be reached in a capability; `most` is 0 where nothing in it concerns the agency."""

    capability: Capability
    got: int
    most: int

    @property
    def level(self) -> Fraction | None:
        """From 0 to 4."""
        return Fraction(self.got * MOST, self.most) if self.most else None

    @property
    def level_text(self) -> str:
        """The level with one decimal, rounded half up; a dash where there is none."""
        return "–" if self.level is None else decimal(tenths(self.level))


@dataclass(frozen=True)
class Need:
    """A category that remedies something, with what led to it. `points` are tenths of a point, `gap` percent of points missing."""

    category: str
    points: int
    gap: int
    reasons: tuple[Mapping[str, Any], ...]


def maturity(template: Template, answers: Mapping[str, int]) -> list[Maturity]:
    """Each capability as far as it is answered, in the template's order."""
    found = []
    for part in template.capabilities:
        grades = [answers[one.key] for one in part.statements if answers.get(one.key, NOT_OURS) != NOT_OURS]
        found.append(Maturity(part, sum(grades), MOST * len(grades)))
    return found


def needs(template: Template, answers: Mapping[str, int]) -> list[Need]:
    """Categories in the order of priority; of the same priority, the one with the larger gap first. Only what misses something."""
    exact: dict[str, Fraction] = {}
    lacks: dict[str, list[int]] = {}
    reasons: dict[str, list[Mapping[str, Any]]] = {}
    for part in template.capabilities:
        texts = {one.key: one.text for one in part.statements}
        for remedy in part.remedies:
            graded = [(key, answers[key]) for key in remedy.statements if answers.get(key, NOT_OURS) != NOT_OURS]
            missing, most = sum(MOST - grade for _key, grade in graded), MOST * len(graded)
            if not missing:
                continue
            share = Fraction(part.weight * missing, most)
            exact[remedy.category] = exact.get(remedy.category, Fraction(0)) + share
            held = lacks.setdefault(remedy.category, [0, 0])
            held[0], held[1] = held[0] + missing, held[1] + most
            reasons.setdefault(remedy.category, []).append(
                {
                    "capability": {"th": part.name.th, "en": part.name.en},
                    "sentence": {"th": remedy.sentence.th, "en": remedy.sentence.en},
                    "weight": part.weight,
                    "missing": missing,
                    "most": most,
                    "points": tenths(share),
                    "answers": [{"th": texts[key].th, "en": texts[key].en, "grade": grade} for key, grade in graded if grade < MOST],
                }
            )
    found = [
        Need(category, tenths(points), half_up(Fraction(WHOLE * lacks[category][0], lacks[category][1])), tuple(reasons[category]))
        for category, points in exact.items()
    ]
    return sorted(found, key=lambda need: (-exact[need.category], -need.gap, need.category))


def tenths(value: Fraction) -> int:
    return half_up(value * 10)


def half_up(value: Fraction) -> int:
    """The nearest whole number; a half goes up."""
    return int(value + Fraction(1, 2))


def decimal(value: int) -> str:
    """Tenths as people read them: 187 is 18.7."""
    return f"{value // 10}.{value % 10}"
