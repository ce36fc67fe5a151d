"""What the clock does in a purchase by itself: it says that a date was reached, once, and lets appeals lapse."""

from __future__ import annotations

import datetime as dt

import pytest

from catalog.models import Category
from marketplace import audit
from marketplace.kernel import clock
from marketplace.procedure import perform
from marketplace.procedure.waking import wake
from tenders.actions import ending
from tenders.states import A
from tests.factories import purchases as p

pytestmark = pytest.mark.django_db
PRICES = (230_000_000, 228_000_000)


@pytest.fixture
def play(cast):
    return p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))


def announced(play):
    return p.announced(play, [(play.cast.siam_bidder, PRICES[0]), (play.cast.lanna_bidder, PRICES[1])])


def told(play, code):
    return [entry for entry in audit.entries(root=("tender", play.tender.ref)) if entry.code == f"tenders.{code}"]


def wake_at(moment):
    with clock.shifted_to(moment):
        return wake()


def test_the_close_of_the_bid_window_is_written_down_once_and_not_a_second_too_early(play):
    p.invited(play)
    closes = play.tender.bid_closes_at
    assert wake_at(closes - dt.timedelta(seconds=1)) == []
    assert wake_at(closes) == [play.tender.ref]
    assert wake_at(closes + dt.timedelta(hours=1)) == []
    (entry,) = told(play, "bid_window_closed")
    assert (entry.actor.kind, entry.payload["due_at"]) == ("system", closes.isoformat())


def test_waking_a_purchase_does_not_make_the_page_of_anybody_stale(play):
    p.invited(play)
    before = play.tender.version
    wake_at(play.tender.bid_closes_at)
    play.tender.refresh_from_db()
    assert play.tender.version == before


def test_the_end_of_the_comment_period_is_told_on_the_morning_after_its_last_day(play):
    p.approved(play)
    play.step("publish_draft", play.cast.head_officer)
    last = play.tender.comments_until
    assert wake_at(clock.at(last, dt.time(23, 59))) == []
    assert wake_at(clock.at(last + dt.timedelta(days=1), dt.time(8, 30))) == [play.tender.ref]
    assert len(told(play, "comment_period_ended")) == 1


def test_the_committees_day_and_the_day_of_signing_are_each_told(play):
    announced(play)
    assert wake_at(clock.at(play.tender.earliest_signing_on, dt.time(8, 30))) == [play.tender.ref]
    assert len(told(play, "signing_day_came")) == 1


def test_a_purchase_that_moved_on_before_the_clock_came_is_left_in_peace(play):
    """Opened, judged and reported before any job ran: the day of evaluation is not told afterwards."""
    announced(play)
    wake_at(clock.at(play.tender.standstill_until, dt.time(12)))
    assert told(play, "evaluation_day_came") == []
    assert told(play, "bid_window_closed") == []


def appealed(play):
    announced(play)
    cast = play.cast
    with clock.shifted_to(clock.at(play.tender.standstill_until, dt.time(10))):
        appeal = ending.file_appeal(play.tender, actor=cast.siam_bidder.actor, text="ผู้ชนะไม่มีผลงานตามประกาศ")
        perform(appeal, "admit", actor=cast.officer.actor)
        perform(appeal, "forward", actor=cast.head_of_agency.actor, reason="หน่วยงานเห็นว่าผู้ชนะมีผลงานครบ")
    return appeal


def test_an_appeal_lapses_the_day_after_the_committees_last_day_and_is_done_by_the_system(play):
    appeal = appealed(play)
    assert appeal.ref not in wake_at(clock.at(appeal.due_on, dt.time(23, 59)))
    appeal.refresh_from_db()
    assert appeal.state == A.IN_COMMITTEE
    assert appeal.ref in wake_at(clock.at(appeal.due_on + dt.timedelta(days=1), dt.time(0, 1)))
    appeal.refresh_from_db()
    assert appeal.state == A.LAPSED
    (entry,) = told(play, "appeal_lapsed")
    assert (entry.actor.kind, entry.actor.duty) == ("system", "system")
    assert appeal.ref not in wake_at(clock.at(appeal.due_on + dt.timedelta(days=2)))


def test_a_committee_that_extended_its_time_keeps_the_appeal(play):
    appeal = appealed(play)
    first = appeal.due_on
    with clock.shifted_to(clock.at(first, dt.time(10))):
        perform(appeal, "extend", actor=play.cast.appeals.actor, reason="รอเอกสารเพิ่ม")
    assert appeal.ref not in wake_at(clock.at(first + dt.timedelta(days=1), dt.time(9)))
    assert told(play, "appeal_lapsed") == []
