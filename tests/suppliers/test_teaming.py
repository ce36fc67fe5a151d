"""The company's team: invited by the owner, joined by one's own word, never without an owner."""

import pytest

from marketplace.accounts.actions.duties import NotAllowed
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Membership
from suppliers.actions import teaming
from suppliers.models import Invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def siam(cast):
    return cast.company(cast.siam)


def invite(cast, siam, who="stranger", duty=Duty.BIDDER, by="siam_owner"):
    return teaming.invite(siam, actor=getattr(cast, by).actor, email=getattr(cast, who).person.email.upper(), duty=duty)


def test_an_invited_person_holds_the_duty_only_after_accepting(cast, siam):
    invitation = invite(cast, siam)
    assert Actor.of(cast.stranger.person, cast.siam).duties == frozenset()
    teaming.answer(invitation, actor=cast.stranger.actor, accepts=True)
    assert Actor.of(cast.stranger.person, cast.siam).duties == {Duty.BIDDER}


def test_who_declines_holds_nothing_and_cannot_answer_again(cast, siam):
    invitation = invite(cast, siam)
    teaming.answer(invitation, actor=cast.stranger.actor, accepts=False)
    with pytest.raises(NotAllowed):
        teaming.answer(invitation, actor=cast.stranger.actor, accepts=True)
    assert Actor.of(cast.stranger.person, cast.siam).duties == frozenset()


def test_nobody_answers_for_somebody_else(cast, siam):
    with pytest.raises(NotAllowed):
        teaming.answer(invite(cast, siam), actor=cast.isan_owner.actor, accepts=True)


@pytest.mark.parametrize("by", ["siam_bidder", "lanna_owner", "registrar"])
def test_only_the_owner_invites(cast, siam, by):
    with pytest.raises(NotAllowed):
        invite(cast, siam, by=by)


def test_an_address_that_nobody_has_gets_a_sentence(cast, siam):
    with pytest.raises(NotAllowed):
        teaming.invite(siam, actor=cast.siam_owner.actor, email="nobody@talat.example", duty=Duty.BIDDER)


def test_nobody_is_invited_twice_or_to_a_duty_already_held(cast, siam):
    invite(cast, siam)
    with pytest.raises(NotAllowed):
        invite(cast, siam)
    with pytest.raises(NotAllowed):
        invite(cast, siam, who="siam_bidder")
    assert Invitation.objects.count() == 1


def test_an_agencys_duty_is_not_given_in_a_company(cast, siam):
    with pytest.raises(NotAllowed):
        invite(cast, siam, duty=Duty.HEAD_OF_AGENCY)


def held(cast, who, duty):
    return Membership.objects.in_force().get(person=getattr(cast, who).person, duty=duty)


def test_the_owner_ends_a_duty_and_the_holder_may_give_it_up(cast, siam):
    teaming.end_duty(siam, held(cast, "siam_bidder", Duty.BIDDER), actor=cast.siam_owner.actor)
    teaming.end_duty(siam, held(cast, "siam_lister", Duty.LISTER), actor=cast.siam_lister.actor)
    assert cast.siam_bidder.actor.duties == cast.siam_lister.actor.duties == frozenset()


def test_the_last_owner_stays(cast, siam):
    with pytest.raises(NotAllowed):
        teaming.end_duty(siam, held(cast, "siam_owner", Duty.OWNER), actor=cast.siam_owner.actor)


def test_the_account_is_handed_over_by_making_somebody_else_owner(cast, siam):
    teaming.answer(invite(cast, siam, duty=Duty.OWNER), actor=cast.stranger.actor, accepts=True)
    teaming.end_duty(siam, held(cast, "siam_owner", Duty.OWNER), actor=cast.siam_owner.actor)
    assert Actor.of(cast.stranger.person, cast.siam).has(Duty.OWNER)


def test_nobody_ends_a_duty_in_another_company(cast, siam):
    with pytest.raises(NotAllowed):
        teaming.end_duty(siam, held(cast, "lanna_owner", Duty.OWNER), actor=cast.siam_owner.actor)
