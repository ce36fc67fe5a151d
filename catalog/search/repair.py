"""Typing errors: which stretches of what was typed are words of the index written differently. Knows a lexicon, no engine.

A wrong letter makes the cutter break a word into pieces far from it, so stretches of up to four pieces are compared, and the
cheapest reading of the whole query wins: known words cost nothing, a stretch read as another word costs by its distance, a
piece that stays unknown costs most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.search.dictionary import active
from catalog.search.folding import key
from catalog.search.lexicon import Lexicon, Near, is_thai

#: Pieces that may together be one misspelt word.
LONGEST_SPAN = 4
#: Costs of a reading.
_UNKNOWN, _REPAIR, _EDIT, _CHANGE, _PIECE, _BLANK = 3.0, 0.5, 0.6, 0.35, 0.05, 0.5
#: What it says for a reading that several pieces come to one word.
_WHOLE = 0.2
#: Costs of a known piece where no listing has all words: a chance cut of a misspelt word is short and rare.
_DOUBTFUL, _SOUND = 0.5, 0.15
#: Costs of a piece that no listing has but that is a word of the language, long or short: it was probably meant.
_WORD, _SHORT_WORD, _DOUBTED_WORD = 0.85, 1.4, 1.7
#: Changes that a Thai word as written may have, as a share of its letters: one sound can be written in many ways.
_FURTHEST = 0.5
ALTERNATIVES = 3


@dataclass(frozen=True)
class Piece:
    """A word as it was cut. `after_blank` tells that something separated it from the one before; `fixed` ones are never read differently."""

    word: str
    after_blank: bool = False
    fixed: bool = False


@dataclass(frozen=True)
class Reading:
    """Pieces from `start` up to `end` read as one of `choices`, the best first. No choices: read as they stand."""

    start: int
    end: int
    choices: tuple[Near, ...] = ()


def allowed(folded: str, *, thai: bool) -> int:
    """Edits that a folded key of this length may have."""
    return min(2, len(folded) // (3 if thai and len(folded) > 5 else 4))


def is_known(word: str, lexicon: Lexicon) -> bool:
    """Whether a word needs no repair: the index has it, alone or in a compound, or it is a number."""
    return word in lexicon.words or word in lexicon.parts or word[0].isdigit()


def readings(pieces: Sequence[Piece], lexicon: Lexicon, weak: frozenset[str], *, doubt: bool = False) -> tuple[Reading, ...]:
    """The cheapest reading of `pieces`. `doubt` looks at words too that are known but found nothing together."""
    known = [piece.fixed or is_known(piece.word, lexicon) or piece.word in weak for piece in pieces]
    best: list[tuple[float, tuple[Reading, ...]]] = [(0.0, ())]
    for end in range(1, len(pieces) + 1):
        cost, path = best[end - 1]
        single = (cost + _as_it_stands(pieces[end - 1], known[end - 1], doubt=doubt), (*path, Reading(end - 1, end)))
        options = [single]
        for start in range(max(0, end - LONGEST_SPAN), end):
            span = pieces[start:end]
            if any(piece.fixed for piece in span) or (all(known[start:end]) and not (doubt and len(span) > 1)):
                continue
            choices = _choices(span, lexicon)
            if choices:
                whole = _WHOLE if len(span) > 1 and len(choices[0].words) == 1 else 0.0
                price = _REPAIR - whole + _distance(choices[0]) + _PIECE * len(span) + _BLANK * sum(piece.after_blank for piece in span[1:])
                options.append((best[start][0] + price, (*best[start][1], Reading(start, end, choices))))
        best.append(min(options, key=lambda option: option[0]))
    return best[-1][1]


def _as_it_stands(piece: Piece, known: bool, *, doubt: bool) -> float:
    if not known:
        if piece.word not in active().words:
            return _UNKNOWN
        return _DOUBTED_WORD if doubt else _WORD if len(piece.word) > 2 else _SHORT_WORD
    if not doubt or piece.fixed:
        return 0.0
    return _DOUBTFUL if len(piece.word) <= 3 else _SOUND


def _distance(near: Near) -> float:
    return _EDIT * near.edits + _CHANGE * near.changes


def _choices(span: Sequence[Piece], lexicon: Lexicon) -> tuple[Near, ...]:
    """Words of the index that the span may stand for: the nearest, and others about as near."""
    text = "".join(piece.word for piece in span)
    if len(text) < 3 or any(piece.word[0].isdigit() for piece in span) or len({is_thai(piece.word) for piece in span}) > 1:
        return ()
    own = tuple(piece.word for piece in span)
    most = len(text) * _FURTHEST if is_thai(text) else max(1, len(text) // 4)
    found = [near for near in lexicon.near(text, allowed(key(text), thai=is_thai(text))) if near.changes <= most and near.words != own]
    if not found:
        return ()
    found.sort(key=lambda near: (_distance(near), -near.count, near.words))
    return tuple(near for near in found[:ALTERNATIVES] if _distance(near) <= _distance(found[0]) + 0.6)
