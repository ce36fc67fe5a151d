"""Facts that a registrar verified are locked and change only by a request, decided fact by fact, by one registrar."""

import pytest
from django.utils import translation

from marketplace import audit
from marketplace.procedure import Refused, perform
from suppliers.actions import changing, examining, registering
from suppliers.dossier import Dossier
from suppliers.kinds import Doc
from suppliers.models import BankAccount, ChangeRequest, Company
from suppliers.states import R, V
from suppliers.verdicts import Verdict
from tests.factories.suppliers import CHAO_PHRAYA, SILENT, accept_all, company_at, pdf

pytestmark = pytest.mark.django_db
ACCEPT = {"verdict": "accept", "reason": ""}
REFUSE = {"verdict": "refuse", "reason": "หนังสือรับรองยังเป็นชื่อเดิม"}
REASON = "จดทะเบียนเปลี่ยนชื่อและย้ายสำนักงาน"


def refused(call):
    with pytest.raises(Refused) as why:
        call()
    return why.value


def codes(call):
    return [one.code for one in refused(call).refusals]


@pytest.fixture
def verified(cast):
    """A verified company and its owner's actor."""
    return company_at(V.VERIFIED, cast)


@pytest.fixture
def asked(verified):
    """The company asks for another name and another address."""
    company, owner = verified
    wanted = {"name_th": "บริษัท เจ้าพระยาใหม่ จำกัด", "address": "1 ถนนใหม่", "province": company.province}
    return changing.ask(company, actor=owner, seen=company.version, part="company", wanted=wanted, reason=REASON)


@pytest.fixture
def second_registrar(cast):
    """Another registrar of the comptroller."""
    from tests.cast import _employ, Duty  # noqa: I001

    with audit.unit():
        return _employ("second_registrar", "นาย", "ธงชัย ทะเบียนดี", cast.comptroller, Duty.REGISTRAR)


# --- locked


def test_verified_facts_are_locked_and_what_is_compared_with_nothing_is_not(verified):
    company, owner = verified
    why = refused(lambda: registering.write_facts(company, actor=owner, seen=None, part="company", written={"name_th": "ชื่ออื่น"}))
    assert [one.code for one in why.refusals] == ["identity_unlocked"]
    for language, words in (("en", "change only by a request: Name in Thai"), ("th", "ชื่อภาษาไทย")):
        with translation.override(language):
            assert words in str(why)
    bank = {"bank": "กรุงไทย", "branch": "", "number": "1234567890", "holder": "บริษัท"}
    assert codes(lambda: registering.write_bank(company, actor=owner, seen=None, bank=bank)) == ["identity_unlocked"]
    registering.write_facts(company, actor=owner, seen=None, part="place", written={"contact_phone": "053 999 888"})
    assert (company.state, company.contact_phone) == (V.VERIFIED, "053 999 888")
    assert all(item.verdict == Verdict.ACCEPT for item in Dossier.of(company).items())


def test_facts_stay_locked_when_a_document_has_lapsed_and_open_when_a_registrar_sends_back(verified, registrar):
    company, owner = verified
    perform(company, "withdraw", actor=owner, reason="พักกิจการ")
    registering.take_up_again(company, actor=owner)
    assert codes(lambda: registering.write_facts(company, actor=owner, seen=None, part="company", written={"name_en": "X"})) == [
        "identity_unlocked"
    ]
    perform(company, "submit", actor=owner)
    perform(company, "begin_examination", actor=registrar)
    item = Dossier.of(company).items()[0]
    examining.judge_item(company, actor=registrar, item=item.code, verdict="ask", fingerprint=item.fingerprint, reason="ชื่อไม่ตรง")
    examining.send_back(company, actor=registrar, reason="โปรดแก้ชื่อให้ตรง")
    registering.write_facts(company, actor=owner, seen=None, part="company", written={"name_en": "Chao Phraya"})
    assert company.name_en == "Chao Phraya"


# --- asked


