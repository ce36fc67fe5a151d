"""Near-copies among live listings and unusual prices: what is found, what is not, who may look."""

from __future__ import annotations

import csv
import io
import random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import Category
from marketplace.oversight import listings
from marketplace.oversight.likeness import FOLLOWING, KEPT, _candidates, likeness, only_in_one, pairs_of, runs_of
from marketplace.oversight.models import AlikeListings
from marketplace.oversight.tasks import compare_listings
from marketplace.procedure import act
from tests.cast import Cast
from tests.catalog import shelf

SUMMARY = "รับ ส่ง ลงนาม และค้นหาหนังสือราชการ ตามระเบียบงานสารบรรณ แจ้งเตือนหนังสือค้าง เก็บประวัติทุกขั้นตอน และเชื่อมต่อกับระบบบุคลากรของเทศบาล"
OTHER = {
    "title_th": "ประตูสัญญาณสำหรับสถานีวัดระดับน้ำ",
    "title_en": "Gateway for gauges of water levels",
    "summary_th": "อ่านค่าจากเครื่องวัดสิบสองเครื่องทุกนาที ส่งผ่านเครือข่ายโทรศัพท์ และเตือนเมื่อน้ำสูงกว่าเกณฑ์ของตำบล",
    "summary_en": "Twelve gauges are read every minute and told by telephone when the river rises above its mark",
}


def a_text(seed: int, words: int = 60) -> str:
    made = random.Random(seed)
    return " ".join(f"w{made.randrange(4_000)}" for _ in range(words))


# --- texts


def test_likeness_is_the_share_of_runs_in_common():
    assert likeness(runs_of("a b c d"), runs_of("a b c d")) == 1000
    assert likeness(runs_of("a b c d"), runs_of("a b c e")) == 333  # abc of abc, bcd, bce
    assert likeness(runs_of("a b"), runs_of("a b")) == 1000
    assert likeness(runs_of(""), runs_of("")) == 0


def test_copies_with_a_few_other_words_are_found_among_many_texts():
    texts = {number: a_text(number) for number in range(300)}
    for copy in range(20):
        words = texts[copy].split()
        texts[1000 + copy] = " ".join([*words[:50], "other", *words[51:]])
    found = pairs_of(texts)
    assert {(pair.first, pair.second) for pair in found} == {(copy, 1000 + copy) for copy in range(20)}
    assert found == pairs_of(dict(reversed(texts.items())))


def test_a_crowd_of_equal_texts_is_not_compared_each_with_each():
    crowd = dict.fromkeys(range(400), "one and the same text of all")
    assert len(_candidates({key: runs_of(words) for key, words in crowd.items()})) <= 400 * FOLLOWING
    pairs = pairs_of(crowd)
    assert {key for pair in pairs for key in pair[:2]} == set(crowd)
    assert len(pairs) <= 400 * KEPT


def test_differences_are_words_of_one_alone():
    assert only_in_one("a b c a", "b d") == (["a", "c"], ["d"])


# --- prices


def test_prices_are_judged_from_five_of_three_suppliers():
    usual = [(number, number % 3, 100_00 + number) for number in range(5)]
    assert listings._judged("user-month", [*usual, (9, 1, 900_00)]).odd == {9: 900_00}
    assert listings._judged("user-month", [*usual, (9, 1, 5_00)]).odd == {9: 5_00}
    four = listings._judged("user-month", [*usual[:3], (9, 1, 900_00)])
    assert (four.enough, four.odd) == (False, {})
    two_suppliers = listings._judged("user-month", [(pk, company % 2, satang) for pk, company, satang in [*usual, (9, 1, 900_00)]])
    assert (two_suppliers.enough, two_suppliers.odd) == (False, {})


# --- rows and pages


@pytest.fixture
def auditor(client: Client, cast: Cast) -> Client:
    client.force_login(cast.auditor.person)
    return client


def copied(cast: Cast) -> tuple[Any, Any]:
    """A listing of Siam, one of Lanna with the same text but a word, and one of Siam that is different."""
    first = shelf.live(cast, summary_th=SUMMARY)
    second = shelf.live(cast, company="lanna", summary_th=f"{SUMMARY} ปลาทู", price_satang=310_00)
    unlike = {"features": ["อ่านค่าเครื่องวัดน้ำทุกนาที", "เตือนทางโทรศัพท์เมื่อน้ำล้นตลิ่ง", "เปลี่ยนถ่านปีละครั้ง"], "not_included": "เสาและสายดิน"}
    shelf.live(cast, answers=unlike, **OTHER)
    return first, second


