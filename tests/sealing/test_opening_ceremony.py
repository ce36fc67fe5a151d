"""What opens envelopes, and everything that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenders.sealing.context import TECHNICAL, Context
from tenders.sealing.officer_key import WrongPassphrase, create_officer_key
from tenders.sealing.seal import BLOCK, fingerprint, seal
from tenders.sealing.tender_key import TenderKey, create_tender_key
from tenders.sealing.unseal import (
    DamagedKey,
    DamagedShare,
    Moment,
    SharesMissing,
    TooEarly,
    UnopenableEnvelopes,
    hand_in,
    open_all,
)
from tests.sealing.conftest import (
    AFTER,
    BEFORE,
    CHAIR,
    CHEAP,
    COMPTROLLER,
    DEADLINE,
    HEAD,
    HOLDERS,
    PLATFORM,
    ceremony_of,
    passphrase,
)

PRICE_A = b'{"total_satang": 123450000}'


# --- what opens


@pytest.mark.parametrize("holders", [*combinations(HOLDERS, 2), HOLDERS])
def test_any_two_of_three_holders_open_after_the_deadline(ceremony, holders):
    context, sealed = ceremony.seal("C-1", PRICE_A)
    assert ceremony.open({context: sealed}, holders=holders) == {context: PRICE_A}


def test_the_stored_key_opens_after_a_round_trip_through_the_database(ceremony, officer_keys):
    context, sealed = ceremony.seal("C-1", PRICE_A)
    read_back = replace(ceremony, key=TenderKey.from_json(ceremony.key.as_json()))
    assert read_back.key == ceremony.key
    assert read_back.open({context: sealed}) == {context: PRICE_A}


def test_every_envelope_of_the_tender_opens_at_once(ceremony):
    envelopes = dict(ceremony.seal(f"C-{number}", f"price {number}".encode()) for number in range(5))
    assert sorted(ceremony.open(envelopes).values()) == [f"price {number}".encode() for number in range(5)]


def test_no_envelope_is_a_ceremony_too(ceremony):
    assert ceremony.open({}) == {}


def test_the_exact_moment_of_the_deadline_is_no_longer_too_early(ceremony):
    context, sealed = ceremony.seal("C-1", PRICE_A)
    assert ceremony.open({context: sealed}, moment=Moment(DEADLINE, DEADLINE))


@settings(max_examples=25, deadline=None)
@given(plaintext=st.binary(max_size=3 * BLOCK))
def test_what_was_sealed_comes_back_unchanged(officer_keys, plaintext):
    ceremony = ceremony_of(officer_keys)
    context, sealed = ceremony.seal("C-1", plaintext)
    assert ceremony.open({context: sealed})[context] == plaintext


# --- what an envelope belongs to


@pytest.mark.parametrize("other", [{"bidder": "C-2"}, {"version": 2}])
def test_an_envelope_does_not_open_in_another_context(ceremony, other):
    context, sealed = ceremony.seal("C-1", PRICE_A)
    with pytest.raises(UnopenableEnvelopes):
        ceremony.open({replace(context, **other): sealed})


def test_envelopes_swapped_between_two_bidders_do_not_open(ceremony):
    first, sealed_first = ceremony.seal("C-1", PRICE_A)
    second, sealed_second = ceremony.seal("C-2", b"other price")
    with pytest.raises(UnopenableEnvelopes) as refusal:
        ceremony.open({first: sealed_second, second: sealed_first})
    assert set(refusal.value.contexts) == {first, second}


def test_one_damaged_envelope_keeps_all_others_closed_and_is_named(ceremony):
    good, sealed = ceremony.seal("C-1", PRICE_A)
    bad, damaged = ceremony.seal("C-2", PRICE_A)
    with pytest.raises(UnopenableEnvelopes) as refusal:
        ceremony.open({good: sealed, bad: damaged[:-1] + bytes([damaged[-1] ^ 1])})
    assert refusal.value.contexts == (bad,)


@pytest.mark.parametrize("rubbish", [b"", b"\x00", bytes(200)])
def test_rubbish_instead_of_an_envelope_does_not_open(ceremony, rubbish):
    with pytest.raises(UnopenableEnvelopes):
        ceremony.open({ceremony.context("C-1"): rubbish})


def test_an_envelope_of_another_purpose_or_tender_is_not_even_tried(ceremony):
    for context in (
        Context(ceremony.key.tender, "C-1", TECHNICAL, 1),
        Context("T-2570-000002", "C-1", ceremony.key.purpose, 1),
    ):
        with pytest.raises(ValueError):
            ceremony.open({context: b""})


def test_an_envelope_sealed_with_another_tenders_key_does_not_open(ceremony, officer_keys):
    other = ceremony_of(officer_keys, tender="T-2570-000002")
    context = ceremony.context("C-1")
    with pytest.raises(UnopenableEnvelopes):
        ceremony.open({context: seal(other.key.public, context, PRICE_A)})


@pytest.mark.parametrize("name", ["", "a|b", "ก", "a b", "x" * 81])
def test_a_context_whose_parts_could_be_misread_cannot_be_sealed(ceremony, name):
    with pytest.raises(ValueError):
        seal(ceremony.key.public, Context("T-1", name, "price", 1), b"")


def test_the_length_of_an_envelope_does_not_tell_the_price(ceremony):
    lengths = {len(ceremony.seal("C-1", str(price).encode())[1]) for price in (1, 99_999_999, 10**15)}
    assert len(lengths) == 1


def test_the_same_price_sealed_twice_looks_different(ceremony):
    assert fingerprint(ceremony.seal("C-1", PRICE_A)[1]) != fingerprint(ceremony.seal("C-1", PRICE_A)[1])


# --- what does not open: too few, too early, or without the platform


@pytest.mark.parametrize("holder", HOLDERS)
def test_one_share_is_not_enough(ceremony, holder):
    context, sealed = ceremony.seal("C-1", PRICE_A)
    with pytest.raises(SharesMissing):
        ceremony.open({context: sealed}, holders=(holder,))


def test_no_share_is_not_enough(ceremony):
    with pytest.raises(SharesMissing):
        ceremony.open({}, holders=())


def test_one_share_under_two_names_is_not_enough(ceremony):
    blob = ceremony.hand_in(CHAIR)
    with pytest.raises(DamagedShare):
        open_all(
            ceremony.key,
            handed_in={CHAIR: blob, HEAD: blob},
            platform_key=PLATFORM,
            moment=AFTER,
            envelopes={},
        )


def test_a_demanded_holder_cannot_be_replaced_by_the_two_others(officer_keys):
    ceremony = ceremony_of(officer_keys, demanded={COMPTROLLER})
    with pytest.raises(SharesMissing):
        ceremony.open({}, holders=(CHAIR, HEAD))


def test_the_demand_is_arithmetic_and_survives_a_changed_row(officer_keys):
    ceremony = ceremony_of(officer_keys, demanded={COMPTROLLER})
    forged = replace(ceremony, key=replace(ceremony.key, demanded=frozenset()))
    with pytest.raises(DamagedKey):
        forged.open({}, holders=(CHAIR, HEAD))


@pytest.mark.parametrize("other", [CHAIR, HEAD])
def test_a_demanded_holder_and_one_other_open(officer_keys, other):
    ceremony = ceremony_of(officer_keys, demanded={COMPTROLLER})
    context, sealed = ceremony.seal("C-1", PRICE_A)
    assert ceremony.open({context: sealed}, holders=(COMPTROLLER, other)) == {context: PRICE_A}
    assert ceremony.open({context: sealed}, holders=HOLDERS) == {context: PRICE_A}


def test_a_lowered_number_of_needed_holders_in_the_row_opens_nothing(ceremony):
    forged = replace(ceremony, key=replace(ceremony.key, needed=1))
    with pytest.raises(DamagedKey):
        forged.open({}, holders=(CHAIR,))


def test_all_three_holders_open_nothing_before_the_deadline(ceremony):
    context, sealed = ceremony.seal("C-1", PRICE_A)
    with pytest.raises(TooEarly):
        ceremony.hand_in(CHAIR, moment=BEFORE)
    with pytest.raises(TooEarly):
        ceremony.open({context: sealed}, holders=HOLDERS, moment=BEFORE)


def test_an_earlier_deadline_written_into_the_tender_opens_nothing(ceremony):
    earlier = Moment(deadline=DEADLINE - timedelta(days=3), now=DEADLINE - timedelta(days=2))
    with pytest.raises(TooEarly):
        ceremony.hand_in(CHAIR, moment=earlier)


def test_an_earlier_deadline_written_into_the_key_as_well_opens_nothing(ceremony):
    earlier = DEADLINE - timedelta(days=3)
    context, sealed = ceremony.seal("C-1", PRICE_A)
    forged = replace(ceremony.key, not_before=earlier)
    moment = Moment(deadline=earlier, now=DEADLINE - timedelta(days=2))
    handed_in = {
        holder: hand_in(
            forged,
            holder=holder,
            protected=ceremony.protected[holder],
            passphrase=passphrase(holder),
            platform_key=PLATFORM,
            moment=moment,
        )
        for holder in HOLDERS
    }
    with pytest.raises(DamagedKey):
        open_all(forged, handed_in=handed_in, platform_key=PLATFORM, moment=moment, envelopes={context: sealed})


def test_an_extended_deadline_holds(ceremony):
    extended = Moment(deadline=DEADLINE + timedelta(days=1), now=DEADLINE + timedelta(hours=3))
    with pytest.raises(TooEarly):
        ceremony.hand_in(CHAIR, moment=extended)


def test_a_moment_without_time_zone_decides_nothing(ceremony):
    naive = datetime(2030, 1, 1)  # noqa: DTZ001
    with pytest.raises(ValueError):
        ceremony.hand_in(CHAIR, moment=Moment(DEADLINE, naive))


def test_all_officers_without_the_platforms_key_open_nothing(ceremony):
    context, sealed = ceremony.seal("C-1", PRICE_A)
    other_platform = bytes(32)
    handed_in = {holder: ceremony.hand_in(holder, platform_key=other_platform) for holder in HOLDERS}
    with pytest.raises(DamagedKey):
        open_all(
            ceremony.key,
            handed_in=handed_in,
            platform_key=other_platform,
            moment=AFTER,
            envelopes={context: sealed},
        )


def test_a_missing_platform_key_is_refused(ceremony):
    with pytest.raises(ValueError):
        ceremony.hand_in(CHAIR, platform_key=b"")


def test_database_environment_and_one_passphrase_open_nothing(ceremony):
    """The attacker calls our own code freely, after the deadline, with everything but a second passphrase."""
    context, sealed = ceremony.seal("C-1", PRICE_A)
    own = ceremony.hand_in(CHAIR)
    for guess in (passphrase(CHAIR), "", "password1234"):
        with pytest.raises(WrongPassphrase):
            hand_in(
                ceremony.key,
                holder=HEAD,
                protected=ceremony.protected[HEAD],
                passphrase=guess,
                platform_key=PLATFORM,
                moment=AFTER,
            )
    with pytest.raises(DamagedShare):  # the chair's own key does not open the head officer's share
        hand_in(
            ceremony.key,
            holder=HEAD,
            protected=ceremony.protected[CHAIR],
            passphrase=passphrase(CHAIR),
            platform_key=PLATFORM,
            moment=AFTER,
        )
    with pytest.raises(SharesMissing):
        open_all(
            ceremony.key,
            handed_in={CHAIR: own},
            platform_key=PLATFORM,
            moment=AFTER,
            envelopes={context: sealed},
        )


def test_a_handed_in_share_is_not_readable_where_it_waits(ceremony):
    handed_in = {holder: ceremony.hand_in(holder) for holder in (CHAIR, HEAD)}
    with pytest.raises(DamagedShare):
        open_all(ceremony.key, handed_in=handed_in, platform_key=bytes(32), moment=AFTER, envelopes={})


def test_a_share_handed_in_for_one_tender_is_worth_nothing_in_another(ceremony, officer_keys):
    other = ceremony_of(officer_keys, tender="T-2570-000002")
    handed_in = {holder: other.hand_in(holder) for holder in (CHAIR, HEAD)}
    with pytest.raises(DamagedShare):
        open_all(ceremony.key, handed_in=handed_in, platform_key=PLATFORM, moment=AFTER, envelopes={})


def test_a_share_replaced_in_the_database_is_named(ceremony, officer_keys):
    other = ceremony_of(officer_keys)
    replaced = tuple(other.key.share_of(CHAIR) if share.holder == CHAIR else share for share in ceremony.key.shares)
    mixed = replace(ceremony, key=replace(ceremony.key, shares=replaced))
    with pytest.raises(DamagedKey):
        mixed.open({}, holders=(CHAIR, HEAD))
    torn = replace(ceremony.key.share_of(CHAIR), sealed=other.key.share_of(CHAIR).sealed)
    torn_key = replace(ceremony.key, shares=tuple(torn if s.holder == CHAIR else s for s in ceremony.key.shares))
    with pytest.raises(DamagedShare) as refusal:
        replace(ceremony, key=torn_key).hand_in(CHAIR)
    assert refusal.value.holder == CHAIR


def test_a_stranger_holds_no_share(ceremony):
    with pytest.raises(KeyError):
        hand_in(
            ceremony.key,
            holder="P-stranger",
            protected=b"",
            passphrase="",
            platform_key=PLATFORM,
            moment=AFTER,
        )


# --- making a key


@pytest.mark.parametrize(
    "terms",
    [
        {"needed": 1},
        {"needed": 4},
        {"demanded": {"P-stranger"}},
        {"demanded": set(HOLDERS)},
        {"not_before": DEADLINE.replace(tzinfo=None)},
        {"tender": "T|1"},
    ],
)
def test_terms_that_protect_nothing_are_refused(officer_keys, terms):
    with pytest.raises(ValueError):
        ceremony_of(officer_keys, **terms)


def test_two_holders_with_one_key_are_refused():
    public, _ = create_officer_key("one person, two names", cost=CHEAP)
    with pytest.raises(ValueError):
        create_tender_key(
            platform_key=PLATFORM,
            tender="T-1",
            purpose="price",
            not_before=DEADLINE,
            holders={"P-1": public, "P-2": public},
        )


@settings(max_examples=20, deadline=None)
@given(count=st.integers(2, 6), data=st.data())
def test_exactly_the_groups_that_the_terms_allow_can_open(count, data):
    needed = data.draw(st.integers(2, count))
    holders = [f"P-{number}" for number in range(count)]
    demanded = frozenset(data.draw(st.lists(st.sampled_from(holders), unique=True, max_size=needed)))
    keys = {holder: create_officer_key(passphrase(holder), cost=CHEAP) for holder in holders}
    ceremony = ceremony_of(keys, needed=needed, demanded=demanded)
    context, sealed = ceremony.seal("C-1", PRICE_A)
    group = tuple(data.draw(st.lists(st.sampled_from(holders), unique=True)))
    if len(group) >= needed and demanded <= set(group):
        assert ceremony.open({context: sealed}, holders=group) == {context: PRICE_A}
    else:
        with pytest.raises(SharesMissing):
            ceremony.open({context: sealed}, holders=group)


def test_nothing_that_is_stored_holds_the_plaintext(ceremony):
    _, sealed = ceremony.seal("C-1", PRICE_A)
    assert PRICE_A not in sealed
    assert b"123450000" not in ceremony.key.as_json().encode() + sealed
