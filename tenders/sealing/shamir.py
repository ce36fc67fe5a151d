"""Splitting a secret so that any k of n parts give it back and k-1 parts say nothing (Shamir, 1979).

Each byte is the constant term of a random polynomial of degree k-1 over GF(2^8), the field of AES. Own code because it
is sixty lines that every reader can check against the field's published vectors. It knows no holder and no key; parts
carry no check of their own, so the caller keeps a commitment to each.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import NamedTuple

_POLYNOMIAL = 0x11B
MOST_PARTS = 255


class Part(NamedTuple):
    """One part: the point `x` (1…255) at which the polynomials were read, and a byte for each byte of the secret."""

    x: int
    y: bytes


def _tables() -> tuple[list[int], list[int]]:
    exponents, logarithms = [0] * 510, [0] * 256
    value = 1
    for power in range(255):
        exponents[power] = exponents[power + 255] = value
        logarithms[value] = power
        value ^= value << 1  # times 3, a generator of the field
        if value > 0xFF:
            value ^= _POLYNOMIAL
    return exponents, logarithms


_EXP, _LOG = _tables()


def multiply(a: int, b: int) -> int:
    """Product of two field elements."""
    return _EXP[_LOG[a] + _LOG[b]] if a and b else 0


def divide(a: int, b: int) -> int:
    """Quotient of two field elements; `b` must not be 0."""
    if b == 0:
        raise ZeroDivisionError("division by zero in GF(256)")
    return _EXP[_LOG[a] - _LOG[b] + 255] if a else 0


def split(secret: bytes, *, needed: int, parts: int) -> tuple[Part, ...]:
    """Split `secret` into `parts` parts of which any `needed` give it back.

    Raises:
        ValueError: nothing to split, or numbers that make no sense.
    """
    if not secret:
        raise ValueError("an empty secret cannot be split")
    if not 1 <= needed <= parts <= MOST_PARTS:
        raise ValueError(f"{needed} of {parts} is not possible")
    polynomials = [(byte, *secrets.token_bytes(needed - 1)) for byte in secret]
    return tuple(Part(x, bytes(_value(p, x) for p in polynomials)) for x in range(1, parts + 1))


def _value(polynomial: Sequence[int], x: int) -> int:
    value = 0
    for coefficient in reversed(polynomial):
        value = multiply(value, x) ^ coefficient
    return value


def combine(parts: Sequence[Part]) -> bytes:
    """The secret of the given parts. Fewer parts than needed, or a changed part, give other bytes, not a refusal.

    Raises:
        ValueError: no part, the same part twice, or parts of different length.
    """
    if not parts or len({part.x for part in parts}) != len(parts) or len({len(part.y) for part in parts}) != 1:
        raise ValueError("give different parts of one secret")
    if any(not 1 <= part.x <= MOST_PARTS for part in parts):
        raise ValueError("a part has no such place")
    weights = []
    for part in parts:
        weight = 1
        for other in parts:
            if other.x != part.x:
                weight = multiply(weight, divide(other.x, other.x ^ part.x))
        weights.append(weight)
    secret = bytearray(len(parts[0].y))
    for weight, part in zip(weights, parts, strict=True):
        for place, byte in enumerate(part.y):
            secret[place] ^= multiply(weight, byte)
    return bytes(secret)
