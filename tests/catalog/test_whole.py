"""A listing on one page: saved and sent in one go, and a mistake in one part loses nothing of the others."""

import pytest
from django.test import Client

from catalog.models import Listing
from tests.catalog import shelf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lister(cast):
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.siam_lister.person)
    return client


def typed(page, **more):
    """Everything the page holds, as a browser would send it back; `more` wins."""
    data = {"seen": page.context["seen"]}
    for section in page.context["sections"]:
        for bound in section.form:
            widget = bound.field.widget.get_context(bound.html_name, bound.value(), {})["widget"]
            for one in widget.get("subwidgets", [widget]) if "subwidgets" in widget else [widget]:
                data[one["name"]] = one["value"] if one["value"] is not None else ""
    return {**data, **more}


def test_a_listing_is_saved_and_sent_from_its_one_page(cast, lister):
    listing = shelf.draft(cast)
    address = f"/work/listings/{listing.ref}/whole/"
    sent = lister.post(address, typed(lister.get(address), title_th="ระบบสารบรรณใหม่", then="send"))
    assert sent["Location"] == f"/work/listings/{listing.ref}/"
    listing = Listing.objects.get(pk=listing.pk)
    assert (listing.state, listing.draft_version.title_th) == ("submitted", "ระบบสารบรรณใหม่")


def test_a_mistake_in_the_price_keeps_the_text(cast, lister):
    listing = shelf.draft(cast)
    address = f"/work/listings/{listing.ref}/whole/"
    page = lister.post(address, typed(lister.get(address), title_th="ชื่อที่แก้แล้ว", price_satang="ห้าร้อย", then="send"))
    assert page.status_code == 422
    assert 'value="ห้าร้อย"' in page.content.decode()
    listing = Listing.objects.get(pk=listing.pk)
    assert (listing.state, listing.draft_version.title_th, listing.draft_version.price_satang) == ("draft", "ชื่อที่แก้แล้ว", 290_00)


def test_what_is_missing_is_named_and_what_was_written_is_kept(cast, lister):
    listing = shelf.draft(cast, complete=False)
    address = f"/work/listings/{listing.ref}/whole/"
    page = lister.post(address, typed(lister.get(address), title_th="ชื่อเดียวที่เขียน", then="send"))
    assert page.status_code == 409
    assert "Title in Thai" not in " ".join(str(refusal) for refusal in page.context["refusals"])
    assert Listing.objects.get(pk=listing.pk).draft_version.title_th == "ชื่อเดียวที่เขียน"
