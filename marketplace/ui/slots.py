"""Named places of the frames and components that higher apps fill from `AppConfig.ready`.

Must not know who fills a place; an empty place costs nothing. Places of the frames: `bar.end` (right end of the
top bar), `bar.acting` (for whom one acts), `demo.clock` (the demo's clock and its control), `foot`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Filler = Callable[..., str]

_fillers: dict[str, list[tuple[int, Filler]]] = defaultdict(list)


def register(name: str, filler: Filler, *, order: int = 50) -> None:
    """Let `filler(request, **values)` fill the place `name`. What it returns is escaped unless it is marked safe."""
    kept = [(rank, fn) for rank, fn in _fillers[name] if fn is not filler]
    _fillers[name] = sorted([*kept, (order, filler)], key=lambda pair: pair[0])


def fill(name: str, request: Any, **values: Any) -> SafeString:
    """The HTML of the place `name` for this request; empty where nobody registered."""
    parts = [conditional_escape(filler(request, **values) or "") for _, filler in _fillers.get(name, ())]
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped above
