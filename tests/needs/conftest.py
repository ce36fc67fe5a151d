"""Assessments made by the product's own actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.needs.actions import assessing
from marketplace.needs.models import Assessment
from marketplace.needs.template import templates
from tests.cast import Player


def graded(player: Player, grades: Mapping[str, int] = {}, *, rest: int = 4, template: str = "small-municipality") -> Assessment:
    """A begun assessment in which every statement has a grade: `rest` where `grades` names none."""
    made = assessing.begin(actor=player.actor, template=templates()[template])
    for part in made.template.capabilities:
        told = {one.key: grades.get(one.key, rest) for one in part.statements}
        assessing.grade(made, part.key, told, actor=player.actor)
    return made


def finished(player: Player, grades: Mapping[str, int] = {}, **more: Any) -> Assessment:
    """The same, finished."""
    made = graded(player, grades, **more)
    return assessing.finish(Assessment.objects.get(pk=made.pk), actor=player.actor)
