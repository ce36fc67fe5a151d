"""The company's own verbs: claim its number, write facts, name directors, hand in documents, hand in the registration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace import audit
from marketplace.accounts.actions import duties
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Membership, Organisation, OrganisationKind, Person
from marketplace.kernel import clock, files
from marketplace.kernel.references import next_ref
from marketplace.procedure import sitting
from suppliers import events, kinds, registries
from suppliers.actions import proving, sizing
from suppliers.kinds import SINGLE, LegalForm
from suppliers.models import BankAccount, Company, Director, Evidence, RegistryAnswer
from suppliers.paths import HOME, SUPPLIERS
from suppliers.registries import Answer
from suppliers.states import EDITABLE, V

#: Duties that the first person of a company receives.
FIRST_DUTIES = (Duty.OWNER, Duty.LISTER, Duty.BIDDER)


class AlreadyRegistered(Exception):
    """The number belongs to a company that is here already; `sentence` says what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def taken(number: str, person_id: int | None) -> str | Promise:
    """Why this person may not claim the number, and what to do; empty where they may."""
    company = Company.objects.filter(number=number).first()
    if company is None:
        return ""
    if _holds(company, person_id, Duty.OWNER):
        return "" if company.state in (V.REFUSED, V.WITHDRAWN) else _("You have registered this company already. Go on from “My company”.")
    if _holds(company, person_id):
        return _("You belong to this company already. Its registration is in the hands of the owner of its account.")
    if company.state in (V.REFUSED, V.WITHDRAWN) and company.verified_at is None:
        return ""
    return _(
        "This number is registered already. Ask the owner of the company's account to invite you to the team. "
        "If nobody in your company knows of it, write to the registrar and attach the company certificate."
    )


def _holds(company: Company, person_id: int | None, *held: Duty) -> bool:
    memberships = Membership.objects.in_force().filter(organisation_id=company.organisation_id, person_id=person_id)
    return (memberships.filter(duty__in=held) if held else memberships).exists()


def look_up(number: str, form: LegalForm | None = None) -> Answer:
    """What the connected register says of a number; a number that is not of its kind is sent nowhere."""
    about = SUPPLIERS[form or kinds.form_of(number)]
    return (registries.register() if about.in_register else registries.NoRegister()).find(number)


def claim(*, actor: Actor, person: Person, number: str, answer: Answer, form: LegalForm | None = None, country: str = HOME) -> Company:
    """Begin the registration of the company with this number; `answer` is what a register said, and fills in what it knows.

    The person becomes owner, lister and bidder. A number that was refused or withdrawn before it was ever verified may
    be claimed by somebody else. `form` is what the number itself does not tell.

    Raises:
        AlreadyRegistered: somebody else has the number, or had it a moment earlier.
    """
    why_not = taken(number, person.pk)
    if why_not:
        raise AlreadyRegistered(why_not)
    known = Company.objects.filter(number=number).first()
    if known is not None:
        return _claim_again(known, person=person, answer=answer)
    try:
        with audit.unit():
            return _first_claim(actor, person, number, answer, form or kinds.form_of(number), country)
    except IntegrityError as raced:
        raise AlreadyRegistered(taken(number, person.pk)) from raced


def _first_claim(actor: Actor, person: Person, number: str, answer: Answer, form: LegalForm, country: str) -> Company:
    entry = answer.entry
    company = Company(
        number=number, legal_form=form, country=country, is_foreign=country != HOME, claimed_at=clock.read(), claimed_by=person, **_known_by(answer)
    )  # fmt: skip
    organisation = duties.register_organisation(
        actor=actor,
        kind=OrganisationKind.COMPANY,
        name_th=company.name_th or company.unnamed,
        name_en=entry.name_en if entry else "",
        prefix="S",
        province=entry.province if entry else "",
        district=entry.district if entry else "",
        address=entry.address if entry else "",
    )
    company.ref, company.organisation = organisation.ref, organisation
    company.save()
    for duty in FIRST_DUTIES:
        duties.grant(actor=actor, person=person, organisation=organisation, duty=duty)
    said = _who(company)
    audit.record(
        events.CompanyClaimed,
        actor=actor.under(Duty.OWNER),
        subject=company,
        payload={**{key: said[key] for key in ("number", "name_th")}, "again": False},
        personal={key: said[key] for key in events.CompanyClaimed.personal if key in said},
    )
    note_answer(company, answer, actor=actor)
    return company


