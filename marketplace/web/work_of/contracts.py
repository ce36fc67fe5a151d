"""Orders and contracts: what waits for the agency, for its acceptance committee and for the company."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import authority
from marketplace.accounts.actor import Actor
from marketplace.accounts.authority import Authority
from marketplace.accounts.duty import AGENCY_DUTIES, COMPANY_DUTIES, Duty
from marketplace.accounts.models import Delegation, Family
from marketplace.contracts.actions.case import Around
from marketplace.contracts.models import Contract, Delivery
from marketplace.contracts.states import C, D
from marketplace.kernel import clock
from marketplace.web import waiting
from marketplace.web.work import FOR_ME, FOR_OTHERS, WorkItem, register
from marketplace.web.work_of.contract_tasks import CONTRACT_TASKS, DELIVERY_TASKS, Instalment, Seen
from marketplace.web.work_of.purchase_tasks import OFFICERS, Rules
from marketplace.web.work_of.tenders import line
from tenders.models import Appeal, CommitteeKind, Lot, Seat
from tenders.states import APPEAL_ACCEPTED, APPEAL_OPEN, GONE, L, T

#: Of an ended contract: copies that were not sent, a guarantee that was not given back.
LEFT_OPEN = Q(copies_due_on__isnull=False, copies_sent_on__isnull=True) | Q(guarantee__isnull=False, guarantee__returned_at__isnull=True)
GOING_ON = Q(state__in=[C.DRAFTING, C.OFFERED, C.PARTY_SIGNED, C.IN_FORCE, C.WARRANTY]) | (Q(state=C.CLOSED) & LEFT_OPEN)


@register
def to_be_written(actor: Actor) -> Iterator[WorkItem]:
    """Awarded purchases for which nobody has begun the order or contract."""
    if not actor.has(*OFFICERS):
        return
    lots = Lot.objects.filter(state=L.AWARDED, tender__state=T.AWARDED, tender__agency_id=actor.organisation_id)
    lots = lots.exclude(Exists(Contract.objects.standing().filter(lot=OuterRef("pk"))))
    lots = lots.exclude(Exists(Appeal.objects.filter(tender=OuterRef("tender"), state__in=APPEAL_ACCEPTED, carried_out=False)))
    for lot in lots.select_related("tender")[:50]:
        yield line(lot.tender, FOR_ME, _("Write the order or contract"))


@register
def of_contracts(actor: Actor) -> Iterator[WorkItem]:
    """Contracts of the agency or the company one acts for, and those whose deliveries the person inspects."""
    if actor.person_id is None:
        return
    sits = list(
        Seat.objects.filter(person_id=actor.person_id, committee__kind=CommitteeKind.ACCEPTANCE)
        .exclude(state__in=GONE)
        .values_list("committee__tender_id", flat=True)
    )
    mine = Q(tender_id__in=sits)
    if actor.has(*AGENCY_DUTIES):
        mine |= Q(agency_id=actor.organisation_id)
    if actor.has(*COMPANY_DUTIES):
        mine |= Q(company__organisation_id=actor.organisation_id) & ~Q(state=C.DRAFTING)
    rows = _rows(mine)
    if not rows:
        return
    for seen, duties in _seen(rows, actor):
        yield from _lines(seen, duties, actor)


def _rows(mine: Q) -> list[Any]:
    here = OuterRef("tender")
    deliveries = Delivery.objects.select_related("penalty_notice", "invoice__payment").prefetch_related("inspections")
    rows = Contract.objects.filter(mine).filter(GOING_ON).select_related("tender__agency", "tender__rulebook", "company", "guarantee")
    rows = rows.annotate(
        locked=Exists(Appeal.objects.filter(tender=here, state__in=APPEAL_OPEN))
        | Exists(Appeal.objects.filter(tender=here, state__in=APPEAL_ACCEPTED, carried_out=False))
    )
    return list(rows.prefetch_related(Prefetch("deliveries", deliveries)).order_by("-pk")[:100])


def _seen(rows: list[Any], actor: Actor) -> Iterator[tuple[Seen, set[Duty]]]:
    """Every contract with what surrounds it, read for all of them together."""
    today = clock.today()
    books = Rules(today)
    seats: dict[int, list[Seat]] = defaultdict(list)
    found = Seat.objects.filter(committee__tender__in=[row.tender_id for row in rows], committee__kind=CommitteeKind.ACCEPTANCE)
    for seat in found.exclude(state__in=GONE).select_related("committee"):
        seats[seat.committee.tender_id].append(seat)
    delegations = list(
        Delegation.objects.in_force(today).filter(organisation_id=actor.organisation_id, holder_id=actor.person_id)
        if actor.has(*AGENCY_DUTIES)
        else []
    )
    for row in rows:
        around = Around(row, actor)
        inside = row.agency_id == actor.organisation_id
        rules = books.of(row.tender)
        family = Family(row.tender.method.family)
        power = inside and authority.has_power(actor.duties, delegations, family, row.total_satang, rules)
        around.__dict__ |= {
            "tender": row.tender,
            "rules": rules,
            "seats": seats[row.tender_id],
            "deliveries": list(row.deliveries.all()),
            "guarantee": getattr(row, "guarantee", None),
            "own_authority": Authority(actor.person_id or 0, "head") if power else None,
        }
        yield Seen(around, row.locked), set(around.duties)


def _lines(seen: Seen, duties: set[Duty], actor: Actor) -> Iterator[WorkItem]:
    contract = seen.contract
    inside = actor.organisation_id in {contract.agency_id, contract.company.organisation_id}

    def shown(section: str, todo: Any, due: Any, steps: tuple[str, ...], row: Delivery | None = None) -> WorkItem:
        return WorkItem(
            section,
            contract.subject,
            row.get_absolute_url() if row else contract.get_absolute_url(),
            todo=todo % {"number": row.number} if row else todo,
            ref=contract.ref,
            due=due,
            word=D(row.state).label if row else C(contract.state).label,
            kind="wait" if section == FOR_ME else "",
            steps=steps,
        )

    yield from waiting.items(CONTRACT_TASKS.get(contract.state, ()), seen, duties, shown, inside=inside)
    for row in seen.around.deliveries:
        one = Instalment(seen, row)
        about = partial(shown, row=row)
        for item in waiting.items(DELIVERY_TASKS.get(row.state, ()), one, duties, about, inside=inside):
            if item.section != FOR_OTHERS or row.state != D.DUE or row is _next(seen):
                yield item


def _next(seen: Seen) -> Delivery | None:
    """The next instalment to come: of the later ones the other side is not told yet."""
    return next((row for row in seen.around.deliveries if row.state == D.DUE), None)
