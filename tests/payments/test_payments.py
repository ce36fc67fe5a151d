"""Payments recorded through a gateway. The case here is the agency itself: payments know no purchase."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from marketplace import audit
from marketplace.payments import gateways
from marketplace.payments.actions.pay import pay
from marketplace.payments.models import Payment
from marketplace.payments.states import M
from marketplace.procedure import Refused, perform, sitting
from tests.factories.papers import PDF

TODAY = dt.date(2026, 11, 17)
SLIP = PDF


@pytest.fixture(autouse=True)
def _files_stay_in_the_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def slip() -> SimpleUploadedFile:
    return SimpleUploadedFile("สลิปโอนเงิน.pdf", SLIP, "application/pdf")


def record(cast, player=None, amount=10_600_000, **details) -> Payment:
    told = {"reference": "KTB-2569-0001", "paid_on": TODAY, "evidence": slip()} | details
    actor = (player or cast.finance).actor
    with sitting(cast.agency, actor=actor) as held:
        return pay(
            held,
            actor=actor,
            gateway_code="manual",
            payer=cast.agency,
            payee=cast.siam,
            amount_satang=amount,
            purpose=cast.agency,
            details=told,
        )


def test_a_payment_with_evidence_counts_as_paid(cast, clock):
    payment = record(cast)
    assert payment.state == M.PAID
    assert list(Payment.objects.paid()) == [payment]


def test_the_log_keeps_what_was_paid_and_the_hash_of_the_evidence(cast, clock):
    payment = record(cast)
    entry = next(one for one in audit.entries(root=("organisation", cast.agency.ref)) if one.event.code == "payments.payment_confirmed")
    assert entry.payload["amount_satang"] == 10_600_000
    assert entry.payload["payee"] == cast.siam.ref
    assert entry.payload["evidence_sha256"] == payment.evidence_sha256 != ""


def test_the_evidence_is_kept_as_it_was_attached(cast, clock, tmp_path):
    payment = Payment.objects.get(pk=record(cast).pk)
    assert payment.evidence is not None
    assert (tmp_path / payment.evidence.path).read_bytes() == SLIP
    assert payment.evidence.name == "สลิปโอนเงิน.pdf"


@pytest.mark.parametrize(
    ("missing", "rule"),
    [
        ({"evidence": None}, "evidence_attached"),
        ({"reference": "  "}, "reference_written"),
        ({"paid_on": None}, "paid_already"),
        ({"paid_on": TODAY + dt.timedelta(days=1)}, "paid_already"),
    ],
)
def test_a_payment_without_proof_is_refused_and_leaves_nothing_behind(cast, clock, tmp_path, missing, rule):
    with pytest.raises(Refused) as refusal:
        record(cast, **missing)
    assert [one.code for one in refusal.value.refusals] == [rule]
    assert not Payment.objects.exists()
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


def test_only_the_payers_finance_officer_records_a_payment(cast, clock):
    for player in (cast.officer, cast.siam_owner, cast.stranger, cast.auditor):
        with pytest.raises(Refused):
            record(cast, player)


def test_a_payment_taken_back_no_longer_counts_but_stays(cast, clock):
    payment = record(cast)
    perform(payment, "reverse", actor=cast.finance.actor, root=cast.agency, reason="โอนผิดบัญชี")
    assert payment.state == M.REVERSED
    assert not Payment.objects.paid().exists()


def test_taking_back_needs_a_reason(cast, clock):
    payment = record(cast)
    with pytest.raises(Refused):
        perform(payment, "reverse", actor=cast.finance.actor, root=cast.agency, reason=" ")


def test_an_unknown_gateway_is_told_by_its_code():
    with pytest.raises(gateways.UnknownGateway, match="stripe"):
        gateways.gateway("stripe")


def test_another_gateway_can_begin_a_payment_and_finish_it_later(cast, clock):
    class Slow:
        code, name, form = "slow", "slow", None

        def begin(self, order, details):
            return gateways.Begun(done=False, reference=f"ask-{order.amount_satang}")

    gateways.register(Slow())
    actor = cast.finance.actor
    with sitting(cast.agency, actor=actor) as held:
        payment = pay(
            held, actor=actor, gateway_code="slow", payer=cast.agency, payee=cast.siam, amount_satang=5, purpose=cast.agency, details={}
        )
    assert (payment.state, payment.reference) == (M.BEGUN, "ask-5")


@pytest.mark.parametrize(
    ("player", "status"),
    [("finance", 200), ("siam_owner", 200), ("auditor", 200), ("lanna_owner", 404), ("other_officer", 404), ("stranger", 404)],
)
def test_a_payment_is_seen_by_its_two_sides_and_the_comptroller(cast, clock, client, player, status):
    payment = record(cast)
    someone = getattr(cast, player)
    client.force_login(someone.person)
    assert client.get(reverse("payments:payment", args=[payment.ref])).status_code == status


def test_a_visitor_is_asked_to_sign_in_first(cast, clock, client):
    payment = record(cast)
    assert client.get(reverse("payments:payment", args=[payment.ref])).status_code == 302
