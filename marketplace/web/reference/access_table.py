"""The table of access: what every kind of person meets at every address, as the project wants it. Reads data, opens nothing.

The rows lie in `access/*.toml`, one file for each part of the product; `tests/architecture/test_access_table.py` walks
them all, `docs/reference/permissions.md` shows them. A row names an address, the object behind it where it has
parameters, and for reading (GET) and sending (POST) which people meet what. People are written by name (small letters)
or by group (capitals), `OTHERS` for everybody whom the cell's row does not name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "access"
OTHERS = "OTHERS"

#: What can be met, and how the reference page says it.
MEETS = {
    "200": "the page",
    "leads_on": "is led on to another page",
    "sign_in": "is asked to sign in",
    "403": "is told that the page is not theirs",
    "404": "is told that there is no such page",
    "405": "cannot, the page takes no such request",
    "409": "is told why not now",
    "410": "is told that it has ended",
    "422": "is told what is missing in the form",
    "400": "is told what cannot be read",
    "429": "is told to wait",
    "library": "is let in; the library decides further",
}
#: Answers by which somebody is turned away: nothing may be written.
TURNED_AWAY = frozenset({"sign_in", "403", "404", "405"})


class Unclear(Exception):
    """The table says something that cannot be meant: the sentence tells what to mend and where."""


@dataclass(frozen=True)
class Cell:
    """One half of a row: what is met by reading, or by sending."""

    words: dict[str, str]
    meets: dict[str, str]

    def groups(self) -> Iterator[tuple[str, str]]:
        """What is met and one group or person that the row names for it, in the row's order."""
        for meets, words in self.words.items():
            for word in words.split():
                yield meets, word


@dataclass(frozen=True)
class Row:
    """What everybody meets at one address, for one object. A half that is None: the address takes no such request."""

    name: str
    of: str
    get: Cell | None
    post: Cell | None
    why: str
    file: str

    def __str__(self) -> str:
        return f"{self.name} of “{self.of}” in {self.file}" if self.of else f"{self.name} in {self.file}"


@dataclass(frozen=True)
class Table:
    """The whole table with the people, groups and objects that it speaks of."""

    people: dict[str, str]
    groups: dict[str, str]
    group_words: dict[str, str]
    objects: dict[str, str]
    rows: list[Row]

    def persons(self, words: str) -> list[str]:
        """The people whom names and groups stand for, each once, in the order in which they are introduced."""
        found: set[str] = set()
        for word in words.split():
            if word in self.people:
                found.add(word)
            elif word in self.groups:
                found.update(self.persons(self.groups[word]))
            else:
                raise Unclear(f"“{word}” is neither a person nor a group of people.toml: introduce it there or mend the row.")
        return [name for name in self.people if name in found]


def _cell(table: Table, said: dict[str, str] | None, where: str) -> Cell | None:
    """Raises Unclear where a person is left out, or meets two answers."""
    if said is None:
        return None
    meets: dict[str, str] = {}
    rest = ""
    for answer, words in said.items():
        if answer not in MEETS:
            raise Unclear(f"{where}: “{answer}” is no answer. Known are {', '.join(MEETS)}.")
        if words == OTHERS:
            rest = answer
            continue
        for person in table.persons(words):
            if person in meets:
                raise Unclear(f"{where}: {person} meets both {meets[person]} and {answer}. Name them once.")
            meets[person] = answer
    left = [person for person in table.people if person not in meets]
    if left and not rest:
        raise Unclear(f"{where} says nothing about {', '.join(left)}: add them, or one answer for OTHERS.")
    return Cell(said, meets | dict.fromkeys(left, rest))


def _rows(table: Table, path: Path) -> Iterator[Row]:
    for said in tomllib.loads(path.read_text(encoding="utf-8")).get("page", []):
        unknown = set(said) - {"name", "of", "get", "post", "why"}
        if unknown:
            raise Unclear(f"{path.name}: a row has {', '.join(sorted(unknown))}; known are name, of, get, post, why.")
        for name in _several(said["name"]):
            for of in _several(said.get("of", "")):
                if of and of not in table.objects:
                    raise Unclear(f"{path.name}: {name} is of “{of}”; introduce this object in people.toml.")
                where = f"{path.name}: {name} of “{of}”"
                get, post = (_cell(table, said.get(half), f"{where}, {half}") for half in ("get", "post"))
                yield Row(name, of, get, post, said.get("why", ""), path.name)


def _several(said: Any) -> list[str]:
    return [said] if isinstance(said, str) else list(said)


@cache
def access_table() -> Table:
    """The table as it is written.

    Raises:
        Unclear: a row that leaves somebody out, names somebody twice, or speaks of what was not introduced.
    """
    said = tomllib.loads((FOLDER / "people.toml").read_text(encoding="utf-8"))
    groups = {name: one["are"] for name, one in said["groups"].items()}
    table = Table(said["people"], groups, {name: one["says"] for name, one in said["groups"].items()}, said["objects"], [])
    for path in sorted(FOLDER.glob("*.toml")):
        if path.name != "people.toml":
            table.rows.extend(_rows(table, path))
    return table
