"""How complete and clear a version of a listing is: 0 to 100, with hints. Advice, never a condition of any step.

Pure but for the data list of vague words and the dictionary that Thai is cut by: reads a loaded version.
Points: answers 50 (a required question weighs three times an optional one), text 20, price 20, plain words 10.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import ListingVersion
from catalog.questions import KINDS, QuestionSet, Text, definitions
from catalog.search import dictionary
from catalog.search.words import cut

ANSWERS, PRICE, PLAIN = 50, 20, 10
#: A required question weighs so many optional ones.
REQUIRED = 3
#: Field → (points, letters from which it counts in full).
TEXTS = {"title_th": (4, 12), "summary_th": (8, 100), "title_en": (3, 12), "summary_en": (5, 100)}
#: Points for the parts of the price: stated, VAT said, more than one unit's price told.
STATED, VAT, PICTURE = 10, 5, 5
#: Points that each vague word costs, and one that puts the price off.
VAGUE, PUT_OFF = 3, 5


@dataclass(frozen=True)
class Hint:
    """What would make the listing better. `part` and `name` say where it is mended, `points` what it costs now (rounded up)."""

    part: str
    name: str
    words: str
    points: int


@dataclass(frozen=True)
class Quality:
    """`score` is 0 to 100; the hint that costs most comes first."""

    score: int
    hints: tuple[Hint, ...]


@dataclass(frozen=True)
class Vague:
    """Words that say nothing, and why. `puts_off` marks those that stand in place of a price."""

    words: tuple[str, ...]
    why: Text
    puts_off: bool = False


def quality_of(version: ListingVersion, questions: QuestionSet) -> Quality:
    """Score and hints of a version, judged by `questions`; sentences are in the reader's language."""
    costs = [*_answers(version, questions), *_texts(version), *_price(version), *_words(version, questions)]
    lost = sum(cost for cost, _hint in costs)
    hints = sorted((hint for _cost, hint in costs), key=lambda hint: -hint.points)
    return Quality(max(0, min(100, round(100 - lost))), tuple(hints))


Cost = tuple[float, Hint]


def _cost(points: float, part: str, name: str, words: str) -> Cost:
    return points, Hint(part, name, words, max(1, round(points)))


def _answers(version: ListingVersion, questions: QuestionSet) -> Iterator[Cost]:
    """One hint for each part that has an empty answer."""
    asked = [question for question in questions if questions.asks(question, version.answers)]
    weights = {question.name: REQUIRED if question.required else 1 for question in asked}
    whole = sum(weights.values()) or 1
    for group in questions.groups():
        empty = [question for question in asked if question.group == group and version.answers.get(question.name) in (None, "", [])]
        if not empty:
            continue
        empty.sort(key=lambda question: not question.required)
        named = ", ".join(str(questions.titled(question)) for question in empty[:4])
        more = len(empty) - 4
        if more > 0:
            named = ngettext("%(named)s and %(n)s more", "%(named)s and %(n)s more", more) % {"named": named, "n": more}
        words = _("%(part)s: not answered yet: %(named)s") % {"part": definitions().groups[group], "named": named}
        yield _cost(ANSWERS * sum(weights[question.name] for question in empty) / whole, group, empty[0].name, words)


def _texts(version: ListingVersion) -> Iterator[Cost]:
    names = _field_names()
    for name, (points, enough) in TEXTS.items():
        length = len(getattr(version, name).strip())
        if not length:
            yield _cost(points, "about", name, _("%(name)s is empty.") % {"name": names[name]})
        elif length < enough:
            words = _("%(name)s is short: %(length)s letters, %(enough)s or more tell a buyer enough.")
            yield _cost(points * (1 - length / enough), "about", name, words % {"name": names[name], "length": length, "enough": enough})


def _field_names() -> dict[str, str]:
    return {
        "title_th": _("Title in Thai"),
        "summary_th": _("Summary in Thai"),
        "title_en": _("Title in English"),
        "summary_en": _("Summary in English"),
    }


