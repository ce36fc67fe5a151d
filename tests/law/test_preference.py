"""Price preferences: who wins at its own price, to the satang."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.law.definitions import definition
from marketplace.law.preference import CEILINGS, Offer, Preference, ceiling, rank, within_ceiling

B = 100
LOW = Offer("low", 1_000_000 * B)


class Rates:
    """The rates of the law, and a chosen order."""

    def __init__(self, order="lowest_price"):
        self.order = order

    def percent(self, rule_id):
        return {"P.SME": Decimal(10), "P.MIT": Decimal(5), "P.SME+MIT": Decimal(15), "P.THAI": Decimal(3)}[rule_id]

    def choice(self, rule_id):
        assert rule_id == "H.PREFERENCE.ORDER"
        return self.order


def winner(*offers, order="lowest_price"):
    return rank(offers, Rates(order)).winner.key


@pytest.mark.parametrize(
    ("price", "marks", "wins"),
    [
        (1_100_000 * B, {"sme": True}, True),
        (1_100_000 * B + 1, {"sme": True}, False),
        (1_050_000 * B, {"mit": True}, True),
        (1_050_000 * B + 1, {"mit": True}, False),
        (1_150_000 * B, {"sme": True, "mit": True}, True),
        (1_150_000 * B + 1, {"sme": True, "mit": True}, False),
        (1_000_001 * B, {}, False),
    ],
)
def test_a_dearer_bid_within_its_preference_wins_at_its_own_price(price, marks, wins):
    ranking = rank([LOW, Offer("other", price, **marks)], Rates())
    assert ranking.winner.key == ("other" if wins else "low")
    assert ranking.winner.price == (price if wins else LOW.price)


@pytest.mark.parametrize(("price", "wins"), [(1_030_000 * B, True), (1_030_000 * B + 1, False)])
def test_a_thai_bidder_is_preferred_to_a_foreign_one_by_three_percent(price, wins):
    foreign = Offer("foreign", 1_000_000 * B, thai=False)
    assert winner(foreign, Offer("thai", price)) == ("thai" if wins else "foreign")


def test_a_preference_does_not_count_against_a_lowest_bid_that_has_it_too():
    assert winner(Offer("low", 1_000_000 * B, sme=True), Offer("other", 1_050_000 * B, sme=True)) == "low"


def test_what_the_lowest_bid_lacks_still_counts():
    sme = Offer("low", 1_000_000 * B, sme=True)
    assert winner(sme, Offer("both", 1_050_000 * B, sme=True, mit=True)) == "both"
    assert winner(sme, Offer("both", 1_050_000 * B + 1, sme=True, mit=True)) == "low"


def test_of_several_within_their_preference_the_rule_value_decides():
    offers = (LOW, Offer("sme", 1_080_000 * B, sme=True), Offer("both", 1_120_000 * B, sme=True, mit=True))
    assert winner(*offers) == "sme"
    assert winner(*offers, order="largest_preference") == "both"


def test_of_equal_prices_the_first_received_ranks_first():
    assert winner(Offer("first", 100), Offer("second", 100)) == "first"
    assert winner(LOW, Offer("first", 1_080_000 * B, sme=True), Offer("second", 1_080_000 * B, sme=True)) == "first"


def test_the_ranking_explains_itself():
    ranking = rank([Offer("sme", 1_080_000 * B, sme=True), LOW], Rates())
    assert [line.offer.key for line in ranking.lines] == ["low", "sme"]
    assert (ranking.lines[1].over, ranking.lines[1].preference, ranking.lines[1].allowance) == (
        8,
        Preference.SME,
        10,
    )
    assert ranking.by_preference is Preference.SME
    assert [offer.key for offer in ranking.order] == ["sme", "low"]


def test_nothing_to_rank_is_refused():
    with pytest.raises(ValueError, match="no bid"):
        rank([], Rates())


def test_an_sme_keeps_its_preference_up_to_the_revenue_of_its_size():
    assert within_ceiling(49_000_000 * B, 1_000_000 * B, 50_000_000 * B)
    assert not within_ceiling(49_000_000 * B, 1_000_000 * B + 1, 50_000_000 * B)


offers = st.lists(
    st.builds(
        Offer,
        key=st.uuids().map(str),
        price=st.integers(1, 10**12),
        sme=st.booleans(),
        mit=st.booleans(),
        thai=st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@given(offers, st.sampled_from(["lowest_price", "largest_preference"]))
def test_the_winner_is_the_lowest_or_at_most_fifteen_percent_above_with_a_preference(bids, order):
    ranking = rank(bids, Rates(order))
    assert ranking.lowest.price == min(bid.price for bid in bids)
    if ranking.winner is not ranking.lowest:
        assert ranking.by_preference is not None
        assert ranking.winner.price * 100 <= ranking.lowest.price * 115
    assert sorted(offer.key for offer in ranking.order) == sorted(bid.key for bid in bids)


@given(offers)
def test_without_any_mark_the_lowest_price_wins(bids):
    plain = [Offer(bid.key, bid.price) for bid in bids]
    assert rank(plain, Rates()).winner.price == min(bid.price for bid in plain)


class Amounts:
    """Every amount is told apart by the last part of its rule's name."""

    def money(self, rule_id):
        return {
            "S.SME.MICRO": 1, "S.SME.SMALL.TRADE": 2, "S.SME.SMALL.MFG": 3, "S.SME.MEDIUM.TRADE": 4, "S.SME.MEDIUM.MFG": 5,
        }[rule_id]  # fmt: skip


@pytest.mark.parametrize(
    ("size", "sector", "found"),
    [
        ("micro", "trade", 1),
        ("micro", "manufacturing", 1),
        ("small", "trade", 2),
        ("small", "manufacturing", 3),
        ("medium", "trade", 4),
        ("medium", "manufacturing", 5),
        ("small", "", 2),
        ("medium", "", 4),
        ("", "trade", 0),
    ],
)
def test_the_ceiling_follows_from_size_and_sector_and_is_the_lower_one_where_the_sector_is_not_known(size, sector, found):
    assert ceiling(size, sector, Amounts()) == found


def test_every_ceiling_is_a_rule_value_with_its_basis():
    for rule_id in set(CEILINGS.values()):
        assert (definition(rule_id).basis.code, definition(rule_id).confidence) == ("MR.SME", "OWN-H")
