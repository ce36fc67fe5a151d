"""Pictures of an assessment: maturity of each capability as bars on a scale from 0 to 4, each with its number in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from marketplace.needs.scoring import Maturity
from marketplace.needs.template import MOST


def bars(found: Sequence[Maturity]) -> list[dict[str, Any]]:
    """One bar per capability, 1000 wide at full marks."""
    made = []
    for one in found:
        level = one.level
        shown = _("%(level)s of %(most)s") % {"level": one.level_text, "most": MOST} if level is not None else _("not a duty of the agency")
        width = round(1000 * level / MOST) if level is not None else 0
        made.append({"label": one.capability.name, "width": width, "shown": shown, "url": "", "colour": 1})
    return made
