"""An individual and a company of another country register by their own paths, and get what their kind allows and no more."""

import pytest
from django.db import IntegrityError, transaction

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.audit.models import LogEntry
from marketplace.kernel import clock
from marketplace.procedure import Refused, perform
from suppliers import registries, standing
from suppliers.actions import examining, registering
from suppliers.dossier import Dossier
from suppliers.forms.registering import BankForm
from suppliers.kinds import Doc, LegalForm
from suppliers.models import Company
from suppliers.paths import PART_FACTS, SUPPLIERS
from suppliers.states import V
from tests.factories.suppliers import accept_all, company_at, pdf
from tests.suppliers.test_pages import PLACE, text

pytestmark = pytest.mark.django_db
CITIZEN, WHOLE, DOCUMENTS = "1000000000122", "/suppliers/register/whole/", "/suppliers/register/documents/"
LAST_WEEK = {"issued_on": "1 พ.ย. 2569", "issued_on_era": "BE"}


def begins_as_individual(cast, reads):
    client = reads(cast.stranger)
    assert client.post("/suppliers/register/number/", {"number": CITIZEN})["Location"] == WHOLE
    return client, Company.objects.get(number=CITIZEN)


def individual(cast, reads):
    """The stranger registers in their own name, up to handed in."""
    client, company = begins_as_individual(cast, reads)
    person = cast.stranger.person
    names = {"title": person.title, "given_name": person.given_name, "family_name": person.family_name}
    written = client.post(
        WHOLE, {**PLACE, **names, "seen": company.version, "vat_registered": "no", "bank": "", "branch": "", "number": ""}
    )
    assert written["Location"] == DOCUMENTS
    sent = client.post(DOCUMENTS, {"identity-file": pdf(), "identity-expires_on": "1 พ.ย. 2572", "identity-expires_on_era": "BE"})
    assert sent["Location"] == "/suppliers/register/check/"
    company.refresh_from_db()
    assert client.post("/suppliers/register/check/", {"seen": company.version, "terms": "1"})["Location"] == "/suppliers/my/"
    company.refresh_from_db()
    return client, company


def abroad(cast, reads):
    """The stranger registers a company of Singapore, up to handed in."""
    client = reads(cast.stranger)
    begun = client.post("/suppliers/register/number/?from=abroad", {"country": "SG", "number": "201912345d"})
    assert begun["Location"] == WHOLE
    company = Company.objects.get(number="SG 201912345D")
    written = client.post(
        WHOLE,
        {
            "seen": company.version, "name_th": "เมอร์ไลออน ซอฟต์แวร์", "name_en": "Merlion Software Pte. Ltd.", "registered_on": "4 มี.ค. 2562", "registered_on_era": "BE",
            "address": "1 Marina Way, Singapore 018983", "contact_email": "a@merlion.example", "contact_phone": "+65 6123 4567",
            "representative": "บริษัท เจ้าพระยาเน็ตเวิร์ก จำกัด", "representative_number": "0017565000086", "vat_registered": "no",
            "egp_no": "EGP-SG-1", "d-TOTAL_FORMS": "1", "d-INITIAL_FORMS": "0", "d-0-given_name": "Mei", "d-0-family_name": "Tan",
            "d-0-may_sign": "on", "signing_rule": "Any director", "bank": "", "branch": "", "number": "",
        },
    )  # fmt: skip
    assert written["Location"] == DOCUMENTS, text(written)
    papers = {f"{kind}-file": pdf(f"{kind}.pdf", kind) for kind in ("foreign_certificate", "translation", "representative")}
    sent = client.post(DOCUMENTS, papers | {f"foreign_certificate-{name}": said for name, said in LAST_WEEK.items()})
    assert sent["Location"] == "/suppliers/register/check/"
    company.refresh_from_db()
    client.post("/suppliers/register/check/", {"seen": company.version, "terms": "1"})
    company.refresh_from_db()
    return client, company


