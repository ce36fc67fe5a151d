"""Open contracting data: release packages of one purchase, and of everything by key."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _
from ninja import Router

from marketplace.api.frame import Unanswerable, refuse_unknown
from marketplace.oversight.ocds import feed

router = Router(tags=["open contracting"])


@router.get("releases/", response=dict[str, Any], summary="Release packages of everything public, page by page")
def releases(request: HttpRequest, response: HttpResponse, after: int = 0, size: int = feed.SIZE) -> Any:
    """In the order in which it happened. `links.next` leads on; a reader who keeps the last address finds there what is new."""
    refuse_unknown(request, frozenset({"after", "size"}))
    if not 1 <= size <= feed.LARGEST or after < 0:
        raise Unanswerable(400, _("These parameters have values that mean nothing here."), ["size" if after >= 0 else "after"])
    found, following = feed.page(after, size)
    if not found:
        raise Unanswerable(404, _("Nothing was published after this. Ask again later at the same address."), ["after"])
    package = feed.package(_address(f"?after={after}&size={size}"), found)
    package["extensions"].append(feed.PAGINATION)
    if following:
        package["links"] = {"next": _address(f"?after={following}&size={size}")}
    return _dated(response, package)


@router.get("releases/{ocid}/", response=dict[str, Any], summary="All releases of one purchase")
def process(request: HttpRequest, response: HttpResponse, ocid: str) -> Any:
    """One package, oldest release first. A release never changes and its id is never used again."""
    refuse_unknown(request, frozenset())
    ref = feed.ref_of(ocid)
    found = feed.of_process(ref) if ref else []
    if not found:
        raise Unanswerable(404, _("There is no published purchase with this ocid."), ["ocid"])
    return _dated(response, feed.package(_address(f"{ocid}/"), found))


def _address(rest: str) -> str:
    return f"{settings.BASE_URL.rstrip('/')}/api/v1/ocds/releases/{rest}"


def _dated(response: HttpResponse, package: dict[str, Any]) -> dict[str, Any]:
    response["Last-Modified"] = http_date(feed.newest(package).timestamp())
    return package
