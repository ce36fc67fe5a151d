"""Registrations: what waits for the registrar, and what waits for the company's own people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Membership
from marketplace.web.work import FOR_ME, FOR_OTHERS, WorkItem, register
from suppliers import terms
from suppliers.models import ChangeRequest, Company, Evidence, Finding, TermsVersion
from suppliers.states import EDITABLE, V

TO_DO_BY_OWNER = {
    V.CLAIMED: _("Complete the registration and hand it in"),
    V.SENT_BACK: _("Answer the registrar and hand the registration in again"),
    V.EXPIRED: _("Renew the lapsed document and hand the registration in again"),
}


TO_DO_BY_REGISTRAR: dict[str, tuple[Any, tuple[str, ...]]] = {
    V.SUBMITTED: (_("Begin to examine the registration"), ("company.begin_examination",)),
    V.EXAMINING: (
        _("Compare claims with documents and decide"),
        ("company.judge_item", "company.verify", "company.send_back", "company.refuse"),
    ),
    V.VERIFIED: (_("Judge the document that was handed in anew"), ("company.judge_item",)),
}


@register
def for_registrar(actor: Actor) -> Iterator[WorkItem]:
    """Registrations that were handed in, oldest first; those being examined by anybody."""
    if not actor.has(Duty.REGISTRAR):
        return
    unseen = Evidence.objects.in_hand().filter(company=OuterRef("pk"), accepted_at__isnull=True)
    judged = Finding.objects.filter(company=OuterRef("company"), made_at__gt=OuterRef("added_at"))
    waiting = Company.objects.filter(Q(state__in=[V.SUBMITTED, V.EXAMINING]) | Q(Exists(unseen.exclude(Exists(judged))), state=V.VERIFIED))
    waiting = waiting.exclude(organisation__in=_own(actor)).select_related("organisation").order_by("submitted_at", "pk")[:50]
    for company in waiting:
        todo, steps = TO_DO_BY_REGISTRAR[V(company.state)]
        yield WorkItem(
            FOR_ME,
            company.organisation.name,
            reverse("suppliers:desk_case", args=[company.ref]),
            todo=todo,
            ref=company.ref,
            since=company.submitted_at,
            word=V(company.state).label,
            kind="now" if company.state == V.EXAMINING else "wait",
            steps=steps,
        )


@register
def changes_asked_for(actor: Actor) -> Iterator[WorkItem]:
    """Requests of verified companies to change what was verified, oldest first."""
    if not actor.has(Duty.REGISTRAR):
        return
    waiting = ChangeRequest.objects.waiting().exclude(company__organisation__in=_own(actor)).select_related("company__organisation")
    for change in waiting.order_by("asked_at", "pk")[:50]:
        yield WorkItem(
            FOR_ME,
            change.company.organisation.name,
            reverse("suppliers:decide_change", args=[change.ref]),
            todo=_("Decide the change that the company asks for"),
            ref=change.ref,
            since=change.asked_at,
            word=change.state_word,
            kind="wait",
            steps=("change.decide",),
        )


def _own(actor: Actor) -> Any:
    """Organisations of the person: a registrar examines no company of their own."""
    return Membership.objects.in_force().filter(person_id=actor.person_id).values("organisation_id")


@register
def for_owner(actor: Actor) -> Iterator[WorkItem]:
    """The registration of the company one acts for, where it is not finished."""
    if not actor.has(Duty.OWNER):
        return
    company = Company.objects.filter(organisation_id=actor.organisation_id).select_related("organisation").first()
    if company is None:
        return
    state = V(company.state)
    if state in TO_DO_BY_OWNER:
        yield WorkItem(
            FOR_ME,
            company.organisation.name,
            reverse("suppliers:my"),
            todo=TO_DO_BY_OWNER[state],
            ref=company.ref,
            word=state.label,
            kind="wait",
            steps=("company.submit", "company.accept_terms") if terms.to_accept(company) else ("company.submit",),
        )
    elif state in (V.SUBMITTED, V.EXAMINING):
        yield WorkItem(
            FOR_OTHERS,
            company.organisation.name,
            reverse("suppliers:my"),
            todo=_("The registrar examines the registration"),
            ref=company.ref,
            word=state.label,
            kind="now",
        )


@register
def terms_to_accept(actor: Actor) -> Iterator[WorkItem]:
    """A new version of the supplier's terms; while a company registers, its tick stands where the registration is handed in."""
    if not actor.has(Duty.OWNER):
        return
    own = Company.objects.filter(organisation_id=actor.organisation_id).exclude(state__in=EDITABLE)
    version = TermsVersion.objects.published().filter(Exists(own.filter(terms_accepted__lt=OuterRef("number")))).first()
    if version is None:
        return
    company = own.select_related("organisation").get()
    yield WorkItem(
        FOR_ME,
        company.organisation.name,
        version.get_absolute_url(),
        todo=_("Read and accept the new version of the supplier's terms"),
        ref=company.ref,
        since=version.published_at,
        word=V(company.state).label,
        kind="wait",
        steps=("company.accept_terms",),
    )
