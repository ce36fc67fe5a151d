"""Clauses and house rules: complete in both languages, told apart, found by code and by address."""

import pytest
from django.utils import translation

from marketplace.law import clauses
from marketplace.law.clauses.registry import (
    Clause,
    HouseRule,
    Layer,
    UnknownBasis,
    all_bases,
    basis,
    basis_by_slug,
    register,
)
from marketplace.law.sources import Certainty

EVERY = list(all_bases())


def constants():
    return {name: value for name, value in vars(clauses).items() if isinstance(value, Clause | HouseRule)}


def test_every_basis_is_a_constant_named_after_its_code():
    named = {value.code: name for name, value in constants().items()}
    assert named == {one.code: one.code.replace(".", "_").replace("-", "_") for one in EVERY}


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.code)
def test_a_basis_says_what_it_is_in_both_languages(one):
    assert all("\u0e00" <= next(c for c in text if c.isalpha()) <= "\u0e7f" for text in (one.th, one.what_th))
    assert not any("\u0e00" <= c <= "\u0e7f" for text in (one.en, one.what_en) for c in text)
    assert one.what_en.endswith(".")
    assert len(one.what_en) < 220


def test_codes_and_addresses_are_unique():
    assert len({one.code for one in EVERY}) == len({one.slug for one in EVERY}) == len(EVERY)


def test_a_taken_code_is_refused():
    with pytest.raises(ValueError, match=r"ACT\.66"):
        register(Clause("ACT.66", "ก", "x", "ก", "x", Layer.ACT, "S1"))


def test_a_clause_with_an_unknown_source_is_refused():
    with pytest.raises(ValueError, match="S999"):
        register(Clause("ACT.999", "ก", "x", "ก", "x", Layer.ACT, "S999"))
    with pytest.raises(UnknownBasis):
        basis("ACT.999")


def test_a_basis_is_found_by_code_and_by_address():
    assert basis("REG.22") is clauses.REG_22
    assert basis_by_slug("act-56-2-b") is clauses.ACT_56_2_B
    with pytest.raises(UnknownBasis):
        basis("REG.9999")
    with pytest.raises(UnknownBasis):
        basis_by_slug("nothing-like-it")


def test_house_rules_are_never_shown_as_law():
    for one in EVERY:
        assert one.is_law is (not one.code.startswith("HOUSE."))
        assert (one.layer is Layer.HOUSE) is (not one.is_law)


def test_numbers_are_written_as_each_language_writes_them():
    assert (clauses.ACT_56_2_B.th, clauses.ACT_56_2_B.en) == (
        "พ.ร.บ. 2560 มาตรา 56 (2) (ข)",
        "Act 2560 s. 56(2)(b)",
    )
    assert (clauses.REG_79_P2.th, clauses.REG_79_P2.en) == (
        "ระเบียบฯ 2560 ข้อ 79 วรรคสอง",
        "Regulation 2560 cl. 79 para 2",
    )


def test_the_name_follows_the_language_of_the_reader():
    with translation.override("en"):
        assert str(clauses.REG_22) == "Regulation 2560 cl. 22"
    with translation.override("th"):
        assert str(clauses.REG_22) == "ระเบียบฯ 2560 ข้อ 22"
        assert clauses.HOUSE_STALE_PAGE.what.startswith("เมื่อมีผู้อื่น")


def test_what_is_not_confirmed_says_so():
    assert clauses.CIRC_PLAN.certainty is Certainty.UNCONFIRMED
    assert clauses.ACT_66.certainty is Certainty.READ
    assert clauses.ACT_66.source.endswith(", p. 83")
    assert clauses.REG_22.certainty is Certainty.KNOWN
    assert clauses.REG_22.source == ""


def test_all_sixteen_grounds_of_section_56_exist():
    assert [one.code for one in EVERY if one.code.startswith("ACT.56.")] == [
        f"ACT.56.{number}.{letter}" for number in "12" for letter in "ABCDEFGH"
    ]
