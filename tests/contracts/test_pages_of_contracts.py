"""Pages of contracts: what strangers see, what the two sides see, and what a paper shows."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from marketplace.contracts.models import Contract, IssuedPaper
from marketplace.contracts.states import C
from marketplace.kernel import clock
from tests.cast import Player
from tests.contracts.conftest import PRICE, Deal
from tests.factories.papers import PDF

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_round,
]  # pages; every page is opened on both databases by tests/architecture/test_access.py


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def reader(deal: Deal, who: Player | None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if who is not None:
        client.force_login(who.person)
    return client


def get(deal: Deal, who: Player | None, name: str, *args: str, query: str = "") -> Any:
    with clock.shifted_to(deal.now):
        return reader(deal, who).get(reverse(f"contracts:{name}", args=args) + query)


def post(deal: Deal, who: Player, address: str, **data: Any) -> Any:
    with clock.shifted_to(deal.now):
        return reader(deal, who).post(address, data)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# ------------------------------------------------------------------ who sees what
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 200),
        ("head_of_agency", 200),
        ("auditor", 200),
        ("lanna_owner", 404),
        ("siam_owner", 404),
        ("stranger", 404),
        (None, 404),
    ],
)
def test_a_draft_is_seen_by_the_agency_and_the_comptroller(deal: Deal, who, status) -> None:
    deal.drafted()
    player = getattr(deal.cast, who) if who else None
    assert get(deal, player, "contract", deal.contract.ref).status_code == status


@pytest.mark.parametrize(("who", "status"), [("lanna_owner", 200), ("siam_owner", 404), (None, 404)])
def test_an_offer_is_seen_by_the_party_as_well(deal: Deal, who, status) -> None:
    deal.offered()
    player = getattr(deal.cast, who) if who else None
    assert get(deal, player, "contract", deal.contract.ref).status_code == status


def test_everybody_sees_the_essentials_of_a_signed_contract(deal: Deal) -> None:
    deal.signed()
    shown = text(get(deal, None, "contract", deal.contract.ref))
    for essential in (deal.cast.lanna.name_en, deal.cast.agency.name_en, "2,280,000", deal.contract.subject):
        assert essential in shown


def test_strangers_see_neither_papers_nor_names_nor_steps(deal: Deal) -> None:
    deal.signed().accepted()
    shown = text(get(deal, None, "contract", deal.contract.ref))
    for inner in (deal.cast.inspector.person.given_name, deal.cast.head_of_agency.person.given_name, "LG-1", "Papers"):
        assert inner not in shown


def test_the_two_sides_see_what_each_has_to_do_next(deal: Deal) -> None:
    deal.signed()
    for who in (deal.cast.officer, deal.party):
        shown = text(get(deal, who, "contract", deal.contract.ref))
        assert "Deliver instalment 1" in shown
        assert "Send copies to the State Audit Office" in shown


def test_a_running_penalty_is_shown_with_its_amount_of_today(deal: Deal) -> None:
    deal.signed()
    deal.on(deal.delivery().due_on + dt.timedelta(days=3))
    shown = text(get(deal, deal.cast.officer, "contract", deal.contract.ref))
    assert "3 days late" in shown
    assert "6,840.00" in shown
    assert "Tell the party that the penalty for instalment 1 runs" in shown


def test_a_member_of_the_acceptance_committee_finds_the_button(deal: Deal) -> None:
    deal.signed().delivered()
    page = get(deal, deal.cast.inspector, "contract", deal.contract.ref).content.decode()
    assert reverse("take_step", args=["delivery", deal.delivery().ref, "inspect"]) in page


@pytest.mark.parametrize("who", ["officer", "lanna_owner"])
def test_the_page_asks_the_database_a_bounded_number_of_times(deal: Deal, who, django_assert_max_num_queries) -> None:
    deal.signed().accepted()
    client = reader(deal, getattr(deal.cast, who))
    with clock.shifted_to(deal.now), django_assert_max_num_queries(22):
        client.get(reverse("contracts:contract", args=[deal.contract.ref]))


# ------------------------------------------------------------------ list and table
def test_the_list_shows_signed_contracts_only(deal: Deal) -> None:
    deal.offered()
    assert deal.contract.ref not in text(get(deal, None, "list"))
    assert deal.contract.ref in text(get(deal, deal.cast.officer, "list", query="?mine=1"))
    deal.guaranteed()
    deal.step("party_sign", deal.party, confirmed=True)
    deal.step("sign", deal.cast.head_of_agency, confirmed=True)
    assert deal.contract.ref in text(get(deal, None, "list"))


def test_the_list_is_searched_by_supplier_agency_and_number(deal: Deal) -> None:
    deal.signed()
    for words in (deal.cast.lanna.name_th, deal.cast.agency.name_th, deal.contract.ref):
        assert deal.contract.ref in text(get(deal, None, "list", query=f"?q={words}"))
    assert deal.contract.ref not in text(get(deal, None, "list", query="?q=ไม่มี"))


def test_the_table_gives_amounts_in_baht_to_spreadsheets(deal: Deal) -> None:
    deal.signed()
    response = get(deal, None, "table")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("contract,kind,state")
    assert "2280000.00" in lines[1]


def test_a_subject_that_looks_like_a_formula_stays_text(deal: Deal) -> None:
    deal.signed(subject="=SUM(A1)")
    lines = b"".join(get(deal, None, "table").streaming_content).decode("utf-8-sig").splitlines()
    assert "'=SUM(A1)" in lines[1]


# ------------------------------------------------------------------ draft and terms
def test_an_officer_prepares_the_contract_with_one_button_and_lands_on_its_terms(deal: Deal) -> None:
    response = post(deal, deal.cast.officer, reverse("contracts:draft", args=[deal.play.tender.lot.ref]))
    contract = Contract.objects.get()
    assert response.headers["Location"] == reverse("contracts:terms", args=[contract.ref])
    assert 'value="2,280,000"' in get(deal, deal.cast.officer, "terms", contract.ref).content.decode()


def test_a_second_click_says_that_there_is_one_already(deal: Deal) -> None:
    deal.drafted()
    response = post(deal, deal.cast.officer, reverse("contracts:draft", args=[deal.play.tender.lot.ref]))
    assert response.status_code == 409
    assert "already" in text(response)


def filled(deal: Deal, **changes: str) -> dict[str, str]:
    data = {
        "seen": str(deal.contract.version),
        "kind": "hire",
        "subject": "พัฒนาระบบ",
        "place": "สำนักปลัด",
        "warranty_months": "12",
        "penalty_kind": "work",
        "penalty_rate": "0.10",
        "line_1_description": "พัฒนาระบบ",
        "line_1_quantity": "๒",
        "line_1_unit": "ระบบ",
        "line_1_unit_price_satang": "1,140,000",
        "part_1_title": "ทั้งหมด",
        "part_1_amount_satang": "๒,๒๘๐,๐๐๐ บาท",
        "part_1_due_days": "90",
    }
    return data | changes


def test_terms_are_typed_as_people_type_them(deal: Deal) -> None:
    deal.drafted()
    response = post(deal, deal.cast.officer, reverse("contracts:terms", args=[deal.contract.ref]), **filled(deal))
    assert response.status_code == 302
    assert deal.contract.lines.get().quantity == 2
    assert deal.delivery().amount_satang == PRICE


def test_what_cannot_be_read_is_said_at_the_field_and_stays(deal: Deal) -> None:
    deal.drafted()
    response = post(
        deal,
        deal.cast.officer,
        reverse("contracts:terms", args=[deal.contract.ref]),
        **filled(deal, line_1_unit_price_satang="สองล้าน", part_1_due_days=""),
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "สองล้าน" in page
    assert "Write the amount in baht with digits" in page
    assert "Days after signing" in text(response)
    assert deal.contract.lines.get().unit_price_satang == PRICE


def test_two_people_writing_terms_do_not_overwrite_each_other(deal: Deal) -> None:
    deal.drafted()
    stale = filled(deal)
    deal.terms()
    response = post(deal, deal.cast.officer, reverse("contracts:terms", args=[deal.contract.ref]), **stale)
    assert response.status_code == 409
    assert deal.contract.lines.get().quantity == 1


# ------------------------------------------------------------------ steps through the web
def test_a_finding_without_description_is_asked_for_at_the_field(deal: Deal) -> None:
    deal.signed().delivered()
    address = reverse("take_step", args=["delivery", deal.delivery().ref, "inspect"])
    response = post(deal, deal.cast.inspector, address, seen=deal.delivery().version, accepts="no", note="")
    assert response.status_code == 422
    assert "Write what is wrong" in text(response)


def test_delivery_finding_and_payment_go_through_the_web(deal: Deal) -> None:
    deal.signed()
    deal.on(deal.delivery().due_on)

    def send(who: Player, step: str, **data: Any) -> None:
        one = deal.delivery()
        response = post(deal, who, reverse("take_step", args=["delivery", one.ref, step]), seen=one.version, **data)
        assert response.status_code == 302, text(response)

    send(deal.party, "deliver", note="")
    for player in deal.acceptors:
        send(player, "inspect", accepts="yes", note="")
    send(deal.party, "submit_invoice", invoice="IV-1", dated_on="2026-11-01", dated_on_era="CE")
    slip = SimpleUploadedFile("slip.pdf", PDF, "application/pdf")
    send(deal.cast.finance, "pay", reference="KTB-9", paid_on=clock.civil(deal.now).isoformat(), paid_on_era="CE", evidence=slip)
    assert deal.delivery().invoice.is_settled


def test_a_payment_slip_of_the_wrong_kind_is_refused_and_what_was_typed_stays(deal: Deal) -> None:
    deal.signed().accepted()
    deal.invoiced()
    one = deal.delivery()
    slip = SimpleUploadedFile("slip.pdf", b"MZ\x90 not a pdf", "application/pdf")
    response = post(
        deal, deal.cast.finance, reverse("take_step", args=["delivery", one.ref, "pay"]), seen=one.version, reference="KTB-9", evidence=slip
    )
    assert response.status_code == 422
    assert 'value="KTB-9"' in response.content.decode()


# ------------------------------------------------------------------ papers
def test_the_signed_contract_is_a_page_and_a_pdf_for_both_sides(deal: Deal) -> None:
    deal.signed()
    paper = IssuedPaper.objects.get(kind="contract")
    for who in (deal.cast.officer, deal.party, deal.cast.auditor):
        page = text(get(deal, who, "paper", deal.contract.ref, paper.ref))
        assert "สองล้านสองแสนแปดหมื่นบาทถ้วน" in page
        assert paper.digest in page
        assert "e-GP" in page
        assert get(deal, who, "paper_pdf", deal.contract.ref, paper.ref).content.startswith(b"%PDF")


def test_the_pdf_is_the_same_bytes_every_time(deal: Deal) -> None:
    deal.signed()
    paper = IssuedPaper.objects.get(kind="contract")
    first, second = (get(deal, deal.party, "paper_pdf", deal.contract.ref, paper.ref).content for _ in range(2))
    assert first == second


def test_a_stranger_checks_a_paper_without_reading_it(deal: Deal) -> None:
    deal.signed()
    paper = IssuedPaper.objects.get(kind="contract")
    page = text(get(deal, None, "paper", deal.contract.ref, paper.ref))
    assert paper.digest in page
    assert "สองล้าน" not in page
    assert get(deal, None, "paper_pdf", deal.contract.ref, paper.ref).status_code == 404


def test_a_paper_whose_text_was_changed_says_so(deal: Deal) -> None:
    deal.signed()
    paper = IssuedPaper.objects.get(kind="contract")
    IssuedPaper.objects.filter(pk=paper.pk).update(facts=paper.facts | {"total_satang": 1})
    assert "Changed since" in text(get(deal, None, "paper", deal.contract.ref, paper.ref))
    assert "Careful" in text(get(deal, deal.party, "paper", deal.contract.ref, paper.ref))


@pytest.mark.parametrize("kind", ["letter", "acceptance"])
def test_letters_and_acceptance_notes_are_papers_too(deal: Deal, kind) -> None:
    deal.signed().accepted()
    for paper in IssuedPaper.objects.filter(kind=kind):
        assert paper.digest in text(get(deal, deal.party, "paper", deal.contract.ref, paper.ref))
        assert get(deal, deal.party, "paper_pdf", deal.contract.ref, paper.ref).content.startswith(b"%PDF")


def test_the_text_can_be_read_before_it_is_signed(deal: Deal) -> None:
    deal.offered()
    for name in ("preview", "preview_pdf"):
        assert get(deal, deal.party, name, deal.contract.ref).status_code == 200
        assert get(deal, deal.cast.siam_owner, name, deal.contract.ref).status_code == 404


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_page_speaks_both_languages_without_a_missing_word(deal: Deal, lang) -> None:
    deal.signed().accepted()
    assert deal.contract.state == C.IN_FORCE
    client = Client(headers={"accept-language": lang})
    client.force_login(deal.cast.officer.person)
    with clock.shifted_to(deal.now):
        page = text(client.get(reverse("contracts:contract", args=[deal.contract.ref])))
    assert ("What is to be done" in page) == (lang == "en")
