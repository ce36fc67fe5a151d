"""Serves kept files to whom a signed link names, and writes down that they were read."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from marketplace import audit
from marketplace.accounts.access import public
from marketplace.accounts.events import FileRead
from marketplace.kernel import files


@public
@require_GET
def read_file(request: HttpRequest, token: str) -> HttpResponse | FileResponse:
    """The file behind a link. The link is the permission; it holds for one reader and for minutes only."""
    actor = request.actor  # type: ignore[attr-defined]
    try:
        reading = files.follow(token, actor)
    except files.LinkEnded:
        return render(request, "accounts/link_ended.html", status=410)
    except files.LinkOfAnother as other:
        raise PermissionDenied from other
    stored = reading.stored
    if actor.kind == "person":
        with audit.unit():
            audit.record(FileRead, actor=actor, subject=reading, payload={"sha256": stored.sha256, "kind": stored.kind})
    kind = files.KINDS[stored.kind]
    response = FileResponse(
        default_storage.open(stored.path),
        as_attachment=not kind.shown,
        filename=stored.name,
        content_type=kind.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
    return response
