"""Builds the facts that rules judge: reads rows, decides nothing. The only place that turns a purchase into facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from marketplace.accounts import authority
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Family, Membership, OrganisationKind
from marketplace.kernel import clock
from marketplace.law import calendar, rulebook
from marketplace.law.rulebook import Rulebook
from suppliers import standing, terms
from suppliers.models import Company
from tenders import facts as f
from tenders.actions.readiness import missing_items
from tenders.models import Appeal, Bid, CommitteeKind, Lot, Offer, PlanLine, Question, Seat, SeatRole, Tender
from tenders.models.bid import HolderRole, OfficerKey
from tenders.ranking import current_price, ranked, required_checks, required_documents
from tenders.states import APPEAL_ACCEPTED, APPEAL_OPEN, GONE, B, L, P, Q, S, T
from tenders.visibility import deals_for

#: A seat gives its duty in the case by the kind of committee.
SEAT_DUTIES = {
    (CommitteeKind.EVALUATION, SeatRole.CHAIR): Duty.COMMITTEE_CHAIR,
    (CommitteeKind.EVALUATION, SeatRole.MEMBER): Duty.COMMITTEE_MEMBER,
}


def rules_for(tender: Tender, on: dt.date) -> Rulebook:
    """The frozen rulebook of the purchase, or today's before it is frozen."""
    if tender.rulebook is not None:
        return rulebook.thawed(tender.rulebook)
    return rulebook.current(tender.agency.agency_class, on)


def seat_duty(kind: str, role: str) -> Duty:
    """The duty that a seat gives."""
    if kind == CommitteeKind.TOR:
        return Duty.TOR_PERSON
    if kind == CommitteeKind.ACCEPTANCE:
        return Duty.ACCEPTOR
    return SEAT_DUTIES[(CommitteeKind(kind), SeatRole(role))]


def seats_of(tender: Tender) -> list[Seat]:
    """Every seat that was not given up, with its committee and person; from what a page has read of them already."""
    known: list[Seat] | None = getattr(tender, "all_seats", None)
    if known is not None:
        return [seat for seat in known if seat.state not in GONE]
    return list(Seat.objects.filter(committee__tender=tender).exclude(state__in=GONE).select_related("committee", "person"))


def duties_in(tender: Tender, actor: Actor, seats: list[Seat]) -> set[Duty]:
    """The actor's duties in this case: by membership in the agency or the comptroller's office, and by appointment."""
    held: set[Duty] = set()
    if actor.organisation_id == tender.agency_id or actor.organisation_kind == OrganisationKind.COMPTROLLER:
        held |= actor.duties
    if actor.kind == "system":
        held.add(Duty.SYSTEM)
    held |= {seat_duty(seat.committee.kind, seat.role) for seat in seats if seat.person_id == actor.person_id}
    return held


def amount_to_order(tender: Tender) -> int:
    """What the power to order is judged by: the price of all lots once there is one, the budget before."""
    return tender.awarded_satang or tender.budget_satang


def newest(rows: Any) -> Any:
    """The first row of a relation in its own order, or None; from what was read with the purchase where that was done."""
    return next(iter(rows.all()), None)


def bans_of(company: Company | None, on: dt.date) -> tuple[str, ...]:
    """Why a company may not be dealt with (s. 109, 111); empty where nothing stands against it."""
    return tuple(str(ban.sentence) for ban in standing.bans(company, on)) if company else ()


def tender_facts(tender: Tender, actor: Actor, *, inputs: Mapping[str, Any] | None = None, step: str = "") -> f.TenderFacts:
    """Facts of a tender for one actor at one moment."""
    now = clock.read()
    today = clock.civil(now)
    rules = rules_for(tender, today)
    method = tender.method
    lots = list(tender.lots.all())
    seats = seats_of(tender)
    duties = duties_in(tender, actor, seats)
    awarded = sum(lot.award_satang or 0 for lot in lots) or None
    amount = awarded or tender.budget_satang
    power = None
    if actor.person_id and actor.organisation_id == tender.agency_id:
        power = authority.may_order(actor.person_id, tender.agency_id, Family(method.family), amount, today, rules)
    if power:
        duties.add(Duty.APPROVER)
    asked = {**(inputs or {})}
    if "budget_satang" in asked and power and actor.person_id:
        power = authority.may_order(
            actor.person_id, tender.agency_id, Family(method.family), int(asked["budget_satang"] or 0), today, rules
        )
    return f.TenderFacts(
        state=str(tender.state),
        actor=actor,
        duties=frozenset(duties),
        now=now,
        today=today,
        inputs=asked,
        method=method,
        rulebook=rules,
        budget_satang=tender.budget_satang,
        amount_satang=amount,
        ground=tender.ground,
        requester=tender.requested_by.ref if tender.requested_by else "",
        own_authority=power is not None,
        own_company_bids=_acts_for_a_bidder(tender, actor),
        own_seat_unsworn=sits_undeclared(actor, seats),
        **_request(tender, rules, seats, actor),
        **_invitation(tender, rules, now, seats),
        **_outcome(tender, lots, today, rules),
    )


