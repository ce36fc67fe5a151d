"""Files that are small when they arrive and huge when they are opened, and spreadsheets that run programs."""

from __future__ import annotations

import zipfile
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from marketplace.kernel.files import pdf

#: Limits of an Office file once it is unpacked.
PARTS, UNPACKED, RATIO = 5000, 100 * 1024 * 1024, 200
#: A part below this size is never suspicious for being well compressed.
SMALL_PART = 1024 * 1024
#: Largest picture, in pixels: an A3 page scanned at 600 dpi.
PIXELS = 70_000_000


def weigh(file: IO[bytes], kind: str) -> None:
    """Refuse a file whose opened form is too large or runs by itself. Leaves it at its start.

    Raises:
        ValidationError: what to do instead.
    """
    file.seek(0)
    if kind in {"png", "jpg"}:
        _picture(file)
    elif kind in {"xlsx", "docx"}:
        _office(file)
    elif kind == "pdf":
        _paper(file)
    file.seek(0)


def _paper(file: IO[bytes]) -> None:
    try:
        pdf.look_through(file)
    except pdf.TooMuch as found:
        sentences = {
            pdf.Trouble.UNREADABLE: _("This PDF cannot be opened. Save or scan it anew and attach it again."),
            pdf.Trouble.LOCKED: _(
                "This PDF is locked with a password, so nobody could read it here. Save it without one and attach it again."
            ),
            pdf.Trouble.NO_PAGE: _("This PDF has no page. Save or scan it anew and attach it again."),
            pdf.Trouble.PAGES: _("This PDF has more than %(most)d pages. Attach only those that are asked for.") % {"most": pdf.PAGES},
            pdf.Trouble.GROWS: _("This file grows too large when it is opened. Save only what is needed in a new file and attach that."),
            pdf.Trouble.POINTS: _("This PDF holds a picture of too many points. Scan it anew at a lower resolution, for example 300 dpi."),
        }
        raise ValidationError(sentences[found.trouble], code=f"pdf_{found.trouble.value}") from None


def _picture(file: IO[bytes]) -> None:
    try:
        with Image.open(file) as picture:  # reads the head alone: nothing is unpacked
            width, height = picture.size
    except (OSError, ValueError, Image.DecompressionBombError):
        raise ValidationError(_("This picture cannot be opened. Save it anew and attach it again."), code="unreadable_picture") from None
    if width * height > PIXELS:
        raise ValidationError(
            _("This picture has %(width)d × %(height)d points. Attach a smaller one.") % {"width": width, "height": height},
            code="too_many_points",
        )


def _office(file: IO[bytes]) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
    large = sum(part.file_size for part in parts) > UNPACKED or len(parts) > PARTS
    dense = any(part.file_size > SMALL_PART and part.file_size > RATIO * max(part.compress_size, 1) for part in parts)
    if large or dense:
        raise ValidationError(
            _("This file grows too large when it is opened. Save only what is needed in a new file and attach that."),
            code="grows",
        )
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise ValidationError(_("This file contains macros. Save it without macros and attach it again."), code="macros")
