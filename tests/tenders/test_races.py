"""Two people at one instant, on real connections: one comes first, the other gets a reason, and nothing happens twice."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from catalog.models import Category
from marketplace import audit
from marketplace.accounts.actions.duties import grant
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Person
from marketplace.audit import verification
from marketplace.kernel import clock
from marketplace.procedure import Refused, act, perform
from suppliers.models import Company
from tenders.actions import bidding, evaluating, opening
from tenders.actions.ending import file_appeal
from tenders.models import Bid, Lot, Seat, Tender
from tenders.models.bid import BidDocumentKind
from tenders.states import A, B, L, T
from tests.cast import Cast, Player
from tests.factories import purchases as p
from tests.factories.purchases import Play

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

PRICES = (230_000_000, 228_000_000)
Outcome = str | frozenset[str]
DONE = "done"


@pytest.fixture
def play(cast: Cast) -> Play:
    Company.objects.update(vat_registered=True)
    return Play(cast=cast, category=Category.objects.get(code="construction-permit"))


Attempt = tuple[dt.datetime, Callable[[], Any]]


def at_once(*attempts: Attempt, line: Tender | None = None) -> list[Outcome]:
    """Each attempt in a thread and connection of its own, at its own moment: `done`, or the rules that refused it.

    With `line` the order is certain: each waits for this purchase behind the one before, then all may go.
    """
    outcomes: list[Any] = [None] * len(attempts)
    gate = threading.Barrier(1 if line else len(attempts))

    def run(number: int, moment: dt.datetime, attempt: Callable[[], Any]) -> None:
        try:
            with clock.shifted_to(moment):
                gate.wait(30)
                attempt()
            outcomes[number] = DONE
        except Refused as refused:
            outcomes[number] = frozenset(refusal.code for refusal in refused.refusals)
        except BaseException as failure:
            outcomes[number] = failure
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, *attempt)) for number, attempt in enumerate(attempts)]
    with transaction.atomic():
        if line:
            Tender.objects.select_for_update(of=("self",), no_key=True).get(pk=line.pk)
        for number, thread in enumerate(threads, start=1):
            thread.start()
            if line:
                _until_waiting(number)
    for thread in threads:
        thread.join(60)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    assert verification.verify().breaches == []
    return outcomes


def _until_waiting(number: int) -> None:
    """Until so many connections to this database wait for a lock."""
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
            if cursor.fetchone()[0] >= number:
                return
        threading.Event().wait(0.02)
    raise AssertionError("nobody waits for the purchase")


def once(outcomes: list[Outcome], *reasons: set[str]) -> None:
    """One attempt succeeded; every other was refused for one of these reasons."""
    assert outcomes.count(DONE) == 1, outcomes
    assert all(outcome in [frozenset(reason) for reason in reasons] for outcome in outcomes if outcome != DONE), outcomes


def written(code: str) -> int:
    """How many entries of this event the log has."""
    return sum(entry.event.code == code for entry in audit.entries())


def step(play: Play, name: str, who: Player, **inputs: Any) -> Callable[[], Any]:
    """Taking the step from a page that shows the purchase as it is now."""
    tender, seen = Tender.objects.get(pk=play.tender.pk), play.tender.version
    return lambda: act(tender, name, actor=who.actor, seen=seen, **inputs)


def test_two_colleagues_hand_in_one_companys_bid_once(play: Play) -> None:
    p.invited(play)
    colleague = Person.objects.create(email="second@talat.example", title="นาย", given_name="คู่", family_name="งาน", ref="P-second")
    with audit.unit():
        grant(actor=Actor.system(), person=colleague, organisation=play.cast.siam, duty=Duty.BIDDER)
    moment = play.tender.bid_opens_at + dt.timedelta(minutes=1)
    pair = [play.cast.siam_bidder, Player(colleague, play.cast.siam)]
    with clock.shifted_to(moment):
        draft = bidding.draft_bid(play.tender, actor=pair[0].actor)
        for kind in (BidDocumentKind.COMPANY, BidDocumentKind.TECHNICAL):
            bidding.add_document(draft, actor=pair[0].actor, kind=kind, file=p.stored())

    def hands_in(who: Player, price: int) -> Callable[[], Any]:
        own = Bid.objects.get(pk=draft.pk)
        return lambda: bidding.submit(own, actor=who.actor, price_satang=price)

    outcomes = at_once(*[(moment, hands_in(who, price)) for who, price in zip(pair, PRICES, strict=True)])
    once(outcomes, {"bids_once"})
    bid = Bid.objects.get()
    winner = pair[outcomes.index(DONE)].person
    assert (bid.state, bid.received_by_id, written("tenders.bid_sealed")) == (B.SEALED, winner.pk, 1)
    assert bid.sha256 in bid.receipt


def test_two_colleagues_who_open_the_page_at_once_share_one_draft(play: Play) -> None:
    p.invited(play)
    actor = play.cast.siam_bidder.actor
    moment = play.tender.bid_opens_at
    assert at_once(*[(moment, lambda: bidding.draft_bid(play.tender, actor=actor))] * 3) == [DONE] * 3
    assert Bid.objects.count() == 1


def test_a_request_is_approved_once(play: Play) -> None:
    p.drafted(play)
    play.step("submit_request", play.cast.officer)
    once(at_once(*[(play.now, step(play, "approve_request", play.cast.head_of_agency)) for _ in range(3)]), {"stale_page"})
    assert written("tenders.request_approved") == 1


def test_approving_and_returning_at_once_is_one_of_both(play: Play) -> None:
    p.drafted(play)
    play.step("submit_request", play.cast.officer)
    head = play.cast.head_of_agency
    outcomes = at_once(
        (play.now, step(play, "approve_request", head)),
        (play.now, step(play, "return_request", head, reason="ขอให้ทบทวน")),
    )
    once(outcomes, {"stale_page"})
    assert written("tenders.request_approved") + written("tenders.request_returned") == 1


def test_envelopes_are_opened_once(play: Play) -> None:
    _ready_to_open(play)
    cast = play.cast
    once(at_once(*[(play.now, step(play, "open_bids", who)) for who in (cast.head_officer, cast.chair)]), {"stale_page"})
    assert (written("tenders.bids_opened"), written("tenders.bid_opened")) == (1, 2)


def _ready_to_open(play: Play) -> None:
    p.invited(play)
    for who, price in zip((play.cast.siam_bidder, play.cast.lanna_bidder), PRICES, strict=True):
        p.bid(play, who, price)
    play.at(play.tender.bid_closes_at + dt.timedelta(minutes=5))
    with clock.shifted_to(play.now):
        for holder in (play.cast.chair, play.cast.head_officer):
            opening.hand_in_share(play.tender, actor=holder.actor, passphrase=p.PASSPHRASE)
    play.tender.refresh_from_db()


def test_a_share_is_handed_in_once(play: Play) -> None:
    p.invited(play)
    chair = play.cast.chair.actor
    moment = play.tender.bid_closes_at + dt.timedelta(minutes=5)
    tenders = [Tender.objects.get(pk=play.tender.pk) for _ in range(2)]
    attempts = [(moment, lambda t=t: opening.hand_in_share(t, actor=chair, passphrase=p.PASSPHRASE)) for t in tenders]
    once(at_once(*attempts), {"handed_in"})
    assert written("tenders.key_share_handed_in") == 1


def test_a_bid_of_the_last_second_is_opened_or_refused_but_never_left_behind(play: Play) -> None:
    """Its transaction began in time and is slow; the head officer opens meanwhile."""
    p.invited(play)
    p.bid(play, play.cast.lanna_bidder, PRICES[1])
    last = play.tender.bid_closes_at
    with clock.shifted_to(last):
        late = bidding.draft_bid(play.tender, actor=play.cast.siam_bidder.actor)
        for kind in (BidDocumentKind.COMPANY, BidDocumentKind.TECHNICAL):
            bidding.add_document(late, actor=play.cast.siam_bidder.actor, kind=kind, file=p.stored())
    play.at(last + dt.timedelta(minutes=5))
    with clock.shifted_to(play.now):
        for holder in (play.cast.chair, play.cast.head_officer):
            opening.hand_in_share(play.tender, actor=holder.actor, passphrase=p.PASSPHRASE)
    play.tender.refresh_from_db()
    outcomes = at_once(
        (last, lambda: bidding.submit(late, actor=play.cast.siam_bidder.actor, price_satang=PRICES[0])),
        (play.now, step(play, "open_bids", play.cast.head_officer)),
    )
    assert outcomes[1] == DONE
    states = dict(Bid.objects.values_list("company__ref", "state"))
    if outcomes[0] == DONE:
        assert set(states.values()) == {B.OPENED}
    else:
        assert outcomes[0] == frozenset({"tender_is_inviting"})
        assert sorted(states.values()) == sorted([B.DRAFT, B.OPENED])


def test_opening_waits_for_a_bid_that_is_on_its_way(play: Play) -> None:
    """The shared lock of a bid: whoever opens gets it only when the bid's transaction has ended."""
    _ready_to_open(play)
    inside, go = threading.Event(), threading.Event()
    order: list[str] = []

    def slow_bid() -> None:
        bid = Bid.objects.filter(state=B.SEALED).select_related("tender").first()
        with audit.unit():
            bidding._hold_opening(bid)
            inside.set()
            go.wait(10)
            order.append("bid")

    def opens() -> None:
        assert inside.wait(10)
        threading.Timer(0.3, go.set).start()
        with clock.shifted_to(play.now):
            step(play, "open_bids", play.cast.head_officer)()
        order.append("opened")

    assert at_once((play.now, slow_bid), (play.now, opens)) == [DONE, DONE]
    assert order == ["bid", "opened"]