def sits_undeclared(actor: Actor, seats: list[Seat]) -> bool:
    """Whether the person sits on the evaluation committee and has not declared: nothing is shown or done before that."""
    mine = [seat for seat in seats if seat.person_id == actor.person_id and seat.committee.kind == CommitteeKind.EVALUATION]
    return any(seat.state != S.SWORN for seat in mine)


def _acts_for_a_bidder(tender: Tender, actor: Actor) -> bool:
    """Whether the person belongs to a company that bids or is asked for an offer here."""
    if not actor.person_id:
        return False
    companies = list(
        Membership.objects.in_force()
        .filter(person_id=actor.person_id, organisation__kind=OrganisationKind.COMPANY)
        .values_list("organisation_id", flat=True)
    )
    return bool(companies) and (
        tender.bids.exclude(state=B.DRAFT).filter(company__organisation__in=companies).exists()
        or tender.offers.filter(company__organisation__in=companies).exists()
    )


def _request(tender: Tender, rules: Rulebook, seats: list[Seat], actor: Actor) -> dict[str, Any]:
    terms = newest(tender.terms)
    price = newest(tender.reference_prices)
    by_kind: dict[str, list[Seat]] = {}
    for seat in seats:
        by_kind.setdefault(seat.committee.kind, []).append(seat)
    single = tender.budget_satang <= rules.money("TH.SINGLEINSPECTOR.MAX")
    needed = (CommitteeKind.TOR, *(CommitteeKind(kind) for kind in tender.method.committees))
    small = []
    for kind in needed:
        people = by_kind.get(kind, [])
        alone = kind == CommitteeKind.TOR or (kind == CommitteeKind.ACCEPTANCE and single)
        chairs = [seat for seat in people if seat.role == SeatRole.CHAIR]
        if people and not (alone and len(people) == 1) and (len(people) < rules.integer("N.COMMITTEE") or len(chairs) != 1):
            small.append(str(kind.label))
    judges = by_kind.get(CommitteeKind.EVALUATION, [])
    evaluators = {seat.person_id for seat in judges}
    line = tender.plan_line
    return {
        "missing_items": missing_items(tender),
        "plan_published": bool(line and line.state == P.PUBLISHED),
        "plan_exempt": not tender.method.needs_plan_line,
        "plan_budget_satang": line.budget_satang if line else None,
        "tor_finished": bool(terms and terms.finished_at),
        "reference_price_satang": price.amount_satang if price else None,
        "committees_missing": tuple(str(kind.label) for kind in needed if not by_kind.get(kind)),
        "committee_too_small": tuple(small),
        "evaluators_who_accept": tuple(
            seat.person.name for seat in by_kind.get(CommitteeKind.ACCEPTANCE, []) if seat.person_id in evaluators
        ),
        "unsworn": tuple(seat.person.name for seat in judges if seat.state != S.SWORN),
        "sits_in_evaluation": actor.person_id in evaluators,
        "evaluators": len(judges),
        "chair": next((seat.person.ref for seat in judges if seat.role == SeatRole.CHAIR), ""),
        "sworn": tuple(seat.person.ref for seat in judges if seat.state == S.SWORN),
        "committee_due_on": judges[0].committee.due_on if judges else None,
    }


def comment_round_due(tender: Tender, rules: Rulebook) -> bool:
    """Whether the draft must be published for comments: by choice up to the rule value, by law above it (cl. 45)."""
    if tender.method.comment_round == "none":
        return False
    return tender.comment_round or rules.covers("TH.HEARING.MANDATORY", tender.budget_satang)


