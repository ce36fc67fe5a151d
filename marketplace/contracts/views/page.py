"""A contract's page: essentials for everybody; steps, duties and papers for its two sides and the comptroller."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.accounts.access import duties, public
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.contracts import ahead
from marketplace.contracts.actions import case, drafting
from marketplace.contracts.forms import TermsForm
from marketplace.contracts.models import Contract
from marketplace.contracts.states import C, D
from marketplace.contracts.visibility import is_side
from marketplace.procedure import Refused, act, offers
from tenders.models import Lot
from tenders.states import S

TONES = {
    C.DRAFTING: "",
    C.OFFERED: "wait",
    C.PARTY_SIGNED: "wait",
    C.IN_FORCE: "now",
    C.WARRANTY: "good",
    C.CLOSED: "good",
    C.VOID: "stop",
    C.TERMINATED: "stop",
    D.DUE: "",
    D.DELIVERED: "wait",
    D.DEFECTIVE: "stop",
    D.ACCEPTED: "good",
    D.REFUSED: "stop",
}


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def fetched(request: HttpRequest, ref: str) -> Contract:
    """The contract, or 404 for whoever may not see it."""
    found = case.find_contract(ref, actor_of(request))
    if found is None:
        raise Http404
    return found


@public
@require_GET
def contract(request: HttpRequest, ref: str) -> HttpResponse:
    """Who has agreed with whom on what, how far it is, and what comes next."""
    found = fetched(request, ref)
    actor = actor_of(request)
    around = case.Around(found, actor)
    inside = is_side(found, actor) or any(seat.person_id == actor.person_id for seat in around.acceptors)
    context = {
        "contract": found,
        "inside": inside,
        "tone": TONES[C(found.state)],
        "word": C(found.state).label,
        "lines": found.lines.all(),
        "deliveries": [_instalment(one, around, actor, inside) for one in around.deliveries],
        "road": _road(found, around, inside),
        "declarations": [seat for seat in around.acceptors if seat.person_id == actor.person_id and seat.state == S.APPOINTED],
        "rating": around.rating if found.is_signed else None,
        **_money(found, around),
    }
    if inside:
        now, later = _offers(found, around, actor)
        context |= {
            "offers": now,
            "later": later,
            "ahead": ahead.ahead(around),
            "papers": found.papers.all(),
            "guarantee": around.guarantee,
            "running": ahead.running_penalty(around),
            "may_propose": actor.organisation_id == found.agency_id and actor.has(Duty.HEAD_OF_AGENCY) and found.state != C.DRAFTING,
        }
    return render(request, "contracts/contract.html", context)


#: Steps that end something early, or that come long after: shown apart, so that they do not hide what is due.
EARLY_ENDS = {"take_back", "void", "terminate", "send_back_guarantee"}
LATER = {"close", "return_guarantee"}
#: What the party does, and an officer may record for it.
OF_THE_PARTY = {"deliver", "redeliver", "submit_invoice"}


def _offers(found: Contract, around: case.Around, actor: Actor) -> tuple[list[Any], list[Any]]:
    """Steps for now, and those for later or for ending early."""
    facts = case.contract_facts(found, actor, around=around)
    shown = offers(found, actor, facts=facts)
    hidden = {"begin_warranty"}
    if not found.is_written:
        hidden |= {"offer"}
    else:
        hidden |= {"buy_on_receipt"}
    if not found.guarantee_satang:
        hidden |= {"give_guarantee", "check_guarantee", "send_back_guarantee", "return_guarantee"}
    if not facts.copies_due or facts.copies_sent:
        hidden |= {"record_copies"}
    if not (around.acceptance_late or any(one.state == D.DELIVERED for one in around.deliveries)):
        hidden |= {"extend_acceptance_time"}
    if not facts.overdue_untold:
        hidden |= {"notify_penalty"}
    if not facts.listings or facts.rated or not facts.work_has_ended:
        hidden |= {"rate"}
    if not facts.rated or facts.rating_answered:
        hidden |= {"answer_rating"}
    wanted = [one for one in shown if one.name not in hidden]
    apart = [one for one in wanted if one.name in EARLY_ENDS or (one.name in LATER and not one.possible)]
    return [one for one in wanted if one not in apart], apart


def _instalment(one: Any, around: case.Around, actor: Actor, inside: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {"row": one, "word": D(one.state).label, "tone": TONES[D(one.state)], "late": one.late_on(around.today)}
    if not inside or not around.contract.is_signed:  # before the signature nothing can be delivered, and nobody asks for it
        return shown
    facts = case.delivery_facts(one, actor, around=around)
    # Acceptance follows from the findings; the head's decisions are shown only where there is something to decide.
    hidden = {"accept", "find_defective"} | (
        set() if facts.dissent and facts.everyone_inspected else {"accept_by_decision", "return_by_decision"}
    )
    hidden |= {"submit_invoice"} if facts.invoiced else set()
    hidden |= {"pay"} if facts.paid else set()
    hidden |= {"refuse"} if facts.contract_state != C.TERMINATED else set()
    found = case.findings(one, around.acceptors)
    wanted = [offer for offer in offers(one, actor, facts=facts) if offer.name not in hidden]
    for_party = actor.organisation_id != around.contract.agency_id
    return shown | {
        "offers": wanted,
        "waits": for_party or any(offer.name not in OF_THE_PARTY for offer in wanted),
        "inspections": found,
        "acceptors": len(around.acceptors),
        "invoice": getattr(one, "invoice", None),
        "dissent": facts.dissent,
        "notices": list(one.defect_notices.all()),
    }


def _money(found: Contract, around: case.Around) -> dict[str, Any]:
    """The money bar: each instalment counts where it has got to."""
    rows = around.deliveries
    paid = [one for one in rows if case.is_paid(one)]
    invoiced = [one for one in rows if getattr(one, "invoice", None) is not None and one not in paid]
    accepted = [one for one in rows if one.state == D.ACCEPTED and one not in paid and one not in invoiced]
    delivered = [one for one in rows if one.state == D.DELIVERED]
    total = lambda some: sum(one.amount_satang for one in some)  # noqa: E731
    bar = [
        (_("Paid"), total(paid), 1),
        (_("Accepted as correct"), total(accepted) + total(invoiced), 3),
        (_("Delivered"), total(delivered), 2),
    ]
    invoices = [one.invoice for one in rows if getattr(one, "invoice", None) is not None]
    settled = [one for one in invoices if one.is_settled]
    return {
        "bar": bar,
        "sums": {
            "agreed": found.total_satang,
            "delivered": total(delivered) + total(accepted) + total(invoiced) + total(paid),
            "accepted": total(accepted) + total(invoiced) + total(paid),
            "invoiced": total(invoiced) + total(paid),
            "paid_out": sum(one.net_satang for one in settled),
            "withheld": sum(one.withheld_satang for one in settled),
            "penalty": sum(one.penalty_satang for one in rows),
        },
    }


def _road(found: Contract, around: case.Around, inside: bool) -> list[dict[str, Any]]:
    """Past steps, the present one and those ahead, for the timeline."""
    who = lambda person: person.name if inside and person else ""  # noqa: E731
    items: list[dict[str, Any]] = []
    if inside:
        items.append({"title": _("Drafted"), "when": found.drafted_at, "who": who(found.drafted_by)})
        if found.is_written:
            items.append({"title": _("Offered for signing"), "when": found.offered_at, "who": who(found.offered_by)})
            items.append({"title": _("Signed for the company"), "when": found.party_signed_at, "who": who(found.party_signed_by)})
    items.append(
        {"title": _("Signed for the agency") if found.is_written else _("Ordered"), "when": found.signed_at, "who": who(found.signed_by)}
    )
    for one in around.deliveries:
        number = {"number": one.number}
        done = one.accepted_at is not None
        title = _("Instalment %(number)d accepted") if done else _("Instalment %(number)d due")
        items.append({"title": title % number, "when": one.accepted_at or one.due_on, "done": done})
    if found.warranty_months:
        items.append(
            {
                "title": _("Warranty ends"),
                "when": found.warranty_until,
                "done": found.warranty_until is not None and around.today > found.warranty_until,
            }
        )
    if found.is_over:
        items = [item for item in items if item.get("done", item["when"] is not None)]
        items.append(
            {
                "title": C(found.state).label,
                "when": found.ended_at,
                "state": "past" if found.state == C.CLOSED else "broken",
                "note": found.end_reason,
            }
        )
        return [{"state": "past", **item} for item in items]
    here = True
    for item in items:
        done = item.pop("done", item["when"] is not None)
        item["state"] = "past" if done else "here" if here else "next"
        here = here and done
    return items


@duties(Duty.OFFICER, Duty.HEAD_OFFICER)
@require_POST
def draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Begin the order or contract of an awarded lot."""
    lot = Lot.objects.select_related("tender__agency").filter(ref=ref, tender__agency_id=actor_of(request).organisation_id).first()
    if lot is None:
        raise Http404
    try:
        made = drafting.draft(lot, actor=actor_of(request))
    except Refused as refused:
        return render(
            request,
            "contracts/not_now.html",
            {"refusals": refused.refusals, "back": lot.tender.get_absolute_url(), "tender": lot.tender},
            status=409,
        )
    return redirect("contracts:terms", made.ref)


@duties(Duty.OFFICER, Duty.HEAD_OFFICER)
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, ref: str) -> HttpResponse:
    """Write the terms of a draft."""
    found = fetched(request, ref)
    actor = actor_of(request)
    if found.agency_id != actor.organisation_id:
        raise Http404
    if found.state != C.DRAFTING:
        return redirect(found)
    posted = request.method == "POST"
    form = TermsForm(request.POST if posted else None, case=found, actor=actor)
    refusals, status = [], 200
    if posted and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            act(found, "set_terms", actor=actor, seen=int(seen) if seen.isdigit() else -1, **form.cleaned_data)
        except Refused as refused:
            refusals, status = refused.refusals, 409
        else:
            return redirect(found)
    elif posted:
        status = 422
    seen_now = request.POST.get("seen", "") if status == 422 else found.version
    return render(request, "contracts/terms.html", {"contract": found, "form": form, "refusals": refusals, "seen": seen_now}, status=status)
