"""The 13-digit number: read as people type it, with a sentence for everything that is not one."""

import pytest
from django.utils import translation

from suppliers import numbers
from suppliers.kinds import LegalForm, form_of
from suppliers.numbers import UnreadableNumber, read_number

#: Numbers of well-known juristic persons that agree with the published rule for the check digit.
KNOWN = ["0107544000108", "0107536000315", "0107537000114", "0107542000011", "0994000160887", "0994000165421"]


@pytest.mark.parametrize("number", KNOWN)
def test_real_numbers_are_read(number):
    assert read_number(number) == number


@pytest.mark.parametrize(
    "typed",
    ["0107544000108", " 0 1075 44000 10 8 ", "0-1075-44000-10-8", "๐๑๐๗๕๔๔๐๐๐๑๐๘", "๐ ๑๐๗๕ ๔๔๐๐๐ ๑๐ ๘", "0\u00a01075\u200b44000108"],
)
def test_thai_digits_blanks_and_hyphens_are_read(typed):
    assert read_number(typed) == "0107544000108"


@pytest.mark.parametrize(
    ("typed", "english", "thai"),
    [
        ("0107544000109", "last digit does not fit", "หลักสุดท้าย"),
        ("010754400010", "12 digits here", "12 หลัก"),
        ("01075440001080", "14 digits here", "14 หลัก"),
        ("บริษัท ก", "13 digits of the number only", "13 หลัก"),
        ("9107544000104", "begins like this", "ขึ้นต้น"),
    ],
)
def test_every_other_number_gets_a_sentence_in_both_languages(typed, english, thai):
    for language, words in (("en", english), ("th", thai)):
        with translation.override(language), pytest.raises(UnreadableNumber) as unreadable:
            read_number(typed)
        with translation.override(language):
            assert words in str(unreadable.value)


def test_only_one_check_digit_fits():
    """Every other last digit is noticed."""
    for digit in "0123456789".replace(KNOWN[0][12], ""):
        with pytest.raises(UnreadableNumber):
            read_number(KNOWN[0][:12] + digit)


def test_a_number_is_shown_in_groups_and_a_persons_number_masked():
    assert numbers.shown("0107544000108") == "0 1075 44000 10 8"
    assert numbers.masked("1101700230705").endswith("70 5")
    assert "1101" not in numbers.masked("1101700230705")


def test_the_layout_suggests_the_kind_of_company():
    assert form_of("0105561000019") == LegalForm.LIMITED
    assert form_of("0107544000108") == LegalForm.PUBLIC
    assert form_of("0994000160887") == LegalForm.OTHER
    assert form_of("1101700230705") == LegalForm.INDIVIDUAL
