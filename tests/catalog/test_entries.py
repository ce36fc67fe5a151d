"""Entries made for a whole rebuild equal those that are made one by one as the log is followed."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
import yaml
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.actions import ratings
from catalog.actions.questions import synchronise
from catalog.models import Listing, ListingVersion
from catalog.questions import definitions
from catalog.search import indexing
from catalog.search.entries import all_entries, entry_of
from marketplace import audit
from marketplace.kernel import clock
from suppliers.kinds import Doc
from suppliers.models import Company
from tests.catalog import shelf
from tests.factories.suppliers import proves

pytestmark = pytest.mark.django_db(transaction=True)


def one_by_one():
    return [entry_of(listing) for listing in Listing.objects.live().shown().order_by("pk")]


def certified(cast, company: str, kind: Doc, until: dt.date | None) -> None:
    proves(shelf.company_of(cast, company), kind, until=until, registrar=cast.registrar.person, number="1")


@pytest.fixture
def stocked(cast, settings, tmp_path):
    """Listings that differ in everything an entry is made from."""
    today = clock.today()
    certified(cast, "siam", Doc.ISO_27001, today)
    certified(cast, "siam", Doc.SME_GP, None)
    certified(cast, "lanna", Doc.ISO_27001, today - dt.timedelta(days=1))
    Company.objects.filter(pk=shelf.company_of(cast, "lanna").pk).update(province="")
    file = {"service_sheet": shelf.an_answer(definitions().questions["service_sheet"])}
    plain = shelf.live(cast)
    past = plain.live_version.question_set.fingerprint
    with audit.unit():
        ratings.count([plain], 5, actor=cast.officer.actor, contract="C-1")
    shelf.live(cast, company="lanna", answers={"training_included": "included", "training_days": 3, **file})
    shelf.live(cast, "cloud-hosting", vat_included=False, price_satang=99_99, tiers=[[10, 80_00]])
    data = settings.CATALOG_DATA = Path(shutil.copytree(django_settings.CATALOG_DATA, tmp_path / "data"))
    question = data / "questions" / "thai_ocr.yaml"
    known = yaml.safe_load(question.read_text(encoding="utf-8"))
    question.write_text(yaml.safe_dump({**known, "filterable": False}, allow_unicode=True), encoding="utf-8")
    synchronise()
    newest = shelf.live(cast, title_th="ระบบหนังสือเวียน", answers={"central_systems": None, "training_included": "none"})
    assert newest.live_version.question_set.fingerprint != past
    return newest


def test_entries_in_bulk_equal_those_made_one_by_one(stocked):
    entries = list(all_entries(chunk=3))
    assert entries == one_by_one()
    plain, lanna, cloud, newest = entries
    assert plain.choices["certificate"] == ("iso_27001",)
    assert plain.choices["sme"] == ("yes",)
    assert "thai_ocr" in plain.choices
    assert "thai_ocr" not in newest.choices
    assert len(plain.choices["central_systems"]) > 1
    assert "central_systems" not in newest.choices
    assert lanna.choices.keys().isdisjoint({"certificate", "province", "region"})
    assert lanna.choices["sme"] == ("no",)
    assert cloud.price == 106_99
    assert plain.rating > newest.rating


def test_texts_that_another_dictionary_cut_are_cut_anew_in_bulk_as_well(stocked):
    expected = one_by_one()
    changed = ListingVersion.objects.exclude(pk=stocked.live_version_id)
    changed.update(cut_title="คำเดิม", cut_body="", cut_dictionary="0" * 12)
    assert list(all_entries()) == one_by_one() == expected


def test_more_listings_in_a_chunk_cost_no_more_queries(cast):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert len(list(all_entries())) == Listing.objects.count()
        return len(asked)

    shelf.live(cast)
    few = queries()
    for number in range(4):
        shelf.live(cast, title_th=f"ระบบหนังสือเวียน {number}")
    assert queries() == few


def test_a_rebuild_tells_how_far_it_is_and_what_it_holds(cast, index, monkeypatch):
    monkeypatch.setattr(indexing, "TOLD_EVERY", 2)
    for number in range(3):
        shelf.live(cast, title_th=f"ระบบหนังสือเวียน {number}")
    told: list[int] = []
    assert indexing.rebuild(told.append) == 3
    assert told == [2]
