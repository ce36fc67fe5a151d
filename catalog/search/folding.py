"""The key under which words that sound or look alike meet, and the parts of a compound. Pure; knows a dictionary, no vocabulary.

Thai is misspelt by its sounds: tone marks, silenced letters, letters of one sound, long for short vowels. The key leaves out
or joins all of these, so that what is left to compare are real differences.
"""

from __future__ import annotations

import re
from functools import lru_cache

from catalog.search import dictionary

#: Letters of one sound → the letter that stands for them.
_SOUNDS = {
    "ศษซ": "ส", "ณ": "น", "ญ": "ย", "ฎ": "ด", "ฏ": "ต", "ฐฑฒถธ": "ท", "ขฃฅฆ": "ค", "ภผ": "พ", "ฝ": "ฟ", "ฌฉ": "ช",
    "ฬร": "ล", "ฮ": "ห", "ะั": "า", "ี": "ิ", "ื": "ึ", "ู": "ุ", "ใ": "ไ",
}  # fmt: skip
_ONE_SOUND = str.maketrans({letter: one for letters, one in _SOUNDS.items() for letter in letters})
_SILENCED = re.compile("[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c")  # a consonant under thanthakhat, with its vowel
_MARKS = re.compile("[\u0e47-\u0e4e\u0e3a\u0e46]")  # tones, short mark, thanthakhat, repetition
_DOUBLED = re.compile(r"(.)\1+")
#: Parts of a compound this short say nothing, but for these.
_SHORT_PARTS = frozenset("ภาษี ขยะ น้ำ ไฟ แบบ ค่า ใบ บิล เว็บ แอป คลัง สาย".split())
SHORTEST_PART = 3


@lru_cache(maxsize=200_000)
def key(word: str) -> str:
    """The folded key of a word or of several words written together."""
    folded = _SILENCED.sub("", word).replace("รร", "ั").replace("ำ", "าม").replace("ฤ", "รึ").replace("เเ", "แ")
    folded = _MARKS.sub("", folded).translate(_ONE_SOUND)
    return _DOUBLED.sub(r"\1", folded)


@lru_cache(maxsize=100_000)
def _parts(word: str, known: dictionary.Dictionary) -> tuple[str, ...]:
    if len(word) < 2 * SHORTEST_PART or not "\u0e01" <= word[0] <= "\u0e4e":
        return ()
    found: dict[str, None] = {}
    for border in range(2, len(word) - 1):
        left, right = word[:border], word[border:]
        if left in known.words and right in known.words:
            for part in (left, right):
                if len(part) >= SHORTEST_PART or part in _SHORT_PARTS:
                    found.setdefault(part)
    return tuple(found)


def parts(word: str) -> tuple[str, ...]:
    """The words of which a compound is made (ใบอนุญาต: ใบ, อนุญาต); nothing for a word that is no compound."""
    return _parts(word, dictionary.active())
