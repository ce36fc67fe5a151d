"""A payment's page and its evidence, for the payer, the payee and the comptroller."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from marketplace.accounts.access import signed_in
from marketplace.kernel import files
from marketplace.payments.actions import case
from marketplace.payments.models import Payment
from marketplace.procedure import offers


def _payment(request: HttpRequest, ref: str) -> Payment:
    found = case.find(ref, request.actor)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


@signed_in
@require_GET
def payment(request: HttpRequest, ref: str) -> HttpResponse:
    """Who paid whom, how much, for what, and the evidence."""
    found = _payment(request, ref)
    actor = request.actor  # type: ignore[attr-defined]
    evidence = files.link(found.evidence, actor, about=found) if found.evidence else ""
    context = {"payment": found, "offers": offers(found, actor), "evidence": evidence}
    return render(request, "payments/payment.html", context)
