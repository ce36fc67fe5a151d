"""Write, publish and accept the supplier's terms."""

from __future__ import annotations

from django.db.models import Max

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.procedure import sitting
from marketplace.procedure.refusals import Refused, stale, wrong_duty
from suppliers.models import Company, TermsAcceptance, TermsVersion
from suppliers.states import G


def accept(company: Company, *, actor: Actor, seen: int | None = None, number: int) -> TermsAcceptance:
    """The owner accepts version `number` of the supplier's terms for the company.

    Raises:
        Refused: not the owner, accepted already, or not the newest published version.
    """
    with sitting(company, actor=actor) as held:
        return _accepted(held, company, actor, seen, number)


def accept_and_submit(company: Company, *, actor: Actor, seen: int | None, number: int | None) -> Company:
    """Hand the registration in and, where `number` is ticked, accept that version with it: both or neither.

    Raises:
        Refused: as `accept` and the step `submit`; also where a version waits and none is ticked.
    """
    with sitting(company, actor=actor) as held:
        if number is not None and number > held.root.terms_accepted:
            _accepted(held, company, actor, seen, number)
            seen = None
        row: Company = held.take(company, "submit", actor=actor, seen=seen)
    return row


def _accepted(held: object, company: Company, actor: Actor, seen: int | None, number: int) -> TermsAcceptance:
    """Inside the caller's sitting: the step and the row that keeps who accepted which text."""
    version = TermsVersion.objects.published().filter(number=number).first()
    sha256 = version.sha256 if version else ""
    row: Company = held.take(company, "accept_terms", actor=actor, seen=seen, number=number, sha256=sha256)  # type: ignore[attr-defined]
    assert version is not None, "the step takes only what is published"
    assert actor.person_id is not None, "an owner is a person"
    return TermsAcceptance.objects.create(
        company=row, terms=version, sha256=sha256, accepted_at=clock.read(), accepted_by_id=actor.person_id
    )


def draft() -> TermsVersion:
    """The draft that is being written; where there is none, the next version with the newest text. Writes nothing."""
    found = TermsVersion.objects.filter(state=G.DRAFT).first()
    if found is not None:
        return found
    newest = TermsVersion.objects.published().first()
    number = (TermsVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    texts = {"text_th": newest.text_th, "text_en": newest.text_en} if newest else {}
    return TermsVersion(ref=f"TERMS-{number}", number=number, drafted_at=clock.read(), **texts)


def write(*, actor: Actor, seen: int, text_th: str, text_en: str, changes_th: str, changes_en: str) -> TermsVersion:
    """Save the draft that was read at version `seen`. Opens its own unit; a draft is not logged.

    Raises:
        Refused: not a rule editor, or somebody else saved it meanwhile.
    """
    if not actor.has(Duty.RULE_EDITOR):
        raise Refused([wrong_duty(Duty.RULE_EDITOR.label)])
    with audit.unit():
        row = draft()
        if row.version != seen:
            raise Refused([stale()])
        row.text_th, row.text_en, row.changes_th, row.changes_en = text_th.strip(), text_en.strip(), changes_th.strip(), changes_en.strip()
        row.drafted_at, row.drafted_by_id, row.version = clock.read(), actor.person_id, row.version + 1
        row.save()
    return row


def publish(version: TermsVersion, *, actor: Actor, seen: int | None = None, effective_from: object) -> TermsVersion:
    """Publish the draft; it holds from `effective_from`.

    Raises:
        Refused: not a rule editor, published already, incomplete, or a day that is not to come.
    """
    with sitting(version, actor=actor) as held:
        row: TermsVersion = held.take(version, "publish", actor=actor, seen=seen, effective_from=effective_from, number=version.number)
    return row
