"""The dictionary that Thai is cut by: the common words of pythainlp and our own terms (`catalog/data/search/words.txt`).

A changed dictionary cuts differently, so its fingerprint is kept with every cut text and every index.
"""

from __future__ import annotations

import hashlib
import os
import threading
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile

import nlpo3
from django.conf import settings

_loading = threading.Lock()


def _own(name: str) -> list[str]:
    """Lines of a word list of ours; `#` begins a remark."""
    path = Path(settings.CATALOG_DATA) / "search" / name
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


@lru_cache(maxsize=1)
def weak_words() -> frozenset[str]:
    """Words that say little about what is sought."""
    return frozenset(_own("weak.txt"))


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Twelve hexadecimal digits of the dictionary; loads it into the cutter on first use."""
    common = files("pythainlp.corpus").joinpath("words_th.txt").read_text(encoding="utf-8").split("\n")
    words = sorted({word.strip() for word in common if word.strip()} | set(_own("words.txt")))
    text = "\n".join(words)
    name = hashlib.sha256(text.encode()).hexdigest()[:12]
    with _loading:
        folder = Path(settings.VAR_DIR) / "search"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"dictionary-{name}.txt"
        if not path.exists():
            with NamedTemporaryFile("w", dir=folder, delete=False, encoding="utf-8") as file:
                file.write(text)
            os.replace(file.name, path)
        nlpo3.load_dict(str(path), f"talat-{name}")
    return name


def segment(run: str) -> list[str]:
    """Words of a run of Thai letters; together they are the run."""
    return nlpo3.segment(run, f"talat-{fingerprint()}", safe=True)
