"""docs/reference/settings.md: every environment variable, from `marketplace.env`."""

from __future__ import annotations

from marketplace.env import BASE_DIR, VARIABLES, Variable
from marketplace.web.reference.markdown import document, table

KINDS = {str: "text", bool: "0 or 1", int: "whole number", list: "list, separated by commas", float: "number"}


def _default(variable: Variable) -> str:
    if variable.default in ("", None, []):
        return "empty"
    if isinstance(variable.default, bool):
        return f"`{int(variable.default)}`"
    if isinstance(variable.default, list):
        return f"`{','.join(variable.default)}`"
    return f"`{str(variable.default).replace(str(BASE_DIR), '.')}`"


def page() -> str:
    rows = [
        (
            f"`{variable.name}`",
            KINDS.get(variable.kind, variable.kind.__name__),
            _default(variable),
            variable.help + (" Keep it secret." if variable.secret else ""),
        )
        for variable in sorted(VARIABLES.values(), key=lambda variable: variable.name)
    ]
    return document(
        "# Settings",
        "Everything that can be set from outside is an environment variable of this list; nothing else is read. An empty variable means its default.",
        table(("variable", "kind", "default", "what it does"), rows),
    )
