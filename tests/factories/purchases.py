"""Purchases for tests, built the only way a purchase can be built: by taking its steps as the right people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from catalog.models import Category
from marketplace.kernel import clock
from marketplace.kernel.models import StoredFile, Verdict
from marketplace.law.reference_price import PriceSource
from marketplace.procedure import act
from suppliers.models import Company
from tenders.actions import bidding, evaluating, opening, preparing, requesting
from tenders.methods import EBIDDING_PRICE
from tenders.models import Bid, CommitteeKind, Seat, SeatRole, Tender
from tenders.models.bid import BidDocumentKind
from tenders.ranking import CHECKS
from tenders.states import B, S, T
from tests.cast import Cast, Player
from tests.replay import replayed

#: Monday morning of a month without holidays.
MONDAY = dt.datetime(2026, 9, 7, 9, 0, tzinfo=clock.BANGKOK)
PASSPHRASE = "ม้าสีน้ำตาลวิ่งข้ามทุ่งกว้าง 2569"
TERMS = [
    {"key": "scope", "title": "ขอบเขตของงาน", "text": "พัฒนาระบบขออนุญาตก่อสร้างผ่านเว็บไซต์ พร้อมติดตั้งและอบรม"},
    {"key": "payment", "title": "การจ่ายเงิน", "text": "งวดที่ 1 ร้อยละ 40 งวดที่ 2 ร้อยละ 60"},
]


@dataclass
class Play:
    """One purchase being played: who plays, what they made, and what time it is on their clock."""

    cast: Cast
    category: Category
    now: dt.datetime = MONDAY
    tender: Tender = field(default=None)  # type: ignore[assignment]
    serial: int = 0

    def at(self, moment: dt.datetime) -> Play:
        """Let the following steps happen at `moment`."""
        self.now = moment
        return self

    def step(self, name: str, who: Player, **inputs: object) -> None:
        """Take a step of the tender."""
        with clock.shifted_to(self.now):
            act(self.tender, name, actor=who.actor, **inputs)
        self.tender.refresh_from_db()

    def declare(self, *people: Player) -> None:
        """Members declare that they have no conflict of interest."""
        with clock.shifted_to(self.now):
            for player in people:
                for seat in Seat.objects.filter(committee__tender=self.tender, person=player.person, state=S.APPOINTED):
                    act(seat, "declare", actor=player.actor, confirmed=True)


def company_of(player: Player) -> Company:
    """The player's company."""
    return Company.objects.get(organisation=player.organisation)


def stored(name: str = "proposal.pdf", serial: int = 0) -> StoredFile:
    """A clean file as the gate leaves one."""
    return StoredFile.objects.create(
        ref=f"F-{name}-{StoredFile.objects.count()}-{serial}", name=name, kind="pdf", size=10, sha256=f"{StoredFile.objects.count():064x}",
        path=f"x/{name}-{StoredFile.objects.count()}", verdict=Verdict.CLEAN, scanner="test", received_at=clock.read(), received_by="P-test",
    )  # fmt: skip


@replayed
def drafted(play: Play, *, budget_satang: int = 240_000_000, comment_round: bool = True) -> Play:
    """An e-bidding purchase whose request report is complete."""
    cast = play.cast
    with clock.shifted_to(play.now):
        line = requesting.draft_plan_line(
            actor=cast.officer.actor, title="ระบบขออนุญาตก่อสร้างออนไลน์", category=play.category, budget_satang=budget_satang,
            budget_source="เทศบัญญัติงบประมาณ", fiscal_year=2569, month=dt.date(2026, 9, 1),
        )  # fmt: skip
        requesting.publish_plan_line(line, actor=cast.head_of_agency.actor)
        play.tender = preparing.start_purchase(
            actor=cast.officer.actor, title="จ้างพัฒนาระบบขออนุญาตก่อสร้างออนไลน์", category=play.category, method=EBIDDING_PRICE,
            budget_satang=budget_satang, plan_line=line, need="ลดเวลาขออนุญาต", budget_source="เทศบัญญัติงบประมาณ",
            delivery_days=120, method_reason="วงเงินเกิน 500,000 บาท", comment_round=comment_round,
        )  # fmt: skip
        due = dt.date(2026, 12, 31)
        appoint = {"actor": cast.officer.actor, "due_on": due}
        preparing.appoint(play.tender, kind=CommitteeKind.TOR, order_no="1/2569", members=[(cast.chair.person, SeatRole.SOLE)], **appoint)
        preparing.appoint(
            play.tender, kind=CommitteeKind.EVALUATION, order_no="2/2569",
            members=[(cast.chair.person, SeatRole.CHAIR), (cast.member.person, SeatRole.MEMBER), (cast.second_member.person, SeatRole.MEMBER)], **appoint,
        )  # fmt: skip
        preparing.appoint(
            play.tender, kind=CommitteeKind.ACCEPTANCE, order_no="3/2569",
            members=[(cast.inspector.person, SeatRole.CHAIR), (cast.finance.person, SeatRole.MEMBER), (cast.administrator.person, SeatRole.MEMBER)],
            actor=cast.officer.actor, due_on=dt.date(2027, 12, 31),
        )  # fmt: skip
    play.declare(cast.chair, cast.member, cast.second_member)
    with clock.shifted_to(play.now):
        preparing.save_terms(play.tender, actor=cast.chair.actor, sections=TERMS)
        preparing.finish_terms(play.tender, actor=cast.chair.actor)
        preparing.record_reference_price(
            play.tender, actor=cast.chair.actor, source=PriceSource.MARKET, amount_satang=231_500_000,
            sources=[("ก", 230_000_000), ("ข", 231_500_000), ("ค", 233_000_000)], reason="ไม่มีราคากลางที่คำนวณหรือกำหนดไว้",
        )  # fmt: skip
    play.tender.refresh_from_db()
    return play


