"""The queue of flags: what waits for an auditor, and what was closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from marketplace.accounts.access import duties
from marketplace.accounts.duty import Duty
from marketplace.oversight.flags import units
from marketplace.oversight.models import Flag
from marketplace.oversight.states import F
from marketplace.ui.paging import Keyset


@dataclass(frozen=True)
class Seen:
    """A flag with its words."""

    flag: Flag
    title: str | Promise
    sentence: str


def seen_flags(flags: Iterable[Flag]) -> list[Seen]:
    """Flags as pages show them; the rule behind one may be gone."""
    known = units()
    return [
        Seen(
            flag,
            known[flag.code].title if flag.code in known else flag.code,
            known[flag.code].say(flag.facts) if flag.code in known else "",
        )
        for flag in flags
    ]


@duties(Duty.AUDITOR)
@require_safe
def flags(request: HttpRequest) -> HttpResponse:
    """Open flags, weightiest and newest first; `state=closed` shows what was closed."""
    state = F.CLOSED if request.GET.get("state") == F.CLOSED else F.OPEN
    code = request.GET.get("code", "")
    rows = Flag.objects.filter(state=state).select_related("tender__agency", "closed_by")
    if code in units():
        rows = rows.filter(code=code)
    page = Keyset(rows, order=("-weight", "-raised_at", "-id"), size=20).page(request)
    context = {"page": page, "flags": seen_flags(page.items), "state": state, "states": F.choices, "code": code, "units": units().values()}
    return render(request, "oversight/flags.html", context)
