"""Companies for tests. `company_at` takes the real steps as real people; `verified_row` is the quick way for the cast."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.accounts.actor import Actor
from marketplace.accounts.models import Organisation, Person
from marketplace.kernel import clock
from marketplace.kernel.models import StoredFile
from marketplace.kernel.models import Verdict as Scanned
from marketplace.procedure import perform
from suppliers import terms
from suppliers.actions import agreeing, examining, proving, registering
from suppliers.dossier import Dossier
from suppliers.kinds import Doc, LegalForm
from suppliers.models import Company, Director, Evidence
from suppliers.registries import register
from suppliers.states import V
from suppliers.verdicts import Verdict
from tests.cast import Cast, Player
from tests.factories.papers import PDF
from tests.replay import replayed

#: Numbers of the practice register; no real register gives them out.
CHAO_PHRAYA, ANDAMAN, WOUND_UP, SILENT = "0017565000086", "0012565000073", "0015564000048", "0015566000061"
FACTS: dict[str, Any] = {
    "district": "เมืองเชียงใหม่",
    "province": "เชียงใหม่",
    "address": "99/1 ถนนห้วยแก้ว",
    "postcode": "50200",
    "contact_name": "ธิดา สยามคลาวด์",
    "contact_email": "sales@siam.example",
    "contact_phone": "053 123 456",
    "vat_registered": True,
    "vat_branch": "00000",
    "egp_no": "EGP-100",
}


def pdf(name: str = "paper.pdf", salt: str = "") -> SimpleUploadedFile:
    """A small paper; `salt` makes it another one."""
    return SimpleUploadedFile(name, PDF + salt.encode())


def registers(player: Player, number: str = CHAO_PHRAYA) -> tuple[Company, Actor]:
    """The player claims the number; returns the company and their actor for it."""
    company = registering.claim(actor=player.actor, person=player.person, number=number, answer=register().find(number))
    return company, Actor.of(player.person, company.organisation)


def fill(company: Company, actor: Actor, **facts: Any) -> Company:
    """Every part complete: facts, the person as the director who signs, the documents that are needed."""
    registering.write_facts(company, actor=actor, seen=None, part="place", written={**FACTS, **facts})
    person = Person.objects.get(pk=actor.person_id)
    registering.name_directors(
        company,
        actor=actor,
        seen=None,
        directors=[registering.Named(person.given_name, person.family_name, person.title, True), registering.Named("ปรีชา", "ร่วมทุน", "นาย")],
        signing_rule="กรรมการหนึ่งคนลงลายมือชื่อและประทับตราสำคัญ",
    )
    registering.add_evidence(
        company, actor=actor, kind=Doc.CERTIFICATE, upload=pdf("หนังสือรับรอง.pdf", "c"), issued_on=clock.today() - dt.timedelta(days=10)
    )
    registering.add_evidence(company, actor=actor, kind=Doc.VAT, upload=pdf("ภพ20.pdf", "v"))
    accepts_terms(company, actor)
    return company


def accepts_terms(company: Company, actor: Actor) -> None:
    """The owner accepts the newest version of the supplier's terms, where it waits."""
    if (version := terms.to_accept(company)) is not None:
        agreeing.accept(company, actor=actor, number=version.number)


def accept_all(company: Company, registrar: Actor) -> None:
    """The registrar accepts every item that is not accepted yet."""
    for item in Dossier.of(company).items():
        if item.verdict != Verdict.ACCEPT:
            examining.judge_item(company, actor=registrar, item=item.code, verdict=Verdict.ACCEPT, fingerprint=item.fingerprint)


@replayed
def company_at(state: V, cast: Cast, *, player: Player | None = None, number: str = CHAO_PHRAYA, **facts: Any) -> tuple[Company, Actor]:
    """A company in `state`, reached by real steps of the player (a stranger by default) and the cast's registrar."""
    company, owner = registers(player or cast.stranger, number)
    if state is V.CLAIMED:
        return company, owner
    fill(company, owner, **facts)
    registrar = cast.registrar.actor
    if state is V.WITHDRAWN:
        perform(company, "withdraw", actor=owner, reason="เลิกกิจการ")
        return company, owner
    perform(company, "submit", actor=owner)
    if state is V.SUBMITTED:
        return company, owner
    perform(company, "begin_examination", actor=registrar)
    if state is V.REFUSED:
        perform(company, "refuse", actor=registrar, reason="เอกสารเป็นของบริษัทอื่น")
    elif state is V.SENT_BACK:
        item = Dossier.of(company).items()[0]
        examining.judge_item(
            company, actor=registrar, item=item.code, verdict=Verdict.ASK, fingerprint=item.fingerprint, reason="ส่งหนังสือรับรองให้ครบทุกหน้า"
        )
        examining.send_back(company, actor=registrar, reason="โปรดส่งเอกสารเพิ่ม")
    elif state is V.VERIFIED:
        accept_all(company, registrar)
        examining.compare_with_list(company, actor=registrar)
        perform(company, "verify", actor=registrar)
    return company, owner


def verified_row(organisation: Organisation, number: str, person: Person, state: V = V.VERIFIED) -> Company:
    """A company written directly into a state, with its owner as the director who signs: for the cast, which is many."""
    now = clock.read()
    verified = {"submitted_at": now, "verified_at": now} if state is V.VERIFIED else {}
    company = Company.objects.create(
        ref=organisation.ref, organisation=organisation, state=state, number=number, name_th=organisation.name_th,
        name_en=organisation.name_en, legal_form=LegalForm.LIMITED, registered_on=dt.date(2018, 3, 14), claimed_at=now, claimed_by=person,
        terms_accepted=1, capital_satang=500_000_000, paid_up_capital_satang=500_000_000, signing_rule="กรรมการหนึ่งคนลงลายมือชื่อ",
        **{**FACTS, "province": organisation.province, "district": organisation.district}, **verified,
    )  # fmt: skip
    Director.objects.create(
        company=company, title=person.title, given_name=person.given_name, family_name=person.family_name, may_sign=True, named_at=now, named_by=person
    )  # fmt: skip
    return company


def proves(company: Company, kind: Doc, *, until: dt.date | None, registrar: Person, number: str = "1") -> Evidence:
    """A document of the company that a registrar accepted long ago, written directly; of an SME-GP also its number."""
    long_ago = clock.at(dt.date(2026, 1, 5))
    serial = StoredFile.objects.count()
    file = StoredFile.objects.create(
        ref=f"F-proof-{serial}", name=f"{kind}.pdf", kind="pdf", size=10, sha256=f"{serial:064x}", path=f"x/proof-{serial}",
        verdict=Scanned.CLEAN, scanner="test", received_at=long_ago, received_by="P-test",
    )  # fmt: skip
    made = Evidence.objects.create(
        ref=f"E-proof-{serial}", company=company, kind=kind, file=file, number=number, expires_on=until,
        added_at=long_ago, added_by=registrar, accepted_at=long_ago, accepted_by=registrar,
    )  # fmt: skip
    if kind == Doc.SME_GP:
        company.sme_gp_no = number
        company.save(update_fields=["sme_gp_no", "sme_size", "sector"])
    proving.refresh(company)
    return made