def test_a_request_changes_nothing_and_the_company_stays_verified(asked, verified):
    company, _ = verified
    before = Company.objects.get(pk=company.pk)
    assert before.name_th != "บริษัท เจ้าพระยาใหม่ จำกัด"
    assert (before.state, asked.state) == (V.VERIFIED, R.WAITING)
    assert set(asked.changes) == {"name_th", "address"}
    assert Company.objects.waiting().filter(pk=company.pk).exists()
    entry = next(audit.entries(root=("company", company.ref), newest_first=True))
    assert entry.code == "suppliers.change_asked"
    assert {"fact": "address", "old": before.address, "new": "1 ถนนใหม่"} in entry.payload["changes"]


def test_a_request_needs_a_change_a_reason_an_owner_and_no_other_that_waits(asked, verified, cast):
    company, owner = verified

    def asks(actor=owner, part="place", wanted=None, reason=REASON):
        return codes(
            lambda: changing.ask(company, actor=actor, seen=None, part=part, wanted=wanted or {"district": "สันทราย"}, reason=reason)
        )

    assert asks(wanted={"district": company.district}) == ["something_changes"]
    assert asks(reason="") == ["reason_given"]
    assert asks(part="company") == ["change_waits"]
    assert asks(actor=cast.siam_owner.actor) == ["wrong_duty"]
    never, its_owner = company_at(V.CLAIMED, cast, player=cast.isan_owner, number=SILENT)
    assert codes(lambda: changing.ask(never, actor=its_owner, seen=None, part="company", wanted={"name_en": "X"}, reason=REASON)) == [
        "verified_before"
    ]


def test_names_of_directors_and_the_account_are_not_in_the_log_itself(verified):
    company, owner = verified
    people = [["นาง", "ใหม่", "มาแล้ว", True]]
    changing.ask(
        company, actor=owner, seen=None, part="directors", wanted={"directors": people, "signing_rule": company.signing_rule}, reason=REASON
    )
    entry = next(audit.entries(root=("company", company.ref), newest_first=True))
    assert entry.payload["changes"] == [{"fact": "directors", "old": 2, "new": 1}]
    assert "นางใหม่ มาแล้ว" in entry.personal["names"]
    bank = {"bank": "กรุงไทย", "branch": "", "number": "1234567890", "holder": "บริษัท"}
    changing.ask(company, actor=owner, seen=None, part="bank", wanted={"bank": bank}, reason=REASON)
    entry = next(audit.entries(root=("company", company.ref), newest_first=True))
    assert entry.payload["changes"] == [{"fact": "bank", "old": "", "new": "7890"}]


# --- decided


def test_each_change_is_decided_by_itself_and_what_is_accepted_is_written_at_once(asked, verified, registrar):
    company, owner = verified
    registering.add_evidence(company, actor=owner, kind=Doc.CERTIFICATE, upload=pdf(salt="moved"), issued_on=company.verified_at.date())
    changing.decide(asked, actor=registrar, seen=asked.version, verdicts={"name_th": REFUSE, "address": ACCEPT})
    company.refresh_from_db()
    assert (company.address, company.state) == ("1 ถนนใหม่", V.VERIFIED)
    assert company.name_th != "บริษัท เจ้าพระยาใหม่ จำกัด"
    assert company.organisation.address == "1 ถนนใหม่"
    verdicts = Dossier.of(company).verdicts()
    assert verdicts["place"] == Verdict.ACCEPT
    assert verdicts["identity"] == ""  # the new certificate still lies before the registrar
    told = [entry.code for entry in audit.entries(root=("company", company.ref), newest_first=True, limit=2)]
    assert told == ["suppliers.facts_corrected", "suppliers.change_decided"]


