from __future__ import annotations

import json
import unicodedata

import pytest

from tenders.sealing.officer_key import (
    STANDARD,
    WeakPassphrase,
    WrongPassphrase,
    change_passphrase,
    create_officer_key,
    unlock,
)
from tests.sealing.conftest import CHEAP

PASSPHRASE = "น้ำท่วมทุ่ง ผักบุ้งโหรงเหรง"


def test_the_passphrase_opens_its_own_key():
    public, protected = create_officer_key(PASSPHRASE, cost=CHEAP)
    assert unlock(protected, PASSPHRASE).public_key().public_bytes_raw() == public


def test_the_standard_cost_is_64_mebibytes_and_works():
    _, protected = create_officer_key(PASSPHRASE, cost=STANDARD)
    assert STANDARD.memory == 64 * 1024
    assert unlock(protected, PASSPHRASE)


def test_another_passphrase_does_not_open_it():
    _, protected = create_officer_key(PASSPHRASE, cost=CHEAP)
    with pytest.raises(WrongPassphrase):
        unlock(protected, PASSPHRASE + " ")


def test_sara_am_typed_in_two_characters_is_the_same_passphrase():
    _, protected = create_officer_key(PASSPHRASE, cost=CHEAP)
    decomposed = unicodedata.normalize("NFKD", PASSPHRASE)
    assert decomposed != PASSPHRASE
    assert unlock(protected, decomposed)


def test_a_short_passphrase_is_refused():
    with pytest.raises(WeakPassphrase):
        create_officer_key("สั้นไป", cost=CHEAP)


@pytest.mark.parametrize("field", ["public", "salt", "nonce", "sealed"])
def test_a_blob_in_which_anything_was_changed_does_not_open(field):
    _, protected = create_officer_key(PASSPHRASE, cost=CHEAP)
    stored = json.loads(protected)
    stored[field] = ("B" if stored[field][0] == "A" else "A") + stored[field][1:]
    with pytest.raises(WrongPassphrase):
        unlock(json.dumps(stored).encode(), PASSPHRASE)


def test_a_blob_that_asks_for_unbearable_work_is_refused_without_doing_it():
    _, protected = create_officer_key(PASSPHRASE, cost=CHEAP)
    stored = json.loads(protected) | {"memory": 2**31 - 1}
    with pytest.raises(WrongPassphrase):
        unlock(json.dumps(stored).encode(), PASSPHRASE)


@pytest.mark.parametrize("blob", [b"", b"{}", b"[]", b"\xff", b'{"passes": "x"}'])
def test_something_that_is_no_key_does_not_open(blob):
    with pytest.raises(WrongPassphrase):
        unlock(blob, PASSPHRASE)


def test_a_changed_passphrase_keeps_the_key_and_shuts_out_the_old_one():
    public, protected = create_officer_key(PASSPHRASE, cost=CHEAP)
    renewed = change_passphrase(protected, PASSPHRASE, "another long passphrase", cost=CHEAP)
    assert unlock(renewed, "another long passphrase").public_key().public_bytes_raw() == public
    with pytest.raises(WrongPassphrase):
        unlock(renewed, PASSPHRASE)


def test_the_private_key_and_the_passphrase_are_not_in_the_blob():
    _, protected = create_officer_key(PASSPHRASE, cost=CHEAP)
    private = unlock(protected, PASSPHRASE).private_bytes_raw()
    assert private not in protected
    assert private.hex().encode() not in protected
    assert PASSPHRASE.encode() not in protected
