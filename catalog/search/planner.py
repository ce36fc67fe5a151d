"""From what a person typed to trees for the engines. Pure but for the word lists; knows no engine.

Reading: blanks separate, "…" keeps words together, -word leaves out, OR between two parts lets either do.
Planning: one rung asks for all words; the rungs below it ask for less, in a fixed order, and are named on the page.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass

from catalog.search.dictionary import weak_words
from catalog.search.interface import WEIGHTS
from catalog.search.tree import All, AnyOf, Boost, Dismax, Everything, Node, Phrase, Term
from catalog.search.words import cut, tidy

#: What is read of a query: longer ones are cut off here, in characters and in words.
LONGEST, MOST_WORDS = 200, 24
_PART = re.compile(r'(?P<not>-(?=\S))?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))')


@dataclass(frozen=True)
class Part:
    """Words that were typed together. `phrase` keeps their order, `never` leaves them out, `either` joins it to the part before."""

    words: tuple[str, ...]
    phrase: bool = False
    never: bool = False
    either: bool = False


@dataclass(frozen=True)
class Rung:
    """One way to match, from strict to loose."""

    name: str
    node: Node


@dataclass(frozen=True)
class Plan:
    """What a query means: its parts, its rungs, and the words to mark in results."""

    parts: tuple[Part, ...]
    rungs: tuple[Rung, ...]
    words: frozenset[str]

    @property
    def is_empty(self) -> bool:
        return not self.parts


#: Turns one word into the node that stands for it and what means the same. The planner's place for synonyms.
Expand = Callable[[str], Node]


def read(text: str) -> tuple[Part, ...]:
    """The parts of what was typed."""
    found: list[Part] = []
    either, left = False, MOST_WORDS
    for match in _PART.finditer(tidy(text)[:LONGEST]):
        if match["plain"] in {"OR", "|"} and not match["not"]:
            either = bool(found)
            continue
        words = tuple(cut(match["quoted"] if match["quoted"] is not None else match["plain"]))[:left]
        left -= len(words)
        if words:
            never = bool(match["not"])
            found.append(Part(words, match["quoted"] is not None and len(words) > 1, never, either and not never))
        either = False
    return tuple(found)


def best_field(word: str) -> Node:
    """The word in its best field."""
    return Dismax(tuple(Boost(Term(field, word), weight) for field, weight in WEIGHTS.items()))


def _phrase(words: tuple[str, ...]) -> Node:
    if len(words) == 1:
        return best_field(words[0])
    return Dismax(tuple(Boost(Phrase(field, words), weight) for field, weight in WEIGHTS.items()))


def plan(text: str, *, expand: Expand = best_field) -> Plan:
    """The plan of what was typed. An empty text is an empty plan that matches everything."""
    parts = read(text)
    wanted = [part for part in parts if not part.never]
    never = tuple(_phrase(part.words) for part in parts if part.never)
    if not wanted:
        node: Node = All(must=(Everything(),), never=never) if never else Everything()
        return Plan(parts, (Rung("all", node),), frozenset())
    groups = _groups(wanted)
    pairs = _pairs(wanted)
    all_words = All(must=tuple(_group(group, expand) for group in groups), should=pairs, never=never)
    rungs = [Rung("all", all_words)]
    if all(len(group) == 1 and not group[0].phrase for group in groups):
        rungs += _relaxed([word for part in wanted for word in part.words], pairs, never, expand)
    return Plan(parts, tuple(rungs), frozenset(word for part in wanted for word in part.words))


def _groups(parts: list[Part]) -> list[list[Part]]:
    """Parts joined by OR stand in one group; every group must match."""
    groups: list[list[Part]] = []
    for part in parts:
        if part.either and groups:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _group(group: list[Part], expand: Expand) -> Node:
    nodes = tuple(_phrase(part.words) if part.phrase else _all(tuple(expand(word) for word in part.words)) for part in group)
    return nodes[0] if len(nodes) == 1 else AnyOf(nodes)


def _all(nodes: tuple[Node, ...]) -> Node:
    return nodes[0] if len(nodes) == 1 else All(must=nodes)


def _pairs(parts: list[Part]) -> tuple[Node, ...]:
    """Neighbouring words as phrases in the title and the text: a bonus, never a condition."""
    words = [word for part in parts for word in part.words]
    pairs = list(dict.fromkeys(itertools.pairwise(words)))
    return tuple(Boost(Phrase(field, pair), weight / 2) for pair in pairs for field, weight in (("title", 4.0), ("body", 1.0)))


def _relaxed(words: list[str], pairs: tuple[Node, ...], never: tuple[Node, ...], expand: Expand) -> list[Rung]:
    """The rungs below "all words": weak words become optional, then half of the strong ones is enough."""
    distinct = list(dict.fromkeys(words))
    strong = [word for word in distinct if word not in weak_words()]
    weak = [word for word in distinct if word in weak_words()]
    rungs = []
    bonus = pairs + tuple(expand(word) for word in weak)
    if strong and weak:
        rungs.append(Rung("strong", All(must=tuple(expand(word) for word in strong), should=bonus, never=never)))
    if len(strong) > 1:
        half = AnyOf(tuple(expand(word) for word in strong), minimum=(len(strong) + 1) // 2)
        rungs.append(Rung("most", All(must=(half,), should=bonus, never=never)))
    return rungs
