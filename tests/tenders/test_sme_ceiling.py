"""An SME has its price preference only while its contracts of the calendar year and this bid stay within its size.

Siam Cloud bids 2,280,000 baht; Lanna Soft, an SME, bids 2,380,000 baht: 4.39 percent above, within the ten of an SME.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Category
from marketplace import audit
from marketplace.kernel import clock
from suppliers.kinds import Doc
from tenders.actions import evaluating
from tenders.actions.case import rules_for
from tenders.models import Lot
from tenders.ranking import ranked
from tenders.states import L
from tests.factories import purchases as p
from tests.factories.suppliers import proves

pytestmark = pytest.mark.django_db
LOW, SME_BID = 228_000_000, 238_000_000
SMALL_TRADE = 50_000_000_00
ROOM = SMALL_TRADE - SME_BID


@pytest.fixture
def play(cast):
    return p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))


def make_sme(play, size="small", sector="trade", until=dt.date(2027, 12, 31)):
    """Lanna Soft's registration as an SME, accepted by a registrar."""
    company = p.company_of(play.cast.lanna_owner)
    company.sme_size, company.sector = size, sector
    proves(company, Doc.SME_GP, until=until, registrar=play.cast.registrar.person)
    return company


def earlier(play, company, satang, on=dt.date(2026, 3, 2)):
    """A lot that the company has had under contract since a day."""
    p.drafted(play, budget_satang=max(satang, 60_000_000) if satang < 500_000_000 else 240_000_000)
    Lot.objects.filter(tender=play.tender).update(state=L.CONTRACTED, winner=company, award_satang=satang, contracted_on=on)


def winner(play, **more):
    """The company that ranks first."""
    p.judged(play, [(play.cast.siam_bidder, LOW), (play.cast.lanna_bidder, SME_BID)], **more)
    ranking = ranked(play.tender, rules_for(play.tender, clock.civil(play.now)))
    return play.tender.bids.get(ref=ranking.winner.key).company


@pytest.mark.parametrize(("contracts", "wins"), [(ROOM, True), (ROOM + 1, False)])
def test_contracts_of_the_year_and_this_bid_may_reach_the_ceiling_but_not_pass_it_by_a_satang(play, contracts, wins):
    company = make_sme(play)
    earlier(play, company, contracts)
    assert (winner(play) == company) is wins


@pytest.mark.parametrize(("day", "wins"), [(dt.date(2025, 12, 31), True), (dt.date(2026, 1, 1), False), (dt.date(2026, 12, 1), True)])
def test_only_contracts_of_the_calendar_year_up_to_the_bid_day_count(play, day, wins):
    company = make_sme(play)
    earlier(play, company, ROOM + 1, on=day)
    assert (winner(play) == company) is wins


def test_contracts_of_others_do_not_count(play):
    company = make_sme(play)
    earlier(play, p.company_of(play.cast.siam_owner), ROOM + 1)
    assert winner(play) == company


@pytest.mark.parametrize(
    ("size", "sector", "wins"), [("micro", "trade", False), ("medium", "trade", True), ("small", "", True), ("", "trade", False)]
)
def test_a_bid_alone_can_go_beyond_the_size_of_its_bidder(play, size, sector, wins):
    company = make_sme(play, size, sector)
    assert (winner(play) == company) is wins


def test_the_proposal_keeps_what_the_preference_rested_on(play):
    company = make_sme(play)
    earlier(play, company, 1_000_000_00)
    winner(play)
    with clock.shifted_to(play.now):
        evaluating.propose_winner(play.tender.lot, actor=play.cast.chair.actor)
    (entry,) = [entry for entry in audit.entries(root=("tender", play.tender.ref)) if entry.code == "tenders.winner_proposed"]
    rows = {row["supplier"]: row for row in entry.payload["ranking"]}
    assert (rows[company.ref]["sme_contracts_satang"], rows[company.ref]["sme_ceiling_satang"]) == (1_000_000_00, SMALL_TRADE)
    assert "sme_ceiling_satang" not in rows[p.company_of(play.cast.siam_owner).ref]


def test_the_committees_page_says_why_an_sme_has_no_preference(play):
    company = make_sme(play)
    earlier(play, company, ROOM + 1)
    winner(play)
    client = Client(headers={"accept-language": "en"})
    client.force_login(play.cast.chair.person)
    with clock.shifted_to(play.now):
        page = client.get(reverse("evaluation", args=[play.tender.ref])).content.decode()
    assert "No preference as an SME:" in page
    assert "50,000,000" in page


@pytest.mark.parametrize(("until", "wins"), [(dt.timedelta(0), True), (dt.timedelta(days=-1), False)])
def test_the_preference_is_gone_where_the_registration_had_lapsed_on_the_bid_day(play, until, wins):
    p.invited(play)
    company = make_sme(play, until=clock.civil(play.tender.bid_opens_at) + until)
    assert (winner(play, is_invited=True) == company) is wins
