"""The overview's charts: specifications and words. Knows numbers, no rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from marketplace.oversight.overview import NATIONAL_BY_COUNT, NATIONAL_BY_VALUE, NATIONAL_YEAR, STEPS, Overview, Share
from marketplace.ui import charts, formats
from tenders import methods

#: So many agencies are drawn; the table behind the picture holds all.
DRAWN = 12
_WIDTH = 380


def shares(overview: Overview) -> list[charts.Chart]:
    """Share of the specific method by agency: of purchases, and of their value."""
    by_count = _share(
        overview.shares,
        _("Share of purchases by the specific method, percent"),
        [(share.by_count, share.specific, share.count) for share in overview.shares],
        NATIONAL_BY_COUNT,
        (_("Agency"), _("Percent"), _("By the specific method"), _("All purchases")),
    )
    by_value = _share(
        overview.shares,
        _("Share of value by the specific method, percent"),
        [(share.by_value, formats.baht(share.specific_satang), formats.baht(share.satang)) for share in overview.shares],
        NATIONAL_BY_VALUE,
        (_("Agency"), _("Percent"), _("By the specific method, baht"), _("All purchases, baht")),
    )
    return [by_count, by_value]


def _share(found: Sequence[Share], title: str, numbers: Sequence[tuple[Any, ...]], national: float, heads: Sequence[str]) -> charts.Chart:
    rows = sorted(((_name(share), *values) for share, values in zip(found, numbers, strict=True)), key=lambda row: -row[1])
    country = _("whole country %(year)s: %(percent)s%%") % {"year": _year(NATIONAL_YEAR), "percent": national}
    values = [{"agency": name, "percent": percent, "shown": f"{percent:g}%"} for name, percent, *_more in rows[:DRAWN]]
    bars = {"y": {"field": "agency", "type": "nominal", "sort": None, "title": None}, "x": _percent_axis()}
    spec = {
        "width": _WIDTH,
        "height": {"step": 34},
        "layer": [
            {"data": {"values": values}, "mark": {"type": "bar"}, "encoding": bars},
            {
                "data": {"values": values},
                "mark": {"type": "text", "align": "left", "dx": 4},
                "encoding": {**bars, "text": {"field": "shown"}},
            },
            {
                "data": {"values": [{"percent": national}]},
                "mark": {"type": "rule", "strokeDash": [4, 4], "strokeWidth": 2, "color": charts.SECOND},
                "encoding": {"x": {"field": "percent", "type": "quantitative"}},
            },
        ],
    }
    said = "; ".join(f"{row['agency']} {row['shown']}" for row in values)
    return charts.draw(
        spec,
        title=f"{title} ({country})",
        description=f"{said}. {country}",
        heads=heads,
        rows=[(row[0], f"{row[1]:g}", *row[2:]) for row in rows],
        narrow=[
            *({"label": row["agency"], "value": row["percent"], "shown": row["shown"]} for row in values),
            {"label": country, "value": national, "shown": f"{national:g}%", "colour": 2},
        ],
    )


def _percent_axis() -> dict[str, Any]:
    return {
        "field": "percent",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, 112]},
        "axis": {"values": [0, 25, 50, 75, 100]},
    }


def _name(share: Share) -> str:
    return share.name_en if formats.language() == "en" and share.name_en else share.name_th


def _year(be: int) -> int:
    """A fiscal year in the reader's era."""
    return be if formats.language() == "th" else be - 543


def competition(overview: Overview) -> charts.Chart:
    """How many purchases had one bidder, two, and so on."""
    counted = overview.competition
    labels = [_("%(n)s and more") % {"n": number} if number == counted[-1][0] else str(number) for number, _count in counted]
    rows = [(label, count) for label, (_number, count) in zip(labels, counted, strict=True)]
    spec = {
        "width": _WIDTH,
        "height": 190,
        "data": {"values": [{"bidders": label, "purchases": count} for label, count in rows]},
        "encoding": {
            "x": {"field": "bidders", "type": "nominal", "sort": None, "title": _("bidders"), "axis": {"labelAngle": 0}},
            "y": {"field": "purchases", "type": "quantitative", "title": _("purchases"), "axis": {"tickMinStep": 1, "format": "d"}},
        },
        "layer": [{"mark": "bar"}, {"mark": {"type": "text", "dy": -7}, "encoding": {"text": {"field": "purchases"}}}],
    }
    said = "; ".join(f"{label}: {count}" for label, count in rows)
    return charts.draw(
        spec, title=_("Bidders per purchase with sealed bids"), description=said, heads=(_("Bidders"), _("Purchases")), rows=rows
    )


def paces(overview: Overview) -> charts.Chart:
    """Median days of each step, by method."""
    words = step_words()
    names = {row.code: str(row.short) for row in methods.METHODS.values()}
    rows = [(words[pace.step], names.get(pace.method, pace.method), pace.days, pace.count) for pace in overview.paces]
    order = [words[step] for step in STEPS if step]
    spec = {
        "width": _WIDTH,
        "height": {"step": 16},
        "data": {"values": [{"step": step, "method": method, "days": days} for step, method, days, _count in rows]},
        "mark": "bar",
        "encoding": {
            "y": {"field": "step", "type": "nominal", "sort": order, "title": None},
            "yOffset": {"field": "method", "type": "nominal"},
            "x": {"field": "days", "type": "quantitative", "title": _("days (median)")},
            "color": {"field": "method", "type": "nominal", "title": None},
        },
    }
    said = "; ".join(f"{step}, {method}: {days:g}" for step, method, days, _count in rows)
    return charts.draw(
        spec,
        title=_("Time per step, median days"),
        description=said,
        heads=(_("Step"), _("By method"), _("Days"), _("Purchases")),
        rows=[(step, method, f"{days:g}", count) for step, method, days, count in rows],
    )


def step_words() -> dict[str, str]:
    """What happens between two moments, in the reader's words."""
    return {
        "prepare": _("Start to request"),
        "approve": _("Request to approval"),
        "publish": _("Approval to invitation"),
        "bid": _("Invitation to opening"),
        "judge": _("To the announced award"),
        "sign": _("Award to signing"),
    }
