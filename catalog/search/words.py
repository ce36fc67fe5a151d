"""Thai and Latin text into words, the same way for what is indexed and what is typed. Knows no engine and no database.

`tidy` keeps the text readable, `normalise` folds it for comparison, `cut` answers the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from catalog.search.dictionary import segment

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
#: Nikhahit and sara aa typed apart, with or without a tone mark between them, are sara am.
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
#: A dotted abbreviation is one word: พ.ร.บ. and พรบ, อบต. and อบต. Three consonants to a dot at most.
_THAI_ABBREVIATION = re.compile(
    r"(?<![\u0e01-\u0e4e])(?:[\u0e01-\u0e2e]{1,3}\.\s?)*[\u0e01-\u0e2e]{1,3}\.(?:[\u0e01-\u0e2e]{1,3}(?![\u0e01-\u0e4e]))?"
)
_LATIN_ABBREVIATION = re.compile(r"\b(?:[a-z]\.){2,}")
_RUN = re.compile(
    r"(?P<thai>[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]+)|(?P<latin>[^\W\d_\u0e00-\u0e7f]+[+#]*)|(?P<number>\d+(?:\.\d+)*)"
)


class Piece(NamedTuple):
    """A word with its place in the text it was cut from."""

    word: str
    start: int
    end: int


def tidy(text: str) -> str:
    """`text` with its marks in the usual order and without invisible characters; it still reads the same."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _SARA_AM.sub("\\1\u0e33", text).replace("\u0e40\u0e40", "\u0e41")


def normalise(text: str) -> str:
    """`text` folded for comparison: tidy, lower case, Latin digits, dotted abbreviations joined."""
    folded = tidy(text).translate(_THAI_DIGITS).lower()
    folded = _THAI_ABBREVIATION.sub(lambda match: re.sub(r"[.\s]", "", match[0]) + " ", folded)
    return _LATIN_ABBREVIATION.sub(lambda match: match[0].replace(".", "") + " ", folded)


def pieces(text: str) -> Iterator[Piece]:
    """The words of `text` (lower case, Latin digits) with their places. `text` should be tidy."""
    folded = text.translate(_THAI_DIGITS).lower()
    if len(folded) != len(text):  # a rare letter that grows in lower case would move the places
        folded = "".join(letter if len(letter.lower()) != 1 else letter.lower() for letter in text.translate(_THAI_DIGITS))
    for run in _RUN.finditer(folded):
        if run.lastgroup != "thai":
            yield Piece(run[0], run.start(), run.end())
            continue
        place = run.start()
        for word in segment(run[0]):
            yield Piece(word, place, place + len(word))
            place += len(word)


def cut(text: str) -> list[str]:
    """The words of `text`, folded."""
    return [piece.word for piece in pieces(normalise(text))]


def joined(*texts: str) -> str:
    """The words of all texts, joined by blanks: what an index holds."""
    return " ".join(word for text in texts for word in cut(text))