def verified(company, cast):
    registrar = cast.registrar.actor
    perform(company, "begin_examination", actor=registrar)
    accept_all(company, registrar)
    examining.compare_with_list(company, actor=registrar)
    perform(company, "verify", actor=registrar)
    return company


def test_every_legal_form_has_its_row_and_asks_for_all_that_it_needs():
    assert set(SUPPLIERS) == set(LegalForm.values)
    for about in SUPPLIERS.values():
        written = {fact for part in about.parts for fact in PART_FACTS.get(part, ())}
        assert about.needs <= about.asks <= written
        assert about.own <= about.asks
        assert about.bases
        assert about.parts[-1] == "documents"


def test_an_individual_gives_an_identity_card_and_no_directors(cast, reads):
    _, company = individual(cast, reads)
    assert company.state == V.SUBMITTED
    assert company.name_th == "นายสมชาย ผ่านมา"
    codes = [item.code for item in Dossier.of(company).items()]
    assert codes == ["identity", "place", "vat"]
    assert [one.kind for one in Dossier.of(company).items()[0].evidence] == [Doc.IDENTITY]
    assert verified(company, cast).is_verified(clock.today())


def test_labels_and_what_is_said_of_them_fit_the_kind(cast, reads):
    begins_as_individual(cast, reads)
    page = text(reads(cast.stranger, "en").post("/suppliers/register/place/", {"website": "x"}))
    assert "Write “Address”." in page
    assert "head office" not in page
    whole = text(reads(cast.stranger, "en").get(WHOLE))
    assert "Your own name, as the bank book writes it." in whole
    assert "company's own name" not in whole
    assert "if the company is not registered" not in whole


def test_an_account_abroad_is_written_with_its_letters_and_one_in_thailand_is_not(cast, reads):
    client, company = abroad(cast, reads)
    Company.objects.filter(pk=company.pk).update(state=V.CLAIMED)
    bank = {"seen": company.version, "bank": "DBS", "number": "de89 3704 0044 0532 0130 00", "holder": company.name_th}
    assert client.post("/suppliers/register/bank/", bank).status_code == 302
    assert company.bank_account.number == "DE89370400440532013000"
    home = BankForm(bank)
    assert not home.is_valid()
    assert "number" in home.errors


def test_nothing_about_an_individual_stands_in_the_log(cast, reads):
    _, company = individual(cast, reads)
    verified(company, cast)
    said = "".join(str(body) for body in LogEntry.objects.values_list("body", flat=True))
    for own in (CITIZEN, "สมชาย", "ผ่านมา", "054 123 456", "ถนนใหญ่", "a@b.example"):
        assert own not in said
    claimed = next(one for one in audit.entries(root=("company", company.ref)) if one.code == "suppliers.company_claimed")
    assert claimed.payload["number"] == ""
    assert CITIZEN not in text(reads(cast.officer).get(f"/suppliers/{company.ref}/"))
    assert company.ref not in text(reads(None).get(f"/suppliers/?q={CITIZEN}")), "nobody finds out whose number it is"
    assert company.public_number.startswith("x xxxx")
    assert "1 0000 00000 12 2" in text(reads(cast.registrar).get(f"/suppliers/desk/{company.ref}/"))


def test_a_citizen_number_is_sent_to_no_register(cast, reads, monkeypatch):
    monkeypatch.setattr(registries, "register", lambda: pytest.fail("a register of companies was asked about a person"))
    _, company = begins_as_individual(cast, reads)
    examining.consult_register(company, actor=cast.registrar.actor)
    assert not company.registry_answers.exists()


def test_an_individual_is_compared_with_the_abandoner_list_by_name(cast, reads):
    _, company = individual(cast, reads)
    assert [one.name for one in company.directors.present()] == ["นายสมชาย ผ่านมา"]
    assert standing.bans(company, clock.today()) == []


