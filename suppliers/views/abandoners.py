"""The public list of work abandoners, and how a registrar reads a list in."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib

from django.contrib import messages
from django.core import signing
from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from marketplace import audit
from marketplace.accounts.access import duties, public
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock, files
from marketplace.kernel.models import StoredFile
from marketplace.kernel.money import latin_digits
from marketplace.law import clauses
from marketplace.procedure import offers
from marketplace.ui.paging import Keyset
from suppliers.actions import abandoners as verbs
from suppliers.forms.abandoners import ListForm
from suppliers.models import Abandoner, AbandonerImport, Company
from suppliers.names import key
from suppliers.states import A
from suppliers.views.fetching import actor_of

_SALT = "suppliers.abandoner-list"


@public
@require_GET
def abandoner_list(request: HttpRequest) -> HttpResponse:
    """Everybody on the list; searchable by name or number."""
    q, ended = request.GET.get("q", "").strip(), bool(request.GET.get("ended"))
    found = Abandoner.objects.all() if ended else Abandoner.objects.filter(state=A.LISTED)
    if q:
        digits = "".join(c for c in latin_digits(q) if c.isdigit())
        named = Q(name_key__icontains=key(q)) | Q(order_no__icontains=q)
        found = found.filter(named | Q(number=digits) if len(digits) == 13 else named)
    page = Keyset(found, order=("-ordered_on", "-id"), size=30).page(request)
    context = {
        "page": page,
        "q": q,
        "ended": ended,
        "newest": AbandonerImport.objects.order_by("-as_of").first(),
        "law": (clauses.ACT_109, clauses.ACT_110, clauses.ACT_111),
    }
    return render(request, "suppliers/abandoners/list.html", context)


@public
@require_GET
def abandoner(request: HttpRequest, ref: str) -> HttpResponse:
    """One entry: the order, and how it ended."""
    entry = Abandoner.objects.filter(ref=ref).first()
    if entry is None:
        raise Http404
    here = Company.objects.once_verified().filter(number=entry.number).first() if entry.number else None
    context = {"entry": entry, "steps": offers(entry, actor_of(request)), "company": here}
    return render(request, "suppliers/abandoners/entry.html", context)


@duties(Duty.REGISTRAR)
@require_http_methods(["GET", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Hand in a list; nothing is taken over before its preview is confirmed."""
    form = ListForm(request.POST or None, request.FILES or None)
    faults: list[verbs.Fault] = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        content = upload.read()
        upload.seek(0)
        faults = verbs.read(content, today=clock.today()).faults
        if not faults:
            with audit.unit():
                stored = files.receive(upload, by=actor_of(request), kinds=("csv",))
            token = signing.dumps([stored.ref, form.cleaned_data["as_of"].isoformat()], salt=_SALT)
            return redirect("suppliers:preview_abandoners", token)
    context = {
        "form": form, "faults": faults[:50], "fault_count": len(faults), "imports": AbandonerImport.objects.select_related("imported_by")[:10],
        "columns": [(titles[0], titles[1]) for titles in verbs.COLUMNS.values()],
    }  # fmt: skip
    return render(request, "suppliers/abandoners/import.html", context, status=422 if form.errors or faults else 200)


@duties(Duty.REGISTRAR)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """What a list would change; confirmed, it is taken over."""
    try:
        ref, day = signing.loads(token, salt=_SALT)
    except signing.BadSignature as broken:
        raise Http404 from broken
    stored = StoredFile.objects.filter(ref=ref).first()
    if stored is None:
        raise Http404
    with default_storage.open(stored.path) as kept:
        content = kept.read()
    reading = verbs.read(content, today=clock.today())
    as_of = dt.date.fromisoformat(day)
    if request.method == "POST":
        sha256 = hashlib.sha256(content).hexdigest()
        taken = verbs.take_over(reading.rows, actor=actor_of(request), as_of=as_of, sha256=sha256, file=stored)
        counts = {"added": taken.added, "ended": taken.ended, "seen": taken.seen}
        messages.success(request, _("Taken over: %(added)d added, %(ended)d ended, %(seen)d seen again.") % counts)
        return redirect("suppliers:abandoners")
    return render(request, "suppliers/abandoners/preview.html", {"plan": verbs.plan(reading.rows), "as_of": as_of, "stored": stored})


@duties(Duty.REGISTRAR)
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """An empty list with the right columns, as spreadsheets open it."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="abandoners.csv"'
    response.write("\ufeff")
    csv.writer(response).writerow([titles[0] for titles in verbs.COLUMNS.values()])
    return response
