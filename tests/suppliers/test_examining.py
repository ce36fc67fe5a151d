"""A registrar from outside the company compares claims with evidence and decides."""

import pytest
from django.utils import translation

from marketplace import audit
from marketplace.accounts.actions.duties import grant
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.procedure import Refused, perform
from suppliers.actions import examining, registering
from suppliers.dossier import Dossier
from suppliers.kinds import Doc
from suppliers.models import Evidence, Finding
from suppliers.states import V
from suppliers.verdicts import Verdict
from tests.factories.suppliers import accept_all, company_at, pdf

pytestmark = pytest.mark.django_db


def refused(call):
    with pytest.raises(Refused) as why:
        call()
    return [one.code for one in why.value.refusals]


def test_a_company_is_verified_when_every_item_is_accepted_and_the_list_was_read(cast):
    company, _ = company_at(V.VERIFIED, cast)
    assert company.state == V.VERIFIED
    assert company.verified_by_id == cast.registrar.person.pk
    assert Evidence.objects.proving(company.verified_at.date()).filter(company=company).count() == 2


def test_nobody_verifies_before_every_item_is_accepted_and_the_list_was_read(cast, registrar):
    company, _ = company_at(V.EXAMINING, cast)
    assert set(refused(lambda: perform(company, "verify", actor=registrar))) == {"every_item_accepted", "abandoners_compared"}
    accept_all(company, registrar)
    assert refused(lambda: perform(company, "verify", actor=registrar)) == ["abandoners_compared"]


def test_a_comparison_of_an_earlier_examination_does_not_count(cast, registrar):
    company, _ = company_at(V.VERIFIED, cast)
    perform(company, "reopen", actor=registrar, reason="มีผู้ร้องเรียน")
    assert refused(lambda: perform(company, "verify", actor=registrar)) == ["abandoners_compared"]


@pytest.mark.parametrize("step", ["begin_examination", "verify", "refuse"])
def test_a_registrar_who_belongs_to_the_company_is_refused_even_when_acting_for_the_comptroller(cast, step):
    state = V.SUBMITTED if step == "begin_examination" else V.EXAMINING
    company, _ = company_at(state, cast)
    with audit.unit():
        grant(actor=Actor.system(), person=cast.registrar.person, organisation=company.organisation, duty=Duty.LISTER)
    assert "registrar_is_outside" in refused(lambda: perform(company, step, actor=cast.registrar.actor, reason="เหตุผลครบ"))


@pytest.mark.parametrize("who", ["siam_owner", "auditor", "officer", "stranger"])
def test_nobody_but_a_registrar_examines(cast, who):
    company, _ = company_at(V.SUBMITTED, cast)
    assert refused(lambda: perform(company, "begin_examination", actor=getattr(cast, who).actor)) == ["wrong_duty"]


@pytest.mark.parametrize("verdict", [Verdict.ASK, Verdict.REFUSE])
def test_asking_and_refusing_need_a_reason(cast, registrar, verdict):
    company, _ = company_at(V.EXAMINING, cast)
    item = Dossier.of(company).items()[0]
    judge = {"actor": registrar, "item": item.code, "verdict": verdict, "fingerprint": item.fingerprint}
    assert refused(lambda: examining.judge_item(company, **judge, reason=" ")) == ["judged_with_reason"]
    assert Finding.objects.count() == 0


def test_a_verdict_on_what_has_changed_meanwhile_is_refused(cast, registrar):
    company, owner = company_at(V.VERIFIED, cast)
    old = registering.add_evidence(company, actor=owner, kind=Doc.SME_GP, upload=pdf(salt="a"), number="1")
    seen = next(item for item in Dossier.of(company).items() if item.code == "sme")
    registering.add_evidence(company, actor=owner, kind=Doc.SME_GP, upload=pdf(salt="b"), number="2")
    judge = {"actor": registrar, "item": "sme", "verdict": Verdict.ACCEPT, "fingerprint": seen.fingerprint}
    assert refused(lambda: examining.judge_item(company, **judge)) == ["judged_what_was_seen"]
    old.refresh_from_db()
    assert old.accepted_at is None