def _who(company: Company) -> dict[str, Any]:
    """Number and name as the log is told them: those of a natural person stand beside it."""
    if company.about.is_person:
        return {"number": "", "name_th": "", "person_number": company.number, "person_name": company.name_th}
    return {"number": company.number, "name_th": company.name_th}


def _claim_again(company: Company, *, person: Person, answer: Answer) -> Company:
    with sitting(company, actor=Actor.of(person, company.organisation)) as held:
        if not _holds(company, person.pk, Duty.OWNER):
            _hand_over(company.organisation, person)
        actor = Actor.of(person, company.organisation)
        row: Company = held.take(company, "claim_again", actor=actor, **_who(company), again=True)
        note_answer(row, answer, actor=actor)
        return row


def take_up_again(company: Company, *, actor: Actor, seen: int | None = None) -> Company:
    """An owner takes up a registration that was refused or withdrawn.

    Raises:
        Refused: not the owner, or not in such a state.
    """
    with sitting(company, actor=actor) as held:
        row: Company = held.take(company, "claim_again", actor=actor, seen=seen, **_who(company), again=True)
    return row


def _hand_over(organisation: Organisation, person: Person) -> None:
    """Inside a sitting: those who held the number without ever being verified leave, the new person comes."""
    system = Actor.system()
    for membership in Membership.objects.in_force().filter(organisation=organisation).select_related("person", "organisation"):
        duties.end(actor=system, membership=membership)
    for duty in FIRST_DUTIES:
        duties.grant(actor=system, person=person, organisation=organisation, duty=duty)


def _known_by(answer: Answer) -> dict[str, Any]:
    """Facts that the register already knows: nobody is asked for them again."""
    entry = answer.entry
    if entry is None:
        return {}
    names = (
        "name_th",
        "name_en",
        "registered_on",
        "capital_satang",
        "paid_up_capital_satang",
        "address",
        "district",
        "province",
        "postcode",
        "business",
    )
    return {name: getattr(entry, name) for name in names}


def note_answer(company: Company, answer: Answer, *, actor: Actor, note: str = "") -> RegistryAnswer | None:
    """Write down what a register said. Inside the caller's unit. Nothing where no register is connected."""
    if answer.source == "none":
        return None
    audit.record(
        events.RegistryConsulted,
        actor=actor,
        subject=company,
        payload={"source": answer.source, "outcome": str(answer.outcome)} | ({} if company.about.is_person else {"answer": answer.plain()}),
        personal={"answer": answer.plain()} if company.about.is_person else {},
    )
    return RegistryAnswer.objects.create(
        company=company,
        source=answer.source,
        outcome=answer.outcome,
        answer=answer.plain(),
        note=note,
        asked_at=clock.read(),
        asked_by_id=actor.person_id,
    )


def write_facts(company: Company, *, actor: Actor, seen: int | None, part: str, written: Mapping[str, Any]) -> Company:
    """Write facts of one part of the registration; what did not change is not recorded.

    Raises:
        Refused: not the owner, or not in a state in which facts may be changed.
    """
    changed = {name: value for name, value in sizing.with_size(company, written).items() if getattr(company, name) != value}
    if not changed and company.state in (*EDITABLE, V.VERIFIED):
        return company
    with sitting(company, actor=actor) as held:
        told = beside_the_log(company, changed)
        row: Company = held.take(company, "write_facts", actor=actor, seen=seen, part=part, written=changed, **told)
        mirror(row)
    return row


