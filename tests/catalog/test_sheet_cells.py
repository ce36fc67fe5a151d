"""Spreadsheets and the questions of a category: what is written is read back, and what people write is understood."""

from __future__ import annotations

import datetime as dt
import io
import string
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from catalog.actions import drafts
from catalog.forms import AboutForm, PriceForm
from catalog.questions import KINDS, Question, QuestionSet, definitions
from catalog.sheets import cells, checking, making, reading
from catalog.sheets.columns import Column, columns_of, values_of

UNIT = "user-month"
RAW: dict[str, dict[str, Any]] = {
    "boolean": {},
    "choice": {
        "options": [{"value": "a", "th": "ได้, ทุกวัน", "en": "Yes; daily"}, {"value": "b", "th": "=ไม่", "en": "+no"}, {"value": "c", "th": "ซ้ำ", "en": "same"}, {"value": "d", "th": "ซ้ำ", "en": "same"}]
    },
    "multi_choice": {
        "options": [{"value": "a", "th": "อีเมล", "en": "E-mail"}, {"value": "b", "th": "อีเมล, โทรศัพท์", "en": "E-mail, telephone"}, {"value": "c", "th": "โทรศัพท์", "en": "Telephone"}, {"value": "d", "th": "LINE; อื่น", "en": "LINE; other"}]
    },
    "number": {"unit": {"th": "วัน", "en": "days"}, "minimum": 0, "maximum": 10**9},
    "money": {},
    "date": {},
    "text": {"max_length": 80},
    "long_text": {"max_length": 400},
    "list": {"maximum": 5, "max_length": 60},
    "tree": {
        "options": [{"value": "a", "th": "การเงิน", "en": "Finance", "children": [{"value": "b", "th": "บัญชี, งบประมาณ", "en": "Accounts, budget"}, {"value": "c", "th": "ซ้ำ", "en": "Same"}]}, {"value": "d", "th": "ซ้ำ", "en": "Same"}]
    },
}  # fmt: skip


def question(kind: str, name: str = "", **more: Any) -> Question:
    raw = {"label": {"th": f"คำถาม {name or kind}", "en": f"Question {name or kind}"}, "type": kind, "group": "service", "order": 1, "applies_to": "all"}  # fmt: skip
    return Question.read(name or f"q_{kind}", {**raw, **RAW[kind], **more})


EVERY = QuestionSet("e-document", (*(question(kind) for kind in RAW), question("number", "q_decimal", decimals=2)))
#: Texts as people and attackers write them; what a form would strip is not part of a stored answer.
_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"))
_LINES = st.text(st.one_of(st.sampled_from("=+-@'\"\t,;|#๑๒กขABC 1.%_x000D"), _LETTERS), min_size=1, max_size=60)
ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "boolean": st.booleans(),
    "choice": st.sampled_from("abcd"),
    "multi_choice": st.sets(st.sampled_from("abcd"), min_size=1).map(sorted),
    "tree": st.sets(st.sampled_from("abcd"), min_size=1).map(sorted),
    "number": st.integers(0, 10**9),
    "money": st.integers(0, 10**14),
    "date": st.dates(dt.date(1950, 1, 1), dt.date(2300, 1, 1)).map(dt.date.isoformat),
    "text": _LINES,
    "long_text": st.lists(_LINES, min_size=1, max_size=4).map("\r\n".join).filter(lambda text: len(text) <= 400),
    "list": st.lists(_LINES, min_size=1, max_size=5),
}


def columns(questions: QuestionSet = EVERY) -> tuple[Column, ...]:
    return columns_of(questions, definitions().units[UNIT])


def column(kind: str, **more: Any) -> Column:
    return next(one for one in columns(QuestionSet("x", (question(kind, **more),))) if one.place == "answer")


def stored_as_the_form_stores(asked: Question, answer: Any) -> Any:
    """The answer after the form has read what it starts with: what can be stored at all."""
    kind = KINDS[asked.type]
    field = kind.form_field(asked)
    field.required = False
    try:
        return kind.stored(asked, field.clean(kind.initial(asked, answer)))
    except ValidationError:
        return None