def test_the_new_document_takes_the_place_of_the_old_one_when_it_is_accepted(cast, registrar):
    company, owner = company_at(V.VERIFIED, cast)
    old = company.evidence.get(kind=Doc.VAT)
    new = registering.add_evidence(company, actor=owner, kind=Doc.VAT, upload=pdf(salt="b"))
    old.refresh_from_db()
    assert old.ended_at is None
    accept_all(company, registrar)
    old.refresh_from_db()
    assert old.replaced_by == new


def test_sending_back_tells_what_is_asked_item_by_item(cast, registrar):
    company, _ = company_at(V.EXAMINING, cast)
    assert refused(lambda: examining.send_back(company, actor=registrar, reason="โปรดแก้ไข")) == ["something_is_asked"]
    item = Dossier.of(company).items()[0]
    examining.judge_item(company, actor=registrar, item=item.code, verdict=Verdict.ASK, fingerprint=item.fingerprint, reason="ขอครบทุกหน้า")
    examining.send_back(company, actor=registrar, reason="โปรดแก้ไข")
    sent = next(one for one in audit.entries(root=("company", company.ref)) if one.code == "suppliers.company_sent_back")
    assert sent.payload["asked"] == [{"item": "identity", "reason": "ขอครบทุกหน้า"}]
    assert company.state == V.SENT_BACK


@pytest.mark.parametrize(("language", "words"), [("en", "A reason is needed"), ("th", "ต้องระบุเหตุผล")])
def test_refusing_without_a_reason_says_so_in_both_languages(cast, registrar, language, words):
    company, _ = company_at(V.EXAMINING, cast)
    with translation.override(language), pytest.raises(Refused) as why:
        perform(company, "refuse", actor=registrar, reason="")
    with translation.override(language):
        assert words in str(why.value)


def test_a_refused_step_writes_nothing_but_its_entry(cast, registrar):
    company, _ = company_at(V.EXAMINING, cast)
    before, version = audit.head(), company.version
    refused(lambda: perform(company, "verify", actor=registrar))
    company.refresh_from_db()
    (entry,) = audit.entries(after=before)
    assert (entry.code, company.version, company.state) == ("procedure.step_refused", version, V.EXAMINING)
    assert "ACT.111" in entry.basis


def test_what_was_looked_up_by_hand_is_written_down_with_how(cast, registrar):
    company, _ = company_at(V.EXAMINING, cast)
    examining.note_by_hand(
        company, actor=registrar, is_found=True, name_th="บริษัท ก", status="ยังดำเนินกิจการอยู่", note="คลังข้อมูลธุรกิจ หน้าจอวันที่ตรวจ"
    )
    answer = company.registry_answers.first()
    assert (answer.source, answer.outcome, answer.asked_by_id) == ("by_hand", "found", registrar.person_id)


def test_accepted_and_unchanged_items_stay_accepted_after_a_second_round(cast, registrar):
    company, owner = company_at(V.EXAMINING, cast)
    items = {item.code: item for item in Dossier.of(company).items()}
    examining.judge_item(company, actor=registrar, item="place", verdict=Verdict.ACCEPT, fingerprint=items["place"].fingerprint)
    examining.judge_item(
        company, actor=registrar, item="vat", verdict=Verdict.ASK, fingerprint=items["vat"].fingerprint, reason="เลขสาขาไม่ตรง"
    )
    examining.send_back(company, actor=registrar, reason="โปรดแก้ไข")
    registering.write_facts(company, actor=owner, seen=None, part="registrations", written={"vat_branch": "00001"})
    verdicts = Dossier.of(company).verdicts()
    assert (verdicts["place"], verdicts["vat"]) == (Verdict.ACCEPT, "")
