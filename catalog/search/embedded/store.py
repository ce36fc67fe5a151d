"""Where the index lies: a folder for every build and a pointer file that names the present one.

Readers open the named folder once and reload it on every request; an open handle does not follow a renamed folder,
so a rebuild is a new folder and a new pointer. Knows files, locks and handles; nothing about queries.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from tantivy import Index, Schema, SchemaBuilder

from catalog.search import dictionary
from catalog.search.interface import LOOSE, WEIGHTS
from catalog.search.lexicon import Lexicon
from catalog.search.query import SearchDown

#: Changes with every change of the schema or of how entries are made: an index of another form is built anew.
FORM = 7
#: Memory of a writer, one thread; tantivy asks for 15 MB at least.
HEAP = 64_000_000


def schema() -> Schema:
    """The fields of the index. Choices are one JSON field: a new question needs no new schema."""
    builder = SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in LOOSE:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_json_field("choices", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("price", "by_price", "by_newest", "by_rating"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    return builder.build()


def _stamp(path: Path) -> tuple[int, int]:
    """Changes whenever the file is replaced."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


class Store:
    """The folder of one installation's index."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.schema = schema()
        self._read: tuple[tuple[int, int], dict[str, Any]] = ((0, 0), {})
        self._open: tuple[str, Index] | None = None
        self._commit: tuple[int, int] = (0, 0)
        self._words: tuple[str, int, Lexicon] | None = None

    @property
    def pointer(self) -> Path:
        return self.root / "current"

    def _told(self) -> dict[str, Any]:
        """What the pointer says; nothing where there is no index of the present form. Read again once it was replaced."""
        try:
            stamp = _stamp(self.pointer)
        except OSError:
            return {}
        if stamp != self._read[0] or not self._read[1]:
            self._read = (stamp, self._said())
        return self._read[1]

    def _said(self) -> dict[str, Any]:
        try:
            told: dict[str, Any] = json.loads(self.pointer.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if told.get("form") != FORM or not (self.root / told["folder"]).is_dir():
            return {}
        own = dictionary.of(tuple(told["own_words"]))
        return told if told["dictionary"] == own.fingerprint else {}  # else the common words are another release's

    def dictionary(self) -> dictionary.Dictionary:
        """The dictionary of the present index; the active one where there is no index."""
        told = self._told()
        return dictionary.of(tuple(told["own_words"])) if told else dictionary.active()

    def name(self) -> str:
        """The present folder's name; empty where there is none of the present form."""
        return str(self._told().get("folder", ""))

    def upto(self) -> int:
        """The position of the log that the present index was built from."""
        return int(self._told().get("upto", -1))

    def index(self) -> Index:
        """The present index as it stands, opened once per process and build and loaded again after every commit.

        Raises:
            SearchDown: there is none that can be opened.
        """
        name = self.name()
        if not name:
            raise SearchDown("There is no index yet.")
        if self._open is None or self._open[0] != name:
            try:
                self._open, self._commit = (name, Index(self.schema, path=str(self.root / name / "index"))), (0, 0)
            except (ValueError, OSError) as failure:
                raise SearchDown(str(failure)) from failure
        commit = _stamp(self.root / name / "index" / "meta.json")
        if commit != self._commit:
            self._open[1].reload()
            self._commit = commit
        return self._open[1]

    def new(self) -> tuple[str, Index]:
        """A new, empty index in a folder of its own; nobody reads it before `switch`."""
        name = f"build-{uuid4().hex[:12]}"
        (self.root / name / "index").mkdir(parents=True)
        return name, Index(self.schema, path=str(self.root / name / "index"))

    def keep_words(self, name: str, words: Lexicon) -> None:
        """Add words to those of the build `name`. Every addition is a length and as many bytes, appended."""
        piece = words.as_bytes()
        with (self.root / name / "words").open("ab") as file:
            file.write(len(piece).to_bytes(8, "big") + piece)

    def words(self) -> Lexicon:
        """The words of the present index, read on first use and followed after that."""
        name = self.name()
        if not name:
            raise SearchDown("There is no index yet.")
        if self._words is None or self._words[0] != name:
            self._words = (name, 0, Lexicon())
        _name, place, lexicon = self._words
        path = self.root / name / "words"
        if path.exists() and path.stat().st_size > place:
            with path.open("rb") as file:
                file.seek(place)
                while len(head := file.read(8)) == 8 and len(piece := file.read(length := int.from_bytes(head, "big"))) == length:
                    lexicon.extend(piece)
                    place += 8 + length  # a torn addition is read once it is whole
            self._words = (name, place, lexicon)
        return lexicon

    def switch(self, name: str, upto: int) -> None:
        """Let readers use the folder `name`; remove older builds, the one before this excepted."""
        before = self.name()
        known = dictionary.active()
        told = {"folder": name, "form": FORM, "dictionary": known.fingerprint, "own_words": list(known.own), "upto": upto}
        fresh = self.root / f"current-{uuid4().hex[:8]}"
        fresh.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        os.replace(fresh, self.pointer)
        for folder in self.root.glob("build-*"):
            if folder.name not in {name, before}:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def writing(self, seconds: float = 20.0) -> Iterator[None]:
        """Only one writer at a time, across processes.

        Raises:
            SearchDown: somebody else has been writing for `seconds`.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "writer.lock").open("w") as lock:
            deadline = time.monotonic() + seconds
            while True:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise SearchDown("The index is being written by another process.") from None
                    time.sleep(0.05)
            yield
