"""From what a person typed to trees for the engines. Pure but for the word lists; knows no engine.

Reading: blanks separate, "…" keeps words together, -word leaves out, OR between two parts lets either do.
Planning: misspelt words are read as words of the index, words that mean the same stand beside each other; one rung asks for all
words, the rungs below it ask for less, in a fixed order, and are named on the page.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalog.search import synonyms
from catalog.search.dictionary import weak_words
from catalog.search.folding import parts
from catalog.search.interface import WEIGHTS
from catalog.search.lexicon import Lexicon, written
from catalog.search.repair import Piece, readings
from catalog.search.tree import All, AnyOf, Boost, Const, Dismax, Everything, Node, Phrase, Term, Word
from catalog.search.words import cut, tidy

#: What is read of a query: longer ones are cut off here, in characters and in words.
LONGEST, MOST_WORDS = 200, 24
#: How much another word counts beside the one that was typed: one of the same meaning, the second and third reading of a
#: misspelt word, a part of a compound.
SAME, SECOND, HALF = 0.9, 0.5, 0.4
#: On the rung of most words a listing has words that say this share of all, out of so many slots at most.
MOST_SAYS, MOST_COMBINED = 0.35, 8
#: A category is what is sought where its name alone says this share.
NAME_SAYS = 0.6
#: What a stricter rung adds to the score: more than words can.
TIER = 1000.0
_PART = re.compile(r'(?P<not>-(?=\S))?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))')


@dataclass(frozen=True)
class Part:
    """Words that were typed together. `phrase` keeps their order, `never` leaves them out, `either` joins it to the part before."""

    words: tuple[str, ...]
    phrase: bool = False
    never: bool = False
    either: bool = False


@dataclass(frozen=True)
class Slot:
    """One thing that is sought: words, and other words that do as well, each with what it counts."""

    words: tuple[str, ...]
    others: tuple[tuple[tuple[str, ...], float], ...] = ()
    known: bool = True

    @property
    def is_weak(self) -> bool:
        return all(word in weak_words() or word[0].isdigit() for word in self.words)


@dataclass(frozen=True)
class Wanted:
    """A part with its slots. `alone`: it stands beside an OR and is not joined to others."""

    part: Part
    slots: tuple[Slot, ...]
    alone: bool = False


@dataclass(frozen=True)
class Rung:
    """One way to match, from strict to loose."""

    name: str
    node: Node


@dataclass(frozen=True)
class Plan:
    """What a query means: its parts, its rungs, the words to mark in results, (typed, read as) of every repair, what is left out.

    `named` matches listings that say in title or category what is sought, not only somewhere in their text; `within` those whose
    category's name alone says it.
    """

    parts: tuple[Part, ...]
    rungs: tuple[Rung, ...]
    words: frozenset[str]
    repairs: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    never: tuple[Node, ...] = ()
    named: Node | None = None
    within: Node | None = None

    @property
    def is_empty(self) -> bool:
        return not self.parts


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


def plan(text: str, lexicon: Lexicon | None = None, *, literal: bool = False, doubt: bool = False) -> Plan:
    """The plan of what was typed. An empty text is an empty plan that matches everything.

    Args:
        lexicon: the words of the index; without them nothing is repaired.
        literal: take every word as it was typed: neither repaired nor replaced by another, and never fewer of them.
        doubt: look for typing errors in known words too, because they found nothing together.
    """
    parts_read = read(text)
    wanted = [part for part in parts_read if not part.never]
    never = tuple(_phrase(part.words) for part in parts_read if part.never)
    if not wanted:
        node: Node = All(must=(Everything(),), never=never) if never else Everything()
        return Plan(parts_read, (Rung("all", node),), frozenset())
    repairs: tuple[tuple[str, str], ...]
    if literal:
        sought, repairs = _as_typed(wanted), ()
    else:
        sought, repairs = _understood(wanted, lexicon, doubt=doubt)
    pairs = _pairs(sought)
    all_words = All(must=tuple(_group(group) for group in _groups(sought)), should=pairs, never=never)
    rungs = [Rung("all", all_words)]
    if not literal and not any(one.part.phrase or one.part.either for one in sought):
        rungs += _relaxed([slot for one in sought for slot in one.slots], pairs, never, lexicon)
    strong = [] if literal else [slot for one in sought for slot in one.slots if not slot.is_weak and (slot.known or slot.others)]
    named, within = _named(strong, lexicon, MOST_SAYS, "title", "category"), _named(strong, lexicon, NAME_SAYS, "category")
    return Plan(parts_read, _tiered(rungs), _marked(sought), repairs, tuple(_unknown(sought)), never, named, within)


# --- what the words mean


def _understood(parts_wanted: list[Part], lexicon: Lexicon | None, *, doubt: bool) -> tuple[list[Wanted], tuple[tuple[str, str], ...]]:
    """Slots of every part, misspelt words read as words of the index, with words of the same meaning."""
    slots: list[list[Slot]] = [[] for _part in parts_wanted]
    if lexicon is None:
        return _joined(parts_wanted, [list(one.slots) for one in _as_typed(parts_wanted)]), ()
    pieces = [
        Piece(word, after_blank=place == 0, fixed=part.phrase)
        for part in parts_wanted
        for place, word in enumerate(part.words)
    ]  # fmt: skip
    owner = [number for number, part in enumerate(parts_wanted) for _word in part.words]
    repairs = []
    for reading in readings(pieces, lexicon, weak_words(), doubt=doubt):
        words = tuple(piece.word for piece in pieces[reading.start : reading.end])
        if not reading.choices:
            slots[owner[reading.start]].append(Slot(words, known=words[0] in lexicon.words))
            continue
        first, *others = reading.choices
        slots[owner[reading.start]].append(Slot(first.words, tuple((near.words, SECOND) for near in others)))
        repairs.append((written(words), written(first.words)))
    return _joined(parts_wanted, slots), tuple(repairs)


def _as_typed(parts_wanted: list[Part]) -> list[Wanted]:
    return [Wanted(part, tuple(Slot((word,)) for word in part.words)) for part in parts_wanted]


def _joined(parts_wanted: list[Part], slots: list[list[Slot]]) -> list[Wanted]:
    """Parts with their slots. Plain parts that all must match are one: blanks between words change nothing of their meaning."""
    made: list[Wanted] = []
    for place, (part, own) in enumerate(zip(parts_wanted, slots, strict=True)):
        if not own:
            continue
        chosen = part.either or (place + 1 < len(parts_wanted) and parts_wanted[place + 1].either)
        if made and not (part.phrase or chosen or made[-1].part.phrase or made[-1].alone):
            made[-1] = Wanted(Part((*made[-1].part.words, *part.words)), (*made[-1].slots, *own))
        else:
            made.append(Wanted(part, tuple(own), chosen))
    return [one if one.part.phrase else replace(one, slots=_same(list(one.slots))) for one in made]


def _same(slots: list[Slot]) -> tuple[Slot, ...]:
    """Slots with the words that mean the same; several slots that only together mean something become one."""
    table = synonyms.table()
    made: list[Slot] = []
    place = 0
    while place < len(slots):
        for end in range(min(len(slots), place + table.longest), place, -1):
            words = tuple(word for slot in slots[place:end] for word in slot.words)
            others = table.others(words)
            if others:
                own = tuple(other for slot in slots[place:end] for other in slot.others) if end - place == 1 else ()
                made.append(Slot(words, (*own, *((other, SAME) for other in others)), any(slot.known for slot in slots[place:end])))
                place = end
                break
        else:
            made.append(slots[place])
            place += 1
    return tuple(made)


def _unknown(sought: list[Wanted]) -> Iterator[str]:
    for one in sought:
        yield from (written(slot.words) for slot in one.slots if not slot.known and not slot.others and not slot.is_weak)


def _marked(sought: list[Wanted]) -> frozenset[str]:
    found: set[str] = set()
    for one in sought:
        for slot in one.slots:
            found.update(slot.words, *(words for words, _boost in slot.others))
    return frozenset(found)


# --- how they match


def _phrase(words: tuple[str, ...]) -> Node:
    if len(words) == 1:
        return Word(words[0])
    return Dismax(tuple(Boost(Phrase(field, words), weight) for field, weight in WEIGHTS.items()))


def _slot(slot: Slot) -> Node:
    """The slot's words, or any of the others."""
    node = _all(tuple(Word(word) for word in slot.words))
    if not slot.others:
        return node
    return Dismax((node, *(Boost(_phrase(words), boost) for words, boost in slot.others)), tie=0.0)


