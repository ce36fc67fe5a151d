"""The supplier's terms: versions, acceptance by the owner, what stops until then and what goes on."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from catalog.models import Category
from marketplace import audit
from marketplace.kernel import clock as time
from marketplace.notifications.models import Message
from marketplace.procedure import Refused, act, offers, perform
from marketplace.web.work import desk
from suppliers import terms
from suppliers.actions import agreeing
from suppliers.models import TermsAcceptance, TermsVersion
from suppliers.states import V
from tenders.actions.why_not import against_bidding
from tests.catalog import shelf
from tests.factories import purchases as p
from tests.factories.suppliers import company_at, fill, registers

pytestmark = pytest.mark.django_db
NEW = {
    "text_th": "1. ข้อตกลงใหม่", "text_en": "1. New terms", "changes_th": "ต้องแจ้งการเปลี่ยนกรรมการ", "changes_en": "Report a change of directors.",
}  # fmt: skip


def published(cast, *, days=7):
    """Version 2, written and published by the rule editor, in force after `days` days."""
    agreeing.write(actor=cast.rule_editor.actor, seen=0, **NEW)
    draft = TermsVersion.objects.get(state="draft")
    return act(draft, "publish", actor=cast.rule_editor.actor, seen=draft.version, effective_from=time.today() + dt.timedelta(days=days))


def codes(refused):
    return [one.code for one in refused.value.refusals]


def test_the_release_brings_a_first_version_that_is_in_force_and_brings_it_once():
    first = terms.in_force(time.today())
    assert (first.number, first.sha256) == (1, first.digest())
    assert "กฎหมาย" in first.text_th
    assert terms.seed() is False


def test_publishing_is_a_step_with_basis_and_day_and_asks_every_company_anew(cast):
    version = published(cast)
    entry = next(one for one in audit.entries(root=("terms", "TERMS-2")) if one.code == "suppliers.terms_published")
    assert entry.basis[0].startswith("HOUSE.SUPPLIER_TERMS") or "HOUSE.SUPPLIER_TERMS" in entry.basis
    assert entry.payload["sha256"] == version.digest() == TermsVersion.objects.get(number=2).sha256
    assert terms.to_accept(cast.company(cast.siam)) == version
    assert terms.missing(cast.company(cast.siam), time.today()) == 0


def test_a_version_is_published_complete_for_a_day_to_come_and_by_a_rule_editor(cast):
    agreeing.write(actor=cast.rule_editor.actor, seen=0, **{**NEW, "text_en": ""})
    draft = TermsVersion.objects.get(state="draft")
    with pytest.raises(Refused) as refused:
        act(draft, "publish", actor=cast.rule_editor.actor, effective_from=time.today())
    assert codes(refused) == ["terms_complete", "day_to_come"]
    with pytest.raises(Refused) as refused:
        act(draft, "publish", actor=cast.registrar.actor, effective_from=time.today() + dt.timedelta(days=3))
    assert "wrong_duty" in codes(refused)
    with pytest.raises(Refused):
        agreeing.write(actor=cast.rule_editor.actor, seen=0, **NEW)  # somebody saved version 1 of the draft meanwhile


def test_the_database_keeps_what_was_published_and_what_was_accepted(cast):
    company, owner = company_at(V.CLAIMED, cast)
    made = agreeing.accept(company, actor=owner, number=1)
    for change in (
        lambda: TermsVersion.objects.filter(number=1).update(text_th="อื่น"),
        lambda: TermsAcceptance.objects.filter(pk=made.pk).update(sha256="0" * 64),
        lambda: TermsAcceptance.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_owner_accepts_once_with_who_when_and_the_hash_of_the_text(cast):
    version = published(cast)
    siam = cast.company(cast.siam)
    with pytest.raises(Refused) as refused:
        agreeing.accept(siam, actor=cast.siam_bidder.actor, number=2)
    assert codes(refused) == ["wrong_duty"]
    with pytest.raises(Refused) as refused:
        agreeing.accept(siam, actor=cast.siam_owner.actor, number=1)
    assert codes(refused) == ["accepted_what_was_shown"]
    made = agreeing.accept(siam, actor=cast.siam_owner.actor, number=2)
    assert (made.accepted_by, made.sha256) == (cast.siam_owner.person, version.sha256)
    entry = next(one for one in audit.entries(root=("company", siam.ref)) if one.code == "suppliers.terms_accepted")
    assert (entry.payload["number"], entry.payload["sha256"]) == (2, version.sha256)
    with pytest.raises(Refused):
        agreeing.accept(siam, actor=cast.siam_owner.actor, number=2)


def test_from_its_day_a_version_that_was_not_accepted_stops_listings_for_review_and_nothing_before(cast):
    published(cast, days=2)
    draft = shelf.draft(cast)
    act(draft, "submit", actor=cast.siam_lister.actor)
    act(draft, "take_back", actor=cast.siam_lister.actor)
    with time.shifted_to(time.read() + dt.timedelta(days=2)):
        with pytest.raises(Refused) as refused:
            act(draft, "submit", actor=cast.siam_lister.actor)
        (why,) = refused.value.refusals
        assert (why.code, why.params["number"], why.basis.code) == ("terms_accepted", 2, "HOUSE.SUPPLIER_TERMS")
        assert why.remedy
        agreeing.accept(cast.company(cast.siam), actor=cast.siam_owner.actor, number=2)
        act(draft, "submit", actor=cast.siam_lister.actor)
    assert draft.state == "submitted"


def test_why_not_names_the_terms_to_a_bidder_and_what_is_bid_already_stays(cast):
    play = p.invited(p.Play(cast=cast, category=Category.objects.get(code="construction-permit")))
    with time.shifted_to(play.now):
        published(cast, days=1)
    during = play.tender.bid_opens_at + dt.timedelta(minutes=5)
    with time.shifted_to(during):
        found = {one.code: one for one in against_bidding(play.tender, cast.company(cast.siam), actor=cast.siam_bidder.actor)}
        assert found["terms_accepted"].what_to_do
        agreeing.accept(cast.company(cast.siam), actor=cast.siam_owner.actor, number=2)
        assert "terms_accepted" not in [
            one.code for one in against_bidding(play.tender, cast.company(cast.siam), actor=cast.siam_bidder.actor)
        ]
    sealed = p.bid(play, cast.siam_bidder, 230_000_000)
    with pytest.raises(Refused) as refused:
        p.bid(play, cast.lanna_bidder, 230_000_000)
    assert "terms_accepted" in codes(refused)
    assert sealed.state == "sealed"


def test_registration_includes_the_tick_and_without_it_nothing_is_handed_in(cast, reads):
    company, owner = registers(cast.stranger)
    fill(company, owner)
    version = published(cast)
    company.refresh_from_db()
    client = reads(cast.stranger, "en")
    page = client.get("/suppliers/register/check/").content.decode()
    assert 'name="terms" value="2"' in page
    assert version.get_absolute_url() in page
    without = client.post("/suppliers/register/check/", {"seen": company.version})
    assert without.status_code == 409
    assert "Version 2 of the supplier" in without.content.decode()
    assert client.post("/suppliers/register/check/", {"seen": company.version, "terms": "2"})["Location"] == "/suppliers/my/"
    company.refresh_from_db()
    assert (company.state, company.terms_accepted) == (V.SUBMITTED, 2)


def test_a_registration_that_lacks_something_is_not_accepted_for_either(cast):
    company, owner = registers(cast.stranger)
    with pytest.raises(Refused) as refused:
        agreeing.accept_and_submit(company, actor=owner, seen=company.version, number=1)
    assert codes(refused) == ["registration_complete"]
    company.refresh_from_db()
    assert company.terms_accepted == 0
    assert not TermsAcceptance.objects.exists()


@pytest.mark.parametrize(("language", "changed"), [("th", NEW["changes_th"]), ("en", NEW["changes_en"])])
def test_the_next_visit_asks_and_the_page_shows_what_changed(cast, reads, language, changed):
    published(cast)
    owner, bidder = reads(cast.siam_owner, language), reads(cast.siam_bidder, language)
    asked = [item for item in desk(cast.siam_owner.actor).for_me if item.url == "/suppliers/terms/2/"]
    assert len(asked) == 1
    assert "/suppliers/terms/2/" in owner.get("/suppliers/my/").content.decode()
    page = owner.get("/suppliers/terms/2/").content.decode()
    assert changed in page
    assert '<p class="out">' in page
    assert '<p class="in">' in page
    assert "/suppliers/terms/2/accept/" in page
    assert "/suppliers/terms/2/accept/" not in bidder.get("/suppliers/terms/2/").content.decode()
    assert owner.post("/suppliers/terms/2/accept/", {"number": "2"}).status_code == 422
    assert owner.post("/suppliers/terms/2/accept/", {"number": "2", "accepts": "on"})["Location"] == "/suppliers/my/"
    assert not [item for item in desk(cast.siam_owner.actor).for_me if item.url == "/suppliers/terms/2/"]
    assert owner.post("/suppliers/terms/2/accept/", {"number": "2", "accepts": "on"}).status_code == 409


def test_every_version_stays_at_its_address_and_drafts_are_nobodys(cast, client):
    published(cast)
    agreeing.write(actor=cast.rule_editor.actor, seen=0, **{**NEW, "text_th": "ร่างลับ"})
    assert [client.get(f"/suppliers/terms/{number}/").status_code for number in (1, 2, 3)] == [200, 200, 404]
    assert 'href="/suppliers/terms/1/"' in client.get("/suppliers/terms/").content.decode()


def test_the_rule_editor_writes_and_publishes_on_pages(cast, reads):
    client = reads(cast.rule_editor, "en")
    assert "version 2" in client.get("/suppliers/terms/write/").content.decode()
    assert client.post("/suppliers/terms/write/", {"seen": "0", **NEW})["Location"] == "/suppliers/terms/write/"
    assert client.post("/suppliers/terms/write/", {"seen": "0", **NEW}).status_code == 409
    draft = TermsVersion.objects.get(state="draft")
    (offer,) = offers(draft, cast.rule_editor.actor)
    assert offer.possible
    day = time.today() + dt.timedelta(days=5)
    typed = {"seen": draft.version, "effective_from": f"{day.day}/{day.month}/{day.year + 543}", "effective_from_era": "BE"}
    assert client.post(offer.url, typed)["Location"] == "/suppliers/terms/2/"
    assert Client().get("/suppliers/terms/2/").status_code == 200


def test_standing_work_goes_on_without_the_terms(cast):
    company, owner = company_at(V.VERIFIED, cast)
    published(cast, days=1)
    with time.shifted_to(time.read() + dt.timedelta(days=3)):
        company.refresh_from_db()
        assert terms.missing(company, time.today()) == 2
        assert company.is_verified(time.today())
        perform(company, "withdraw", actor=owner, reason="เลิกกิจการ")


def test_owners_are_told_of_a_new_version_and_nobody_else(cast):
    _company, newcomer = company_at(V.CLAIMED, cast)
    published(cast)
    audit.deliver()
    told = set(Message.objects.filter(route="suppliers.terms_published").values_list("person_id", flat=True))
    assert {cast.siam_owner.person.pk, cast.lanna_owner.person.pk} <= told
    assert not told & {cast.siam_bidder.person.pk, cast.officer.person.pk, newcomer.person_id}
    message = Message.objects.get(route="suppliers.terms_published", person=cast.siam_owner.person)
    assert message.url == "/suppliers/terms/2/"
    assert not message.waits
