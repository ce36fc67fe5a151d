"""Which prices count for a question: the steps of narrowing, enough or not, own prices, exclusions. Pure."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.prices import Case, Price, Tier, total_for
from marketplace.pricing.evidence import Ask, Evidence, Kind, Limits, ladder, work_out

DAY = dt.date(2026, 11, 17)
LIMITS = Limits(5, 3)


def ask(**more: object) -> Ask:
    return Ask(category="e-document", unit="user-month", case=Case(50, 12), on=DAY, **more)  # type: ignore[arg-type]


def price(number: int, satang: int, supplier: str = "", kind: Kind = Kind.LISTED, **more: object) -> Evidence:
    told = {"quantity": 50, "term": 12, "region": "north", **more}
    return Evidence(
        key=f"{kind}-{number}", kind=kind, supplier=supplier or f"S-{number}", supplier_th="ก", title_th="ก", page="/", dated_on=DAY,
        total_satang=satang, case_satang=satang, **told,
    )  # type: ignore[arg-type]  # fmt: skip


def keys(found: object) -> list[str]:
    return sorted(row.key for row in found)  # type: ignore[attr-defined]


def test_the_narrowest_step_with_enough_prices_is_used_and_every_step_says_what_it_holds() -> None:
    near = [price(number, 100 + number, alike=True) for number in range(5)]
    far = [price(number, 200 + number, alike=True, region="south") for number in range(5, 8)]
    other = [price(number, 300 + number) for number in range(8, 12)]
    question = ask(alike_to={}, region="north")
    found = work_out(Kind.LISTED, [*near, *far, *other], question, LIMITS, {})
    assert [(step.code, step.prices, step.suppliers, step.used) for step in found.steps] == [
        ("alike_region", 5, 5, True), ("alike", 8, 8, False), ("every", 12, 12, False),
    ]  # fmt: skip
    assert keys(found.counted) == keys(near)
    broader = work_out(Kind.LISTED, [*near[:4], *far, *other], question, LIMITS, {})
    assert [step.code for step in broader.steps if step.used] == ["alike"]
    broadest = work_out(Kind.LISTED, [*near[:2], *other], question, LIMITS, {})
    assert [step.code for step in broadest.steps if step.used] == ["every"]


@pytest.mark.parametrize(
    ("suppliers", "enough"), [(["a", "b", "c", "d"], False), (["a", "a", "b", "b", "b"], False), (["a", "a", "b", "b", "c"], True)]
)
def test_fewer_than_five_prices_or_three_suppliers_are_not_enough(suppliers: list[str], enough: bool) -> None:
    found = work_out(Kind.LISTED, [price(n, 100, who) for n, who in enumerate(suppliers)], ask(), LIMITS, {})
    assert found.enough is enough
    assert (len(found.counted), found.suppliers) == (len(suppliers), len(set(suppliers)))


def test_own_prices_never_count_whatever_else_is_said() -> None:
    rows = [price(n, 100 + n, "own" if n < 3 else "") for n in range(8)]
    found = work_out(Kind.LISTED, rows, ask(judged=frozenset({"own"})), LIMITS, {})
    assert "own" not in {row.supplier for row in (*found.counted, *found.out)}
    assert keys(found.own) == ["listed-0", "listed-1", "listed-2"]
    assert found.figures is not None
    assert found.figures.least == 103


def test_a_price_left_out_keeps_its_reason_and_may_make_the_rest_too_few() -> None:
    rows = [price(n, 100 + n) for n in range(4)] + [price(9, 900)]
    before = work_out(Kind.LISTED, rows, ask(), LIMITS, {})
    assert before.unusual == {"listed-9"}
    assert before.enough  # unusual, and still counted
    after = work_out(Kind.LISTED, rows, ask(), LIMITS, {"listed-9": "รวมงานติดตั้ง", "unknown": "x"})
    assert (after.enough, after.excluded, keys(after.out)) == (False, {"listed-9": "รวมงานติดตั้ง"}, ["listed-9"])
    assert after.figures is not None
    assert after.figures.most == 103


def test_paid_prices_are_narrowed_by_kind_of_agency_and_by_quantity() -> None:
    rows = [price(n, 100, kind=Kind.PAID, agency_class="sao", quantity=quantity) for n, quantity in enumerate([16, 17, 50, 150, 151])]
    found = work_out(Kind.PAID, rows, ask(agency_class="sao"), LIMITS, {})
    assert [(step.code, step.prices) for step in found.steps] == [("agency_quantity", 3), ("quantity", 3), ("every", 5)]
    assert [code for code, _fits in ladder(Kind.PAID, ask())] == ["quantity", "every"]


@settings(deadline=None)
@given(st.integers(1, 10**9), st.integers(1, 5000), st.integers(1, 60))
def test_a_price_for_the_same_quantity_is_brought_over_unchanged_and_twice_as_much_costs_twice(
    total: int, quantity: int, term: int
) -> None:
    question = Ask(category="c", unit="u", case=Case(quantity, term), on=DAY, factor=730)
    assert question.scaled(total, quantity, term) == total
    double = Ask(category="c", unit="u", case=Case(2 * quantity, term), on=DAY)
    assert double.scaled(total, quantity, term) == 2 * total
    assert abs(question.each(total) * quantity * term * 730 - total) * 2 <= quantity * term * 730


def test_the_unit_price_of_a_listing_comes_back_from_its_total() -> None:
    stated = Price(unit_satang=290_00, tiers=(Tier(40, 250_00),), factor=730)
    question = Ask(category="c", unit="vcpu-hour", case=Case(50, 12), on=DAY, factor=730)
    assert question.each(total_for(stated, question.case, __import__("decimal").Decimal(7)).total_satang) == 250_00
