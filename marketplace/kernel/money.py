"""Money: whole satang (1 baht = 100 satang), read and written as people in Thailand do. Never a float."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _
from pythainlp.util import bahttext

CURRENCY = "THB"
#: The largest amount that the product accepts, in satang: one trillion baht.
LARGEST = 10**12 * 100

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_AMOUNT = re.compile(r"^(?P<baht>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<satang>\d{1,2}))?$")
_UNITS = re.compile(r"(บาทถ้วน|บาท|baht|thb|฿)", re.IGNORECASE)

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


class UnreadableAmount(ValueError):
    """What was typed cannot be read as an amount of baht."""

    message = _("Write the amount in baht with digits, for example 1,250.50.")

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def latin_digits(text: str) -> str:
    """`text` with Thai digits turned into Latin ones."""
    return text.translate(_THAI_DIGITS)


def parse_baht(text: str) -> int:
    """Read an amount of baht as people type it; return whole satang.

    Commas between thousands, Thai digits, blanks and the word baht are read. A comma in any other place is not,
    since nobody can tell what was meant.

    Raises:
        UnreadableAmount: not an amount, negative, finer than a satang, or beyond `LARGEST`.
    """
    plain = _UNITS.sub("", latin_digits(text)).replace("\u00a0", " ").strip()
    match = _AMOUNT.match(plain)
    if match is None:
        raise UnreadableAmount(text)
    satang = int(match["baht"].replace(",", "")) * 100 + int((match["satang"] or "0").ljust(2, "0"))
    if satang > LARGEST:
        raise UnreadableAmount(text)
    return satang


def baht(satang: int, *, always_satang: bool = False) -> str:
    """`satang` written in baht with thousands separators; two decimals only where they matter.

    >>> baht(50_000_000), baht(12_345)
    ('500,000', '123.45')
    """
    sign, value = ("-" if satang < 0 else ""), abs(satang)
    whole, rest = divmod(value, 100)
    return f"{sign}{whole:,}.{rest:02d}" if rest or always_satang else f"{sign}{whole:,}"


def baht_text(satang: int, lang: str = "th") -> str:
    """The amount in words, as official papers write it (Thai by default).

    Below one baht Thai papers name the satang alone, as spreadsheets do.
    """
    if satang < 0:
        raise ValueError("An amount in words is never negative.")
    if lang == "th":
        return _thai(satang)
    whole, rest = divmod(satang, 100)
    words = f"{_english(whole)} baht"
    return f"{words} and {_english(rest)} satang" if rest else f"{words} only"


def _thai(satang: int) -> str:
    whole, rest = divmod(satang, 100)
    if not whole and rest:
        return bahttext(rest).replace("บาทถ้วน", "สตางค์")
    words: str = bahttext(whole)
    return words.removesuffix("ถ้วน") + bahttext(rest).replace("บาทถ้วน", "สตางค์") if rest else words


def _english(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            head, rest = divmod(number, size)
            return f"{_english(head)} {name}" + (f" {_english(rest)}" if rest else "")
    raise AssertionError("unreachable")


def percent(satang: int, rate: Decimal) -> int:
    """`rate` percent of `satang`, rounded half up to whole satang."""
    return int((Decimal(satang) * rate / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def vat_split(total_satang: int, rate: Decimal) -> tuple[int, int]:
    """Split a total that includes VAT at `rate` percent into (base, VAT), both in satang; they sum to the total."""
    base = int((Decimal(total_satang) * 100 / (100 + rate)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return base, total_satang - base
