"""A company's bid: documents first, the price last and sealed in its own request; then the receipt."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.accounts.access import duties, public, signed_in
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock, files
from marketplace.procedure import registry
from marketplace.procedure.judge import judge
from marketplace.procedure.refusals import Refused
from tenders import page_forms
from tenders.actions import bidding
from tenders.actions.case import bid_facts
from tenders.models import Bid, BidDocument, CommitteeKind, Seat
from tenders.models.bid import BidDocumentKind
from tenders.ranking import required_documents
from tenders.sealing.receipt import SCRIPT
from tenders.states import B, S
from tenders.views.fetch import actor_of, tender_or_404
from tenders.visibility import decides_appeals, reads_documents

GET_POST = require_http_methods(["GET", "POST"])


def _own_bid(request: HttpRequest, ref: str) -> Bid:
    """The company's bid in this purchase. Nothing is saved by looking: where none was begun it is an empty one."""
    row = tender_or_404(request, ref)
    try:
        return bidding.own_bid(row, actor=actor_of(request))
    except Refused as refused:
        raise Http404 from refused


@duties(Duty.BIDDER)
@never_cache
@GET_POST
def bid(request: HttpRequest, ref: str) -> HttpResponse:
    """The task page of a bid: which documents are there, when the window opens, what still stands against it."""
    made = _own_bid(request, ref)
    actor = actor_of(request)
    form = page_forms.BidDocumentForm(request.POST or None, request.FILES or None)
    refusals: list[Any] = []
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                stored = files.receive(form.cleaned_data["file"], by=actor)
                made = bidding.draft_bid(made.tender, actor=actor)
                bidding.add_document(made, actor=actor, kind=BidDocumentKind(form.cleaned_data["kind"]), file=stored)
            except Refused as refused:
                refusals, status = refused.refusals, 409
            else:
                messages.success(request, _("The document was added."))
                return redirect("bid", ref=made.tender.ref)
    known = registry.of(made)
    step = known.machine.steps["seal"]
    against = judge(step, bid_facts(made, actor), known, given=False) if made.state == B.DRAFT else []
    documents = list(made.documents.select_related("file")) if made.pk else []
    had = {document.kind for document in documents}
    tasks = [{"title": kind.label, "state": "done" if kind in had else "todo"} for kind in required_documents()]
    context = {
        "bid": made,
        "tender": made.tender,
        "form": form,
        "refusals": refusals,
        "against": against,
        "tasks": tasks,
        "documents": documents,
        "now": clock.read(),
        "readable": reads_documents(
            actor, bidder_id=made.company.organisation_id, bid_state=made.state, tender_state=made.tender.state, sworn=False
        ),
    }
    return render(request, "tenders/bid.html", context, status=status)


@duties(Duty.BIDDER)
@require_POST
def bid_document_remove(request: HttpRequest, ref: str, document: str) -> HttpResponse:
    """Take a document out of the draft. It is named by its hash: a running number would tell how many others there are."""
    tender = tender_or_404(request, ref)
    own = BidDocument.objects.filter(bid__tender=tender, bid__company__organisation_id=actor_of(request).organisation_id)
    row = own.select_related("bid__company").filter(file__sha256=document).first()
    if row is None:
        raise Http404
    try:
        bidding.remove_document(row, actor=actor_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("bid", ref=ref)


@signed_in
@require_GET
def bid_document(request: HttpRequest, ref: str, bid: str, document: str) -> HttpResponse:
    """To a document of an opened bid, by a link that holds for this reader and for minutes; the reading is logged."""
    actor = actor_of(request)
    row = BidDocument.objects.select_related("file", "bid__tender", "bid__company").filter(
        bid__tender__ref=ref, bid__ref=bid, file__sha256=document
    ).first()  # fmt: skip
    if row is None:
        raise Http404
    seats = Seat.objects.filter(committee__tender=row.bid.tender_id, committee__kind=CommitteeKind.EVALUATION, person_id=actor.person_id)
    if not reads_documents(
        actor,
        bidder_id=row.bid.company.organisation_id,
        bid_state=row.bid.state,
        tender_state=row.bid.tender.state,
        sworn=seats.filter(state=S.SWORN).exists(),
        appealed=decides_appeals(actor) and row.bid.tender.appeals.exists(),
    ):
        raise Http404
    return redirect(files.link(row.file, actor, about=row.bid))


@sensitive_post_parameters("price_satang")
@duties(Duty.BIDDER)
@never_cache
@GET_POST
def price(request: HttpRequest, ref: str) -> HttpResponse:
    """The price, typed last. It is given back in this response when something is refused, and stored nowhere."""
    made = _own_bid(request, ref)
    actor = actor_of(request)
    if made.state != B.DRAFT and request.method == "GET":
        return redirect("bid", ref=ref)
    form = page_forms.PriceForm(request.POST or None)
    known = registry.of(made)
    refusals = judge(known.machine.steps["seal"], bid_facts(made, actor), known, given=False)
    status = 200
    if request.method == "POST":
        status = 422
        if made.pk is None:  # nothing was begun: the reasons say what is missing, and nothing is written
            form.is_valid()
            status = 409
        elif form.is_valid():
            try:
                bidding.submit(made, actor=actor, price_satang=form.cleaned_data["price_satang"])
            except Refused as refused:
                refusals, status = refused.refusals, 409
            else:
                return redirect("bid", ref=ref)
    return render(request, "tenders/price.html", {"bid": made, "tender": made.tender, "form": form, "refusals": refusals}, status=status)


@duties(Duty.BIDDER, Duty.OWNER)
@require_GET
def receipt(request: HttpRequest, ref: str) -> HttpResponse:
    """The signed receipt as a file, for the check that needs no account."""
    made = get_object_or_404(Bid.objects.exclude(receipt=""), tender__ref=ref, company__organisation_id=actor_of(request).organisation_id)
    answer = HttpResponse(made.receipt, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="receipt-{made.ref}.json"'
    return answer


@duties(Duty.BIDDER, Duty.OWNER)
@require_GET
def envelope(request: HttpRequest, ref: str) -> HttpResponse:
    """The company's own sealed envelope as it is stored: the receipt speaks of it, and nobody can read it."""
    made = get_object_or_404(
        Bid.objects.exclude(receipt=""),
        tender__ref=ref,
        ciphertext__isnull=False,
        company__organisation_id=actor_of(request).organisation_id,
    )
    answer = HttpResponse(bytes(made.ciphertext or b""), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="envelope-{made.ref}.bin"'
    return answer


@public
@require_GET
def receipt_script(request: HttpRequest) -> HttpResponse:
    """The stand-alone check of a receipt, for running it elsewhere."""
    answer = HttpResponse(SCRIPT.read_bytes(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{SCRIPT.name}"'
    return answer
