"""The documents of a registration on one page: a row for each that is needed, sent together; others one at a time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from marketplace.accounts.access import duties
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.procedure import Refused
from suppliers.actions import registering as verbs
from suppliers.dossier import Dossier
from suppliers.forms.papers import EvidenceForm, PaperForm
from suppliers.kinds import KINDS, Doc
from suppliers.models import Company
from suppliers.states import EDITABLE
from suppliers.views.fetching import actor_of
from suppliers.views.registering import editable_company, lacking, status_of


def _known(company: Company, kind: str) -> str:
    """The number of this document where the company typed it already, on the page of registrations."""
    return {Doc.SME_GP: company.sme_gp_no, Doc.EGP: company.egp_no}.get(kind, "")  # type: ignore[call-overload, no-any-return]


def _rows(request: HttpRequest, company: Company, dossier: Dossier, bound: bool) -> list[PaperForm]:
    """A form for each document that is needed or would help, and is not there yet."""
    data, files = (request.POST, request.FILES) if bound else (None, None)
    needed = dossier.needed_kinds(actor_of(request).name)
    helpful = [kind for kind in dossier.helpful_kinds() if kind not in needed]
    return [
        PaperForm(data, files, kind=KINDS[kind], needed=kind in needed, initial={"number": _known(company, kind)})
        for kind in (*needed, *helpful)
        if not dossier.has(kind)
    ]


def _hand_in(request: HttpRequest, company: Company, kind: str, given: dict[str, Any]) -> None:
    about = {name: given[name] for name in ("number", "issued_on", "expires_on") if given.get(name)}
    verbs.add_evidence(company, actor=actor_of(request), kind=kind, upload=given["file"], **about)


def _hand_in_rows(request: HttpRequest, company: Company, rows: list[PaperForm]) -> tuple[list[PaperForm], list[Any]]:
    """Keep every document that is in order, whatever is wrong with the others; answers the rows that stay, and refusals."""
    stay: list[PaperForm] = []
    refusals: list[Any] = []
    handed = 0
    for row in rows:
        if row.errors or row.is_empty:
            stay.append(row)
            continue
        try:
            _hand_in(request, company, row.kind.doc, row.cleaned_data)
        except Refused as refused:
            stay.append(row)
            refusals += [refusal for refusal in refused.refusals if refusal not in refusals]
        else:
            handed += 1
    if handed:
        said = ngettext("%(number)d document was handed in.", "%(number)d documents were handed in.", handed)
        messages.success(request, said % {"number": handed})
    elif not refusals and not any(row.errors for row in rows):
        messages.info(request, _("No file was attached, so nothing was handed in."))
    return stay, refusals


@duties(Duty.OWNER)
@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest) -> HttpResponse:
    """The documents: what is needed at once, what is there, and any other one."""
    company = editable_company(request)
    dossier = Dossier.of(company)
    posted = request.method == "POST"
    single = posted and ("kind" in request.POST or "file" in request.FILES)
    kind = request.GET.get("kind", "")
    form = EvidenceForm(*((request.POST, request.FILES) if single else (None,)), initial={"kind": kind, "number": _known(company, kind)})
    rows = _rows(request, company, dossier, posted and not single)
    refusals: list[Any] = []
    if single and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            _hand_in(request, company, given.pop("kind"), given)
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, _("The document was handed in."))
            return redirect("suppliers:documents")
    elif posted and not single:
        rows, refusals = _hand_in_rows(request, company, rows)
        complete = _is_complete(request, company)
        if not refusals and not any(row.errors for row in rows):
            return redirect("suppliers:check" if complete and company.state in EDITABLE else "suppliers:documents")
    dossier = Dossier.of(company)
    context = {
        "company": company, "form": form, "rows": rows, "refusals": refusals, "evidence": dossier.evidence, "today": clock.today(),
        "complete": _is_complete(request, company, dossier), "editable": company.state in EDITABLE,
    }  # fmt: skip
    return render(request, "suppliers/register/documents.html", context, status=409 if refusals else status_of(request, form, *rows))


def _is_complete(request: HttpRequest, company: Company, dossier: Dossier | None = None) -> bool:
    return "documents" not in lacking(company, dossier or Dossier.of(company), actor_of(request).name)
