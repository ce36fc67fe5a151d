#!/usr/bin/env python3
"""Check a bid receipt of Talat without Talat: Python 3.9 or later and the package `cryptography` are enough.

    python3 check_receipt.py receipt.json --key KEY [--envelope envelope.bin]

KEY is the platform's published receipt key (base64), or the name of a file that holds it. Take it from somewhere other
than the receipt: a forger would put a key of their own into it. Exit code 0: the receipt is true; 1: it is not; 2: a
file cannot be read.

ตรวจใบรับซองข้อเสนอโดยไม่ต้องใช้ระบบ Talat: ต้องมีเพียง Python และแพ็กเกจ cryptography
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import pathlib
import sys
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LABEL = b"talat bid receipt 1\n"
LINES = [
    ("tender", "Tender / การจัดซื้อจัดจ้าง"),
    ("bidder", "Bidder / ผู้ยื่นข้อเสนอ"),
    ("envelope", "Envelope / ซอง"),
    ("version", "Version / ฉบับที่"),
    ("sha256", "SHA-256"),
    ("received_at", "Received (UTC) / เวลาที่รับ (UTC)"),
    ("log_entry", "Log entry / รายการในบันทึก"),
    ("log_position", "Log position / ลำดับในบันทึก"),
]


def published_key(text: str) -> Ed25519PublicKey:
    """The key from the command line: base64, or a file that holds it."""
    path = pathlib.Path(text)
    try:
        if path.is_file():
            text = path.read_text(encoding="ascii")
    except OSError:
        pass  # a base64 text that is no possible file name
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(text.strip(), validate=True))


def problem(document: Any, key: Ed25519PublicKey, envelope: bytes | None) -> str:
    """Why the receipt is not true, in both languages; an empty text if it is."""
    try:
        said = document["receipt"]
        signed = LABEL + json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")
        key.verify(base64.b64decode(document["signature"], validate=True), signed)
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return "NOT TRUE: not signed with this key, or changed since. / ไม่ถูกต้อง: ไม่ได้ลงนามด้วยกุญแจนี้ หรือถูกแก้ไขภายหลัง"
    if envelope is not None and hashlib.sha256(envelope).hexdigest() != said.get("sha256"):
        return "NOT TRUE: the receipt speaks of another envelope. / ไม่ถูกต้อง: ใบรับนี้เป็นของซองอื่น"
    return ""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check a bid receipt. / ตรวจใบรับซองข้อเสนอ")
    parser.add_argument("receipt", help="the receipt, a JSON file / ไฟล์ใบรับ")
    parser.add_argument("--key", required=True, help="the published receipt key, base64 or file / กุญแจที่เผยแพร่")
    parser.add_argument("--envelope", help="the sealed envelope, to compare its hash / ไฟล์ซองที่ผนึกแล้ว")
    options = parser.parse_args(arguments)
    try:
        document = json.loads(pathlib.Path(options.receipt).read_text(encoding="utf-8"))
        envelope = pathlib.Path(options.envelope).read_bytes() if options.envelope else None
        key = published_key(options.key)
    except (OSError, ValueError) as reason:
        print(f"Cannot be read: {reason} / อ่านไฟล์ไม่ได้", file=sys.stderr)
        return 2
    found = problem(document, key, envelope)
    if found:
        print(found)
        return 1
    print("TRUE: signed by the platform, unchanged. / ถูกต้อง: ระบบลงนามไว้และไม่มีการแก้ไข")
    for name, label in LINES:
        print(f"  {label}: {document['receipt'].get(name)}")
    if envelope is None:
        print("  The envelope itself was not compared. / ยังไม่ได้เทียบกับไฟล์ซอง")
    return 0


if __name__ == "__main__":
    sys.exit(main())
