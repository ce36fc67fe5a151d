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
#: A compound that begins so says that it is not about its other part (ไร้กระดาษ, ไม่ประจำ).
_DENYING = ("ไร้", "ไม่")


@lru_cache(maxsize=200_000)
def key(word: str) -> str:
    """The folded key of a word or of several words written together."""
    folded = _SILENCED.sub("", word).replace("รร", "ั").replace("ำ", "าม").replace("ฤ", "รึ").replace("เเ", "แ")
    folded = _MARKS.sub("", folded).translate(_ONE_SOUND)
    return _DOUBLED.sub(r"\1", folded)


class Parts(dict[str, tuple[str, ...]]):
    """Words with the words of which they are made; each is looked at once."""

    def __init__(self, known: dictionary.Dictionary) -> None:
        super().__init__()
        self.known = known.words

    def __missing__(self, word: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        if len(word) >= 2 * SHORTEST_PART and "\u0e01" <= word[0] <= "\u0e4e" and not word.startswith(_DENYING):
            for border in range(2, len(word) - 1):
                both = word[:border], word[border:]
                if both[0] in self.known and both[1] in self.known:
                    found.update((part, None) for part in both if len(part) >= SHORTEST_PART or part in _SHORT_PARTS)
        self[word] = tuple(found)
        return self[word]


@lru_cache(maxsize=4)
def _of(known: dictionary.Dictionary) -> Parts:
    return Parts(known)


def compounds() -> Parts:
    """The compounds of the active dictionary: word → its parts. For many words at once."""
    return _of(dictionary.active())


def parts(word: str) -> tuple[str, ...]:
    """The words of which a compound is made (ใบอนุญาต: ใบ, อนุญาต); nothing for a word that is no compound."""
    return compounds()[word]
