"""The index follows the audit log: what is on sale is found, what is not is gone."""

from __future__ import annotations

import pytest

from catalog.actions import drafts
from catalog.models import Listing
from catalog.search import Query, indexing
from catalog.search.entries import entry_of
from catalog.search.ladder import climb
from marketplace import audit
from marketplace.procedure import act
from tests.catalog import shelf

pytestmark = pytest.mark.django_db(transaction=True)


def found(index, text=""):
    return [hit.id for hit in climb(index, Query(text)).hits]


def test_a_listing_is_found_once_it_is_published_and_not_before(cast, index):
    listing = shelf.submitted(cast)
    indexing.rebuild()
    audit.deliver()
    assert found(index) == []
    shelf.approve(cast, listing)
    audit.deliver()
    assert found(index, "สารบรรณ เทศบาล") == [listing.pk]


def test_a_change_is_found_once_it_is_approved(cast, index):
    listing = shelf.live(cast)
    audit.deliver()
    drafts.save(listing, actor=cast.siam_lister.actor, fields={"title_th": "ระบบใหม่เพื่อโรงพยาบาล"})
    act(listing, "submit_change", actor=cast.siam_lister.actor, seen=listing.version)
    audit.deliver()
    assert found(index, "โรงพยาบาล") == []
    shelf.approve(cast, Listing.objects.get(pk=listing.pk))
    audit.deliver()
    assert found(index, "โรงพยาบาล") == [listing.pk]


@pytest.mark.parametrize(("step", "player"), [("suspend", "registrar"), ("withdraw", "siam_owner")])
def test_a_listing_that_leaves_the_shelf_leaves_the_index(cast, index, step, player):
    listing = shelf.live(cast)
    audit.deliver()
    act(listing, step, actor=getattr(cast, player).actor, seen=listing.version, reason="เหตุผล")
    audit.deliver()
    assert found(index) == []


def test_delivering_twice_changes_nothing(cast, index):
    listing = shelf.live(cast)
    audit.deliver()
    audit.rewind("catalog.index", -1)
    audit.deliver()
    assert found(index) == [listing.pk]


def test_words_of_a_published_version_are_kept_so_that_a_rebuild_does_not_cut_again(cast, index):
    version = shelf.live(cast).live_version
    assert "สารบรรณ" in version.cut_title.split()
    assert version.cut_dictionary


def test_an_entry_holds_the_groups_under_which_the_listing_is_counted(cast, index):
    listing = shelf.live(cast, answers={"recovery_hours": 30, "thai_ocr": False})
    choices = entry_of(Listing.objects.shown().get(pk=listing.pk)).choices
    assert choices["category"] == ("local-services", "e-document")
    assert choices["region"] == ("north",)
    assert choices["recovery_hours"] == ("2",)
    assert choices["thai_ocr"] == ("no",)
    assert choices["sme"] == ("no",)


def test_the_price_in_the_index_contains_vat(cast, index):
    listing = shelf.live(cast, vat_included=False, price_satang=100_00)
    assert entry_of(Listing.objects.shown().get(pk=listing.pk)).price == 107_00
