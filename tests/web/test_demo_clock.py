"""The demo's clock goes forward only, writes itself down and exists nowhere else."""

import datetime as dt

import pytest

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.kernel import clock as product_clock
from marketplace.kernel.models import DemoClock
from marketplace.web import deadlines, demo_clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def offset():
    return product_clock.demo_offset()


def test_an_hour_is_an_hour_and_stands_in_the_log(demo, client):
    client.post("/demo/clock/", {"to": "hour", "next": "/"})
    assert offset() == dt.timedelta(hours=1)
    (entry,) = [found for found in audit.entries() if found.code == "web.demo_clock_moved"]
    assert entry.payload["to"] == "hour"


def test_moves_add_up(demo):
    for _ in range(3):
        demo_clock.move(actor=Actor.anonymous(), to="hour")
    assert offset() == dt.timedelta(hours=3)


def test_the_next_working_day_skips_the_weekend():
    friday = product_clock.at(dt.date(2026, 11, 20), dt.time(17))
    assert demo_clock.target("next_working_day", friday) == product_clock.at(dt.date(2026, 11, 23), dt.time(8, 30))


def test_the_next_deadline_of_a_purchase_is_the_first_one_ahead(monkeypatch):
    now = product_clock.at(dt.date(2026, 11, 20), dt.time(12))
    moments = [now - dt.timedelta(days=1), now + dt.timedelta(days=9), now + dt.timedelta(days=2)]
    monkeypatch.setattr(deadlines, "_sources", [lambda ref: moments if ref == "T-2570-000001" else []])
    assert demo_clock.target("deadline", now, "T-2570-000001") == now + dt.timedelta(days=2)


def test_at_a_deadline_the_clock_stands_at_it_or_after_never_before(demo, monkeypatch):
    due = product_clock.read() + dt.timedelta(days=2, microseconds=1)
    monkeypatch.setattr(deadlines, "_sources", [lambda ref: [due]])
    demo_clock.move(actor=Actor.anonymous(), to="deadline", tender="T-2570-000001")
    assert product_clock.read() >= due
    assert product_clock.read() < due + dt.timedelta(minutes=1)


def test_a_purchase_without_a_date_ahead_leaves_the_clock_alone(demo, client, monkeypatch):
    monkeypatch.setattr(deadlines, "_sources", [])
    response = client.post("/demo/clock/", {"to": "deadline", "tender": "T-1", "next": "/"}, follow=True)
    assert "ไม่มีกำหนดข้างหน้า" in response.content.decode()
    assert offset() == dt.timedelta(0)


@pytest.mark.parametrize("to", ["", "back", "yesterday", "-1"])
def test_nothing_moves_it_back(demo, client, to):
    client.post("/demo/clock/", {"to": to, "next": "/"})
    assert offset() == dt.timedelta(0)


def test_outside_a_demo_it_does_not_exist(settings, client):
    settings.DEMO = False
    assert client.post("/demo/clock/", {"to": "hour"}).status_code == 404
    with pytest.raises(demo_clock.CannotMove):
        demo_clock.move(actor=Actor.anonymous(), to="hour")
    assert not DemoClock.objects.exists()
    assert "demo/clock" not in client.get("/").content.decode()


def test_every_page_of_a_demo_shows_its_clock(demo, client):
    html = client.get("/").content.decode()
    assert 'action="/demo/clock/"' in html
    assert "ระบบสาธิต" in html


def test_moving_the_clock_wakes_what_became_due_on_the_way(demo, client, monkeypatch):
    from marketplace.procedure import waking

    class Row:
        ref = "due-in-half-an-hour"

    due_at = product_clock.read() + dt.timedelta(minutes=30)
    woken = []
    monkeypatch.setattr(waking, "_wakers", {})
    waking.register("test", due=lambda now: [Row()] if now >= due_at else [], knock=lambda row: bool(woken.append(row.ref)) or True)
    client.post("/demo/clock/", {"to": "hour", "next": "/"})
    assert woken == ["due-in-half-an-hour"]
