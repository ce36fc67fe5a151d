"""Purchases: what each one waits for, by its state; the seats and key shares of the person."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import AGENCY_DUTIES, Duty
from marketplace.accounts.models import Delegation, OrganisationKind
from marketplace.kernel import clock
from marketplace.web import waiting
from marketplace.web.work import AHEAD, FOR_ME, FOR_OTHERS, WorkItem, register
from marketplace.web.work_of.purchase_tasks import TASKS, Rules, Seen
from tenders.actions.case import evaluation_day, seat_duty
from tenders.actions.committee_case import is_over
from tenders.models import Appeal, Bid, CommitteeKind, KeyShare, Lot, Offer, Seat, Tender
from tenders.models.bid import OfficerKey
from tenders.models.committee import Committee, SeatRole
from tenders.models.preparation import TermsOfReference
from tenders.models.voices import DraftComment
from tenders.states import APPEAL_ACCEPTED, FINAL, B, S, T

SHAPES = {FOR_ME: "wait", FOR_OTHERS: "", AHEAD: "now"}
Moment = dt.date | dt.datetime
#: States in which envelopes are not sealed yet, so that the holders' keys must be there soon.
BEFORE_INVITATION = (T.APPROVED, T.COMMENTING, T.READY)


def line(
    tender: Tender, section: str, todo: str | Promise, due: Moment | None = None, steps: tuple[str, ...] = (), *, url: str = ""
) -> WorkItem:
    """One line about a purchase."""
    return WorkItem(
        section,
        tender.title,
        url or tender.get_absolute_url(),
        todo=todo,
        ref=tender.ref,
        due=due,
        word=T(tender.state).label,
        kind=SHAPES[section],
        steps=steps,
    )


@register
def of_purchases(actor: Actor) -> Iterator[WorkItem]:
    """Open purchases of the agency, and those in which the person sits on a committee."""
    if actor.person_id is None:
        return
    seats: dict[int, set[Duty]] = defaultdict(set)
    for seat in _seats(actor).select_related(None).values_list("committee__tender_id", "committee__kind", "role"):
        seats[seat[0]].add(seat_duty(seat[1], seat[2]))
    of_agency = actor.organisation_kind == OrganisationKind.AGENCY and actor.has(*AGENCY_DUTIES)
    if not seats and not of_agency:
        return
    now = clock.read()
    delegations = _delegations(actor, clock.civil(now)) if of_agency else []
    books = Rules(clock.civil(now))
    mine = Q(agency_id=actor.organisation_id) if of_agency else Q(pk__in=[])
    rows = Tender.objects.filter(mine | Q(pk__in=list(seats))).exclude(state__in=FINAL).select_related("agency", "rulebook")
    for tender in _with_what_is_asked(rows).order_by("-pk")[:100]:
        inside = of_agency and tender.agency_id == actor.organisation_id
        duties = (set(actor.duties) if inside else set()) | seats[tender.pk]
        seen = Seen(tender, frozenset(duties), delegations if inside else [], actor.person_id, now, books)
        if inside and seen.power:
            seen.duties |= {Duty.APPROVER}
        tasks = TASKS.get(tender.state, ())
        yield from waiting.items(tasks, seen, seen.duties, partial(line, tender), inside=inside)
        yield from _ahead(seen, inside=inside)


def _delegations(actor: Actor, today: dt.date) -> list[Delegation]:
    return list(Delegation.objects.in_force(today).filter(organisation_id=actor.organisation_id, holder_id=actor.person_id))


def _with_what_is_asked(rows: Any) -> Any:
    """The rows with the columns that the table of tasks asks for, in one query."""
    here = OuterRef("pk")
    bids = Bid.objects.filter(tender=here)
    lots = Lot.objects.filter(tender=here).order_by("number")
    terms = TermsOfReference.objects.filter(tender=here).order_by("-version")
    return rows.annotate(
        seen_unanswered=Exists(DraftComment.objects.filter(tender=here, answered_at__isnull=True)),
        seen_draft_changed=Exists(terms.filter(version__gt=OuterRef("draft_tor_version"))),
        seen_unjudged=Exists(bids.filter(state=B.OPENED)),
        seen_compliant=Exists(bids.filter(state=B.COMPLIANT, refused_to_sign=False)),
        seen_offer=Exists(Offer.objects.filter(tender=here, withdrawn=False)),
        seen_lot=Subquery(lots.values("state")[:1]),
        seen_award=Subquery(lots.order_by().values("tender").annotate(sum=Sum("award_satang")).values("sum")),
        seen_appeal_accepted=Exists(Appeal.objects.filter(tender=here, state__in=APPEAL_ACCEPTED, carried_out=False)),
        seen_evaluation_due=Subquery(Committee.objects.filter(tender=here, kind=CommitteeKind.EVALUATION).values("due_on")[:1]),
    )


def _ahead(seen: Seen, *, inside: bool) -> Iterator[WorkItem]:
    """Dates of a purchase that nobody has to do anything for yet."""
    tender = seen.tender
    evaluates = not seen.duties.isdisjoint({Duty.COMMITTEE_CHAIR, Duty.COMMITTEE_MEMBER})
    if tender.state == T.COMMENTING and inside and not seen.comments_over:
        yield line(tender, AHEAD, _("Last day for comments on the draft"), tender.comments_until)
    elif tender.state == T.INVITING and inside and not seen.is_closed:
        yield line(tender, AHEAD, _("Bids close; until then they stay sealed"), tender.bid_closes_at)
    elif tender.state == T.EVALUATING and (inside or evaluates) and not seen.may_be_judged:
        yield line(tender, AHEAD, _("From this day the committee judges the bids"), evaluation_day(tender))
    elif tender.state == T.AWARDED and inside and tender.earliest_signing_on and tender.earliest_signing_on > seen.today:
        yield line(tender, AHEAD, _("The contract may be signed from this day, unless somebody appeals"), tender.earliest_signing_on)


def _seats(actor: Actor) -> Any:
    """The person's seats in purchases that go on."""
    seats = Seat.objects.filter(person_id=actor.person_id, state__in=[S.APPOINTED, S.SWORN]).exclude(committee__tender__state__in=FINAL)
    return seats.select_related("committee__tender")


