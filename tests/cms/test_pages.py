"""Guidance as its readers meet it: plain answers, live values, clauses, circulars, in both languages."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import translation

from cms import loading, reading
from cms.models import CircularPage, ClausePage, GuidanceIndexPage, GuidancePage, HomePage
from marketplace.kernel import clock
from marketplace.law import all_bases, rulebook
from marketplace.law.definitions import definitions

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_round,
]  # pages; every page is opened on both databases by tests/architecture/test_access.py
TOPICS = [topic["slug"] for topic in loading.content()[0]]
CIRCULARS = [circular["slug"] for circular in loading.content()[1]]


def visitor(language="th"):
    return Client(headers={"accept-language": language})


def read(path, language="th"):
    response = visitor(language).get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("slug", TOPICS)
def test_a_topic_answers_first_and_names_its_clauses(slug, language):
    text = read(f"/guidance/{slug}/", language)
    page = GuidancePage.objects.get(slug=slug)
    with translation.override(language):
        assert text.index(page.answer[:20]) < text.index("/guidance/clauses/")


@pytest.mark.parametrize("slug", CIRCULARS)
def test_a_circular_says_number_date_and_status(slug):
    text = read(f"/guidance/circulars/{slug}/")
    page = CircularPage.objects.get(slug=slug)
    assert page.number in text
    assert "มีผลใช้บังคับ" in text
    assert ("ยังไม่ยืนยัน" in text) or page.issued_on


def test_circular_w119_keeps_its_date_of_the_buddhist_era():
    assert "7 มีนาคม 2561" in read("/guidance/circulars/w119/")
    assert "7 March 2018" in read("/guidance/circulars/w119/", "en")


@pytest.mark.parametrize("one", list(all_bases()), ids=lambda one: one.code)
def test_every_clause_and_house_rule_has_its_page(one):
    page = ClausePage.objects.get(code=one.code)
    assert page.slug == one.slug
    assert page.live
    assert page.url == f"/guidance/clauses/{one.slug}/"


@pytest.mark.parametrize("slug", ["act-66", "reg-51", "house-two-person-rules", "circ-w119", "act-56-2-b"])
def test_a_clause_page_opens_in_both_languages(slug):
    assert "คู่มือ" in read(f"/guidance/clauses/{slug}/")
    assert "Guidance" in read(f"/guidance/clauses/{slug}/", "en")


def test_every_clause_that_a_step_or_rule_of_a_machine_uses_has_guidance():
    from marketplace.procedure import registry

    used = set()
    for known in registry.everything():
        for step in known.machine.steps.values():
            used |= {basis.code for basis in step.bases} | {rule.basis.code for rule in (*step.when, *step.given)}
    assert used
    assert used <= set(ClausePage.objects.live().values_list("code", flat=True))


def test_every_rule_value_leads_to_guidance():
    pages = set(ClausePage.objects.live().values_list("code", flat=True))
    assert {basis.code for rule in definitions().values() for basis in rule.bases} <= pages


def test_a_clause_page_shows_the_values_and_steps_that_rest_on_it():
    assert "ไม่เกิน 5,000,000 บาท: 5 วันทำการ" in read("/guidance/clauses/reg-51/")
    text = read("/guidance/clauses/house-two-person-rules/", "en")
    assert "Approve the change of the rule" in text
    assert "Another person decides on it" in text


def test_a_house_rule_is_not_shown_as_law():
    assert "not of the law" in read("/guidance/clauses/house-stale-page/", "en")
    assert "not of the law" not in read("/guidance/clauses/act-66/", "en")


def test_what_is_not_confirmed_says_so():
    assert "was not confirmed with the comptroller" in read("/guidance/clauses/circ-plan/", "en")
    assert "was not confirmed with the comptroller" not in read("/guidance/clauses/act-66/", "en")


def test_a_guidance_page_shows_a_changed_value_from_its_first_day_on():
    day = clock.today()
    before = read("/guidance/award-standstill-appeal/", "en")
    assert "7 working days" in before
    rulebook.set_value("D.APPEAL", 9, effective_from=day, proposed_by="P-1", approved_by="P-2")
    assert "9 working days" in read("/guidance/award-standstill-appeal/", "en")


def test_no_number_of_the_law_is_typed_into_a_text_that_it_governs():
    """Texts name rules; only worked examples, which are dated, hold numbers of the law."""
    for topic in loading.content()[0]:
        for block in topic["body"]:
            (kind, value), *_ = block.items()
            if kind in {"text", "note"}:
                assert "วันทำการที่ 7" not in value["th"]
                assert not any(word in value["en"] for word in ("500,000", "7 working days", "5,000,000")), topic["slug"]


def test_the_home_of_guidance_lists_every_topic():
    text = read("/guidance/")
    assert all(f"/guidance/{slug}/" in text for slug in TOPICS)
    assert "/guidance/clauses/" in text
    assert "/rules/" in text


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("อุทธรณ์", "/guidance/award-standstill-appeal/"),
        ("appeal", "/guidance/award-standstill-appeal/"),
        ("ว 119", "/guidance/circulars/w119/"),
        ("ข้อ ๗๙", "/guidance/clauses/reg-79/"),
        ("cl. 79", "/guidance/clauses/reg-79/"),
    ],
)
def test_guidance_is_found_by_words_and_numbers(query, path):
    response = visitor().get("/guidance/", {"q": query})
    assert path in response.content.decode()


def test_a_search_without_result_helps_on():
    assert "Try one word less" in visitor("en").get("/guidance/", {"q": "zzzz qqqq"}).content.decode()


def test_lists_of_clauses_are_grouped_by_layer():
    text = read("/guidance/clauses/", "en")
    assert text.index("Act of Parliament") < text.index("Ministry of Finance regulation") < text.index("Rule of the platform")
    assert "/guidance/clauses/act-117/" in text


@pytest.mark.parametrize(
    ("path", "bound"),
    [
        ("/guidance/", 14),
        ("/guidance/clauses/", 12),
        ("/guidance/circulars/", 12),
        ("/guidance/contract-acceptance-penalty/", 22),
        ("/guidance/clauses/act-66/", 16),
    ],
)
def test_a_page_makes_a_bounded_number_of_queries(path, bound, django_assert_max_num_queries):
    client = visitor()
    client.get(path)
    with django_assert_max_num_queries(bound):
        client.get(path)


def test_a_page_that_is_not_there_is_a_page_of_ours():
    response = visitor("en").get("/guidance/nothing-here/")
    assert response.status_code == 404


def test_loading_again_changes_nothing():
    before = list(HomePage.objects.values_list("release_hash"))
    assert loading.load().changed == 0
    done = loading.load(force=True)
    assert (done.created, done.refreshed) == (0, 0)
    assert list(HomePage.objects.values_list("release_hash")) == before


def test_a_missing_page_comes_back():
    ClausePage.objects.get(code="ACT.66").delete()
    GuidancePage.objects.get(slug="splitting").delete()
    assert loading.load(force=True).created == 2
    assert read("/guidance/splitting/")


def test_a_page_that_a_person_has_edited_is_left_alone():
    page = GuidancePage.objects.get(slug="splitting")
    page.answer_th = "แก้โดยคน"
    page.save_revision().publish()
    GuidancePage.objects.filter(pk=page.pk).update(release_hash="older")
    loading.load(force=True)
    assert GuidancePage.objects.get(pk=page.pk).answer_th == "แก้โดยคน"


def test_text_of_an_earlier_release_is_refreshed():
    page = GuidancePage.objects.get(slug="splitting")
    GuidancePage.objects.filter(pk=page.pk).update(release_hash="older", answer_th="เก่า")
    assert loading.load(force=True).refreshed == 1
    assert GuidancePage.objects.get(pk=page.pk).answer_th == page.answer_th


def test_the_command_says_what_it_did(capsys):
    from django.core.management import call_command

    call_command("load_guidance", force=True)
    assert "0 pages created" in capsys.readouterr().out


def test_indexes_hold_nothing_else_than_what_belongs_there():
    assert {page.slug for page in GuidanceIndexPage.objects.all()} == {"clauses", "circulars"}
    assert ClausePage.objects.count() == len(list(all_bases()))


def test_rules_are_read_in_one_query_whatever_their_number(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(reading.shown_rules(definitions(), dt.date(2026, 1, 5))) == len(definitions())
