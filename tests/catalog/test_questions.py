"""Question sets are data: read, judged and used by every kind of answer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml
from django.conf import settings as django_settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import translation

from catalog import tor
from catalog.checks import data_files_are_sound
from catalog.forms import questions_form
from catalog.models import QuestionSetVersion
from catalog.questions import KINDS, BrokenData, QuestionSet, definitions
from catalog.questions.sets import read
from tests.catalog.shelf import an_answer

DATA = Path(django_settings.CATALOG_DATA)
CATEGORIES = [node.code for node in definitions().leaves()]


@pytest.fixture
def data(tmp_path) -> Path:
    """A copy of the data files that may be broken."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def change(path: Path, **keys) -> None:
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    known.update(keys)
    path.write_text(yaml.safe_dump(known, allow_unicode=True), encoding="utf-8")


def test_the_data_files_are_sound():
    assert data_files_are_sound(None) == []


@pytest.mark.parametrize("code", CATEGORIES)
def test_every_category_has_questions_of_its_own_and_a_unit(code):
    known = definitions()
    questions = known.set_for(code)
    own = [question for question in questions if "all" not in question.applies_to]
    assert len(own) >= 6
    assert known.categories[code].unit in known.units
    assert len(known.filters_for(code)) >= 9


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"type": "riddle"}, "unknown type"),
        ({"group": "nowhere"}, "unknown group"),
        ({"applies_to": ["nothing"]}, "no category with listings"),
        ({"label": {"th": "ไทยอย่างเดียว"}}, "needs th and en"),
        ({"options": [{"value": "a", "th": "ก", "en": "A"}]}, "two options"),
        ({"colour": "red"}, "unknown keys: colour"),
        ({"order": "first"}, "order is a whole number"),
        ({"options": [{"value": False, "th": "ก", "en": "A"}, {"value": "b", "th": "ข", "en": "B"}]}, "value is a text"),
    ],
)
def test_a_broken_question_is_named(data, keys, words):
    change(data / "questions" / "hosting_location.yaml", **keys)
    with pytest.raises(BrokenData) as broken:
        read(data)
    assert any("hosting_location" in fault and words in fault for fault in broken.value.faults)


def test_manage_py_check_names_every_broken_file_and_where_to_read_on(data, settings):
    change(data / "questions" / "hosting_location.yaml", type="riddle")
    change(data / "questions" / "thai_ocr.yaml", group="nowhere")
    settings.CATALOG_DATA = data
    with pytest.raises(SystemCheckError) as stopped:
        call_command("check")
    said = str(stopped.value)
    assert all(words in said for words in ("hosting_location", "unknown type", "thai_ocr", "unknown group", "add-a-category.md"))


def test_a_question_cannot_be_named_like_a_part_of_addresses(data):
    shutil.copy(data / "questions" / "thai_ocr.yaml", data / "questions" / "sort.yaml")
    with pytest.raises(BrokenData, match="search addresses"):
        read(data)


def test_a_category_names_only_its_own_deciding_facts(data):
    path = data / "categories.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[digital_signature,", "[egress_price,"), encoding="utf-8")
    with pytest.raises(BrokenData, match="egress_price"):
        read(data)


@pytest.mark.parametrize("code", CATEGORIES)
def test_every_kind_of_answer_goes_through_its_form_unchanged(code):
    questions = definitions().set_for(code)
    for question in questions:
        answer = an_answer(question)
        kind = KINDS[question.type]
        field = kind.form_field(question)
        shown = field.prepare_value(kind.initial(question, answer))
        given = (None, shown) if kind.opened else (shown,)  # of a file nothing is typed again
        assert kind.stored(question, field.clean(*given)) == answer, question.name


@pytest.mark.parametrize("code", CATEGORIES)
def test_a_set_known_by_its_fingerprint_equals_the_one_that_was_stored(code):
    questions = definitions().set_for(code)
    again = QuestionSet.from_data(json.loads(json.dumps(questions.as_data())))
    assert again == definitions().by_fingerprint[again.fingerprint] == questions


@pytest.mark.django_db
def test_a_present_set_is_known_without_its_content(django_assert_num_queries):
    present = definitions().set_for("e-document")
    row = QuestionSetVersion.objects.defer("content").get(fingerprint=present.fingerprint)
    with django_assert_num_queries(0):
        assert row.questions == present