@register
def of_seats(actor: Actor) -> Iterator[WorkItem]:
    """Committees in which the person sits: declare first; then write the terms, or enrol the key that the chair needs."""
    if actor.person_id is None:
        return
    rows = _seats(actor).annotate(
        finished=Exists(TermsOfReference.objects.filter(tender=OuterRef("committee__tender"), finished_at__isnull=False)),
        enrolled=Exists(OfficerKey.objects.filter(person=OuterRef("person"))),
    )
    for seat in rows[:100]:
        tender, due = seat.committee.tender, seat.committee.due_on
        if seat.state == S.APPOINTED:
            yield line(
                tender, FOR_ME, _("Declare that you have no conflict of interest, or step back"), due, ("seat.declare", "seat.recuse")
            )
        elif seat.committee.kind == CommitteeKind.TOR and tender.state == T.DRAFTING and not seat.finished:
            yield line(tender, FOR_ME, _("Write the terms of reference"), due)
        elif _needs_key(seat, tender):
            yield _own_key(tender)


@register
def of_empty_seats(actor: Actor) -> Iterator[WorkItem]:
    """Places in committees whose person stepped back: the head of agency appoints another."""
    if not actor.has(Duty.HEAD_OF_AGENCY):
        return
    left = Seat.objects.filter(committee__tender__agency_id=actor.organisation_id, state=S.RECUSED).select_related("committee__tender")
    for seat in left.exclude(committee__tender__state__in=FINAL - {T.CONCLUDED})[:50]:
        tender, committee = seat.committee.tender, seat.committee
        if is_over(tender, committee.kind):
            continue
        todo = _("A member stepped back: appoint another person (%(committee)s)") % {"committee": committee.get_kind_display()}
        yield line(tender, FOR_ME, todo, committee.due_on, ("seat.replace",), url=reverse("take_step", args=["seat", seat.ref, "replace"]))


def _needs_key(seat: Any, tender: Tender) -> bool:
    """Whether the chair has no key of their own and the invitation is near."""
    chairs = seat.committee.kind == CommitteeKind.EVALUATION and seat.role == SeatRole.CHAIR
    return chairs and not seat.enrolled and tender.method.invites_bids and tender.state in BEFORE_INVITATION


@register
def of_keys(actor: Actor) -> Iterator[WorkItem]:
    """Key shares that may be handed in, or will be due; a key of one's own where an invitation is near."""
    if actor.person_id is None:
        return
    now = clock.read()
    shares = KeyShare.objects.filter(holder_id=actor.person_id, handed_in_at__isnull=True, tender__state=T.INVITING)
    for share in shares.select_related("tender")[:50]:
        closes = share.tender.bid_closes_at
        if closes and closes > now:
            yield line(share.tender, AHEAD, _("You hold a key share: hand it in after this moment"), closes)
        else:
            yield line(share.tender, FOR_ME, _("Hand in your key share so that the bids can be opened"))
    if not actor.has(Duty.HEAD_OFFICER, Duty.KEY_OFFICER) or OfficerKey.objects.filter(person_id=actor.person_id).exists():
        return
    near = Tender.objects.filter(state__in=BEFORE_INVITATION).select_related("agency")
    if not actor.has(Duty.KEY_OFFICER):
        near = near.of_agency(actor.organisation_id)
    first = next((tender for tender in near.order_by("pk")[:50] if tender.method.invites_bids), None)
    if first is not None:
        yield _own_key(first)


def _own_key(tender: Tender) -> WorkItem:
    return line(tender, FOR_ME, _("Make your own key: envelopes are sealed to it when the invitation is published"), url=reverse("own_key"))
