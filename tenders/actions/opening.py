"""Opening: after the deadline holders hand in their shares, then all envelopes are opened together (cl. 55).

The only module that may import `tenders.sealing.unseal`.
"""

from __future__ import annotations

import json
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.law import clauses
from marketplace.procedure import sitting
from marketplace.procedure.refusals import Refusal, Refused, wrong_duty
from tenders import events, rules
from tenders.actions import waking
from tenders.actions.bidding import envelope_context
from tenders.actions.case import rules_for, seats_of, sits_undeclared
from tenders.models import KeyShare, OfficerKey, Tender
from tenders.models.bid import HolderRole
from tenders.sealing.officer_key import Cost, WeakPassphrase, WrongPassphrase, create_officer_key
from tenders.sealing.platform_key import read_platform_key
from tenders.sealing.tender_key import TenderKey
from tenders.sealing.unseal import DamagedShare, Moment, TooEarly, hand_in, open_all
from tenders.states import B, T

ROLE_DUTY = {HolderRole.CHAIR: Duty.COMMITTEE_CHAIR, HolderRole.HEAD_OFFICER: Duty.HEAD_OFFICER, HolderRole.COMPTROLLER: Duty.KEY_OFFICER}


def enrol(*, actor: Actor, passphrase: str, cost: Cost | None = None) -> OfficerKey:
    """An officer makes a personal key. The passphrase is stored nowhere. Opens its own unit.

    `cost` is the work of one guess at the passphrase, the standard one unless said.

    Raises:
        Refused: the passphrase is too weak, or the officer has a key already.
    """
    from marketplace.accounts.models import Person

    person = Person.objects.get(pk=actor.person_id)
    if OfficerKey.objects.filter(person=person).exists():
        raise Refused([Refusal("has_key", _("You have a personal key already."), clauses.HOUSE_OWN_KEY)], subject=person)
    try:
        public, protected = create_officer_key(passphrase, cost=cost)
    except WeakPassphrase as weak:
        raise Refused(
            [
                Refusal(
                    "weak_passphrase",
                    _("Choose a longer passphrase: at least twelve characters, better four words."),
                    clauses.HOUSE_OWN_KEY,
                )
            ],
            subject=person,
        ) from weak
    with audit.unit():
        key = OfficerKey.objects.create(person=person, public_key=public, protected=protected, created_at=clock.read(), created_by=person)
        audit.record(
            events.KeyHolderEnrolled,
            actor=actor.under(Duty.KEY_HOLDER),
            subject=person,
            basis=("HOUSE.KEY_SHARES",),
            payload={"public_key": public.hex()},
        )
    return key


def hand_in_share(tender: Tender, *, actor: Actor, passphrase: str) -> KeyShare:
    """A holder hands in the share after the deadline. Opens its own unit.

    Raises:
        Refused: before the deadline, no share for this person, handed in before, or the passphrase does not open it.
    """
    share = KeyShare.objects.filter(tender=tender, holder_id=actor.person_id).first()
    if share is None:
        raise Refused([wrong_duty(Duty.KEY_HOLDER.label)], step="hand_in_share", subject=tender)
    if share.handed_in_at:
        raise Refused(
            [Refusal("handed_in", _("Your key share is handed in already."), clauses.HOUSE_OWN_KEY)], step="hand_in_share", subject=tender
        )
    if sits_undeclared(actor, seats_of(tender)):
        raise Refused(
            [
                Refusal(
                    "undeclared", rules.opener_declared.sentence, clauses.HOUSE_CONFLICT_DECLARATION, remedy=rules.opener_declared.remedy
                )
            ],
            step="hand_in_share",
            subject=tender,
        )
    own = OfficerKey.objects.get(person_id=actor.person_id)
    key = TenderKey.from_json(tender.key_pair.sealed)
    assert tender.bid_closes_at is not None
    try:
        if clock.read() <= tender.bid_closes_at:
            raise TooEarly("at the very moment of closing an envelope may still come in")
        blob = hand_in(
            key,
            holder=share.holder.ref,
            protected=bytes(own.protected),
            passphrase=passphrase,
            platform_key=read_platform_key(settings.PLATFORM_KEY),
            moment=_moment(tender),
        )
    except TooEarly as early:
        raise Refused(
            [Refusal("too_early", rules.window_closed.sentence, clauses.REG_54, params={"until": tender.bid_closes_at})],
            step="hand_in_share",
            subject=tender,
        ) from early
    except WrongPassphrase as wrong:
        raise Refused(
            [
                Refusal(
                    "wrong_passphrase",
                    _("This passphrase does not open your key."),
                    clauses.HOUSE_OWN_KEY,
                    remedy=_("Type it again; capital letters and spaces count."),
                )
            ],
            step="hand_in_share",
            subject=tender,
        ) from wrong
    except DamagedShare as damaged:
        raise Refused(
            [
                Refusal(
                    "damaged_share",
                    _("Your share cannot be used."),
                    clauses.HOUSE_KEY_SHARES,
                    remedy=_("The two other holders can open without it."),
                )
            ],
            step="hand_in_share",
            subject=tender,
        ) from damaged
    with audit.unit():
        done = KeyShare.objects.filter(pk=share.pk, handed_in_at__isnull=True).update(
            handed_in=blob, handed_in_at=clock.read(), handed_in_by_id=actor.person_id
        )
        if not done:
            raise Refused(
                [Refusal("handed_in", _("Your key share is handed in already."), clauses.HOUSE_OWN_KEY)],
                step="hand_in_share",
                subject=tender,
            )
        audit.record(
            events.KeyShareHandedIn,
            actor=actor.under(ROLE_DUTY[HolderRole(share.role)]),
            subject=tender,
            basis=("HOUSE.KEY_SHARES",),
            payload={"holder": share.holder.ref, "role": share.role},
        )
    share.refresh_from_db()
    return share


