"""The page of one purchase: the same for everybody, plus what the person can do."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from marketplace.accounts.access import public
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import OrganisationKind
from marketplace.kernel import clock
from marketplace.kernel.era import clock_time, format_date
from marketplace.kernel.money import baht
from marketplace.procedure import offers
from marketplace.ui.formats import language, moment
from suppliers.models import Company
from tenders.actions.benchmarking import computation_is_public
from tenders.actions.case import answer_until, bids_of, newest, offers_of, tender_facts
from tenders.actions.committee_case import is_over
from tenders.actions.why_not import against_bidding
from tenders.checklist import checklist
from tenders.models import Appeal, Bid, CommitteeKind, Lot, Offer, Seat, Tender
from tenders.ranking import current_price
from tenders.states import B, Q, S, T
from tenders.timeline import road, state_word, waits_for
from tenders.views.fetch import actor_of, tender_or_404
from tenders.visibility import DEALERS, SHUT, TOLD, decides_appeals, is_inside, looks_over, reference_price_is_public, sees_bid


@public
@require_GET
def tender(request: HttpRequest, ref: str) -> HttpResponse:
    """One purchase."""
    actor = actor_of(request)
    row = tender_or_404(request, ref)
    now = clock.read()
    seats = _seats(row, actor)
    own_seats = [seat for seat in seats if seat.person_id == actor.person_id and seat.state in {S.APPOINTED, S.SWORN}]
    inside = is_inside(row.agency_id, actor)
    works = inside or bool(own_seats) or looks_over(actor) or (decides_appeals(actor) and row.appeals.exists())
    _read_together(row, works=works)
    evaluates = [seat for seat in own_seats if seat.committee.kind == CommitteeKind.EVALUATION]
    sworn = any(seat.state == S.SWORN for seat in evaluates)
    facts = tender_facts(row, actor) if actor.is_person and works else None
    word, tone = state_word(row, now)
    terms = newest(row.terms)
    price = newest(row.reference_prices)
    open_price = reference_price_is_public(row.state, invites=row.method.invites_bids, invited=row.published_at is not None)
    shows_price = works or open_price
    lot = newest(row.lots)
    context: dict[str, Any] = {
        "tender": row,
        "lot": lot,
        "word": word,
        "tone": tone,
        "now": now,
        "inside": inside,
        "works": works,
        "facts_row": _facts(row, price if shows_price else None, lot),
        "offers": [one for one in offers(row, actor, facts) if not _idle(one, facts)] if facts else [],
        "declarations": [seat for seat in own_seats if seat.state == S.APPOINTED],
        "waits": _bidders(row) if row.state == T.INVITING and row.bid_closes_at and now < row.bid_closes_at else waits_for(row),
        "open_for_bids": row.state == T.INVITING and row.bid_closes_at is not None and now < row.bid_closes_at,
        "visitor": not actor.is_person,
        "road": road(row),
        "checklist": checklist(row, seats, facts) if works else [],
        **_places(row, seats, facts),
        "price_report": price is not None and price.report_id is not None and (works or (open_price and computation_is_public(row, price))),
        "terms": terms if (works or row.is_public) else None,
        "seats": seats if works or row.state in TOLD else [],
        "questions": _questions(row, inside),
        "answer_until": answer_until(row) if row.state == T.INVITING else None,
        "comments": list(row.comments.all()) if works else [],
        "commenting": row.state == T.COMMENTING and row.comments_until is not None and clock.civil(now) <= row.comments_until,
        "bids": _bids(row, actor, sits=sworn or (facts is not None and Duty.APPROVER in facts.duties), works=works),
        "told": row.state in TOLD,
        "supplier": _supplier(row, actor),
        "evaluator": bool(evaluates),
        "key_share": next((share for share in row.key_shares.all() if share.holder_id == actor.person_id), None)
        if works or actor.has(Duty.KEY_OFFICER)
        else None,
        "appeals": list(row.appeals.all()) if works or row.state in TOLD else [],
        "opens": [offer for offer in offers_of(row) if not offer.withdrawn] if works or row.state in TOLD else [],
        "may_offer": facts is not None
        and row.state == T.NEGOTIATING
        and not facts.duties.isdisjoint({Duty.COMMITTEE_CHAIR} if row.method.invites_bids else {Duty.OFFICER, Duty.HEAD_OFFICER}),
        "may_answer": facts is not None and not facts.duties.isdisjoint({Duty.OFFICER, Duty.HEAD_OFFICER, Duty.TOR_PERSON}),
        "may_choose_again": facts is not None
        and row.state == T.NEGOTIATING
        and row.orders_fallen > 0
        and not facts.offers
        and row.method.chosen_from_catalogue
        and not facts.duties.isdisjoint({Duty.OFFICER, Duty.HEAD_OFFICER}),
        "may_prepare": facts is not None and row.state == T.DRAFTING,
        "shortlist": row.shortlist if works else None,
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


def _idle(offer: Any, facts: Any) -> bool:
    """A step that nearly always has nothing to do here, and is shown only where it has: a new purchase after a concluded one."""
    return offer.name == "follow_up" and facts.state == T.CONCLUDED and not facts.contracts_ended


def _places(row: Tender, seats: list[Seat], facts: Any) -> dict[str, Any]:
    """Places whose person stepped back, and the seats in which the actor may appoint another person."""
    live = [seat for seat in seats if seat.state != S.REPLACED and not is_over(row, seat.committee.kind)]
    appoints = facts is not None and not facts.duties.isdisjoint({Duty.HEAD_OF_AGENCY, Duty.APPROVER})
    return {
        "empty_places": [seat for seat in live if seat.state == S.RECUSED] if facts is not None else [],
        "replaceable": {seat.pk for seat in live} if appoints else set(),
    }


def _seats(row: Tender, actor: Any) -> list[Seat]:
    """Everybody who sits; a visitor without account is shown them once the award is public, and not before."""
    if not actor.is_person and row.state not in TOLD:
        return []
    found = Seat.objects.filter(committee__tender=row).select_related("committee", "person")
    row.all_seats = list(found.order_by("committee_id", "role", "pk"))  # type: ignore[attr-defined]
    return list(row.all_seats)  # type: ignore[attr-defined]


def _read_together(row: Tender, *, works: bool) -> None:
    """Read what the page shows of the purchase, each kind of row once: the rules look at the same rows as the page."""
    told = row.state in TOLD
    wanted: list[Any] = ["terms", "reference_prices", Prefetch("lots", Lot.objects.select_related("winner"))]
    if works or told:
        wanted += [
            Prefetch("offers", Offer.objects.select_related("company")),
            Prefetch("bids", Bid.objects.select_related("company").prefetch_related("offers")),
        ]
        if row.method.has_standstill:
            wanted.append(Prefetch("appeals", Appeal.objects.select_related("company")))
    if works:
        wanted += ["key_shares", "comments", "questions"]
    prefetch_related_objects([row], *wanted)


def _questions(row: Tender, inside: bool) -> list[Any]:
    """All questions for the agency, the answered ones for everybody else; none where the method has no documents to ask about."""
    if not (row.method.invites_bids and row.published_at):
        return []
    return [question for question in row.questions.all() if inside or question.state in {Q.ANSWERED, Q.NOT_ANSWERED}]


def _facts(row: Tender, price: Any, lot: Any) -> list[tuple[Any, ...]]:
    """The four facts that decide, in the first screen."""
    lang = language()
    vat = _("baht incl. VAT")
    made: list[tuple[Any, ...]] = [(_("Budget"), baht(row.budget_satang), vat)]
    if price:
        made.append((_("Reference price"), baht(price.amount_satang), vat))
    if lot and lot.award_satang and row.state in TOLD:
        made.append((_("Awarded price"), baht(row.awarded_satang), vat))
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


def _bids(row: Tender, actor: Any, *, sits: bool, works: bool) -> list[dict[str, Any]]:
    """Bids that the actor may see in this phase, with their present price once it is open."""
    if actor.organisation_kind != OrganisationKind.COMPANY and (row.state in SHUT or not (works or row.state in TOLD)):
        return []
    seen = [bid for bid in bids_of(row) if bid.state != B.DRAFT and sees_bid(bid, actor, row.agency_id, str(row.state), sits=sits)]
    return [{"bid": bid, "price": current_price(bid) if bid.price_satang is not None else None, "word": B(bid.state).label} for bid in seen]


def _supplier(row: Tender, actor: Any) -> dict[str, Any] | None:
    """What a company's person finds here: their bid, or the way to one."""
    if actor.organisation_kind != OrganisationKind.COMPANY or not actor.has(*DEALERS) or not row.method.invites_bids:
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