def _loosely(slot: Slot) -> Node:
    """The slot, or a compound that holds its words, or the parts of which its words are made."""
    halves: list[Node] = []
    for word in slot.words:
        if len(word) > 2:
            halves.append(Boost(Term("parts", word), HALF))
        own = parts(word)
        if len(own) > 1:
            halves.append(Boost(_all(tuple(Word(part) for part in own)), HALF))
    return Dismax((_slot(slot), *halves), tie=0.0) if halves else _slot(slot)


def _all(nodes: tuple[Node, ...]) -> Node:
    return nodes[0] if len(nodes) == 1 else All(must=nodes)


def _groups(sought: list[Wanted]) -> list[list[Wanted]]:
    """Parts joined by OR stand in one group; every group must match."""
    groups: list[list[Wanted]] = []
    for one in sought:
        if one.part.either and groups:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _group(group: list[Wanted]) -> Node:
    nodes = tuple(_phrase(one.part.words) if one.part.phrase else _all(tuple(_slot(slot) for slot in one.slots)) for one in group)
    return nodes[0] if len(nodes) == 1 else AnyOf(nodes)


def _pairs(sought: list[Wanted]) -> tuple[Node, ...]:
    """Neighbouring words as phrases in the title and the text: a bonus, never a condition. Two weak words say nothing together."""
    words = [word for one in sought for slot in one.slots for word in slot.words]
    pairs = [pair for pair in dict.fromkeys(itertools.pairwise(words)) if not weak_words().issuperset(pair)][:12]
    return tuple(Boost(Phrase(field, pair), weight / 2) for pair in pairs for field, weight in (("title", 4.0), ("body", 1.0)))