def test_a_document_beside_an_accepted_change_is_accepted_with_it(verified, registrar):
    company, owner = verified
    new = registering.add_evidence(company, actor=owner, kind=Doc.CERTIFICATE, upload=pdf(salt="n"), issued_on=company.verified_at.date())
    request = changing.ask(company, actor=owner, seen=None, part="company", wanted={"name_en": "New Name"}, reason=REASON)
    changing.decide(request, actor=registrar, verdicts={"name_en": ACCEPT})
    new.refresh_from_db()
    assert new.accepted_by_id == registrar.person_id
    assert company.evidence.in_hand().filter(kind=Doc.CERTIFICATE).get() == new


def test_directors_and_the_account_change_by_a_request_too(verified, registrar):
    company, owner = verified
    wanted = {"directors": [["นาง", "ใหม่", "มาแล้ว", True]], "signing_rule": "ลงนามคนเดียว"}
    changing.decide(
        changing.ask(company, actor=owner, seen=None, part="directors", wanted=wanted, reason=REASON),
        actor=registrar, verdicts={"directors": ACCEPT, "signing_rule": ACCEPT},
    )  # fmt: skip
    assert [one.name for one in company.directors.present()] == ["นางใหม่ มาแล้ว"]
    bank = {"bank": "กรุงไทย", "branch": "", "number": "1234567890", "holder": "บริษัท"}
    changing.decide(
        changing.ask(company, actor=owner, seen=None, part="bank", wanted={"bank": bank}, reason=REASON),
        actor=registrar, verdicts={"bank": ACCEPT},
    )  # fmt: skip
    assert BankAccount.objects.get(company=company).number == "1234567890"


def test_a_size_is_computed_where_what_it_follows_from_changes(verified, registrar):
    company, owner = verified
    wanted = {"sector": "trade", "staff": 12, "revenue_satang": 4_000_000_000}
    request = changing.ask(company, actor=owner, seen=None, part="registrations", wanted=wanted, reason=REASON)
    assert request.changes["sme_size"] == {"old": "", "new": "small"}
    changing.decide(request, actor=registrar, verdicts=dict.fromkeys(request.changes, ACCEPT))
    company.refresh_from_db()
    assert company.sme_size == "small"


def test_every_change_has_a_verdict_and_a_refusal_its_reason(asked, registrar):
    for verdicts in ({"name_th": ACCEPT}, {"name_th": ACCEPT, "address": {"verdict": "refuse", "reason": ""}}):
        assert codes(lambda verdicts=verdicts: changing.decide(asked, actor=registrar, verdicts=verdicts)) == ["every_change_judged"]


def test_a_registrar_of_the_company_does_not_decide(asked, verified, cast):
    from marketplace.accounts.actions import duties
    from marketplace.accounts.duty import Duty

    company, owner = verified
    with audit.unit():
        duties.grant(actor=owner, person=cast.registrar.person, organisation=company.organisation, duty=Duty.LISTER)
    verdicts = {"name_th": ACCEPT, "address": ACCEPT}
    assert codes(lambda: changing.decide(asked, actor=cast.registrar.actor, verdicts=verdicts)) == ["registrar_is_outside"]


def test_a_request_that_was_taken_back_is_not_decided(asked, verified, registrar):
    changing.take_back(asked, actor=verified[1])
    verdicts = {"name_th": ACCEPT, "address": ACCEPT}
    assert refused(lambda: changing.decide(asked, actor=registrar, verdicts=verdicts))
    assert ChangeRequest.objects.get().state == R.TAKEN_BACK


# --- two registrars


