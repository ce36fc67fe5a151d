"""Real rows behind every address of purchases and contracts: who may not see a row is shown none of its pages, nobody a failure.

One purchase is being prepared, one takes envelopes and holds one, one is awarded with a contract in draft, one is
bought on receipt. An address with a parameter that has no sample here or in `samples` fails the first test.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from catalog.models import Category
from marketplace.contracts.models import Contract
from marketplace.kernel import clock
from marketplace.web.reference.addresses import every_address
from suppliers.models import Company
from tests.architecture import samples
from tests.cast import Cast, assemble
from tests.contracts.conftest import Deal
from tests.factories import purchases as p
from tests.factories import small_purchases as small

#: People who have nothing to do with the purchases of Baan Nam: a visitor, an account without duties, another agency.
OUTSIDERS = ("visitor", "stranger", "other_officer", "other_head")
INSIDERS = ("officer", "head_of_agency", "chair")
SELLERS = ("siam_bidder", "siam_owner", "lanna_bidder", "lanna_owner", "isan_owner")
OVERSEERS = ("auditor", "registrar", "key_officer")
EVERYBODY = OUTSIDERS + INSIDERS + SELLERS + OVERSEERS


@dataclass
class World:
    """The four purchases, and everybody's browser."""

    cast: Cast
    drafted: Any
    inviting: Any
    awarded: Any
    bought: Any
    unsigned: Contract
    signed: Contract
    browsers: dict[str, Client]
    now: dt.datetime

    def status(self, who: str, name: str, **parameters: Any) -> int:
        """What `who` meets at the address; being led to sign in counts as 401."""
        with clock.shifted_to(self.now):
            response = self.browsers[who].get(reverse(name, kwargs=parameters))
        to_sign_in = response.status_code == 302 and response["Location"].startswith("/accounts/login/")
        return 401 if to_sign_in else response.status_code


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    from django.conf import settings

    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("media"))
    table = transaction.atomic()
    table._from_testcase = True  # as Django's TestCase does: the product's durable blocks may stand inside
    with django_db_blocker.unblock(), table:
        yield _built(assemble())
        transaction.set_rollback(True)
    patch.undo()


def _built(cast: Cast) -> World:
    Company.objects.update(vat_registered=True)
    category = Category.objects.get(code="construction-permit")

    def play() -> p.Play:
        return p.Play(cast=cast, category=category)

    drafted = p.drafted(play(), comment_round=False).tender
    awarded = p.announced(play(), [(cast.siam_bidder, 230_000_000), (cast.lanna_bidder, 228_000_000)])
    deal = Deal(awarded, clock.at(awarded.tender.earliest_signing_on, dt.time(10))).drafted()
    bought = play()
    small.ordered(bought, cast.lanna_owner, 9_000_000)
    receipt = Deal(bought, bought.now + dt.timedelta(hours=1)).drafted()
    receipt.step("buy_on_receipt", cast.head_officer)
    receipt.step("deliver", cast.officer, receipt.delivery(), note="ใบส่งของ")
    receipt.step("inspect", cast.inspector, receipt.delivery(), accepts=True, note="")
    inviting = p.invited(play())
    p.bid(inviting, cast.siam_bidder, 231_000_000)
    browsers = {"visitor": Client(raise_request_exception=False)}
    for name, player in cast.players().items():
        browsers[name] = Client(raise_request_exception=False)
        browsers[name].force_login(player.person)
    moment = inviting.tender.bid_opens_at + dt.timedelta(hours=1)
    return World(cast, drafted, inviting.tender, awarded.tender, bought.tender, deal.contract, receipt.contract, browsers, moment)


Parameters = Callable[[World, Any], dict[str, Any]]


def _of(tender: Any) -> dict[str, Any]:
    return {"ref": tender.ref}