def _relaxed(slots: list[Slot], pairs: tuple[Node, ...], never: tuple[Node, ...], lexicon: Lexicon | None) -> list[Rung]:
    """The rungs below "all words": weak words become optional, parts of compounds do, the words that say most are enough."""
    distinct = list(dict.fromkeys(slots))
    strong = [slot for slot in distinct if not slot.is_weak]
    weak = [slot for slot in distinct if slot.is_weak]
    bonus = pairs + tuple(_slot(slot) for slot in weak)
    rungs = []
    if strong and weak:
        rungs.append(Rung("strong", All(must=tuple(_slot(slot) for slot in strong), should=bonus, never=never)))
    if strong:
        loose = tuple(_loosely(slot) for slot in strong)
        rungs.append(Rung("halves", All(must=loose, should=bonus, never=never)))
        if len(strong) > 1:
            enough = Const(_enough(strong, loose, lexicon))
            rungs.append(Rung("most", All(must=(enough,), should=(*loose, *bonus), never=never)))
    return rungs


def _named(slots: list[Slot], lexicon: Lexicon | None, share: float, *fields: str) -> Node | None:
    """Listings that say this share of what is sought in these fields; None where nothing is sought."""
    distinct = list(dict.fromkeys(slots))
    nodes = tuple(_within(slot, fields) for slot in distinct)
    return _enough(distinct, nodes, lexicon, share) if distinct else None


def _within(slot: Slot, fields: tuple[str, ...]) -> Node:
    ways = (slot.words, *(words for words, _boost in slot.others))
    return AnyOf(tuple(_all(tuple(AnyOf(tuple(Term(field, word) for field in fields)) for word in words)) for words in ways))


def _enough(slots: list[Slot], nodes: tuple[Node, ...], lexicon: Lexicon | None, share: float = MOST_SAYS) -> Node:
    """Listings that have enough of the slots: those that together say this share of all that is said."""
    said = [_says(slot, lexicon) for slot in slots]
    order = sorted(range(len(slots)), key=lambda place: -said[place])[:MOST_COMBINED]
    aim = share * sum(said)
    found: list[tuple[int, ...]] = []
    for size in range(1, len(order) + 1):
        for chosen in itertools.combinations(order, size):
            if sum(said[place] for place in chosen) >= aim and not any(set(small) <= set(chosen) for small in found):
                found.append(chosen)
    return AnyOf(tuple(_all(tuple(nodes[place] for place in chosen)) for chosen in found)) if found else _all(nodes)


def _says(slot: Slot, lexicon: Lexicon | None) -> float:
    """How much a slot says: by the most common of its readings."""
    if lexicon is None:
        return 1.0
    return min(lexicon.rarity(words) for words in (slot.words, *(words for words, _boost in slot.others)))


def _tiered(rungs: list[Rung]) -> tuple[Rung, ...]:
    """Every rung with what the stricter ones match on top of it."""
    made: list[Rung] = []
    for place, rung in enumerate(rungs):
        above = tuple(Const(strict.node, TIER) for strict in rungs[:place])
        made.append(Rung(rung.name, All(must=(rung.node,), should=above)) if above else rung)
    return tuple(made)
