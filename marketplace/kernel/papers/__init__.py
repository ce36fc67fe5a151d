"""Official papers: facts go into a template and come out as a PDF that anybody can set again, byte for byte.

A paper is made of a typst template and of facts (plain JSON). Facts travel as data, so nothing that a person typed can
become markup. Only the Sarabun typeface that is installed with the product is used, and the creation time is the
paper's own, so the same facts give the same bytes everywhere. Knows no app: whoever issues a paper owns its template
(`<app>/papers/*.typ`), imports `official.typ` from it, and keeps the facts.

The digest names the facts, not the PDF: page and PDF of one paper carry the same digest, and a checker can compare it
with the log.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import fontpkg_sarabun
import rfc8785
import segno
import typst

_FONTS: Final = Path(fontpkg_sarabun.__file__).parent / "files"
_OFFICIAL: Final = Path(__file__).with_name("official.typ")
#: Archival PDF with tags: readable in thirty years and by a screen reader.
STANDARDS: Final[list[Any]] = ["a-2a", "ua-1"]


class UnprintablePaper(Exception):
    """The template cannot be set with these facts; the message is the typesetter's."""


@dataclass(frozen=True)
class Paper:
    """One issued paper.

    Attributes:
        template: the typst file. Its folder is not searched: it may import `official.typ` and nothing else.
        reference: what the paper is called in the case, for example `PO-2570-000012`.
        title: what kind of paper it is, in Thai.
        address: where anybody can check it, a full address.
        issued_at: when it was issued, aware; becomes the PDF's creation time.
        facts: what it says: text, whole numbers (satang), ISO days, lists and objects of these.
        demo: whether it must say that it is not a real paper.
    """

    template: Path
    reference: str
    title: str
    address: str
    issued_at: dt.datetime
    facts: Mapping[str, Any] = field(default_factory=dict)
    demo: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 over kind, reference, moment and facts in canonical JSON (RFC 8785), in hexadecimal."""
        return digest(self.template.stem, self.reference, self.issued_at, self.facts)


def digest(kind: str, reference: str, issued_at: dt.datetime, facts: Mapping[str, Any]) -> str:
    """The digest of a paper from its parts. See `Paper.digest`.

    Raises:
        ValueError: a fact is no plain JSON, or the moment has no time zone.
    """
    if issued_at.tzinfo is None:
        raise ValueError("a paper is issued at a moment with a time zone")
    moment = issued_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    whole: dict[str, Any] = {"kind": kind, "reference": reference, "issued_at": moment, "facts": dict(facts)}
    try:
        return hashlib.sha256(rfc8785.dumps(whole)).hexdigest()
    except rfc8785.CanonicalizationError as reason:
        raise ValueError("a paper's facts are plain JSON") from reason


def as_pdf(paper: Paper) -> bytes:
    """The paper as PDF/A-2a, PDF/UA-1. The same paper always gives the same bytes.

    Raises:
        UnprintablePaper: the template does not fit the facts.
    """
    return _set(paper, "pdf")[0]


def as_pictures(paper: Paper, *, dots_per_inch: int = 110) -> list[bytes]:
    """The paper's pages as PNG, for looking at them."""
    return _set(paper, "png", ppi=dots_per_inch)


def check_code(address: str) -> str:
    """The QR code of an address as an SVG element: black on nothing, one unit a module."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", xmldecl=False, border=0, omitsize=True)
    return picture.getvalue().decode("utf-8")


def _set(paper: Paper, format: Any, ppi: int | None = None) -> list[bytes]:
    facts = {
        "facts": dict(paper.facts),
        "reference": paper.reference,
        "title": paper.title,
        "address": paper.address,
        "code": check_code(paper.address),
        "digest": paper.digest,
        "demo": paper.demo,
    }
    try:
        sources: Any = {"main.typ": _source(paper.template), "official.typ": _source(_OFFICIAL)}
        made = typst.compile(
            sources,
            font_paths=[str(_FONTS)],
            ignore_system_fonts=True,
            format=format,
            ppi=ppi,
            sys_inputs={"paper": json.dumps(facts, ensure_ascii=False, sort_keys=True)},
            pdf_standards=STANDARDS if format == "pdf" else None,
            timestamp=int(paper.issued_at.timestamp()),
        )
    except typst.TypstError as reason:
        raise UnprintablePaper(f"{paper.template.name}: {reason}") from reason
    return list(made) if isinstance(made, list) else [made]


@functools.cache
def _source(path: Path) -> bytes:
    return path.read_bytes()
