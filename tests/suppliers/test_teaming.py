"""The company's team: invited by a link that works once, removed, handed over, never without an owner."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client

from marketplace.accounts.actions import admitting
from marketplace.accounts.actions.duties import NotAllowed
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import COMPANY_DUTIES, Duty
from marketplace.accounts.models import Admission, Membership, Person
from marketplace.kernel import clock as product_clock
from suppliers.actions import teaming

pytestmark = pytest.mark.django_db


@pytest.fixture
def siam(cast):
    return cast.company(cast.siam)


def invite(cast, siam, who="stranger", duty=Duty.BIDDER, by="siam_owner"):
    return teaming.invite(siam, actor=getattr(cast, by).actor, email=getattr(cast, who).person.email.upper(), duty=duty)


def admits(cast, siam, who="stranger", duty=Duty.BIDDER):
    _none, secret = invite(cast, siam, who, duty)
    return admitting.come_in(admitting.find(secret), person=getattr(cast, who).person)


def test_an_invited_person_holds_the_duty_only_after_following_the_link(cast, siam):
    made, secret = invite(cast, siam)
    assert made is None
    assert Actor.of(cast.stranger.person, cast.siam).duties == frozenset()
    assert secret in mail.outbox[-1].body
    assert cast.siam.name_th in mail.outbox[-1].body
    admitting.come_in(admitting.find(secret), person=cast.stranger.person)
    assert Actor.of(cast.stranger.person, cast.siam).duties == {Duty.BIDDER}


def test_a_link_works_once_for_its_address_and_for_seven_days(cast, siam, clock):
    _none, secret = invite(cast, siam)
    admission = admitting.find(secret)
    with pytest.raises(NotAllowed):
        admitting.come_in(admission, person=cast.isan_owner.person)
    with product_clock.shifted_to(admission.expires_on + dt.timedelta(seconds=1)):
        assert admitting.find(secret) is None
    admitting.come_in(admission, person=cast.stranger.person)
    assert admitting.find(secret) is None
    with pytest.raises(NotAllowed):
        admitting.come_in(admission, person=cast.stranger.person)


def test_who_is_on_the_team_already_gets_a_further_duty_at_once(cast, siam):
    made, secret = invite(cast, siam, who="siam_bidder", duty=Duty.BILLER)
    assert made is not None
    assert secret == ""
    assert cast.siam_bidder.actor.has(Duty.BILLER)


@pytest.mark.parametrize("by", ["siam_bidder", "lanna_owner", "registrar"])
def test_only_the_owner_invites(cast, siam, by):
    with pytest.raises(NotAllowed):
        invite(cast, siam, by=by)


def test_nobody_is_invited_twice_or_to_a_duty_already_held(cast, siam):
    invite(cast, siam)
    with pytest.raises(NotAllowed):
        invite(cast, siam)
    with pytest.raises(NotAllowed):
        invite(cast, siam, who="siam_bidder")
    assert Admission.objects.count() == 1


def test_an_agencys_duty_is_not_given_in_a_company(cast, siam):
    assert set(admitting.duties_of(cast.siam)) == COMPANY_DUTIES
    with pytest.raises(NotAllowed):
        invite(cast, siam, duty=Duty.HEAD_OF_AGENCY)


def held(cast, who, duty):
    return Membership.objects.in_force().get(person=getattr(cast, who).person, duty=duty)


def test_the_owner_ends_a_duty_and_the_holder_may_give_it_up(cast, siam):
    teaming.end_duty(siam, held(cast, "siam_bidder", Duty.BIDDER), actor=cast.siam_owner.actor)
    teaming.end_duty(siam, held(cast, "siam_lister", Duty.LISTER), actor=cast.siam_lister.actor)
    assert cast.siam_bidder.actor.duties == cast.siam_lister.actor.duties == frozenset()


def test_the_owner_removes_a_person_with_all_duties_but_not_themselves(cast, siam):
    invite(cast, siam, who="siam_bidder", duty=Duty.LISTER)
    teaming.remove(siam, cast.siam_bidder.person, actor=cast.siam_owner.actor)
    assert cast.siam_bidder.actor.duties == frozenset()
    for who, by in (("siam_owner", "siam_owner"), ("siam_lister", "siam_bidder"), ("lanna_owner", "siam_owner")):
        with pytest.raises(NotAllowed):
            teaming.remove(siam, getattr(cast, who).person, actor=getattr(cast, by).actor)


def test_the_last_owner_stays(cast, siam):
    with pytest.raises(NotAllowed):
        teaming.end_duty(siam, held(cast, "siam_owner", Duty.OWNER), actor=cast.siam_owner.actor)


def test_the_account_is_handed_over_to_somebody_of_the_team_at_once(cast, siam):
    with pytest.raises(NotAllowed):
        teaming.hand_over(siam, cast.stranger.person, actor=cast.siam_owner.actor)
    teaming.hand_over(siam, cast.siam_bidder.person, actor=cast.siam_owner.actor)
    assert cast.siam_bidder.actor.duties == {Duty.OWNER, Duty.BIDDER}
    assert not cast.siam_owner.actor.has(Duty.OWNER)
    with pytest.raises(NotAllowed):
        teaming.hand_over(siam, cast.siam_owner.person, actor=cast.siam_owner.actor)


def test_nobody_ends_a_duty_in_another_company(cast, siam):
    with pytest.raises(NotAllowed):
        teaming.end_duty(siam, held(cast, "lanna_owner", Duty.OWNER), actor=cast.siam_owner.actor)


# --- the pages


def test_a_person_without_an_account_is_invited_makes_one_and_acts_for_the_company(cast, reads):
    owner = reads(cast.siam_owner)
    owner.post("/suppliers/team/", {"email": "new@siam.example", "duty": "reader"})
    assert "new@siam.example" in owner.get("/suppliers/team/").content.decode()
    link = re.search(r"/join/\S+", mail.outbox[-1].body)[0]
    client = Client()
    assert client.get(link).status_code == 200
    given = {"title": "นาย", "given_name": "ใหม่", "family_name": "มาดู", "password": "ช้างเดินทางไกล-4471", "password2": "ช้างเดินทางไกล-4471"}
    assert client.post(link, given)["Location"] == "/work/"
    assert Actor.of(Person.objects.get(email="new@siam.example"), cast.siam).duties == {Duty.READER}
    assert client.get(link).status_code == 410
    for page in ("/suppliers/my/", "/suppliers/team/", "/work/", "/work/listings/"):
        assert client.get(page).status_code == 200
    for page in ("/suppliers/register/place/", "/suppliers/team/hand-over/", "/work/listings/new/"):
        assert client.get(page).status_code == 403
    assert client.post("/suppliers/team/", {"email": "x@siam.example", "duty": "owner"}).status_code == 403


@pytest.mark.parametrize(("language", "words"), [("en", "has been invited"), ("th", "เชิญอีเมลนี้แล้ว")])
def test_an_address_that_was_invited_gets_a_sentence_and_stays(cast, reads, language, words):
    client = reads(cast.siam_owner, language)
    client.post("/suppliers/team/", {"email": "nobody@talat.example", "duty": "bidder"})
    page = client.post("/suppliers/team/", {"email": "nobody@talat.example", "duty": "bidder"})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "nobody@talat.example" in page.content.decode()
    admission = Admission.objects.get()
    client.post(f"/suppliers/team/invitations/{admission.ref}/take-back/")
    assert not Admission.objects.open(product_clock.read()).exists()


def test_an_owner_removes_and_hands_over_on_the_page(cast, reads):
    client = reads(cast.siam_owner)
    client.post(f"/suppliers/team/people/{cast.siam_lister.person.ref}/remove/")
    assert cast.siam_lister.actor.duties == frozenset()
    unsure = client.post("/suppliers/team/hand-over/", {"person": cast.siam_bidder.person.ref})
    assert unsure.status_code == 422
    assert client.post("/suppliers/team/hand-over/", {"person": cast.siam_bidder.person.ref, "sure": "on"})["Location"] == "/work/"
    assert cast.siam_bidder.actor.has(Duty.OWNER)
    assert client.get("/suppliers/team/hand-over/").status_code == 403
