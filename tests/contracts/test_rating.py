"""What buyers say of services of the catalogue: who may, when, once; and that it counts where the next buyer looks."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from catalog.models import Listing
from marketplace import audit
from marketplace.contracts.models import Contract, Rating
from marketplace.contracts.slots import MOST_RATINGS
from marketplace.contracts.states import C
from marketplace.kernel import clock
from marketplace.notifications.models import Message
from marketplace.procedure import Refused
from tests.contracts.conftest import Deal
from tests.factories import purchases as p
from tests.factories.small_purchases import ordered

pytestmark = pytest.mark.django_db

WORDS = "ใช้งานได้ตามสัญญา ตอบกลับไว"
REASON = {"reason": "ผู้ขายไม่ส่งมอบ"}


@pytest.fixture
def deal(play: p.Play) -> Deal:
    """A service of the catalogue, bought on receipt and in force."""
    ordered(play, play.cast.lanna_owner, 10_000_000)
    made = Deal(play, play.now + dt.timedelta(hours=1)).drafted()
    made.step("buy_on_receipt", made.cast.head_officer)
    return made


def accepted(deal: Deal) -> Deal:
    deal.step("deliver", deal.cast.officer, deal.delivery(), note="ใบส่งของ")
    deal.step("inspect", deal.cast.inspector, deal.delivery(), accepts=True, note="")
    return deal


def rated(deal: Deal, stars: int = 4, text: str = WORDS) -> Deal:
    accepted(deal).step("rate", deal.cast.officer, stars=stars, text=text)
    return deal


def codes(refusal: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.code for one in refusal.value.refusals}


def the_listing() -> Listing:
    return Listing.objects.get()


def test_a_buyer_rates_what_it_bought_once_everything_is_accepted(deal: Deal) -> None:
    rated(deal)
    made = Rating.objects.get()
    assert (made.stars, made.text, made.given_by) == (4, WORDS, deal.cast.officer.person)
    assert list(made.listings.all()) == [the_listing()]
    assert (the_listing().ratings_count, the_listing().ratings_sum, str(the_listing().mean_rating)) == (1, 4, "4.0")


def test_the_log_tells_of_the_rating_in_the_file_of_the_purchase_and_of_the_listing(deal: Deal) -> None:
    rated(deal)
    told = {entry.code: entry for entry in audit.entries() if entry.code in {"contracts.service_rated", "catalog.listing_rated"}}
    assert told["contracts.service_rated"].root.ref == deal.contract.tender.ref
    assert told["contracts.service_rated"].payload == {"stars": 4, "text": WORDS, "rated": [the_listing().ref]}
    assert told["catalog.listing_rated"].subject.ref == the_listing().ref
    assert told["catalog.listing_rated"].payload == {"stars": 4, "contract": deal.contract.ref}


def test_nobody_rates_before_everything_is_accepted(deal: Deal) -> None:
    with pytest.raises(Refused) as refusal:
        deal.step("rate", deal.cast.officer, stars=5)
    assert codes(refusal) == {"work_has_ended"}
    assert the_listing().ratings_count == 0


def test_a_contract_that_was_ended_early_is_rated_too(deal: Deal) -> None:
    deal.step("terminate", deal.cast.head_of_agency, ground="103.2", **REASON)
    deal.step("rate", deal.cast.head_officer, stars=1, text="ไม่ส่งมอบ")
    assert deal.contract.state == C.TERMINATED
    assert the_listing().ratings_sum == 1


def test_a_contract_is_rated_once(deal: Deal) -> None:
    rated(deal)
    with pytest.raises(Refused) as refusal:
        deal.step("rate", deal.cast.head_officer, stars=1, text="เปลี่ยนใจ")
    assert codes(refusal) == {"not_rated"}
    assert (Rating.objects.get().stars, the_listing().ratings_count) == (4, 1)


@pytest.mark.parametrize("who", ["lanna_owner", "siam_owner", "other_officer", "auditor", "registrar", "finance"])
def test_nobody_but_an_officer_of_the_buyer_rates(deal: Deal, who: str) -> None:
    accepted(deal)
    with pytest.raises(Refused):
        deal.step("rate", getattr(deal.cast, who), stars=5)
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"stars": 0, "text": WORDS}, "stars_given"),
        ({"stars": 6, "text": WORDS}, "stars_given"),
        ({"stars": 2, "text": "  "}, "few_stars_explained"),
        ({"stars": 1, "text": ""}, "few_stars_explained"),
    ],
)
def test_stars_are_one_to_five_and_few_need_words(deal: Deal, typed: dict[str, Any], code: str) -> None:
    accepted(deal)
    with pytest.raises(Refused) as refusal:
        deal.step("rate", deal.cast.officer, **typed)
    assert codes(refusal) == {code}


def test_three_stars_and_more_may_stand_alone(deal: Deal) -> None:
    assert rated(deal, 3, "").contract.rating.text == ""


def test_what_was_bought_by_tender_is_no_listing_and_is_not_rated(play: p.Play) -> None:
    from tests.contracts.conftest import won

    deal = won(play).signed()
    for number in (1, 2):
        deal.accepted(number)
    with pytest.raises(Refused) as refusal:
        deal.step("rate", deal.cast.officer, stars=5)
    assert codes(refusal) == {"bought_from_the_catalogue"}


def test_the_supplier_answers_once_and_only_the_supplier(deal: Deal) -> None:
    rated(deal, 2, "ช้า")
    with pytest.raises(Refused):
        deal.step("answer_rating", deal.cast.siam_owner, answer="ไม่จริง")
    deal.step("answer_rating", deal.party, answer="เพิ่มเจ้าหน้าที่แล้ว")
    made = Rating.objects.get()
    assert (made.answer, made.answered_by) == ("เพิ่มเจ้าหน้าที่แล้ว", deal.party.person)
    with pytest.raises(Refused) as refusal:
        deal.step("answer_rating", deal.party, answer="แก้คำตอบ")
    assert codes(refusal) == {"rating_not_answered"}


@pytest.mark.parametrize("answer", ["", "   "])
def test_an_answer_says_something(deal: Deal, answer: str) -> None:
    rated(deal)
    with pytest.raises(Refused) as refusal:
        deal.step("answer_rating", deal.party, answer=answer)
    assert codes(refusal) == {"answer_written"}


def test_there_is_nothing_to_answer_without_a_rating(deal: Deal) -> None:
    with pytest.raises(Refused) as refusal:
        deal.step("answer_rating", deal.party, answer="ขอบคุณ")
    assert codes(refusal) == {"is_rated"}


@pytest.mark.parametrize("changes", [{"stars": 0}, {"stars": 6}, {"stars": 1, "text": ""}])
def test_the_database_keeps_what_the_rules_say(deal: Deal, changes: dict[str, Any]) -> None:
    rated(deal)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.update(ratings_sum=6)


# ------------------------------------------------------------------ pages
@pytest.mark.parametrize(
    ("language", "words"), [("th", ("ผู้ซื้อว่าอย่างไร", "ผู้ขายชี้แจงว่า")), ("en", ("What buyers say", "The supplier answers"))]
)
def test_everybody_reads_stars_words_and_answer_on_the_page_of_the_listing(deal: Deal, language: str, words: tuple[str, ...]) -> None:
    rated(deal)
    deal.step("answer_rating", deal.party, answer="ยินดีรับใช้")
    page = Client(headers={"accept-language": language}).get(the_listing().get_absolute_url()).content.decode()
    for text in (*words, WORDS, "ยินดีรับใช้", "4.0"):
        assert text in page


def test_the_page_of_the_contract_shows_the_rating_to_everybody(deal: Deal) -> None:
    rated(deal)
    page = Client(headers={"accept-language": "en"}).get(deal.contract.get_absolute_url()).content.decode()
    assert "4 of 5 stars" in page
    assert WORDS in page


def test_the_step_is_offered_to_the_buyer_when_the_work_has_ended_and_not_after_it_was_taken(deal: Deal) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(deal.cast.officer.person)

    def offered() -> bool:
        with clock.shifted_to(deal.now):
            return "Rate the service" in client.get(deal.contract.get_absolute_url()).content.decode()

    assert not offered()
    accepted(deal)
    assert offered()
    deal.step("rate", deal.cast.officer, stars=5)
    assert not offered()


def test_what_a_buyer_types_is_never_markup(deal: Deal) -> None:
    rated(deal, 3, "<script>alert(1)</script>")
    for address in (the_listing().get_absolute_url(), deal.contract.get_absolute_url()):
        assert "<script>alert(1)" not in Client().get(address).content.decode()


def test_a_listing_shows_its_latest_ratings_and_says_that_there_are_more(deal: Deal, django_assert_max_num_queries: Any) -> None:
    rated(deal)
    first = Rating.objects.get()
    alike = {
        field.attname: getattr(deal.contract, field.attname)
        for field in Contract._meta.concrete_fields
        if field.attname not in {"id", "ref", "state"}
    }
    for number in range(MOST_RATINGS + 2):
        row = Contract.objects.create(**alike, ref=f"C-COPY-{number}", state=C.VOID)
        made = Rating.objects.create(
            contract=row, stars=5, text=f"ผู้ซื้อรายที่ {number:02d}.", given_at=first.given_at + dt.timedelta(minutes=number + 1)
        )
        made.listings.add(the_listing())
    Listing.objects.update(ratings_count=MOST_RATINGS + 3, ratings_sum=4 + 5 * (MOST_RATINGS + 2))
    client = Client(headers={"accept-language": "en"})
    client.get(the_listing().get_absolute_url())
    with django_assert_max_num_queries(12):
        page = client.get(the_listing().get_absolute_url()).content.decode()
    assert f"The latest {MOST_RATINGS} are shown." in page
    assert f"ผู้ซื้อรายที่ {MOST_RATINGS + 1:02d}." in page
    assert "ผู้ซื้อรายที่ 01." not in page


def test_what_was_typed_stays_where_a_reason_is_missing(deal: Deal) -> None:
    accepted(deal)
    client = Client(headers={"accept-language": "en"})
    client.force_login(deal.cast.officer.person)
    address = f"/step/contract/{deal.contract.ref}/rate/"
    with clock.shifted_to(deal.now):
        answered = client.post(address, {"stars": "2", "text": "", "seen": str(deal.contract.version)})
    page = answered.content.decode()
    assert answered.status_code == 422
    assert "Write what was wrong" in page
    assert 'value="2"' in page
    assert "checked" in page
    assert not Rating.objects.exists()


# ------------------------------------------------------------------ messages
def test_the_supplier_is_told_of_the_rating_and_the_buyer_of_the_answer(deal: Deal) -> None:
    rated(deal)
    deal.step("answer_rating", deal.party, answer="ยินดีรับใช้")
    audit.deliver()
    told = {(message.person, message.route) for message in Message.objects.all()}
    assert (deal.party.person, "contracts.service_rated") in told
    assert (deal.cast.officer.person, "contracts.rating_answered") in told
