"""The page of one purchase: the same for everybody, plus what the person can do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from marketplace.accounts.access import public
from marketplace.accounts.duty import AGENCY_DUTIES, Duty
from marketplace.accounts.models import OrganisationKind
from marketplace.kernel import clock
from marketplace.kernel.era import clock_time, format_date
from marketplace.kernel.money import baht
from marketplace.procedure import offers
from marketplace.ui.formats import language, moment
from suppliers.models import Company
from tenders.actions.case import answer_until, tender_facts
from tenders.actions.why_not import against_bidding
from tenders.checklist import checklist
from tenders.models import Bid, CommitteeKind, Seat, Tender
from tenders.ranking import current_price
from tenders.states import B, S, T
from tenders.timeline import road, state_word, waits_for
from tenders.views.fetch import actor_of, tender_or_404
from tenders.visibility import TOLD, looks_over, visible_bids


@public
@require_GET
def tender(request: HttpRequest, ref: str) -> HttpResponse:
    """One purchase."""
    actor = actor_of(request)
    row = tender_or_404(request, ref)
    now = clock.read()
    seats = list(Seat.objects.filter(committee__tender=row).select_related("committee", "person").order_by("committee_id", "role", "pk"))
    own_seats = [seat for seat in seats if seat.person_id == actor.person_id and seat.state in {S.APPOINTED, S.SWORN}]
    inside = row.agency_id == actor.organisation_id and actor.has(*AGENCY_DUTIES)
    works = inside or bool(own_seats) or looks_over(actor)
    facts = tender_facts(row, actor) if actor.is_person and works else None
    word, tone = state_word(row, now)
    terms = row.terms.first()
    price = row.reference_prices.first()
    shows_price = works or (row.is_public and row.state not in {T.COMMENTING, T.READY})
    lot = row.lots.select_related("winner").first()
    context: dict[str, Any] = {
        "tender": row,
        "lot": lot,
        "word": word,
        "tone": tone,
        "now": now,
        "inside": inside,
        "works": works,
        "facts_row": _facts(row, price if shows_price else None, lot),
        "offers": offers(row, actor, facts) if facts else [],
        "declarations": [seat for seat in own_seats if seat.state == S.APPOINTED],
        "waits": _bidders(row) if row.state == T.INVITING and row.bid_closes_at and now < row.bid_closes_at else waits_for(row),
        "open_for_bids": row.state == T.INVITING and row.bid_closes_at is not None and now < row.bid_closes_at,
        "visitor": not actor.is_person,
        "road": road(row),
        "checklist": checklist(row, seats, facts) if works else [],
        "terms": terms if (works or row.is_public) else None,
        "seats": seats if works or row.state in TOLD else [],
        "questions": list(row.questions.all()) if inside else list(row.questions.filter(state__in=["answered", "not_answered"])),
        "answer_until": answer_until(row),
        "comments": list(row.comments.all()) if works else [],
        "commenting": row.state == T.COMMENTING and row.comments_until is not None and clock.civil(now) <= row.comments_until,
        "bids": _bids(row, actor, bool([s for s in own_seats if s.committee.kind == CommitteeKind.EVALUATION])),
        "told": row.state in TOLD,
        "supplier": _supplier(row, actor),
        "evaluator": any(seat.committee.kind == CommitteeKind.EVALUATION for seat in own_seats),
        "key_share": row.key_shares.filter(holder_id=actor.person_id).first() if actor.person_id else None,
        "appeals": list(row.appeals.select_related("company")) if works or row.state in TOLD else [],
        "opens": list(row.offers.filter(withdrawn=False).select_related("company")) if works or row.state in TOLD else [],
        "may_offer": facts is not None
        and row.state == T.NEGOTIATING
        and not facts.duties.isdisjoint({Duty.OFFICER, Duty.HEAD_OFFICER, Duty.COMMITTEE_CHAIR}),
        "may_prepare": facts is not None and row.state == T.DRAFTING,
        "items": list(row.items.select_related("listing_version__listing__company")) if works or row.state in TOLD else [],
    }
    return render(request, "tenders/tender.html", context)


@public
@require_GET
def news(request: HttpRequest, ref: str) -> HttpResponse:
    """Whether somebody has acted since the version in `?seen=`: nothing (204), or a warning for the open page.

    The version of a purchase does not move with bids: it tells nobody that one was handed in.
    """
    row = tender_or_404(request, ref)
    if request.GET.get("seen") == str(row.version):
        return HttpResponse(status=204)
    return render(request, "tenders/parts/news.html", {"tender": row, "acted": True})


def _facts(row: Tender, price: Any, lot: Any) -> list[tuple[Any, ...]]:
    """The four facts that decide, in the first screen."""
    lang = language()
    vat = _("baht incl. VAT")
    made: list[tuple[Any, ...]] = [(_("Budget"), baht(row.budget_satang), vat)]
    if price:
        made.append((_("Reference price"), baht(price.amount_satang), vat))
    if lot and lot.award_satang and row.state in TOLD:
        made.append((_("Awarded price"), baht(lot.award_satang), vat))
        made.append((_("Winner"), lot.winner.name, ""))
    elif row.bid_closes_at:
        made.append(
            (
                _("Bid day"),
                format_date(clock.civil(row.bid_opens_at), lang),
                _("%(start)s–%(end)s hrs")
                % {
                    "start": clock_time(f"{row.bid_opens_at.astimezone(clock.BANGKOK):%H:%M}"),
                    "end": clock_time(f"{row.bid_closes_at.astimezone(clock.BANGKOK):%H:%M}"),
                },
            )
        )
    if row.state == T.COMMENTING and row.comments_until:
        made.append((_("Comments until"), format_date(row.comments_until, lang), _("end of the day")))
    if row.standstill_until and row.state == T.AWARDED:
        made.append(
            (
                _("Appeals until"),
                format_date(row.standstill_until, lang),
                _("earliest signing {day}").format(day=format_date(row.earliest_signing_on, lang)) if row.earliest_signing_on else "",
            )
        )
    if row.delivery_days:
        made.append((_("Delivery"), row.delivery_days, _("days from signing")))
    return made


def _bidders(row: Tender) -> str:
    """Whom an invitation waits for while bids can still come."""
    return _("bidders, until %(when)s") % {"when": moment(row.bid_closes_at)}


def _bids(row: Tender, actor: Any, sits: bool) -> list[dict[str, Any]]:
    """Bids that the actor may see in this phase, with their present price once it is open."""
    seen = visible_bids(
        row.bids.exclude(state=B.DRAFT).select_related("company").prefetch_related("offers"), actor, str(row.state), sits=sits
    )
    return [{"bid": bid, "price": current_price(bid) if bid.price_satang is not None else None, "word": B(bid.state).label} for bid in seen]


def _supplier(row: Tender, actor: Any) -> dict[str, Any] | None:
    """What a company's person finds here: their bid, or the way to one."""
    if actor.organisation_kind != OrganisationKind.COMPANY or not row.method.invites_bids:
        return None
    company = Company.objects.filter(organisation_id=actor.organisation_id).first()
    if company is None:
        return None
    bid = Bid.objects.filter(tender=row, company=company).first()
    return {
        "company": company,
        "bid": bid,
        "url": reverse("bid", args=[row.ref]),
        "why": against_bidding(row, company, actor=actor) if row.state == T.INVITING and (bid is None or bid.state == B.DRAFT) else [],
        "may_appeal": row.state == T.AWARDED and bid is not None and bid.state != B.DRAFT,
    }