#: Addresses of one purchase, by how their parameters follow from it.
OF_A_PURCHASE: dict[str, Parameters] = {
    **{
        name: lambda world, tender: _of(tender)
        for name in (
            "tender", "tender_news", "purchase_details", "purchase_items", "purchase_committees", "tender_terms", "purchase_terms",
            "purchase_reference_price", "request_report", "purchase_approach", "purchase_offer", "comment", "question_ask", "invitation", "bid",
            "bid_price", "bid_receipt", "bid_envelope", "key_share", "evaluation", "award_notice", "appeal_file", "purchase_benchmark",
            "purchase_price_letters", "price_report", "price_report_json",
        )
    },
    "comment_answer": lambda world, tender: {"ref": tender.ref, "number": 1},
    "evaluate_bid": lambda world, tender: {"ref": tender.ref, "bid": getattr(tender.bids.first(), "ref", "nowhere")},
    "bid_document_remove": lambda world, tender: {"ref": tender.ref, "document": 1},
    "bid_document": lambda world, tender: {"ref": tender.ref, "bid": getattr(tender.bids.first(), "ref", "nowhere"), "document": 1},
    "take_step": lambda world, tender: {"kind": "tender", "ref": tender.ref, "step": "submit_request"},
}  # fmt: skip
OF_A_CONTRACT = ("contracts:contract", "contracts:terms", "contracts:preview", "contracts:paper")
#: Parameters that lead to no purchase; their own apps test who sees the rows behind them.
ELSEWHERE = {
    "stored_file", "take_back_admission", "join", "revoke_delegation", "appeal", "plan_line", "agency", "rule_change", "payments:payment",
    "contracts:draft", "contracts:preview_pdf", "contracts:paper_pdf", "inbox_message", "verify_proof", "survey_letter", "survey_letter_pdf",
}  # fmt: skip


def test_every_address_with_a_parameter_has_a_sample() -> None:
    wanted = {address.name for address in every_address() if address.is_own and address.parameters}
    known = {*samples.PARAMETERS, *OF_A_PURCHASE, *OF_A_CONTRACT, *ELSEWHERE}
    assert not {name for name in wanted - known if not name.startswith("suppliers:")}


@pytest.mark.parametrize("name", sorted(OF_A_PURCHASE))
def test_no_page_of_a_purchase_fails_for_anybody(world: World, name: str) -> None:
    for tender in (world.drafted, world.inviting, world.awarded, world.bought):
        for who in EVERYBODY:
            met = world.status(who, name, **OF_A_PURCHASE[name](world, tender))
            assert met in {200, 302, 401, 403, 404, 405}, f"{who} meets {met} at {name} of the purchase that is {tender.state}"


@pytest.mark.parametrize("name", sorted(OF_A_PURCHASE))
def test_a_purchase_in_preparation_is_shown_to_its_agency_and_its_overseers_alone(world: World, name: str) -> None:
    for who in OUTSIDERS + SELLERS:
        met = world.status(who, name, **OF_A_PURCHASE[name](world, world.drafted))
        assert met in {401, 403, 404, 405}, f"{who} meets {met}"


def test_the_agencys_people_and_the_auditor_see_the_purchase_in_preparation(world: World) -> None:
    assert {who: world.status(who, "tender", ref=world.drafted.ref) for who in (*INSIDERS, "auditor")} == dict.fromkeys(
        (*INSIDERS, "auditor"), 200
    )


def test_a_sealed_bid_has_a_page_for_its_company_alone(world: World) -> None:
    bid = world.inviting.bids.get(state="sealed")
    for who in EVERYBODY:
        judged = world.status(who, "evaluate_bid", ref=world.inviting.ref, bid=bid.ref)
        assert judged in {401, 403, 404}, f"{who} meets {judged} at the bid"
        receipt = world.status(who, "bid_receipt", ref=world.inviting.ref)
        assert (receipt == 200) == who.startswith("siam"), f"{who} meets {receipt} at the receipt"


@pytest.mark.parametrize("name", OF_A_CONTRACT)
def test_a_contract_in_draft_is_shown_to_neither_the_public_nor_other_companies(world: World, name: str) -> None:
    more = {"paper": "nowhere"} if name == "contracts:paper" else {}
    for who in OUTSIDERS + SELLERS:
        met = world.status(who, name, ref=world.unsigned.ref, **more)
        assert met in {401, 403, 404}, f"{who} meets {met} at {name}"


def test_papers_of_a_contract_are_read_by_its_two_sides_and_the_comptroller(world: World) -> None:
    paper = world.signed.papers.first()
    assert paper is not None
    seen = set()
    for who in EVERYBODY:
        with clock.shifted_to(world.now):
            response = world.browsers[who].get(reverse("contracts:paper", args=[world.signed.ref, paper.ref]))
        if "contracts/paper.html" in {template.name for template in response.templates}:  # others are shown what checks a copy
            seen.add(who)
    assert seen == {*INSIDERS, "lanna_bidder", "lanna_owner", *OVERSEERS}
