"""What every request gets from the kernel."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from marketplace.kernel import clock


class PageClockMiddleware:
    """A page that is only shown reads the clock once; a request that may write reads it each time it decides."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with clock.read_once():
            return self.get_response(request)
