"""A price that can be recognised wherever it went, and a finder that looks for it in every form it could have taken."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from django.contrib.sessions.models import Session
from django.db import connection

from marketplace.kernel.era import to_thai_digits
from marketplace.kernel.money import baht, baht_text


@dataclass(frozen=True)
class Canary:
    """An amount that stands nowhere else. Its whole baht have eight digits, so that chance does not write it."""

    satang: int

    @property
    def plain(self) -> str:
        """As typed without commas: `98760413.57`."""
        return f"{self.satang // 100}.{self.satang % 100:02d}"

    @property
    def commas(self) -> str:
        """As typed with commas: `98,760,413.57`."""
        return baht(self.satang, always_satang=True)

    @property
    def thai(self) -> str:
        """As typed with Thai digits: `๙๘,๗๖๐,๔๑๓.๕๗`."""
        return to_thai_digits(self.commas)

    def texts(self) -> dict[str, str]:
        """The amount as people and programs write it, by the name of the form. Whole baht cover amounts with satang."""
        whole = self.satang // 100
        return {
            "baht": str(whole),
            "baht with commas": f"{whole:,}",
            "baht in Thai digits": to_thai_digits(str(whole)),
            "baht in Thai digits with commas": to_thai_digits(f"{whole:,}"),
            "satang": str(self.satang),
            "satang with commas": f"{self.satang:,}",
            "satang in Thai digits": to_thai_digits(str(self.satang)),
            "words in Thai": baht_text(whole * 100).removesuffix("ถ้วน"),
            "words in English": baht_text(whole * 100, "en").removesuffix(" only"),
        }

    @cached_property
    def needles(self) -> dict[str, bytes]:
        """What is looked for, by the name of the form."""
        found: dict[str, bytes] = {}
        for name, text in self.texts().items():
            raw = text.encode()
            found[name] = raw
            found[f"{name}, UTF-16 LE"] = text.encode("utf-16-le")
            found[f"{name}, UTF-16 BE"] = text.encode("utf-16-be")
            found[f"{name}, hexadecimal"] = raw.hex().encode()
            found[f"{name}, HEXADECIMAL"] = raw.hex().upper().encode()
            found[f"{name}, JSON"] = json.dumps(text)[1:-1].encode()
            found[f"{name}, in an address"] = quote(text, safe="").encode()
            for offset in range(3):  # base64 writes a text in three ways, depending on what stands before it
                found[f"{name}, base64 at {offset}"] = _base64(raw, offset)
        for size in (6, 8):  # SQLite writes such a number in six bytes, others in eight
            found[f"number in {size} bytes"] = self.satang.to_bytes(size, "big")
            found[f"number in {size} bytes, little end first"] = self.satang.to_bytes(size, "little")
        return found

    def forms_in(self, haystack: bytes) -> list[str]:
        """The forms in which the amount stands in these bytes."""
        return [name for name, needle in self.needles.items() if needle in haystack]


def _base64(raw: bytes, offset: int) -> bytes:
    """The part of the base64 text of `raw`, preceded by `offset` unknown bytes, that does not depend on its neighbours."""
    coded = base64.b64encode(bytes(offset) + raw)
    return coded[-(-offset * 8 // 6) : (offset + len(raw)) * 8 // 6]  # six bits a letter: only whole ones


Place = tuple[str, bytes]


def folder(path: Path) -> Iterator[Place]:
    """Every file below a folder: database with its journals, uploads, index, queue, cache, mail."""
    for file in sorted(path.rglob("*")):
        if file.is_file():
            yield f"file {file.relative_to(path)}", file.read_bytes()


def tables() -> Iterator[Place]:
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            # PostgreSQL writes a row as text itself, bytes in hexadecimal; SQLite hands out what it keeps
            cursor.execute(f"SELECT t::text FROM {name} t" if connection.vendor == "postgresql" else f"SELECT * FROM {name}")
            for row in cursor.fetchall():
                yield f"table {table}", b"\n".join(_bytes(value) for value in row)


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def sessions() -> Iterator[Place]:
    """What sessions hold, unpacked: in their table it is compressed."""
    for session in Session.objects.all():
        yield "session", json.dumps(session.get_decoded(), ensure_ascii=False, default=str).encode()


def where(canary: Canary, places: Iterable[Place]) -> list[str]:
    """`place: form` for every place in which the amount stands."""
    return [f"{place}: {form}" for place, content in places for form in canary.forms_in(content)]
