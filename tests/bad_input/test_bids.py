"""Bids handed in at the wrong moment, twice, without documents or with a price that nobody can read."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from marketplace import audit
from marketplace.accounts.actions.duties import grant
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Person
from marketplace.kernel import clock
from marketplace.kernel.files.scanning import EmbeddedScanner
from tenders.actions import bidding, opening
from tenders.models import Bid
from tenders.models.bid import BidDocumentKind
from tenders.states import B
from tests.bad_input.conftest import nothing_written, only_the_refusal_written, reads, says
from tests.cast import Player
from tests.factories import purchases as p
from tests.factories.suppliers import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.one_round]

SECOND = dt.timedelta(seconds=1)
BOTH = pytest.mark.parametrize("language", ["th", "en"])


@pytest.fixture
def invited(play: p.Play) -> p.Play:
    """The invitation is out, and the bidder's documents are there."""
    p.invited(play)
    with clock.shifted_to(play.tender.bid_opens_at - dt.timedelta(hours=1)):
        draft = bidding.draft_bid(play.tender, actor=play.cast.siam_bidder.actor)
        for kind in (BidDocumentKind.COMPANY, BidDocumentKind.TECHNICAL):
            bidding.add_document(draft, actor=play.cast.siam_bidder.actor, kind=kind, file=p.stored())
    return play


def hands_in(play: p.Play, language: str, price: str = "๒,๓๐๐,๐๐๐.๕๐", *, by: Player | None = None, **more: str) -> Any:
    """The bidder's browser sends the price at this moment."""
    return reads(by or play.cast.siam_bidder, language).post(
        f"/tenders/{play.tender.ref}/bid/price/", {"price_satang": price, "confirmed": "on", **more}
    )


# ------------------------------------------------------------------ when
@BOTH
@pytest.mark.parametrize("moment", ["a second before the window", "a second after the window"])
def test_a_second_outside_the_window_is_outside(invited: p.Play, language: str, moment: str) -> None:
    tender = invited.tender
    at = tender.bid_opens_at - SECOND if "before" in moment else tender.bid_closes_at + SECOND
    words = {"th": ("รับข้อเสนอเฉพาะวันเสนอราคา", "09.00 น.", "12.00 น."), "en": ("Bids are taken on the bid day only", "09:00", "12:00")}
    with clock.shifted_to(at), only_the_refusal_written("seal", "within_bid_window"):
        page = says(hands_in(invited, language), 409, *words[language])
    assert 'value="๒,๓๐๐,๐๐๐.๕๐"' in page
    assert Bid.objects.get().state == B.DRAFT


@pytest.mark.parametrize("moment", ["bid_opens_at", "bid_closes_at"])
def test_the_first_and_the_last_second_are_inside(invited: p.Play, moment: str) -> None:
    at = getattr(invited.tender, moment)
    with clock.shifted_to(at):
        assert hands_in(invited, "th").status_code == 302
    bid = Bid.objects.get()
    assert (bid.state, bid.received_at) == (B.SEALED, at)


@BOTH
def test_a_colleague_who_comes_second_is_told_so_and_finds_the_receipt(invited: p.Play, language: str) -> None:
    colleague = Person.objects.create(email="second@talat.example", title="นาย", given_name="คู่", family_name="งาน", ref="P-second")
    siam = invited.cast.siam
    with audit.unit():
        grant(actor=Actor.system(), person=colleague, organisation=siam, duty=Duty.BIDDER)
    words = {
        "th": ("บริษัทของท่านยื่นข้อเสนอแล้ว ยื่นได้รายละหนึ่งครั้ง", "ใบรับข้อเสนออยู่ในหน้าข้อเสนอของท่าน"),
        "en": ("Your company has already bid: one bid each.", "The receipt is on the page of your bid."),
    }
    with clock.shifted_to(invited.tender.bid_opens_at + SECOND):
        assert hands_in(invited, language).status_code == 302
        first = Bid.objects.get()
        with only_the_refusal_written("seal", "bids_once"):
            page = says(hands_in(invited, language, "2,199,999", by=Player(colleague, siam)), 409, *words[language])
        assert 'value="2,199,999"' in page
        receipt = reads(Player(colleague, siam)).get(f"/tenders/{invited.tender.ref}/bid/receipt/")
    assert first.sha256 in receipt.content.decode()
    assert Bid.objects.get().ciphertext == first.ciphertext


@BOTH
def test_after_opening_the_invitation_is_over(invited: p.Play, language: str) -> None:
    p.bid(invited, invited.cast.lanna_bidder, 228_000_000)
    invited.at(invited.tender.bid_closes_at + dt.timedelta(minutes=5))
    with clock.shifted_to(invited.now):
        for holder in (invited.cast.chair, invited.cast.head_officer):
            opening.hand_in_share(invited.tender, actor=holder.actor, passphrase=p.PASSPHRASE)
        opening.open_bids(invited.tender, actor=invited.cast.head_officer.actor)
        words = {"th": "ไม่ได้อยู่ในช่วงประกาศเชิญชวน", "en": "The invitation is not open."}
        with only_the_refusal_written("seal", "tender_is_inviting", "within_bid_window"):
            says(hands_in(invited, language), 409, words[language])


