"""Rule values in words."""

import pytest
from django.utils import translation

from marketplace.law.definitions import definition, definitions
from marketplace.law.wording import lines, phrase


@pytest.mark.parametrize(
    ("rule_id", "en", "th"),
    [
        ("TH.SPECIFIC.MAX", "not over 500,000 baht", "ไม่เกิน 500,000 บาท"),
        ("TH.EBID.MIN", "over 500,000 baht", "เกิน 500,000 บาท"),
        ("TH.IP", "1,000,000,000 baht or more", "ตั้งแต่ 1,000,000,000 บาทขึ้นไป"),
        ("N.COMMITTEE", "at least 3 persons", "ไม่น้อยกว่า 3 คน"),
        ("TH.PRICEINQ", "over 500,000 but not over 5,000,000 baht", "เกิน 500,000 แต่ไม่เกิน 5,000,000 บาท"),
        ("D.APPEAL", "7 working days", "7 วันทำการ"),
        ("LD.WORK", "0.01–0.10% per day", "0.01–0.10% ต่อวัน"),
        ("R.VAT", "7%", "7%"),
        ("T.EBID.WINDOW", "09:00–12:00 hrs", "09.00–12.00 น."),
        ("V.ACCEPT", "unanimous", "มติเอกฉันท์"),
        ("RF.LOW.REFERENCE", "below 70%", "ต่ำกว่า 70%"),
    ],
)
def test_a_value_reads_as_the_law_words_it(rule_id, en, th):
    rule = definition(rule_id)
    with translation.override("en"):
        assert phrase(rule, rule.seed) == en
    with translation.override("th"):
        assert phrase(rule, rule.seed) == th


def test_bands_are_one_line_each():
    rule = definition("D.EBID.PUB")
    with translation.override("en"):
        assert lines(rule, rule.seed) == [
            "up to 5,000,000 baht: 5 working days",
            "over 5,000,000 up to 10,000,000 baht: 10 working days",
            "over 10,000,000 up to 50,000,000 baht: 12 working days",
            "over 50,000,000 baht: 20 working days",
        ]


def test_a_range_without_upper_end_says_over():
    with translation.override("en"):
        assert phrase(definition("TH.PRICEINQ"), [50_000_000, None]) == "over 500,000 baht"


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("rule_id", list(definitions()))
def test_every_rule_has_words_for_its_value(rule_id, lang):
    rule = definition(rule_id)
    with translation.override(lang):
        assert phrase(rule, rule.seed).strip()
