"""From the need to a complete request: start, details, services, committees, terms of reference, reference price."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from catalog.models import Category, ListingVersion, Shortlist
from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Membership, Person
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref
from marketplace.law import clauses
from marketplace.law.reference_price import PriceSource, must_rule_out
from marketplace.pricing.models import PriceReport
from marketplace.procedure.door import locked
from marketplace.procedure.refusals import Refusal, Refused, plain, stale, wrong_duty, wrong_state
from tenders import events
from tenders.actions import frozen_list
from tenders.actions.case import duties_in, seats_of
from tenders.actions.standing import not_to_be_bought
from tenders.lint import findings
from tenders.methods import Method
from tenders.models import Committee, CommitteeKind, Lot, PlanLine, ReferencePrice, Seat, SeatRole, Tender, TenderItem, TermsOfReference
from tenders.states import S, T

OFFICERS = (Duty.OFFICER, Duty.HEAD_OFFICER)
#: Fields of the request report that an officer writes before it is submitted.
DETAILS = ("title", "need", "budget_satang", "budget_source", "delivery_days", "method_reason", "penalty_rate_bp", "comment_round")


def _need(tender: Tender, actor: Actor, *duties: Duty, states: tuple[str, ...] = (T.DRAFTING,), seen: int | None = None) -> Duty:
    """The duty under which the actor may work on the papers of this purchase now, else a refusal.

    The purchase is locked and read anew: what the caller holds gets its present version. `seen` is the version that the
    person saw; where somebody else has acted since, nothing is written over.
    """
    now = locked(tender)
    held = duties_in(tender, actor, seats_of(tender))
    mine = next((duty for duty in duties if duty in held), None)
    if mine is None:
        raise Refused([wrong_duty(" / ".join(str(duty.label) for duty in duties))], subject=tender)
    if now.state not in states:
        raise Refused([wrong_state(T(now.state).label)], subject=tender)
    if seen is not None and seen != now.version:
        raise Refused([stale()], subject=tender)
    tender.version = now.version
    return mine


def start_purchase(
    *,
    actor: Actor,
    title: str,
    category: Category,
    method: Method,
    budget_satang: int,
    plan_line: PlanLine | None = None,
    predecessor: Tender | None = None,
    items: Sequence[tuple[ListingVersion, int, int]] = (),
    shortlist: Shortlist | None = None,
    **details: Any,
) -> Tender:
    """An officer starts a purchase for their agency. Opens its own unit.

    Args:
        items: chosen listing versions with quantity and months.
        shortlist: a frozen list of the agency: what is ordered from, or market research.
        details: other fields of `DETAILS`.
    """
    if not actor.has(*OFFICERS):
        raise Refused([wrong_duty(Duty.OFFICER.label)])
    with audit.unit():
        return started(
            actor=actor,
            title=title,
            category=category,
            method=method,
            budget_satang=budget_satang,
            plan_line=plan_line,
            predecessor=predecessor,
            items=items,
            shortlist=shortlist,
            **details,
        )


def started(
    *,
    actor: Actor,
    title: str,
    category: Category,
    method: Method,
    budget_satang: int,
    plan_line: PlanLine | None = None,
    predecessor: Tender | None = None,
    items: Sequence[tuple[ListingVersion, int, int]] = (),
    shortlist: Shortlist | None = None,
    ref: str = "",
    **details: Any,
) -> Tender:
    """As `start_purchase`, inside the caller's unit; under `ref` where the caller has drawn one already."""
    now = clock.read()
    tender = Tender.objects.create(
        ref=ref or next_ref("T"),
        agency_id=actor.organisation_id,
        title=title,
        category=category,
        method_code=method.code,
        method_version=method.version,
        ground=method.grounds[0] if method.grounds else "",
        budget_satang=budget_satang,
        plan_line=plan_line,
        predecessor=predecessor,
        started_at=now,
        started_by_id=actor.person_id,
        comment_round=details.pop("comment_round", method.comment_round != "none"),
        **details,
    )
    Lot.objects.create(ref=next_ref("LT"), tender=tender, title=title)
    audit.record(
        events.PurchaseStarted,
        actor=actor.under(Duty.OFFICER),
        subject=tender,
        basis=("REG.22",),
        payload={
            "title": title,
            "agency": tender.agency.ref,
            "agency_th": tender.agency.name_th,
            "agency_en": tender.agency.name_en,
            "category": category.code,
            "method": method.code,
            "method_version": method.version,
            "budget_satang": budget_satang,
            "budget_source": tender.budget_source,
            "plan_line": plan_line.ref if plan_line else "",
            "follows": predecessor.ref if predecessor else "",
        },
    )
    if shortlist is not None:
        frozen_list.take(tender, shortlist, actor=actor)
    if items:
        _choose(tender, actor, items)
    return tender


