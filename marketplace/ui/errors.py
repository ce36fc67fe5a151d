"""Pages for what cannot be shown: each says what happened and what to do next. Views stay thin; no domain here.

`server_failure` must work when the database, the session and the context processors do not.
"""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseGone
from django.template import TemplateDoesNotExist, loader
from django.utils import translation

log = logging.getLogger(__name__)


def _page(request: HttpRequest, name: str, status: int, **context: Any) -> HttpResponse:
    try:
        return HttpResponse(loader.render_to_string(f"ui/errors/{name}.html", context, request), status=status)
    except Exception:  # a page about a problem must not become the next problem
        log.exception("The page %s could not be drawn in its frame", name)
        return server_failure(request)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person may not see this. The exception's own sentence is shown when it has one."""
    return _page(request, "403", 403, sentence=str(exception) if exception and exception.args else "")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing has this address; offers the search with the words of the address."""
    words = " ".join(part for part in request.path.replace("-", " ").split("/") if part)[:80]
    return _page(request, "404", 404, words=words)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what the browser sent could not be read."""
    return _page(request, "400", 400)


def gone(request: HttpRequest, *, title: str, sentence: str, url: str = "", link: str = "") -> HttpResponse:
    """410: this was here and is lawfully no longer shown (withdrawn listing, replaced page).

    Args:
        title: what it was, in the person's language.
        sentence: why it is gone and since when.
        url, link: where to go instead, and the words of that link.
    """
    context = {"title": title, "sentence": sentence, "url": url, "link": link}
    return HttpResponseGone(loader.render_to_string("ui/errors/410.html", context, request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 because the form is too old or came from elsewhere."""
    return _page(request, "csrf", 403)


def server_failure(request: HttpRequest) -> HttpResponse:
    """500: our fault. Drawn without request context, so that no query is made."""
    language = translation.get_language() or "th"
    with translation.override(language):
        try:
            body = loader.get_template("ui/errors/500.html").render({"language": language[:2]})
        except TemplateDoesNotExist:
            body = "<!doctype html><title>Talat</title><p>ระบบขัดข้องชั่วคราว โปรดลองใหม่ในอีกสักครู่</p>"
    return HttpResponse(body, status=500)
