"""Who acts for a company: invite a person, answer an invitation, end a duty."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace import audit
from marketplace.accounts.actions import duties
from marketplace.accounts.actions.duties import NotAllowed
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import COMPANY_DUTIES, Duty
from marketplace.accounts.models import Membership, Person
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref
from suppliers import events
from suppliers.models import Company, Invitation


def _owner(company: Company, actor: Actor) -> None:
    if not (actor.organisation_id == company.organisation_id and actor.has(Duty.OWNER)):
        raise NotAllowed(_("Only the owner of the company's account may change the team."))


def invite(company: Company, *, actor: Actor, email: str, duty: Duty) -> Invitation:
    """Ask a person with an account to take a duty. Nobody joins without saying yes.

    Raises:
        NotAllowed: not the owner, no such account, the duty is held or asked for already.
    """
    _owner(company, actor)
    if duty not in COMPANY_DUTIES:
        raise NotAllowed(_("This is not a duty in a company."))
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise NotAllowed(_("Nobody here has this e-mail address. Ask the person to sign up first, then invite again."))
    if Membership.objects.in_force().filter(person=person, organisation_id=company.organisation_id, duty=duty).exists():
        raise NotAllowed(_("This person holds the duty already."))
    with audit.unit():
        if Invitation.objects.open().filter(company=company, person=person, duty=duty).exists():
            raise NotAllowed(_("This person has been invited and has not answered yet."))
        invitation = Invitation.objects.create(
            ref=next_ref("IN"), company=company, person=person, duty=duty,
            invited_at=clock.read(), invited_by_id=actor.person_id,
        )  # fmt: skip
        audit.record(
            events.TeamInvited,
            actor=actor.under(Duty.OWNER),
            subject=invitation,
            payload={"person": person.ref, "duty": str(duty)},
        )
    return invitation


def answer(invitation: Invitation, *, actor: Actor, accepts: bool) -> None:
    """Accept or decline. Only the invited person can, and only once.

    Raises:
        NotAllowed: somebody else's invitation, or answered already.
    """
    if actor.person_id != invitation.person_id:
        raise NotAllowed(_("This invitation is for somebody else."))
    with audit.unit():
        open_ones = Invitation.objects.open().filter(pk=invitation.pk)
        if not open_ones.update(answered_at=clock.read(), answered_by_id=actor.person_id, accepted=accepts):
            raise NotAllowed(_("This invitation has been answered already."))
        audit.record(
            events.InvitationAnswered,
            actor=actor,
            subject=invitation,
            payload={"person": invitation.person.ref, "duty": invitation.duty, "accepted": accepts},
        )
        if accepts:
            duties.grant(
                actor=actor,
                person=invitation.person,
                organisation=invitation.company.organisation,
                duty=Duty(invitation.duty),
            )


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
        owners = Membership.objects.in_force().filter(organisation_id=company.organisation_id, duty=Duty.OWNER)
        if membership.duty == Duty.OWNER and owners.count() < 2:
            raise NotAllowed(_("A company always has an owner of its account. Make somebody else owner first."))
        duties.end(actor=actor, membership=membership)