def test_who_recuses_first_does_not_submit_the_result_any_more(play: Play) -> None:
    cast = play.cast
    p.judged(play, list(zip((cast.siam_bidder, cast.lanna_bidder), PRICES, strict=True)))
    with clock.shifted_to(play.now):
        evaluating.propose_winner(play.tender.lot, actor=cast.chair.actor)
    play.tender.refresh_from_db()
    seat = Seat.objects.get(committee__tender=play.tender, committee__kind="evaluation", person=cast.member.person)
    outcomes = at_once(
        (play.now, lambda: perform(seat, "recuse", actor=cast.member.actor, reason="ญาติเป็นกรรมการบริษัท")),
        (play.now, step(play, "submit_result", cast.member)),
        line=play.tender,
    )
    assert outcomes == [DONE, frozenset({"wrong_duty"})]
    assert Tender.objects.get().state == T.EVALUATING


def _awarded(play: Play) -> tuple[dt.datetime, dt.datetime]:
    """The last moment for an appeal and the first for signing; the guarantee is recorded."""
    cast = play.cast
    p.announced(play, list(zip((cast.siam_bidder, cast.lanna_bidder), PRICES, strict=True)))
    Lot.objects.update(guarantee_recorded=True)
    last, first = play.tender.standstill_until, play.tender.earliest_signing_on
    assert last is not None
    assert first is not None
    return clock.at(last, dt.time(23, 59)), clock.at(first, dt.time(8, 30))


