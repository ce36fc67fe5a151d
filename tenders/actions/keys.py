"""The key to which a purchase's envelopes are sealed: made with the invitation, and anew where the chair is replaced in time."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.models import Person
from marketplace.kernel import clock
from marketplace.procedure.refusals import Refusal, Refused
from tenders import events, rules
from tenders.actions.case import holders_of, rules_for, seats_of
from tenders.models import KeyShare, OfficerKey, Tender, TenderKeyPair
from tenders.models.bid import HolderRole
from tenders.sealing.platform_key import read_platform_key
from tenders.sealing.tender_key import create_tender_key

#: The purpose of the key that opens price envelopes.
PRICE = "PRICE"


def make_key(tender: Tender, actor: Actor, holders: dict[HolderRole, int], people: dict[int, Person], closes: Any) -> str:
    """Make the key pair and give each holder a share; return the public half in hexadecimal. Nothing is made for
    too few holders: the step that follows then refuses and undoes all."""
    if len(holders) < 3:
        return ""
    book = rules_for(tender, clock.today())
    keys = {people[row.person_id].ref: bytes(row.public_key) for row in OfficerKey.objects.filter(person_id__in=holders.values())}
    demanded = [people[holders[HolderRole.COMPTROLLER]].ref] if book.choice("H.KEY.COMPTROLLER") == "required" else []
    key = create_tender_key(
        platform_key=read_platform_key(settings.PLATFORM_KEY),
        tender=tender.ref,
        purpose=PRICE,
        not_before=closes,
        holders=keys,
        needed=book.integer("H.KEY.SHARES"),
        demanded=demanded,
    )
    TenderKeyPair.objects.create(
        tender=tender, public_key=key.public, sealed=key.as_json(), made_at=clock.read(), made_by_id=actor.person_id
    )
    KeyShare.objects.bulk_create(KeyShare(tender=tender, holder_id=pk, role=role) for role, pk in holders.items())
    return key.public.hex()


def renew_key(tender: Tender, *, actor: Actor) -> None:
    """Make the key anew, with shares for whoever holds the duties now; the old key and its shares are gone. Inside the caller's sitting.

    Only before the window for bids: nothing can have been sealed to the old key yet. The caller has judged that, and
    holds the purchase's lock, for which every bid on its way waits.

    Raises:
        Refused: one of the three holders has no personal key.
    """
    holders = holders_of(tender, seats_of(tender))
    if len(holders) < len(HolderRole):
        rule = rules.key_holders_ready
        raise Refused([Refusal(rule.code, rule.sentence, rule.basis, remedy=rule.remedy, params={"ready": len(holders)})])
    tender.key_shares.all().delete()
    TenderKeyPair.objects.filter(tender=tender).delete()
    people = {person.pk: person for person in Person.objects.filter(pk__in=holders.values())}
    public = make_key(tender, actor, holders, people, tender.bid_closes_at)
    audit.record(
        events.KeysRenewed,
        actor=actor,
        subject=tender,
        basis=("HOUSE.KEY_SHARES",),
        payload={"public_key": public, "holders": [people[pk].ref for pk in holders.values()]},
    )
