"""Entrust and end duties, delegate power. The callers hold the unit; the engine's rules do not apply here."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marketplace import audit
from marketplace.accounts import events
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import CASE_DUTIES, Duty
from marketplace.accounts.models import Membership, Organisation, Person
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref


class NotAllowed(Exception):
    """The change is not one that may be made; `args[0]` is the sentence for the person."""


#: Duties that one person may not hold in the same organisation at the same time (house rule of separation).
APART: tuple[frozenset[Duty], ...] = (
    frozenset({Duty.REGISTRAR, Duty.AUDITOR}),
    frozenset({Duty.AUDITOR, Duty.RULE_EDITOR}),
    frozenset({Duty.AUDITOR, Duty.KEY_OFFICER}),
    frozenset({Duty.OFFICER, Duty.HEAD_OF_AGENCY}),
    frozenset({Duty.OFFICER, Duty.HEAD_OFFICER}),
    frozenset({Duty.FINANCE, Duty.HEAD_OF_AGENCY}),
)


def register_organisation(*, actor: Actor, kind: str, name_th: str, name_en: str = "", prefix: str, **fields: object) -> Organisation:
    """Enter an organisation. Inside the caller's unit."""
    organisation = Organisation.objects.create(ref=next_ref(prefix), kind=kind, name_th=name_th, name_en=name_en, **fields)
    audit.record(
        events.OrganisationRegistered,
        actor=actor,
        subject=organisation,
        payload={"kind": kind, "name_th": name_th, "name_en": name_en, "province": organisation.province},
    )
    return organisation


def grant(*, actor: Actor, person: Person, organisation: Organisation, duty: Duty) -> Membership:
    """Entrust `person` with `duty`. Inside the caller's unit.

    Raises:
        NotAllowed: a case duty, or one that must stay apart from a duty already held.
    """
    if duty in CASE_DUTIES:
        raise NotAllowed(_("This duty comes with an appointment in one purchase and cannot be granted for all."))
    held = {
        Duty(value)
        for value in Membership.objects.in_force().filter(person=person, organisation=organisation).values_list("duty", flat=True)
    }
    for pair in APART:
        if duty in pair and held & (pair - {duty}):
            (other, *_rest) = held & (pair - {duty})
            raise NotAllowed(
                _("One person may not hold both “%(one)s” and “%(other)s” here: choose another person, or end the other duty first.")
                % {"one": duty.label, "other": other.label}
            )
    membership, created = Membership.objects.get_or_create(
        person=person,
        organisation=organisation,
        duty=duty,
        until_at=None,
        defaults={"since_at": clock.read(), "since_by_id": actor.person_id},
    )
    if created:
        audit.record(events.DutyGranted, actor=actor, subject=organisation, payload={"person": person.ref, "duty": str(duty)})
    return membership


def end(*, actor: Actor, membership: Membership, reason: str = "") -> None:
    """End a membership. Inside the caller's unit. A reason is due where somebody else's duty is ended by an administrator."""
    membership.until_at, membership.until_by_id, membership.end_reason = clock.read(), actor.person_id, reason
    membership.save(update_fields=["until_at", "until_by", "end_reason"])
    audit.record(
        events.DutyEnded,
        actor=actor,
        subject=membership.organisation,
        payload={"person": membership.person.ref, "duty": membership.duty, "reason": reason},
    )