def _signs(play: Play) -> Callable[[], Any]:
    lot = Lot.objects.get(tender=play.tender)
    return lambda: perform(lot, "sign", actor=play.cast.head_of_agency.actor, contract="C-1")


def test_a_lot_is_signed_once(play: Play) -> None:
    _last, first = _awarded(play)
    once(at_once(*[(first, _signs(play)) for _ in range(2)]), {"wrong_state"})
    assert written("tenders.lot_contracted") == 1


def test_a_signature_that_waits_behind_an_appeal_is_refused(play: Play) -> None:
    last, first = _awarded(play)
    text = "ข้อเสนอทางเทคนิคของผู้ชนะไม่มีหนังสือรับรองผลงานตามที่ประกาศกำหนด"
    tender = Tender.objects.get(pk=play.tender.pk)
    outcomes = at_once(
        (last, lambda: file_appeal(tender, actor=play.cast.siam_bidder.actor, text=text)), (first, _signs(play)), line=play.tender
    )
    assert outcomes == [DONE, frozenset({"lot_without_open_appeal"})]
    assert Lot.objects.get().state == L.AWARDED
    assert tender.appeals.get().state == A.FILED


def test_a_bidder_appeals_once(play: Play) -> None:
    last, _first = _awarded(play)
    text = "ข้อเสนอทางเทคนิคของผู้ชนะไม่มีหนังสือรับรองผลงานตามที่ประกาศกำหนด"
    tenders = [Tender.objects.get(pk=play.tender.pk) for _ in range(2)]
    outcomes = at_once(*[(last, lambda t=t: file_appeal(t, actor=play.cast.siam_bidder.actor, text=text)) for t in tenders])
    assert outcomes.count(DONE) == 1
    assert play.tender.appeals.count() == 1