@replayed
def approved(play: Play, **kwargs: object) -> Play:
    """Its request is approved."""
    drafted(play, **kwargs)  # type: ignore[arg-type]
    play.step("submit_request", play.cast.officer)
    play.step("approve_request", play.cast.head_of_agency)
    return play


@replayed
def invited(play: Play, **kwargs: object) -> Play:
    """Its invitation is published, without a round of comments."""
    approved(play, comment_round=False, **kwargs)
    for player in (play.cast.chair, play.cast.head_officer, play.cast.key_officer):
        with clock.shifted_to(play.now):
            from tenders.models import OfficerKey

            if not OfficerKey.objects.filter(person=player.person).exists():
                opening.enrol(actor=player.actor, passphrase=PASSPHRASE)
    play.step("waive_comments", play.cast.head_of_agency, reason="งานมีลักษณะทั่วไป")
    play.step("publish_invitation", play.cast.head_officer)
    return play


def bid(
    play: Play,
    who: Player,
    price_satang: int,
    *,
    at: dt.datetime | None = None,
    kinds: Sequence[BidDocumentKind] = (BidDocumentKind.COMPANY, BidDocumentKind.TECHNICAL),
) -> Bid:
    """A sealed bid, handed in half an hour into the window unless told otherwise."""
    moment = at or play.tender.bid_opens_at + dt.timedelta(minutes=30)
    with clock.shifted_to(moment):
        made = bidding.draft_bid(play.tender, actor=who.actor)
        for kind in kinds:
            bidding.add_document(made, actor=who.actor, kind=kind, file=stored(serial=price_satang))
        return bidding.submit(made, actor=who.actor, price_satang=price_satang)


@replayed
def opened(play: Play, prices: Sequence[tuple[Player, int]], *, is_invited: bool = False, **kwargs: object) -> Play:
    """Its envelopes are open. `is_invited`: the invitation was published before."""
    if not is_invited:
        invited(play, **kwargs)
    for who, price in prices:
        bid(play, who, price)
    play.at(play.tender.bid_closes_at + dt.timedelta(minutes=5))
    with clock.shifted_to(play.now):
        opening.hand_in_share(play.tender, actor=play.cast.chair.actor, passphrase=PASSPHRASE)
        opening.hand_in_share(play.tender, actor=play.cast.head_officer.actor, passphrase=PASSPHRASE)
    play.step("open_bids", play.cast.head_officer)
    return play


@replayed
def judged(play: Play, prices: Sequence[tuple[Player, int]], *, reject: Sequence[Player] = (), **kwargs: object) -> Play:
    """Every bid is judged on the working day after the bid day."""
    opened(play, prices, **kwargs)  # type: ignore[arg-type]
    from tenders.actions.case import evaluation_day

    play.at(clock.at(evaluation_day(play.tender), dt.time(10)))
    chair = play.cast.chair.actor
    rejected = {company_of(player).pk for player in reject}
    with clock.shifted_to(play.now):
        for made in play.tender.bids.filter(state=B.OPENED):
            if made.company_id in rejected:
                evaluating.reject(made, actor=chair, reason="เอกสารไม่ครบ")
                continue
            for code in CHECKS:
                evaluating.record_check(made, actor=chair, code=code, passed=True)
            evaluating.find_compliant(made, actor=chair)
    play.tender.refresh_from_db()
    return play


@replayed
def announced(play: Play, prices: Sequence[tuple[Player, int]], **kwargs: object) -> Play:
    """Its award is announced; the standstill runs."""
    judged(play, prices, **kwargs)  # type: ignore[arg-type]
    with clock.shifted_to(play.now):
        evaluating.propose_winner(play.tender.lot, actor=play.cast.chair.actor)
    play.tender.refresh_from_db()
    play.step("submit_result", play.cast.chair, single_reason="ราคาเหมาะสม")
    play.step("approve_result", play.cast.head_of_agency)
    play.step("announce_award", play.cast.head_officer)
    assert play.tender.state == T.AWARDED
    return play
