"""Purchases by the specific method (56(2)(b)), stage by stage, from the catalogue to the announced order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from catalog.models import ListingVersion
from marketplace.kernel import clock
from marketplace.law.reference_price import PriceSource
from marketplace.procedure import act
from suppliers.models import Company
from tenders.actions import negotiating, preparing
from tenders.methods import SPECIFIC_SMALL
from tenders.models import CommitteeKind, Offer, SeatRole
from tests.cast import Cast, Player
from tests.catalog import shelf
from tests.factories import purchases as p
from tests.replay import replayed

ONE_INSPECTOR_UP_TO = 10_000_000


def on_sale(play: p.Play, company: str, price_satang: int, *, by: Player | None = None) -> ListingVersion:
    """A live listing of the cast's company `company` at this price."""
    with clock.shifted_to(play.now):
        version = shelf.live(play.cast, company=company, by=by, price_satang=price_satang).live_version
    assert version is not None
    return version


@replayed
def drafted(play: p.Play, version: ListingVersion, budget_satang: int, *others: ListingVersion) -> p.Play:
    """The request report is complete and waits to be submitted."""
    cast = play.cast
    with clock.shifted_to(play.now):
        play.tender = preparing.start_purchase(
            actor=cast.officer.actor, title="จ้างเหมาบริการระบบสารบรรณอิเล็กทรอนิกส์", category=version.listing.category,
            method=SPECIFIC_SMALL, budget_satang=budget_satang, need="ลดการใช้กระดาษ", budget_source="เทศบัญญัติงบประมาณ",
            delivery_days=30, method_reason="วงเงินไม่เกิน 500,000 บาท", items=[(chosen, 1, 1) for chosen in (version, *others)],
        )  # fmt: skip
        appoint(play, CommitteeKind.TOR, "1/2569", [(cast.chair, SeatRole.SOLE)])
        appoint(play, CommitteeKind.ACCEPTANCE, "2/2569", acceptors(cast, alone=budget_satang <= ONE_INSPECTOR_UP_TO))
    play.declare(cast.chair)
    with clock.shifted_to(play.now):
        preparing.save_terms(play.tender, actor=cast.chair.actor, sections=p.TERMS)
        preparing.finish_terms(play.tender, actor=cast.chair.actor)
        preparing.record_reference_price(
            play.tender, actor=cast.chair.actor, source=PriceSource.MARKET, amount_satang=budget_satang,
            sources=[(name, budget_satang) for name in "กขค"], reason="ไม่มีราคากลางที่คำนวณหรือกำหนดไว้",
        )  # fmt: skip
    play.tender.refresh_from_db()
    return play


def acceptors(cast: Cast, *, alone: bool) -> list[tuple[Player, SeatRole]]:
    """Who accepts: one inspector alone, or a chair and two members."""
    if alone:
        return [(cast.inspector, SeatRole.SOLE)]
    return [(cast.inspector, SeatRole.CHAIR), (cast.finance, SeatRole.MEMBER), (cast.administrator, SeatRole.MEMBER)]


def appoint(play: p.Play, kind: CommitteeKind, order_no: str, people: Sequence[tuple[Player, SeatRole]]) -> None:
    """The officer drafts an order that appoints these people."""
    preparing.appoint(
        play.tender, actor=play.cast.officer.actor, kind=kind, order_no=order_no, due_on=dt.date(2027, 12, 31),
        members=[(player.person, role) for player, role in people],
    )  # fmt: skip


@replayed
def approved(play: p.Play, version: ListingVersion, budget_satang: int, *others: ListingVersion) -> p.Play:
    """The request is approved by the head of agency."""
    drafted(play, version, budget_satang, *others)
    play.step("submit_request", play.cast.officer)
    play.step("approve_request", play.cast.head_of_agency)
    return play


def approach(play: p.Play, *companies: Company, reason: str = "") -> None:
    """The officer approaches these companies."""
    with clock.shifted_to(play.now):
        act(play.tender, "approach_supplier", actor=play.cast.officer.actor, suppliers=list(companies), reason=reason)
    play.tender.refresh_from_db()


def offer(play: p.Play, company: Company, first_satang: int, price_satang: int, **more: Any) -> Offer:
    """The officer writes down what the company offered and what was negotiated."""
    with clock.shifted_to(play.now):
        return negotiating.write_offer(
            play.tender, actor=play.cast.officer.actor, company=company, first_satang=first_satang, price_satang=price_satang, **more
        )


@replayed
def ordered(play: p.Play, seller: Player, price_satang: int) -> p.Play:
    """The head officer has accepted the offer of the seller (of Lanna) and the result is announced; nothing is signed yet."""
    approved(play, on_sale(play, "lanna", price_satang, by=seller), price_satang)
    company = p.company_of(seller)
    approach(play, company, reason="รายเดียวในพื้นที่")
    offer(play, company, price_satang, price_satang)
    play.step("accept_offer", play.cast.head_officer)
    play.step("announce_award", play.cast.head_officer)
    play.declare(play.cast.inspector, play.cast.finance, play.cast.administrator)
    return play