def holders_of(tender: Tender, seats: list[Seat]) -> dict[HolderRole, int]:
    """Person id of each key holder who has a personal key: chair, head officer, comptroller's key officer."""
    chair = next(
        (seat.person_id for seat in seats if seat.committee.kind == CommitteeKind.EVALUATION and seat.role == SeatRole.CHAIR), None
    )
    members = Membership.objects.in_force()
    head = members.filter(organisation_id=tender.agency_id, duty=Duty.HEAD_OFFICER).order_by("pk").values_list("person_id", flat=True)
    office = (
        members.filter(organisation__kind=OrganisationKind.COMPTROLLER, duty=Duty.KEY_OFFICER)
        .order_by("pk")
        .values_list("person_id", flat=True)
    )
    wanted: dict[HolderRole, list[int]] = {
        HolderRole.CHAIR: [chair] if chair else [],
        HolderRole.HEAD_OFFICER: list(head),
        HolderRole.COMPTROLLER: list(office),
    }
    enrolled = set(
        OfficerKey.objects.filter(person_id__in=[pk for people in wanted.values() for pk in people]).values_list("person_id", flat=True)
    )
    found: dict[HolderRole, int] = {}
    for role, people in wanted.items():
        ready = [pk for pk in people if pk in enrolled and pk not in found.values()]
        if ready:
            found[role] = ready[0]
    return found


def _invitation(tender: Tender, rules: Rulebook, now: dt.datetime, seats: list[Seat]) -> dict[str, Any]:
    if not tender.method.invites_bids:
        return {}
    latest = newest(tender.terms)
    shares = list(tender.key_shares.all())
    given = [share for share in shares if share.handed_in_at]
    closes = tender.bid_closes_at
    return {
        "comment_round": comment_round_due(tender, rules),
        "comments_until": tender.comments_until,
        "comments_unanswered": sum(1 for comment in tender.comments.all() if comment.answered_at is None),
        "rounds": tender.rounds,
        "draft_changed_since_round": bool(tender.draft_tor_version and latest and latest.version != tender.draft_tor_version),
        "changes_promised": _promised(tender),
        "holders_ready": len(shares) or (len(holders_of(tender, seats)) if tender.state == T.READY else 0),
        "bid_opens_at": tender.bid_opens_at,
        "bid_closes_at": closes,
        "opening_from": closes + dt.timedelta(seconds=rules.integer("H.OPENING.WAIT")) if closes else None,
        "questions_unanswered": sum(1 for question in tender.questions.all() if question.state == Q.ASKED),
        "shares_given": len(given),
        "shares_needed": rules.integer("H.KEY.SHARES"),
        "comptroller_demanded": rules.choice("H.KEY.COMPTROLLER") == "required",
        "comptroller_gave": any(share.role == HolderRole.COMPTROLLER for share in given),
        "evaluation_from": evaluation_day(tender),
    }


def _promised(tender: Tender) -> int:
    """Answers that promise a change of the draft while no terms were finished after them."""
    if tender.state != T.COMMENTING:
        return 0
    finished = tender.terms.filter(finished_at__isnull=False).first()
    promised = tender.comments.filter(changes_draft=True)
    return promised.filter(sent_at__gte=finished.finished_at).count() if finished and finished.finished_at else promised.count()


def evaluation_day(tender: Tender) -> dt.date | None:
    """The working day after the bid day, on which evaluation begins (cl. 55)."""
    return calendar.next_working_day(clock.civil(tender.bid_closes_at)) if tender.bid_closes_at else None


def signing_day(tender: Tender) -> dt.date | None:
    """The working day after the appeal period, from which a contract may be signed (s. 66); None before the award."""
    return calendar.next_working_day(tender.standstill_until) if tender.standstill_until else None


