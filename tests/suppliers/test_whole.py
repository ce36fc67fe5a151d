"""The registration with all facts on one page and all documents on another: what is in order is kept, whatever else is wrong."""

import pytest

from suppliers.models import BankAccount, Company
from suppliers.states import V
from tests.factories.suppliers import company_at, pdf, registers
from tests.suppliers.test_pages import PLACE, directors, text

pytestmark = pytest.mark.django_db
WHOLE, DOCUMENTS = "/suppliers/register/whole/", "/suppliers/register/documents/"


def facts(company, person, **more):
    """What a person types on the page; `more` wins."""
    return {
        **PLACE, **directors(person), "seen": company.version, "name_th": company.name_th, "legal_form": company.legal_form,
        "registered_on": "30 ก.ย. 2565", "registered_on_era": "BE", "capital_satang": "1,000,000", "paid_up_capital_satang": "1,000,000",
        "vat_registered": "yes", "bank": "", "branch": "", "number": "", "holder": company.name_th, **more,
    }  # fmt: skip


def test_all_facts_are_written_at_once_and_the_documents_come_next(cast, reads):
    company, _ = registers(cast.stranger)
    client = reads(cast.stranger)
    assert client.get(WHOLE).status_code == 200
    written = client.post(WHOLE, facts(company, cast.stranger.person, bank="ธนาคารกรุงไทย", number="123-4-56789-0"))
    assert written["Location"] == DOCUMENTS
    company.refresh_from_db()
    assert (company.province, company.vat_registered, company.signing_rule) == ("น่าน", True, "คนเดียว")
    assert company.directors.present().get().may_sign
    assert BankAccount.objects.get(company=company).number == "1234567890"


def test_the_bank_account_may_be_left_out(cast, reads):
    company, _ = registers(cast.stranger)
    assert reads(cast.stranger).post(WHOLE, facts(company, cast.stranger.person)).status_code == 302
    assert not BankAccount.objects.filter(company=company).exists()


def test_a_mistake_in_one_part_loses_nothing_of_the_others(cast, reads):
    company, _ = registers(cast.stranger)
    client = reads(cast.stranger, "en")
    typed = facts(company, cast.stranger.person, postcode="55", **{"d-0-may_sign": ""})
    page = client.post(WHOLE, typed)
    assert page.status_code == 422
    assert "A postcode has 5 digits" in text(page)
    assert "Tick “May sign”" in text(page)
    assert 'value="054 123 456"' in text(page), "what was typed in the wrong part stays"
    company.refresh_from_db()
    assert (company.vat_registered, company.province) == (True, "กรุงเทพมหานคร"), "the right part is saved, the wrong one is not"
    assert f'name="seen" value="{company.version}"' in text(page)
    mended = client.post(WHOLE, facts(company, cast.stranger.person))
    assert mended["Location"] == DOCUMENTS


def test_a_page_that_somebody_else_overtook_saves_nothing(cast, reads):
    company, _ = registers(cast.stranger)
    page = reads(cast.stranger).post(WHOLE, facts(company, cast.stranger.person, seen=company.version - 1))
    assert page.status_code == 409
    company.refresh_from_db()
    assert company.vat_registered is None


def test_a_verified_company_changes_its_facts_elsewhere(cast, reads):
    company_at(V.VERIFIED, cast)
    assert reads(cast.stranger).get(WHOLE)["Location"] == "/suppliers/my/"


def test_documents_are_handed_in_together_and_lead_to_the_check(cast, reads):
    company, _ = registers(cast.stranger)
    client = reads(cast.stranger)
    client.post(WHOLE, facts(company, cast.stranger.person))
    sent = {
        "certificate-file": pdf("a.pdf", "a"),
        "certificate-issued_on": "1 พ.ย. 2569",
        "certificate-issued_on_era": "BE",
        "vat-file": pdf("b.pdf", "b"),
    }
    assert client.post(DOCUMENTS, sent)["Location"] == "/suppliers/register/check/"
    assert set(company.evidence.in_hand().values_list("kind", flat=True)) == {"certificate", "vat"}


def test_a_document_in_order_is_kept_while_another_needs_mending(cast, reads):
    company, _ = registers(cast.stranger)
    client = reads(cast.stranger, "en")
    client.post(WHOLE, facts(company, cast.stranger.person))
    page = client.post(DOCUMENTS, {"certificate-file": pdf("a.pdf", "a"), "vat-file": pdf("b.pdf", "b")})
    assert page.status_code == 422
    assert "Write the day on which the certificate was issued." in text(page)
    assert list(company.evidence.in_hand().values_list("kind", flat=True)) == ["vat"]
    assert 'name="vat-file"' not in text(page)


def test_only_what_must_be_written_is_not_called_optional(cast, reads):
    company, _ = registers(cast.stranger)
    Company.objects.filter(pk=company.pk).update(sme_gp_no="SME-1")
    form = reads(cast.stranger).get(DOCUMENTS).context["rows"]
    asked = {
        row.kind.doc: [name for name, field in row.fields.items() if field.required or getattr(field, "is_asked", False)] for row in form
    }
    assert asked == {"certificate": ["file", "issued_on"], "sme_gp": ["file", "number", "expires_on"]}
