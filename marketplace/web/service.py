"""Addresses for machines: is the service well, what may robots read, where are weaknesses reported."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from marketplace.accounts.access import public
from marketplace.audit.delivery import lag
from marketplace.kernel import clock

log = logging.getLogger(__name__)

ROBOTS = "User-agent: *\nDisallow: /accounts/\nDisallow: /work/\nDisallow: /inbox/\nDisallow: /acting/\nDisallow: /step/\nDisallow: /cms/\n"


@public
@never_cache
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """200 where the database answers, 503 where it does not. Says how far the readers of the log are behind.

    It is also what `make demo` waits for, so it stays cheap: three small queries.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        behind = max(lag().values(), default=0)
    except DatabaseError:
        log.exception("The database does not answer")
        return JsonResponse({"ok": False, "database": "does not answer"}, status=503)
    return JsonResponse({"ok": True, "demo": settings.DEMO, "log_readers_behind": behind})


@public
@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """A demo is not to be found by search engines: its purchases are invented."""
    return HttpResponse("User-agent: *\nDisallow: /\n" if settings.DEMO else ROBOTS, content_type="text/plain; charset=utf-8")


@public
@require_GET
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where weaknesses are reported (RFC 9116). The date moves with the day, so that it never lapses."""
    until = clock.read_true().replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=180)
    lines = [
        f"Contact: mailto:{settings.SECURITY_CONTACT}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: th, en",
        f"Canonical: {settings.BASE_URL.rstrip('/')}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
