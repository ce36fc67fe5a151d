"""Dated rule values: what is in force for whom and when, frozen for life, changed only by two people."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from marketplace.kernel import clock
from marketplace.law import rulebook, seeding
from marketplace.law.definitions import (
    ACT_IN_FORCE,
    UnknownRule,
    based_on,
    definition,
    definition_by_slug,
    definitions,
)
from marketplace.law.models import AppendOnly, FrozenRulebook, RuleValue
from marketplace.law.rulebook import (
    NoRuleInForce,
    RulebookAltered,
    UnlawfulChange,
    WrongKind,
    current,
    history,
    set_value,
)
from marketplace.law.values import UnreadableValue, read, write

pytestmark = pytest.mark.django_db
BAHT = 100
TODAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _on_a_day_of_2026():
    with clock.shifted_to(clock.at(TODAY, dt.time(10))):
        yield


def change(rule_id="D.APPEAL", value=5, **given):
    return set_value(rule_id, value, **{"effective_from": TODAY, "proposed_by": "P-ONE", "approved_by": "P-TWO"} | given)


def test_every_rule_has_a_value_in_force_after_migration():
    assert set(current().values) == set(definitions())


@pytest.mark.parametrize("rule_id", list(definitions()))
def test_a_rule_names_its_basis_and_speaks_both_languages(rule_id):
    one = definition(rule_id)
    assert any("\u0e00" <= c <= "\u0e7f" for c in one.th)
    assert not any("\u0e00" <= c <= "\u0e7f" for c in one.en)
    assert one.basis.code
    assert read(one.kind, write(one.kind, one.seed), tuple(one.choices)) == one.seed
    assert definition_by_slug(one.slug) is one


def test_only_house_values_stand_on_house_rules():
    for one in definitions().values():
        if not one.basis.is_law:
            assert one.layer == "HOUSE"


def test_values_are_read_by_type():
    book = current()
    assert book.money("TH.SPECIFIC.MAX") == 500_000 * BAHT
    assert book.integer("D.APPEAL") == 7
    assert book.percent("P.SME") == Decimal(10)
    assert book.percent_range("LD.WORK") == (Decimal("0.01"), Decimal("0.10"))
    assert book.bands("D.EBID.PUB") == (
        (500_000_000, 5),
        (1_000_000_000, 10),
        (5_000_000_000, 12),
        (None, 20),
    )
    assert book.time_range("T.EBID.WINDOW") == (dt.time(9), dt.time(12))
    assert book.choice("V.ACCEPT") == "unanimous"
    assert book.money_range("TH.PRICEINQ").holds(500_000 * BAHT + 1)


@pytest.mark.parametrize(
    ("rule_id", "satang", "covered"),
    [
        ("TH.SPECIFIC.MAX", 500_000 * BAHT, True),
        ("TH.SPECIFIC.MAX", 500_000 * BAHT + 1, False),
        ("TH.EBID.MIN", 500_000 * BAHT, False),
        ("TH.EBID.MIN", 500_000 * BAHT + 1, True),
        ("TH.IP", 10**9 * BAHT, True),
        ("TH.IP", 10**9 * BAHT - 1, False),
        ("TH.EMARKET.RFQ", 500_000 * BAHT, False),
        ("TH.EMARKET.RFQ", 5_000_000 * BAHT, True),
        ("TH.EMARKET.RFQ", 5_000_000 * BAHT + 1, False),
        ("TH.HEARING.MANDATORY", 5_000_000 * BAHT, False),
    ],
)
def test_over_and_not_over_are_told_apart_to_the_satang(rule_id, satang, covered):
    assert current().covers(rule_id, satang) is covered


def test_asking_for_the_wrong_kind_or_an_unknown_rule_is_refused():
    with pytest.raises(WrongKind):
        current().money("D.APPEAL")
    with pytest.raises(UnknownRule):
        current().integer("D.NOTHING")


def test_a_rule_has_no_value_before_its_first_day():
    with pytest.raises(NoRuleInForce):
        current("", dt.date(2023, 2, 28)).bands("W.CAPITAL")
    assert current("", dt.date(2023, 3, 1)).bands("W.CAPITAL")
    assert not current("", ACT_IN_FORCE - dt.timedelta(1)).values


def test_a_rulebook_remembers_what_was_read():
    book = current()
    book.integer("D.APPEAL")
    book.covers("TH.SPECIFIC.MAX", 1)
    assert book.reads == {"D.APPEAL", "TH.SPECIFIC.MAX"}


def test_a_rulebook_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        current("sao", TODAY).integer("D.APPEAL")


def test_a_new_value_applies_from_its_first_day_on():
    change(effective_from=dt.date(2026, 12, 1))
    assert current("", dt.date(2026, 11, 30)).integer("D.APPEAL") == 7
    assert current("", dt.date(2026, 12, 1)).integer("D.APPEAL") == 5


def test_a_temporary_value_lapses_by_itself():
    change(effective_to=dt.date(2026, 12, 31))
    assert current("", dt.date(2026, 12, 31)).integer("D.APPEAL") == 5
    assert current("", dt.date(2027, 1, 1)).integer("D.APPEAL") == 7


def test_of_two_values_of_one_day_the_later_entered_wins():
    change(value=5)
    change(value=6)
    assert current().integer("D.APPEAL") == 6


def test_the_most_specific_scope_wins_even_over_a_newer_general_value():
    change(value=9, scope="sao")
    change(value=8, scope="local")
    change(value=5, effective_from=TODAY + dt.timedelta(1))
    day = TODAY + dt.timedelta(2)
    assert current("sao", day).integer("D.APPEAL") == 9
    assert current("town", day).integer("D.APPEAL") == 8
    assert current("department", day).integer("D.APPEAL") == 5
    assert current("state_enterprise", TODAY).integer("D.APPEAL") == 7


@pytest.mark.parametrize(
    "given",
    [
        {"approved_by": "P-ONE"},
        {"approved_by": ""},
        {"proposed_by": ""},
        {"effective_from": TODAY - dt.timedelta(1)},
    ],
)
def test_one_person_alone_or_a_day_that_has_passed_is_refused(given):
    with pytest.raises(UnlawfulChange):
        change(**given)
    assert len(history("D.APPEAL")) == 1


@pytest.mark.parametrize("value", ["seven", -1, None, [7]])
def test_a_value_of_another_kind_is_refused(value):
    with pytest.raises((UnreadableValue, TypeError)):
        change(value=value)


def test_the_database_itself_refuses_one_person_alone():
    row = change()
    row.pk, row._state.adding, row.approved_by = None, True, row.proposed_by
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_values_are_never_changed_or_removed():
    row = change()
    row.value = 1
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        row.delete()
    assert [one.value for one in history("D.APPEAL")] == [5, 7]


def test_a_frozen_rulebook_keeps_its_values_when_the_rules_change():
    frozen = current("sao").freeze()
    change()
    assert frozen.load().integer("D.APPEAL") == 7
    assert current("sao").integer("D.APPEAL") == 5


def test_equal_values_are_frozen_once():
    assert current("sao").freeze() == current("town").freeze()
    assert current().hash == FrozenRulebook.objects.get().hash
    change()
    assert current().freeze().hash != FrozenRulebook.objects.first().hash


def test_a_frozen_rulebook_that_was_altered_is_not_believed():
    frozen = current().freeze()
    altered = dict(frozen.values)
    altered["D.APPEAL"] = altered["D.APPEAL"] | {"value": 1}
    FrozenRulebook.objects.filter(pk=frozen.pk).update(values=altered)
    with pytest.raises(RulebookAltered):
        FrozenRulebook.objects.get(pk=frozen.pk).load()


def test_a_loaded_rulebook_equals_the_one_that_was_frozen():
    book = current("university")
    loaded = book.freeze().load()
    assert loaded.hash == book.hash
    assert dict(loaded.values) == dict(book.values)


def test_seeding_again_adds_nothing_and_touches_nothing():
    change()
    before = list(RuleValue.objects.values())
    assert seeding.seed() == 0
    assert list(RuleValue.objects.values()) == before


def test_seeding_brings_back_what_is_missing():
    RuleValue.objects.filter(rule_id__in=["D.APPEAL", "R.VAT"]).delete()
    assert seeding.seed() == 2
    assert current().percent("R.VAT") == Decimal(7)


def test_a_value_of_the_release_says_so():
    row = history("TH.SPECIFIC.MAX")[0]
    assert (row.origin, row.proposed_by, row.approved_by, row.since_known) == (
        "release",
        "release",
        "",
        False,
    )
    assert row.source


def test_rules_are_found_by_the_clause_they_stand_on():
    assert {"D.APPEAL"} <= {one.rule_id for one in based_on("ACT.66")}
    assert {one.rule_id for one in based_on("REG.51")} == {"D.EBID.PUB"}


def test_scopes_go_from_the_class_to_everybody():
    assert rulebook.scopes_of("sao") == ("sao", "local", "")
    assert rulebook.scopes_of("department") == ("department", "")
    assert rulebook.scopes_of("") == ("",)