@pytest.mark.django_db
def test_a_set_of_the_past_is_read_once_in_a_process(data, settings, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("catalog.models.category._read", {})
    past = definitions().set_for("e-document")
    change(data / "questions" / "thai_ocr.yaml", required=False)
    settings.CATALOG_DATA = data

    def stored() -> QuestionSetVersion:
        return QuestionSetVersion.objects.defer("content").get(fingerprint=past.fingerprint)

    first, second = stored(), stored()
    with django_assert_num_queries(1):
        assert first.questions == past != definitions().set_for("e-document")
    with django_assert_num_queries(0):
        assert second.questions is first.questions


def test_a_changed_option_changes_the_fingerprint(data):
    change(data / "questions" / "thai_ocr.yaml", required=False)
    assert read(data).set_for("e-document").fingerprint != definitions().set_for("e-document").fingerprint


@pytest.mark.parametrize(
    ("name", "answer", "band", "th", "en"),
    [
        ("recovery_hours", 4, "0", "ไม่เกิน 4 ชั่วโมง", "up to 4 hours"),
        ("recovery_hours", 5, "1", "5 ถึง 24 ชั่วโมง", "5 to 24 hours"),
        ("recovery_hours", 25, "2", "เกิน 24 ชั่วโมง", "over 24 hours"),
        ("sla_availability", "99.9", "2", "99.9 เปอร์เซ็นต์ขึ้นไป", "99.9 % or more"),
        ("sla_availability", "99.89", "1", "99.5 ถึง 99.89 เปอร์เซ็นต์", "99.5 to 99.89 %"),
        ("agencies_served", 0, "0", "0 หน่วยงาน", "0 agencies"),
        ("dataset_count", 9, "0", "น้อยกว่า 10 ชุด", "below 10 datasets"),
    ],
)
def test_numbers_are_filtered_in_bands(name, answer, band, th, en):
    question = definitions().questions[name]
    kind = KINDS["number"]
    assert kind.facets(question, answer) == (band,)
    with translation.override("th"):
        assert kind.facet_label(question, band) == th
    with translation.override("en"):
        assert kind.facet_label(question, band) == en


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("๙๙.๙", "99.9"), ("99.90 %", "99.9"), ("1,00", None), ("abc", None), ("101", None), ("99.999", None), ("1e2", None), ("100", "100")],
)
def test_numbers_are_read_as_people_type_them(typed, stored):
    questions = definitions().set_for("e-document")
    data = {"sla_availability": typed}
    form = questions_form(questions, "support", {}, data)
    if stored is None:
        assert "sla_availability" in form.errors
        assert form["sla_availability"].value() == typed
    else:
        assert form.is_valid()
        assert form.values()[1]["sla_availability"] == stored


def test_long_text_is_limited_by_characters_not_by_words():
    questions = definitions().set_for("e-document")
    form = questions_form(questions, "service", {}, {"not_included": "ก" * 801})
    assert "not_included" in form.errors


@pytest.mark.parametrize("code", CATEGORIES)
def test_every_category_has_a_template_of_terms_of_reference(code):
    made = tor.template(code)
    keys = [section.key for section in made.sections]
    assert keys[0] == "background"
    assert keys[-1] == "responsible"
    assert sum(part.percent for part in made.instalments) == 100
    own = next(section for section in made.sections if section.key == "scope")
    assert own.text.th != tor.template("no-such-category").sections[3].text.th


def test_vague_words_in_a_template_are_found(data, settings):
    path = data / "tor" / "training.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("จัดอบรม จำนวน", "จัดอบรมที่ทันสมัย จำนวน"), encoding="utf-8")
    settings.CATALOG_DATA = data
    assert any("ทันสมัย" in fault for fault in tor.faults(read(data)))


def test_instalments_that_are_not_all_of_the_price_are_found(data, settings):
    path = data / "tor" / "training.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("percent: 100", "percent: 90"), encoding="utf-8")
    settings.CATALOG_DATA = data
    assert "tor/training.yaml: the instalments do not come to 100 percent" in tor.faults(read(data))