def _outcome(tender: Tender, lots: list[Lot], today: dt.date, rules: Rulebook) -> dict[str, Any]:
    bids = [bid for bid in bids_of(tender) if bid.state != B.DRAFT]
    offers = [offer for offer in offers_of(tender) if not offer.withdrawn]
    newest_offer = offers[0] if offers else None
    good = [current_price(bid) for bid in bids if bid.state == B.COMPLIANT and not bid.refused_to_sign]
    appeals = [(appeal.state, appeal.carried_out) for appeal in tender.appeals.all()]
    lowest = min(good) if good else None
    winners = {lot.winner_id: lot.winner for lot in lots if lot.winner_id}
    return {
        "sealed": f.SealedFacts(
            bids=sum(1 for bid in bids if bid.state != B.UNOPENED),
            opened=sum(1 for bid in bids if bid.state in {B.OPENED, B.COMPLIANT, B.REJECTED}),
            unjudged=sum(1 for bid in bids if bid.state == B.OPENED),
            compliant=len(good),
        ),
        "offers": len(offers),
        "offer_satang": newest_offer.price_satang if newest_offer else None,
        "offer_company_banned": bans_of(newest_offer.company, today) if newest_offer else (),
        "offerers_unverified": (newest_offer.company.name,) if newest_offer and not newest_offer.company.is_verified(today) else (),
        "proposed": any(lot.state in {L.PROPOSED, L.AWARDED} for lot in lots),
        "proposed_satang": sum(lot.award_satang or 0 for lot in lots) or None,
        "best_satang": _first_price(tender, rules) if good and tender.state in {T.EVALUATING, T.NEGOTIATING} else lowest,
        "lowest_satang": lowest,
        "proposed_banned": tuple(ban for company in winners.values() for ban in bans_of(company, today)),
        "bids_without_reason": sum(1 for bid in bids if bid.state == B.REJECTED and not bid.outcome_reason),
        "standstill_until": tender.standstill_until,
        "appeals_open": sum(1 for state, _ in appeals if state in APPEAL_OPEN),
        "appeals_accepted": sum(1 for state, done in appeals if state in APPEAL_ACCEPTED and not done),
        "contracts_signed": sum(1 for lot in lots if lot.state == L.CONTRACTED),
        "lots_unsettled": sum(1 for lot in lots if lot.state not in {L.CONTRACTED, L.FAILED, L.CANCELLED}),
        "orders_fallen": tender.orders_fallen,
        "contracts_ended": sum(1 for lot in lots if lot.contract_ended_on),
        "followed": tender.state in {T.FAILED, T.CANCELLED, T.CONCLUDED} and Tender.objects.filter(predecessor=tender).exists(),
    }


def bids_of(tender: Tender) -> list[Bid]:
    """Every bid with its company and offers; from what a page has read of them already."""
    if "bids" in getattr(tender, "_prefetched_objects_cache", {}):
        return list(tender.bids.all())
    return list(tender.bids.select_related("company").prefetch_related("offers"))


def offers_of(tender: Tender) -> list[Offer]:
    """Every offer with its company, newest first; from what a page has read of them already."""
    if "offers" in getattr(tender, "_prefetched_objects_cache", {}):
        return list(tender.offers.all())
    return list(tender.offers.select_related("company"))


def _first_price(tender: Tender, rules: Rulebook) -> int | None:
    """The price of the bid that ranks first, preferences included: it need not be the lowest."""
    ranking = ranked(tender, rules)
    return ranking.winner.price if ranking else None


def bid_facts(bid: Bid, actor: Actor, *, inputs: Mapping[str, Any] | None = None, step: str = "") -> f.BidFacts:
    """Facts of a bid, for its company's people and for the committee. A bid is handed in when it was received."""
    now = (inputs or {}).get("received_at") or clock.read()
    today = clock.civil(now)
    tender = bid.tender
    seats = seats_of(tender)
    duties = duties_in(tender, actor, seats)
    own = deals_for(bid.company.organisation_id, actor)
    if own:
        duties |= set(actor.duties) | {Duty.TENDERER}
    checks: dict[str, bool] = {}
    for check in bid.checks.all() if bid.pk else ():
        checks.setdefault(check.code, check.passed)
    wanted = required_checks(tender)
    had = {document.kind for document in bid.documents.all()} if bid.pk else set()
    mine = next((seat for seat in seats if seat.person_id == actor.person_id and seat.committee.kind == CommitteeKind.EVALUATION), None)
    return f.BidFacts(
        state=str(bid.state),
        actor=actor,
        duties=frozenset(duties),
        now=now,
        today=today,
        inputs=inputs or {},
        tender_state=str(tender.state),
        bid_opens_at=tender.bid_opens_at,
        bid_closes_at=tender.bid_closes_at,
        company_verified=bid.company.is_verified(today),
        company_egp=standing.in_egp(bid.company, today),
        bans=bans_of(bid.company, today) if own else (),
        terms_missing=terms.missing(bid.company, today) if own and bid.state == B.DRAFT else 0,
        already_bid=bid.state != B.DRAFT,
        documents_missing=tuple(str(kind.label) for kind in required_documents() if kind not in had),
        works_for_agency=own and _works_for(tender.agency_id, actor),
        checks_missing=tuple(str(label) for code, label in wanted.items() if code not in checks),
        checks_failed=tuple(str(label) for code, label in wanted.items() if checks.get(code) is False),
        evaluation_from=evaluation_day(tender),
        declared=mine is not None and mine.state == S.SWORN,
    )


def _works_for(agency_id: int, actor: Actor) -> bool:
    return Membership.objects.in_force().filter(person_id=actor.person_id, organisation_id=agency_id).exists()


