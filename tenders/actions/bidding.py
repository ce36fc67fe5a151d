"""A company's bid: drafted with its documents, sealed in the request that brings the price (cl. 54)."""

from __future__ import annotations

import json

from django.conf import settings
from django.db import connection

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.kernel.models import StoredFile
from marketplace.law import clauses
from marketplace.procedure import sitting
from marketplace.procedure.refusals import Refusal, Refused, wrong_duty, wrong_state
from suppliers.models import Company
from suppliers.models.abandoner import Purpose
from tenders import rules
from tenders.actions.standing import look_up
from tenders.models import Bid, BidDocument, Tender
from tenders.models.bid import BidDocumentKind
from tenders.sealing.context import Context
from tenders.sealing.platform_key import read_platform_key
from tenders.sealing.receipt import sign_receipt
from tenders.sealing.seal import fingerprint, seal
from tenders.states import B, T

ENVELOPE = "PRICE"
#: One submission each (cl. 54): an envelope has one version.
VERSION = 1


def envelope_context(bid: Bid) -> Context:
    """Where this bid's envelope is valid, and nowhere else."""
    return Context(tender=bid.tender.ref, bidder=bid.company.ref, envelope=ENVELOPE, version=VERSION)


def own_bid(tender: Tender, *, actor: Actor) -> Bid:
    """The company's bid in this purchase; where there is none, an empty one that is not saved. Writes nothing.

    Raises:
        Refused: the actor does not bid for a company, or nothing was begun and the invitation is not open.
    """
    company = Company.objects.filter(organisation_id=actor.organisation_id).first()
    if company is None or not actor.has(Duty.BIDDER):
        raise Refused([wrong_duty(Duty.BIDDER.label)], subject=tender)
    found = Bid.objects.filter(tender=tender, company=company).select_related("tender", "company").first()
    if found:
        return found
    if tender.state != T.INVITING:
        raise Refused([Refusal("not_inviting", rules.tender_is_inviting.sentence, clauses.REG_48)], subject=tender)
    return Bid(tender=tender, company=company, ref=_reference(tender, company))


def draft_bid(tender: Tender, *, actor: Actor) -> Bid:
    """The company's bid in this purchase, made as a draft where there is none. Opens its own unit; a draft is not logged."""
    found = own_bid(tender, actor=actor)
    if found.pk:
        return found
    with audit.unit():
        bid, _made = Bid.objects.get_or_create(
            tender=tender,
            company=found.company,
            defaults={"ref": found.ref, "lot": tender.lot, "started_at": clock.read(), "started_by_id": actor.person_id},
        )
    return bid


def _reference(tender: Tender, company: Company) -> str:
    """A bid's reference. Made of its tender and its company: a running number would tell how many others there are."""
    return f"B-{tender.ref.partition('-')[2]}-{company.ref}"


def add_document(bid: Bid, *, actor: Actor, kind: BidDocumentKind, file: StoredFile) -> BidDocument:
    """Attach a document to a draft. Opens its own unit; not logged before the bid is sealed."""
    with audit.unit():
        _own_draft(bid, actor)
        return BidDocument.objects.create(bid=bid, kind=kind, file=file, added_at=clock.read(), added_by_id=actor.person_id)


def remove_document(document: BidDocument, *, actor: Actor) -> None:
    """Take a document out of a draft. Opens its own unit."""
    with audit.unit():
        _own_draft(document.bid, actor)
        document.delete()


def _own_draft(bid: Bid, actor: Actor) -> None:
    if actor.organisation_id != bid.company.organisation_id or not actor.has(Duty.BIDDER):
        raise Refused([wrong_duty(Duty.BIDDER.label)], subject=bid)
    if Bid.objects.values_list("state", flat=True).get(pk=bid.pk) != B.DRAFT:
        raise Refused([wrong_state(B.SEALED.label)], subject=bid)


def _bids_once() -> Refusal:
    rule = rules.bids_once
    return Refusal(rule.code, rule.sentence, rule.basis, remedy=rule.remedy)


def _hold_opening(bid: Bid) -> None:
    """Nobody opens the envelopes while this bid is on its way; bidders do not wait for each other (a shared lock)."""
    if connection.vendor == "postgresql":  # on SQLite the transaction is the lock
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM tenders_tender WHERE id = %s FOR SHARE", [bid.tender_id])


def submit(bid: Bid, *, actor: Actor, price_satang: int, seen: int | None = None) -> Bid:
    """Seal the price and hand in the bid. The price is in this call's memory only, then inside the envelope.

    The sitting is on the bid alone, so that bidders never wait for each other; opening waits for every bid on its way,
    and what comes after it finds the purchase opened. The moment of receipt is read before any wait for a lock, and
    decides: nobody is late because the platform was slow.

    Args:
        price_satang: price including VAT.

    Raises:
        Refused: outside the window, bid before, a work abandoner, documents missing …
    """
    received_at = clock.read()
    with sitting(bid, actor=actor) as held:
        row: Bid = held.root
        _hold_opening(row)
        if row.state != B.DRAFT:  # a colleague was quicker
            raise Refused([_bids_once()], step="seal", subject=bid)
        pair = getattr(row.tender, "key_pair", None)
        if pair is None:
            raise Refused([Refusal("not_inviting", rules.tender_is_inviting.sentence, clauses.REG_48)], subject=bid)
        context = envelope_context(row)
        plain = json.dumps({"price_satang": price_satang, "currency": "THB", "vat": "included"}).encode()
        ciphertext = seal(bytes(pair.public_key), context, plain)
        documents = [{"kind": d.kind, "name": d.file.name, "sha256": d.file.sha256} for d in row.documents.select_related("file")]
        row.ciphertext, row.sha256 = ciphertext, fingerprint(ciphertext)
        row.received_at, row.received_by_id = received_at, actor.person_id
        done: Bid = held.take(
            bid,
            "seal",
            actor=actor,
            seen=seen,
            supplier=row.company.ref,
            supplier_th=row.company.name_th,
            supplier_en=row.company.name_en,
            sha256=row.sha256,
            received_at=received_at,
            documents=documents,
        )
        look_up(row.company, row.tender, actor=actor.under(Duty.BIDDER), purpose=Purpose.BID)
        done.receipt = sign_receipt(
            read_platform_key(settings.PLATFORM_KEY), context, ciphertext=ciphertext, received_at=received_at, log_entry=str(held.entry)
        )
        done.save(update_fields=["receipt"])
        return done