def beside_the_log(company: Company, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes as a step is told them: what is a natural person's own is a personal value of its event."""
    own = {fact: value for fact, value in changes.items() if fact in company.about.own}
    return {"changes": {fact: value for fact, value in changes.items() if fact not in own}, **({"own": own} if own else {})}


def mirror(company: Company) -> None:
    """Keep the organisation's name and place as the company's."""
    Organisation.objects.filter(pk=company.organisation_id).update(
        name_th=company.name_th or company.name_en or company.unnamed,
        name_en=company.name_en,
        province=company.province,
        district=company.district,
        address=company.address,
    )


def write_bank(company: Company, *, actor: Actor, seen: int | None, bank: Mapping[str, str]) -> Company:
    """Write the bank account. The log says that it changed, and its last four digits."""
    told = {"bank": bank["bank"], "number_ends": bank["number"][-4:]}
    with sitting(company, actor=actor) as held:
        row: Company = held.take(company, "write_facts", actor=actor, seen=seen, part="bank", written={}, changes=told)
        BankAccount.objects.update_or_create(company=row, defaults=dict(bank))
    return row


@dataclass(frozen=True)
class Named:
    """A director as the form gives one."""

    given_name: str
    family_name: str
    title: str = ""
    may_sign: bool = False

    @property
    def name(self) -> str:
        return f"{self.title}{self.given_name} {self.family_name}"


def name_directors(company: Company, *, actor: Actor, seen: int | None, directors: Iterable[Named], signing_rule: str) -> Company:
    """Write down the present directors. Who is not named any more has left; who stays keeps their row."""
    named = list(dict.fromkeys(directors))
    with sitting(company, actor=actor) as held:
        row: Company = held.take(
            company, "name_directors", actor=actor, seen=seen, written={"signing_rule": signing_rule},
            count=len(named), may_sign=sum(one.may_sign for one in named), names=[one.name for one in named],
        )  # fmt: skip
        replace_directors(row, named, actor=actor)
    return row


def name_person(company: Company, *, actor: Actor, seen: int | None, person: Named, name_en: str, business: str) -> Company:
    """Write down the natural person who sells: they sign alone, and are compared with the abandoner list as directors are."""
    with sitting(company, actor=actor) as held:
        row: Company = held.take(
            company, "name_directors", actor=actor, seen=seen, written={"name_th": person.name, "name_en": name_en, "business": business},
            count=1, may_sign=1, names=[person.name],
        )  # fmt: skip
        replace_directors(row, [person], actor=actor)
        mirror(row)
    return row


def replace_directors(company: Company, named: Iterable[Named], *, actor: Actor) -> None:
    """Make `named` the present directors: who is not among them has left, who stays keeps their row. In the caller's sitting."""
    now, named = clock.read(), list(named)
    there = {Named(one.given_name, one.family_name, one.title, one.may_sign): one for one in company.directors.present()}
    gone = [one.pk for key, one in there.items() if key not in named]
    company.directors.filter(pk__in=gone).update(left_at=now, left_by_id=actor.person_id)
    for one in named:
        if one not in there:
            Director.objects.create(
                company=company, title=one.title, given_name=one.given_name, family_name=one.family_name,
                may_sign=one.may_sign, named_at=now, named_by_id=actor.person_id,
            )  # fmt: skip


def add_evidence(company: Company, *, actor: Actor, seen: int | None = None, kind: str, upload: Any, **about: Any) -> Evidence:
    """Hand in a document. Of the kinds in `SINGLE` a company has one: the old one is replaced.

    While the company is verified the old document stays until a registrar accepts the new one.
    """
    with sitting(company, actor=actor) as held:
        stored = files.receive(upload, by=actor)
        evidence = Evidence(
            ref=next_ref("E"), company=company, kind=kind, file=stored, added_at=clock.read(), added_by_id=actor.person_id,
            number=about.get("number", ""), issued_on=about.get("issued_on"), expires_on=about.get("expires_on"),
        )  # fmt: skip
        old = company.evidence.in_hand().filter(kind=kind) if kind in SINGLE else Evidence.objects.none()
        replaced = old.first()
        held.take(
            company, "add_evidence", actor=actor, seen=seen, kind=kind, evidence=evidence.ref, file=stored.ref, sha256=stored.sha256,
            scanner=f"{stored.scanner}: {stored.verdict}", issued_on=evidence.issued_on or "", expires_on=evidence.expires_on or "",
            replaces=replaced.ref if replaced else "",
        )  # fmt: skip
        evidence.save()
        if company.state != V.VERIFIED:
            old.exclude(pk=evidence.pk).update(ended_at=clock.read(), ended_by_id=actor.person_id, replaced_by=evidence)
            proving.refresh(company)
    return evidence


def take_back_evidence(evidence: Evidence, *, actor: Actor, seen: int | None = None) -> None:
    """Take a document back before it is examined. The file stays in the log's reach, nobody is shown it any more."""
    company = evidence.company
    with sitting(company, actor=actor) as held:
        held.take(company, "take_back_evidence", actor=actor, seen=seen, kind=evidence.kind, evidence=evidence.ref)
        Evidence.objects.in_hand().filter(pk=evidence.pk).update(ended_at=clock.read(), ended_by_id=actor.person_id)
        proving.refresh(company)
