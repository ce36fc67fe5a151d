"""One release package of everything public, written as a file without holding it in memory."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from marketplace.oversight.ocds import feed


class NothingPublic(ValueError):
    """The standard knows no package without a release."""


@dataclass(frozen=True)
class Written:
    """What a file holds."""

    processes: int
    releases: int


def write(path: Path, *, progress: Callable[[int, int], None] | None = None) -> Written:
    """Write the package into `path` (replaced if it exists, and only when it is whole).

    Args:
        progress: called with (purchases written, purchases in all).

    Raises:
        NothingPublic: no purchase is public yet.
    """
    total = len(feed.public_refs())
    if not total:
        raise NothingPublic("no purchase is public yet")
    making = path.with_name(f"{path.name}.part")
    done = releases = 0
    with making.open("w", encoding="utf-8") as file:
        head = json.dumps(feed.head(f"{settings.BASE_URL.rstrip('/')}/api/v1/ocds/releases/"), ensure_ascii=False, indent=1)
        file.write(head.removesuffix("\n}") + ',\n "releases": [\n')
        for done, made in feed.everything():
            for release in made:
                file.write((",\n" if releases else "") + json.dumps(release, ensure_ascii=False))
                releases += 1
            if progress is not None:
                progress(done, total)
        file.write("\n ]\n}\n")
    making.replace(path)
    return Written(done, releases)
