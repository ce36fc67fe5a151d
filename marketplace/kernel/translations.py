"""Message ids (English) of an app and their Thai texts: extraction, merging, judging, compiling.

Works on files alone: it must not import the app whose texts it reads, nor know what any text is about.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

LANGUAGE = "th"
TEMPLATE_ENDINGS = {".html", ".txt", ".xml"}
SKIPPED_FOLDERS = {"migrations", "locale", "static", "__pycache__"}
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """# Thai texts of `{label}`. The ids are the English texts; `manage.py messages {label}` adds new ones.
msgid ""
msgstr ""
"Language: th\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


@dataclass(frozen=True)
class TextSource:
    """The files of one app: its label and its folder."""

    label: str
    folder: Path

    @property
    def po_path(self) -> Path:
        return self.folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"

    @property
    def mo_path(self) -> Path:
        return self.po_path.with_suffix(".mo")

    def files(self) -> Iterator[Path]:
        for folder, children, names in os.walk(self.folder):
            children[:] = sorted(child for child in children if child not in SKIPPED_FOLDERS)
            in_templates = "templates" in Path(folder).relative_to(self.folder).parts
            for name in sorted(names):
                path = Path(folder) / name
                if path.suffix == ".py" or (in_templates and path.suffix in TEMPLATE_ENDINGS):
                    yield path


def _messages_in(path: Path) -> Iterator[tuple[Any, ...]]:
    """Babel's tuples (line, id, comments, context) of one Python file or template."""
    if path.suffix == ".py":
        with path.open("rb") as file:
            yield from extract("python", file, KEYWORDS, ["Translators"])
        return
    calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    flat = "\n".join(line.lstrip() for line in calls.split("\n"))  # a template's indentation is not Python's
    yield from extract("python", io.BytesIO(flat.encode()), KEYWORDS, ["Translators"])


def extracted(source: TextSource) -> Catalog:
    """Every message id that the app's code and templates use, with the files that use it."""
    catalog = Catalog(locale=LANGUAGE)
    for path in source.files():
        for _line, message_id, comments, context in _messages_in(path):
            place = path.relative_to(source.folder).as_posix()
            catalog.add(message_id, locations=[(place, 0)], auto_comments=comments, context=context)
    for message in catalog:
        message.locations = sorted(set(message.locations))
    return catalog


def stored(source: TextSource) -> Catalog:
    """What the app's `.po` holds; empty where there is none."""
    if not source.po_path.exists():
        return Catalog(locale=LANGUAGE)
    with source.po_path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def merged(source: TextSource, *, prune: bool = False) -> Catalog:
    """The app's present ids with the Thai texts that are there already. Ids no longer used stay as obsolete, unless pruned."""
    old = stored(source)
    new = extracted(source)
    kept = {(message.id, message.context): message for message in [*old, *old.obsolete.values()] if message.id}
    for message in new:
        before = kept.pop((message.id, message.context), None) if message.id else None
        if before is not None:
            message.string = before.string
            message.user_comments = before.user_comments
            if before.fuzzy:
                message.flags.add("fuzzy")
    if not prune:
        for message in kept.values():
            if thai(message):
                message.locations = []
                new.obsolete[(message.id, message.context)] = message
    return new


def thai(message: Message) -> str:
    """The Thai text (all plural forms joined); empty where there is none."""
    text = message.string or ""
    return text if isinstance(text, str) else "".join(text)


def as_po(source: TextSource, catalog: Catalog) -> str:
    """The text of the `.po`: sorted, without dates or line numbers, so that two people's changes rarely collide."""
    body = io.BytesIO()
    write_po(body, catalog, omit_header=True, sort_output=True, include_lineno=False, width=110)
    return HEADER.format(label=source.label) + body.getvalue().decode().strip("\n") + "\n"


def update(source: TextSource, *, prune: bool = False) -> Catalog:
    """Write the app's `.po` anew where it changed; an app without any message gets no file."""
    catalog = merged(source, prune=prune)
    text = as_po(source, catalog)
    present = source.po_path.read_text(encoding="utf-8") if source.po_path.exists() else ""
    if text != present and (present or len(catalog)):
        source.po_path.parent.mkdir(parents=True, exist_ok=True)
        source.po_path.write_text(text, encoding="utf-8")
    return catalog


def faults(source: TextSource) -> list[str]:
    """Sentences about what a reader of Thai would miss: no text, an unsure one, another set of placeholders."""
    found = []
    for message in merged(source):
        if not message.id:
            continue
        shown = message.id if isinstance(message.id, str) else message.id[0]
        if not thai(message):
            found.append(f"{source.label}: no Thai text for “{shown}” ({_places(message)})")
        elif message.fuzzy:
            found.append(f"{source.label}: the Thai text for “{shown}” is marked fuzzy")
        else:
            found += [f"{source.label}: “{shown}”: {problem}" for problem in message.check()]
    return found


def _places(message: Message) -> str:
    return ", ".join(place for place, _line in message.locations)


def rivals(sources: list[TextSource]) -> list[str]:
    """Ids that two apps put into Thai differently: Django would show one of the two everywhere."""
    seen: dict[tuple[Any, ...], tuple[str, str]] = {}
    found = []
    for source in sources:
        for message in stored(source):
            if not message.id or not thai(message):
                continue
            key = (message.id, message.context)
            label, text = seen.setdefault(key, (source.label, thai(message)))
            if text != thai(message):
                shown = message.id if isinstance(message.id, str) else message.id[0]
                found.append(
                    f"“{shown}” is “{text}” in {label} and “{thai(message)}” in {source.label}: "
                    "agree on one, or tell them apart with pgettext"
                )
    return found


def compile_catalog(source: TextSource) -> bool:
    """Write the `.mo` that Django reads, where it is older than the `.po`. True if it was written."""
    if not source.po_path.exists():
        return False
    if source.mo_path.exists() and source.mo_path.stat().st_mtime_ns >= source.po_path.stat().st_mtime_ns:
        return False
    # Written beside and moved: a server that starts at this moment must not read half a file.
    with tempfile.NamedTemporaryFile(dir=source.mo_path.parent, suffix=".mo.new", delete=False) as file:
        write_mo(file, stored(source))
    os.replace(file.name, source.mo_path)
    return True
