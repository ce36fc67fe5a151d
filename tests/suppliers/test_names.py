"""Comparing names: titles, blanks and case do not matter, given and family name both do."""

import pytest

from suppliers.names import key, split


@pytest.mark.parametrize(
    "spelling",
    ["สมชาย ใจดี", "นายสมชาย ใจดี", "นาย สมชาย  ใจดี", " สมชาย\u00a0ใจดี", "ดร.สมชาย ใจดี", "ว่าที่ร้อยตรีสมชาย ใจดี"],
)
def test_spellings_of_one_thai_name_have_one_key(spelling):
    assert key(spelling) == "สมชาย ใจดี"


def test_a_longer_title_is_not_cut_as_a_shorter_one():
    assert key("นางสาวสมหญิง ใจดี") == "สมหญิง ใจดี"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Mr. John Smith", "john smith"), ("MS Ann Lee", "ann lee"), ("Drake Mallard", "drake mallard"), ("Misses Away", "misses away")],
)
def test_latin_titles_end_with_a_dot_or_a_blank(name, expected):
    assert key(name) == expected


def test_two_people_of_one_family_are_two():
    assert key("นายสมชาย ใจดี") != key("นายสมศักดิ์ ใจดี")


def test_a_name_is_split_as_it_was_written():
    assert split("นายสมชาย ใจดี ณ อยุธยา") == ("สมชาย", "ใจดี ณ อยุธยา")
    assert split("Mr. John Smith") == ("John", "Smith")
