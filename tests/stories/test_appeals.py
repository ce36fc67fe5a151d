"""Appeals against an award (s. 114–119): who, when, and that nothing is signed meanwhile. Each test is one sentence."""

from __future__ import annotations

import datetime as dt

import pytest

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.kernel import clock
from marketplace.law import clauses
from marketplace.procedure import act, perform
from tenders.actions.ending import file_appeal
from tenders.models import Appeal
from tenders.states import A, L, T
from tests.cast import Player
from tests.factories import purchases as p
from tests.factories.purchases import Play
from tests.stories.conftest import refused
from tests.stories.test_ebidding import proposed, signing_day, signs

pytestmark = pytest.mark.django_db

TEXT = "ข้อเสนอทางเทคนิคของผู้ชนะไม่มีหนังสือรับรองผลงานตามที่ประกาศกำหนด"


@pytest.fixture
def awarded(play: Play) -> Play:
    """Lanna has won; Siam has lost; the standstill runs."""
    p.announced(play, [(play.cast.siam_bidder, 230_000_000), (play.cast.lanna_bidder, 228_000_000)])
    return play


def appeals(play: Play, who: Player | None = None, *, at: dt.datetime | None = None, text: str = TEXT) -> Appeal:
    with clock.shifted_to(at or play.now):
        return file_appeal(play.tender, actor=(who or play.cast.siam_bidder).actor, text=text)


def decide(play: Play, appeal: Appeal, step: str, who: Player, *, at: dt.datetime | None = None, **inputs: str) -> None:
    given = {} if step in {"admit", "lapse", "withdraw"} else {"reason": "เหตุผลตามข้อเท็จจริง", **inputs}
    with clock.shifted_to(at or play.now):
        act(appeal, step, actor=who.actor, **given)
    appeal.refresh_from_db()


def in_committee(play: Play) -> Appeal:
    appeal = appeals(play)
    decide(play, appeal, "admit", play.cast.officer)
    decide(play, appeal, "forward", play.cast.head_of_agency)
    return appeal


def sign_is_locked(play: Play, at: dt.datetime) -> bool:
    with refused() as why:
        signs(play, at)
    return set(why) == {"lot_without_open_appeal"}


# ------------------------------------------------------------------ who and when
def test_only_who_has_bid_may_appeal(awarded: Play) -> None:
    with refused() as why:
        appeals(awarded, awarded.cast.isan_owner)
    assert why["appellant_has_bid"].basis is clauses.ACT_114


def test_the_last_day_of_the_standstill_is_still_in_time_and_the_next_is_not(awarded: Play) -> None:
    last = awarded.tender.standstill_until
    assert last is not None
    with refused() as why:
        appeals(awarded, at=clock.at(last + dt.timedelta(days=1), dt.time(0)))
    assert set(why) == {"within_appeal_period"}
    assert appeals(awarded, at=clock.at(last, dt.time(23, 59))).state == A.FILED


def test_an_appeal_says_what_happened(awarded: Play) -> None:
    with refused() as why:
        appeals(awarded, text="ไม่ยุติธรรม")
    assert set(why) == {"appeal_has_text"}


def test_a_bidder_has_one_open_appeal_at_a_time(awarded: Play) -> None:
    appeals(awarded)
    with refused() as why:
        appeals(awarded)
    assert set(why) == {"one_appeal_at_a_time"}
    assert Appeal.objects.count() == 1


# ------------------------------------------------------------------ the lock
def test_an_open_appeal_locks_signing_however_late_it_is(awarded: Play) -> None:
    appeal = appeals(awarded)
    assert sign_is_locked(awarded, signing_day(awarded))
    decide(awarded, appeal, "admit", awarded.cast.officer)
    assert sign_is_locked(awarded, signing_day(awarded) + dt.timedelta(days=60))
    decide(awarded, appeal, "forward", awarded.cast.head_of_agency)
    assert sign_is_locked(awarded, signing_day(awarded) + dt.timedelta(days=200))


def test_a_dismissed_appeal_unlocks_signing(awarded: Play) -> None:
    decide(awarded, in_committee(awarded), "dismiss", awarded.cast.appeals)
    signs(awarded, signing_day(awarded))
    assert awarded.tender.lot.state == L.CONTRACTED


def test_an_appeal_that_is_withdrawn_or_not_admitted_unlocks_signing(awarded: Play) -> None:
    decide(awarded, appeals(awarded), "withdraw", awarded.cast.siam_bidder)
    second = appeals(awarded)
    assert sign_is_locked(awarded, signing_day(awarded))
    decide(awarded, second, "refuse_admission", awarded.cast.head_officer, ground="115.1")
    signs(awarded, signing_day(awarded))
    assert awarded.tender.lot.state == L.CONTRACTED


