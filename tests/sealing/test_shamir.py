from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.sealing.shamir import Part, combine, divide, multiply, split

byte = st.integers(0, 255)


def product_by_shifting(a: int, b: int) -> int:
    """The field's product by the definition of FIPS 197, section 4.2: independent of any table."""
    result = 0
    while b:
        if b & 1:
            result ^= a
        a <<= 1
        if a & 0x100:
            a ^= 0x11B
        b >>= 1
    return result


@pytest.mark.parametrize(("a", "b", "product"), [(0x57, 0x83, 0xC1), (0x57, 0x13, 0xFE), (0x53, 0xCA, 0x01), (0x57, 0x02, 0xAE)])
def test_the_field_agrees_with_the_published_vectors(a, b, product):
    assert multiply(a, b) == product


def test_the_field_agrees_with_its_definition_for_every_pair():
    assert all(multiply(a, b) == product_by_shifting(a, b) for a in range(256) for b in range(256))


@given(byte, st.integers(1, 255))
def test_dividing_undoes_multiplying(a, b):
    assert divide(multiply(a, b), b) == a


def test_a_hand_made_polynomial_gives_its_constant_term():
    # f(x) = 0x2a + 0x07·x + 0xc5·x², read at 1, 2 and 5
    def f(x: int) -> int:
        return 0x2A ^ product_by_shifting(0x07, x) ^ product_by_shifting(0xC5, product_by_shifting(x, x))

    assert combine([Part(x, bytes([f(x)])) for x in (1, 2, 5)]) == b"\x2a"


@given(st.binary(min_size=1, max_size=40), st.integers(1, 5), st.integers(0, 3))
def test_any_needed_number_of_parts_gives_the_secret_back(secret, needed, more):
    parts = split(secret, needed=needed, parts=needed + more)
    assert all(combine(chosen) == secret for chosen in combinations(parts, needed))


def test_one_part_of_two_allows_every_secret():
    part = split(b"\x7f", needed=2, parts=3)[0]
    possible = {combine([part, Part(2, bytes([other]))])[0] for other in range(256)}
    assert possible == set(range(256))


@given(st.binary(min_size=16, max_size=32))
def test_fewer_parts_than_needed_do_not_give_the_secret(secret):
    parts = split(secret, needed=3, parts=3)
    assert combine(parts[:2]) != secret


@pytest.mark.parametrize(("needed", "parts"), [(0, 3), (4, 3), (2, 256)])
def test_impossible_numbers_are_refused(needed, parts):
    with pytest.raises(ValueError):
        split(b"secret", needed=needed, parts=parts)


def test_the_same_part_twice_is_refused():
    part = split(b"secret", needed=2, parts=2)[0]
    with pytest.raises(ValueError):
        combine([part, part])
