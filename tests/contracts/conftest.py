"""An e-bidding purchase whose award may be signed, and the orders and contracts that come of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.models import Category
from marketplace.contracts.actions import drafting
from marketplace.contracts.models import Contract, Delivery
from marketplace.kernel import clock
from marketplace.procedure import act
from suppliers.models import Company
from tests.cast import Cast, Player
from tests.factories import purchases as p
from tests.factories.papers import PDF
from tests.replay import replayed

PRICE = 228_000_000  # 2,280,000 baht, VAT included
CONFIRMED = {"confirmed": True}


@pytest.fixture(autouse=True)
def _files_stay_in_the_test(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def play(cast: Cast) -> p.Play:
    """The cast's companies and a category; nothing is bought yet."""
    category = Category.objects.get(code="construction-permit")
    Company.objects.update(vat_registered=True)
    return p.Play(cast=cast, category=category)


@dataclass
class Deal:
    """One contract being lived through: who acts, and what day it is."""

    play: p.Play
    now: dt.datetime
    contract: Contract = None  # type: ignore[assignment]

    @property
    def cast(self) -> Cast:
        return self.play.cast

    @property
    def party(self) -> Player:
        return self.cast.lanna_owner

    @property
    def acceptors(self) -> tuple[Player, ...]:
        return (self.cast.inspector, self.cast.finance, self.cast.administrator)

    def on(self, day: dt.date, hour: int = 10) -> Deal:
        self.now = clock.at(day, dt.time(hour))
        return self

    def step(self, name: str, who: Player, obj: Any = None, **inputs: Any) -> Any:
        """Take a step of the contract (or of `obj`) as the web would."""
        with clock.shifted_to(self.now):
            done = act(obj if obj is not None else self.contract, name, actor=who.actor, **inputs)
        self.contract = Contract.objects.get(pk=self.contract.pk)
        return done

    def delivery(self, number: int = 1) -> Delivery:
        return self.contract.deliveries.get(number=number)

    def drafted(self) -> Deal:
        with clock.shifted_to(self.now):
            self.contract = drafting.draft(self.play.tender.lot, actor=self.cast.officer.actor)
        return self

    def terms(self, **changes: Any) -> Deal:
        """Write the terms: two instalments, 40 and 60 percent, unless told otherwise."""
        contract = self.contract
        told: dict[str, Any] = {
            "kind": contract.kind,
            "subject": contract.subject,
            "place": "สำนักปลัดเทศบาล",
            "penalty_kind": contract.penalty_kind,
            "penalty_rate": contract.penalty_rate,
            "warranty_months": contract.warranty_months,
            "lines": [{"description": "พัฒนาระบบ", "quantity": 1, "unit": "ระบบ", "unit_price_satang": PRICE}],
            "instalments": [
                {"title": "ออกแบบ", "amount_satang": PRICE * 4 // 10, "due_days": 30},
                {"title": "ส่งมอบระบบ", "amount_satang": PRICE * 6 // 10, "due_days": 120},
            ],
        }
        self.step("set_terms", self.cast.officer, **(told | changes))
        return self

    @replayed
    def offered(self, **changes: Any) -> Deal:
        self.drafted().terms(**changes).step("offer", self.cast.officer)
        return self

    def guaranteed(self) -> Deal:
        day = clock.civil(self.now)
        given = {"kind": "e_lg", "issuer": "ธนาคารกรุงไทย", "number": "LG-1", "dated_on": day}
        self.step("give_guarantee", self.party, amount_satang=self.contract.guarantee_satang, **given)
        self.step("check_guarantee", self.cast.officer)
        return self

    @replayed
    def signed(self, **changes: Any) -> Deal:
        self.offered(**changes).guaranteed()
        self.step("party_sign", self.party, **CONFIRMED)
        self.step("sign", self.cast.head_of_agency, **CONFIRMED)
        return self

    def delivered(self, number: int = 1, on: dt.date | None = None) -> Delivery:
        delivery = self.delivery(number)
        self.on(on or delivery.due_on)
        self.step("redeliver" if delivery.state == "defective" else "deliver", self.party, delivery, note="ใบส่งของ 1")
        return self.delivery(number)

    def inspected(self, number: int = 1, *findings: bool) -> Delivery:
        """Everybody on the committee records a finding; all find it correct unless told otherwise."""
        for player, accepts in zip(self.acceptors, findings or (True, True, True), strict=True):
            self.step("inspect", player, self.delivery(number), accepts=accepts, note="" if accepts else "เมนูค้นหาใช้ไม่ได้")
        return self.delivery(number)

    def accepted(self, number: int = 1, on: dt.date | None = None) -> Delivery:
        self.delivered(number, on)
        return self.inspected(number)

    def invoiced(self, number: int = 1) -> Delivery:
        self.step("submit_invoice", self.party, self.delivery(number), invoice=f"IV-{number}", dated_on=clock.civil(self.now))
        return self.delivery(number)

    def paid(self, number: int = 1) -> Delivery:
        slip = SimpleUploadedFile("slip.pdf", PDF, "application/pdf")
        self.step("pay", self.cast.finance, self.delivery(number), reference="KTB-1", paid_on=clock.civil(self.now), evidence=slip)
        return self.delivery(number)


@replayed
def won(play: p.Play) -> Deal:
    """Lanna Soft has won the e-bidding for 2,280,000 baht; the first day of signing has come."""
    p.announced(play, [(play.cast.siam_bidder, 230_000_000), (play.cast.lanna_bidder, PRICE)])
    for player in (play.cast.inspector, play.cast.finance, play.cast.administrator):
        play.declare(player)
    assert play.tender.earliest_signing_on is not None
    return Deal(play, clock.at(play.tender.earliest_signing_on, dt.time(10)))


@pytest.fixture
def deal(play: p.Play) -> Deal:
    """An e-bidding purchase whose award may be signed."""
    return won(play)
