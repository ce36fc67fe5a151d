"""Penalties, taxes, duties, guarantees and bands: the worked examples of the law, and what always holds."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.law import guarantee, limits, penalty, scoring, tax
from marketplace.law.definitions import definitions
from marketplace.law.penalty import PenaltyKind, PenaltyTerms
from marketplace.law.reference_price import PriceSource, must_rule_out
from marketplace.law.rulebook import Entry, Rulebook

B = 100
amounts = st.integers(0, 10**13)
BOOK = Rulebook(
    {
        one.rule_id: Entry(
            one.rule_id,
            one.kind,
            one.unit,
            one.seed,
            "",
            one.layer,
            one.basis.code,
            one.confidence,
            "2017-08-23",
        )
        for one in definitions().values()
    }
)
BANDS = BOOK.bands("D.EBID.PUB")


def work(rate="0.10"):
    return penalty.terms(PenaltyKind.WORK, Decimal(rate), BOOK)


def test_twelve_days_late_with_a_system_of_2_400_000_baht():
    assert penalty.penalty(2_400_000 * B, 12, work()).total == 28_800 * B


def test_nine_days_late_with_goods_of_360_000_baht_undelivered():
    goods = penalty.terms(PenaltyKind.GOODS, Decimal("0.20"), BOOK)
    assert penalty.penalty(360_000 * B, 9, goods).total == 6_480 * B


def test_hire_of_work_costs_at_least_100_baht_a_day():
    assert penalty.penalty(50_000 * B, 3, work()).total == 300 * B
    assert penalty.penalty(50_000 * B, 3, penalty.terms(PenaltyKind.GOODS, Decimal("0.10"), BOOK)).total == 150 * B
    assert penalty.penalty(100_000 * B, 1, work()).per_day == 100 * B


def test_no_day_late_costs_nothing():
    assert penalty.days_late(dt.date(2026, 6, 10), dt.date(2026, 6, 10)) == 0
    assert penalty.days_late(dt.date(2026, 6, 10), dt.date(2026, 6, 1)) == 0
    assert penalty.days_late(dt.date(2026, 6, 10), dt.date(2026, 6, 22)) == 12
    assert penalty.penalty(2_400_000 * B, 0, work()).total == 0


@pytest.mark.parametrize(
    ("kind", "rate"),
    [
        (PenaltyKind.WORK, "0.11"),
        (PenaltyKind.WORK, "0.009"),
        (PenaltyKind.GOODS, "0.21"),
        (PenaltyKind.SYSTEM, "0.00"),
        (PenaltyKind.TRAFFIC, "0.20"),
        (PenaltyKind.CONSULTANCY, "0.20"),
    ],
)
def test_a_rate_outside_the_bounds_of_the_regulation_is_refused(kind, rate):
    with pytest.raises(penalty.UnlawfulRate):
        penalty.terms(kind, Decimal(rate), BOOK)


@pytest.mark.parametrize("kind", list(PenaltyKind))
def test_every_kind_accepts_its_own_bounds(kind):
    low, high = penalty.bounds(kind, BOOK)
    assert penalty.terms(kind, low, BOOK).rate == low
    assert penalty.terms(kind, high, BOOK).rate == high


def test_only_goods_are_charged_on_what_is_undelivered():
    assert [kind for kind in PenaltyKind if not kind.on_whole_price] == [PenaltyKind.GOODS]


def test_ten_percent_is_reached_on_day_100_and_exceeded_on_day_101():
    price = 2_400_000 * B
    limit = BOOK.percent("P.LD.TERMINATE")
    assert not penalty.calls_for_termination(penalty.penalty(price, 100, work()).total, price, limit)
    assert penalty.calls_for_termination(penalty.penalty(price, 101, work()).total, price, limit)
    assert penalty.first_day_over(price, price, work(), limit) == 101


def test_a_penalty_that_never_runs_never_calls_for_termination():
    assert penalty.first_day_over(100 * B, 0, work(), Decimal(10)) is None


@given(base=amounts, days=st.integers(0, 3000), rate=st.decimals("0.01", "0.20", places=2))
def test_a_penalty_is_rounded_once_and_grows_with_days_and_base(base, days, rate):
    agreed = PenaltyTerms(PenaltyKind.GOODS, rate)
    total = penalty.penalty(base, days, agreed).total
    assert abs(Decimal(total) - Decimal(base) * rate * days / 100) <= Decimal("0.5")
    assert total <= penalty.penalty(base, days + 1, agreed).total
    assert total <= penalty.penalty(base + 1, days, agreed).total


def test_a_negative_penalty_is_refused():
    with pytest.raises(ValueError, match="negative"):
        penalty.penalty(-1, 1, work())


def test_a_payment_of_107_000_baht_with_vat():
    paid = tax.payment(107_000 * B, BOOK, vat_registered=True, juristic=True)
    assert (paid.base, paid.vat, paid.withheld, paid.net) == (100_000 * B, 7_000 * B, 1_000 * B, 106_000 * B)


@pytest.mark.parametrize(
    ("total", "juristic", "withheld"),
    [(499_99, True, 0), (500 * B, True, 5 * B), (9_999_99, False, 0), (10_000 * B, False, 100 * B)],
)
def test_withholding_begins_at_the_amount_of_the_revenue_code(total, juristic, withheld):
    assert tax.payment(total, BOOK, vat_registered=False, juristic=juristic).withheld == withheld


def test_a_vendor_outside_vat_has_no_vat_in_the_price():
    paid = tax.payment(50_000 * B, BOOK, vat_registered=False, juristic=True)
    assert (paid.base, paid.vat, paid.net) == (50_000 * B, 0, 49_500 * B)


def test_a_late_penalty_lowers_what_is_paid_but_not_the_taxes():
    paid = tax.payment(107_000 * B, BOOK, vat_registered=True, juristic=True, penalty_satang=2_000 * B)
    assert (paid.withheld, paid.net) == (1_000 * B, 104_000 * B)


def test_a_penalty_above_the_payment_is_not_taken_from_it():
    with pytest.raises(ValueError, match="above what would be paid"):
        tax.payment(100 * B, BOOK, vat_registered=True, juristic=True, penalty_satang=200 * B)


@given(total=amounts, vat=st.booleans(), juristic=st.booleans())
def test_the_parts_of_a_payment_sum_to_the_whole(total, vat, juristic):
    paid = tax.payment(total, BOOK, vat_registered=vat, juristic=juristic)
    assert paid.base + paid.vat == paid.total == paid.net + paid.withheld
    assert 0 <= paid.withheld <= paid.base


@pytest.mark.parametrize(("price", "duty"), [(1_500_000, 1_500), (1_500_001, 1_501), (0, 0), (1, 1), (1_000, 1), (1_001, 2)])
def test_stamp_duty_is_one_baht_for_every_thousand_or_fraction(price, duty):
    assert tax.stamp_duty(price * B, BOOK.percent("R.STAMP")) == duty * B


def test_the_last_satang_opens_a_new_thousand():
    assert tax.stamp_duty(1_000 * B + 1, Decimal("0.1")) == 2 * B


@given(price=amounts)
def test_stamp_duty_is_whole_baht_and_never_less_than_its_rate(price):
    duty = tax.stamp_duty(price, Decimal("0.1"))
    assert duty % B == 0
    assert 0 <= duty * 1000 - price < 1000 * B


def test_a_contract_guarantee_is_five_percent():
    assert guarantee.contract_guarantee(2_400_000 * B, BOOK) == 120_000 * B
    assert guarantee.contract_guarantee(2_400_000 * B, BOOK, rate=Decimal(10)) == 240_000 * B


@pytest.mark.parametrize("rate", ["4.99", "10.01"])
def test_a_guarantee_outside_five_to_ten_percent_is_refused(rate):
    with pytest.raises(guarantee.UnlawfulRate):
        guarantee.contract_guarantee(100 * B, BOOK, rate=Decimal(rate))


def test_a_state_agency_gives_no_guarantee():
    assert guarantee.contract_guarantee(2_400_000 * B, BOOK, state_agency=True) == 0
    assert guarantee.bid_guarantee(9_000_000 * B, BOOK, state_agency=True) == 0


def test_a_bid_guarantee_is_due_only_over_five_million():
    assert guarantee.bid_guarantee(5_000_000 * B, BOOK) == 0
    assert guarantee.bid_guarantee(5_000_000 * B + 2 * B, BOOK) == 250_000 * B + 10


def test_a_guarantee_goes_back_within_fifteen_days():
    assert guarantee.return_by(dt.date(2026, 1, 1), BOOK) == dt.date(2026, 1, 16)


@pytest.mark.parametrize(
    ("budget", "days"),
    [(500_001, 5), (5_000_000, 5), (10_000_000, 10), (50_000_000, 12)],
)
def test_the_upper_amount_of_a_band_belongs_to_it(budget, days):
    assert limits.publication_days(BANDS, budget * B) == days


@pytest.mark.parametrize(("budget", "days"), [(5_000_000, 10), (10_000_000, 12), (50_000_000, 20)])
def test_one_satang_more_is_in_the_next_band(budget, days):
    assert limits.publication_days(BANDS, budget * B + 1) == days


def test_bands_without_an_open_end_are_refused():
    with pytest.raises(ValueError, match="end before"):
        limits.band_value([(10, 1)], 11)


@pytest.mark.parametrize(
    ("value", "capital"),
    [(1_000_000, 0), (1_000_001, 1_000_000), (10_000_000, 2_000_000), (500_000_001, 200_000_000)],
)
def test_capital_of_a_company_without_filed_accounts(value, capital):
    assert limits.capital_required(BOOK.bands("W.CAPITAL"), value * B) == capital * B


@pytest.mark.parametrize(("rule_id", "limit"), [("A.GENERAL", 200), ("A.SELECT", 100), ("A.SPECIFIC", 50)])
def test_the_head_orders_up_to_the_band_and_not_a_satang_more(rule_id, limit):
    most = BOOK.money(rule_id)
    assert most == limit * 10**6 * B
    assert limits.head_may_order(most, most)
    assert not limits.head_may_order(most, most + 1)


def test_ten_percent_over_budget_is_tolerated_and_not_a_satang_more():
    percent = BOOK.percent("P.OVERBUDGET")
    assert limits.within_tolerance(1_100_000 * B, 1_000_000 * B, percent)
    assert not limits.within_tolerance(1_100_000 * B + 1, 1_000_000 * B, percent)


def test_marks_weigh_price_and_count_a_missing_document_as_nothing():
    weights = {"price": Decimal(40), "proposal": Decimal(35), "service": Decimal(25)}
    scoring.check_weights(weights)
    marks = {"price": scoring.price_mark(900_000 * B, 1_000_000 * B), "proposal": Decimal(80)}
    assert marks["price"] == Decimal("90.00")
    assert scoring.weighted(marks, weights) == Decimal("64.00")


@pytest.mark.parametrize(
    "weights",
    [
        {"price": Decimal(40), "proposal": Decimal(50)},
        {"proposal": Decimal(100)},
        {"price": Decimal(0), "proposal": Decimal(100)},
        {"price": Decimal(110), "proposal": Decimal(-10)},
    ],
)
def test_weights_sum_to_a_hundred_and_price_is_among_them(weights):
    with pytest.raises(scoring.UnbalancedWeights):
        scoring.check_weights(weights)


def test_the_lowest_price_has_the_full_mark_and_nothing_is_lower():
    assert scoring.price_mark(1, 1) == Decimal("100.00")
    with pytest.raises(ValueError, match="lowest"):
        scoring.price_mark(2, 1)


def test_earlier_sources_of_a_reference_price_are_ruled_out_first():
    assert must_rule_out(PriceSource.DATABASE) == ()
    assert must_rule_out(PriceSource.MARKET) == (
        PriceSource.COMPUTED,
        PriceSource.DATABASE,
        PriceSource.STANDARD,
    )
    assert must_rule_out(PriceSource.OTHER) == tuple(PriceSource)[:5]