def test_a_verified_individual_asks_for_a_new_name_and_the_log_does_not_hear_it(cast, reads):
    client, company = individual(cast, reads)
    verified(company, cast)
    page = client.post(
        "/suppliers/register/person/",
        {"seen": company.version, "title": "นาย", "given_name": "สมหวัง", "family_name": "ผ่านมา", "reason": "เปลี่ยนชื่อตัวตามใบเปลี่ยนชื่อ"},
    )
    assert page["Location"] == "/suppliers/my/"
    change = company.changes.get()
    assert set(change.changes) == {"name_th", "directors"}
    asked = next(one for one in audit.entries(root=("company", company.ref)) if one.code == "suppliers.change_asked")
    assert [one["fact"] for one in asked.payload["changes"]] == ["directors"]
    assert "สมหวัง" not in str(asked.payload)


def test_a_company_of_another_country_gives_its_own_number_papers_and_a_representative(cast, reads):
    _, company = abroad(cast, reads)
    assert (company.state, company.country, company.is_foreign) == (V.SUBMITTED, "SG", True)
    found = {item.code: {one.kind for one in item.evidence} for item in Dossier.of(company).items()}
    assert found["identity"] == {Doc.FOREIGN_CERTIFICATE, Doc.TRANSLATION}
    assert found["representative"] == {Doc.REPRESENTATIVE}
    desk = text(reads(cast.registrar, "en").get(f"/suppliers/desk/{company.ref}/"))
    assert "Singapore" in desk
    assert "Ask the register" not in desk


def test_a_company_of_another_country_bids_and_has_no_preference(cast, reads):
    company = verified(abroad(cast, reads)[1], cast)
    today = clock.today()
    assert company.is_verified(today)
    assert standing.in_egp(company, today)
    Company.objects.filter(pk=company.pk).update(sme_gp_no="SME-1")
    company.refresh_from_db()
    assert standing.preferences(company, today) == standing.Preferences(thai=False)
    page = text(reads(None, "en").get(f"/suppliers/{company.ref}/"))
    assert "Merlion Software" in page
    assert "SG 201912345D" in page


def test_what_is_missing_is_named_by_kind(cast, reads):
    client = reads(cast.stranger)
    client.post("/suppliers/register/number/?from=abroad", {"country": "SG", "number": "201912345D"})
    company = Company.objects.get(number="SG 201912345D")
    owner = Actor.of(cast.stranger.person, company.organisation)
    with pytest.raises(Refused) as refused:
        perform(company, "submit", actor=owner)
    missing = str(refused.value.refusals[0].params["missing"])
    assert len(missing.split(";")) == len(company.about.parts)
    page = text(reads(cast.stranger, "en").get("/suppliers/register/"))
    assert "Representative in Thailand" in page
    assert client.get("/suppliers/register/company/").status_code == 200
    assert client.get("/suppliers/register/person/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"country": "", "number": "1234"}, "Country of registration"), ({"country": "SG", "number": "1"}, "letters and digits")],
)
def test_a_number_of_another_country_needs_its_country_and_a_readable_number(cast, reads, typed, words):
    page = reads(cast.stranger, "en").post("/suppliers/register/number/?from=abroad", typed)
    assert page.status_code == 422
    assert words in text(page)


def test_two_countries_may_give_the_same_number_and_one_country_may_not(cast):
    for country in ("SG", "MY"):
        registering.claim(
            actor=cast.stranger.actor, person=cast.stranger.person, number=f"{country} 77001", answer=registering.look_up("x", LegalForm.FOREIGN),
            form=LegalForm.FOREIGN, country=country,
        )  # fmt: skip
    assert registering.taken("SG 77001", cast.isan_owner.person.pk)


def test_a_thai_number_always_has_thirteen_digits(cast):
    company, _ = company_at(V.CLAIMED, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.filter(pk=company.pk).update(number="123")
