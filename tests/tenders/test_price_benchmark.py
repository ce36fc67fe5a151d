"""The price benchmark of a purchase: from listings, paid prices, central prices and letters to a frozen report that becomes the reference price."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Category
from catalog.prices import Case
from marketplace import audit
from marketplace.kernel import clock
from marketplace.law.reference_price import PriceSource
from marketplace.oversight.ocds import feed
from marketplace.pricing.actions import central, letters, reports
from marketplace.pricing.models import CentralPrice, PaidPrice, PriceReport, SurveyLetter
from marketplace.procedure.refusals import Refused
from marketplace.ui import charts
from suppliers.models import Company
from tenders.actions import benchmarking, preparing
from tenders.models import ReferencePrice
from tests.contracts.conftest import Deal
from tests.factories import market
from tests.factories import purchases as p
from tests.factories import small_purchases as small

pytestmark = pytest.mark.django_db(transaction=True)
CASE = Case(50, 12)


@pytest.fixture
def play(cast):
    Company.objects.update(vat_registered=True)
    return p.Play(cast=cast, category=Category.objects.get(code="e-document"))


def started(play, *, budget_satang=60_000_000, title="จ้างระบบสารบรรณ"):
    """A purchase in preparation, without a service chosen."""
    from tenders.methods import EBIDDING_PRICE

    play.tender = preparing.start_purchase(
        actor=play.cast.officer.actor,
        title=title,
        category=play.category,
        method=EBIDDING_PRICE,
        budget_satang=budget_satang,
        need="ลดกระดาษ",
    )
    return play.tender


def browser(player=None):
    client = Client(headers={"accept-language": "en"})
    if player is not None:
        client.force_login(player.person)
    return client


def test_an_officer_freezes_the_listed_prices_and_types_no_amount(play, clock):
    market.five(play.cast)
    tender = started(play)
    client = browser(play.cast.officer)
    address = reverse("purchase_benchmark", args=[tender.ref])
    html = client.get(address).content.decode()
    assert "5 prices of 5 suppliers: the middle one is 120,000 baht" in html  # 50 users, 12 months, 200 baht
    assert "half lie between 114,000 and 126,000 baht, eight of ten between 110,400 and 129,600 baht" in html
    assert "<svg" in html
    form = {
        "quantity": "50",
        "term": "12",
        "choice": "listed",
        "reason": "ไม่มีราคากลางของหน่วยงานกลาง",
        "freeze": "1",
        "seen": tender.version,
    }
    response = client.post(address, form)
    assert response.status_code == 302, response.content.decode()
    price = tender.reference_prices.get()
    assert (price.amount_satang, price.source, len(price.sources)) == (12_000_000, PriceSource.MARKET, 5)
    assert reports.is_true(price.report)
    entry = next(entry for entry in audit.entries(root=("tender", tender.ref)) if entry.code == "pricing.report_frozen")
    assert entry.payload["digest"] == price.report.digest
    recorded = next(entry for entry in audit.entries(root=("tender", tender.ref)) if entry.code == "tenders.reference_price_recorded")
    assert (recorded.payload["price_report"], recorded.payload["price_report_digest"]) == (price.report.ref, price.report.digest)
    page = client.get(response["Location"]).content.decode()
    assert "120,000" in page
    assert price.report.digest in page
    assert "The text above has this digest." in page
    facts = price.report.facts
    facts["chosen"]["amount_satang"] = 1
    PriceReport.objects.filter(pk=price.report_id).update(facts=facts)
    assert "does not have this digest" in client.get(response["Location"]).content.decode()


def test_leaving_a_price_out_needs_a_reason_which_the_report_keeps(play, clock):
    listings = market.five(play.cast, prices=(180_00, 190_00, 200_00, 210_00, 220_00, 2_000_00))
    tender = started(play)
    strange = f"{listings[-1].ref}/1"
    client = browser(play.cast.officer)
    address = reverse("purchase_benchmark", args=[tender.ref])
    assert "unusual" in client.get(address).content.decode()
    worked = client.post(address, {"quantity": "50", "term": "12", f"out:{strange}": "รวมค่าพัฒนา", "work_out": "1"}).content.decode()
    assert "5 prices of 5 suppliers" in worked
    assert 'value="รวมค่าพัฒนา"' in worked
    with pytest.raises(Refused):
        benchmarking.freeze(tender, actor=play.cast.officer.actor, case=CASE, choice="listed", reason="x", excluded={strange: " "})
    benchmarking.freeze(tender, actor=play.cast.officer.actor, case=CASE, choice="listed", reason="x", excluded={strange: "รวมค่าพัฒนา"})
    price = tender.reference_prices.get()
    assert price.amount_satang == 12_000_000
    left_out = [row for group in price.report.facts["groups"] for row in group["left_out"]]
    assert [(row["key"], row["reason"]) for row in left_out] == [(strange, "รวมค่าพัฒนา")]
    assert "รวมค่าพัฒนา" in client.get(reverse("price_report", args=[tender.ref])).content.decode()


def test_prices_of_the_chosen_supplier_never_count_and_a_later_choice_is_noticed(play, clock):
    listings = market.five(play.cast, prices=(100_00, 180_00, 190_00, 200_00, 210_00, 220_00))
    tender = started(play)
    benchmarking.freeze(tender, actor=play.cast.officer.actor, case=CASE, choice="listed", reason="x")
    before = tender.reference_prices.first()
    assert not benchmarking.outdated(tender, before)
    own = listings[0].live_version
    preparing.choose_items(tender, actor=play.cast.officer.actor, items=[(own, 50, 12)])
    assert benchmarking.outdated(tender, before)
    found = benchmarking.worked_out(tender)
    assert own.listing.company.ref not in {price.supplier for price in found.listed.counted}
    assert (len(found.listed.counted), len(found.listed.own), found.listed.figures.least) == (5, 1, 50 * 12 * 180_00)
    assert "is not counted" in browser(play.cast.officer).get(reverse("purchase_benchmark", args=[tender.ref])).content.decode()


def test_too_few_prices_say_so_and_letters_to_three_suppliers_make_a_survey(play, clock):
    market.five(play.cast, prices=(180_00, 190_00, 200_00, 210_00))
    tender = started(play)
    client = browser(play.cast.officer)
    address = reverse("purchase_benchmark", args=[tender.ref])
    html = client.get(address).content.decode()
    assert "Not enough: 4 prices of 4 suppliers; at least 5 prices of 3 suppliers are needed." in html
    with pytest.raises(Refused) as refused:
        benchmarking.freeze(tender, actor=play.cast.officer.actor, case=CASE, choice="listed", reason="x")
    assert refused.value.refusals[0].basis.code == "HOUSE.PRICE_EVIDENCE"
    page = reverse("purchase_price_letters", args=[tender.ref])
    sellers = [market.seller(number) for number in (1, 2, 3)]
    form = {"quantity": "50", "term": "12", "wanted": "ระบบสารบรรณ 50 ผู้ใช้", "answer_until": "2026-12-01"}
    two = client.post(page, {**form, "suppliers": [Company.objects.get(organisation=seller.organisation).pk for seller in sellers[:2]]})
    assert (two.status_code, SurveyLetter.objects.count()) == (409, 0)
    three = client.post(page, {**form, "suppliers": [Company.objects.get(organisation=seller.organisation).pk for seller in sellers]})
    assert three.status_code == 302, three.content.decode()
    made = list(SurveyLetter.objects.all())
    assert [letter.quantity for letter in made] == [50, 50, 50]
    for letter, seller, amount in zip(made, sellers, ("125,000", "119000.50", "130,000"), strict=True):
        own = browser(seller)
        assert own.get(letter.get_absolute_url()).status_code == 200
        assert own.get(reverse("survey_letters")).content.decode().count(letter.ref) >= 1
        assert own.post(letter.get_absolute_url(), {"offers": "yes", "price_satang": amount}).status_code == 302
        assert own.post(letter.get_absolute_url(), {"offers": "yes", "price_satang": "1"}).status_code == 409  # an answer is not changed
    benchmarking.freeze(tender, actor=play.cast.officer.actor, case=CASE, choice="surveyed", reason="ไม่มีราคากลาง")
    price = tender.reference_prices.get()
    assert (price.amount_satang, price.source) == (12_500_000, PriceSource.MARKET)
    pdf = client.get(reverse("survey_letter_pdf", args=[made[0].ref]))
    assert pdf.content.startswith(b"%PDF")
    assert letters.printable(made[0]).digest == made[0].digest


def test_a_letter_is_for_its_two_sides_and_a_copy_can_be_checked_by_its_digest(play, clock):
    market.five(play.cast, prices=(180_00, 190_00, 200_00))
    tender = started(play)
    companies = [Company.objects.get(organisation=market.seller(number).organisation) for number in (1, 2, 3)]
    first, *_rest = benchmarking.ask_suppliers(
        tender, actor=play.cast.officer.actor, case=CASE, companies=companies, answer_until=dt.date(2026, 12, 1), wanted="ระบบ"
    )
    cast = play.cast
    for player in (None, cast.siam_owner, market.seller(2), cast.other_officer, cast.registrar):
        for address in (first.get_absolute_url(), reverse("survey_letter_pdf", args=[first.ref])):
            assert browser(player).get(address).status_code == 404, (player, address)
    for player in (cast.officer, cast.head_of_agency, market.seller(1), cast.auditor):
        assert browser(player).get(first.get_absolute_url()).status_code == 200
    held = browser().get(f"{first.get_absolute_url()}?digest={first.digest[:16]}").content.decode()
    assert "Issued here" in held
    assert tender.title not in held
    assert browser().get(f"{first.get_absolute_url()}?digest={first.digest[:8]}").status_code == 404
    with pytest.raises(Refused):
        letters.answer(first, actor=market.seller(2).actor, satang=1)
    letters.answer(first, actor=cast.officer.actor, satang=None, note="โทรแจ้งว่าไม่เสนอ")  # came on paper
    first.refresh_from_db()
    assert first.declined


def test_a_central_price_in_force_comes_first_and_a_later_source_then_needs_a_reason(play, clock):
    market.five(play.cast)
    today = clock.moment.date()
    row = central.enter(
        actor=play.cast.rule_editor.actor, source=PriceSource.STANDARD, issuer="mdes", document_no="ดศ 1/2569", document_on=today, title="ระบบสารบรรณ",
        category=play.category, unit="user-month", price_satang=150_00, valid_from=today, valid_to=None,
    )  # fmt: skip
    tender = started(play)
    found = benchmarking.worked_out(tender, CASE)
    assert found.first_choice.code == f"central:{row.ref}"
    assert not benchmarking.no_earlier_source(found)
    with pytest.raises(Refused) as refused:
        benchmarking.freeze(tender, actor=play.cast.officer.actor, case=CASE, choice="listed")
    assert [refusal.code for refusal in refused.value.refusals] == ["order_of_sources"]
    assert not PriceReport.objects.exists()
    benchmarking.freeze(tender, actor=play.cast.officer.actor, case=CASE, choice=f"central:{row.ref}")
    price = tender.reference_prices.get()
    assert (price.source, price.amount_satang) == (PriceSource.STANDARD, 50 * 12 * 150_00)
    central.end(row, actor=play.cast.rule_editor.actor, reason="มีเกณฑ์ใหม่")
    assert not benchmarking.worked_out(tender, CASE).central


def test_what_was_signed_for_becomes_a_paid_price_of_two_fiscal_years(cast):
    play = p.Play(cast=cast, category=Category.objects.get(code="e-document"))
    Company.objects.update(vat_registered=True)
    small.ordered(play, cast.lanna_owner, 5_000_000)
    Deal(play, play.now + dt.timedelta(hours=1)).drafted().step("buy_on_receipt", cast.head_officer)
    row = PaidPrice.objects.get()
    item = play.tender.items.get()
    assert (row.lot_ref, row.company.ref, row.total_satang) == (play.tender.lot.ref, "S-0002", 5_000_000)
    assert (row.unit, row.quantity, row.term) == (item.listing_version.unit, item.quantity, item.months)
    with clock.shifted_to(play.now + dt.timedelta(days=40)):
        started(play)
        found = benchmarking.worked_out(play.tender, Case(3, 1))
        assert found.last is not None
        assert (found.last.case_satang, found.choice("last").source) == (3 * 5_000_000, PriceSource.LAST_PURCHASE)
        public = browser().get(reverse("prices_of", args=[play.category.code])).content.decode()
        assert "จ้างเหมาบริการระบบสารบรรณอิเล็กทรอนิกส์" in public
        assert "Lanna Soft" in public
    with clock.shifted_to(dt.datetime(2027, 9, 30, 9, tzinfo=clock.BANGKOK)):  # fiscal years 2569 and 2570 count
        assert benchmarking.worked_out(play.tender, Case(3, 1)).last is not None
    with clock.shifted_to(dt.datetime(2027, 10, 1, 9, tzinfo=clock.BANGKOK)):
        assert benchmarking.worked_out(play.tender, Case(3, 1)).last is None


def test_listed_and_paid_prices_stand_apart_with_their_counts_dates_and_figures_on_an_axis_of_ratios(cast, monkeypatch):
    play = p.Play(cast=cast, category=Category.objects.get(code="e-document"))
    Company.objects.update(vat_registered=True)
    small.ordered(play, cast.lanna_owner, 5_000_000)
    Deal(play, play.now + dt.timedelta(hours=1)).drafted().step("buy_on_receipt", cast.head_officer)
    drawn = []
    draw = charts.draw
    monkeypatch.setattr(charts, "draw", lambda spec, **more: drawn.append((spec, more)) or draw(spec, **more))
    with clock.shifted_to(play.now + dt.timedelta(days=40)):
        before = browser().get("/prices/of/e-document/?quantity=50&term=12").context["groups"]
        market.five(cast)
        page = browser().get("/prices/of/e-document/?quantity=50&term=12")
        today = clock.today()
    listed, paid = page.context["groups"]
    assert paid == before[1]  # what is asked changes nothing of what was paid
    assert (paid.kind, paid.prices, paid.suppliers, paid.agencies, paid.enough) == ("paid", 1, 1, 1, False)
    assert paid.first_on == paid.last_on == clock.civil(play.now + dt.timedelta(hours=1))
    assert (listed.kind, listed.prices, listed.suppliers, listed.enough, listed.last_on) == ("listed", 6, 6, True, today)
    html = page.content.decode()
    assert "The two are never mixed." in html
    spec, told = drawn[-1]
    assert {layer["encoding"]["x"]["scale"]["type"] for layer in spec["layer"]} == {"log"}
    assert told["description"] == f"Listed prices: {listed.sentence} Prices paid: {paid.sentence}"
    assert [row[0] for row in told["rows"]] == [
        "Lowest", "10 of 100 are below", "25 of 100 are below", "Middle (median)", "75 of 100 are below", "90 of 100 are below", "Highest",
    ]  # fmt: skip
    assert "10 of 100 are below" in html


def test_until_the_invitation_nobody_outside_reaches_the_price_by_page_api_or_open_data(play, clock):
    """The canary: an amount that stands nowhere else must not come to an outsider before the invitation, and its computation after it."""
    market.five(play.cast, prices=(1_000_00, 1_100_00, 1_234_57, 1_300_00, 1_400_00))
    cast = play.cast
    tender = started(play, budget_satang=80_000_000)
    benchmarking.freeze(tender, actor=cast.officer.actor, case=CASE, choice="listed", reason="ไม่มี")
    amount = tender.reference_prices.get().amount_satang
    assert amount == 50 * 12 * 1_234_57
    needles = [f"{amount // 100:,}", str(amount // 100), str(amount)]
    report = reverse("price_report", args=[tender.ref])
    outsiders = (None, cast.siam_owner, cast.other_officer, cast.other_head, cast.registrar, cast.stranger, market.seller(1))

    def look(state, *, invited):
        type(tender).objects.filter(pk=tender.pk).update(state=state, published_at=clock.moment if invited else None)
        for player in outsiders:
            client = browser(player)
            for address in (report, reverse("price_report_json", args=[tender.ref]), reverse("tender", args=[tender.ref])):
                yield player, address, client.get(address)

    for state in ("drafting", "requested", "approved", "commenting", "ready", "withdrawn", "cancelled"):
        for player, address, response in look(state, invited=False):
            if address != reverse("tender", args=[tender.ref]):
                assert response.status_code == 404, (state, player, address)
            text = response.content.decode()
            assert not [needle for needle in needles if needle in text], (state, player, address)
        for player in outsiders:
            client = browser(player)
            for address in (f"/api/v1/ocds/releases/{feed.ocid_of(tender.ref)}/", "/api/v1/ocds/releases/", "/open-data/"):
                text = client.get(address).content.decode()
                assert not [needle for needle in needles if needle in text], (state, player, address)
            for name in ("purchase_benchmark", "purchase_price_letters", "purchase_reference_price", "request_report"):
                assert client.get(reverse(name, args=[tender.ref])).status_code in {302, 403, 404}, (state, player, name)
    for state in ("inviting", "evaluating", "awarded", "cancelled"):
        for player, address, response in look(state, invited=True):
            assert response.status_code == 200, (state, player, address)
            assert f"{amount // 100:,}" in response.content.decode() or address.endswith(".json")
    told = json.loads(browser().get(reverse("price_report_json", args=[tender.ref])).content)
    assert reports.digest_of(told["reference"], dt.datetime.fromisoformat(told["issued_at"]), told["facts"]) == told["sha256"]


def test_at_or_below_the_amount_of_section_63_the_computation_stays_with_the_agency(play, clock):
    market.five(play.cast)
    tender = started(play)
    benchmarking.freeze(tender, actor=play.cast.officer.actor, case=CASE, choice="listed", reason="ไม่มี")
    type(tender).objects.filter(pk=tender.pk).update(state="inviting", published_at=clock.moment)
    ReferencePrice.objects.update(amount_satang=50_000_000)
    assert browser().get(reverse("price_report", args=[tender.ref])).status_code == 404
    assert browser(play.cast.officer).get(reverse("price_report", args=[tender.ref])).status_code == 200
    ReferencePrice.objects.update(amount_satang=50_000_001)
    assert browser().get(reverse("price_report", args=[tender.ref])).status_code == 200


def test_only_the_agencys_makers_freeze_and_only_rule_editors_keep_the_register(play, clock):
    market.five(play.cast)
    tender = started(play)
    cast = play.cast
    for player in (cast.other_officer, cast.siam_owner, cast.inspector, cast.auditor):
        with pytest.raises(Refused):
            benchmarking.freeze(tender, actor=player.actor, case=CASE, choice="listed", reason="x")
    with pytest.raises(Refused):
        central.enter(actor=cast.officer.actor)
    stale = {"quantity": "50", "term": "12", "choice": "listed", "reason": "x", "freeze": "1", "seen": tender.version + 3}
    assert browser(cast.officer).post(reverse("purchase_benchmark", args=[tender.ref]), stale).status_code == 409
    assert not PriceReport.objects.exists()
    assert not CentralPrice.objects.exists()
