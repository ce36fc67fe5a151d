"""What a basis is: a clause of the law or a house rule, and the one registry of both. Knows no particular clause.

A basis is what every step, refusal and rule value points to. A clause is never invented: its confidence says how well
it is known, and a rule that no law demands is a `HouseRule`, shown as a rule of the platform.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.utils.translation import get_language, gettext

from marketplace.law.sources import Certainty, certainty_of, described

THAI_LETTERS = dict(zip("ABCDEFGH", "กขคงจฉชซ", strict=True))


class Layer(StrEnum):
    """Who makes a rule, and so who may change it."""

    ACT = "ACT"
    MR = "MR"
    REG = "REG"
    CIRC = "CIRC"
    HOUSE = "HOUSE"

    @property
    def words(self) -> str:
        """The layer in the reader's language."""
        return {
            Layer.ACT: gettext("Act of Parliament"),
            Layer.MR: gettext("Ministerial regulation"),
            Layer.REG: gettext("Ministry of Finance regulation"),
            Layer.CIRC: gettext("Circular or notification"),
            Layer.HOUSE: gettext("Rule of the platform, not of the law"),
        }[self]


def _in_thai() -> bool:
    return not (get_language() or "th").startswith("en")


@dataclass(frozen=True, slots=True)
class _Bilingual:
    """The texts that every basis has: a short name and one plain sentence, in both languages."""

    code: str
    th: str
    en: str
    what_th: str
    what_en: str

    @property
    def slug(self) -> str:
        """The last part of its guidance address."""
        return re.sub(r"[^a-z0-9]+", "-", self.code.lower()).strip("-")

    @property
    def name(self) -> str:
        """The short name in the reader's language."""
        return self.th if _in_thai() else self.en

    @property
    def what(self) -> str:
        """The plain sentence in the reader's language."""
        return self.what_th if _in_thai() else self.what_en

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Clause(_Bilingual):
    """A provision of the law, as far as it is known."""

    layer: Layer
    confidence: str
    at: str = ""

    __str__ = _Bilingual.__str__

    @property
    def is_law(self) -> bool:
        return True

    @property
    def certainty(self) -> Certainty:
        return certainty_of(self.confidence)

    @property
    def source(self) -> str:
        """Where it was read, in English; empty where it was not read again."""
        return described(self.confidence, self.at)


@dataclass(frozen=True, slots=True)
class HouseRule(_Bilingual):
    """A rule that the platform adds on its own account. It is never presented as law."""

    __str__ = _Bilingual.__str__

    @property
    def is_law(self) -> bool:
        return False

    @property
    def layer(self) -> Layer:
        return Layer.HOUSE

    @property
    def confidence(self) -> str:
        return "HOUSE"

    @property
    def source(self) -> str:
        return ""


Basis = Clause | HouseRule
_B = TypeVar("_B", Clause, HouseRule)
_by_code: dict[str, Basis] = {}
_by_slug: dict[str, Basis] = {}


class UnknownBasis(LookupError):
    """No clause and no house rule has this code or slug."""


def register(basis: _B) -> _B:
    """Add a basis to the registry. Raises ValueError where its code or slug is taken, or its tag is unknown."""
    if isinstance(basis, Clause):
        certainty_of(basis.confidence)
    if basis.code in _by_code or basis.slug in _by_slug:
        raise ValueError(f"two bases share the code or slug of {basis.code}")
    _by_code[basis.code] = basis
    _by_slug[basis.slug] = basis
    return basis


def basis(code: str) -> Basis:
    """The basis with this code. Raises UnknownBasis."""
    try:
        return _by_code[code]
    except KeyError:
        raise UnknownBasis(code) from None


def basis_by_slug(slug: str) -> Basis:
    """The basis with this guidance slug. Raises UnknownBasis."""
    try:
        return _by_slug[slug]
    except KeyError:
        raise UnknownBasis(slug) from None


def all_bases() -> Iterator[Basis]:
    """Every clause and house rule, in the order of their declaration."""
    return iter(tuple(_by_code.values()))


def _number(dotted: str) -> tuple[str, str]:
    """`56.1.A` -> ("56 (1) (ก)", "56(1)(a)"); `96.P2` -> ("96 วรรคสอง", "96 para 2"); `27-31` keeps its dash."""
    head, *parts = dotted.split(".")
    th = en = head.replace("-", "–")
    for part in parts:
        if part.startswith("P"):
            th += {"P1": " วรรคหนึ่ง", "P2": " วรรคสอง", "P3": " วรรคสาม"}[part]
            en += f" para {part[1:]}"
        elif part in THAI_LETTERS:
            th += f" ({THAI_LETTERS[part]})"
            en += f"({part.lower()})"
        else:
            th += f" ({part})"
            en += f"({part})"
    return th, en


def act(number: str, what_th: str, what_en: str, confidence: str, at: str = "") -> Clause:
    """Declare a section of the Act of B.E. 2560."""
    th, en = _number(number)
    return register(
        Clause(
            f"ACT.{number}",
            f"พ.ร.บ. 2560 มาตรา {th}",
            f"Act 2560 s. {en}",
            what_th,
            what_en,
            Layer.ACT,
            confidence,
            at,
        )
    )


def reg(number: str, what_th: str, what_en: str, confidence: str, at: str = "") -> Clause:
    """Declare a clause of the Ministry of Finance Regulation of B.E. 2560."""
    th, en = _number(number)
    return register(
        Clause(
            f"REG.{number}",
            f"ระเบียบฯ 2560 ข้อ {th}",
            f"Regulation 2560 cl. {en}",
            what_th,
            what_en,
            Layer.REG,
            confidence,
            at,
        )
    )


def other(code: str, layer: Layer, th: str, en: str, what_th: str, what_en: str, confidence: str, at: str = "") -> Clause:
    """Declare a provision that is neither of the Act nor of the Regulation of B.E. 2560."""
    return register(Clause(code, th, en, what_th, what_en, layer, confidence, at))


def house(name: str, th: str, en: str, what_th: str, what_en: str) -> HouseRule:
    """Declare a rule of the platform."""
    return register(HouseRule(f"HOUSE.{name}", th, en, what_th, what_en))
