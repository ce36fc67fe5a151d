"""Red flags: vectors of each unit, raising, idempotence, closing with a reason."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from marketplace import audit
from marketplace.kernel import clock
from marketplace.law.reference_price import PriceSource
from marketplace.oversight import cases
from marketplace.oversight.actions import flagging
from marketplace.oversight.flags import r003, units
from marketplace.oversight.flags.past import Purchase
from marketplace.oversight.flags.r011 import together
from marketplace.oversight.models import Flag
from marketplace.oversight.states import F
from marketplace.procedure import Refused, act
from tenders.actions import preparing
from tenders.methods import SPECIFIC_SMALL
from tenders.models import CommitteeKind, SeatRole
from tests.catalog import shelf
from tests.factories import purchases as p

ROOT = Path(__file__).resolve().parents[2]
BAHT = 100


def bought(ref: str, day: int, baht: int) -> Purchase:
    return Purchase(ref, dt.date(2026, 1, 1) + dt.timedelta(days=day), baht * BAHT)


@pytest.mark.parametrize(
    ("own", "others", "flagged"),
    [
        (bought("B", 10, 300_000), [bought("A", 0, 300_000)], ["A", "B"]),
        (bought("B", 10, 500_000), [], []),
        (bought("B", 10, 200_000), [bought("A", 0, 300_000)], []),
        (bought("B", 10, 200_001), [bought("A", 0, 300_000)], ["A", "B"]),
        (bought("B", 90, 300_000), [bought("A", 0, 300_000)], ["A", "B"]),
        (bought("B", 91, 300_000), [bought("A", 0, 300_000)], []),
        (bought("B", 10, 300_000), [bought("A", 0, 500_000)], ["A", "B"]),
        (bought("B", 10, 300_000), [bought("A", 0, 500_001)], []),
        (bought("B", 10, 600_000), [bought("A", 0, 300_000)], []),
        (bought("C", 20, 200_000), [bought("A", 0, 200_000), bought("B", 5, 200_000)], ["A", "B", "C"]),
    ],
)
def test_purchases_belong_together_within_the_window_each_within_the_limit_and_above_it_in_sum(own, others, flagged) -> None:
    found = together(own, others, limit=500_000 * BAHT, days=90, least=2)
    assert [purchase.ref for purchase in found] == flagged


def test_fewer_purchases_than_the_least_are_no_splitting() -> None:
    assert together(bought("B", 1, 300_000), [bought("A", 0, 300_000)], limit=500_000 * BAHT, days=90, least=3) == []


@pytest.mark.parametrize(("satang", "band"), [(1, 0), (50_000_000, 0), (50_000_001, 1)])
def test_an_upper_amount_belongs_to_its_band(satang: int, band: int) -> None:
    assert r003._band([[50_000_000, 5], [None, 20]], satang) == band


def test_every_unit_is_documented_and_accuses_nobody() -> None:
    for unit in units().values():
        text = (ROOT / "docs" / "red-flags" / f"{unit.code}.md").read_text(encoding="utf-8")
        assert unit.code in text
        assert f"Version {unit.version}" in text
        for said in (text, str(unit.title), str(unit.sentence), str(unit.question)):
            assert not re.search(r"corrupt|fraud|ทุจริต|โกง", said, re.IGNORECASE)


def asked(play: p.Play, baht: int, day: dt.date) -> str:
    """A small purchase of the same category whose request is approved on `day`."""
    cast, price = play.cast, baht * BAHT
    play.at(clock.at(day, dt.time(10)))
    with clock.shifted_to(play.now):
        version = shelf.live(cast, company="lanna", by=cast.lanna_owner, price_satang=price).live_version
        play.tender = preparing.start_purchase(
            actor=cast.officer.actor, title="จ้างระบบสารบรรณอิเล็กทรอนิกส์", category=version.listing.category, method=SPECIFIC_SMALL,
            budget_satang=price, need="ลดการใช้กระดาษ", budget_source="เทศบัญญัติ", delivery_days=30,
            method_reason="วงเงินไม่เกิน 500,000 บาท", items=[(version, 1, 1)],
        )  # fmt: skip
        order = {"actor": cast.officer.actor, "due_on": dt.date(2027, 12, 31)}
        preparing.appoint(play.tender, kind=CommitteeKind.TOR, order_no="1", members=[(cast.chair.person, SeatRole.SOLE)], **order)
        members = [
            (cast.inspector.person, SeatRole.CHAIR),
            (cast.finance.person, SeatRole.MEMBER),
            (cast.administrator.person, SeatRole.MEMBER),
        ]
        preparing.appoint(play.tender, kind=CommitteeKind.ACCEPTANCE, order_no="2", members=members, **order)
    play.declare(cast.chair)
    with clock.shifted_to(play.now):
        preparing.save_terms(play.tender, actor=cast.chair.actor, sections=p.TERMS)
        preparing.finish_terms(play.tender, actor=cast.chair.actor)
        preparing.record_reference_price(
            play.tender, actor=cast.chair.actor, source=PriceSource.MARKET, amount_satang=price,
            sources=[("ก", price), ("ข", price), ("ค", price)], reason="ไม่มีราคากลางที่กำหนดไว้",
        )  # fmt: skip
    play.tender.refresh_from_db()
    play.step("submit_request", cast.officer)
    play.step("approve_request", cast.head_of_agency)
    return play.tender.ref


pytestmark = pytest.mark.django_db


def raised() -> list[tuple[str, str]]:
    return list(Flag.objects.order_by("pk").values_list("code", "tender__ref"))


def test_purchases_that_exceed_the_limit_together_are_flagged_at_the_one_that_exceeds_it(play: p.Play) -> None:
    first = asked(play, 300_000, dt.date(2026, 9, 7))
    audit.deliver()
    assert raised() == []
    second = asked(play, 300_000, dt.date(2026, 9, 28))
    audit.deliver()
    assert raised() == [("R011", second)]
    facts = Flag.objects.get().facts
    assert (facts["count"], facts["total_satang"], facts["days"]) == (2, 60_000_000, 21)
    assert facts["purchases"] == [first, second]


def test_a_purchase_that_was_withdrawn_does_not_count(play: p.Play) -> None:
    asked(play, 300_000, dt.date(2026, 9, 7))
    play.step("revise_request", play.cast.officer, reason="ปรับปรุงขอบเขต")
    asked(play, 300_000, dt.date(2026, 9, 28))
    audit.deliver()
    assert raised() == []


@pytest.fixture
def single(play: p.Play) -> p.Play:
    """One company bid; the envelopes are open and the flags raised."""
    p.opened(play, [(play.cast.siam_bidder, 230_000_000)])
    audit.deliver()
    return play


def test_one_bid_is_flagged_and_two_are_not(single: p.Play) -> None:
    assert raised() == [("R018", single.tender.ref)]


def test_two_bids_within_the_usual_time_raise_no_flag(announced: p.Play) -> None:
    audit.deliver()
    assert raised() == []


def test_raising_again_changes_nothing_and_judging_again_gives_the_same_answer(single: p.Play) -> None:
    head = audit.head()
    out = io.StringIO()
    call_command("raise_flags", stdout=out)
    assert "none" in out.getvalue()
    assert audit.head() == head
    (entry,) = [entry for entry in audit.entries(root=("tender", single.tender.ref)) if entry.code == "tenders.bids_opened"]
    assert flagging.judge(entry) == flagging.judge(entry)


def test_the_command_raises_what_the_subscriber_would_have_raised(play: p.Play) -> None:
    p.opened(play, [(play.cast.siam_bidder, 230_000_000)])
    flagging.raise_all()
    audit.deliver()
    assert raised() == [("R018", play.tender.ref)]


def test_the_flag_stands_in_the_case_file_beside_the_entry_on_which_it_rests(single: p.Play) -> None:
    file = cases.case_file(single.tender.ref)
    (flag,) = file.flags
    assert [line.entry.code for line in file.lines if line.flags] == ["tenders.bids_opened"]
    assert flag.is_open
    assert flag.sentence


def test_an_auditor_closes_a_flag_with_a_reason_and_both_stay_in_the_case_file(client: Client, single: p.Play) -> None:
    flag = Flag.objects.get()
    client.force_login(single.cast.auditor.person)
    assert client.get(address(flag)).status_code == 200
    sent = client.post(address(flag), {"outcome": "explained", "reason": "มีผู้ให้บริการรายเดียวในพื้นที่", "seen": flag.version})
    assert sent.status_code == 302
    flag.refresh_from_db()
    assert (flag.state, flag.outcome) == (F.CLOSED, "explained")
    (seen,) = cases.case_file(single.tender.ref).flags
    assert not seen.is_open
    assert "มีผู้ให้บริการรายเดียวในพื้นที่" in client.get(f"/audit/cases/{single.tender.ref}/").content.decode()


def address(flag: Flag) -> str:
    from django.urls import reverse

    return reverse("take_step", args=["flag", flag.ref, "close"])


@pytest.mark.parametrize("inputs", [{}, {"outcome": "explained", "reason": " "}, {"outcome": "guilty", "reason": "เพราะ"}])
def test_a_flag_is_not_closed_without_outcome_and_reason(single: p.Play, inputs: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        act(Flag.objects.get(), "close", actor=single.cast.auditor.actor, **inputs)
    assert Flag.objects.get().state == F.OPEN


def test_nobody_but_an_auditor_closes_a_flag(client: Client, single: p.Play) -> None:
    flag = Flag.objects.get()
    with pytest.raises(Refused):
        act(flag, "close", actor=single.cast.head_of_agency.actor, outcome="explained", reason="เพราะ")
    client.force_login(single.cast.head_of_agency.person)
    assert client.get(address(flag)).status_code == 404


def test_closing_does_not_touch_the_purchase(single: p.Play) -> None:
    version = single.tender.version
    act(Flag.objects.get(), "close", actor=single.cast.auditor.actor, outcome="followed", reason="ส่งต่อ")
    single.tender.refresh_from_db()
    assert single.tender.version == version


def test_every_event_that_a_unit_waits_for_is_listened_to() -> None:
    from marketplace.audit.delivery import subscriptions

    (listener,) = [subscription for subscription in subscriptions() if subscription.name == "oversight.flags"]
    assert listener.events is not None
    assert {code for unit in units().values() for code in unit.events} == {event.code for event in listener.events}
