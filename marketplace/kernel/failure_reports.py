"""Reports of our own failures: they say where something failed, never with which values.

A report goes by mail to whoever runs the product. What somebody was typing at that moment, a price before opening or a
passphrase, does not belong there, and nobody remembers to mark every variable that might hold it.
"""

from __future__ import annotations

from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class NamesOnly(SafeExceptionReporterFilter):
    """Django's filter, but every variable is shown by name and type alone, and every field of a form by its name."""

    def get_post_parameters(self, request: HttpRequest | None) -> Any:
        """The fields that were sent, without what was in them; as they are where DEBUG is on."""
        if request is None or not self.is_active(request):
            return super().get_post_parameters(request)
        return dict.fromkeys(request.POST, self.cleansed_substitute)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> Any:
        """The frame's variables with their types; with their values where DEBUG is on."""
        if not self.is_active(request):
            return super().get_traceback_frame_variables(request, tb_frame)
        return [(name, f"<{type(value).__name__}>") for name, value in tb_frame.f_locals.items()]
