"""The letters that editors attach to circulars: PDF only, through the same gate as every other upload."""

from __future__ import annotations

from typing import Any

from wagtail.documents.forms import BaseDocumentForm

from marketplace.kernel.files import gate


class LetterForm(BaseDocumentForm):
    """Wagtail's form of a document, with our look at the file: true kind, size, scan."""

    def clean_file(self) -> Any:
        """The file as uploaded. Raises ValidationError with a sentence where the gate refuses it."""
        upload = self.cleaned_data["file"]
        if upload and "file" in self.changed_data:
            gate.inspect(upload, ("pdf",))
        return upload
