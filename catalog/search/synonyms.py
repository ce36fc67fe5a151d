"""The synonyms cut into words, ready to be looked up. Pure; the list itself is `catalog.search.lists`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from catalog.search import dictionary, lists
from catalog.search.words import cut

Words = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Words in a row → others that mean the same. `longest` is the longest row."""

    rows: dict[Words, tuple[Words, ...]]
    longest: int

    def others(self, words: Words) -> tuple[Words, ...]:
        return self.rows.get(words, ())


def table() -> Table:
    """The present synonyms, cut by the active dictionary."""
    return _table(lists.current().synonyms, dictionary.active())


@lru_cache(maxsize=4)
def _table(meanings: tuple[lists.Meaning, ...], known: dictionary.Dictionary) -> Table:
    rows: dict[Words, dict[Words, None]] = {}
    with dictionary.using(known):
        for meaning in meanings:
            found = [tuple(cut(text)) for text in meaning.found]
            for text in meaning.sought:
                words = tuple(cut(text))
                if words:
                    rows.setdefault(words, {}).update((other, None) for other in found if other and other != words)
    return Table({words: tuple(others) for words, others in rows.items()}, max(map(len, rows), default=1))