def change_details(tender: Tender, *, actor: Actor, seen: int | None = None, **details: Any) -> None:
    """Write parts of the request report. Opens its own unit; unchanged parts are not recorded."""
    with audit.unit():
        duty = _need(tender, actor, *OFFICERS, seen=seen)
        changed = {name: value for name, value in details.items() if name in DETAILS and getattr(tender, name) != value}
        if not changed:
            return
        for name, value in changed.items():
            setattr(tender, name, value)
        tender.version += 1
        tender.save(update_fields=[*changed, "version"])
        audit.record(
            events.PurchaseDetailsChanged,
            actor=actor.under(duty),
            subject=tender,
            payload={"changed": {k: plain(v) for k, v in changed.items()}},
        )


def choose_items(tender: Tender, *, actor: Actor, items: Sequence[tuple[ListingVersion, int, int]], seen: int | None = None) -> None:
    """Replace the services chosen from the catalogue. Opens its own unit.

    Once an order fell through before it was signed (cl. 79), another service may be chosen while no offer stands.
    """
    with audit.unit():
        _need(tender, actor, *OFFICERS, states=(T.DRAFTING, T.NEGOTIATING), seen=seen)
        if not frozen_list.may_choose(tender):
            raise Refused([wrong_state(T.NEGOTIATING.label)], step="choose_items", subject=tender)
        tender.items.all().delete()
        if items:
            _choose(tender, actor, items)
        tender.version += 1
        tender.save(update_fields=["version"])


def _choose(tender: Tender, actor: Actor, items: Sequence[tuple[ListingVersion, int, int]]) -> None:
    """Raises Refused where a supplier may not be bought from just now, or a version is not on the purchase's frozen list."""
    if refusals := not_to_be_bought(version.listing.company for version, _quantity, _months in items):
        raise Refused(refusals, step="choose_items", subject=tender)
    rows = [
        TenderItem(tender=tender, listing_version=version, quantity=quantity, months=months, total_satang=total)
        for version, quantity, months, total in frozen_list.priced(tender, items, actor=actor)
    ]
    TenderItem.objects.bulk_create(rows)
    audit.record(
        events.ItemsChosen,
        actor=actor.under(Duty.OFFICER),
        subject=tender,
        payload={
            "items": [
                {
                    "listing": row.listing_version.listing.ref,
                    "version": row.listing_version.number,
                    "title": row.listing_version.title_th,
                    "supplier": row.listing_version.listing.company.ref,
                    "supplier_th": row.listing_version.listing.company.name_th,
                    "quantity": row.quantity,
                    "months": row.months,
                    "unit": row.listing_version.unit,
                    "total_satang": row.total_satang,
                }
                for row in rows
            ],
            "total_satang": sum(row.total_satang for row in rows),
            "shortlist": tender.shortlist.ref if tender.shortlist else "",
            "shortlist_sha256": tender.shortlist.sha256 if tender.shortlist else "",
        },
    )


def appoint(
    tender: Tender,
    *,
    actor: Actor,
    kind: CommitteeKind,
    order_no: str,
    due_on: dt.date,
    members: Sequence[tuple[Person, SeatRole]],
    seen: int | None = None,
) -> Committee:
    """Draft the order that appoints persons (cl. 21, 25); it takes effect with the request's approval by the head.

    Opens its own unit. A second order for the same kind replaces the first.

    Raises:
        Refused: nobody named, a person named twice, or one who does not work for the agency.
    """
    with audit.unit():
        duty = _need(tender, actor, *OFFICERS, Duty.HEAD_OF_AGENCY, seen=seen)
        people = [person for person, _role in members]
        if not people or len({person.pk for person in people}) != len(people):
            raise Refused([Refusal("members", _("Name each person once, and at least one."), clauses.REG_26)], subject=tender)
        staff = set(Membership.objects.in_force().filter(organisation_id=tender.agency_id).values_list("person_id", flat=True))
        if strangers := [person.name for person in people if person.pk not in staff]:
            raise Refused(
                [
                    Refusal(
                        "strangers", _("Not of this agency: %(items)s."), clauses.HOUSE_AGENCY_ONLY, params={"items": ", ".join(strangers)}
                    )
                ],
                subject=tender,
            )
        Committee.objects.filter(tender=tender, kind=kind).delete()
        committee = Committee.objects.create(
            tender=tender, kind=kind, order_no=order_no, due_on=due_on, ordered_at=clock.read(), ordered_by_id=actor.person_id
        )
        for person, role in members:
            Seat.objects.create(ref=next_ref("ST"), committee=committee, person=person, role=role)
        tender.version += 1
        tender.save(update_fields=["version"])
        audit.record(
            events.CommitteeAppointed,
            actor=actor.under(duty),
            subject=tender,
            basis=("REG.21",) if kind == CommitteeKind.TOR else ("REG.25", "REG.26"),
            payload={
                "committee": str(kind),
                "order_no": order_no,
                "due_on": due_on.isoformat(),
                "members": [{"person": person.ref, "role": str(role)} for person, role in members],
            },
            people={person.ref: person.name for person, _role in members},
        )
        return committee


