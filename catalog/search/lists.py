"""The word lists that people edit: own words of the dictionary, weak words, words that mean the same.

Pure: reads texts of one entry per line, `#` begins a remark. Where the texts come from (the files that are shipped, or what was
edited since) is `catalog.search.kept`'s business; whoever needs the lists takes `current()`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

#: Name of a list → its file under `catalog/data/search`.
FILES = {"words": "words.txt", "weak": "weak.txt", "synonyms": "synonyms.txt"}
#: Joins words that mean the same both ways; `>` leads one way only: who seeks the left also finds the right.
SAME, ALSO = "=", ">"


@dataclass(frozen=True)
class Meaning:
    """Words that stand for one another. `sought` finds `found` as well as itself; texts are as people write them."""

    sought: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True)
class Lists:
    """What the search knows about words, as it was written."""

    words: tuple[str, ...]
    weak: frozenset[str]
    synonyms: tuple[Meaning, ...]


class UnreadableList(ValueError):
    """A line of a list cannot be read. `line` counts from 1."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(f"line {line}: {text}")
        self.line, self.text = line, text


def entries(text: str) -> Iterator[tuple[int, str]]:
    """Lines that say something, with their numbers."""
    for number, line in enumerate(text.splitlines(), start=1):
        said = " ".join(line.split("#")[0].split())
        if said:
            yield number, said


def meanings(text: str) -> tuple[Meaning, ...]:
    """The synonyms of a text.

    Raises:
        UnreadableList: a line joins nothing, or has an empty side.
    """
    found = []
    for number, line in entries(text):
        left, arrow, right = line.partition(ALSO)
        sides = [tuple(part.strip() for part in side.split(SAME if not arrow else ",")) for side in ((left, right) if arrow else (line,))]
        if any(not part for side in sides for part in side) or (not arrow and len(sides[0]) < 2):
            raise UnreadableList(number, line)
        found.append(Meaning(sides[0], sides[1] if arrow else sides[0]))
    return tuple(found)


def read(texts: Mapping[str, str]) -> Lists:
    """The lists of three texts, by the names in `FILES`.

    Raises:
        UnreadableList: a line of the synonyms cannot be read.
    """
    plain = {name: [line for _number, line in entries(texts.get(name, ""))] for name in ("words", "weak")}
    return Lists(tuple(sorted(set(plain["words"]))), frozenset(plain["weak"]), meanings(texts.get("synonyms", "")))


def shipped_text(name: str) -> str:
    """A list as this release brings it."""
    return (Path(settings.CATALOG_DATA) / "search" / FILES[name]).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def shipped() -> Lists:
    """All lists as this release brings them."""
    return read({name: shipped_text(name) for name in FILES})


_used: Lists | None = None


def current() -> Lists:
    """The lists in use in this process: those that were edited, else those that are shipped."""
    return _used or shipped()


def use(lists: Lists | None) -> None:
    """Let this process use `lists` from now on; None for the shipped ones."""
    global _used
    _used = lists
