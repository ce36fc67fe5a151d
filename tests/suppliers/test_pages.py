"""The pages, walked as people walk them: from a number to a verified company, and everything that is typed wrongly."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace import audit
from marketplace.kernel.files.scanning import EmbeddedScanner
from marketplace.procedure import perform
from marketplace.web.work import desk
from suppliers.actions import abandoners, examining
from suppliers.actions.abandoners import Row
from suppliers.dossier import Dossier
from suppliers.models import Abandoner, BankAccount, Company, Evidence
from suppliers.states import V
from tests.factories.suppliers import ANDAMAN, CHAO_PHRAYA, PDF, SILENT, company_at, pdf, registers

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_round,
]  # pages; every page is opened on both databases by tests/architecture/test_access.py


def text(response):
    return response.content.decode()


def part_of(company):
    return {
        "seen": company.version, "name_th": "บริษัท เงียบ จำกัด", "name_en": "Quiet Co., Ltd.", "legal_form": "limited",
        "registered_on": "30 ก.ย. 2565", "registered_on_era": "BE", "capital_satang": "๑,๐๐๐,๐๐๐", "paid_up_capital_satang": "500,000.50",
        "business": "ซอฟต์แวร์",
    }  # fmt: skip


PLACE = {
    "address": "1 ถนนใหญ่", "district": "เมือง", "province": "น่าน", "postcode": "๕๕๐๐๐", "contact_name": "ก", "contact_email": "a@b.example",
    "contact_phone": "054 123 456", "website": "",
}  # fmt: skip


def directors(person, **more):
    return {
        "d-TOTAL_FORMS": "2", "d-INITIAL_FORMS": "0", "d-0-title": person.title, "d-0-given_name": person.given_name,
        "d-0-family_name": person.family_name, "d-0-may_sign": "on", "d-1-given_name": "", "d-1-family_name": "", "signing_rule": "คนเดียว", **more,
    }  # fmt: skip


def test_a_person_registers_a_company_from_nothing_to_handed_in(cast, reads, clock):
    client = reads(cast.stranger)
    assert client.get("/suppliers/register/")["Location"] == "/suppliers/register/number/"
    begun = client.post("/suppliers/register/number/", {"number": SILENT})
    assert begun["Location"] == "/suppliers/register/whole/"
    company = Company.objects.get(number=SILENT)
    written = client.post("/suppliers/register/company/", part_of(company))
    assert written["Location"] == "/suppliers/register/place/"
    company.refresh_from_db()
    assert (company.capital_satang, company.paid_up_capital_satang, company.registered_on) == (
        100_000_000,
        50_000_050,
        dt.date(2022, 9, 30),
    )
    written = client.post("/suppliers/register/place/", {**PLACE, "seen": company.version})
    assert written["Location"] == "/suppliers/register/registrations/"
    company.refresh_from_db()
    assert company.postcode == "55000"
    written = client.post("/suppliers/register/registrations/", {"seen": company.version, "vat_registered": "no"})
    assert written["Location"] == "/suppliers/register/directors/"
    company.refresh_from_db()
    written = client.post("/suppliers/register/directors/", {**directors(cast.stranger.person), "seen": company.version})
    assert written["Location"] == "/suppliers/register/documents/"
    handed = client.post(
        "/suppliers/register/documents/",
        {"kind": "certificate", "file": pdf("รับรอง.pdf"), "issued_on": "1 พ.ย. 2569", "issued_on_era": "BE"},
    )
    assert handed["Location"] == "/suppliers/register/documents/"
    company.refresh_from_db()
    assert "บริษัท เงียบ จำกัด" in text(client.get("/suppliers/register/check/"))
    assert client.post("/suppliers/register/check/", {"seen": company.version, "terms": "1"})["Location"] == "/suppliers/my/"
    company.refresh_from_db()
    assert company.state == V.SUBMITTED
    assert company.organisation.name_th == "บริษัท เงียบ จำกัด"


def test_a_registration_is_left_and_gone_on_with_later(cast, reads):
    company, _ = registers(cast.stranger)
    page = reads(cast.stranger).get("/suppliers/register/")
    assert page.status_code == 200
    assert company.name_th in text(page)
    assert "/suppliers/register/place/" in text(page)


# --- what is typed wrongly


@pytest.mark.parametrize(
    ("typed", "english", "thai"),
    [
        ("0107544000109", "The last digit does not fit", "หลักสุดท้ายไม่สอดคล้อง"),
        ("01075440001", "has 11 digits here", "มี 11 หลัก"),
        ("", "Write “13-digit number", "13 หลัก"),
        ("0015561000012", "is registered already. Ask the owner", "ลงทะเบียนแล้ว โปรดขอให้เจ้าของบัญชี"),
    ],
)
def test_a_wrong_or_taken_number_gets_a_sentence_and_stays_as_typed(cast, reads, typed, english, thai):
    before = (audit.head(), Company.objects.count())
    for language, words in (("en", english), ("th", thai)):
        page = reads(cast.stranger, language).post("/suppliers/register/number/", {"number": typed})
        assert page.status_code == 422
        assert words in text(page)
        assert f'value="{typed}"' in text(page) or not typed
    assert (audit.head(), Company.objects.count()) == before


@pytest.mark.parametrize(
    ("name", "typed", "english", "thai"),
    [
        ("capital_satang", "ห้าล้าน", "amount in baht with digits", "จำนวนเงินบาทเป็นตัวเลข"),
        ("capital_satang", "1,00,000", "amount in baht with digits", "จำนวนเงินบาทเป็นตัวเลข"),
        ("registered_on", "30 ก.ย. 2022", "2022 is a year A.D.", "2022"),
        ("registered_on", "30 ก.พ. 2565", "day, month and year", "วัน"),
        ("registered_on", "30 ก.ย. 2580", "lies ahead", "ยังมาไม่ถึง"),
        ("paid_up_capital_satang", "9,000,000", "cannot be more than", "มากกว่าทุนจดทะเบียนไม่ได้"),
        ("name_th", "", "Name in Thai", "ชื่อภาษาไทย"),
    ],
)
def test_a_wrong_fact_gets_a_sentence_and_everything_stays_as_typed(cast, reads, name, typed, english, thai):
    company, _ = registers(cast.stranger)
    before = audit.head()
    for language, words in (("en", english), ("th", thai)):
        page = reads(cast.stranger, language).post("/suppliers/register/company/", {**part_of(company), name: typed})
        assert page.status_code == 422
        assert words in text(page)
        assert "Quiet Co., Ltd." in text(page)
        assert typed in text(page)
    assert audit.head() == before


@pytest.mark.parametrize(
    ("upload", "english", "thai"),
    [
        (lambda: SimpleUploadedFile("big.pdf", PDF + b"\0" * 6 * 1024 * 1024), "6.0 MB", "6.0 MB"),
        (lambda: SimpleUploadedFile("eicar.pdf", EmbeddedScanner.SIGNATURE), "EICAR", "ตรวจพบไวรัส"),
        (lambda: SimpleUploadedFile("tool.pdf", b"MZ\x90\0" + b"\0" * 99), "Attach PDF, PNG, JPG", "โปรดแนบไฟล์ PDF, PNG, JPG"),
        (lambda: SimpleUploadedFile("empty.pdf", b""), "is empty", "ว่างเปล่า"),
    ],
)
def test_a_file_that_is_not_let_in_gets_a_sentence_and_the_rest_stays(cast, reads, upload, english, thai):
    registers(cast.stranger)
    before = audit.head()
    for language, words in (("en", english), ("th", thai)):
        page = reads(cast.stranger, language).post(
            "/suppliers/register/documents/",
            {"kind": "iso_27001", "number": "IS-77", "expires_on": "30/9/2575", "expires_on_era": "BE", "file": upload()},
        )
        assert page.status_code == 422
        assert words in text(page)
        assert 'value="IS-77"' in text(page)
        assert 'value="30/9/2575"' in text(page)
    assert (audit.head(), Evidence.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("given", "english", "thai"),
    [
        ({"kind": "iso_27001"}, "number that stands on the document", "เลขที่ที่ปรากฏบนเอกสาร"),
        ({"kind": "iso_27001", "number": "1"}, "last day on which", "วันสุดท้ายที่เอกสารใช้ได้"),
        ({"kind": "iso_27001", "number": "1", "expires_on": "1/1/2569", "expires_on_era": "BE"}, "has lapsed", "หมดอายุแล้ว"),
        ({"kind": "certificate"}, "day on which the certificate was issued", "วันที่ออกหนังสือรับรอง"),
        ({}, "Choose “What it is”", "ชนิดเอกสาร"),
    ],
)
def test_a_document_without_what_stands_on_it_gets_a_sentence(cast, reads, clock, given, english, thai):
    registers(cast.stranger)
    for language, words in (("en", english), ("th", thai)):
        page = reads(cast.stranger, language).post("/suppliers/register/documents/", {**given, "file": pdf()})
        assert page.status_code == 422
        assert words in text(page)


def test_a_page_that_is_out_of_date_says_so_and_keeps_what_was_typed(cast, reads):
    company, _ = registers(cast.stranger)
    for language, words in (("en", "Someone else has acted"), ("th", "ผู้อื่น")):
        page = reads(cast.stranger, language).post("/suppliers/register/company/", {**part_of(company), "seen": company.version - 1})
        assert page.status_code == 409
        assert words in text(page)
        assert "Quiet Co., Ltd." in text(page)
    assert Company.objects.get(pk=company.pk).name_en != "Quiet Co., Ltd."


def test_a_missing_part_refuses_the_handing_in_by_name(cast, reads):
    company, _ = registers(cast.stranger)
    for language, words in (("en", "at least one director who may sign"), ("th", "กรรมการผู้มีอำนาจลงนามอย่างน้อยหนึ่งคน")):
        page = reads(cast.stranger, language).post("/suppliers/register/check/", {"seen": company.version})
        assert page.status_code == 409
        assert words in text(page)


def test_a_director_with_half_a_name_and_nobody_who_signs_get_sentences(cast, reads):
    company, _ = registers(cast.stranger)
    client = reads(cast.stranger, "en")
    half = client.post(
        "/suppliers/register/directors/", {**directors(cast.stranger.person), "d-1-given_name": "ปรีชา", "seen": company.version}
    )
    assert "Write given name and family name" in text(half)
    nobody = directors(cast.stranger.person)
    del nobody["d-0-may_sign"]
    assert "Tick “May sign”" in text(client.post("/suppliers/register/directors/", {**nobody, "seen": company.version}))


# --- who sees what


@pytest.mark.parametrize("who", ["siam_owner", "siam_bidder", "siam_lister"])
def test_each_member_opens_the_companys_page(cast, reads, who):
    assert reads(getattr(cast, who)).get("/suppliers/my/").status_code == 200


def test_a_company_that_was_never_verified_is_not_public(cast, reads):
    company, _ = registers(cast.stranger)
    for player in (None, cast.officer, cast.siam_owner):
        assert reads(player).get(f"/suppliers/{company.ref}/").status_code == 404
    for player in (cast.stranger, cast.registrar, cast.auditor):
        assert reads(player).get(f"/suppliers/{company.ref}/").status_code == 200


def test_names_of_directors_and_the_bank_account_are_not_public(cast, reads):
    company, _ = company_at(V.VERIFIED, cast)
    BankAccount.objects.create(company=company, bank="ธนาคารกรุงไทย", number="1234567890", holder=company.name_th)
    page = text(reads(None).get(f"/suppliers/{company.ref}/"))
    assert "ร่วมทุน" not in page
    assert "1234567890" not in page + text(reads(cast.officer).get(f"/suppliers/{company.ref}/"))
    assert "1234567890" in text(reads(cast.registrar).get(f"/suppliers/desk/{company.ref}/"))
    assert "053 123 456" not in page
    assert "ร่วมทุน" in text(reads(cast.officer).get(f"/suppliers/{company.ref}/"))


def test_a_citizen_number_is_shown_to_nobody_outside(cast, reads):
    company = cast.company(cast.siam)
    Company.objects.filter(pk=company.pk).update(legal_form="individual", number="1101700230705")
    assert "1101700230705" not in text(reads(cast.officer).get(f"/suppliers/{company.ref}/"))


def test_a_document_is_opened_by_who_may_and_every_opening_is_written_down(cast, reads):
    company, _ = company_at(V.SUBMITTED, cast)
    evidence = company.evidence.first()
    for player in (cast.officer, cast.siam_owner, cast.lanna_owner):
        assert reads(player).get(f"/suppliers/documents/{evidence.ref}/").status_code == 404
    client = reads(cast.registrar)
    link = client.get(f"/suppliers/documents/{evidence.ref}/")["Location"]
    served = client.get(link)
    assert b"".join(served.streaming_content) == (PDF + b"c")
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in served["Cache-Control"]
    read = [one for one in audit.entries(root=("company", company.ref)) if one.code == "accounts.file_read"]
    assert [one.actor.ref for one in read] == [cast.registrar.person.ref]
    assert reads(cast.officer).get(link).status_code == 403


# --- the desk


def test_the_registrar_walks_a_registration_to_verified(cast, reads):
    company, _ = company_at(V.SUBMITTED, cast)
    client, desk = reads(cast.registrar), f"/suppliers/desk/{company.ref}/"
    assert company.ref in text(client.get("/suppliers/desk/"))
    perform(company, "begin_examination", actor=cast.registrar.actor)
    page = client.get(desk)
    for item, form in page.context["items"]:
        sent = client.post(f"{desk}item/", {"item": item.code, "fingerprint": form.initial["fingerprint"], "verdict": "accept"})
        assert sent.status_code == 302
    assert client.post(f"{desk}compare/").status_code == 302
    assert client.post(f"{desk}register/").status_code == 302
    company.refresh_from_db()
    done = client.post(f"/step/company/{company.ref}/verify/", {"seen": company.version})
    assert done.status_code == 302
    company.refresh_from_db()
    assert company.state == V.VERIFIED
    assert company.ref not in text(client.get("/suppliers/desk/"))


def test_the_queue_has_the_oldest_first_with_the_working_days_that_each_has_waited(cast, reads, clock):
    old, _ = company_at(V.SUBMITTED, cast)
    clock.advance(days=7)
    new, _ = company_at(V.SUBMITTED, cast, player=cast.isan_owner, number=ANDAMAN)
    clock.advance(days=1)
    page = reads(cast.registrar, "en").get("/suppliers/desk/")
    waiting = [(company.ref, company.waited) for company in page.context["page"] if company.ref in {old.ref, new.ref}]
    assert [ref for ref, _days in waiting] == [old.ref, new.ref]
    assert [days for _ref, days in waiting] == [6, 1]
    assert "Working days waited" in text(page)


@pytest.mark.parametrize(("language", "heading"), [("en", "Claims beside their evidence"), ("th", "ข้อมูลเทียบกับหลักฐาน")])
def test_one_screen_has_each_claim_beside_its_evidence_and_its_verdict(cast, reads, language, heading):
    company, _ = company_at(V.EXAMINING, cast)
    html = text(reads(cast.registrar, language).get(f"/suppliers/desk/{company.ref}/"))
    assert heading in html
    for item in Dossier.of(company).items():
        section = html.partition(f'id="item-{item.code}"')[2].partition("</section>")[0]
        assert all(claim.text in section for claim in item.claims if claim.text), item.code
        assert all(f"/suppliers/documents/{one.ref}/" in section for one in item.evidence), item.code
        assert [f'value="{verdict}"' in section for verdict in ("accept", "ask", "refuse")] == [True] * 3, item.code


def test_asking_without_a_reason_gets_a_sentence_and_nothing_is_written(cast, reads):
    company, _ = company_at(V.EXAMINING, cast)
    before = audit.head()
    for language, words in (("en", "what the company should do"), ("th", "บริษัทต้องทำอะไร")):
        client = reads(cast.registrar, language)
        item, form = client.get(f"/suppliers/desk/{company.ref}/").context["items"][0]
        page = client.post(
            f"/suppliers/desk/{company.ref}/item/", {"item": item.code, "fingerprint": form.initial["fingerprint"], "verdict": "ask"}
        )
        assert page.status_code == 422
        assert words in text(page)
    assert audit.head() == before


def test_a_changed_item_is_not_judged_from_an_old_page(cast, reads):
    company, _ = company_at(V.EXAMINING, cast)
    page = reads(cast.registrar, "en").post(
        f"/suppliers/desk/{company.ref}/item/", {"item": "place", "fingerprint": "0" * 64, "verdict": "accept"}
    )
    assert page.status_code == 409
    assert "no longer what you saw" in text(page)


def test_the_company_sees_what_the_registrar_asks(cast, reads):
    company_at(V.SENT_BACK, cast)
    assert "ส่งหนังสือรับรองให้ครบทุกหน้า" in text(reads(cast.stranger).get("/suppliers/my/"))


def test_a_registrar_of_the_company_cannot_even_consult_the_register(cast, reads):
    from marketplace.accounts.actions.duties import grant
    from marketplace.accounts.actor import Actor
    from marketplace.accounts.duty import Duty

    company, _ = company_at(V.EXAMINING, cast)
    with audit.unit():
        grant(actor=Actor.system(), person=cast.registrar.person, organisation=company.organisation, duty=Duty.BIDDER)
    client = reads(cast.registrar)
    for what in ("register", "compare"):
        assert client.post(f"/suppliers/desk/{company.ref}/{what}/").status_code == 403


# --- lists


def test_the_public_list_filters_by_province_and_keeps_the_filter_in_the_address(cast, reads):
    page = reads(None).get("/suppliers/", {"province": "ลำพูน"})
    assert cast.lanna.name_th in text(page)
    assert cast.siam.name_th not in text(page)
    assert page.context["chips"][0]["url"] == "/suppliers/"


def test_a_company_is_found_by_its_number_in_thai_digits(cast, reads):
    page = text(reads(None).get("/suppliers/", {"q": "๐๐๑๕๕๖๒๐๐๐๐๒๔"}))
    assert cast.lanna.name_th in page
    assert cast.siam.name_th not in page


def test_smes_are_those_whose_registration_was_accepted(cast, reads):
    Company.objects.filter(pk=cast.company(cast.siam).pk).update(sme_gp_no="1", sme_size="small")
    assert cast.siam.name_th not in text(reads(None).get("/suppliers/", {"sme": "1"}))


@pytest.mark.parametrize("rows", [0, 50])
def test_lists_cost_the_same_however_many_rows(cast, reads, clock, registrar, rows, django_assert_max_num_queries):
    from marketplace.accounts.models import Organisation
    from suppliers.kinds import LegalForm

    made = [Organisation(ref=f"S-{n}", kind="company", name_th=f"บริษัท {n:03d}", province="น่าน") for n in range(rows)]
    made = Organisation.objects.bulk_create(made)
    now = cast.company(cast.siam).claimed_at
    Company.objects.bulk_create(
        Company(
            ref=o.ref,
            organisation=o,
            state=V.VERIFIED,
            number=f"{n:013d}",
            name_th=o.name_th,
            legal_form=LegalForm.LIMITED,
            claimed_at=now,
            verified_at=now,
            submitted_at=now,
        )
        for n, o in enumerate(made)
    )
    with audit.unit():
        for n in range(rows):
            abandoners.enter(
                Row("company", f"{n + 100:013d}", f"บริษัท {n}", str(n), dt.date(2026, 1, 1)), actor=registrar, as_of=dt.date(2026, 1, 2)
            )
    client = reads(None)
    with django_assert_max_num_queries(6):
        client.get("/suppliers/")
    with django_assert_max_num_queries(4):
        client.get("/suppliers/abandoners/")
    client = reads(cast.registrar)
    with django_assert_max_num_queries(12):
        client.get("/suppliers/desk/", {"all": "1"})


def test_the_pages_of_one_company_cost_a_bounded_number_of_queries(cast, reads, django_assert_max_num_queries):
    company, _ = company_at(V.EXAMINING, cast)
    for player, address, bound in (
        (cast.registrar, f"/suppliers/desk/{company.ref}/", 28),
        (cast.stranger, "/suppliers/my/", 25),
        (None, f"/suppliers/{cast.siam.ref}/", 10),
    ):
        client = reads(player)
        with django_assert_max_num_queries(bound):
            assert client.get(address).status_code == 200


# --- abandoners


HEAD = "เลขประจำตัว,ชื่อ,เลขที่คำสั่ง,วันที่คำสั่ง\n"


def test_a_list_is_shown_before_it_is_taken_over(cast, reads, clock):
    client = reads(cast.registrar)
    upload = SimpleUploadedFile("list.csv", (HEAD + f"{CHAO_PHRAYA},บริษัท ก,กค 1,15/01/2569\n").encode())
    sent = client.post("/suppliers/abandoners/import/", {"file": upload, "as_of": "1 พ.ย. 2569", "as_of_era": "BE"})
    assert sent.status_code == 302
    assert Abandoner.objects.count() == 0
    assert "บริษัท ก" in text(client.get(sent["Location"]))
    client.post(sent["Location"])
    client.post(sent["Location"])
    assert Abandoner.objects.count() == 1
    assert "บริษัท ก" in text(reads(None).get("/suppliers/abandoners/", {"q": CHAO_PHRAYA}))


@pytest.mark.parametrize(("language", "words"), [("en", "The last digit"), ("th", "หลักสุดท้าย")])
def test_a_list_with_a_fault_names_line_and_column_and_writes_nothing(cast, reads, clock, language, words):
    upload = SimpleUploadedFile("list.csv", (HEAD + "0107544000109,บริษัท ก,กค 1,15/01/2569\n").encode())
    page = reads(cast.registrar, language).post("/suppliers/abandoners/import/", {"file": upload, "as_of": "2026-11-01"})
    assert page.status_code == 422
    assert words in text(page)
    assert Abandoner.objects.count() == 0


def test_an_entry_is_removed_on_the_engines_page_by_a_registrar(cast, reads, clock, registrar):
    with audit.unit():
        entry = abandoners.enter(
            Row("person", "1101700230705", "นายทิ้ง งานหนี", "กค 1", dt.date(2026, 1, 1)), actor=registrar, as_of=dt.date(2026, 1, 2)
        )
    page = text(reads(None).get(entry.get_absolute_url()))
    assert "ทิ้ง งานหนี" in page
    assert "1101700230705" not in page
    done = reads(cast.registrar).post(
        f"/step/abandoner/{entry.ref}/remove/", {"seen": entry.version, "removal_order_no": "กค 9", "ended_on": "1 พ.ย. 2569"}
    )
    assert done.status_code == 302
    entry.refresh_from_db()
    assert entry.ended_on == dt.date(2026, 11, 1)


def test_what_the_registrar_asks_leads_to_its_page_until_it_is_mended(cast, reads):
    company, _ = company_at(V.EXAMINING, cast)
    place = next(item for item in Dossier.of(company).items() if item.code == "place")
    registrar = cast.registrar.actor
    reason = "เลขที่บ้านไม่ตรงกับหนังสือรับรอง"
    examining.judge_item(company, actor=registrar, item=place.code, fingerprint=place.fingerprint, verdict="ask", reason=reason)
    perform(company, "send_back", actor=registrar, reason="โปรดแก้ไขที่อยู่ตามหนังสือรับรอง")
    owner = reads(cast.stranger)
    for page in ("/suppliers/my/", "/suppliers/register/", "/suppliers/register/whole/", "/suppliers/register/place/"):
        html = owner.get(page).content.decode()
        assert "เลขที่บ้านไม่ตรงกับหนังสือรับรอง" in html, page
        assert 'href="/suppliers/register/place/"' in html, page
    assert "นายทะเบียนขอให้แก้ส่วนนี้" in owner.get("/suppliers/my/").content.decode()
    assert "เลขที่บ้านไม่ตรง" not in owner.get("/suppliers/register/registrations/").content.decode()
    company.refresh_from_db()
    assert owner.post("/suppliers/register/place/", {**PLACE, "address": "99 ถนนใหม่", "seen": company.version}).status_code == 302
    assert "นายทะเบียนขอให้แก้ส่วนนี้" not in owner.get("/suppliers/my/").content.decode()


def test_while_a_registrar_examines_the_first_listing_may_be_begun_and_what_was_handed_in_is_read(cast, reads):
    company, owner = company_at(V.SUBMITTED, cast)
    assert [item.url for item in desk(owner).for_me] == ["/work/listings/new/"]
    client = reads(cast.stranger)
    assert "/suppliers/register/check/" in client.get("/suppliers/my/").content.decode()
    assert company.address in client.get("/suppliers/register/check/").content.decode()


def test_a_registrar_is_not_offered_to_take_over_what_is_theirs(cast, reads):
    company, _ = company_at(V.EXAMINING, cast)
    html = reads(cast.registrar).get(f"/suppliers/desk/{company.ref}/").content.decode()
    assert "รับเรื่องมาตรวจแทน" not in html
    assert html.index("รับรองว่าผ่านการตรวจสอบ") < html.index("ปฏิเสธคำขอลงทะเบียน")
