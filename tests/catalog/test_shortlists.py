"""Shortlists on their pages: mark, note, reject with a reason, compare, confirm, take away, buy. Without JavaScript."""

from __future__ import annotations

import csv
import io
import re

import odfdo
import pytest
from django.test import Client
from openpyxl import load_workbook

from catalog.models import Shortlist
from marketplace import audit
from tenders.models import Tender
from tests.catalog import shelf

pytestmark = pytest.mark.django_db(transaction=True)


def browser(player, language: str = "en") -> Client:
    client = Client()
    client.cookies["talat_language"] = language
    client.force_login(player.person)
    return client


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def test_from_ticks_in_the_search_to_an_order_from_the_confirmed_list(cast) -> None:
    """One purchase played through the pages, with everything that is shown on the way."""
    cheap = shelf.live(cast, price_satang=200_00, title_en="Cheap letters")
    dear = shelf.live(cast, price_satang=300_00, title_en="=HYPERLINK(evil)", company="lanna")
    other = shelf.live(cast, "garbage-fee", price_satang=20_00)
    officer, colleague, stranger = browser(cast.officer), browser(cast.finance), browser(cast.other_officer)

    # --- mark
    page = officer.get(f"/work/shortlists/mark/?l={cheap.ref}&l={dear.ref}&l={other.ref}&quantity=20&term=12").content.decode()
    assert "Cheap letters" in page
    assert "Of another category" in page
    data = {"l": [cheap.ref, dear.ref], "name": "ระบบสารบรรณ 2570", "quantity": "20", "term": "12"}
    assert officer.post("/work/shortlists/mark/", {**data, "name": ""}).status_code == 422
    answer = officer.post("/work/shortlists/mark/", data)
    shortlist = Shortlist.objects.get()
    assert answer["Location"] == shortlist.get_absolute_url()
    # again: onto the list that is there, where nothing is doubled
    officer.post("/work/shortlists/mark/", {"l": [cheap.ref], "list": shortlist.ref})
    assert shortlist.entries.count() == 2
    address = shortlist.get_absolute_url()

    # --- who sees it
    assert colleague.get(address).status_code == 200
    assert "Note or reject" not in colleague.get(address).content.decode()
    assert browser(cast.auditor).get(address).status_code == 200
    assert stranger.get(address).status_code == 404
    assert browser(cast.siam_owner).get(address).status_code == 403
    assert colleague.post(f"{address}case/", {"name": "x"}).status_code == 403
    assert stranger.post(f"{address}listings/{cheap.ref}/", {"note": "x"}).status_code == 404

    # --- the list says totals for the stated case, and changes with it
    page = officer.get(address).content.decode()
    assert f"{20 * 12 * 200:,}" in page
    officer.post(f"{address}case/", {"name": "ระบบสารบรรณ 2570", "quantity": "10", "term": "12", "seen": hidden(page, "seen")})
    assert f"{10 * 12 * 200:,}" in officer.get(address).content.decode()
    stale = officer.post(f"{address}case/", {"name": "อื่น", "quantity": "5", "term": "12", "seen": hidden(page, "seen")})
    assert stale.status_code == 409

    # --- side by side, with notes and reasons, differences marked
    compared = f"/compare/?list={shortlist.ref}&l={cheap.ref}&l={dear.ref}&quantity=10&term=12&all=1"
    page = officer.get(compared).content.decode()
    assert "Note and decision" in page
    assert page.count("Note or reject") == 2
    assert "Note and decision" not in Client().get(compared).content.decode()
    entry = f"{address}listings/{dear.ref}/"
    was = hidden(officer.get(entry).content.decode(), "was")
    answer = officer.post(entry, {"note": "สาธิตแล้ว 20 พ.ย.", "rejected_reason": "แพงกว่า", "was": was, "next": compared})
    assert answer["Location"] == compared
    assert "แพงกว่า" in officer.get(compared).content.decode()
    # a colleague's words are not written over by a page that did not see them
    assert officer.post(entry, {"note": "", "rejected_reason": "", "was": was}).status_code == 409
    assert officer.post(entry, {"note": "x", "was": "y", "next": "https://evil.example/"}).status_code == 409

    # --- confirm exactly what was shown
    page = officer.get(f"{address}freeze/").content.decode()
    assert "1 service is kept" in page
    assert "แพงกว่า" in page
    proof = {"seen": hidden(page, "seen"), "proposal": hidden(page, "proposal")}
    assert officer.post(f"{address}freeze/", {**proof, "proposal": "0" * 64}).status_code == 409
    assert colleague.post(f"{address}freeze/", proof).status_code == 403
    assert officer.post(f"{address}freeze/", proof).status_code == 302
    shortlist.refresh_from_db()
    assert (shortlist.is_frozen, shortlist.sha256, shortlist.frozen_by) == (True, proof["proposal"], cast.officer.person)
    assert officer.post(entry, {"note": "later"}).status_code == 409
    events = [
        e.event.code.removeprefix("catalog.") for e in audit.entries(root=("shortlist", shortlist.ref)) if "refused" not in e.event.code
    ]
    assert events == ["shortlist_begun", "listings_marked", "shortlist_changed", "listing_rejected", "shortlist_frozen"]

    # --- take it away: the same numbers in all three kinds, and a supplier's text is never a formula
    book = load_workbook(io.BytesIO(officer.get(f"{address}list.xlsx").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {24_000, "แพงกว่า", "=HYPERLINK(evil)", shortlist.sha256} <= {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f"]
    sheet = odfdo.Document(io.BytesIO(officer.get(f"{address}list.ods").content)).body.tables[0]
    values = [value for row in sheet.iter_values() for value in row]
    assert 24_000 in values
    assert "แพงกว่า" in values
    rows = list(csv.reader(io.StringIO(officer.get(f"{address}list.csv").content.decode("utf-8-sig"))))
    assert next(row for row in rows if cheap.ref in row)[6:8] == ["24000.00", "Kept"]
    assert "'=HYPERLINK(evil)" in next(row for row in rows if dear.ref in row)
    assert officer.get(f"{address}list.pdf").status_code == 404
    assert stranger.get(f"{address}list.csv").status_code == 404

    # --- buy: version, quantity and term come from the list and are not asked
    page = officer.get(address).content.decode()
    path = re.search(r'href="(/tenders/start/\?list=[^"]*listing=[^"]*)"', page)[1].replace("&amp;", "&")
    form = officer.get(path).content.decode()
    assert 'name="quantity"' not in form
    told = {"need": "ลดเวลา", "result": "ภายใน 1 วัน", "budget_source": "เทศบัญญัติ", "delivery_days": "30", "inspector": str(cast.inspector.person.pk), "declared": "on"}  # fmt: skip
    assert officer.post(path, told).status_code == 302
    tender = Tender.objects.get()
    item = tender.items.get()
    assert (tender.shortlist, item.listing_version, item.quantity, item.months, item.total_satang) == (
        shortlist,
        cheap.live_version,
        10,
        12,
        2_400_000,
    )
    report = officer.get(f"/tenders/{tender.ref}/report/").content.decode()
    assert "แพงกว่า" in report
    assert tender.ref in officer.get(address).content.decode()
    assert officer.get(path.replace(cheap.ref, dear.ref)).status_code == 404  # rejected
    services = officer.get(f"/tenders/{tender.ref}/services/").content.decode()
    assert cheap.ref in services
    assert dear.ref not in services
    assert stranger.get(path).status_code == 404


def test_a_list_above_the_limit_begins_a_purchase_by_competition(cast) -> None:
    listing = shelf.live(cast, price_satang=60_000_000)
    officer = browser(cast.officer)
    officer.post("/work/shortlists/mark/", {"l": [listing.ref], "name": "ระบบใหญ่", "quantity": "1", "term": "1"})
    shortlist = Shortlist.objects.get()
    page = officer.get(f"{shortlist.get_absolute_url()}freeze/").content.decode()
    officer.post(f"{shortlist.get_absolute_url()}freeze/", {"seen": hidden(page, "seen"), "proposal": hidden(page, "proposal")})
    page = officer.get(shortlist.get_absolute_url()).content.decode()
    assert "listing=" not in page
    start = f"/tenders/start/?list={shortlist.ref}"
    assert start in page
    form = officer.get(start).content.decode()
    assert 'value="ระบบใหญ่"' in form
    data = {"title": "ระบบใหญ่", "category": str(listing.category_id), "budget_satang": "700,000", "method": "ebidding_price"}
    assert officer.post(start, data).status_code == 302
    tender = Tender.objects.get()
    assert (tender.shortlist, tender.items.exists()) == (shortlist, False)
    assert "Market research" in officer.get(f"/tenders/{tender.ref}/report/").content.decode()
    prices = officer.get(f"/tenders/{tender.ref}/reference-price/").content.decode()
    assert "600,000" in prices


def test_narrowing_is_refused_with_sentences_that_say_what_to_do(cast) -> None:
    from catalog.actions import shortlists
    from catalog.prices import Case
    from marketplace.procedure import act
    from marketplace.procedure.refusals import Refused

    listing = shelf.live(cast, price_satang=200_00)
    begun = shortlists.begin(actor=cast.officer.actor, name=" ", category=listing.category, case=Case(1, 1), listings=[listing])
    assert begun.name == listing.category.name_th

    def codes() -> list[str]:
        fresh = Shortlist.objects.get(pk=begun.pk)
        with pytest.raises(Refused) as refused:
            act(fresh, "freeze", actor=cast.officer.actor, proposal=shortlists.fingerprint(fresh, shortlists.lines_of(fresh)))
        return [refusal.code for refusal in refused.value.refusals]

    act(listing, "suspend", actor=cast.registrar.actor, reason="ตรวจสอบ")
    assert codes() == ["everything_kept_is_on_sale"]
    shortlists.judge_entry(begun.entries.get(), actor=cast.officer.actor, note="", rejected_reason="ถูกระงับ")
    assert codes() == ["something_is_kept"]
    with pytest.raises(Refused):
        act(Shortlist.objects.get(), "give_up", actor=cast.officer.actor, reason=" ")
    act(Shortlist.objects.get(), "give_up", actor=cast.officer.actor, reason="เปลี่ยนแผน")
    assert Shortlist.objects.get().reason == "เปลี่ยนแผน"
    with pytest.raises(Refused):
        shortlists.begin(actor=cast.finance.actor, name="x", category=listing.category, case=Case(1, 1))


def test_the_pages_of_lists_cost_the_same_for_few_rows_and_for_many(cast, django_assert_max_num_queries) -> None:
    refs = [shelf.live(cast, price_satang=200_00 + number).ref for number in range(12)]
    officer = browser(cast.officer)
    officer.post("/work/shortlists/mark/", {"l": refs, "name": "รายการยาว", "quantity": "1", "term": "1"})
    shortlist = Shortlist.objects.get()
    officer.get(shortlist.get_absolute_url())
    with django_assert_max_num_queries(16):
        officer.get(shortlist.get_absolute_url())
    query = "&".join(f"l={ref}" for ref in refs)
    with django_assert_max_num_queries(12):
        page = officer.get(f"/compare/?list={shortlist.ref}&{query}").content.decode()
    assert page.count('scope="col"') == 10
    assert officer.get("/work/shortlists/").content.decode().count(shortlist.ref) >= 1


def test_thirty_may_be_confirmed_and_one_more_has_to_be_rejected_with_a_reason(cast) -> None:
    from catalog.actions import shortlists
    from catalog.prices import Case
    from marketplace.procedure import act
    from marketplace.procedure.refusals import Refused

    listings = [shelf.live(cast, price_satang=200_00 + number) for number in range(31)]
    made = shortlists.begin(actor=cast.officer.actor, name="x", category=listings[0].category, case=Case(1, 1), listings=listings)

    def freezes() -> None:
        fresh = Shortlist.objects.get(pk=made.pk)
        act(fresh, "freeze", actor=cast.officer.actor, proposal=shortlists.fingerprint(fresh, shortlists.lines_of(fresh)))

    with pytest.raises(Refused) as refused:
        freezes()
    (why,) = refused.value.refusals
    assert (why.code, why.params["kept"], why.params["most"]) == ("few_enough_are_kept", 31, 30)
    shortlists.judge_entry(made.entries.get(listing=listings[30]), actor=cast.officer.actor, note="", rejected_reason="แพงที่สุด")
    freezes()
    assert Shortlist.objects.get(pk=made.pk).is_frozen
