"""A new category with its questions is data: nothing else changes, and it works everywhere."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client

from catalog.actions.questions import synchronise
from catalog.checks import data_files_are_sound
from catalog.forms import questions_form
from catalog.models import Category
from catalog.questions import definitions
from catalog.search import indexing
from catalog.search.elastic import store
from catalog.sheets.columns import in_cells
from tests.catalog import shelf

pytestmark = pytest.mark.django_db(transaction=True)
CATEGORY = """
- code: drones
  name: {th: อากาศยานไร้คนขับ, en: Drones}
  children:
    - code: drone-survey
      name: {th: สำรวจด้วยโดรน, en: Drone surveys}
      summary: {th: ถ่ายภาพและทำแผนที่จากอากาศ, en: Pictures and maps from the air}
      unit: one-off
      deciding: [flight_area, supply_form, agencies_served]
"""
QUESTION = """
label: {th: พื้นที่บินต่อครั้ง, en: Area of one flight}
type: number
unit: {th: ไร่, en: rai}
minimum: 1
bands: [100, 1000]
required: true
applies_to: [drone-survey]
filterable: true
group: service
order: 110
compare: true
better: higher
"""


@pytest.fixture
def drones(settings, tmp_path):
    folder = Path(shutil.copytree(Path(django_settings.CATALOG_DATA), tmp_path / "data"))
    with (folder / "categories.yaml").open("a", encoding="utf-8") as file:
        file.write(CATEGORY)
    (folder / "questions" / "flight_area.yaml").write_text(QUESTION, encoding="utf-8")
    settings.CATALOG_DATA = folder
    synchronise()
    return folder


def test_a_category_added_as_data_is_sold_found_filtered_compared_and_served(cast, index, drones):
    assert data_files_are_sound(None) == []
    listing = shelf.live(cast, "drone-survey", title_th="สำรวจที่ดินด้วยโดรน", answers={"flight_area": 500})
    indexing.rebuild()
    client = Client()
    page = client.get("/catalogue/drone-survey/?flight_area=1")
    assert [card.listing for card in page.context["cards"]] == [listing]
    assert "พื้นที่บินต่อครั้ง: 500 ไร่" in page.content.decode()
    assert client.get("/catalogue/drone-survey/?flight_area=0").context["page"].total == 0
    assert "พื้นที่บินต่อครั้ง" in client.get(f"/listings/{listing.ref}/").content.decode()
    assert "พื้นที่บินต่อครั้ง" in client.get(f"/compare/?l={listing.ref}&all=1").content.decode()
    assert client.get("/api/v1/listings/?category=drone-survey&flight_area=1").json()["total"] == 1


def test_a_category_taken_out_of_the_data_keeps_its_listings(cast, index, drones, settings):
    listing = shelf.live(cast, "drone-survey")
    settings.CATALOG_DATA = django_settings.BASE_DIR / "catalog" / "data"
    synchronise()
    assert Category.objects.get(code="drone-survey").is_retired
    assert Client().get(f"/listings/{listing.ref}/").status_code == 200


def test_a_listing_shows_the_questions_that_it_answered_even_after_they_changed(cast, index, drones):
    listing = shelf.live(cast, "drone-survey", answers={"flight_area": 500})
    path = drones / "questions" / "flight_area.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("พื้นที่บินต่อครั้ง", "เนื้อที่ต่อเที่ยวบิน"), encoding="utf-8")
    from catalog.questions.sets import read

    read.cache_clear()
    synchronise()
    assert "พื้นที่บินต่อครั้ง" in Client().get(f"/listings/{listing.ref}/").content.decode()
    read.cache_clear()


def test_its_questions_are_fields_columns_and_keys_of_the_strict_mapping(cast, drones):
    known = definitions()
    asked = known.set_for("drone-survey")
    form = questions_form(asked, "service", {}, {"flight_area": "0"})
    assert "flight_area" in form.errors
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.siam_lister.person)
    head = client.get("/work/listings/sheets/drone-survey/template.csv").content.decode("utf-8-sig").splitlines()[0]
    assert (
        set(next(csv.reader([head])))
        >= {question.name for question in in_cells(asked)}
        > {question.name for question in asked if question.required}
    )
    fields = store.mapping({}).to_dict()
    assert (fields["dynamic"], fields["properties"]["choices"]["dynamic"]) == ("strict", "strict")
    assert fields["properties"]["choices"]["properties"]["flight_area"] == {"type": "keyword"}
    assert {kind["analyzer"] for kind in fields["properties"].values() if "analyzer" in kind} == {"whitespace"}  # no plug-in of the server
