"""Searches that a person keeps: under a name, with or without an alert, removed by one button."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog import asking, facets
from catalog.actions import saved
from catalog.models import Alert, SavedSearch
from catalog.questions import definitions
from catalog.saved_forms import SavedForm
from marketplace.accounts.access import signed_in
from marketplace.accounts.actor import Actor
from marketplace.procedure import Refused
from marketplace.procedure.refusals import Refusal
from marketplace.ui.paging import Keyset


def _actor(request: HttpRequest) -> Actor:
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def _own_or_404(request: HttpRequest, ref: str) -> SavedSearch:
    found = SavedSearch.objects.of(_actor(request).person_id).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def asked_for(category: str, query: str) -> list[str]:
    """What a search asks for, in words: its words, its category, every choice."""
    known = definitions()
    parameters = QueryDict(query)
    asked = asking.read(parameters, known, category if category in known.categories else "")
    words = [f"“{asked.query.text}”"] if asked.query.text else []
    place = [str(asked.node.name)] if asked.node is not None else [_("All categories")]
    return [*words, *place, *(chip["label"] for chip in facets.chips(asked, parameters))]


@signed_in
@require_safe
def saved_searches(request: HttpRequest) -> HttpResponse:
    """The person's searches, the latest first."""
    page = Keyset(SavedSearch.objects.of(_actor(request).person_id), order=("-saved_at", "-id")).page(request)
    rows = [{"saved": row, "asked": asked_for(row.category, row.query)} for row in page]
    return render(request, "catalog/saved_searches.html", {"page": page, "rows": rows})


@signed_in
@require_http_methods(["GET", "POST"])
def saved_search_new(request: HttpRequest) -> HttpResponse:
    """Keep the search whose address is given: `in` names the category, everything else is the search's own."""
    given = request.GET.copy()
    category = (given.pop("in", [""]) or [""])[-1]
    if category and category not in definitions().categories:
        raise Http404
    query = saved.kept_query(given, category)
    asked = asked_for(category, query)
    form = SavedForm(request.POST or None, initial={"name": " · ".join(asked)[:120], "alert": Alert.INBOX})
    refusals: list[Refusal] = []
    if request.method == "POST" and form.is_valid():
        try:
            saved.save(actor=_actor(request), category=category, query=query, **form.cleaned_data)
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, _("The search is saved."))
            return redirect("saved_searches")
    back = SavedSearch(category=category, query=query).address
    return _form(request, form, refusals, {"asked": asked, "back": back, "title": _("Save this search")})


@signed_in
@require_http_methods(["GET", "POST"])
def saved_search(request: HttpRequest, ref: str) -> HttpResponse:
    """Change the name or the alert of a search, or remove it."""
    found = _own_or_404(request, ref)
    form = SavedForm(request.POST or None, initial={"name": found.name, "alert": found.alert})
    if request.method == "POST" and form.is_valid():
        saved.change(found, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("saved_searches")
    context = {"saved": found, "asked": asked_for(found.category, found.query), "back": "/work/searches/", "title": found.name}
    return _form(request, form, [], context)


def _form(request: HttpRequest, form: SavedForm, refusals: list[Refusal], context: dict[str, Any]) -> HttpResponse:
    status = 409 if refusals else 422 if form.is_bound else 200
    return render(request, "catalog/saved_search.html", {"form": form, "refusals": refusals, **context}, status=status)


@signed_in
@require_POST
def saved_search_remove(request: HttpRequest, ref: str) -> HttpResponse:
    """Forget a search."""
    saved.remove(_own_or_404(request, ref))
    messages.success(request, _("The search is removed."))
    return redirect("saved_searches")
