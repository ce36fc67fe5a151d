"""The register of central prices: public to read, kept by the comptroller's rule editors."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from catalog.models import Category
from marketplace.accounts.access import duties, public
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.pricing import forms
from marketplace.pricing.actions import central as acts
from marketplace.pricing.models import CentralPrice
from marketplace.procedure.refusals import Refusal, Refused
from marketplace.ui.paging import Keyset

GET_POST = require_http_methods(["GET", "POST"])


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


@public
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Central prices in force, or with `?all=1` those that were; `?category=` narrows it down."""
    today = clock.today()
    rows = CentralPrice.objects.select_related("category")
    everything = request.GET.get("all") == "1"
    if not everything:
        rows = rows.in_force(today)
    code = request.GET.get("category", "")
    if code:
        rows = rows.filter(category__code=code)
    context = {
        "page": Keyset(rows, order=("-valid_from", "-id"), size=30).page(request),
        "categories": Category.objects.open().leaves(),
        "chosen": code,
        "everything": everything,
        "edits": _actor(request).has(Duty.RULE_EDITOR),
        "today": today,
    }
    return render(request, "pricing/central_prices.html", context)


@public
@GET_POST
def price(request: HttpRequest, ref: str) -> HttpResponse:
    """One central price with its document; a rule editor can take it out."""
    row = get_object_or_404(CentralPrice.objects.select_related("category", "entered_by", "ended_by"), ref=ref)
    edits = _actor(request).has(Duty.RULE_EDITOR)
    if request.method == "POST" and not edits:
        raise PermissionDenied
    form = forms.EndForm(request.POST if request.method == "POST" else None)
    refusals: list[Refusal] = []
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                acts.end(row, actor=_actor(request), reason=form.cleaned_data["reason"])
            except Refused as refused:
                refusals, status = refused.refusals, 409
            else:
                messages.success(request, _("The price was taken out of the register."))
                return redirect(row)
    context = {"row": row, "edits": edits, "form": form, "refusals": refusals, "today": clock.today()}
    return render(request, "pricing/central_price.html", context, status=status)


@duties(Duty.RULE_EDITOR)
@GET_POST
def new(request: HttpRequest) -> HttpResponse:
    """Enter one central price."""
    form = forms.CentralPriceForm(request.POST or None)
    refusals: list[Refusal] = []
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = acts.enter(actor=_actor(request), **form.cleaned_data)
            except Refused as refused:
                refusals, status = refused.refusals, 409
            else:
                messages.success(request, _("The price is in the register."))
                return redirect(row)
    return render(request, "pricing/central_new.html", {"form": form, "refusals": refusals}, status=status)


@duties(Duty.RULE_EDITOR)
@GET_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in a table: look at it first, then confirm. Nothing is written while anything is to be mended."""
    form = forms.TableForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "columns": acts.COLUMNS, "table": None, "refusals": []}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            table = acts.read_table(form.cleaned_data["table"])
            context["table"] = table
            status = 422 if table.faults else 200
            if request.POST.get("confirm") and not table.faults:
                try:
                    count = acts.enter_all(table.rows, actor=_actor(request))
                except Refused as refused:
                    context["refusals"], status = refused.refusals, 409
                else:
                    said = ngettext("%s price was entered.", "%s prices were entered.", count) % count
                    messages.success(request, said)
                    return redirect("central_prices")
    return render(request, "pricing/central_import.html", context, status=status)
