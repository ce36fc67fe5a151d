"""Messages to people: made from the log, kept in an inbox, sent by e-mail to who wants it.

Must not decide anything: a message says what the log says. Routing tables lie in `routes/`, one file per app below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marketplace.notifications.routing import route

__all__ = ["route"]


def __getattr__(name: str) -> Any:
    if name == "route":
        from marketplace.notifications.routing import route

        return route
    raise AttributeError(name)
