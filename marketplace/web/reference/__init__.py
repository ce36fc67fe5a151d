"""Reference pages that are written from the code itself, so that they cannot drift. Reads declarations, changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from marketplace.web.reference import events, permissions, procedure, questions, settings

#: File in docs/reference and what writes it.
PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings.page,
    "events.md": events.page,
    "permissions.md": permissions.page,
    "questions.md": questions.page,
    "procedure.th.md": partial(procedure.page, "th"),
    "procedure.en.md": partial(procedure.page, "en"),
}
