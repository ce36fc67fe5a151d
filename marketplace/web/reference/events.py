"""docs/reference/events.md: the vocabulary of the log, from the event classes."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.utils import translation

from marketplace.audit.events import Event, all_events
from marketplace.env import BASE_DIR
from marketplace.web.reference.addresses import OWN
from marketplace.web.reference.markdown import document, table

DECLARATION = re.compile(r"^class \w+\((?:\w+\.)?\w*Event\):", re.MULTILINE)


def declared() -> list[type[Event]]:
    """Every event of the project, also those whose module nothing has imported yet."""
    for config in apps.get_app_configs():
        folder = Path(config.path)
        if not folder.is_relative_to(BASE_DIR) or ".venv" in folder.parts:
            continue
        for path in sorted(folder.rglob("*.py")):
            if DECLARATION.search(path.read_text(encoding="utf-8")):
                import_module(".".join([config.name, *path.relative_to(folder).with_suffix("").parts]))
    return [event for event in all_events() if event.__module__.startswith(OWN)]


def _sentences(event: type[Event]) -> str:
    with translation.override("th"):
        thai = str(event.sentence)
    with translation.override("en"):
        return f"*{event.sentence}* · *{thai}*"


def _section(event: type[Event]) -> str:
    lines = [f"### `{event.code}`", _sentences(event), inspect.cleandoc(event.__doc__ or "")]
    lines.append("Public." if event.public else "")
    lines.append(
        table(("field", "meaning"), [(f"`{key}`", meaning) for key, meaning in event.fields.items()]) if event.fields else "No fields."
    )
    if event.personal:
        rows = [(f"`{key}`", meaning) for key, meaning in event.personal.items()]
        lines.append(table(("personal value, outside the chain", "meaning"), rows))
    return "\n\n".join(line for line in lines if line)


def page() -> str:
    parts, family = [], ""
    for event in declared():
        if event.code.split(".")[0] != family:
            family = event.code.split(".")[0]
            parts.append(f"## {family}")
        parts.append(_section(event))
    return document(
        "# Events",
        "What the audit log can say. An entry carries, besides the fields listed here: who acted for whom under which duty, when (and when it was recorded), the step with the state before and after, and the clauses it rests on.",
        *parts,
    )
