"""Looking into an upload before anything keeps it, and keeping it: size, true kind, opened weight, scan."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from marketplace.kernel import clock
from marketplace.kernel.files import kinds as known
from marketplace.kernel.files.scanning import Scan, ScannerAway, scanner
from marketplace.kernel.files.weight import weigh
from marketplace.kernel.models import StoredFile

#: What most places ask for: papers and pictures of papers.
DOCUMENTS = ("pdf", "png", "jpg")


class By(Protocol):
    """Who hands a file in; `accounts.Actor` is one."""

    @property
    def ref(self) -> str: ...


@dataclass(frozen=True)
class Looked:
    """What the gate found out about an upload that it lets in. Kept on the upload, so that it is scanned once."""

    kind: str
    scan: Scan


def largest(max_bytes: int | None = None) -> int:
    """The limit in bytes: `max_bytes`, or the setting."""
    limit: int = max_bytes or settings.UPLOAD_MAX_BYTES
    return limit


def accepted(kinds: tuple[str, ...]) -> list[str]:
    """Endings of `kinds`, with their dots."""
    return [ending for kind in kinds for ending in known.KINDS[kind].endings]


def _names(kinds: tuple[str, ...]) -> str:
    return ", ".join(kind.upper() for kind in kinds)


class Hint(Promise):
    """What may be attached, in the reader's language."""

    def __init__(self, kinds: tuple[str, ...], max_bytes: int | None = None) -> None:
        self.kinds, self.max_bytes = kinds, max_bytes

    def __str__(self) -> str:
        return _("%(kinds)s, up to %(size)d MB") % {
            "kinds": _names(self.kinds),
            "size": largest(self.max_bytes) // 1024**2,
        }


def inspect(upload: Any, kinds: tuple[str, ...] = DOCUMENTS, max_bytes: int | None = None) -> Looked:
    """Look into an upload; leaves it at its start. What was found is remembered as `upload.looked`.

    Size first, then the scan, so that a harmful file is called by its name whatever it pretends to be.

    Raises:
        ValidationError: too large, of another kind, too heavy once opened, harmful, or not scannable at the moment.
    """
    limit = largest(max_bytes)
    if upload.size > limit:
        sizes = {"size": f"{upload.size / 1024**2:.1f}", "limit": limit // 1024**2}
        raise ValidationError(
            _("The file has %(size)s MB. Attach one of %(limit)d MB or less, for example by scanning at a lower resolution.") % sizes,
            code="too_large",
        )
    scan = _scanned(upload)
    kind = known.kind_of(upload, kinds)
    if not kind:
        raise ValidationError(
            _("This is not a file of the kinds asked for. Attach %(kinds)s.") % {"kinds": _names(kinds)},
            code="wrong_kind",
        )
    weigh(upload, kind)
    upload.looked = Looked(kind, scan)
    return upload.looked  # type: ignore[no-any-return]


def _scanned(upload: Any) -> Scan:
    try:
        scan = scanner().scan(upload)
    except ScannerAway as away:
        raise ValidationError(
            _("The virus scanner does not answer at the moment, so the file was not kept. Try again in a few minutes."),
            code="not_scanned",
        ) from away
    finally:
        upload.seek(0)
    if scan.found:
        raise ValidationError(
            _("The virus scan found “%(found)s” in this file. It was not kept. Attach a clean copy.") % {"found": scan.found},
            code="harmful",
        )
    return scan


def receive(upload: Any, *, by: By, kinds: tuple[str, ...] = DOCUMENTS, max_bytes: int | None = None) -> StoredFile:
    """Let `upload` in and keep it under a random name. Inside the caller's unit, which records what it is for.

    If the unit is undone, the bytes stay behind without a row: nobody can reach them.

    Raises:
        ValidationError: as `inspect`.
    """
    looked = getattr(upload, "looked", None) or inspect(upload, kinds, max_bytes)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    token = secrets.token_hex(20)
    path = default_storage.save(f"private/{token[:2]}/{token[2:]}", upload)
    return StoredFile.objects.create(
        ref=f"F-{secrets.token_hex(8).upper()}",
        name=shown_name(upload.name or "", looked.kind),
        kind=looked.kind,
        size=upload.size,
        sha256=digest.hexdigest(),
        path=path,
        verdict=looked.scan.verdict,
        scanner=looked.scan.scanner,
        received_at=clock.read(),
        received_by=by.ref,
    )


def shown_name(name: str, kind: str) -> str:
    """The name as people may see it again: no folders, no control characters, the ending of its true kind."""
    base = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(character for character in base if character.isprintable()).strip(" .") or "file"
    endings = known.KINDS[kind].endings
    if plain.lower().endswith(endings):
        return plain[-180:]
    stem = plain.rsplit(".", 1)[0] if "." in plain else plain
    return f"{stem[:180]}{endings[0]}"
