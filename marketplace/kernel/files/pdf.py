"""PDF files that are small when they arrive and huge when they are opened. Knows neither forms nor rows.

The pages of a PDF are a tree that may name the same page a million times, and its streams are compressed. Both are
counted here before anybody opens the file, by a reader that stops at limits instead of believing what the file says.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from enum import Enum
from typing import IO, Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, IndirectObject, StreamObject

#: Most pages; most objects; most bytes of all streams once unpacked; most points of one picture (A3 at 600 dpi).
PAGES, OBJECTS, UNPACKED, POINTS = 1000, 100_000, 200 * 1024 * 1024, 70_000_000
#: Most bytes of one stream whose filters only the library can undo.
ONE_STREAM = 50 * 1024 * 1024
_FLATE = ("/FlateDecode", "/Fl")
#: What grows while it is undone. Pictures (DCT, JPX, CCITT, JBIG2) are judged by their points instead.
_GROWING = (*_FLATE, "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL", "/BrotliDecode", "/BrDecode")
_STEP = 256 * 1024


class Trouble(Enum):
    """Why a PDF is not let in."""

    UNREADABLE = "unreadable"
    LOCKED = "locked"
    NO_PAGE = "no_page"
    PAGES = "pages"
    GROWS = "grows"
    POINTS = "points"


class TooMuch(Exception):
    """The file is not let in; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def look_through(file: IO[bytes]) -> None:
    """Count pages, objects, unpacked bytes and points of `file`.

    Raises:
        TooMuch: with what is wrong. A file that the reader cannot follow counts as unreadable.
    """
    limits: dict[str, Any] = {
        "page_tree_maximum_entries": PAGES * 4,
        "zlib_maximum_output_length": ONE_STREAM,
        "lzw_maximum_output_length": ONE_STREAM,
        "run_length_maximum_output_length": ONE_STREAM,
        "brotli_maximum_output_length": ONE_STREAM,
        "stream_decoding_work_maximum_length": UNPACKED,
        "stream_filters_maximum_length": 4,
    }
    file.seek(0)
    try:
        with apply_configuration(**limits):
            _judge(PdfReader(file, xref_stream_maximum_entries=OBJECTS, root_object_recovery_limit=1000))
    except TooMuch:
        raise
    except LimitReachedError as reached:
        raise TooMuch(Trouble.GROWS) from reached
    except Exception as broken:
        # A hostile file makes the reader fail in any way it likes; none of them lets the file in.
        raise TooMuch(Trouble.UNREADABLE) from broken


def _judge(reader: PdfReader) -> None:
    if sum(len(known) for known in reader.xref.values()) + len(reader.xref_objStm) > OBJECTS:
        raise TooMuch(Trouble.GROWS)
    if reader.is_encrypted and not reader.decrypt(""):
        raise TooMuch(Trouble.LOCKED)
    unpacked = 0
    for stream in _streams(reader):
        if stream.get("/Subtype") == "/Image" and int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > POINTS:
            raise TooMuch(Trouble.POINTS)
        unpacked += _weight(stream, UNPACKED - unpacked)
    try:
        pages = len(reader.pages)
    except LimitReachedError as reached:
        raise TooMuch(Trouble.PAGES) from reached
    if not pages:
        raise TooMuch(Trouble.NO_PAGE)
    if pages > PAGES:
        raise TooMuch(Trouble.PAGES)


def _streams(reader: PdfReader) -> Iterator[StreamObject]:
    """Every stream of the file. None lies inside another, so those that are packed together are not looked into."""
    for generation, known in reader.xref.items():
        for number in known:
            found = reader.get_object(IndirectObject(number, generation, reader))
            if isinstance(found, StreamObject):
                yield found
                reader.resolved_objects.pop((generation, number), None)


def _weight(stream: StreamObject, left: int) -> int:
    """Bytes of a stream once unpacked, at most a little more than `left`.

    Raises:
        TooMuch: more than `left`.
    """
    packed: bytes = stream._data
    filters = _filters(stream)
    if not filters or not any(name in _GROWING for name in filters):
        return len(packed)
    if filters[0] in _FLATE and not any(name in _GROWING for name in filters[1:]):
        weight = _inflated(packed, left)
    else:
        weight = len(stream.get_data())
    if weight > left:
        raise TooMuch(Trouble.GROWS)
    return weight


def _filters(stream: StreamObject) -> list[str]:
    said: Any = stream.get("/Filter")
    said = said.get_object() if said is not None else []
    return [str(one.get_object()) for one in said] if isinstance(said, ArrayObject) else [str(said)] if said else []


def _inflated(packed: bytes, left: int) -> int:
    """How large zlib data become, counted piece by piece without keeping them; stops once they exceed `left`."""
    engine, weight = zlib.decompressobj(), 0
    try:
        rest = packed
        while rest and weight <= left:
            weight += len(engine.decompress(rest, _STEP))
            rest = engine.unconsumed_tail
    except zlib.error:
        return weight  # readers show what came before the fault
    return weight
