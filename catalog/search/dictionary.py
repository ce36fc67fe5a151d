"""The dictionary that Thai is cut by: the common words of pythainlp and our own words.

A changed dictionary cuts differently, so its fingerprint is kept with every cut text and every index. An index is read with the
dictionary it was built with (`using`), until a rebuild takes the present one.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile

import nlpo3
from django.conf import settings
from pythainlp.corpus import thai_stopwords

from catalog.search import lists

_loading = threading.Lock()


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    text = files("pythainlp.corpus").joinpath("words_th.txt").read_text(encoding="utf-8")
    return frozenset(word.strip() for word in text.split("\n") if word.strip())


class Dictionary:
    """The common words with `own` words. Loaded into the cutter on first use, once per process."""

    def __init__(self, own: tuple[str, ...]) -> None:
        self.own = own

    @cached_property
    def words(self) -> frozenset[str]:
        return _common() | frozenset(self.own)

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits."""
        text = "\n".join(sorted(self.words))
        name = hashlib.sha256(text.encode()).hexdigest()[:12]
        with _loading:
            folder = Path(settings.VAR_DIR) / "search"
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"dictionary-{name}.txt"
            if not path.exists():
                with NamedTemporaryFile("w", dir=folder, delete=False, encoding="utf-8") as file:
                    file.write(text)
                os.replace(file.name, path)
            nlpo3.load_dict(str(path), f"talat-{name}")
        return name

    def segment(self, run: str) -> list[str]:
        """Words of a run of Thai letters; together they are the run."""
        return nlpo3.segment(run, f"talat-{self.fingerprint}", safe=True)


@lru_cache(maxsize=8)
def of(own: tuple[str, ...]) -> Dictionary:
    """The dictionary with these own words, one object per process."""
    return Dictionary(own)


_using: ContextVar[Dictionary | None] = ContextVar("dictionary", default=None)


def active() -> Dictionary:
    """The dictionary in use: the index's inside `using`, else the present one."""
    return _using.get() or of(lists.current().words)


@contextmanager
def using(dictionary: Dictionary | None) -> Iterator[None]:
    """Cut by `dictionary` inside; None leaves things as they are."""
    token = _using.set(dictionary or _using.get())
    try:
        yield
    finally:
        _using.reset(token)


def fingerprint() -> str:
    """The active dictionary's fingerprint."""
    return active().fingerprint


def segment(run: str) -> list[str]:
    """Words of a run of Thai letters; together they are the run."""
    return active().segment(run)


def weak_words() -> frozenset[str]:
    """Words that say little about what is sought: those of the list, and what every language needs to make a sentence."""
    return _weak(lists.current().weak)


@lru_cache(maxsize=4)
def _weak(listed: frozenset[str]) -> frozenset[str]:
    return listed | thai_stopwords()
