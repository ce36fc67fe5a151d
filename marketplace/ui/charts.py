"""Charts as inline SVG: drawn in process from Vega-Lite, coloured by the page's tokens, with the table behind them.

Must not know what the numbers mean. The drawing uses placeholder colours that are replaced by custom properties, so
that one SVG serves the light and the dark scheme, and carries no style attribute, so that the page's policy holds.
"""

from __future__ import annotations

import copy
import itertools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from marketplace.ui import shapes

#: Placeholder colours of a specification and the tokens they become.
COLOURS = {
    "#010101": "var(--ink)",
    "#020202": "var(--ink-soft)",
    "#030303": "var(--line)",
    "#040404": "var(--chart-1)",
    "#050505": "var(--chart-2)",
    "#060606": "var(--chart-3)",
    "#070707": "var(--chart-4)",
    "#080808": "var(--chart-rest)",
    "#090909": "var(--paper)",
}
INK, INK_SOFT, LINE, FIRST, SECOND, THIRD, FOURTH, REST, PAPER = COLOURS
CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": "Laksaman, Sarabun, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": INK_SOFT,
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelLimit": 280,
    },
    "legend": {
        "labelColor": INK,
        "titleColor": INK_SOFT,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "orient": "top",
    },
    "header": {"labelColor": INK, "titleColor": INK_SOFT},
    "text": {"color": INK, "fontSize": 13},
    "rule": {"color": INK_SOFT},
    "range": {"category": [FIRST, SECOND, THIRD, FOURTH, REST], "ramp": [LINE, FIRST]},
    "bar": {"color": FIRST, "cornerRadius": 2},
    "line": {"color": FIRST, "strokeWidth": 2.5},
    "point": {"color": FIRST, "filled": True, "size": 60},
    "area": {"color": FIRST, "opacity": 0.25},
    "rect": {"color": FIRST},
}
_numbers = itertools.count(1)
_STYLE = re.compile(r'\sstyle="[^"]*"')
_FONT = re.compile(r'\sfont-family="[^"]*"')
_SIZE = re.compile(r'<svg\b[^>]*?viewBox="([^"]+)"[^>]*>')
_ID = re.compile(r'(id="|url\(#|href="#)([\w-]+)')


@dataclass(frozen=True)
class Chart:
    """A drawn chart: what the `chart` tag shows. `narrow` are the bars shown instead of the drawing on a phone, where
    the letters of a drawing would become too small."""

    title: str
    svg: SafeString
    heads: Sequence[Any] = field(default_factory=tuple)
    rows: Sequence[Sequence[Any]] = field(default_factory=tuple)
    narrow: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


def svg(spec: Mapping[str, Any], title: str, description: str) -> SafeString:
    """Draw a Vega-Lite specification (data inline) as an SVG that belongs to the page.

    `title` names the picture, `description` says in a sentence what it shows; both are read out.
    """
    full = copy.deepcopy(dict(spec))
    full.setdefault("$schema", "https://vega.github.io/schema/vega-lite/v5.json")
    full["config"] = {**CONFIG, **full.get("config", {})}
    return _dressed(_drawn(json.dumps(full, ensure_ascii=False, sort_keys=True)), title, description)


def draw(
    spec: Mapping[str, Any],
    *,
    title: str,
    description: str,
    heads: Sequence[Any] = (),
    rows: Iterable[Sequence[Any]] = (),
    narrow: Iterable[Any] = (),
) -> Chart:
    """A chart with the table behind it (`heads`, then `rows` with a label first), for `{% chart made %}`.

    `narrow` are rows for `shapes.bars` that tell the same on a phone.
    """
    drawn = svg(spec, title, description)
    return Chart(title, drawn, tuple(heads), tuple(tuple(row) for row in rows), tuple(shapes.bars(narrow)))


@lru_cache(maxsize=128)
def _drawn(spec: str) -> str:
    import vl_convert

    return vl_convert.vegalite_to_svg(vl_spec=json.loads(spec))


def _dressed(drawn: str, title: str, description: str) -> SafeString:
    number = next(_numbers)
    text = _FONT.sub("", _STYLE.sub("", drawn))
    for placeholder, token in COLOURS.items():
        text = text.replace(placeholder, token)
    text = _ID.sub(lambda match: f"{match[1]}chart{number}-{match[2]}", text)
    head = (
        f'<svg viewBox="{{}}" width="{{}}" height="{{}}" role="img" aria-labelledby="chart{number}-t chart{number}-d">'
        f'<title id="chart{number}-t">{escape(title)}</title><desc id="chart{number}-d">{escape(description)}</desc>'
    )
    return mark_safe(_SIZE.sub(lambda match: head.format(match[1], *match[1].split()[2:]), text, count=1))  # noqa: S308 - title escaped, rest drawn by us
