"""The log as a subject of its own entries, and the actor under which it writes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LogItself:
    """Entries about the log (its beginning, its keys, erased values) belong to this one case."""

    log_kind: str = "log"
    ref: str = "log"

    def log_root(self) -> LogItself:
        return self


@dataclass(frozen=True)
class SystemActor:
    """The platform acting by itself. Same fields as any actor; accounts stands above this app."""

    kind: str = "system"
    ref: str = "system"
    name: str = ""
    organisation_ref: str = ""
    duty: str = "system"


LOG = LogItself()
SYSTEM = SystemActor()
