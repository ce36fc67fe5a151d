"""Words of titles, mistyped as people mistype them. Pure and seeded; knows nothing of how search repairs words."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize

TONES = "่้๊๋"
#: Letters side by side on the Thai (Kedmanee) and the Latin keyboard, one layer per block; blanks are keys without a letter.
KEYBOARDS = (
    ("   ภถุึคตจขช", " ไำพะัีรนยบล", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ"),
    ("     ู", "  ฎฑธ ๊ณ ญฐ", "ฤฆฏโฌ็๋ษศซ", "  ฉฮ ์ ฒฬ"),
    ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
)
#: Nobody searches by these.
EMPTY_WORDS = {"สำหรับ", "พร้อม", "แบบ", "รุ่น", "ด้วย", "และ", "จาก", "หรือ", "for", "with", "and", "the", "from"}
THAI = re.compile(r"^[ก-๛]{4,}$")
CONSONANT = re.compile(r"[ก-ฮ]")
LATIN = re.compile(r"^[a-z]{5,}$")
TRIES = 2000


@dataclass(frozen=True)
class Typo:
    """`typed` is what arrives; `meant` the word of a title that was meant."""

    meant: str
    typed: str
    kind: str


def _neighbours() -> dict[str, str]:
    near: dict[str, set[str]] = {}
    for rows in KEYBOARDS:
        for y, row in enumerate(rows):
            for x, letter in enumerate(row):
                around = [(y, x - 1), (y, x + 1), (y - 1, x), (y + 1, x)]
                found = {rows[b][a] for b, a in around if 0 <= b < len(rows) and 0 <= a < len(rows[b])}
                near.setdefault(letter, set()).update(found - {" ", letter})
    near.pop(" ")
    return {letter: "".join(sorted(others)) for letter, others in near.items() if others}


NEIGHBOURS = _neighbours()


def drop(word: str, dice: random.Random) -> str:
    """One letter or mark is missing."""
    place = dice.randrange(len(word))
    return word[:place] + word[place + 1 :]


def double(word: str, dice: random.Random) -> str:
    """One letter or mark comes twice."""
    place = dice.randrange(len(word))
    return word[:place] + word[place] + word[place:]


def swap(word: str, dice: random.Random) -> str:
    """Two neighbours that differ changed places."""
    places = [place for place in range(len(word) - 1) if word[place] != word[place + 1]]
    if not places:
        return word
    place = dice.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def neighbour(word: str, dice: random.Random) -> str:
    """The key beside (or above, or below) was hit, without another shift."""
    places = [place for place, letter in enumerate(word) if letter in NEIGHBOURS]
    if not places:
        return word
    place = dice.choice(places)
    return word[:place] + dice.choice(NEIGHBOURS[word[place]]) + word[place + 1 :]


def tone(word: str, dice: random.Random) -> str:
    """A tone mark is another one, or forgotten."""
    places = [place for place, letter in enumerate(word) if letter in TONES]
    if not places:
        return word
    place = dice.choice(places)
    other = dice.choice([mark for mark in ("", *TONES) if mark != word[place]])
    return word[:place] + other + word[place + 1 :]


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "drop": drop,
    "double": double,
    "swap": swap,
    "neighbouring key": neighbour,
    "tone mark": tone,
}


def words(titles: Iterable[str]) -> tuple[list[str], list[str]]:
    """Distinct Thai words (four characters, three of them consonants) and Latin words (five letters) or longer, each sorted.

    Shorter ones (ชั้น, เข้า) are one letter from many others: nobody could say what was meant.
    """
    thai: set[str] = set()
    latin: set[str] = set()
    for title in titles:
        for piece in title.casefold().split():
            found = word_tokenize(piece, engine="newmm", keep_whitespace=False)
            thai.update(word for word in found if THAI.match(word) and len(CONSONANT.findall(word)) >= 3)
            latin.update(word for word in re.findall(r"[a-z]+", piece) if LATIN.match(word))
    return sorted(thai - EMPTY_WORDS), sorted(latin - EMPTY_WORDS)


def draw(titles: Iterable[str], count: int, seed: int) -> list[Typo]:
    """`count` different typos, the kinds in turn, one in five (tone marks aside) of a Latin word.

    What is a Thai word by itself, or stands in some title, is drawn again: it would be what was meant.
    """
    titles = sorted({title.casefold() for title in titles})
    everything = "\n".join(titles)
    language = thai_words()
    thai, latin = words(titles)
    dice = random.Random(seed)
    typos: dict[str, Typo] = {}
    for turn in range(TRIES):
        if len(typos) == count or not thai:
            break
        kind = list(KINDS)[len(typos) % len(KINDS)]
        # The chance is thrown at every turn, so that the draws do not depend on what was refused before.
        pool = latin if dice.random() < 0.2 and kind != "tone mark" and latin else thai
        meant = dice.choice(pool)
        typed = KINDS[kind](meant, random.Random(f"{seed}:{turn}"))
        if typed != meant and typed not in everything and typed not in language and typed not in typos:
            typos[typed] = Typo(meant, typed, kind)
    return list(typos.values())
