"""What may be uploaded: size, true kind, and a look for harmful content behind the `Scanner` interface.

Must not know what the file is for. The kind is read from the bytes, never from the name alone.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

import puremagic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

#: Kind of file: the endings it may have and what its first bytes say.
KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "pdf": ((".pdf",), ("application/pdf",)),
    "png": ((".png",), ("image/png",)),
    "jpg": ((".jpg", ".jpeg"), ("image/jpeg", "image/jpg")),
    "xlsx": (
        (".xlsx",),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"),
    ),
    "docx": (
        (".docx",),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip"),
    ),
    "zip": ((".zip",), ("application/zip", "application/x-zip-compressed")),
}
SIGNATURES = {"pdf": (b"%PDF-",), "png": (b"\x89PNG\r\n\x1a\n",), "jpg": (b"\xff\xd8\xff",), "xlsx": (b"PK\x03\x04",), "docx": (b"PK\x03\x04",), "zip": (b"PK\x03\x04", b"PK\x05\x06")}  # fmt: skip


class Scanner(Protocol):
    """Looks into a file for harmful content."""

    def finding(self, file: Any) -> str:
        """The name of what was found in `file` (an open upload, read from its start); empty if nothing was."""
        ...


class SignatureScanner:
    """Knows the industry's harmless test file, so that the way of a real finding is always walked in tests.

    A site sets `UPLOAD_SCANNER` to a class that asks its own scanning service.
    """

    # The test string is put together here so that this source file is not itself taken for the test file.
    SIGNATURE = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*"

    def finding(self, file: Any) -> str:
        tail = b""
        for chunk in file.chunks():
            if self.SIGNATURE in tail + chunk:
                return "EICAR"
            tail = chunk[-len(self.SIGNATURE) :]
        return ""


@cache
def scanner() -> Scanner:
    """The scanner of this system."""
    path = getattr(settings, "UPLOAD_SCANNER", "")
    return import_string(path)() if path else SignatureScanner()


def accepted(kinds: tuple[str, ...]) -> list[str]:
    """Endings of `kinds`, with their dots."""
    return [ending for kind in kinds for ending in KINDS[kind][0]]


def limit(max_bytes: int | None = None) -> int:
    return max_bytes or settings.UPLOAD_MAX_BYTES


class Hint(Promise):
    """What may be attached, in the reader's language."""

    def __init__(self, kinds: tuple[str, ...], max_bytes: int | None) -> None:
        self.kinds, self.max_bytes = kinds, max_bytes

    def __str__(self) -> str:
        names = ", ".join(kind.upper() for kind in self.kinds)
        return _("%(kinds)s, up to %(size)d MB") % {"kinds": names, "size": limit(self.max_bytes) // 1024**2}


def inspect(file: Any, kinds: tuple[str, ...], max_bytes: int | None = None) -> None:
    """Look at an upload before anything keeps it; leaves the file at its start.

    Raises:
        ValidationError: too large, of another kind, or found harmful; the sentence says what to do.
    """
    largest = limit(max_bytes)
    if file.size > largest:
        sizes = {"size": f"{file.size / 1024**2:.1f}", "limit": largest // 1024**2}
        raise ValidationError(
            _(
                "The file has %(size)s MB. Attach one of %(limit)d MB or less, for example by scanning at a lower resolution."
            )
            % sizes,
            code="too_large",
        )
    if not _is_one_of(file, kinds):
        names = ", ".join(kind.upper() for kind in kinds)
        raise ValidationError(
            _("This is not a file of the kinds asked for. Attach %(kinds)s.") % {"kinds": names},
            code="wrong_kind",
        )
    file.seek(0)
    found = scanner().finding(file)
    file.seek(0)
    if found:
        raise ValidationError(
            _("The virus scan found “%(found)s” in this file. It was not kept. Attach a clean copy.")
            % {"found": found},
            code="harmful",
        )


def _is_one_of(file: Any, kinds: tuple[str, ...]) -> bool:
    name = (file.name or "").lower()
    kind = next((kind for kind in kinds if name.endswith(KINDS[kind][0])), None)
    if kind is None:
        return False
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if not head.startswith(SIGNATURES[kind]):
        return False
    try:
        said = {match.mime_type for match in puremagic.magic_string(head, filename=name)}
    except puremagic.PureError:
        return True  # the signature fits and nothing contradicts it
    return not said or bool(said & set(KINDS[kind][1])) or kind in {"xlsx", "docx", "zip"}
