"""A listing from draft to its end: who may do what, and what is written down."""

from __future__ import annotations

import pytest

from catalog.actions import drafts
from catalog.models import Category, Listing
from marketplace import audit
from marketplace.accounts.actions.duties import grant
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.procedure import Refused, act
from tests.catalog import shelf

pytestmark = pytest.mark.django_db(transaction=True)


def reasons(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {refusal.code for refusal in refused.value.refusals}


def test_a_draft_is_written_sent_approved_and_on_sale(cast):
    listing = shelf.live(cast)
    assert listing.state == "live"
    assert listing.is_on_sale
    assert listing.live_version.number == 1
    assert listing.live_version.approved_by_id == cast.registrar.person.pk
    assert listing.draft_version is None
    assert listing.published_by_id == cast.registrar.person.pk


def test_publishing_is_written_down_with_the_fingerprint_of_what_was_read(cast):
    listing = shelf.live(cast)
    entry = [e for e in audit.entries(root=("listing", listing.ref)) if e.code == "catalog.listing_published"][-1]
    assert entry.payload["content"] == listing.live_version.content
    assert entry.payload["price_satang"] == 290_00
    assert entry.actor.duty == "registrar"


def test_an_incomplete_draft_is_not_sent_and_the_missing_parts_are_named(cast):
    listing = shelf.draft(cast, complete=False)
    with pytest.raises(Refused) as refused:
        act(listing, "submit", actor=cast.siam_lister.actor, seen=listing.version)
    assert reasons(refused) == {"everything_is_answered"}
    assert Listing.objects.get(pk=listing.pk).state == "draft"


def test_a_company_that_is_not_verified_writes_but_does_not_send(cast):
    listing = shelf.draft(cast, company="isan")
    with pytest.raises(Refused) as refused:
        act(listing, "submit", actor=cast.isan_owner.actor, seen=listing.version)
    assert reasons(refused) == {"company_is_verified"}


def test_another_company_neither_writes_nor_sends(cast):
    listing = shelf.draft(cast)
    with pytest.raises(Refused) as refused:
        drafts.save(listing, actor=cast.lanna_owner.actor, seen=listing.version, fields={"title_th": "ของเรา"})
    assert reasons(refused) == {"wrong_duty"}
    with pytest.raises(Refused) as refused:
        act(listing, "submit", actor=cast.lanna_owner.actor, seen=listing.version)
    assert reasons(refused) == {"wrong_duty"}


def test_a_registrar_who_belongs_to_the_company_does_not_review_it(cast):
    listing = shelf.submitted(cast)
    with audit.unit():
        grant(actor=Actor.system(), person=cast.registrar.person, organisation=cast.siam, duty=Duty.BIDDER)
    version = listing.draft_version
    with pytest.raises(Refused) as refused:
        act(listing, "approve", actor=cast.registrar.actor, seen=listing.version, number=version.number, content=version.content)
    assert "registrar_is_an_outsider" in reasons(refused)


def test_only_what_was_seen_is_approved(cast):
    listing = shelf.submitted(cast)
    with pytest.raises(Refused) as refused:
        act(listing, "approve", actor=cast.registrar.actor, seen=listing.version, number=1, content="0" * 64)
    assert reasons(refused) == {"the_version_seen_is_the_one_judged"}


def test_a_listing_taken_back_and_changed_is_not_approved_from_the_old_page(cast):
    listing = shelf.submitted(cast)
    page = listing.version, listing.draft_version.number, listing.draft_version.content
    act(listing, "take_back", actor=cast.siam_lister.actor, seen=listing.version)
    drafts.save(listing, actor=cast.siam_lister.actor, seen=listing.version, fields={"price_satang": 999_00})
    act(listing, "submit", actor=cast.siam_lister.actor, seen=listing.version)
    with pytest.raises(Refused) as refused:
        act(listing, "approve", actor=cast.registrar.actor, seen=page[0], number=page[1], content=page[2])
    assert reasons(refused) == {"stale_page"}


def test_two_registrars_on_one_listing(cast):
    """Both opened the review of the same version. What the first decided stands; the second is told that the page is old."""
    listing = shelf.submitted(cast)
    with audit.unit():
        grant(actor=Actor.system(), person=cast.stranger.person, organisation=cast.comptroller, duty=Duty.REGISTRAR)
    second = Actor.of(cast.stranger.person, cast.comptroller)
    both_saw = {"seen": listing.version, "number": listing.draft_version.number, "content": listing.draft_version.content}
    act(listing, "approve", actor=cast.registrar.actor, **both_saw)
    late = Listing.objects.get(pk=listing.pk)
    with pytest.raises(Refused) as refused:
        act(late, "send_back", actor=second, **both_saw, reason="ราคาสูงไป")
    assert reasons(refused) == {"stale_page"}
    assert all(refusal.what_to_do for refusal in refused.value.refusals)
    late.refresh_from_db()
    assert (late.state, late.live_version.approved_by_id) == ("live", cast.registrar.person.pk)


def test_sending_back_needs_a_reason_and_the_company_sees_it_per_question(cast):
    listing = shelf.submitted(cast)
    version = listing.draft_version
    seen = {"seen": listing.version, "number": version.number, "content": version.content}
    with pytest.raises(Refused) as refused:
        act(listing, "send_back", actor=cast.registrar.actor, **seen, reason=" ")
    assert reasons(refused) == {"a_reason_is_given"}
    act(listing, "send_back", actor=cast.registrar.actor, **seen, reason="", reasons={"features": "บอกว่าค้นหาอะไรได้"})
    listing = Listing.objects.get(pk=listing.pk)
    assert listing.state == "returned"
    assert listing.draft_version.reasons == {"features": "บอกว่าค้นหาอะไรได้"}


def test_a_version_that_was_sent_back_stays_as_it_was_read(cast):
    listing = shelf.submitted(cast)
    version = listing.draft_version
    act(listing, "send_back", actor=cast.registrar.actor, seen=listing.version, number=1, content=version.content, reason="แก้ราคา")
    drafts.save(listing, actor=cast.siam_lister.actor, fields={"price_satang": 250_00})
    listing = Listing.objects.get(pk=listing.pk)
    assert [(v.number, v.price_satang) for v in listing.versions.all()] == [(1, 290_00), (2, 250_00)]


def test_a_change_is_reviewed_while_the_old_version_stays_on_sale(cast):
    listing = shelf.live(cast)
    drafts.save(listing, actor=cast.siam_lister.actor, fields={"price_satang": 310_00})
    act(listing, "submit_change", actor=cast.siam_lister.actor, seen=listing.version)
    listing = Listing.objects.get(pk=listing.pk)
    assert listing.is_on_sale
    assert listing.live_version.price_satang == 290_00
    listing = shelf.approve(cast, listing)
    assert listing.live_version.number == 2
    assert listing.live_version.price_satang == 310_00
    assert listing.versions.get(number=1).price_satang == 290_00


def test_a_change_that_changes_nothing_is_not_sent(cast):
    listing = shelf.live(cast)
    drafts.save(listing, actor=cast.siam_lister.actor, fields={"price_satang": 310_00})
    drafts.save(listing, actor=cast.siam_lister.actor, fields={"price_satang": 290_00})
    with pytest.raises(Refused) as refused:
        act(listing, "submit_change", actor=cast.siam_lister.actor, seen=listing.version)
    assert reasons(refused) == {"something_was_changed"}


def test_a_change_sent_back_leaves_the_listing_on_sale(cast):
    listing = shelf.live(cast)
    drafts.save(listing, actor=cast.siam_lister.actor, fields={"price_satang": 310_00})
    act(listing, "submit_change", actor=cast.siam_lister.actor, seen=listing.version)
    version = Listing.objects.get(pk=listing.pk).draft_version
    act(
        listing,
        "send_back_change",
        actor=cast.registrar.actor,
        seen=listing.version,
        number=version.number,
        content=version.content,
        reason="ราคาไม่ตรงเอกสาร",
    )
    listing = Listing.objects.get(pk=listing.pk)
    assert listing.state == "live"
    assert listing.live_version.number == 1


def test_a_listing_is_suspended_with_a_reason_and_put_on_sale_again(cast):
    listing = shelf.live(cast)
    with pytest.raises(Refused):
        act(listing, "suspend", actor=cast.registrar.actor, seen=listing.version, reason="")
    act(listing, "suspend", actor=cast.registrar.actor, seen=listing.version, reason="ใบรับรองหมดอายุ")
    assert not Listing.objects.live().exists()
    act(listing, "resume", actor=cast.registrar.actor, seen=listing.version, reason="ได้รับใบรับรองใหม่แล้ว")
    assert Listing.objects.live().get() == listing


def test_a_withdrawn_listing_cannot_come_back(cast):
    listing = shelf.live(cast)
    act(listing, "withdraw", actor=cast.siam_owner.actor, seen=listing.version, reason="เลิกให้บริการ")
    for step, player in (("resume", cast.registrar), ("submit", cast.siam_owner), ("submit_change", cast.siam_owner)):
        with pytest.raises(Refused) as refused:
            act(listing, step, actor=player.actor, seen=listing.version)
        assert reasons(refused) == {"wrong_state"}


def test_what_is_under_review_cannot_be_changed(cast):
    listing = shelf.submitted(cast)
    with pytest.raises(Refused) as refused:
        drafts.save(listing, actor=cast.siam_lister.actor, seen=listing.version, fields={"price_satang": 1_00})
    assert reasons(refused) == {"not_writable"}


def test_a_colleague_who_saved_meanwhile_is_not_overwritten(cast):
    listing = shelf.draft(cast)
    page = listing.version
    drafts.save(listing, actor=cast.siam_owner.actor, seen=page, fields={"title_th": "ของเจ้าของ"})
    with pytest.raises(Refused) as refused:
        drafts.save(listing, actor=cast.siam_lister.actor, seen=page, fields={"title_th": "ของผู้ดูแล"})
    assert reasons(refused) == {"stale_page"}
    assert Listing.objects.get(pk=listing.pk).draft_version.title_th == "ของเจ้าของ"


def test_a_group_of_categories_takes_no_listing(cast):
    with pytest.raises(Refused) as refused:
        drafts.begin(shelf.company_of(cast), Category.objects.get(code="platforms"), actor=cast.siam_lister.actor)
    assert reasons(refused) == {"category_takes_no_listing"}


def test_every_step_names_the_duty_under_which_it_was_taken(cast):
    listing = shelf.live(cast)
    steps = {entry.step: entry.actor.duty for entry in audit.entries(root=("listing", listing.ref)) if entry.step}
    assert steps == {"submit": "lister", "approve": "registrar"}