def test_an_appeal_lapses_when_the_committees_time_is_over_and_not_a_day_before(awarded: Play) -> None:
    appeal = in_committee(awarded)
    assert appeal.due_on is not None
    with refused() as why, clock.shifted_to(clock.at(appeal.due_on, dt.time(23))):
        perform(appeal, "lapse", actor=Actor.system())
    assert set(why) == {"committee_time_over"}
    after = clock.at(appeal.due_on + dt.timedelta(days=1), dt.time(1))
    decide(awarded, appeal, "extend", awarded.cast.appeals)
    with refused() as why, clock.shifted_to(after):
        perform(appeal, "lapse", actor=Actor.system())
    assert set(why) == {"committee_time_over"}
    late = clock.at(appeal.due_on + dt.timedelta(days=1), dt.time(1))
    with clock.shifted_to(late):
        act(appeal, "lapse", actor=Actor.system())
    signs(awarded, late + dt.timedelta(hours=9))
    assert awarded.tender.lot.state == L.CONTRACTED


def test_the_committee_extends_its_time_twice_at_most(awarded: Play) -> None:
    appeal = in_committee(awarded)
    for _ in range(2):
        decide(awarded, appeal, "extend", awarded.cast.appeals)
    with refused() as why:
        decide(awarded, appeal, "extend", awarded.cast.appeals)
    assert set(why) == {"extension_left"}


@pytest.mark.parametrize("way", ["agree", "uphold"])
def test_an_accepted_appeal_undoes_the_award_and_the_evaluation_begins_anew(awarded: Play, way: str) -> None:
    cast = awarded.cast
    if way == "agree":
        appeal = appeals(awarded)
        decide(awarded, appeal, "admit", cast.officer)
        decide(awarded, appeal, "agree", cast.head_of_agency)
    else:
        appeal = in_committee(awarded)
        decide(awarded, appeal, "uphold", cast.appeals)
    with refused() as why:
        signs(awarded, signing_day(awarded))
    assert set(why) == {"lot_without_accepted_appeal"}
    awarded.step("redo_evaluation", cast.head_of_agency, reason="ปฏิบัติตามคำวินิจฉัย")
    assert (awarded.tender.state, awarded.tender.lot.state, awarded.tender.standstill_until) == (T.EVALUATING, L.OPEN, None)
    proposed(awarded)
    awarded.step("submit_result", cast.chair)
    awarded.step("approve_result", cast.head_of_agency)
    awarded.step("announce_award", cast.head_officer)
    signs(awarded, signing_day(awarded))
    assert awarded.tender.lot.state == L.CONTRACTED, "an appeal that was carried out no longer stands in the way"


def test_without_an_accepted_appeal_the_evaluation_is_not_taken_up_again(awarded: Play) -> None:
    decide(awarded, in_committee(awarded), "dismiss", awarded.cast.appeals)
    with refused() as why:
        awarded.step("redo_evaluation", awarded.cast.head_of_agency, reason="อยากทบทวน")
    assert set(why) == {"appeal_accepted"}


def test_while_an_appeal_is_open_the_winner_is_not_replaced(awarded: Play) -> None:
    appeals(awarded)
    with refused() as why:
        awarded.step("replace_winner", awarded.cast.head_of_agency, reason="ผู้ชนะไม่มาลงนาม")
    assert set(why) == {"no_open_appeal"}


def test_the_agency_does_not_decide_what_lies_with_the_committee(awarded: Play) -> None:
    appeal = in_committee(awarded)
    with refused() as why:
        decide(awarded, appeal, "dismiss", awarded.cast.head_of_agency)
    assert set(why) == {"wrong_duty"}
    with refused() as why:
        decide(awarded, appeal, "agree", awarded.cast.head_of_agency)
    assert set(why) == {"wrong_state"}


@pytest.mark.parametrize("ground", ["", "118", "ไม่มีเหตุผล"])
def test_an_appeal_is_refused_admission_only_on_a_ground_that_the_law_lists(awarded: Play, ground: str) -> None:
    appeal = appeals(awarded)
    with refused() as why:
        decide(awarded, appeal, "refuse_admission", awarded.cast.head_officer, ground=ground)
    assert set(why) == {"ground_of_inadmissibility"}
    assert why["ground_of_inadmissibility"].basis is clauses.ACT_115
    decide(awarded, appeal, "refuse_admission", awarded.cast.head_officer, ground="MR.3")
    entry = next(entry for entry in audit.entries(root=("tender", awarded.tender.ref)) if entry.step == "refuse_admission" and entry.target)
    assert entry.payload["ground"] == "MR.3"
