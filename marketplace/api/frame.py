"""The API's frame: title, routers, rate limit, and what is answered when something cannot be.

A part of the product adds a router in `marketplace.api.routers` and a line in `ROUTERS`. Answers in words carry both
languages, because programs have no language.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.throttling import AnonRateThrottle

#: Part of the address → where its router is.
ROUTERS = {"": "marketplace.api.routers.catalog.router", "ocds/": "marketplace.api.routers.ocds.router"}


class PublicThrottle(AnonRateThrottle):
    """So many requests per caller; off where the settings say so."""

    def allow_request(self, request: HttpRequest) -> bool:
        return not settings.RATE_LIMITS_ON or bool(super().allow_request(request))


class Unanswerable(Exception):
    """The request cannot be answered as it is. `sentence` is told in both languages, `names` what it is about."""

    def __init__(self, status: int, sentence: Any, names: list[str] | None = None) -> None:
        super().__init__(str(sentence))
        self.status, self.sentence, self.names = status, sentence, names or []


def refuse_unknown(request: HttpRequest, known: frozenset[str]) -> None:
    """Refuse parameters that mean nothing, by name: a program must not believe that it filtered when it did not.

    Raises:
        Unanswerable: 400.
    """
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        raise Unanswerable(400, _("These parameters are not known here. Remove them or write them as the documentation does."), unknown)


def both(sentence: Any) -> dict[str, str]:
    """A sentence in both languages."""
    found = {}
    for language in ("th", "en"):
        with override(language):
            found[language] = str(sentence)
    return found


def make() -> NinjaAPI:
    """The API with all routers."""
    made = NinjaAPI(
        title="Talat public API",
        version="1",
        description="Services on sale, categories and open procurement data. Amounts are whole satang, days and moments ISO 8601 with offset.",
        urls_namespace="api",
        docs_url=None,
        openapi_url="openapi.json",
        throttle=[PublicThrottle(settings.API_RATE)],
    )
    for prefix, place in ROUTERS.items():
        made.add_router(prefix, import_string(place))

    @made.exception_handler(Unanswerable)
    def unanswerable(request: HttpRequest, problem: Unanswerable) -> HttpResponse:
        return made.create_response(request, {"sentence": both(problem.sentence), "names": problem.names}, status=problem.status)

    @made.exception_handler(ValidationError)
    def unreadable(request: HttpRequest, problem: ValidationError) -> HttpResponse:
        names = [str(fault["loc"][-1]) for fault in problem.errors]
        return made.create_response(
            request,
            {"sentence": both(_("These parameters cannot be read. Compare them with the documentation.")), "names": names},
            status=400,
        )

    @made.exception_handler(Throttled)
    def too_many(request: HttpRequest, problem: Throttled) -> HttpResponse:
        sentence = both(_("Too many requests in a short time. Wait a moment, then go on."))
        response = made.create_response(request, {"sentence": sentence, "names": []}, status=429)
        if problem.wait:
            response["Retry-After"] = str(int(problem.wait) + 1)
        return response

    @made.exception_handler(HttpError)
    def refused(request: HttpRequest, problem: HttpError) -> HttpResponse:
        return made.create_response(request, {"sentence": both(problem), "names": []}, status=problem.status_code)

    return made
