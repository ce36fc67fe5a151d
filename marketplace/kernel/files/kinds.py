"""Which kinds of file are let in, and what a file is by its content. The name proves nothing."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

import puremagic


@dataclass(frozen=True)
class Kind:
    """One kind: its endings (the first is offered), how it is served, whether a browser may show it itself."""

    name: str
    endings: tuple[str, ...]
    content_type: str
    shown: bool = False
    #: Content type that `[Content_Types].xml` of an Office file declares for its main part.
    office: str = ""


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("pdf", (".pdf",), "application/pdf", shown=True),
        Kind("png", (".png",), "image/png", shown=True),
        Kind("jpg", (".jpg", ".jpeg"), "image/jpeg", shown=True),
        Kind("xlsx", (".xlsx",), f"{_OFFICE}spreadsheetml.sheet", office="spreadsheetml.sheet.main+xml"),
        Kind("docx", (".docx",), f"{_OFFICE}wordprocessingml.document", office="wordprocessingml.document.main+xml"),
        Kind("csv", (".csv",), "text/csv"),
    )
}
_BY_TYPE = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
_HEAD = 4096
_ZIP = b"PK\x03\x04"


def kind_of(file: IO[bytes], wanted: Iterable[str]) -> str:
    """The kind of the content among `wanted`; empty where it is none of them. Leaves the file at its start."""
    wanted = set(wanted)
    file.seek(0)
    head = file.read(_HEAD)
    found = _office(file) if head.startswith(_ZIP) else _by_signature(head)
    if not found and "csv" in wanted and _is_text(file):
        found = "csv"
    file.seek(0)
    return found if found in wanted else ""


def _by_signature(head: bytes) -> str:
    try:
        said = [match.mime_type for match in puremagic.magic_string(head)]
    except (puremagic.PureError, ValueError):
        return ""
    found = next((_BY_TYPE[name] for name in said if name in _BY_TYPE), "")
    # A signature somewhere else than at the start is how one kind hides behind another.
    starts = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
    return found if found and head.startswith(starts[found]) else ""


def _office(file: IO[bytes]) -> str:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entry = archive.getinfo("[Content_Types].xml")
            if entry.file_size > 1024 * 1024:
                return ""
            declared = archive.read(entry).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, ValueError):
        return ""
    return next((kind.name for kind in KINDS.values() if kind.office and kind.office in declared), "")


#: Control characters that no text has.
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r"))


def _is_text(file: IO[bytes]) -> bool:
    """Text in UTF-8 or in the Thai code page, without control characters."""
    file.seek(0)
    content = file.read()
    if len(content.translate(None, _CONTROL)) != len(content):
        return False
    for encoding in ("utf-8-sig", "cp874"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
