"""One document: a signed link for whoever may read it, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from marketplace.accounts.access import duties, signed_in
from marketplace.accounts.duty import Duty
from marketplace.kernel import files
from marketplace.procedure import Refused
from suppliers import visibility
from suppliers.actions import registering as verbs
from suppliers.models import Evidence
from suppliers.views.fetching import actor_of


def _found(request: HttpRequest, ref: str) -> Evidence:
    evidence = Evidence.objects.select_related("company", "file").filter(ref=ref).first()
    if evidence is None or not visibility.sees_documents(evidence.company, actor_of(request)):
        raise Http404
    return evidence


@signed_in
@require_GET
def document(request: HttpRequest, ref: str) -> HttpResponse:
    """To the file, by a link that holds for this reader and for minutes."""
    evidence = _found(request, ref)
    return redirect(files.link(evidence.file, actor_of(request), about=evidence))


@duties(Duty.OWNER)
@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a document back before it is examined."""
    evidence = _found(request, ref)
    try:
        verbs.take_back_evidence(evidence, actor=actor_of(request))
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The document was taken back."))
    return redirect("suppliers:documents")
