"""A purchase by the specific method (56(2)(b)), from the catalogue to an accepted offer, by its real steps."""

from __future__ import annotations

import datetime as dt

from marketplace.kernel import clock
from marketplace.law.reference_price import PriceSource
from marketplace.procedure import act
from tenders.actions import negotiating, preparing
from tenders.methods import SPECIFIC_SMALL
from tenders.models import CommitteeKind, SeatRole
from tests.cast import Player
from tests.catalog import shelf
from tests.factories import purchases as p


def ordered(play: p.Play, seller: Player, price_satang: int) -> p.Play:
    """The head officer has accepted the seller's offer and the result is announced; nothing is written yet."""
    cast = play.cast
    with clock.shifted_to(play.now):
        version = shelf.live(cast, company="lanna", by=seller, price_satang=price_satang).live_version
        play.tender = preparing.start_purchase(
            actor=cast.officer.actor,
            title="จ้างเหมาบริการระบบสารบรรณอิเล็กทรอนิกส์",
            category=version.listing.category,
            method=SPECIFIC_SMALL,
            budget_satang=price_satang,
            need="ลดการใช้กระดาษ",
            budget_source="เทศบัญญัติงบประมาณ",
            delivery_days=30,
            method_reason="วงเงินไม่เกิน 500,000 บาท",
            items=[(version, 1, 1)],
        )
        order = {"actor": cast.officer.actor, "due_on": dt.date(2026, 12, 31)}
        preparing.appoint(play.tender, kind=CommitteeKind.TOR, order_no="1/2569", members=[(cast.chair.person, SeatRole.SOLE)], **order)
        alone = price_satang <= 10_000_000
        members = [(cast.inspector.person, SeatRole.SOLE if alone else SeatRole.CHAIR)]
        if not alone:
            members += [(cast.finance.person, SeatRole.MEMBER), (cast.administrator.person, SeatRole.MEMBER)]
        preparing.appoint(play.tender, kind=CommitteeKind.ACCEPTANCE, order_no="2/2569", members=members, **order)
    play.declare(cast.chair)
    with clock.shifted_to(play.now):
        preparing.save_terms(play.tender, actor=cast.chair.actor, sections=p.TERMS)
        preparing.finish_terms(play.tender, actor=cast.chair.actor)
        preparing.record_reference_price(
            play.tender,
            actor=cast.chair.actor,
            source=PriceSource.MARKET,
            amount_satang=price_satang,
            sources=[("ก", price_satang), ("ข", price_satang), ("ค", price_satang)],
            reason="ไม่มีราคากลางที่คำนวณหรือกำหนดไว้",
        )
    play.tender.refresh_from_db()
    play.step("submit_request", cast.officer)
    play.step("approve_request", cast.head_of_agency)
    company = p.company_of(seller)
    with clock.shifted_to(play.now):
        act(play.tender, "approach_supplier", actor=cast.officer.actor, suppliers=[company], reason="รายเดียวในพื้นที่")
        negotiating.write_offer(
            play.tender, actor=cast.officer.actor, company=company, first_satang=price_satang, price_satang=price_satang
        )
    play.tender.refresh_from_db()
    play.step("accept_offer", cast.head_officer)
    play.step("announce_award", cast.head_officer)
    for player in (cast.inspector, cast.finance, cast.administrator):
        play.declare(player)
    return play