@pytest.mark.parametrize(("language", "words"), [("en", "has been examining this registration since"), ("th", "กำลังตรวจเรื่องนี้อยู่ตั้งแต่")])
def test_two_registrars_on_one_company(cast, registrar, second_registrar, language, words):
    """Both opened the page while it waited. One begins; the other is told that the page is old, then by whom it is examined."""
    company, _owner = company_at(V.SUBMITTED, cast)
    both_saw, second = company.version, second_registrar.actor
    perform(company, "begin_examination", actor=registrar, seen=both_saw)
    assert codes(lambda: perform(company, "begin_examination", actor=second, seen=both_saw)) == ["stale_page"]
    item = Dossier.of(company).items()[0]
    judged = {"item": item.code, "fingerprint": item.fingerprint, "verdict": "accept"}
    with translation.override(language):
        why = refused(lambda: examining.judge_item(company, actor=second, **judged))
        assert words in str(why)
        assert registrar.name in str(why)
    assert codes(lambda: perform(company, "refuse", actor=second, reason="ไม่ครบถ้วน")) == ["nobody_else_examines"]
    perform(company, "take_over", actor=second, reason="เจ้าของเรื่องลาป่วย")
    assert codes(lambda: examining.judge_item(company, actor=registrar, **judged)) == ["nobody_else_examines"]
    accept_all(company, second)
    examining.compare_with_list(company, actor=second)
    perform(company, "verify", actor=second)
    assert company.verified_by_id == second.person_id


def test_two_registrars_on_one_change(asked, verified, registrar, second_registrar):
    verdicts, both_saw = {"name_th": ACCEPT, "address": ACCEPT}, asked.version
    changing.decide(asked, actor=registrar, seen=both_saw, verdicts=verdicts)
    late = ChangeRequest.objects.get()
    assert codes(lambda: changing.decide(late, actor=second_registrar.actor, seen=both_saw, verdicts=dict.fromkeys(verdicts, REFUSE))) == [
        "stale_page"
    ]
    assert Company.objects.get(number=CHAO_PHRAYA).address == "1 ถนนใหม่"


# --- the pages


def test_an_owner_changes_contact_at_once_and_asks_for_the_rest(cast, reads, verified):
    company, _ = verified
    client = reads(cast.stranger, "en")
    page = client.get("/suppliers/register/place/").content.decode()
    assert "A registrar verified these facts" in page
    names = ("address", "district", "province", "postcode", "contact_name", "contact_email", "contact_phone", "website")
    given = {name: getattr(company, name) for name in names} | {"contact_phone": "053 111 222", "seen": company.version}
    assert client.post("/suppliers/register/place/", given)["Location"] == "/suppliers/my/"
    company.refresh_from_db()
    assert company.contact_phone == "053 111 222"
    assert not ChangeRequest.objects.exists()
    given |= {"seen": company.version, "address": "1 ถนนใหม่"}
    unreasoned = client.post("/suppliers/register/place/", given)
    assert unreasoned.status_code == 422
    assert "1 ถนนใหม่" in unreasoned.content.decode()
    assert client.post("/suppliers/register/place/", given | {"reason": REASON}).status_code == 302
    mine = client.get("/suppliers/my/").content.decode()
    assert "1 ถนนใหม่" in mine
    assert "Waits for the registrar" in mine


def test_a_registrar_decides_on_one_page_with_old_beside_new(cast, reads, asked, verified, django_assert_max_num_queries):
    company, _ = verified
    client = reads(cast.registrar, "en")
    assert "Change asked for" in client.get("/suppliers/desk/").content.decode()
    assert f"/suppliers/changes/{asked.ref}/" in client.get(f"/suppliers/desk/{company.ref}/").content.decode()
    with django_assert_max_num_queries(25):
        page = client.get(f"/suppliers/changes/{asked.ref}/").content.decode()
    assert company.address in page
    assert "1 ถนนใหม่" in page
    given = {"seen": asked.version, "name_th-verdict": "refuse", "name_th-reason": "", "address-verdict": "accept", "address-reason": ""}
    assert client.post(f"/suppliers/changes/{asked.ref}/", given).status_code == 422
    assert client.post(f"/suppliers/changes/{asked.ref}/", given | {"name_th-reason": "ชื่อยังไม่ตรง"}).status_code == 302
    late = client.post(f"/suppliers/changes/{asked.ref}/", given | {"name_th-reason": "ชื่อยังไม่ตรง"})
    assert late.status_code == 409
    told = reads(cast.stranger, "en").get("/suppliers/my/").content.decode()
    assert "ชื่อยังไม่ตรง" in told