# ------------------------------------------------------------------ what
@BOTH
@pytest.mark.parametrize("typed", ["สองล้าน", "2,30,000", "2.300.000", "-5", "2300000.555", "1e6", "2,300,000 ดอลลาร์"])
def test_a_price_that_cannot_be_read_is_asked_for_with_an_example(invited: p.Play, language: str, typed: str) -> None:
    words = {"th": "โปรดกรอกจำนวนเงินบาทเป็นตัวเลข เช่น 1,250.50", "en": "Write the amount in baht with digits, for example 1,250.50."}
    with clock.shifted_to(invited.tender.bid_opens_at + SECOND), nothing_written():
        page = says(hands_in(invited, language, typed), 422, words[language])
    assert f'value="{typed}"' in page


@pytest.mark.parametrize("typed", ["2300000.50", "2,300,000.50", "๒,๓๐๐,๐๐๐.๕๐", "๒๓๐๐๐๐๐.๕", " 2,300,000.5 บาท "])
def test_commas_thai_digits_and_the_word_baht_are_read(invited: p.Play, typed: str) -> None:
    with clock.shifted_to(invited.tender.bid_opens_at + SECOND):
        assert hands_in(invited, "th", typed).status_code == 302
    invited.at(invited.tender.bid_closes_at + dt.timedelta(minutes=5))
    with clock.shifted_to(invited.now):
        for holder in (invited.cast.chair, invited.cast.head_officer):
            opening.hand_in_share(invited.tender, actor=holder.actor, passphrase=p.PASSPHRASE)
        opening.open_bids(invited.tender, actor=invited.cast.head_officer.actor)
    assert Bid.objects.get().price_satang == 230_000_050


@BOTH
def test_a_price_that_was_not_confirmed_is_given_back(invited: p.Play, language: str) -> None:
    words = {"th": "โปรดทำเครื่องหมาย", "en": "Tick “I bid this price"}
    with clock.shifted_to(invited.tender.bid_opens_at + SECOND), nothing_written():
        page = says(hands_in(invited, language, "2,300,000", confirmed=""), 422, words[language])
    assert 'value="2,300,000"' in page


@BOTH
def test_missing_documents_are_named(invited: p.Play, language: str) -> None:
    Bid.objects.get().documents.filter(kind=BidDocumentKind.TECHNICAL).delete()
    words = {"th": ("เอกสารที่ยังขาด", "แนบเอกสารให้ครบ"), "en": ("Documents still missing: Technical proposal", "Attach them.")}
    with clock.shifted_to(invited.tender.bid_opens_at + SECOND), only_the_refusal_written("seal", "bid_documents_complete"):
        page = says(hands_in(invited, language, "2,300,000"), 409, *words[language])
    assert 'value="2,300,000"' in page


UPLOADS = [
    (lambda: pdf("big.pdf", "x" * 6 * 1024 * 1024), "ไฟล์มีขนาด 6.0 MB โปรดแนบไฟล์ที่ไม่เกิน 5 MB", "The file has 6.0 MB. Attach one of 5 MB or less"),
    (lambda: pdf("eicar.pdf", EmbeddedScanner.SIGNATURE.decode()), "EICAR", "EICAR"),
    (lambda: _named("photo.pdf", b"GIF89a" + bytes(64)), "ไฟล์นี้ไม่ใช่ชนิดที่รับ โปรดแนบไฟล์ PDF", "This is not a file of the kinds asked for. Attach PDF"),
    (lambda: _named("page.pdf", b"<html>%PDF-1.7</html>"), "ไฟล์นี้ไม่ใช่ชนิดที่รับ", "This is not a file of the kinds asked for."),
    (lambda: _named("empty.pdf", b""), "ว่างเปล่า โปรดแนบไฟล์อื่น", "is empty. Attach another."),
    (lambda: None, "โปรดแนบ", "Attach “File”"),
]  # fmt: skip


def _named(name: str, content: bytes) -> Any:
    upload = pdf(name)
    upload.file.seek(0)
    upload.file.truncate()
    upload.file.write(content)
    upload.file.seek(0)
    upload.size = len(content)
    return upload


@BOTH
@pytest.mark.parametrize(("upload", "thai", "english"), UPLOADS)
def test_a_document_that_is_not_let_in_gets_a_sentence_and_the_kind_stays_chosen(
    invited: p.Play, tmp_path: Any, language: str, upload: Any, thai: str, english: str
) -> None:
    sent = {"kind": "sme", **({"file": made} if (made := upload()) is not None else {})}
    with clock.shifted_to(invited.tender.bid_opens_at - SECOND), nothing_written():
        page = says(
            reads(invited.cast.siam_bidder, language).post(f"/tenders/{invited.tender.ref}/bid/", sent),
            422,
            thai if language == "th" else english,
        )
    assert '<option value="sme" selected>' in page
    assert not [path for path in tmp_path.rglob("*") if path.is_file()], "no file is kept"
