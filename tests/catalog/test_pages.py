"""Pages of the catalogue: what buyers see, what suppliers write, what registrars judge."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalog.actions import drafts
from catalog.models import Category, Listing
from catalog.search import SearchDown, indexing
from marketplace.kernel.provinces import REGIONS, region_of
from marketplace.procedure import act
from marketplace.ui import slots
from tests.catalog import shelf

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_round,
]  # pages; every page is opened on both databases by tests/architecture/test_access.py
LANGUAGES = ("th", "en")


def visitor(player=None, language="th") -> Client:
    client = Client(headers={"accept-language": language})
    if player is not None:
        client.force_login(player.person)
    return client


@pytest.fixture
def stocked(cast, index):
    """Two e-document listings and one of cloud hosting on sale."""
    one = shelf.live(cast)
    two = shelf.live(
        cast,
        company="lanna",
        title_th="ชุดสำนักงานอิเล็กทรอนิกส์ <b>พิเศษ</b>",
        price_satang=100_00,
        vat_included=False,
        answers={"hosting_location": "agency", "thaid_login": False},
    )
    three = shelf.live(cast, "cloud-hosting", title_th="คลาวด์ภาครัฐ", price_satang=2_05)
    indexing.rebuild()
    return one, two, three


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    [
        "/catalogue/",
        "/catalogue/?q=สารบรรณ",
        "/catalogue/e-document/",
        "/catalogue/local-services/",
        "/catalogue/cloud-hosting/?sort=price",
        "/compare/",
        "/catalogue/?q=ไม่มีคำนี้แน่นอน",
    ],
)
def test_public_pages_open_in_both_languages(stocked, path, language):
    assert visitor(language=language).get(path).status_code == 200


def test_a_result_shows_the_price_of_the_readers_case_and_the_deciding_facts(stocked):
    html = visitor().get("/catalogue/e-document/?quantity=10&term=1").content.decode()
    assert "2,900" in html  # 10 × 1 × 290
    assert "1,070" in html  # 10 × 1 × 100 and VAT
    assert "ที่ตั้งของระบบ: ติดตั้งในหน่วยงาน" in html


def test_what_a_supplier_typed_is_never_markup(stocked):
    html = visitor().get("/catalogue/e-document/?q=พิเศษ").content.decode()
    assert "<b>พิเศษ" not in html
    assert "&lt;b&gt;<mark>พิเศษ</mark>&lt;/b&gt;" in html


def test_filters_show_counts_and_narrow_the_results(stocked):
    response = visitor().get("/catalogue/e-document/?hosting_location=agency")
    assert [card.listing for card in response.context["cards"]] == [stocked[1]]
    group = next(group for group in response.context["groups"] if group.name == "hosting_location")
    assert {option.value: (option.count, option.on) for option in group.options} == {"gdcc": (1, False), "agency": (1, True)}
    assert "ที่ตั้งของระบบ: ติดตั้งในหน่วยงาน" in response.context["chips"][0]["label"]


@pytest.mark.parametrize(("language", "label"), [("th", "ภาคของผู้ขาย"), ("en", "Region of the supplier")])
def test_buyers_narrow_to_a_region_and_keep_it_in_other_categories(stocked, language, label):
    one, two, _three = stocked
    regions = {region_of(row.company.province) for row in stocked}
    client = visitor(language=language)
    mine = region_of(one.company.province)
    page = client.get(f"/catalogue/e-document/?region={mine}").content.decode()
    with translation.override(language):
        assert f"{label}: {REGIONS[mine]}" in page
    assert one.get_absolute_url() in page
    assert (two.get_absolute_url() in page) == (region_of(two.company.province) == mine)
    assert f"/catalogue/cloud-hosting/?region={mine}" in page
    other = next(code for code in REGIONS if code not in regions)
    assert one.get_absolute_url() not in client.get(f"/catalogue/e-document/?region={other}").content.decode()


def test_pages_ignore_parameters_that_mean_nothing(stocked):
    response = visitor().get("/catalogue/e-document/?hosting_location=mars&colour=red&sort=loud&after=xx&price_from=abc&quantity=-5")
    assert response.status_code == 200
    assert response.context["page"].total == 2


def test_the_address_alone_shows_everybody_the_same_results(cast, stocked):
    """Words, case, order and filters stand in the address; whoever is sent it finds what its sender saw."""
    shared = "/catalogue/e-document/?q=ระบบ&quantity=10&term=1&sort=price&total_to=5,000&hosting_location=gdcc"
    pages = [client.get(shared) for client in (visitor(cast.officer), visitor())]
    seen = [[(card.listing.pk, card.price.total.total_satang) for card in page.context["cards"]] for page in pages]
    assert seen == [[(stocked[0].pk, 2_900_00)]] * 2
    without = next(chip["url"] for chip in pages[1].context["chips"] if "ที่ตั้งของระบบ" in chip["label"])
    assert parse_qs(urlsplit(without).query) == {"q": ["ระบบ"], "quantity": ["10"], "term": ["1"], "sort": ["price"], "total_to": ["5,000"]}


def test_zero_results_say_what_to_do(stocked):
    html = visitor().get("/catalogue/e-document/?q=ปุ๋ยอินทรีย์").content.decode()
    assert "ค้นหาในทุกหมวด" in html


def test_browsing_goes_on_while_the_search_is_down(stocked, monkeypatch):
    def down(*args, **kwargs):
        raise SearchDown("gone")

    monkeypatch.setattr("catalog.search.search", down)
    response = visitor().get("/catalogue/e-document/")
    assert response.status_code == 200
    assert len(response.context["cards"]) == 2
    assert "ใช้การค้นหาไม่ได้" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    ["/catalogue/", "/catalogue/e-document/?q=ระบบ", "/listings/{}/", "/compare/?l={}&l={}", "/work/listings/", "/work/listings/{}/check/"],
)
def test_pages_make_at_most_twelve_queries(cast, stocked, path, django_assert_max_num_queries):
    client = visitor(cast.siam_lister)
    client.get("/catalogue/")
    with django_assert_max_num_queries(12):
        assert client.get(path.format(stocked[0].ref, stocked[1].ref)).status_code == 200


def test_a_list_makes_as_many_queries_with_twenty_rows_as_with_two(cast, stocked, django_assert_max_num_queries):
    for number in range(18):
        shelf.live(cast, title_th=f"ระบบสารบรรณ รุ่น {number}")
    indexing.rebuild()
    with django_assert_max_num_queries(12):
        response = visitor().get("/catalogue/e-document/")
    assert len(response.context["cards"]) == 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_listing_shows_its_answers_its_price_and_its_versions(stocked, language):
    html = visitor(language=language).get(f"/listings/{stocked[0].ref}/?quantity=50&term=12").content.decode()
    assert "174,000" in html
    assert f"/listings/{stocked[0].ref}/v/1/" in html
    assert ("ลงชื่อเข้าใช้ด้วย ThaID" if language == "th" else "Sign-in with ThaID") in html


@pytest.mark.parametrize(("language", "label"), [("th", "ราคาต่อหน่วยแต่ละฉบับ"), ("en", "Price of one unit over its versions")])
def test_a_listing_shows_how_its_price_came_about(cast, stocked, language, label):
    path = f"/listings/{stocked[0].ref}/"
    assert label not in visitor(language=language).get(path).content.decode()
    drafts.save(stocked[0], actor=cast.siam_lister.actor, fields={"price_satang": 310_00})
    act(stocked[0], "submit_change", actor=cast.siam_lister.actor, seen=stocked[0].version)
    waiting = visitor(language=language).get(path)
    assert [row["version"].number for row in waiting.context["history"]] == [1], "what nobody approved is no part of it"
    shelf.approve(cast, Listing.objects.get(pk=stocked[0].pk))
    page = visitor(language=language).get(path)
    assert [(row["version"].number, row["price"].each_satang) for row in page.context["history"]] == [(1, 290_00), (2, 310_00)]
    history = page.content.decode().partition('id="versions"')[2].partition("</section>")[0]
    assert label in history
    assert re.findall(rf"{path}v/(\d)/|>(\d{{3}})<", history) == [("1", ""), ("", "290"), ("2", ""), ("", "310")]


def test_buying_is_offered_by_whoever_sells_that_far_up(stocked, monkeypatch):
    monkeypatch.setattr(
        slots,
        "_fillers",
        {**slots._fillers, "catalog.buy": [(1, lambda request, **values: f"BUY {values['listing'].ref} {values['total']}")]},
    )
    assert f"BUY {stocked[0].ref} 17400000" in visitor().get(f"/listings/{stocked[0].ref}/").content.decode()


def test_a_listing_that_was_never_published_is_not_there_for_others(cast, index):
    listing = shelf.draft(cast)
    for player in (None, cast.officer, cast.lanna_owner):
        assert visitor(player).get(f"/listings/{listing.ref}/").status_code == 404
        assert visitor(player).get(f"/listings/{listing.ref}/v/1/").status_code == 404
    assert visitor(cast.siam_lister).get(f"/listings/{listing.ref}/v/1/").status_code == 200


@pytest.mark.parametrize(
    ("step", "player", "words"), [("suspend", "registrar", "ใบรับรองหมดอายุ"), ("withdraw", "siam_owner", "ถอนรายการนี้แล้ว")]
)
def test_a_listing_off_the_shelf_answers_410_and_says_where_to_go(cast, stocked, step, player, words):
    act(stocked[0], step, actor=getattr(cast, player).actor, seen=stocked[0].version, reason="ใบรับรองหมดอายุ")
    response = visitor().get(f"/listings/{stocked[0].ref}/")
    assert response.status_code == 410
    assert words in response.content.decode()
    assert "/catalogue/e-document/" in response.content.decode()
    assert visitor().get(f"/listings/{stocked[0].ref}/v/1/").status_code == 200


def test_listings_are_compared_on_the_same_case_and_equal_lines_are_hidden(stocked):
    path = f"/compare/?l={stocked[0].ref}&l={stocked[1].ref}&quantity=50&term=12"
    response = visitor().get(path)
    rows = [row for _title, lines in response.context["groups"] for row in lines]
    assert {row.label for row in rows} == {"ที่ตั้งของระบบ", "ลงชื่อเข้าใช้ด้วย ThaID"}
    assert "174,000" in response.content.decode()
    assert len([row for _title, lines in visitor().get(f"{path}&all=1").context["groups"] for row in lines]) > 10


@pytest.mark.parametrize(("language", "words"), [("th", "ต่างจากรายการส่วนใหญ่"), ("en", "unlike most of these")])
def test_what_differs_is_marked_in_words(cast, stocked, language, words):
    third = shelf.live(cast, title_th="ระบบที่สาม")
    path = f"/compare/?l={stocked[0].ref}&l={stocked[1].ref}&l={third.ref}"
    page = visitor(language=language).get(path)
    (row,) = [row for _title, lines in page.context["groups"] for row in lines if row.label in {"ที่ตั้งของระบบ", "Where the system runs"}]
    assert [cell["apart"] for cell in row.columns] == [False, True, False]
    assert words in page.content.decode()


@pytest.mark.parametrize(("language", "words"), [("th", "ไม่ได้ถาม"), ("en", "not asked")])
def test_what_a_category_does_not_ask_is_neither_missing_nor_unlike_the_others(cast, stocked, language, words):
    other = shelf.live(cast, "cloud-hosting")
    page = visitor(language=language).get(f"/compare/?l={stocked[0].ref}&l={stocked[1].ref}&l={other.ref}")
    rows = [row for _title, lines in page.context["groups"] for row in lines]
    labels = {"Digital signature", "ลายเซ็นดิจิทัล"}
    (row,) = [row for row in rows if row.label in labels]
    assert row.asked == [True, True, False]
    assert row.apart[2] is False
    own = [row for row in rows if row.asked == [False, False, True]]
    assert own
    assert not any(any(row.apart) for row in own)
    assert f'<span class="soft">{words}</span>' in page.content.decode()


def test_at_most_ten_are_compared_and_what_is_gone_is_said(cast, stocked):
    refs = "&".join(f"l=L-{number}" for number in range(9))
    response = visitor().get(f"/compare/?{refs}&l={stocked[0].ref}&l={stocked[1].ref}")
    assert len(response.context["chosen"]) == 1
    assert response.context["gone"] == 9


# --- the company's side


def test_a_listing_is_written_part_by_part_checked_and_sent(cast, index):
    client = visitor(cast.siam_lister)
    response = client.post("/work/listings/new/", {"category": "training"})
    listing = Listing.objects.get()
    assert response["Location"] == f"/work/listings/{listing.ref}/whole/"
    path = f"/work/listings/{listing.ref}/about/"  # who would rather go part by part
    pages = 2
    answers = shelf.answers_for("training")
    while not path.endswith("/check/"):
        page = client.get(path)
        pages += 1
        data = {
            "seen": page.context["seen"],
            "title_th": "อบรมข้อมูล",
            "summary_th": "อบรมสองวัน",
            "price_satang": "1,500",
            "vat_included": "yes",
        }
        for name in page.context["form"].fields:
            if name in answers:
                field = page.context["form"][name]
                data[name] = {"boolean": "yes"}.get(type(answers[name]).__name__, answers[name])
                data[name] = (
                    "yes"
                    if answers[name] is True
                    else "\n".join(answers[name])
                    if field.field.__class__.__name__ == "ListField"
                    else answers[name]
                )
        response = client.post(path, data)
        assert response.status_code == 302, response.context["form"].errors
        path = response["Location"]
    page = client.get(path)
    assert page.context["send"].possible, [r.text for r in page.context["send"].refusals]
    response = client.post(page.context["send"].url, {"seen": page.context["listing"].version})
    assert response.status_code == 302
    assert Listing.objects.get().state == "submitted"
    assert pages <= 12


def test_what_was_typed_wrongly_stays_and_is_explained(cast, index):
    listing = shelf.draft(cast)
    page = visitor(cast.siam_lister).post(
        f"/work/listings/{listing.ref}/price/",
        {"seen": listing.version, "price_satang": "สองร้อย", "setup_satang": "0", "minimum_quantity": "1", "minimum_term": "1"},
    )
    assert page.status_code == 422
    html = page.content.decode()
    assert 'value="สองร้อย"' in html
    assert "1,250.50" in html
    assert Listing.objects.get().draft_version.price_satang == 290_00


@pytest.mark.parametrize(
    ("tiers", "words"), [({"tier_1_from": "50"}, "ราคาที่คู่กับจำนวนนี้"), ({"tier_1_from": "50", "tier_1_price": "400"}, "ต่ำกว่าราคาก่อนหน้า")]
)
def test_lower_prices_must_make_sense(cast, index, tiers, words):
    listing = shelf.draft(cast)
    page = visitor(cast.siam_lister).post(
        f"/work/listings/{listing.ref}/price/", {"seen": listing.version, "price_satang": "290", "vat_included": "yes", **tiers}
    )
    assert page.status_code == 422
    assert words in page.content.decode()


def test_a_stale_page_overwrites_nothing_and_keeps_what_was_typed(cast, index):
    listing = shelf.draft(cast)
    page = visitor(cast.siam_lister).post(
        f"/work/listings/{listing.ref}/about/", {"seen": listing.version - 1, "title_th": "ของใหม่", "summary_th": "ก"}
    )
    assert page.status_code == 409
    assert 'value="ของใหม่"' in page.content.decode()
    assert Listing.objects.get().draft_version.title_th == shelf.FIELDS["title_th"]


def test_the_check_page_explains_why_it_cannot_be_sent(cast, index):
    listing = shelf.draft(cast, complete=False)
    page = visitor(cast.siam_lister).get(f"/work/listings/{listing.ref}/check/")
    assert not page.context["send"].possible
    assert "ต้องกรอกเพิ่ม" in page.content.decode()


def test_another_company_sees_nothing_of_a_draft(cast, index):
    listing = shelf.draft(cast)
    for part in ("", "check/", "about/", "price/"):
        assert visitor(cast.lanna_owner).get(f"/work/listings/{listing.ref}/{part}").status_code == 404


# --- the registrar's side


def test_the_registrar_reads_the_difference_and_approves(cast, index):
    listing = shelf.live(cast)
    drafts.save(listing, actor=cast.siam_lister.actor, fields={"price_satang": 310_00})
    act(listing, "submit_change", actor=cast.siam_lister.actor, seen=listing.version)
    client = visitor(cast.registrar)
    assert listing.ref in client.get("/work/review/listings/").content.decode()
    page = client.get(f"/work/review/listings/{listing.ref}/")
    changed = [row["name"] for section in page.context["sections"] for row in section["rows"] if row["changed"]]
    assert changed == ["price_satang"]
    form = {"decision": "approve", "seen": page.context["seen"], "number": page.context["number"], "content": page.context["content"]}
    assert client.post(f"/work/review/listings/{listing.ref}/", form).status_code == 302
    assert Listing.objects.get().live_version.price_satang == 310_00


def test_a_review_is_sent_back_with_reasons_per_question(cast, index):
    listing = shelf.submitted(cast)
    client = visitor(cast.registrar)
    page = client.get(f"/work/review/listings/{listing.ref}/")
    form = {
        "decision": "send_back",
        "seen": page.context["seen"],
        "number": 1,
        "content": page.context["content"],
        "reason-features": "บอกว่าค้นอะไรได้",
        "reason": "",
    }
    assert client.post(f"/work/review/listings/{listing.ref}/", form).status_code == 302
    html = visitor(cast.siam_lister).get(f"/work/listings/{listing.ref}/").content.decode()
    assert "บอกว่าค้นอะไรได้" in html
    html = visitor(cast.siam_lister).get(f"/work/listings/{listing.ref}/service/").content.decode()
    assert "บอกว่าค้นอะไรได้" in html


def test_a_refused_judgement_keeps_the_reasons_that_were_typed(cast, index):
    listing = shelf.submitted(cast)
    page = visitor(cast.registrar).post(
        f"/work/review/listings/{listing.ref}/", {"decision": "send_back", "seen": 0, "number": 1, "content": "x", "reason": "เหตุผลยาว"}
    )
    assert page.status_code == 409
    assert "เหตุผลยาว" in page.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_work_pages_open_in_both_languages(cast, stocked, language):
    waiting = shelf.submitted(cast, title_th="รอ")
    supplier, registrar = visitor(cast.siam_lister, language), visitor(cast.registrar, language)
    for path in (
        "/work/listings/",
        "/work/listings/new/",
        f"/work/listings/{stocked[0].ref}/",
        f"/work/listings/{stocked[0].ref}/price/",
        f"/work/listings/{stocked[0].ref}/service/",
        f"/work/listings/{waiting.ref}/",
        f"/work/listings/{waiting.ref}/check/",
    ):
        assert supplier.get(path).status_code == 200, path
    for path in ("/work/review/listings/", f"/work/review/listings/{waiting.ref}/", f"/work/listings/{waiting.ref}/"):
        assert registrar.get(path).status_code == 200, path


def test_no_english_is_left_on_thai_pages(stocked):
    for path in (
        "/catalogue/",
        "/catalogue/e-document/?q=สารบรรณ",
        f"/listings/{stocked[0].ref}/",
        f"/compare/?l={stocked[0].ref}&l={stocked[1].ref}",
    ):
        main = visitor().get(path).content.decode().split("<main", 1)[1].split("</main>", 1)[0]
        text = re.sub(r"<[^>]+>", " ", main)
        assert not re.findall(r"\b(?:with|Price|Compare|Sorted|Versions|Supplier|listing)\b", text), path


# --- how words were understood


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_repaired_word_is_named_with_a_way_to_the_literal_search(stocked, language):
    client = visitor(language=language)
    html = client.get("/catalogue/e-document/?q=สารบัณ&sort=newest").content.decode()
    assert "“สารบรรณ”" in html
    assert "“สารบัณ”" in html
    assert "?q=%E0%B8%AA%E0%B8%B2%E0%B8%A3%E0%B8%9A%E0%B8%B1%E0%B8%93&amp;sort=newest&amp;literal=1" in html
    literal = client.get("/catalogue/e-document/?q=สารบัณ&literal=1")
    assert literal.context["page"].total == 0
    assert literal.context["page"].repairs == ()


def test_the_page_names_the_rung_on_which_results_stand(stocked):
    html = visitor().get("/catalogue/?q=สารบรรณ+คลาวด์ภาครัฐ+พิเศษ").content.decode()
    assert "ไม่มีรายการใดมีครบทุกคำ" in html
    assert "มีคำเหล่านี้เกือบครบ" in html


def test_suggestions_are_options_that_need_no_script(stocked):
    html = visitor().get("/catalogue/").content.decode()
    assert '<datalist id="suggestions"><option value="สารบรรณอิเล็กทรอนิกส์">' in html
    assert 'list="suggestions"' in html
    response = visitor().get("/catalogue/suggest/?q=ระบบสารบ")
    assert '<option value="ระบบสารบรรณอิเล็กทรอนิกส์' in response.content.decode()
    assert "max-age" in response["Cache-Control"]


def test_suggestions_of_what_a_supplier_typed_are_escaped(cast, index):
    shelf.live(cast, title_th='อันตราย "><script>alert(1)</script> จริง')
    indexing.rebuild()
    assert "<script>" not in visitor().get("/catalogue/suggest/?q=อันตราย").content.decode()


def test_no_suggestion_and_no_failure_while_the_search_is_down(index):
    response = visitor().get("/catalogue/suggest/?q=ระบบ")
    assert response.status_code == 200
    assert response.content.decode().strip() == ""


def test_results_are_sorted_and_narrowed_by_the_total_for_ones_case(stocked):
    page = visitor().get("/catalogue/e-document/?quantity=10&term=1&sort=price&total_to=2,000")
    assert [card.price.total.total_satang for card in page.context["cards"]] == [1_070_00]
    assert any("2,000" in chip["label"] for chip in page.context["chips"])
    page = visitor().get("/catalogue/e-document/?quantity=10&term=1&sort=price")
    assert [card.price.total.total_satang for card in page.context["cards"]] == [1_070_00, 2_900_00]


def test_sorting_by_total_keeps_to_twelve_queries(stocked, django_assert_max_num_queries):
    client = visitor()
    client.get("/catalogue/e-document/?sort=price")
    with django_assert_max_num_queries(12):
        client.get("/catalogue/e-document/?sort=price&total_to=5000000&q=ระบบสารบัณ")


def test_a_full_page_asks_the_database_as_often_as_a_page_with_two_cards(cast, index, client):
    """The clock is the database's: it is read once for a page, not once for a card."""
    shelf.live(cast)
    shelf.live(cast, title_th="ระบบที่สอง")
    indexing.rebuild()
    few = _asked(client)
    for number in range(3):
        shelf.live(cast, title_th=f"ระบบสารบรรณ {number}")
    indexing.rebuild()
    assert _asked(client) == few <= 12


def _asked(client) -> int:
    """Queries of a warm page of the catalogue."""
    client.get("/catalogue/")
    with CaptureQueriesContext(connection) as made:
        assert client.get("/catalogue/").content.decode().count("/listings/L-") > 1
    return len(made)


def test_a_retired_category_leads_to_what_is_above_it(client, db):
    kept = Category.objects.get(code="training")
    gone = Category.objects.create(code="fax", name_th="โทรสาร", name_en="Fax", unit="", is_retired=True, parent=kept.parent)
    above = kept.parent.get_absolute_url() if kept.parent else "/catalogue/"
    assert client.get(gone.get_absolute_url())["Location"] == above
    Category.objects.filter(pk=gone.pk).update(parent=None)
    assert client.get(gone.get_absolute_url())["Location"] == "/catalogue/"
    assert client.get("/catalogue/never-there/").status_code == 404
