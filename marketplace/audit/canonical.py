"""One value, one text: the canonical JSON (RFC 8785) of log entries, and how Thai and times are written in it.

Knows nothing of the database. Two people who write down the same fact must get the same bytes, on any machine,
in any year; so there are no floats, times always carry microseconds, and Thai text has one form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import TypeAlias

import rfc8785

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value] | None"

# Sara am is typed as one character or as nikhahit followed by sara aa, with a tone mark before, between or after.
# Unicode's NFC keeps these forms apart although every font draws them alike.
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")

#: The largest integer that every JSON reader keeps exactly.
GREATEST_INTEGER = 2**53 - 1


class Unwritable(TypeError):
    """The value has no canonical form: a float, a naive time, a translated text, an integer above 2^53."""


def thai(text: str) -> str:
    """The text in NFC, with both ways of typing sara am made one (the single character U+0E33)."""
    return _SARA_AM.sub("\\1\u0e33", unicodedata.normalize("NFC", text))


def moment(at: datetime) -> str:
    """An aware time as `2026-11-25T02:20:00.000000Z`: UTC, microseconds always written.

    Raises:
        Unwritable: the time has no zone.
    """
    if at.tzinfo is None:
        raise Unwritable(f"{at!r} has no time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_moment(text: str) -> datetime:
    """The aware UTC time that `moment` wrote."""
    return datetime.fromisoformat(text)


def plain(value: object) -> Value:
    """The value reduced to what a log entry may hold: text, whole numbers, booleans, nothing, lists, dictionaries.

    Aware times and dates become text, members of enumerations their value, tuples lists.

    Raises:
        Unwritable: anything else, or two keys that become one when their text is normalised.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _dictionary(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise Unwritable(f"{value!r} ({type(value).__name__}) cannot be written to the log: use text or whole numbers")


def _text(value: str) -> str:
    text = thai(value)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Unwritable(f"{value!r} is not complete Unicode text") from error
    return text


def _integer(value: int) -> int:
    if abs(value) > GREATEST_INTEGER:
        raise Unwritable(f"{value} is too large to be read exactly by every reader: write it as text")
    return int(value)


def _dictionary(value: Mapping[object, object]) -> dict[str, Value]:
    result: dict[str, Value] = {}
    for key, item in value.items():
        name = key.value if isinstance(key, Enum) else key
        if not isinstance(name, str):
            raise Unwritable(f"the key {key!r} is not text")
        name = _text(name)
        if name in result:
            raise Unwritable(f"the key {name!r} occurs twice once its text is normalised")
        result[name] = plain(item)
    return result


def dump(value: object) -> str:
    """The canonical JSON text of the value.

    Raises:
        Unwritable: see `plain`.
    """
    return rfc8785.dumps(plain(value)).decode()
