"""Every environment variable the product reads: its type, its default and one line on what it does.

`docs/reference/settings.md` is generated from `VARIABLES`; settings read nothing that is not declared here.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Variable:
    """One environment variable. `kind` is the Python type that `read` returns."""

    name: str
    kind: type
    default: Any
    help: str
    secret: bool = False


VARIABLES: dict[str, Variable] = {}


def declare(name: str, kind: type, default: Any, help: str, *, secret: bool = False) -> Any:
    """Declare the variable and return its value, converted to `kind`.

    Raises:
        ValueError: the variable is set to something that cannot be read as `kind`.
    """
    VARIABLES[name] = Variable(name, kind, default, help, secret)
    raw = os.environ.get(name)
    if raw is None or raw == "":
        return default
    if kind is bool:
        if raw.strip().lower() in {"1", "true", "yes", "on"}:
            return True
        if raw.strip().lower() in {"0", "false", "no", "off"}:
            return False
        raise ValueError(f"{name}={raw!r}: write 1 or 0")
    if kind is list:
        return [part.strip() for part in raw.split(",") if part.strip()]
    try:
        return kind(raw)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}={raw!r} cannot be read as {kind.__name__}") from error
