"""Who acts for a company: invite by a link, end a duty, remove a person, hand the account over."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace import audit
from marketplace.accounts.actions import admitting, duties
from marketplace.accounts.actions.duties import NotAllowed
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Membership, Person
from suppliers import events
from suppliers.models import Company


def _owner(company: Company, actor: Actor) -> None:
    if not (actor.organisation_id == company.organisation_id and actor.has(Duty.OWNER)):
        raise NotAllowed(_("Only the owner of the company's account may change the team."))


def invite(company: Company, *, actor: Actor, email: str, duty: Duty) -> tuple[Membership | None, str]:
    """Entrust a duty to who is on the team already; mail everybody else a link that admits them once, for seven days.

    Returns:
        The membership and no link, or None and the secret of the link that was mailed.

    Raises:
        NotAllowed: not the owner, no address, no duty of a company, held or asked already, or the mail server is away.
    """
    return admitting.add(actor=actor, organisation=company.organisation, email=email, duty=duty)


def end_duty(company: Company, membership: Membership, *, actor: Actor) -> None:
    """End somebody's duty, or one's own. The last owner stays until somebody else is one.

    Raises:
        NotAllowed: not the owner and not one's own duty, another company's, or the last owner.
    """
    if actor.person_id != membership.person_id:
        _owner(company, actor)
    if membership.organisation_id != company.organisation_id or membership.until_at is not None:
        raise NotAllowed(_("This duty has ended already."))
    with audit.unit():
        if membership.duty == Duty.OWNER and _owners(company).count() < 2:
            raise NotAllowed(_("A company always has an owner of its account. Make somebody else owner first."))
        duties.end(actor=actor, membership=membership)


def remove(company: Company, person: Person, *, actor: Actor) -> None:
    """Take a person off the team: every duty ends at once.

    Raises:
        NotAllowed: not the owner, oneself, nobody of the team, or the last owner.
    """
    _owner(company, actor)
    if person.pk == actor.person_id:
        raise NotAllowed(_("Hand the account over first; then end your own duties one by one."))
    with audit.unit():
        held = list(_held(company, person))
        if not held:
            raise NotAllowed(_("This person is not on the team any more."))
        for membership in held:
            duties.end(actor=actor.under(Duty.OWNER), membership=membership)


def hand_over(company: Company, person: Person, *, actor: Actor) -> None:
    """Make somebody of the team owner in one's own place, at once. Other duties stay as they are.

    Raises:
        NotAllowed: not the owner, oneself, or nobody of the team.
    """
    _owner(company, actor)
    if person.pk == actor.person_id or not _held(company, person).exists():
        raise NotAllowed(_("Choose somebody else who is on the team. Invite the person first, then hand the account over."))
    with audit.unit():
        own = _owners(company).filter(person_id=actor.person_id).select_related("person", "organisation").get()
        duties.grant(actor=actor.under(Duty.OWNER), person=person, organisation=company.organisation, duty=Duty.OWNER)
        duties.end(actor=actor.under(Duty.OWNER), membership=own)
        audit.record(events.AccountHandedOver, actor=actor.under(Duty.OWNER), subject=company, payload={"person": person.ref})


def _owners(company: Company) -> models.QuerySet[Membership]:
    return Membership.objects.in_force().filter(organisation_id=company.organisation_id, duty=Duty.OWNER)


def _held(company: Company, person: Person) -> models.QuerySet[Membership]:
    held = Membership.objects.in_force().filter(organisation_id=company.organisation_id, person=person)
    return held.select_related("person", "organisation")