def save_terms(tender: Tender, *, actor: Actor, sections: Sequence[Mapping[str, str]], seen: int | None = None) -> TermsOfReference:
    """Save the text of the terms as a draft: over an unfinished version, or as the next one. No log entry: a draft."""
    with audit.unit():
        _need(tender, actor, Duty.TOR_PERSON, states=(T.DRAFTING, T.COMMENTING), seen=seen)
        _declared(tender, actor)
        latest = tender.terms.first()
        fresh = latest is None or latest.finished_at is not None
        terms = TermsOfReference(tender=tender, version=(latest.version + 1) if latest else 1) if fresh else latest
        assert terms is not None
        terms.sections = [dict(section) for section in sections]
        terms.saved_at, terms.saved_by_id = clock.read(), actor.person_id
        terms.save()
        tender.version += 1
        tender.save(update_fields=["version"])
        return terms


def finish_terms(tender: Tender, *, actor: Actor) -> TermsOfReference:
    """The appointed persons finish the terms (cl. 21). Opens its own unit.

    Raises:
        Refused: not appointed or not declared, nothing written, or the text has findings that must be mended.
    """
    with audit.unit():
        duty = _need(tender, actor, Duty.TOR_PERSON, states=(T.DRAFTING, T.COMMENTING))
        _declared(tender, actor)
        terms = tender.terms.first()
        if terms is None or terms.finished_at or not any(section.get("text", "").strip() for section in terms.sections):
            raise Refused(
                [Refusal("no_terms", _("There is no unfinished text of the terms."), clauses.REG_21, remedy=_("Write the terms first."))],
                subject=tender,
            )
        found = findings(terms.sections)
        if blocking := [item for item in found if item.blocks]:
            raise Refused(
                [
                    Refusal(
                        "terms_findings",
                        _("To be mended in the terms: %(items)s."),
                        clauses.ACT_9,
                        params={"items": "; ".join(str(item.text) for item in blocking)},
                    )
                ],
                subject=tender,
            )
        text = json.dumps(terms.sections, ensure_ascii=False, sort_keys=True)
        terms.sha256 = hashlib.sha256(text.encode()).hexdigest()
        terms.finished_at, terms.finished_by_id = clock.read(), actor.person_id
        terms.save()
        tender.version += 1
        tender.save(update_fields=["version"])
        audit.record(
            events.TorFinished,
            actor=actor.under(duty),
            subject=tender,
            basis=("REG.21",),
            payload={
                "version": terms.version,
                "sha256": terms.sha256,
                "sections": len(terms.sections),
                "findings": [item.code for item in found],
            },
        )
        return terms


def _declared(tender: Tender, actor: Actor) -> None:
    """Members declare no conflict of interest before their first access (house rule on s. 13)."""
    mine = Seat.objects.filter(committee__tender=tender, committee__kind=CommitteeKind.TOR, person_id=actor.person_id).first()
    if mine is None or mine.state != S.SWORN:
        raise Refused(
            [Refusal("undeclared", _("Declare first that you have no conflict of interest."), clauses.HOUSE_CONFLICT_DECLARATION)],
            subject=tender,
        )


def record_reference_price(
    tender: Tender,
    *,
    actor: Actor,
    source: PriceSource,
    amount_satang: int,
    sources: Sequence[tuple[str, int]],
    reason: str = "",
    seen: int | None = None,
    frozen: Callable[[Actor], PriceReport] | None = None,
) -> ReferencePrice:
    """Record the reference price with its source, in the order of s. 4. Opens its own unit.

    Args:
        amount_satang: reference price including VAT.
        sources: name and amount (satang) of each price it was computed from; a market survey needs three.
        reason: why no earlier source of the law serves; needed for every source but the first three.
        frozen: freezes the price benchmark that it is taken from, in the same unit.

    Raises:
        Refused: neither appointed nor an officer of the agency, too few prices, or an earlier source not ruled out.
    """
    with audit.unit():
        duty = _need(tender, actor, Duty.TOR_PERSON, *OFFICERS, seen=seen)
        refusals = []
        if source == PriceSource.MARKET and len(sources) < 3:
            refusals.append(Refusal("few_sources", _("A market survey needs at least three prices."), clauses.ACT_4))
        if not sources:
            refusals.append(Refusal("no_sources", _("Name what the price was computed from."), clauses.ACT_4))
        if must_rule_out(source) and not reason.strip():
            refusals.append(
                Refusal("order_of_sources", _("Write why none of the sources that come first in section 4 has a price."), clauses.ACT_4)
            )
        if refusals:
            raise Refused(refusals, subject=tender)
        report = frozen(actor.under(duty)) if frozen is not None else None
        price = ReferencePrice.objects.create(
            tender=tender,
            report=report,
            source=source,
            amount_satang=amount_satang,
            sources=[{"name": name, "amount_satang": amount} for name, amount in sources],
            reason=reason.strip(),
            recorded_at=clock.read(),
            recorded_by_id=actor.person_id,
        )
        tender.version += 1
        tender.save(update_fields=["version"])
        audit.record(
            events.ReferencePriceRecorded,
            actor=actor.under(duty),
            subject=tender,
            basis=("ACT.4",),
            payload={
                "amount_satang": amount_satang,
                "source": str(source),
                "sources": price.sources,
                "reason": price.reason,
                "price_report": report.ref if report else "",
                "price_report_digest": report.digest if report else "",
            },
        )
        return price
