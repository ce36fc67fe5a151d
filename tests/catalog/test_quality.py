"""The score of a listing and its hints: what costs points, what does not, who sees it, and that it blocks nothing."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils.translation import override

from catalog.models import Category, ListingVersion
from catalog.quality import quality_of, vague_list, vague_words_in
from catalog.questions import definitions
from marketplace.procedure import offers
from tests.catalog import shelf

pytestmark = pytest.mark.django_db

FULL = {
    "title_th": "ระบบสารบรรณอิเล็กทรอนิกส์สำหรับเทศบาล",
    "title_en": "Electronic document system for municipalities",
    "summary_th": "รับ ส่ง ลงนาม และค้นหาหนังสือราชการในที่เดียว ตามระเบียบงานสารบรรณ แจ้งเตือนหนังสือค้าง และเก็บประวัติทุกขั้นตอนให้ตรวจสอบย้อนหลังได้",
    "summary_en": "Receive, send, sign and find official letters in one place; late letters are reported and every movement is kept for the audit.",
    "price_satang": 290_00,
    "vat_included": True,
    "tiers": [[100, 250_00]],
}


def judged(category: str = "e-document", answers: dict | None = None, **given):
    node = definitions().categories[category]
    version = ListingVersion(unit=node.unit, answers=shelf.every_answer(category) if answers is None else answers, **{**FULL, **given})
    with override("en"):
        return quality_of(version, definitions().set_for(category))


def names(found) -> set[str]:
    return {hint.name for hint in found.hints}


def test_a_full_and_plain_listing_has_a_hundred_points_and_no_hints():
    found = judged()
    assert (found.score, found.hints) == (100, ())


def test_an_empty_draft_has_no_points():
    empty = dict.fromkeys(("title_th", "title_en", "summary_th", "summary_en"), "")
    found = judged(answers={}, **empty, price_satang=None, vat_included=None, tiers=[])
    assert found.score == 0
    assert {hint.part for hint in found.hints} >= {"about", "price", "service"}


def test_a_required_answer_costs_three_times_an_optional_one():
    questions = definitions().set_for("e-document")
    all_of_them = shelf.every_answer("e-document")
    lost = {}
    for required in (True, False):
        gone = next(
            question
            for question in questions
            if question.required is required and not any(q.follows and q.follows.question == question.name for q in questions)
        )
        found = judged(answers={name: answer for name, answer in all_of_them.items() if name != gone.name})
        (hint,) = found.hints
        assert (hint.part, hint.name) == (gone.group, gone.name)
        assert gone.label.en in hint.words
        lost[required] = 50 * (3 if required else 1) / sum(3 if question.required else 1 for question in questions)
        assert found.score == round(100 - lost[required])


def test_a_price_that_is_missing_or_put_off_costs_points():
    missing = judged(price_satang=None)
    assert (missing.score, names(missing)) == (90, {"price_satang"})
    put_off = judged(summary_en=FULL["summary_en"] + " Price on request.")
    assert (put_off.score, names(put_off)) == (95, {"summary_en"})


def test_no_picture_of_what_one_pays_costs_points_and_a_shortest_term_is_one():
    assert (judged(tiers=[]).score, names(judged(tiers=[]))) == (95, {"tiers"})
    assert judged(tiers=[], minimum_term=12).score == 100


def test_a_short_text_is_told_with_what_would_be_enough():
    found = judged(summary_th="ระบบสารบรรณ")
    (hint,) = found.hints
    assert hint.name == "summary_th"
    assert "100" in hint.words
    assert 90 <= found.score < 95


def test_a_vague_word_is_told_with_its_reason_and_costs_once():
    found = judged(summary_th=FULL["summary_th"] + " บริการครบวงจร", title_th="ระบบสารบรรณครบวงจรสำหรับเทศบาล")
    assert found.score == 97
    assert {(hint.name, hint.points) for hint in found.hints} == {("title_th", 3), ("summary_th", 0)}
    assert "“ครบวงจร”" in found.hints[0].words
    assert "name each part" in found.hints[0].words


def test_words_are_matched_by_cutting_never_as_parts_of_others():
    def said(text: str) -> list[str]:
        return [word for word, _vague in vague_words_in(text)]

    assert said("the Best system") == ["best"]
    assert said("bestow, breakfast and fasten") == []
    assert set(said("ระบบทันสมัยและครบวงจร")) == {"ครบวงจร", "ทันสมัย"}
    assert said("ทันสมัยประชุมสภา") == []  # ทัน|สมัยประชุม: in time for the session
    assert said("number\none") == []  # two items of a list


def test_every_entry_of_the_list_has_its_words_once_and_is_found_by_itself():
    words = [word for vague in vague_list(settings.CATALOG_DATA) for word in vague.words]
    assert len(words) == len(set(words)) > 40
    assert [word for word in words if not vague_words_in(word)] == []


@pytest.mark.django_db(transaction=True)
def test_supplier_and_registrar_see_the_hints_and_nothing_is_blocked(cast, client):
    listing = shelf.draft(cast, summary_th="ระบบครบวงจร")
    client.force_login(cast.siam_lister.person)
    for address in (f"/work/listings/{listing.ref}/", f"/work/listings/{listing.ref}/check/"):
        page = client.get(address, headers={"accept-language": "th"}).content.decode()
        assert "“ครบวงจร”" in page
        assert f"/work/listings/{listing.ref}/about/#id_summary_th" in page
    assert all(offer.possible for offer in offers(listing, cast.siam_lister.actor) if offer.step.name == "submit")
    listing = shelf.submitted(cast, summary_th="ระบบครบวงจร")
    client.force_login(cast.registrar.person)
    page = client.get(f"/work/review/listings/{listing.ref}/").content.decode()
    assert 'href="#answer-summary_th"' in page
    assert 'id="answer-summary_th"' in page


def test_a_category_has_a_score_without_a_term_too():
    for category in Category.objects.leaves().values_list("code", flat=True):
        assert 90 <= judged(category).score <= 100
