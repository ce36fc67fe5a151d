"""What every search engine can do. The same tests judge every implementation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from catalog.search.folding import compounds
from catalog.search.query import Page, Query
from catalog.search.tree import Node

if TYPE_CHECKING:
    from catalog.search.dictionary import Dictionary
    from catalog.search.lexicon import Lexicon

#: Text fields with their weights; a word counts in its best field.
WEIGHTS = {"title": 4.0, "category": 5.0, "body": 1.0, "supplier": 1.0}
#: What a word adds that it has in other fields beside its best one, as a share.
BESIDE = 0.1
#: Text fields without places of words: every word once, for what only counts; parts of compounds, for the relaxed rungs.
ANY = "words"
LOOSE = (ANY, "parts")


@dataclass(frozen=True)
class Entry:
    """A live listing as the index holds it. Texts are words that were cut already, joined by blanks.

    `price` is satang of the common base, `published` seconds since 1970, `rating` the standing in thousandths of a star.
    """

    id: int
    title: str
    category: str
    body: str
    supplier: str
    price: int
    published: int
    rating: int
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def cut(self) -> tuple[list[str], list[str], list[str], list[str]]:
        """The words of title, category, body and supplier, in their order."""
        return self.title.split(), self.category.split(), self.body.split(), self.supplier.split()

    @cached_property
    def _told(self) -> dict[str, None]:
        """Every word of title, category and text once, in their order."""
        title, category, body, _supplier = self.cut
        return dict.fromkeys(chain(title, category, body))

    @cached_property
    def distinct(self) -> list[str]:
        """Every word of the text fields once, in their order."""
        told = self._told
        return [*told, *(word for word in dict.fromkeys(self.cut[3]) if word not in told)]

    @property
    def words(self) -> str:
        """Every word of the text fields once."""
        return " ".join(self.distinct)

    @property
    def parts(self) -> str:
        """Parts of the compounds in title, category and text."""
        return " ".join(dict.fromkeys(chain.from_iterable(map(compounds().__getitem__, self._told))))


class Engine(Protocol):
    """An index of live listings. Every method raises `SearchDown` where the index cannot be used."""

    def find(self, node: Node, query: Query) -> Page:
        """The page of `query` among what `node` matches, with facets."""
        ...

    def count(self, node: Node, query: Query) -> int:
        """How many listings of the query's category `node` matches, choices aside."""
        ...

    def best(self, node: Node, query: Query, most: int) -> list[int]:
        """Ids of the `most` best matches of the query's category, choices aside; nothing is counted."""
        ...

    def spread(self, node: Node, query: Query, group: str) -> dict[str, int]:
        """How many listings of the query's category `node` matches under each value of a group, choices aside."""
        ...

    def ids(self, node: Node, query: Query, most: int) -> list[int] | None:
        """Ids of everything that `find` would count, in no order; None where there are more than `most`."""
        ...

    def lexicon(self) -> Lexicon:
        """The words of what the index holds."""
        ...

    def dictionary(self) -> Dictionary:
        """The dictionary by which the texts of the index were cut; queries are cut by it too."""
        ...

    def put(self, entries: Iterable[Entry], gone: Iterable[int] = ()) -> None:
        """Add or replace entries and drop the ids in `gone`, visible to the next search."""
        ...

    def build(self, entries: Iterable[Entry], *, upto: int = -1) -> int:
        """Make the whole index anew beside the old one, then switch; answer how many entries it holds.

        It is cut by the dictionary that is active now. `upto` is the position of the log whose changes the entries hold already.
        """
        ...

    def upto(self) -> int:
        """The position of the log that the present index was built from; -1 where that is not known."""
        ...

    def exists(self) -> bool:
        """Whether an index of the present form is there."""
        ...