#: A cap with and without a price of more use.
_CAPS = st.one_of(
    st.fixed_dictionaries({"included": st.integers(0, 10**6)}),
    st.fixed_dictionaries({"included": st.integers(0, 10**6), "step": st.integers(1, 1000), "price_satang": st.integers(1, 10**9)}),
)


@st.composite
def said(draw: st.DrawFn) -> dict[str, Any]:
    """What a version may say, every kind of question answered or not."""
    answers = {}
    for asked in EVERY:
        strategy = ANSWERS[asked.type]
        value = draw(st.one_of(st.none(), strategy))
        if asked.decimals and value is not None:
            value = format((Decimal(value) / 100).normalize(), "f")
        value = None if value is None else stored_as_the_form_stores(asked, value)
        if value is not None:
            answers[asked.name] = value
    price = draw(st.integers(10_000, 10**12))
    tiers = [[quantity, price - 1000 * quantity] for quantity in draw(st.sampled_from([(), (2,), (2, 5), (2, 5, 9)]))]
    texts = {name: draw(st.one_of(st.just(""), _LINES)).strip() for name in ("title_th", "title_en", "summary_th", "summary_en")}
    return {
        "answers": answers, **texts, "price_satang": price, "tiers": tiers, "setup_satang": draw(st.integers(0, 10**9)),
        "minimum_quantity": draw(st.integers(1, 1000)), "minimum_term": draw(st.integers(1, 60)), "vat_included": draw(st.sampled_from([True, False, None])),
        "caps": draw(st.dictionaries(st.sampled_from([use.code for use in definitions().units[UNIT].usage]), _CAPS)),
    }  # fmt: skip


def checked(content: bytes, kind: str, known: list[checking.Known], questions: QuestionSet = EVERY) -> list[checking.Found]:
    definition = definitions()
    head = checking.head_of(
        reading.read(io.BytesIO(content), kind), columns(questions), definition.categories["e-document"], definition.leaves()
    )
    return list(checking.Checker(head.places, known, definitions().set_for("e-document"), definitions().units[UNIT]).rows(head.lines))


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(what=st.lists(said(), min_size=1, max_size=3))
def test_an_export_that_nobody_touched_changes_nothing(what, kind, language):
    known = [
        checking.Known(number, 1, "e-document", values_of(one, f"L-2570-{number:06d}", f"=A{number}"), "", True)
        for number, one in enumerate(what, start=1)
    ]
    with translation.override(language):
        rows = [one.values for one in known]
        made = making.csv_file(columns(), rows) if kind == "csv" else making.xlsx_file(columns(), rows, "e-document", "x")
    found = checked(made, kind, known)
    assert [(row.known, row.given, row.faults) for row in found] == [(one, {}, []) for one in known]


