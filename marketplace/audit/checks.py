"""System checks of the log: `manage.py check --database default` says when the database would let it be changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from marketplace.audit import triggers


@register(Tags.database)
def triggers_are_installed(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The append-only triggers exist and are switched on."""
    if not databases or "default" not in databases or not triggers.tables_exist():
        return []
    missing = triggers.missing()
    if not missing:
        return []
    return [
        Error(
            f"The database would let the log be changed: {', '.join(missing)} missing.",
            hint="Run `manage.py migrate --skip-checks`, which installs them, and find out who removed them.",
            id="audit.E001",
        )
    ]
