"""Forms: what people are told, and that what they typed stays."""

import datetime as dt

import pytest
from django import forms as django_forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from marketplace.kernel.files.scanning import EmbeddedScanner
from marketplace.ui.forms import FileField, MoneyField, NumberField, TalatForm, ThaiDateField
from tests.factories.papers import PDF


class Purchase(TalatForm):
    title = django_forms.CharField(label="ชื่อ", max_length=5)
    amount = MoneyField(label="วงเงิน", max_satang=50_000_000)
    users = NumberField(label="ผู้ใช้", required=False, min_value=1)
    day = ThaiDateField(label="วันที่", required=False)
    method = django_forms.ChoiceField(label="วิธี", choices=[("a", "ก")])


def filled(**typed):
    return Purchase({"title": "คลาวด์"[:5], "amount": "1", "method": "a", **typed})


def said(form, field):
    return [str(sentence) for sentence in form.errors.get(field, [])]


def test_an_amount_with_commas_and_thai_digits_is_read_as_satang():
    form = filled(amount="๑๒๓,๔๕๖.๕๐")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == 12_345_650


@pytest.mark.parametrize("typed", ["12x", "1,23", "-5", "1.234", "๑๒ ล้าน"])
def test_an_unreadable_amount_gets_an_example_and_stays_as_typed(typed):
    form = filled(amount=typed)
    with translation.override("en"):
        assert said(form, "amount") == ["Write the amount in baht with digits, for example 1,250.50."]
    assert form["amount"].value() == typed


def test_an_amount_above_the_limit_says_the_limit_in_baht():
    with translation.override("en"):
        assert said(filled(amount="500,000.01"), "amount") == ["Write an amount of 500,000 baht or less."]


def test_zero_is_not_an_amount_unless_allowed():
    assert "amount" in filled(amount="0").errors
    assert MoneyField(min_satang=0).clean("0") == 0


def test_an_amount_that_may_be_left_out_cleans_to_none():
    assert MoneyField(required=False).clean("") is None


@pytest.mark.parametrize(("typed", "read"), [("๑,๒๐๐", 1200), ("12", 12), ("", None)])
def test_numbers_are_read_with_thai_digits_and_commas(typed, read):
    assert filled(users=typed).is_valid()
    assert Purchase.base_fields["users"].clean(typed) == read


def test_a_day_is_read_in_the_era_that_was_chosen():
    day = dt.date(2026, 9, 30)
    for text, era in [
        ("30/9/2569", "BE"),
        ("30 ก.ย. 2569", "BE"),
        ("30/9/2026", "CE"),
        ("๓๐/๙/๒๕๖๙", "BE"),
        ("2026-09-30", "BE"),
    ]:
        form = filled(day=text, day_era=era)
        assert form.is_valid(), (text, form.errors)
        assert form.cleaned_data["day"] == day


def test_without_an_era_the_readers_own_is_meant():
    with translation.override("th"):
        assert filled(day="30/9/2569").is_valid()
    with translation.override("en"):
        assert filled(day="30/9/2026").is_valid()


@pytest.mark.parametrize(
    ("text", "era", "other"),
    [("30/9/2569", "CE", "2026"), ("30/9/2026", "BE", "2569"), ("2569-09-30", "BE", "2026")],
)
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_year_of_the_other_era_is_named_with_the_year_to_write(text, era, other, language):
    with translation.override(language):
        form = filled(day=text, day_era=era)
        (sentence,) = said(form, "day")
    assert other in sentence
    assert form["day"].value()[0] == text


def test_a_chosen_era_survives_being_sent_back():
    html = str(filled(day="99/99/2026", day_era="CE")["day"])
    assert '<option value="CE" selected>' in html
    assert 'value="99/99/2026"' in html


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_sentence_of_ours_blames_the_reader(language):
    with translation.override(language):
        form = Purchase({"title": "ยาวเกินกว่าห้า", "amount": "x", "users": "y", "day": "z", "method": "q"})
        everything = " ".join(sentence for field in form.errors for sentence in said(form, field)).lower()
    for word in ("error", "invalid", "oops", "ผิดพลาด", "ไม่ถูกต้อง"):
        assert word not in everything


def test_a_missing_answer_is_asked_for_by_its_label():
    with translation.override("en"):
        form = Purchase({})
        assert said(form, "title") == ["Write “ชื่อ”."]
        assert said(form, "method") == ["Choose “วิธี”."]


def test_a_message_that_the_form_wrote_itself_is_kept():
    class Own(TalatForm):
        title = django_forms.CharField(error_messages={"required": "ตั้งชื่อก่อน"})

    assert said(Own({}), "title") == ["ตั้งชื่อก่อน"]


def attached(name, content, **options):
    class Attaching(TalatForm):
        paper = FileField(label="เอกสาร", **options)

    return Attaching({}, {"paper": SimpleUploadedFile(name, content)})


def test_a_pdf_is_accepted_and_handed_on_from_its_start():
    form = attached("tor.pdf", PDF)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["paper"].read() == PDF


def test_a_file_above_the_limit_says_both_sizes():
    with translation.override("en"):
        (sentence,) = said(attached("tor.pdf", PDF + b"x" * 6 * 1024 * 1024), "paper")
    assert "6.0 MB" in sentence
    assert "5 MB" in sentence


@pytest.mark.parametrize("name", ["tor.exe", "photo.png", "tor", "tor.pdf"])
def test_a_file_is_known_by_its_content_whatever_its_name(name):
    assert attached(name, PDF).is_valid()


@pytest.mark.parametrize("name", ["tor.exe", "tor.pdf"])
def test_a_file_of_another_kind_is_turned_away_whatever_its_name(name):
    with translation.override("en"):
        assert said(attached(name, b"MZ\x90\x00 not a paper"), "paper") == [
            "This is not a file of the kinds asked for. Attach PDF, PNG, JPG."
        ]


def test_a_harmful_file_is_turned_away_even_across_chunks():
    signature = EmbeddedScanner.SIGNATURE
    content = PDF + b"x" * (64 * 1024 - len(PDF) - 20) + signature
    with translation.override("en"):
        (sentence,) = said(attached("tor.pdf", content), "paper")
    assert "EICAR" in sentence


def test_an_empty_file_is_asked_for_again():
    with translation.override("en"):
        (sentence,) = said(attached("tor.pdf", b""), "paper")
    assert "empty" in sentence
