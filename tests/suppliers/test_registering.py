"""A company claims its number, writes its facts, hands in its documents and its registration."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.utils import translation

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.procedure import Refused, perform
from suppliers.actions import registering
from suppliers.dossier import Dossier
from suppliers.kinds import Doc
from suppliers.models import Company
from suppliers.states import V
from suppliers.verdicts import Verdict
from tests.factories.suppliers import ANDAMAN, CHAO_PHRAYA, SILENT, company_at, fill, pdf, registers

pytestmark = pytest.mark.django_db


def test_the_first_person_becomes_owner_lister_and_bidder(cast):
    company, actor = registers(cast.stranger)
    assert actor.duties == {Duty.OWNER, Duty.LISTER, Duty.BIDDER}
    assert company.ref.startswith("S-")
    assert company.organisation.kind == "company"


def test_what_the_register_knows_is_filled_in(cast):
    company, _ = registers(cast.stranger)
    assert company.name_th == "บริษัท เจ้าพระยาเน็ตเวิร์ก (ตัวอย่าง) จำกัด (มหาชน)"
    assert company.legal_form == "public"
    assert company.paid_up_capital_satang == 25_000_000_000
    assert company.registered_on == dt.date(2022, 6, 9)
    assert company.registry_answers.get().source == "local"


def test_a_silent_register_stops_nobody(cast):
    company, _ = registers(cast.stranger, SILENT)
    assert company.state == V.CLAIMED
    assert company.registry_answers.get().outcome == "unavailable"


@pytest.mark.parametrize(("language", "words"), [("en", "Ask the owner"), ("th", "ขอให้เจ้าของบัญชี")])
def test_a_number_that_is_registered_is_refused_with_what_to_do(cast, language, words):
    registers(cast.stranger)
    with translation.override(language), pytest.raises(registering.AlreadyRegistered) as refused:
        registers(cast.isan_owner)
    assert words in str(refused.value)
    assert Company.objects.filter(number=CHAO_PHRAYA).count() == 1


def test_a_refused_number_that_was_never_verified_may_be_claimed_by_somebody_else(cast):
    company, _old = company_at(V.REFUSED, cast)
    again, actor = registers(cast.isan_owner)
    assert (again.pk, again.state) == (company.pk, V.CLAIMED)
    assert actor.has(Duty.OWNER)
    assert Actor.of(cast.stranger.person, company.organisation).duties == frozenset()


def test_a_company_that_was_verified_once_is_never_taken_over(cast):
    company, owner = company_at(V.VERIFIED, cast)
    perform(company, "withdraw", actor=owner, reason="เลิกกิจการ")
    with pytest.raises(registering.AlreadyRegistered):
        registers(cast.isan_owner)
    registers(cast.stranger)
    company.refresh_from_db()
    assert company.state == V.CLAIMED


def test_everything_that_is_missing_is_named_before_handing_in(cast):
    company, owner = registers(cast.stranger)
    with pytest.raises(Refused) as refused:
        perform(company, "submit", actor=owner)
    why, terms = refused.value.refusals
    assert (why.code, terms.code) == ("registration_complete", "terms_accepted")
    assert len(why.params["missing"].split(";")) == 4


def test_a_complete_registration_is_handed_in_with_its_fingerprint(cast):
    company, _ = company_at(V.SUBMITTED, cast)
    assert company.state == V.SUBMITTED
    assert company.fingerprint == Dossier.of(company).fingerprint()
    handed_in = [one for one in audit.entries(root=("company", company.ref)) if one.code == "suppliers.company_submitted"]
    assert handed_in[0].payload["fingerprint"] == company.fingerprint


def test_facts_are_locked_once_they_are_handed_in(cast):
    company, owner = company_at(V.SUBMITTED, cast)
    with pytest.raises(Refused) as refused:
        registering.write_facts(company, actor=owner, seen=None, part="place", written={"address": "ที่อื่น"})
    assert refused.value.refusals[0].code == "wrong_state"
    company.refresh_from_db()
    assert company.address != "ที่อื่น"


def test_nobody_but_the_owner_writes_facts(cast):
    company = cast.company(cast.isan)
    for player in (cast.siam_owner, cast.stranger, cast.registrar, cast.officer):
        with pytest.raises(Refused) as refused:
            registering.write_facts(company, actor=player.actor, seen=None, part="place", written={"address": "x"})
        assert refused.value.refusals[0].code == "wrong_duty"


def test_two_owners_at_once_do_not_overwrite_each_other(cast):
    company, owner = registers(cast.stranger)
    seen = company.version
    registering.write_facts(company, actor=owner, seen=seen, part="place", written={"address": "ก"})
    with pytest.raises(Refused) as refused:
        registering.write_facts(company, actor=owner, seen=seen, part="place", written={"address": "ข"})
    assert refused.value.refusals[0].code == "stale_page"
    assert Company.objects.get(pk=company.pk).address == "ก"


def test_writing_what_is_there_already_writes_nothing(cast):
    company, owner = registers(cast.stranger)
    before = audit.head()
    registering.write_facts(company, actor=owner, seen=None, part="company", written={"name_th": company.name_th})
    assert audit.head() == before


def test_the_log_keeps_names_of_directors_beside_it_and_not_in_it(cast):
    company, owner = registers(cast.stranger)
    fill(company, owner)
    named = next(one for one in audit.entries(root=("company", company.ref)) if one.code == "suppliers.directors_named")
    assert named.payload["count"] == 2
    assert "ร่วมทุน" not in str(named.payload)
    assert "นายปรีชา ร่วมทุน" in named.personal["names"]


def test_a_director_who_is_not_named_any_more_has_left_and_stays_on_record(cast):
    company, owner = registers(cast.stranger)
    fill(company, owner)
    kept = company.directors.present().first()
    registering.name_directors(
        company, actor=owner, seen=None, signing_rule="คนเดียว",
        directors=[registering.Named(kept.given_name, kept.family_name, kept.title, True)],
    )  # fmt: skip
    assert [one.pk for one in company.directors.present()] == [kept.pk]
    assert company.directors.filter(left_at__isnull=False).count() == 1


def test_a_new_certificate_replaces_the_old_one_and_nothing_is_deleted(cast):
    company, owner = registers(cast.stranger)
    fill(company, owner)
    old = company.evidence.get(kind=Doc.CERTIFICATE)
    new = registering.add_evidence(company, actor=owner, kind=Doc.CERTIFICATE, upload=pdf(salt="2"), issued_on=dt.date(2026, 11, 1))
    old.refresh_from_db()
    assert (old.replaced_by, old.ended_by_id) == (new, cast.stranger.person.pk)
    assert company.evidence.count() == 3


def test_who_does_not_sign_for_the_company_needs_a_power_of_attorney(cast):
    company, owner = registers(cast.stranger)
    fill(company, owner)
    registering.name_directors(
        company, actor=owner, seen=None, signing_rule="x", directors=[registering.Named("ปรีชา", "ร่วมทุน", "นาย", True)]
    )
    dossier = Dossier.of(company)
    assert Doc.POWER_OF_ATTORNEY in dossier.needed_kinds(owner.name)
    assert Doc.POWER_OF_ATTORNEY not in dossier.needed_kinds("นายปรีชา ร่วมทุน")


def test_a_certificate_older_than_six_months_is_not_enough(cast, clock):
    company, owner = registers(cast.stranger)
    fill(company, owner)
    registering.add_evidence(company, actor=owner, kind=Doc.CERTIFICATE, upload=pdf(salt="3"), issued_on=dt.date(2026, 5, 16))
    with translation.override("en"), pytest.raises(Refused) as refused:
        perform(company, "submit", actor=owner)
    assert "last 6 months" in str(refused.value)
    registering.add_evidence(company, actor=owner, kind=Doc.CERTIFICATE, upload=pdf(salt="4"), issued_on=dt.date(2026, 5, 17))
    perform(company, "submit", actor=owner)


def test_after_sending_back_only_what_changed_is_judged_again(cast):
    company, owner = company_at(V.SENT_BACK, cast)
    registrar = cast.registrar.actor
    registering.add_evidence(company, actor=owner, kind=Doc.CERTIFICATE, upload=pdf(salt="new"), issued_on=dt.date(2026, 11, 1))
    assert Dossier.of(company).verdicts()["identity"] == ""
    perform(company, "submit", actor=owner)
    perform(company, "begin_examination", actor=registrar)
    assert company.state == V.EXAMINING


def test_a_verified_company_adds_a_document_without_losing_its_verification(cast):
    company, owner = company_at(V.VERIFIED, cast)
    iso = registering.add_evidence(
        company, actor=owner, kind=Doc.ISO_27001, upload=pdf(salt="iso"), number="27-1", expires_on=dt.date(2030, 1, 1)
    )
    company.refresh_from_db()
    assert (company.state, company.new_documents) == (V.VERIFIED, True)
    assert iso.accepted_at is None
    item = next(one for one in Dossier.of(company).items() if one.code == f"document-{iso.ref}")
    from suppliers.actions import examining

    examining.judge_item(company, actor=cast.registrar.actor, item=item.code, verdict=Verdict.ACCEPT, fingerprint=item.fingerprint)
    company.refresh_from_db()
    iso.refresh_from_db()
    assert iso.accepted_by_id == cast.registrar.person.pk
    assert company.new_documents is False


def test_a_step_with_a_page_of_its_own_is_refused_elsewhere(cast):
    company, owner = registers(cast.stranger)
    for step in ("write_facts", "name_directors", "add_evidence", "take_back_evidence"):
        with pytest.raises(Refused):
            perform(company, step, actor=owner)


@pytest.mark.django_db(transaction=True)
def test_a_number_claimed_twice_at_one_instant_is_given_once(cast):
    together, outcomes = threading.Barrier(2), []

    def claims(player):
        together.wait()
        try:
            outcomes.append(registers(player, ANDAMAN)[0].ref)
        except registering.AlreadyRegistered as taken:
            outcomes.append(str(taken))
        finally:
            connection.close()

    threads = [threading.Thread(target=claims, args=(player,)) for player in (cast.stranger, cast.isan_owner)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one.startswith("S-") for one in outcomes) == 1
    assert all(outcomes)
    assert Company.objects.filter(number=ANDAMAN).count() == 1
