"""My work, the inbox and the first page while one e-bidding goes from request to award."""

import pytest

from catalog.models import Category
from marketplace import audit
from marketplace.kernel import clock
from marketplace.notifications.models import Message
from marketplace.web import deadlines, front
from marketplace.web.work import desk
from tenders.actions.case import evaluation_day
from tests.factories import purchases as p

pytestmark = pytest.mark.django_db


@pytest.fixture
def play(cast):
    return p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))


def refs(items):
    return {item.ref for item in items}


def told(person):
    audit.deliver()
    return " ".join(Message.objects.filter(person=person).values_list("title_th", flat=True))


def test_a_drafted_request_waits_for_the_officer_and_is_seen_by_the_head(play):
    p.drafted(play)
    ref = play.tender.ref
    assert ref in refs(desk(play.cast.officer.actor).for_me)
    assert ref in refs(desk(play.cast.head_of_agency.actor).for_others)


def test_a_purchase_never_lies_on_the_desk_of_another_agency(play):
    p.drafted(play)
    shown = desk(play.cast.other_officer.actor)
    assert play.tender.ref not in refs([*shown.for_me, *shown.for_others, *shown.ahead])


def test_until_the_window_closes_the_bid_day_lies_ahead_and_the_first_page_shows_it(play):
    p.invited(play)
    closes = play.tender.bid_closes_at
    with clock.shifted_to(play.tender.published_at):
        (item,) = [item for item in desk(play.cast.officer.actor).ahead if item.ref == play.tender.ref]
        assert item.due == closes
        assert [line.title for line in front.open_now()] == [play.tender.title]
    with clock.shifted_to(closes):
        assert front.open_now() == []


def test_a_key_holder_is_asked_only_after_the_window_closed(play):
    p.invited(play)
    with clock.shifted_to(play.tender.published_at):
        assert not [item for item in desk(play.cast.chair.actor).for_me if "กุญแจ" in str(item.todo)]
    with clock.shifted_to(play.tender.bid_closes_at):
        assert [item for item in desk(play.cast.chair.actor).for_me if "กุญแจ" in str(item.todo)]


def test_a_sealed_bid_is_told_to_nobody_and_lies_on_its_own_desk_only(play):
    p.invited(play)
    p.bid(play, play.cast.siam_bidder, 230_000_000)
    audit.deliver()
    codes = set(Message.objects.values_list("route", flat=True))
    assert not {code for code in codes if "bid_sealed" in code}
    with clock.shifted_to(play.tender.bid_opens_at):
        assert play.tender.ref in refs(desk(play.cast.siam_bidder.actor).ahead)
        for other in (play.cast.lanna_bidder, play.cast.auditor):
            shown = desk(other.actor)
            assert play.tender.ref not in refs([*shown.for_me, *shown.ahead, *shown.for_others])


def test_after_the_opening_the_committee_works_and_every_bidder_is_told(play):
    cast = play.cast
    p.opened(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)])
    with clock.shifted_to(play.tender.opened_at):
        assert play.tender.ref in refs(desk(cast.member.actor).ahead)
    with clock.shifted_to(clock.at(evaluation_day(play.tender), deadlines.MORNING)):
        assert play.tender.ref in refs(desk(cast.member.actor).for_me)
    assert "เปิดซองข้อเสนอแล้ว" in told(cast.siam_bidder.person)
    assert "เปิดซองข้อเสนอแล้ว" in told(cast.lanna_bidder.person)
    assert "เปิดซองข้อเสนอแล้ว" not in told(cast.isan_owner.person)


def test_no_message_about_an_open_bid_names_a_price(play):
    cast = play.cast
    p.announced(play, [(cast.siam_bidder, 230_017_300), (cast.lanna_bidder, 228_019_900)])
    audit.deliver()
    everything = " ".join(f"{m.title_th} {m.body_th} {m.title_en} {m.body_en}" for m in Message.objects.all())
    for price in ("2,300,173", "230017300", "2,280,199", "228019900"):
        assert price not in everything


def test_the_demo_clock_finds_every_date_of_the_purchase(play):
    cast = play.cast
    p.announced(play, [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)])
    moments = deadlines.of_tender(play.tender.ref)
    assert play.tender.bid_opens_at in moments
    assert clock.at(play.tender.earliest_signing_on, deadlines.MORNING) in moments
    assert min(moment for moment in moments if moment > play.tender.bid_opens_at) >= play.tender.bid_closes_at


def test_an_officers_desk_costs_few_queries_whatever_lies_on_it(play, django_assert_max_num_queries):
    p.drafted(play)
    actor = play.cast.officer.actor
    with django_assert_max_num_queries(22):
        desk(actor)
