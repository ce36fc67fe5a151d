"""The case file as a page with filters, and as a file to take along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.accounts.access import duties
from marketplace.accounts.duty import Duty
from marketplace.oversight import cases, wording
from marketplace.oversight.cases import CaseFile, Line
from marketplace.oversight.chapters import Chapter
from marketplace.ui import formats
from tenders import methods
from tenders.states import T


@dataclass(frozen=True)
class Shown:
    """A line as the page shows it."""

    line: Line
    duty: str | Promise
    brief: list[wording.Said]
    more: list[wording.Said]


@duties(Duty.AUDITOR)
@require_safe
def case(request: HttpRequest, ref: str) -> HttpResponse:
    """One scroll from need to payment; `chapter` and `actor` narrow it down."""
    file = _file(ref)
    chapter, actor = request.GET.get("chapter", ""), request.GET.get("actor", "")
    lines = [line for line in file.lines if (not chapter or line.chapter == chapter) and (not actor or line.entry.actor.ref == actor)]
    context = {
        "file": file,
        "head": _head(file),
        "title": file.begun.payload.get("title", file.ref),
        "chapters": _chapters(lines, file.names(formats.language())),
        "all_chapters": [choice for choice in Chapter if any(line.chapter == choice for line in file.lines)],
        "chosen": {"chapter": chapter, "actor": actor},
        "shown": len(lines),
    }
    return render(request, "oversight/case.html", context)


@duties(Duty.AUDITOR)
@require_safe
def case_json(request: HttpRequest, ref: str) -> HttpResponse:
    """The whole case file with canonical texts and hashes."""
    response = JsonResponse(cases.document(_file(ref)), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="case-{ref}.json"'
    return response


def _file(ref: str) -> CaseFile:
    file = cases.case_file(ref)
    if file is None:
        raise Http404
    return file


def _chapters(lines: list[Line], names: dict[str, str]) -> list[tuple[Chapter, list[Shown]]]:
    """Lines in the order of the log, cut where the chapter changes: what came back to an earlier chapter stands where
    it happened."""
    made: list[tuple[Chapter, list[Shown]]] = []
    for line in lines:
        if not made or made[-1][0] != line.chapter:
            made.append((line.chapter, []))
        made[-1][1].append(_shown(line, names))
    return made


def _shown(line: Line, names: dict[str, str]) -> Shown:
    entry = line.entry
    duty: str | Promise = Duty(entry.actor.duty).label if entry.actor.duty in Duty.values else entry.actor.duty
    facts = wording.facts_of({**entry.payload, **entry.personal}, names)
    return Shown(line, duty, [fact for fact in facts if fact.is_brief], [fact for fact in facts if not fact.is_brief])


def _head(file: CaseFile) -> list[tuple[Any, Any]]:
    """The few facts above the scroll."""
    begun = file.begun.payload
    agency = begun.get(f"agency_{formats.language()}") or begun.get("agency_th", "")
    method = next((row.short for row in methods.METHODS.values() if row.code == begun.get("method")), begun.get("method", "–"))
    rows: list[tuple[Any, Any]] = [(_("Agency"), agency), (_("Procurement method"), method)]
    if file.state in T.values:
        rows.append((_("State"), T(file.state).label))
    for key in ("budget_satang", "reference_price_satang", "price_satang"):
        if file.said(key) is not None:
            rows.append((wording.label(key), wording.in_words(key, file.said(key))))
    return rows
