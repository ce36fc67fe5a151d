"""What a bidder keeps of a bid, who reads its documents and when, and the page on which the committee records its checks."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Category
from marketplace import audit
from marketplace.kernel import clock
from tenders.ranking import CHECKS
from tests.factories import purchases as p

pytestmark = pytest.mark.django_db
BIDS = 230_000_000


@pytest.fixture
def play(cast):
    made = p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))
    return p.invited(made)


@pytest.fixture
def opened(play):
    return p.opened(play, [(play.cast.siam_bidder, BIDS), (play.cast.lanna_bidder, BIDS + 1)], is_invited=True)


class At:
    """Somebody's browser at the play's moment, in English."""

    def __init__(self, play, player=None):
        self.play, self.client = play, Client(headers={"accept-language": "en"})
        if player is not None:
            self.client.force_login(player.person)

    def get(self, name, *args):
        with clock.shifted_to(self.play.now):
            return self.client.get(reverse(name, args=args))

    def post(self, name, *args, **data):
        with clock.shifted_to(self.play.now):
            return self.client.post(reverse(name, args=args), data)


def of(play, player):
    return play.tender.bids.get(company=p.company_of(player))


# ------------------------------------------------------------------ documents
READERS = ("chair", "member", "auditor", "siam_bidder")
OTHERS = ("appeals", "officer", "head_of_agency", "inspector", "lanna_bidder", "isan_owner", "other_officer", "registrar", "stranger", None)


def reads(play, name, bid):
    player = getattr(play.cast, name) if name else None
    return At(play, player).get("bid_document", play.tender.ref, bid.ref, bid.documents.first().file.sha256)


def test_after_the_opening_the_committee_the_bidder_and_the_auditor_read_the_documents_and_nobody_else(opened):
    bid = of(opened, opened.cast.siam_bidder)
    for name in READERS:
        assert reads(opened, name, bid).headers["Location"].startswith("/files/"), name
    for name in OTHERS:
        answer = reads(opened, name, bid)
        assert answer.status_code == 404 or answer.headers["Location"].startswith("/accounts/login/"), name


def test_before_the_opening_nobody_reads_a_document_of_a_bid(play):
    p.bid(play, play.cast.siam_bidder, BIDS)
    bid = of(play, play.cast.siam_bidder)
    for moment in (play.tender.bid_opens_at, play.tender.bid_closes_at + dt.timedelta(minutes=5)):
        play.at(moment)
        for name in READERS:
            assert reads(play, name, bid).status_code == 404, name


def test_a_member_who_has_not_declared_does_not_read(cast):
    made = p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))
    p.opened(made, [(cast.siam_bidder, BIDS)])
    from tenders.models import Seat
    from tenders.states import S

    Seat.objects.filter(person=cast.member.person).update(state=S.APPOINTED)
    assert reads(made, "member", of(made, cast.siam_bidder)).status_code == 404


def test_the_page_of_a_bid_leads_to_its_documents(opened):
    bid = of(opened, opened.cast.siam_bidder)
    opened.at(clock.at(clock.civil(opened.tender.bid_closes_at) + dt.timedelta(days=1), dt.time(10)))
    page = At(opened, opened.cast.chair).get("evaluate_bid", opened.tender.ref, bid.ref).content.decode()
    for document in bid.documents.all():
        assert reverse("bid_document", args=[opened.tender.ref, bid.ref, document.file.sha256]) in page


# ------------------------------------------------------------------ receipt
def test_receipt_envelope_script_and_published_key_fit_together_without_the_product(play, tmp_path):
    p.bid(play, play.cast.siam_bidder, BIDS)
    play.at(play.tender.bid_opens_at + dt.timedelta(hours=1))
    bidder, anybody = At(play, play.cast.siam_bidder), At(play)
    page = bidder.get("bid", play.tender.ref).content.decode()
    assert reverse("verify") + "#receipts" in page
    key = re.search(r'<code class="key">([^<]+)</code>', anybody.get("verify").content.decode())[1]
    paths = {name: tmp_path / name for name in ("receipt.json", "envelope.bin", "check.py")}
    paths["receipt.json"].write_bytes(bidder.get("bid_receipt", play.tender.ref).content)
    paths["envelope.bin"].write_bytes(bidder.get("bid_envelope", play.tender.ref).content)
    paths["check.py"].write_bytes(anybody.get("receipt_script").content)
    said = json.loads(paths["receipt.json"].read_text())["receipt"]
    assert said["sha256"] == hashlib.sha256(paths["envelope.bin"].read_bytes()).hexdigest()

    def checked():
        run = [sys.executable, paths["check.py"], paths["receipt.json"], "--key", key, "--envelope", paths["envelope.bin"]]
        return subprocess.run(run, capture_output=True, text=True, check=False).returncode

    assert checked() == 0
    paths["envelope.bin"].write_bytes(b"another envelope")
    assert checked() == 1


@pytest.mark.parametrize("name", ["lanna_bidder", "officer", "auditor", "stranger"])
def test_nobody_else_gets_the_envelope_or_the_receipt_of_a_company(play, name):
    p.bid(play, play.cast.siam_bidder, BIDS)
    play.at(play.tender.bid_opens_at + dt.timedelta(hours=1))
    other = At(play, getattr(play.cast, name))
    assert {other.get(page, play.tender.ref).status_code for page in ("bid_receipt", "bid_envelope")} <= {403, 404}


# ------------------------------------------------------------------ checks
@pytest.fixture
def judging(opened):
    return opened.at(clock.at(clock.civil(opened.tender.bid_closes_at) + dt.timedelta(days=1), dt.time(10)))


def answers(**given):
    """A form of checks on which nothing had been recorded, filled in as `code="yes: note"`."""
    data = {}
    for code in CHECKS:
        passed, _colon, note = given.get(code, "").partition(": ")
        data |= {f"passed_{code}": passed, f"note_{code}": note, f"initial-passed_{code}": "", f"initial-note_{code}": ""}
    return data


def recorded(bid):
    newest = {}
    for check in bid.checks.order_by("pk"):
        newest[check.code] = (check.passed, check.note)
    return newest


def test_all_checks_of_a_bid_are_recorded_on_one_page(judging):
    bid = of(judging, judging.cast.siam_bidder)
    chair = At(judging, judging.cast.chair)
    assert chair.post("evaluate_bid", judging.tender.ref, bid.ref, **answers(**dict.fromkeys(CHECKS, "yes"))).status_code == 302
    assert recorded(bid) == dict.fromkeys(CHECKS, (True, ""))
    said = [entry for entry in audit.entries(root=("tender", judging.tender.ref)) if entry.code == "tenders.check_recorded"]
    assert {entry.payload["check"] for entry in said} == set(CHECKS)


def test_what_is_left_alone_is_not_recorded_and_does_not_write_over_a_colleague(judging):
    bid = of(judging, judging.cast.siam_bidder)
    chair, member = At(judging, judging.cast.chair), At(judging, judging.cast.member)
    assert member.post("evaluate_bid", judging.tender.ref, bid.ref, **answers(technical="no: ไม่มีแผนย้ายข้อมูล")).status_code == 302
    assert chair.post("evaluate_bid", judging.tender.ref, bid.ref, **answers(documents="yes")).status_code == 302
    assert recorded(bid) == {"technical": (False, "ไม่มีแผนย้ายข้อมูล"), "documents": (True, "")}
    assert bid.checks.count() == 2


def test_a_form_of_checks_without_an_answer_and_a_note_without_a_result_are_told_so_and_stay_typed(judging):
    bid = of(judging, judging.cast.siam_bidder)
    chair = At(judging, judging.cast.chair)
    empty = chair.post("evaluate_bid", judging.tender.ref, bid.ref, **answers())
    assert (empty.status_code, "Choose the result of at least one check." in empty.content.decode()) == (422, True)
    half = chair.post("evaluate_bid", judging.tender.ref, bid.ref, **answers(documents=": ไม่ลงนามหน้า 3", egp="yes"))
    assert half.status_code == 422
    assert "Choose a result to what you wrote." in half.content.decode()
    assert "ไม่ลงนามหน้า 3" in half.content.decode()
    assert not bid.checks.exists()


def test_who_evaluates_is_led_from_one_bid_to_the_next(judging):
    chair = At(judging, judging.cast.chair)
    first, second = of(judging, judging.cast.siam_bidder), of(judging, judging.cast.lanna_bidder)
    assert reverse("evaluate_bid", args=[judging.tender.ref, first.ref]) in chair.get("evaluation", judging.tender.ref).content.decode()
    chair.post("evaluate_bid", judging.tender.ref, first.ref, **answers(**dict.fromkeys(CHECKS, "yes")))
    from tenders.actions import evaluating

    with clock.shifted_to(judging.now):
        evaluating.find_compliant(first, actor=judging.cast.chair.actor)
    page = chair.get("evaluate_bid", judging.tender.ref, first.ref).content.decode()
    assert reverse("evaluate_bid", args=[judging.tender.ref, second.ref]) in page


# ------------------------------------------------------------------ plan
def test_everybody_opens_a_published_line_of_the_plan_and_reads_its_fiscal_year(play):
    page = At(play).get("plan_line", play.tender.plan_line.ref)
    assert page.status_code == 200
    assert "2569" in page.content.decode()