def _moment(tender: Tender) -> Moment:
    assert tender.bid_closes_at is not None
    return Moment(deadline=tender.bid_closes_at, now=clock.read())


def open_bids(tender: Tender, *, actor: Actor, seen: int | None = None) -> Tender:
    """Open every envelope or none, and let the prices be seen by all who may (cl. 55)."""
    with sitting(tender, actor=actor) as held:
        root: Tender = held.root
        bids = list(root.bids.filter(state=B.SEALED).select_related("company").order_by("received_at", "pk"))
        shares = {share.holder.ref: bytes(share.handed_in) for share in root.key_shares.select_related("holder") if share.handed_in}
        prices = _prices(root, bids, shares)
        opened_at = clock.read()
        done: Tender = held.take(
            tender,
            "open_bids",
            actor=actor,
            seen=seen,
            count=len(bids),
            opened_at=opened_at,
            holders=sorted(shares),
            bids=[
                {"supplier": bid.company.ref, "sha256": bid.sha256, "received_at": bid.received_at, "price_satang": prices.get(bid.ref, 0)}
                for bid in bids
            ],
        )
        for bid in bids:
            row = held.take(bid, "open", actor=actor, supplier=bid.company.ref, price_satang=prices[bid.ref])
            row.price_satang = prices[bid.ref]
            row.save(update_fields=["price_satang"])
        done.opened_at, done.opened_by_id = opened_at, actor.person_id
        done.next_check = waking.next_moment(done)
        done.save(update_fields=["opened_at", "opened_by", "next_check"])
        return done


def _prices(tender: Tender, bids: list, shares: dict[str, bytes]) -> dict[str, int]:  # type: ignore[type-arg]
    """Price in satang by the bid's reference. Empty where the rules will refuse anyway: nothing is unsealed then."""
    book = rules_for(tender, clock.today())
    closes = tender.bid_closes_at
    ready = closes is not None and clock.read() >= closes + timedelta(seconds=book.integer("H.OPENING.WAIT"))
    if tender.state != T.INVITING or not ready or len(shares) < book.integer("H.KEY.SHARES") or not bids:
        return {}
    key = TenderKey.from_json(tender.key_pair.sealed)
    envelopes = {envelope_context(bid): bytes(bid.ciphertext) for bid in bids}
    opened = open_all(
        key, handed_in=shares, platform_key=read_platform_key(settings.PLATFORM_KEY), moment=_moment(tender), envelopes=envelopes
    )
    return {bid.ref: int(json.loads(opened[envelope_context(bid)])["price_satang"]) for bid in bids}


def record_no_bid(tender: Tender, *, actor: Actor, seen: int | None = None) -> Tender:
    """Record that the window closed without a bid; the lot fails with the purchase (cl. 56)."""
    with sitting(tender, actor=actor) as held:
        done: Tender = held.take(tender, "record_no_bid", actor=actor, seen=seen)
        held.take(held.root.lot, "fail", actor=actor)
        done.ended_at, done.ended_by_id, done.next_check = clock.read(), actor.person_id, None
        done.save(update_fields=["ended_at", "ended_by", "next_check"])
        return done
