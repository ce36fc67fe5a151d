"""What is suggested while somebody types. Knows the words of the index; no engine's own suggester is used."""

from __future__ import annotations

from catalog.search.dictionary import using, weak_words
from catalog.search.interface import Engine
from catalog.search.lexicon import SUGGESTED, written
from catalog.search.query import SearchDown
from catalog.search.words import cut, tidy

#: Letters that must be typed before anything is suggested, and how much of a text is looked at.
SHORTEST, LONGEST = 2, 80


def suggestions(engine: Engine, typed: str) -> list[str]:
    """Texts that may be searched for instead of `typed`: what was typed before the last words, and a phrase that continues them.

    The longest ending of what was typed that starts a phrase is continued; a text typed whole is not suggested again.
    """
    text = " ".join(tidy(typed).split())[:LONGEST]
    if len(text) < SHORTEST:
        return []
    try:
        with using(engine.dictionary()):
            lexicon, words = engine.lexicon(), cut(text)
            for start in range(len(words)):
                ending = "".join(words[start:])
                if len(ending) < SHORTEST:
                    break
                found = lexicon.starting(ending, weak_words())
                whole = [written((*words[:start], *phrase)) for phrase in found if [*words[:start], *phrase] != words]
                if whole:
                    return whole[:SUGGESTED]
    except SearchDown:
        pass
    return []
