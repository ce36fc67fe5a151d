"""The 13-digit number of a company or person: read as people type it, judged by its check digit. Pure."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.th import moa, pin

from marketplace.kernel.money import latin_digits

LENGTH = 13


class UnreadableNumber(ValueError):
    """What was typed is not such a number; `sentence` says what to do."""

    def __init__(self, sentence: str | Promise, **params: int) -> None:
        super().__init__(str(sentence))
        self.sentence, self.params = sentence, params

    def __str__(self) -> str:
        return str(self.sentence) % self.params if self.params else str(self.sentence)


def read_number(text: str) -> str:
    """The thirteen digits of `text`: Thai digits, blanks, hyphens and dots between them are read.

    Raises:
        UnreadableNumber: other characters, another length, a first digit that no number has, or a wrong check digit.
    """
    plain = "".join(c for c in latin_digits(text) if not c.isspace() and c not in "-–.\u200b")
    if not (plain.isascii() and plain.isdigit()):
        raise UnreadableNumber(_("Write the 13 digits of the number only, for example 0 0155 61000 01 2."))
    if len(plain) != LENGTH:
        raise UnreadableNumber(
            _("The number has %(length)d digits here; it must have 13. Compare it with the company certificate."),
            length=len(plain),
        )
    try:
        # Juristic numbers begin with 0, citizen numbers with 1 to 8; both have the same check digit.
        number: str = (moa if plain[0] == "0" else pin).validate(plain)
    except InvalidChecksum as wrong:
        raise UnreadableNumber(
            _("The last digit does not fit the others, so one digit is wrong. Compare the number with the company certificate.")
        ) from wrong
    except ValidationError as wrong:
        raise UnreadableNumber(
            _("No company or person has a number that begins like this. Compare it with the company certificate.")
        ) from wrong
    return number


def read_foreign_number(country: str, text: str) -> str:
    """A number of another country's register, with the country before it, so that two countries never share one.

    Raises:
        UnreadableNumber: shorter than 3 or longer than 30 characters, or with others than letters, digits and `-/.`.
    """
    plain = "".join(text.split()).upper()
    if not (3 <= len(plain) <= 30 and all(c.isalnum() or c in "-/." for c in plain)):
        raise UnreadableNumber(_("Write the number as the certificate of your country has it: letters and digits."))
    return f"{country} {plain}"


def shown(number: str) -> str:
    """The number in the groups in which papers write it: `0 0155 61000 01 2`."""
    if len(number) != LENGTH:
        return number
    return f"{number[0]} {number[1:5]} {number[5:10]} {number[10:12]} {number[12]}"


def masked(number: str) -> str:
    """A person's number with only its last four digits, for pages that everybody sees."""
    return f"x xxxx xxxx{number[-4]} {number[-3:-1]} {number[-1]}" if len(number) == LENGTH else ""
