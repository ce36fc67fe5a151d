"""Opening and evaluation: personal keys, key shares, one bid at a time beside the criteria, the result (cl. 55–59)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from marketplace.accounts.access import duties, signed_in
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import OrganisationKind
from marketplace.kernel import clock
from marketplace.law.definitions import definition
from marketplace.procedure import offers
from marketplace.procedure.refusals import Refused, lacks_duty
from tenders import page_forms
from tenders.actions import evaluating, opening
from tenders.actions.case import rules_for
from tenders.likeness import ties
from tenders.models import CommitteeKind, OfficerKey, Seat, SeatRole, Tender
from tenders.ranking import current_price, ranked, required_checks, sme_rooms
from tenders.registration import find_bid
from tenders.states import B, S, T
from tenders.views.fetch import actor_of, form_page, own_tender_or_404, tender_or_404

GET_POST = require_http_methods(["GET", "POST"])


@sensitive_post_parameters("passphrase", "again")
@duties(Duty.HEAD_OFFICER, Duty.STAFF, Duty.OFFICER, Duty.HEAD_OF_AGENCY, Duty.FINANCE, Duty.ADMINISTRATOR, Duty.KEY_OFFICER)
@never_cache
@GET_POST
def own_key(request: HttpRequest) -> HttpResponse:
    """An officer's personal key: made once, protected by a passphrase that is stored nowhere."""
    actor = actor_of(request)
    if actor.organisation_kind != OrganisationKind.AGENCY and not actor.has(Duty.KEY_OFFICER):  # an administrator of the comptroller
        raise PermissionDenied
    key = OfficerKey.objects.filter(person_id=actor.person_id).first()
    form = page_forms.EnrolForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        opening.enrol(actor=actor, passphrase=data["passphrase"])

    return form_page(
        request,
        "tenders/own_key.html",
        form,
        act,
        to=reverse("own_key"),
        key=key,
        title=_("My key for opening envelopes"),
        done=_("Your personal key was made. Keep the passphrase: nobody can restore it."),
    )


@sensitive_post_parameters("passphrase")
@signed_in
@never_cache
@GET_POST
def key_share(request: HttpRequest, ref: str) -> HttpResponse:
    """A holder hands in the key share after the deadline."""
    row = tender_or_404(request, ref)
    actor = actor_of(request)
    share = get_object_or_404(row.key_shares.all(), holder_id=actor.person_id)
    form = page_forms.PassphraseForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        opening.hand_in_share(row, actor=actor, passphrase=data["passphrase"])

    return form_page(
        request,
        "tenders/key_share.html",
        form,
        act,
        to=row.get_absolute_url(),
        tender=row,
        share=share,
        now=clock.read(),
        title=_("Hand in your key share"),
        done=_("Your key share was handed in."),
    )


def _seat(request: HttpRequest, row: Tender) -> Seat:
    """The actor's seat in the evaluation committee, declared free of conflict; else there is nothing to see."""
    seat = Seat.objects.filter(
        committee__tender=row, committee__kind=CommitteeKind.EVALUATION, person_id=actor_of(request).person_id
    ).first()
    if seat is None or seat.state != S.SWORN:
        raise Http404
    return seat


@signed_in
@GET_POST
def evaluation(request: HttpRequest, ref: str) -> HttpResponse:
    """The committee's desk: every bid with its state, the ranking, and the proposal of a winner."""
    row = own_tender_or_404(request, ref)
    seat = _seat(request, row)
    if row.state not in {T.EVALUATING, T.NEGOTIATING, T.REPORTED}:
        raise Http404
    refusals: list[Any] = []
    lot = row.lot
    if request.method == "POST":
        if seat.role != SeatRole.CHAIR:
            raise PermissionDenied
        try:
            evaluating.propose_winner(lot, actor=actor_of(request), seen=_whole(request.POST.get("seen")))
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.success(request, _("The winner is proposed. Submit the result report next."))
            return redirect(row)
    bids = row.bids.filter(state__in=[B.OPENED, B.COMPLIANT, B.REJECTED]).select_related("company").prefetch_related("offers", "checks")
    wanted = required_checks(row)
    rows = [
        {
            "bid": bid,
            "price": current_price(bid),
            "word": B(bid.state).label,
            "done": len({check.code for check in bid.checks.all()} & set(wanted)),
            "all": len(wanted),
        }
        for bid in bids
    ]
    book = rules_for(row, clock.today())
    ranking, rooms = ranked(row, book), sme_rooms(row, book)
    by_ref = {bid.ref: bid for bid in bids}
    lines = (
        [
            {
                "bid": by_ref[line.offer.key],
                "price": line.offer.price,
                "over": line.over,
                "preference": definition(line.preference).name if line.preference else "",
                "room": rooms.get(line.offer.key),
                "within": line.within,
                "wins": line.offer is ranking.winner,
            }
            for line in ranking.lines
            if line.offer.key in by_ref
        ]
        if ranking
        else []
    )
    context = {
        "tender": row,
        "lot": lot,
        "rows": rows,
        "lines": lines,
        "rooms": rooms,
        "chair": seat.role == "chair",
        "refusals": refusals,
        "ties": ties(row),
        "next": next((bid for bid in bids if bid.state == B.OPENED), None),
        "back": row.get_absolute_url(),
    }
    status = 200 if not refusals else 403 if lacks_duty(refusals) else 409
    return render(request, "tenders/evaluation.html", context, status=status)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdigit() else -1


@signed_in
@GET_POST
def evaluate_bid(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    """One bid beside its criteria: checks are recorded, some or all at once, then the chair writes the judgement down."""
    row = own_tender_or_404(request, ref)
    _seat(request, row)
    actor = actor_of(request)
    made = find_bid(bid, actor)
    if made is None or made.tender_id != row.pk:
        raise Http404
    refusals: list[Any] = []
    status = 200
    newest: dict[str, Any] = {}
    for check in made.checks.select_related("recorded_by"):
        newest.setdefault(check.code, check)
    form = page_forms.ChecksForm(request.POST or None, held=newest)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                evaluating.record_checks(made, actor=actor, findings=[evaluating.Finding(*one) for one in form.findings()])
            except Refused as refused:
                refusals, status = refused.refusals, 409
            else:
                return redirect(f"{reverse('evaluate_bid', args=[row.ref, made.ref])}#judgement")
    context = {
        "tender": row,
        "bid": made,
        "price": current_price(made),
        "form": form,
        "refusals": refusals,
        "offers": offers(made, actor),
        "documents": made.documents.select_related("file"),
        "next": row.bids.filter(state=B.OPENED).exclude(pk=made.pk).select_related("company").order_by("received_at", "pk").first(),
        "ties": [tie for tie in ties(row) if made.company_id in tie.companies],
        "back": reverse("evaluation", args=[row.ref]),
    }
    return render(request, "tenders/evaluate_bid.html", context, status=status)
