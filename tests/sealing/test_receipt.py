from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.sealing.context import Context
from tenders.sealing.platform_key import read_platform_key
from tenders.sealing.receipt import UntrueReceipt, check_receipt, public_receipt_key, sign_receipt
from tenders.sealing.seal import fingerprint
from tenders.sealing.standalone import check_receipt as script

PLATFORM = bytes(range(32))
KEY = public_receipt_key(PLATFORM)
CONTEXT = Context("T-2570-000001", "S-7", "price", 1)
CIPHERTEXT = b"sealed envelope"
MOMENT = datetime(2026, 11, 23, 3, 59, 59, 123456, tzinfo=UTC)
ENTRY = "0190a0b0-0000-7000-8000-000000000001"


def receipt(context: Context = CONTEXT, ciphertext: bytes = CIPHERTEXT, platform_key: bytes = PLATFORM) -> str:
    return sign_receipt(platform_key, context, ciphertext=ciphertext, received_at=MOMENT, log_entry=ENTRY, log_position=4711)


def test_a_receipt_says_what_was_received_and_when():
    said = check_receipt(receipt(), public_key=KEY, ciphertext=CIPHERTEXT)
    assert said == {
        "tender": "T-2570-000001",
        "bidder": "S-7",
        "envelope": "price",
        "version": 1,
        "sha256": fingerprint(CIPHERTEXT),
        "received_at": "2026-11-23T03:59:59.123456Z",
        "log_entry": ENTRY,
        "log_position": 4711,
    }


def test_the_time_is_told_in_utc_whatever_zone_it_came_in():
    bangkok = MOMENT.astimezone(timezone(timedelta(hours=7)))
    text = sign_receipt(PLATFORM, CONTEXT, ciphertext=CIPHERTEXT, received_at=bangkok, log_entry=ENTRY)
    assert check_receipt(text, public_key=KEY)["received_at"] == "2026-11-23T03:59:59.123456Z"


@pytest.mark.parametrize("field", ["tender", "bidder", "envelope", "version", "sha256", "received_at", "log_entry", "log_position"])
def test_a_receipt_in_which_anything_was_changed_is_untrue(field):
    document = json.loads(receipt())
    document["receipt"][field] = 9 if isinstance(document["receipt"][field], int) else "x"
    with pytest.raises(UntrueReceipt):
        check_receipt(json.dumps(document), public_key=KEY)


def test_a_receipt_signed_with_another_key_is_untrue_even_if_it_carries_that_key():
    with pytest.raises(UntrueReceipt):
        check_receipt(receipt(platform_key=bytes(32)), public_key=KEY)


def test_the_receipt_of_an_earlier_version_does_not_serve_for_a_later_envelope():
    with pytest.raises(UntrueReceipt):
        check_receipt(receipt(), public_key=KEY, ciphertext=b"second version, sealed")


def test_a_signature_moved_to_another_receipt_is_untrue():
    first, second = json.loads(receipt()), json.loads(receipt(Context("T-2570-000001", "S-8", "price", 1)))
    first["signature"] = second["signature"]
    with pytest.raises(UntrueReceipt):
        check_receipt(json.dumps(first), public_key=KEY)


@given(st.text(max_size=60))
def test_any_text_that_is_no_receipt_is_untrue(text):
    with pytest.raises(UntrueReceipt):
        check_receipt(text, public_key=KEY)


@pytest.mark.parametrize("text", ["", "kurz", "AAAA"])
def test_a_platform_key_that_protects_nothing_is_refused(text):
    with pytest.raises(ValueError):
        read_platform_key(text)


# --- the script, run as an outsider runs it


def run(tmp_path: Path, text: str, *more: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "receipt.json").write_text(text, encoding="utf-8")
    (tmp_path / "envelope.bin").write_bytes(CIPHERTEXT)
    command = [sys.executable, "-I", script.__file__, "receipt.json", *more]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)


def test_the_script_confirms_a_true_receipt(tmp_path):
    done = run(tmp_path, receipt(), "--key", KEY, "--envelope", "envelope.bin")
    assert done.returncode == 0, done.stderr
    assert "ถูกต้อง" in done.stdout
    assert "4711" in done.stdout


def test_the_script_takes_the_key_from_a_file(tmp_path):
    (tmp_path / "key.txt").write_text(KEY + "\n")
    assert run(tmp_path, receipt(), "--key", "key.txt").returncode == 0


def test_the_script_rejects_a_changed_receipt(tmp_path):
    assert run(tmp_path, receipt().replace("S-7", "S-8"), "--key", KEY).returncode == 1


def test_the_script_rejects_another_envelope(tmp_path):
    done = run(tmp_path, receipt(ciphertext=b"other"), "--key", KEY, "--envelope", "envelope.bin")
    assert done.returncode == 1


def test_the_script_says_when_it_cannot_read_a_file(tmp_path):
    assert run(tmp_path, "not json", "--key", KEY).returncode == 2
    assert run(tmp_path, receipt(), "--key", "@@@").returncode == 2


def test_the_script_needs_nothing_of_this_product():
    source = Path(script.__file__).read_text(encoding="utf-8")
    for package in ("tenders", "marketplace", "django"):
        assert f"import {package}" not in source
        assert f"from {package}" not in source