@settings(max_examples=80, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("kind", sorted(name for name, kind in KINDS.items() if kind.in_sheets))
def test_what_is_written_for_an_answer_is_read_as_that_answer(kind, data):
    assert kind in ANSWERS, f"teach this test what answers of type {kind} are like"
    asked = column(kind)
    value = stored_as_the_form_stores(asked.question, data.draw(ANSWERS[kind]))
    if value is None:
        return
    for language in ("th", "en"):
        with translation.override(language):
            written = asked.written(value)
            text = cells.shielded(cells.as_text(written))
            assert not text or text[0] not in "=+-@"
            for cell in (written if not isinstance(written, str) else text, text):
                read = asked.read(cell)
                assert read == (value.replace("\r\n", "\n") if isinstance(value, str) else value)


@pytest.mark.parametrize(
    ("kind", "more", "typed", "value"),
    [
        ("boolean", {}, "ใช่", True),
        ("boolean", {}, "ไม่ใช่", False),
        ("boolean", {}, "มี", True),
        ("boolean", {}, "No", False),
        ("boolean", {}, True, True),
        ("boolean", {}, Decimal(0), False),
        ("choice", {}, "yes;  DAILY", "a"),
        ("choice", {}, "c", "c"),
        ("multi_choice", {}, "โทรศัพท์, อีเมล", ["a", "c"]),
        ("multi_choice", {}, "อีเมล, โทรศัพท์", ["b"]),
        ("multi_choice", {}, "LINE; อื่น; telephone", ["c", "d"]),
        ("tree", {}, "การเงิน; accounts, budget", ["b"]),
        ("tree", {}, "finance\nd", ["a", "d"]),
        ("number", {}, "๑,๒๕๐", 1250),
        ("number", {}, Decimal("30"), 30),
        ("number", {"decimals": 1}, Decimal("99.90"), "99.9"),
        ("number", {"decimals": 2}, "99.95%", "99.95"),
        ("money", {}, "๑,๒๕๐.๕๐ บาท", 125_050),
        ("money", {}, Decimal("290.1"), 29_010),
        ("date", {}, "15/1/2563", "2020-01-15"),
        ("date", {}, "๑๕ ม.ค. ๒๕๖๓", "2020-01-15"),
        ("date", {}, "15/1/2020", "2020-01-15"),
        ("date", {}, "2563-01-15", "2020-01-15"),
        ("date", {}, dt.date(2020, 1, 15), "2020-01-15"),
        ("date", {}, dt.date(2563, 1, 15), "2020-01-15"),
        ("list", {}, "- รับหนังสือ\n• ส่งหนังสือ\n\n", ["รับหนังสือ", "ส่งหนังสือ"]),
        ("text", {}, Decimal("007"), "7"),
    ],
)
def test_cells_are_read_as_people_write_them(kind, more, typed, value):
    with translation.override("th"):
        assert column(kind, **more).read(typed) == value


@pytest.mark.parametrize(
    ("kind", "typed", "thai", "english"),
    [
        ("boolean", "บางครั้ง", "ใช่ / ไม่", "Yes / No"),
        ("choice", "ซ้ำ", "ซ้ำ", "Yes; daily"),
        ("multi_choice", "อีเมล, โทรสาร", "โทรสาร", "E-mail / "),
        ("number", "1,2", "ตัวเลข", "digits"),
        ("number", Decimal("1.5"), "จำนวนเต็ม", "whole number"),
        ("money", "-5", "บาท", "baht"),
        ("date", "31/2/2569", "30 ก.ย. 2569", "30 Sep 2026"),
        ("text", "ก" * 81, "80", "80"),
        ("list", "\n".join("กขคงจฉช"), "5", "5"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_to_write_in_both_languages(kind, typed, thai, english):
    for language, part in (("th", thai), ("en", english)):
        with translation.override(language), pytest.raises(ValidationError) as fault:
            column(kind).read(typed)
        with translation.override(language):
            said = " ".join(fault.value.messages)
        assert part in said
        assert "error" not in said.lower()


def test_the_columns_are_what_the_form_asks_with_the_same_limits():
    made = {one.name: one for one in columns(definitions().set_for("e-document"))}
    with translation.override("en"):
        asked: dict[str, forms.Field] = {**AboutForm().fields, **PriceForm(unit=definitions().units[UNIT]).fields}
    assert set(asked) == {name for name, one in made.items() if one.place in ("field", "tier", "cap")}
    assert {name for name, one in made.items() if one.place == "field"} | {"tiers", "caps"} == drafts.FIELDS
    for name, field in asked.items():
        sheet = made[name].fields["en"]
        with translation.override("en"):
            assert str(made[name].label) == str(field.label), name
        if "summary" in name or "title" in name:
            assert sheet.max_length == field.max_length, name
        for mine, theirs in (("min_satang", "min_satang"), ("max_satang", "max_satang")):
            assert getattr(sheet, mine, None) == getattr(field, theirs, None), name
        if hasattr(field, "min_value"):
            assert (sheet.question.minimum, sheet.question.maximum) == (field.min_value, field.max_value), name


def workbook(rows: list[list[Any]], name: str = "e-document") -> bytes:
    book = Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_formulas_are_named_and_never_worked_out():
    content = workbook([["item_code", "title_th", "q_money"], ["A1", "ระบบ", "=1+1"]])
    (row,) = checked(content, "xlsx", [])
    (fault,) = row.faults
    assert (fault.letter, fault.typed) == ("C", "=1+1")
    assert "สูตร" in fault.say["th"]
    assert "formula" in fault.say["en"]


def test_headings_in_words_stand_for_the_codes_and_unknown_columns_are_named():
    content = workbook([["โปรดกรอก"], ["รหัสรายการของท่าน", "ชื่อภาษาไทย *", "จดไว้เอง"], ["A1", "ระบบ", "x"]])
    definition = definitions()
    head = checking.head_of(reading.read(io.BytesIO(content), "xlsx"), columns(), definition.categories["e-document"], definition.leaves())
    assert [one.code for one in head.places.values()] == ["item_code", "title_th"]
    assert "C จดไว้เอง" in head.notes[0]["th"]
    assert head.lines[0][0] == 3


@pytest.mark.parametrize(
    ("content", "kind", "thai", "english"),
    [
        (workbook([["a", "b"], [1, 2]]), "xlsx", "หัวคอลัมน์", "headings"),
        (workbook([["item_code", "title_th"]]), "xlsx", "ไม่มีแถว", "no rows"),
        (workbook([["item_code", "title_th", "item_code"], ["A", "ก", "B"]]), "xlsx", "item_code", "item_code"),
        (workbook([["item_code", "title_th"], ["A", "ก"]], "cloud-hosting"), "xlsx", "คลาวด์", "Cloud hosting"),
        (b"PK\x03\x04 broken", "xlsx", "บันทึกเป็น XLSX", "XLSX"),
        (b'item_code,title_th\n"A,', "csv", "ชื่อ", "title"),
    ],
)
def test_files_that_cannot_be_used_say_what_to_do(content, kind, thai, english):
    try:
        (row,) = checked(content, kind, [])
        said = row.faults[0].say
    except reading.Unreadable as unreadable:
        said = checking.both(unreadable.sentence)
    assert thai in said["th"]
    assert english in said["en"]


def test_a_sheet_that_claims_more_rows_than_it_may_have_is_read_no_further():
    content = workbook([["item_code", "title_th"], *([str(number), "ก"] for number in range(reading.MOST_ROWS + 20))])
    with pytest.raises(reading.Unreadable):
        checked(content, "xlsx", [])


def test_a_cell_at_the_far_end_of_the_sheet_costs_no_more_than_its_row():
    book = Workbook()
    book.active.append(["item_code", "title_th"])
    book.active.append(["A1", "ระบบ"])
    book.active.cell(row=60_000, column=16_000, value="x")
    made = io.BytesIO()
    book.save(made)
    assert len(checked(made.getvalue(), "xlsx", [])) == 1


def test_csv_is_read_in_the_thai_code_page_and_with_semicolons():
    content = 'item_code;title_th\r\nก-1;"ระบบ; งานสารบรรณ"\r\n'.encode("cp874")
    (row,) = checked(content, "csv", [])
    assert (row.item_code, row.title, row.faults) == ("ก-1", "ระบบ; งานสารบรรณ", [])


def test_the_workbook_has_drop_downs_explanations_and_hidden_lists():
    made = definitions().set_for("e-document")
    with translation.override("th"):
        book = load_workbook(io.BytesIO(making.xlsx_file(columns(made), [], "e-document", "สารบรรณ")))
    sheet, explained, lists = book.worksheets
    assert sheet.title == "e-document"
    assert [cell.value for cell in sheet[1]] == [one.code for one in columns(made)]
    assert [cell.value for cell in sheet[2]][:3] == ["เลขที่อ้างอิงของรายการ", "รหัสรายการของท่าน *", "ชื่อภาษาไทย *"]
    rules = {
        next(iter(rule.sqref.ranges)).coord.rstrip("0123456789").split(":")[0].rstrip("0123456789"): rule
        for rule in sheet.data_validations.dataValidation
    }
    place = [one.code for one in columns(made)].index("hosting_location")
    rule = rules[sheet.cell(1, place + 1).column_letter]
    area = rule.formula1.removeprefix("=").removeprefix("lists!")
    assert [cell.value for row in lists[area.replace("$", "")] for cell in row] == [
        "คลาวด์กลางภาครัฐ (GDCC)",
        *[o.label.th for o in made.get("hosting_location").options[1:]],
    ]
    assert lists.sheet_state == "hidden"
    assert set(string.ascii_uppercase) >= set(rules) - {key for key in rules if len(key) > 1}
    codes = [row[0].value for row in explained.iter_rows()]
    assert {one.code for one in columns(made)} <= set(codes)