def lot_facts(lot: Lot, actor: Actor, *, inputs: Mapping[str, Any] | None = None, step: str = "") -> f.LotFacts:
    """Facts of a lot; the tender is read anew, since a sitting may just have moved it."""
    now = clock.read()
    today = clock.civil(now)
    tender = Tender.objects.select_related("agency", "rulebook").get(pk=lot.tender_id)
    duties = duties_in(tender, actor, seats_of(tender))
    rules = rules_for(tender, today)
    amount = (inputs or {}).get("award_satang") or lot.award_satang or tender.budget_satang
    if (
        actor.person_id
        and actor.organisation_id == tender.agency_id
        and authority.may_order(actor.person_id, tender.agency_id, Family(tender.method.family), amount, today, rules)
    ):
        duties.add(Duty.APPROVER)
    appeals = list(tender.appeals.values_list("state", "carried_out"))
    return f.LotFacts(
        state=str(lot.state),
        actor=actor,
        duties=frozenset(duties),
        now=now,
        today=today,
        inputs=inputs or {},
        tender_state=str(tender.state),
        has_standstill=tender.method.has_standstill,
        standstill_until=tender.standstill_until,
        signing_from=signing_day(tender),
        appeals_open=sum(1 for state, _ in appeals if state in APPEAL_OPEN),
        appeals_accepted=sum(1 for state, done in appeals if state in APPEAL_ACCEPTED and not done),
        winner_banned=bans_of(lot.winner, today),
        guarantee_due=tender.method.has_standstill and not lot.guarantee_recorded,
    )


def appeal_facts(appeal: Appeal, actor: Actor, *, inputs: Mapping[str, Any] | None = None, step: str = "") -> f.AppealFacts:
    """Facts of an appeal."""
    now = clock.read()
    today = clock.civil(now)
    tender = appeal.tender
    rules = rules_for(tender, today)
    duties = duties_in(tender, actor, [])
    own = deals_for(appeal.company.organisation_id, actor)
    if own:
        duties.add(Duty.TENDERER)
    given = dict(inputs or {})
    given.setdefault("due_on", _appeal_due(appeal, step, today, rules))
    return f.AppealFacts(
        state=str(appeal.state),
        actor=actor,
        duties=frozenset(duties),
        now=now,
        today=today,
        inputs=given,
        tender_state=str(tender.state),
        has_standstill=tender.method.has_standstill,
        last_day=tender.standstill_until,
        is_bidder=own,
        decision_due_on=appeal.due_on,
        extensions=appeal.extensions,
        max_extensions=rules.integer("N.APPEAL.CTE.EXTEND"),
    )


def _appeal_due(appeal: Appeal, step: str, today: dt.date, rules: Rulebook) -> dt.date | None:
    """The last day that the next state gives its decider (s. 118, 119)."""
    if step == "admit":
        return calendar.add_working_days(today, rules.integer("D.APPEAL.AGENCY"))
    if step == "forward":
        return today + dt.timedelta(days=rules.integer("D.APPEAL.CTE"))
    if step == "extend" and appeal.due_on:
        return appeal.due_on + dt.timedelta(days=rules.integer("D.APPEAL.CTE.EXTEND"))
    return None


def question_facts(question: Question, actor: Actor, *, inputs: Mapping[str, Any] | None = None, step: str = "") -> f.QuestionFacts:
    """Facts of a question."""
    now = clock.read()
    tender = question.tender
    return f.QuestionFacts(
        state=str(question.state),
        actor=actor,
        duties=frozenset(duties_in(tender, actor, [])),
        now=now,
        today=clock.civil(now),
        inputs=inputs or {},
        tender_state=str(tender.state),
        answer_until=answer_until(tender),
    )


def answer_until(tender: Tender) -> dt.date | None:
    """The last day on which answers may be published: three working days before the bid day (cl. 52)."""
    if not tender.bid_opens_at:
        return None
    rules = rules_for(tender, clock.civil(tender.bid_opens_at))
    return calendar.subtract_working_days(clock.civil(tender.bid_opens_at), rules.integer("D.EBID.CLARIFY"))


def plan_facts(line: PlanLine, actor: Actor, *, inputs: Mapping[str, Any] | None = None, step: str = "") -> f.PlanFacts:
    """Facts of a plan line."""
    now = clock.read()
    held = actor.duties if actor.organisation_id == line.agency_id else frozenset()
    return f.PlanFacts(
        state=str(line.state),
        actor=actor,
        duties=frozenset(held),
        now=now,
        today=clock.civil(now),
        inputs=inputs or {},
        used=Tender.objects.filter(plan_line=line).exclude(state__in=["withdrawn", "cancelled", "failed"]).exists(),
    )
