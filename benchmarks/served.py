"""The product as gunicorn serves it, which tells of every answer how long its search engine worked. For `benchmarks.mix` only.

`BENCH_KEPT=0` keeps no results, so that every page is made.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")

from django.conf import settings

from catalog import search
from marketplace.wsgi import application as product

#: The head that carries the milliseconds.
HEAD = "X-Engine-Milliseconds"
READING = ("find", "count", "best", "spread", "ids", "lexicon", "dictionary")
_spent = {"seconds": 0.0}  # a worker answers one request at a time


def _timed(work: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return work(*arguments, **named)
        finally:
            _spent["seconds"] += time.perf_counter() - begun

    return timed


if os.environ.get("BENCH_KEPT") == "0":
    settings.RESULTS_KEPT = 0
for _name in READING:
    setattr(search.engine(), _name, _timed(getattr(search.engine(), _name)))


def application(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """The WSGI application."""
    _spent["seconds"] = 0.0

    def started(status: str, heads: list[tuple[str, str]], *rest: Any) -> Any:
        return start(status, [*heads, (HEAD, f"{_spent['seconds'] * 1000:.2f}")], *rest)

    return product(environment, started)
