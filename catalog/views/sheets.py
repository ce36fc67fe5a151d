"""Spreadsheets of a company's listings: take one away, hand one in, see what would change, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from catalog import caps, tasks
from catalog.actions import sheet_exports, sheets
from catalog.forms import SheetForm
from catalog.models import Category, ExportStage, SheetExport, SheetImport, SheetRow, Stage, Verdict
from catalog.questions import definitions
from catalog.sheets import cells, making
from catalog.sheets.columns import Column
from catalog.views.own import WRITERS, company_of
from marketplace.accounts.access import duties
from marketplace.kernel import money
from marketplace.procedure import Refused
from marketplace.ui.paging import Keyset
from suppliers.models import Company

CONTENT_TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
ROWS_ON_A_PAGE = 25
#: Files asked for that a page shows, the latest first.
EXPORTS_SHOWN = 5


def _company(request: HttpRequest) -> Company:
    company = company_of(request)
    if company is None:
        raise Http404
    return company


def _category(code: str) -> Category:
    """A category that listings can be begun in now."""
    found = Category.objects.open().leaves().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _sheet(request: HttpRequest, ref: str) -> SheetImport:
    rows = SheetImport.objects.select_related("category", "company", "file", "received_by", "confirmed_by")
    found = rows.filter(ref=ref, company=_company(request)).first()
    if found is None:
        raise Http404
    return found


@duties(*WRITERS)
@require_safe
def sheets_home(request: HttpRequest) -> HttpResponse:
    """Choose the category; see what was handed in before."""
    company = company_of(request)
    if company is None:
        return redirect("own_listings")
    own = sheet_exports.current(company).order_by().values_list("category_id").annotate(Count("pk"))
    numbers = dict(own)
    categories = [(row, numbers.get(row.pk, 0)) for row in Category.objects.open().leaves()]
    categories.sort(key=lambda pair: -min(pair[1], 1))  # those with listings first, each part in its own order
    rows = SheetImport.objects.filter(company=company).select_related("category", "received_by", "file")
    page = Keyset(rows, order=("-received_at", "-id"), size=10).page(request)
    exports = sheet_exports.recent(company, EXPORTS_SHOWN)
    return render(request, "catalog/sheets_home.html", {"categories": categories, "page": page, "exports": exports})


@duties(*WRITERS)
@require_http_methods(["GET", "POST"])
def sheets_category(request: HttpRequest, code: str) -> HttpResponse:
    """The files of one category, and the place to hand one in."""
    company, category = _company(request), _category(code)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = sheets.receive(company, category, form.cleaned_data["file"], actor=request.actor)  # type: ignore[attr-defined]
        except ValidationError as fault:
            form.add_error("file", fault)
        else:
            tasks.check_sheet.delay(sheet.ref)
            return redirect(sheet)
    number = sheet_exports.current(company).filter(category=category).count()
    context = {
        "category": category,
        "form": form,
        "number": number,
        "are_many": number > sheet_exports.AT_ONCE,
        "exports": sheet_exports.recent(company, EXPORTS_SHOWN, category),
        "columns": len(sheets.columns_now(category)),
    }
    return render(request, "catalog/sheets_category.html", context, status=422 if form.is_bound else 200)


@duties(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_download(request: HttpRequest, code: str, what: str, kind: str) -> HttpResponse:
    """An empty file with the columns of the category (`template`), or one with the company's listings (`listings`).

    Many listings are not written while one waits: sending asks for the file, which is then made in the background.
    """
    company, category = _company(request), _category(code)
    if what not in ("template", "listings") or kind not in CONTENT_TYPES:
        raise Http404
    if what == "template":
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        columns = sheets.columns_now(category)
        content, name = making.file_of(kind, columns, (), category.code, category.name), making.file_name(what, code, kind)
    elif request.method == "POST":
        language = (get_language() or "th")[:2]
        export = sheet_exports.ask(company, category, kind, language=language, actor=request.actor)  # type: ignore[attr-defined]
        tasks.make_export.delay(export.ref)
        return redirect(export)
    elif sheet_exports.current(company).filter(category=category).count() > sheet_exports.AT_ONCE:
        messages.info(request, _("Your listings are too many for a file at once. Ask for it here: it is made while you go on."))
        return redirect("sheets_category", code)
    else:
        content, name = sheet_exports.made_at_once(company, category, kind)
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _export(request: HttpRequest, ref: str) -> SheetExport:
    rows = SheetExport.objects.select_related("category", "asked_by")
    found = rows.filter(ref=ref, company=_company(request)).first()
    if found is None:
        raise Http404
    return found


@duties(*WRITERS)
@require_safe
def sheet_export(request: HttpRequest, ref: str) -> HttpResponse:
    """How far a file of many listings is, and where to take it."""
    export = _export(request, ref)
    if request.htmx and not export.is_working:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    return render(request, "catalog/sheet_export.html", {"export": export, "days": sheet_exports.KEPT.days})


@duties(*WRITERS)
@require_safe
def sheet_export_file(request: HttpRequest, ref: str) -> HttpResponse | FileResponse:
    """The file itself; as long as there is none, the page that says why."""
    export = _export(request, ref)
    if export.stage != ExportStage.READY:
        return redirect(export)
    try:
        kept = default_storage.open(export.path)
    except FileNotFoundError:  # deleted a moment ago, or lost with a disk
        messages.info(request, _("The file is not there any more. Ask for it again."))
        return redirect("sheets_category", export.category.code)
    name = sheet_exports.file_name(export)
    response = FileResponse(kept, as_attachment=True, filename=name, content_type=CONTENT_TYPES[export.kind])
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@duties(*WRITERS)
@require_safe
def sheet_import(request: HttpRequest, ref: str) -> HttpResponse:
    """How far a file is, what it would change, and what it has changed."""
    sheet = _sheet(request, ref)
    if request.htmx and not sheet.is_working:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    return _shown(request, sheet)


def _shown(request: HttpRequest, sheet: SheetImport, refusals: Any = (), status: int = 200) -> HttpResponse:
    found = sheets.counts(sheet)
    show = request.GET.get("show", "")
    if show not in Verdict.values:
        order = (Verdict.FAULTY, Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED)
        show = next((verdict for verdict in order if found[verdict]), Verdict.NEW)
    rows = sheet.rows.filter(verdict=show).select_related("listing__draft_version", "listing__live_version")
    page = Keyset(rows, order=("number",), size=ROWS_ON_A_PAGE).page(request)
    columns = {column.name: column for column in sheets.columns_now(sheet.category)} if sheet.category.node else {}
    address = reverse("sheet_import", args=[sheet.ref])
    refused = sheet.rows.filter(is_settled=True).exclude(refusals=[]) if sheet.stage == Stage.WRITTEN else sheet.rows.none()
    context = {
        "sheet": sheet,
        "counts": found,
        "to_write": found[Verdict.NEW] + found[Verdict.CHANGED],
        "notes": [_said(note) for note in sheet.notes],
        "show": show,
        "tabs": [
            {"label": verdict.label, "count": found[verdict], "url": f"{address}?show={verdict}", "current": verdict == show}
            for verdict in (Verdict.FAULTY, Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED)
        ],
        "page": page,
        "rows": [_row_shown(row, columns, sheet.category.unit) for row in page],
        "refused": [(row, " ".join(_said(reason) for reason in row.refusals)) for row in refused.select_related("listing")[:50]],
        "refused_count": refused.count(),
        "refusals": refusals,
    }
    return render(request, "catalog/sheet_import.html", context, status=status)


def _said(both: dict[str, str]) -> str:
    """A sentence that is kept in both languages, in the reader's."""
    return both.get((get_language() or "th")[:2], "") or both.get("th", "")


