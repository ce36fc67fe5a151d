"""Whether this process can serve: asks the database one question. Knows nothing else, so that it stays quick."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from marketplace.accounts.access import public


@public
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 `ok`, or 503 where the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
