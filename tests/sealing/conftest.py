"""A tender key with three holders: the chair, the head officer and the comptroller's key officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tenders.sealing.context import PRICE, Context
from tenders.sealing.officer_key import Cost, create_officer_key
from tenders.sealing.seal import seal
from tenders.sealing.tender_key import TenderKey, create_tender_key
from tenders.sealing.unseal import Moment, hand_in, open_all

PLATFORM = bytes(range(32))
DEADLINE = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
AFTER = Moment(deadline=DEADLINE, now=DEADLINE + timedelta(minutes=5))
BEFORE = Moment(deadline=DEADLINE, now=DEADLINE - timedelta(microseconds=1))
CHAIR, HEAD, COMPTROLLER = "P-chair", "P-head", "P-comptroller"
HOLDERS = (CHAIR, HEAD, COMPTROLLER)
CHEAP = Cost(passes=1, lanes=1, memory=8)


def passphrase(holder: str) -> str:
    return f"ประโยคลับของ {holder}"


@dataclass(frozen=True)
class Ceremony:
    """A key, its holders' protected keys, and short forms of the calls under test."""

    key: TenderKey
    protected: dict[str, bytes]

    def context(self, bidder: str, version: int = 1) -> Context:
        return Context(self.key.tender, bidder, self.key.purpose, version)

    def seal(self, bidder: str, text: bytes, version: int = 1) -> tuple[Context, bytes]:
        context = self.context(bidder, version)
        return context, seal(self.key.public, context, text)

    def hand_in(self, holder: str, moment: Moment = AFTER, platform_key: bytes = PLATFORM) -> bytes:
        return hand_in(
            self.key,
            holder=holder,
            protected=self.protected[holder],
            passphrase=passphrase(holder),
            platform_key=platform_key,
            moment=moment,
        )

    def open(
        self,
        envelopes: dict[Context, bytes],
        holders: tuple[str, ...] = (CHAIR, HEAD),
        moment: Moment = AFTER,
        platform_key: bytes = PLATFORM,
    ) -> dict[Context, bytes]:
        handed_in = {holder: self.hand_in(holder) for holder in holders}
        return open_all(self.key, handed_in=handed_in, platform_key=platform_key, moment=moment, envelopes=envelopes)


@pytest.fixture(scope="session")
def officer_keys() -> dict[str, tuple[bytes, bytes]]:
    return {holder: create_officer_key(passphrase(holder), cost=CHEAP) for holder in HOLDERS}


def ceremony_of(officer_keys: dict[str, tuple[bytes, bytes]], **changes: object) -> Ceremony:
    terms: dict = {
        "platform_key": PLATFORM,
        "tender": "T-2570-000001",
        "purpose": PRICE,
        "not_before": DEADLINE,
        "holders": {holder: public for holder, (public, _) in officer_keys.items()},
    }
    key = create_tender_key(**(terms | changes))
    return Ceremony(key, {holder: protected for holder, (_, protected) in officer_keys.items()})


@pytest.fixture
def ceremony(officer_keys) -> Ceremony:
    return ceremony_of(officer_keys)