@pytest.mark.django_db(transaction=True)
def test_a_copy_by_another_supplier_is_found_with_its_differences(cast: Cast, auditor: Client) -> None:
    first, second = copied(cast)
    assert compare_listings() == 1
    assert compare_listings() == 1  # anew, not once more
    pair = AlikeListings.objects.get()
    assert (pair.first_id, pair.second_id, pair.same_company) == (first.pk, second.pk, False)
    (seen,) = auditor.get("/audit/listings/").context["pairs"]
    assert (seen.sides[0].words, seen.sides[1].words) == ([], ["ปลาทู"])
    assert seen.sides[1].satang == 310_00
    page = auditor.get("/audit/listings/", {"category": "e-document", "who": "across"})
    assert first.get_absolute_url() in page.content.decode()
    assert f"/work/listings/{second.ref}/" in page.content.decode()
    for asked in ({"who": "same"}, {"category": "training"}):
        assert auditor.get("/audit/listings/", asked).context["pairs"] == []
    table = auditor.get("/audit/listings/table.csv").getvalue().decode()
    (line,) = csv.DictReader(io.StringIO(table.lstrip("\ufeff")))
    assert (line["first"], line["second"], line["same_supplier"]) == (first.ref, second.ref, "no")
    assert (line["second_price_baht"], line["only_in_second"]) == ("310.00", "ปลาทู")


@pytest.mark.django_db(transaction=True)
def test_one_supplier_twice_is_told_until_one_of_the_two_is_off_sale(cast: Cast, auditor: Client) -> None:
    shelf.live(cast, summary_th=SUMMARY)
    second = shelf.live(cast, summary_th=SUMMARY)
    compare_listings()
    (seen,) = auditor.get("/audit/listings/?who=same").context["pairs"]
    assert seen.percent == "100.0"
    act(second, "suspend", actor=cast.registrar.actor, seen=second.version, reason="ซ้ำ")
    assert auditor.get("/audit/listings/").context["pairs"] == []
    compare_listings()
    assert not AlikeListings.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_price_far_from_the_others_is_told_where_there_are_enough(cast: Cast, auditor: Client, monkeypatch: Any) -> None:
    for price in (280_00, 290_00, 300_00):
        shelf.live(cast, price_satang=price)
    shelf.live(cast, company="lanna", price_satang=295_00)
    far = shelf.live(cast, company="lanna", price_satang=2_900_00)
    page = auditor.get("/audit/listings/prices/?category=e-document")
    assert (page.context["rows"], page.context["groups"][0][0].enough) == ([], False)  # two suppliers only
    assert [row.enough for row in auditor.get("/audit/listings/prices/").context["counted"]] == [False]
    monkeypatch.setattr(listings, "LEAST_SUPPLIERS", 2)
    (row,) = auditor.get("/audit/listings/prices/?category=e-document").context["rows"]
    assert (row.listing.ref, row.satang, row.median, row.times, row.is_high) == (far.ref, 2_900_00, 295_00, "9.83", True)
    for query in ("", "?category=e-document"):
        table = auditor.get(f"/audit/listings/prices/table.csv{query}").getvalue().decode()
        assert [line["listing"] for line in csv.DictReader(io.StringIO(table.lstrip("\ufeff")))] == [far.ref]


@pytest.mark.django_db(transaction=True)
def test_pages_make_as_many_queries_for_one_finding_as_for_more(cast: Cast, auditor: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(listings, "LEAST_SUPPLIERS", 1)
    addresses = ("/audit/listings/", "/audit/listings/prices/", "/audit/listings/prices/?category=e-document")

    def made() -> list[int]:
        found = []
        for address in addresses:
            auditor.get(address)
            with CaptureQueriesContext(
                connection,
            ) as told:
                auditor.get(address)
            found.append(len(told))
        return found

    for price in (280_00, 281_00, 282_00, 283_00, 284_00, 285_00, 286_00, 2_900_00):
        shelf.live(cast, price_satang=price)
    AlikeListings.objects.all().delete()
    compare_listings()
    kept = list(AlikeListings.objects.order_by("-per_mille").values_list("pk", flat=True))
    more = made()
    AlikeListings.objects.exclude(pk=kept[0]).delete()
    few = made()
    assert more == few
    assert max(more) <= 12
    assert Category.objects.get(code="e-document").pk == AlikeListings.objects.get().category_id


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/audit/listings/", "/audit/listings/table.csv", "/audit/listings/prices/", "/audit/listings/prices/table.csv"]
)
def test_registrars_and_auditors_look_and_nobody_else(cast: Cast, client: Client, path: str) -> None:
    for player, status in ((cast.registrar, 200), (cast.auditor, 200), (cast.siam_lister, 403), (cast.officer, 403)):
        client.force_login(player.person)
        assert client.get(path).status_code == status