def _row_shown(row: SheetRow, columns: dict[str, Column], unit: str) -> dict[str, Any]:
    """A row in the reader's language: its faults, or what would be different."""
    return {
        "row": row,
        "faults": [{**fault, "name": _said(fault["name"]), "say": _said(fault["say"])} for fault in row.faults],
        "changes": list(_changes(row, columns, unit)) if row.verdict in sheets.WRITES else [],
    }


def _changes(row: SheetRow, columns: dict[str, Column], unit: str) -> Any:
    """(label, old, new) for what the row would change; of a new listing only what is filled in."""
    listing = row.listing
    version = (listing.draft_version or listing.live_version) if listing else None
    before = sheets.values_of_version(listing, version) if listing and version else {}
    given = {**row.given.get("answers", {}), **row.given.get("fields", {})}
    if "item_code" in row.given:
        given["item_code"] = row.given["item_code"]
    for name, value in given.items():
        if name == "tiers":
            yield {"label": _("Lower prices by quantity"), "old": _tiers(before.get("tiers", [])), "new": _tiers(value)}
        elif name == "caps":
            old, new = ("\n".join(caps.lines(said, definitions().units[unit])) for said in (before.get("caps", {}), value))
            yield {"label": _("Usage included"), "old": old, "new": new}
        elif name in columns:
            column = columns[name]
            yield {"label": str(column.label), "old": _words(column, before.get(name)), "new": _words(column, value)}


def _tiers(tiers: list[list[int]]) -> str:
    return "\n".join(f"{quantity:,} → {money.baht(satang)}" for quantity, satang in tiers)


def _words(column: Column, value: Any) -> str:
    if value in (None, "", []):
        return ""
    shown = (
        column.kind.shown(column.question, value) if column.kind.suits(column.question, value) else [cells.as_text(column.written(value))]
    )
    return "\n".join(shown)


@duties(*WRITERS)
@require_POST
def sheet_decide(request: HttpRequest, ref: str, decision: str) -> HttpResponse:
    """`confirm`, `again` (compare anew) or `aside` (write nothing of it)."""
    sheet, actor = _sheet(request, ref), request.actor  # type: ignore[attr-defined]
    try:
        if decision == "confirm":
            sheets.confirm(sheet, actor=actor, leave_out=request.POST.get("leave_out") == "yes")
            tasks.write_sheet.delay(sheet.ref)
        elif decision == "again":
            sheets.check_again(sheet, actor=actor)
            tasks.check_sheet.delay(sheet.ref)
        elif decision == "aside":
            sheets.set_aside(sheet, actor=actor)
            messages.success(request, _("The file was set aside. Nothing of it was written."))
            return redirect("sheets_category", sheet.category.code)
        else:
            raise Http404
    except Refused as refused:
        sheet.refresh_from_db()
        return _shown(request, sheet, refused.refusals, status=409)
    return redirect(sheet)