def _price(version: ListingVersion) -> Iterator[Cost]:
    if version.price_satang is None:
        yield _cost(STATED, "price", "price_satang", _("The price of one unit is missing. Buyers compare by it."))
    if version.vat_included is None:
        yield _cost(VAT, "price", "vat_included", _("It is not said whether the prices contain VAT."))
    if not (version.tiers or version.setup_satang or version.minimum_quantity > 1 or version.minimum_term > 1):
        words = _(
            "Nothing but the price of one unit says what one pays. State lower prices by quantity, a set-up cost or the smallest order if there are any."
        )
        yield _cost(PICTURE, "price", "tiers", words)


def _words(version: ListingVersion, questions: QuestionSet) -> Iterator[Cost]:
    """One hint for each text with vague words. Each word costs once, all together not more than there is to lose."""
    left, left_of_price = float(PLAIN), float(PUT_OFF if version.price_satang is not None else 0)
    if not any(getattr(version, name) for name in TEXTS):
        yield _cost(left, "about", "summary_th", _("There is no text yet that buyers could read."))
        return
    counted: set[str] = set()
    for part, name, label, text in _said(version, questions):
        for word, vague in vague_words_in(text):
            fresh = word not in counted
            counted.add(word)
            if vague.puts_off:
                cost, left_of_price = (min(PUT_OFF, left_of_price), 0.0) if fresh else (0.0, left_of_price)
            else:
                cost = min(VAGUE, left) if fresh else 0.0
                left -= cost
            words = _("%(name)s: “%(word)s” – %(why)s.") % {"name": label, "word": word, "why": vague.why}
            yield cost, Hint(part, name, words, round(cost))


def _said(version: ListingVersion, questions: QuestionSet) -> Iterator[tuple[str, str, str, str]]:
    """(part, name, label, text) of everything that the company wrote in its own words."""
    names = _field_names()
    for name in TEXTS:
        yield "about", name, names[name], getattr(version, name)
    for question in questions:
        answer = version.answers.get(question.name)
        if KINDS[question.type].searched and isinstance(answer, str | list):
            text = answer if isinstance(answer, str) else "\n".join(map(str, answer))
            yield question.group, question.name, str(questions.titled(question)), text


def vague_words_in(text: str) -> list[tuple[str, Vague]]:
    """The vague words of a text as the list writes them, each once. Whole words in a row count, never a part of a word.

    Each line and sentence is cut for itself, so that words of two items never make one.
    """
    if not text.strip():
        return []
    found: dict[str, Vague] = {}
    taken: set[tuple[str, ...]] = set()
    lines = [tuple(cut(line)) for line in text.splitlines()]
    for cut_words, word, vague in _patterns(Path(settings.CATALOG_DATA), dictionary.fingerprint()):
        inside_a_longer = any(_contains(longer, cut_words) for longer in taken)
        if not inside_a_longer and any(_contains(line, cut_words) for line in lines):
            found[word] = vague
            taken.add(cut_words)
    return list(found.items())


def _contains(words: tuple[str, ...], some: tuple[str, ...]) -> bool:
    return any(words[place : place + len(some)] == some for place in range(len(words) - len(some) + 1))


@lru_cache(maxsize=4)
def _patterns(folder: Path, _dictionary: str) -> tuple[tuple[tuple[str, ...], str, Vague], ...]:
    """(words as cut, as written, entry), the longest first."""
    rows = [(tuple(cut(word)), word, vague) for vague in vague_list(folder) for word in vague.words]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@lru_cache(maxsize=4)
def vague_list(folder: Path) -> tuple[Vague, ...]:
    """The list in `folder`/quality/vague.yaml; empty where the folder has none.

    Raises:
        ValueError: an entry cannot be used; the message says which.
    """
    path = folder / "quality" / "vague.yaml"
    if not path.exists():
        return ()
    return tuple(_entry(raw) for raw in yaml.safe_load(path.read_text(encoding="utf-8")) or ())


def _entry(raw: Any) -> Vague:
    words = raw.get("words") if isinstance(raw, Mapping) else None
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise ValueError(f"quality/vague.yaml: needs words, a list of texts: {raw!r}")
    return Vague(tuple(words), Text.read(raw.get("why")), bool(raw.get("price", False)))
