"""What every frame needs, computed only when a template asks for it.

Must not know accounts: it reads `request.actor` and `request.user` where they are there.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language

from marketplace.ui import nav

NAMES = {"th": "ไทย", "en": "English"}


class Frame:
    """The frame's view of one request."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def language(self) -> str:
        return (get_language() or "th")[:2]

    @cached_property
    def other_languages(self) -> list[tuple[str, str]]:
        """Code and own name of each language that is not the present one."""
        return [(code, NAMES.get(code, code)) for code, _ in settings.LANGUAGES if code != self.language]

    @cached_property
    def main(self) -> list[nav.Shown]:
        return nav.entries("main", self.request)

    @cached_property
    def work(self) -> list[nav.Shown]:
        return nav.entries("work", self.request)

    @cached_property
    def personal(self) -> list[nav.Shown]:
        return nav.entries("personal", self.request)

    @cached_property
    def footer(self) -> list[nav.Shown]:
        return nav.entries("footer", self.request)

    @property
    def address(self) -> str:
        """The page's own address in full, for those who print it."""
        return f"{settings.BASE_URL}{self.here}"

    @property
    def demo(self) -> bool:
        return bool(settings.DEMO)

    @property
    def signed_in(self) -> bool:
        user = getattr(self.request, "user", None)
        return bool(user is not None and user.is_authenticated)

    @property
    def here(self) -> str:
        """The present address with its query string: where the language switch and the sign-in lead back to."""
        return self.request.get_full_path()


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame` in every template."""
    return {"frame": Frame(request)}
