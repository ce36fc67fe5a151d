"""Prices as a picture: points, the middle, the bands, on a logarithmic axis. Knows figures and words, no rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace.kernel import money
from marketplace.ui import charts

_WIDTH = 560
#: The names of figures in a report, from the lowest.
FIGURES = ("least", "p10", "p25", "median", "p75", "p90", "most")


def kind_label(kind: str) -> str:
    """How a kind of price is called."""
    return {
        "listed": _("Listed prices"),
        "paid": _("Prices paid"),
        "surveyed": _("Answers to letters"),
    }[kind]


def figure_label(name: str) -> str:
    """How a figure is called in a table."""
    return {
        "least": _("Lowest"),
        "p10": _("10 of 100 are below"),
        "p25": _("25 of 100 are below"),
        "median": _("Middle (median)"),
        "p75": _("75 of 100 are below"),
        "p90": _("90 of 100 are below"),
        "most": _("Highest"),
    }[name]


def picture(groups: Sequence[dict[str, Any]], *, title: str, sentence: str, mark: tuple[str, int] | None = None) -> charts.Chart | None:
    """The groups of a report (as its facts have them) that have figures; None where none has.

    Args:
        mark: a price that is compared with them: its name and satang.
    """
    shown = [group for group in groups if group["figures"]]
    if not shown:
        return None
    rows = [{"kind": kind_label(group["kind"]), **{name: group["figures"][name] / 100 for name in FIGURES}} for group in shown]
    points = [{"kind": kind_label(group["kind"]), "price": price["case_satang"] / 100} for group in shown for price in group["counted"]]
    y = {"field": "kind", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 160, "domain": False, "ticks": False}}
    x = {"type": "quantitative", "title": _("baht with VAT, scale of ratios"), "scale": {"type": "log", "nice": False, "zero": False, "domain": _domain(points, mark)}, "axis": {"format": ",.0f", "labelOverlap": "greedy", "labelSeparation": 12, "tickCount": 6}}  # fmt: skip
    bands = [row for row, group in zip(rows, shown, strict=True) if group["enough"]]  # of a few prices a band would say too much
    dots = {
        "data": {"values": points},
        "mark": {"type": "point", "filled": True, "size": 26, "color": charts.INK_SOFT, "opacity": 0.75},
        "encoding": {"y": y, "x": {**x, "field": "price"}},
    }
    layers: list[dict[str, Any]] = [dots]
    if bands:
        middle = {
            "data": {"values": bands},
            "mark": {"type": "tick", "thickness": 3, "size": 34, "color": charts.INK},
            "encoding": {"y": y, "x": {**x, "field": "median"}},
        }
        layers = [
            _span(bands, y, x, "p10", "p90", 12, charts.LINE),
            _span(bands, y, x, "p25", "p75", 26, charts.FIRST, opacity=0.35),
            dots,
            middle,
        ]
    if mark is not None:
        layers.append(
            {
                "data": {"values": [{"price": mark[1] / 100}]},
                "mark": {"type": "rule", "strokeDash": [5, 4], "strokeWidth": 2, "color": charts.SECOND},
                "encoding": {"x": {**x, "field": "price"}},
            }
        )
    middle_word = _("middle")
    narrow = [
        {"label": f"{row['kind']}: {middle_word}", "value": row["median"], "shown": money.baht(round(row["median"] * 100))} for row in bands
    ]
    if mark is not None:
        narrow.append({"label": mark[0], "value": mark[1] / 100, "shown": money.baht(mark[1]), "colour": 2})
    return charts.draw(
        {"width": _WIDTH, "height": {"step": 54}, "layer": layers},
        title=title,
        description=sentence,
        heads=(_("Figure"), *(pgettext("column", "%s (baht)") % kind_label(group["kind"]) for group in shown)),
        rows=[(figure_label(name), *(_told(group, name) for group in shown)) for name in FIGURES],
        narrow=narrow,
    )


def _told(group: dict[str, Any], name: str) -> str:
    """A figure in baht; of too few prices only the lowest and the highest are told."""
    return money.baht(group["figures"][name]) if group["enough"] or name in {"least", "most"} else "–"


def _domain(points: Sequence[dict[str, Any]], mark: tuple[str, int] | None) -> list[float]:
    """From somewhat below the lowest price to somewhat above the highest."""
    shown = [point["price"] for point in points] + ([mark[1] / 100] if mark is not None else [])
    return [min(shown) * 0.85, max(shown) * 1.18]


def _span(rows: list[dict[str, Any]], y: Any, x: Any, low: str, high: str, thick: int, colour: str, opacity: float = 1) -> dict[str, Any]:
    return {
        "data": {"values": rows},
        "mark": {"type": "bar", "height": thick, "color": colour, "opacity": opacity, "cornerRadius": 2},
        "encoding": {"y": y, "x": {**x, "field": low}, "x2": {"field": high}},
    }
