"""Delegate the power to order, and take it back (cl. 7). Within the head of agency's own limits, never above them."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from marketplace import audit
from marketplace.accounts import events
from marketplace.accounts.actions.duties import NotAllowed
from marketplace.accounts.actor import Actor
from marketplace.accounts.authority import BAND_RULES
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Delegation, Family, Organisation, Person
from marketplace.kernel import clock
from marketplace.kernel.money import baht
from marketplace.kernel.references import next_ref
from marketplace.law import rulebook


def delegate(
    *,
    actor: Actor,
    organisation: Organisation,
    holder: Person,
    families: list[Family],
    max_satang: int,
    from_on: dt.date,
    to_on: dt.date,
    order_no: str,
    sao_copy_no: str,
) -> Delegation:
    """The head of agency delegates power to order (cl. 7). Inside the caller's unit.

    Raises:
        NotAllowed: the actor is not the head of this agency, delegates to themself, or more than the head may order.
    """
    if not (actor.organisation_id == organisation.pk and actor.has(Duty.HEAD_OF_AGENCY)):
        raise NotAllowed(_("Only the head of the agency may delegate this power."))
    if actor.person_id == holder.pk:
        raise NotAllowed(_("Power is delegated to another person."))
    _within_own_limit(organisation, families, max_satang)
    delegation = Delegation.objects.create(
        ref=next_ref("DG"),
        organisation=organisation,
        giver_id=actor.person_id,
        holder=holder,
        families=[str(family) for family in families],
        max_satang=max_satang,
        from_on=from_on,
        to_on=to_on,
        order_no=order_no,
        sao_copy_no=sao_copy_no,
        granted_at=clock.read(),
        granted_by_id=actor.person_id,
    )
    audit.record(
        events.PowerDelegated,
        actor=actor.under(Duty.HEAD_OF_AGENCY),
        subject=delegation,
        basis=("REG.7",),
        payload={
            "holder": holder.ref,
            "families": delegation.families,
            "max_satang": max_satang,
            "from_on": from_on.isoformat(),
            "to_on": to_on.isoformat(),
            "order_no": order_no,
            "sao_copy_no": sao_copy_no,
        },
    )
    return delegation


def _within_own_limit(organisation: Organisation, families: list[Family], max_satang: int) -> None:
    """Nobody gives more than they hold: the limit of the head of agency, per family of methods (cl. 84-86)."""
    rules = rulebook.current(organisation.agency_class, clock.today())
    for family in families:
        limit = rules.money(BAND_RULES[family])
        if max_satang > limit:
            raise NotAllowed(
                _("The head of agency orders up to %(limit)s baht by “%(family)s”. Write this amount or less.")
                % {"limit": baht(limit), "family": Family(family).label}
            )


def revoke(delegation: Delegation, *, actor: Actor, reason: str) -> Delegation:
    """The head of agency takes a delegation back before its last day. Opens its own unit.

    Raises:
        NotAllowed: not the head of this agency, no reason, or it has ended already.
    """
    if not (actor.organisation_id == delegation.organisation_id and actor.has(Duty.HEAD_OF_AGENCY)):
        raise NotAllowed(_("Only the head of the agency may take this power back."))
    if not reason.strip():
        raise NotAllowed(_("Write why the power is taken back."))
    with audit.unit():
        held = Delegation.objects.filter(pk=delegation.pk, revoked_at__isnull=True, to_on__gte=clock.today())
        now = clock.read()
        if not held.update(revoked_at=now, revoked_by_id=actor.person_id, revoke_reason=reason.strip()):
            raise NotAllowed(_("This delegation has ended already."))
        delegation.refresh_from_db()
        audit.record(
            events.DelegationRevoked,
            actor=actor.under(Duty.HEAD_OF_AGENCY),
            subject=delegation,
            basis=("REG.7",),
            payload={"order_no": delegation.order_no, "reason": delegation.revoke_reason},
        )
    return delegation
