"""Who may open a page. Every view carries one of these marks; a test walks every address with every duty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from marketplace.accounts.duty import Duty

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Access:
    """The mark itself: `kind` is public, signed_in or duties."""

    kind: str
    duties: frozenset[Duty] = frozenset()


def public(view: View) -> View:
    """Anybody may open the page; what it shows may still depend on who looks."""
    view.access = Access("public")  # type: ignore[attr-defined]
    return view


def _guarded(view: View, mark: Access, allowed: Callable[[HttpRequest], bool]) -> View:
    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not allowed(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guard.access = mark  # type: ignore[attr-defined]
    return guard


def signed_in(view: View) -> View:
    """Anybody with an account may open the page; the page itself shows only what concerns them."""
    return _guarded(view, Access("signed_in"), lambda request: True)


def duties(*held: Duty) -> Callable[[View], View]:
    """Only who holds one of `held` in the organisation they act for may open the page."""

    def mark(view: View) -> View:
        return _guarded(view, Access("duties", frozenset(held)), lambda request: request.actor.has(*held))  # type: ignore[attr-defined]

    return mark
