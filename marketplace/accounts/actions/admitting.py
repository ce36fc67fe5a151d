"""Who works for an organisation: invite by a link, come in by it once, entrust a duty, end it with a reason.

Agencies and the comptroller are kept by an administrator, a company by the owner of its account.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace import audit
from marketplace.accounts import events
from marketplace.accounts.actions import duties
from marketplace.accounts.actions.duties import NotAllowed
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import AGENCY_DUTIES, COMPANY_DUTIES, COMPTROLLER_DUTIES, Duty
from marketplace.accounts.models import Admission, Membership, Organisation, OrganisationKind, Person
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref
from marketplace.ui import formats

log = logging.getLogger(__name__)

#: How long a link admits.
VALID = dt.timedelta(days=7)


def duties_of(organisation: Organisation) -> list[Duty]:
    """The duties that its keeper may entrust."""
    if organisation.kind == OrganisationKind.COMPANY:
        return [duty for duty in Duty if duty in COMPANY_DUTIES]
    if organisation.kind == OrganisationKind.COMPTROLLER:
        return [duty for duty in Duty if duty in COMPTROLLER_DUTIES]
    return [duty for duty in Duty if duty in AGENCY_DUTIES]


def keeper_of(organisation: Organisation) -> Duty:
    """The duty that decides who belongs to the organisation."""
    return Duty.OWNER if organisation.kind == OrganisationKind.COMPANY else Duty.ADMINISTRATOR


def _keeper(actor: Actor, organisation: Organisation) -> None:
    if actor.organisation_id == organisation.pk and actor.has(keeper_of(organisation)):
        return
    if organisation.kind == OrganisationKind.COMPANY:
        raise NotAllowed(_("Only the owner of the company's account may change the team."))
    raise NotAllowed(_("Only an administrator of this organisation may do this."))


def add(*, actor: Actor, organisation: Organisation, email: str, duty: Duty) -> tuple[Membership | None, str]:
    """Entrust a duty to who belongs here already; send everybody else a link. Opens its own unit.

    Returns:
        The membership and no link, or None and the secret of the link that was mailed.

    Raises:
        NotAllowed: no administrator, no address, one's own, a duty of another kind of organisation, held or asked
            already, to be kept apart from a duty that the person holds, or the mail server does not answer.
    """
    _keeper(actor, organisation)
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise NotAllowed(_("Write an e-mail address, such as name@agency.go.th.")) from None
    if duty not in duties_of(organisation):
        raise NotAllowed(_("This is not a duty in this organisation."))
    person = Person.objects.filter(email__iexact=address, is_active=True).first()
    if person is not None and person.pk == actor.person_id and keeper_of(organisation) == Duty.ADMINISTRATOR:
        raise NotAllowed(_("Nobody entrusts a duty to themselves: ask another administrator."))
    belongs = person is not None and Membership.objects.in_force().filter(person=person, organisation=organisation).exists()
    with audit.unit():
        if person is not None and belongs:
            if Membership.objects.in_force().filter(person=person, organisation=organisation, duty=duty).exists():
                raise NotAllowed(_("This person holds the duty already."))
            return duties.grant(actor=actor.under(keeper_of(organisation)), person=person, organisation=organisation, duty=duty), ""
        admission, secret = _invite(actor, organisation, address, duty)
    try:
        _send(admission, address, secret)
    except OSError:
        log.exception("An invitation could not be handed to the mail server")
        take_back(admission, actor=actor)
        raise NotAllowed(_("The mail server does not answer, so nothing was sent. Try again in a few minutes.")) from None
    return None, secret


def _invite(actor: Actor, organisation: Organisation, address: str, duty: Duty) -> tuple[Admission, str]:
    now = clock.read()
    known = Admission.objects.filter(organisation=organisation, email=address, duty=duty, used_at__isnull=True, withdrawn_at__isnull=True)
    if known.open(now).exists():
        raise NotAllowed(_("This address has been invited and has not come in yet. Take the invitation back to send another."))
    known.update(withdrawn_at=now, withdrawn_by_id=actor.person_id, email="")
    secret = secrets.token_urlsafe(32)
    admission = Admission.objects.create(
        ref=next_ref("IV"), organisation=organisation, email=address, duty=duty, secret_sha256=hashed(secret), expires_on=now + VALID,
        invited_at=now, invited_by_id=actor.person_id,
    )  # fmt: skip
    audit.record(
        events.PersonInvited,
        actor=actor.under(keeper_of(organisation)),
        subject=admission,
        payload={"duty": str(duty), "until": admission.expires_on.isoformat()},
    )
    return admission, secret


def _send(admission: Admission, address: str, secret: str) -> None:
    """Mail the link, in Thai with English below: nobody knows yet which language the person reads."""
    link = settings.BASE_URL.rstrip("/") + reverse("join", args=[secret])
    texts = []
    for language in ("th", "en"):
        with translation.override(language):
            context = {"admission": admission, "until": formats.moment(admission.expires_on), "link": link, "demo": settings.DEMO}
            texts.append(render_to_string("accounts/mail/invitation.txt", context).strip())
    with translation.override("th"):
        product, said = _("Talat"), _("An invitation of %(name)s") % {"name": admission.organisation.name}
    subject = f"{product}: {said}"
    send_mail(subject, "\n\n– – –\n\n".join(texts), None, [address])


def hashed(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find(secret: str) -> Admission | None:
    """The open invitation of a link."""
    found = Admission.objects.open(clock.read()).filter(secret_sha256=hashed(secret))
    return found.select_related("organisation", "invited_by").first()


def come_in(admission: Admission, *, person: Person) -> Membership:
    """The invited person takes the duty. The link works for the invited address, and once.

    Raises:
        NotAllowed: another person's address, used, taken back or ended meanwhile, or a duty to be kept apart.
    """
    if person.email.lower() != admission.email.lower():
        raise NotAllowed(_("This link is for another e-mail address. Sign out and open it again, or ask for a new invitation."))
    actor = Actor.of(person, admission.organisation)
    with audit.unit():
        now = clock.read()
        if not Admission.objects.open(now).filter(pk=admission.pk).update(used_at=now, used_by=person, email=""):
            raise NotAllowed(_("This link was used already, or its time is over. Ask the administrator for a new one."))
        audit.record(events.PersonAdmitted, actor=actor, subject=admission, payload={"person": person.ref, "duty": str(admission.duty)})
        return duties.grant(actor=actor, person=person, organisation=admission.organisation, duty=Duty(admission.duty))


def take_back(admission: Admission, *, actor: Actor) -> None:
    """The administrator takes a link back.

    Raises:
        NotAllowed: no administrator here, or the link was used or has ended.
    """
    _keeper(actor, admission.organisation)
    with audit.unit():
        now = clock.read()
        open_ones = Admission.objects.filter(pk=admission.pk, used_at__isnull=True, withdrawn_at__isnull=True)
        if not open_ones.update(withdrawn_at=now, withdrawn_by_id=actor.person_id, email=""):
            raise NotAllowed(_("The invitation was used or taken back already."))
        audit.record(
            events.InvitationTakenBack,
            actor=actor.under(keeper_of(admission.organisation)),
            subject=admission,
            payload={"duty": str(admission.duty)},
        )


def end_duty(membership: Membership, *, actor: Actor, reason: str) -> None:
    """The administrator ends a duty, with the reason. The last administrator stays.

    Raises:
        NotAllowed: no administrator here, no reason, ended already, or the last administrator.
    """
    _keeper(actor, membership.organisation)
    if not reason.strip():
        raise NotAllowed(_("Write why the duty ends."))
    with audit.unit():
        held = Membership.objects.in_force().filter(organisation=membership.organisation)
        if not held.filter(pk=membership.pk).exists():
            raise NotAllowed(_("This duty has ended already."))
        if membership.duty == Duty.ADMINISTRATOR and held.filter(duty=Duty.ADMINISTRATOR).count() < 2:
            raise NotAllowed(_("An organisation always has an administrator. Make somebody else administrator first."))
        duties.end(actor=actor.under(Duty.ADMINISTRATOR), membership=membership, reason=reason.strip())
