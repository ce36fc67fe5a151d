#!/usr/bin/env python3
"""Verify an exported log of Talat, or one entry of it, without Talat.

    python3 verify_bundle.py LOG.zip [--checkpoint KEPT.txt …] [--key KEY …]
    python3 verify_bundle.py ENTRY.json [--checkpoint KEPT.txt] [--key KEY …]

Needs Python 3.9 or later and the package `cryptography`. LOG.zip comes from `manage.py export_audit`, ENTRY.json from
an entry's page under /verify/. KEPT.txt is a checkpoint that you kept yourself: without one, only the inner agreement
of the file can be checked, and a log that was rewritten as a whole would agree with itself. KEY is a public key
(name+hash+key) that you know from elsewhere; with it, a signature by any other key is refused.

Exit code 0: everything fits; 1: something does not; 2: a file cannot be read. The rules are written out here on
purpose and share no code with the product.

ตรวจบันทึกที่ส่งออก หรือรายการเดียวของบันทึก โดยไม่ต้องใช้ระบบ Talat
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import pathlib
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

DASH = "\u2014 "


class Broken(Exception):
    """Something does not fit; the text says what, in English and Thai."""


def broken(english: str, thai: str) -> Broken:
    return Broken(f"{english} / {thai}")


# --- the tree of RFC 9162


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def entry_leaf(position: int, previous: bytes, body: str) -> bytes:
    """Leaf of an entry: its place, the leaf before it, and the hash of its text."""
    return sha256(b"\x00" + position.to_bytes(8, "big") + previous + sha256(body.encode("utf-8")))


def join(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right)


class Tree:
    """Roots of the complete subtrees from left to right, each with its number of leaves."""

    def __init__(self) -> None:
        self.parts: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        self.parts.append((1, leaf))
        while len(self.parts) > 1 and self.parts[-1][0] == self.parts[-2][0]:
            width, right = self.parts.pop()
            _, left = self.parts.pop()
            self.parts.append((2 * width, join(left, right)))

    def root(self) -> bytes:
        if not self.parts:
            return sha256(b"")
        result = self.parts[-1][1]
        for _, part in reversed(self.parts[:-1]):
            result = join(part, result)
        return result


def root_from_path(leaf: bytes, position: int, size: int, path: list[bytes]) -> bytes:
    """The root to which the path leads, by splitting the tree at the largest power of two below its size."""
    if size == 1:
        if path:
            raise broken("The proof is too long.", "หลักฐานยาวเกินไป")
        return leaf
    if not path:
        raise broken("The proof is too short.", "หลักฐานสั้นเกินไป")
    split = 1 << ((size - 1).bit_length() - 1)
    if position < split:
        return join(root_from_path(leaf, position, split, path[:-1]), path[-1])
    return join(path[-1], root_from_path(leaf, position - split, size - split, path[:-1]))


# --- signed notes and checkpoints (c2sp.org/signed-note, c2sp.org/tlog-checkpoint)


class Key:
    """A public key, written name+hash+key."""

    def __init__(self, text: str) -> None:
        try:
            self.name, key_hash, encoded = text.strip().split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise broken(f"This is not a public key: {text}", "ข้อความนี้ไม่ใช่กุญแจสาธารณะ") from error
        self.hash = sha256(self.name.encode() + b"\n" + raw)[:4]
        if raw[:1] != b"\x01" or len(raw) != 33 or self.hash.hex() != key_hash:
            raise broken(f"This is not a public key: {text}", "ข้อความนี้ไม่ใช่กุญแจสาธารณะ")
        self.public = Ed25519PublicKey.from_public_bytes(raw[1:])
        self.text = text.strip()

    def signed(self, note: str) -> bool:
        text, _, signatures = note.rpartition("\n\n")
        for line in signatures.splitlines():
            name, _, encoded = line[len(DASH) :].rpartition(" ")
            if not line.startswith(DASH) or name != self.name:
                continue
            try:
                raw = base64.b64decode(encoded, validate=True)
                if raw[:4] == self.hash:
                    self.public.verify(raw[4:], (text + "\n").encode("utf-8"))
                    return True
            except (ValueError, InvalidSignature):
                continue
        return False


class Checkpoint:
    """A signed statement: the log of this name had so many entries and this root."""

    def __init__(self, note: str) -> None:
        self.note = note
        lines = note.partition("\n\n")[0].splitlines()
        try:
            self.origin, self.size, self.root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
        except (IndexError, ValueError) as error:
            raise broken("This is not a checkpoint.", "ข้อความนี้ไม่ใช่จุดตรวจสอบ") from error


def check_signature(checkpoint: Checkpoint, keys: list[Key]) -> None:
    if not any(key.signed(checkpoint.note) for key in keys):
        raise broken(
            f"The checkpoint of {checkpoint.size} entries is not signed by a key of this log.",
            f"จุดตรวจสอบที่ {checkpoint.size} รายการ ไม่ได้ลงนามด้วยกุญแจของบันทึกนี้",
        )


# --- a whole log


def lines_of(archive: zipfile.ZipFile, name: str) -> Iterator[Any]:
    if name in archive.namelist():
        with archive.open(name) as file:
            for line in file:
                yield json.loads(line)


class Log:
    """One pass over the entries, in order."""

    def __init__(self, marks: list[Checkpoint]) -> None:
        self.tree, self.size, self.previous = Tree(), 0, bytes(32)
        self.keys: list[Key] = []
        self.committed: dict[tuple[str, str], tuple[int, str]] = {}
        self.erased: set[tuple[str, str]] = set()
        self.agreed = 0
        self.marks: dict[int, list[Checkpoint]] = {}
        for mark in marks:
            self.marks.setdefault(mark.size, []).append(mark)

    def take(self, entry: dict[str, Any]) -> None:
        number = self.size
        if entry["position"] != number:
            raise broken(f"Entry {number} is missing.", f"รายการที่ {number} หายไป")
        leaf = entry_leaf(number, bytes.fromhex(entry["previous"]), entry["body"])
        if leaf.hex() != entry["leaf"]:
            raise broken(f"Entry {number} was changed.", f"รายการที่ {number} ถูกแก้ไข")
        if entry["previous"] != self.previous.hex():
            raise broken(f"Entry {number} does not follow entry {number - 1}.", f"รายการที่ {number} ไม่ต่อจากรายการก่อนหน้า")
        self.read(number, json.loads(entry["body"]))
        self.previous, self.size = leaf, number + 1
        self.tree.add(leaf)
        self.compare()

    def read(self, number: int, said: dict[str, Any]) -> None:
        if said["event"] in ("audit.log_began", "audit.signing_key_changed"):
            self.keys.append(Key(said["payload"]["key"]))
        if said["event"] == "audit.personal_erased":
            self.erased |= {(uuid, key) for uuid, key in said["payload"]["values"]}
        for key, commitment in said["personal"].items():
            self.committed[said["uuid"], key] = (number, commitment)

    def compare(self) -> None:
        here = self.marks.get(self.size, [])
        for mark in here:
            if mark.root != self.tree.root():
                raise broken(
                    f"Entries {self.agreed} to {self.size - 1}: at least one was changed and all hashes recomputed; the "
                    f"checkpoint of {mark.size} entries says something else.",
                    f"รายการที่ {self.agreed} ถึง {self.size - 1} มีรายการที่ถูกแก้ไขแล้วคำนวณค่าแฮชใหม่ทั้งหมด ไม่ตรงกับจุดตรวจสอบ",
                )
        if here:
            self.agreed = self.size


def verify_log(path: pathlib.Path, kept: list[Checkpoint], keys: list[Key]) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        header = json.loads(archive.read("log.json"))
        stored = [Checkpoint(note) for note in lines_of(archive, "checkpoints.jsonl")]
        log = Log(stored + kept)
        for entry in lines_of(archive, "entries.jsonl"):
            log.take(entry)
        for mark in stored + kept:
            if mark.size > log.size:
                raise broken(
                    f"Entry {log.size} is missing: a checkpoint was signed over {mark.size} entries.",
                    f"รายการที่ {log.size} หายไป เพราะมีจุดตรวจสอบที่ลงนามไว้เมื่อบันทึกมี {mark.size} รายการ",
                )
            check_signature(mark, keys or log.keys)
        if (header["size"], header["root"]) != (log.size, log.tree.root().hex()):
            raise broken("The file's head speaks of another log.", "ส่วนหัวของไฟล์กล่าวถึงบันทึกอื่น")
        values = verify_personal(archive, log) if header["personal"] else None
    found = [f"{log.size} entries, {len(stored)} checkpoints, {len(kept)} kept by you. / {log.size} รายการ"]
    if values is not None:
        found.append(f"{values} personal values fit their entries. / ข้อมูลส่วนบุคคล {values} ค่าตรงกับรายการ")
    if not kept:
        found.append(
            "No kept checkpoint was given: only the inner agreement was checked. / ไม่มีจุดตรวจสอบที่ท่านเก็บไว้ จึงตรวจได้เพียงความสอดคล้องภายในไฟล์"
        )
    found.append(f"Root / รากของบันทึก: {log.tree.root().hex()}")
    return found


def verify_personal(archive: zipfile.ZipFile, log: Log) -> int:
    count, present = 0, set()
    for row in lines_of(archive, "personal.jsonl"):
        place = (row["entry"], row["key"])
        if place not in log.committed:
            raise broken(f"A personal value {place[1]} belongs to no entry of the log.", f"ข้อมูลส่วนบุคคล {place[1]} ไม่ตรงกับรายการใดในบันทึก")
        number, commitment = log.committed[place]
        said = json.dumps(list(place), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        computed = sha256(base64.b64decode(row["salt"]) + said + b"\x00" + row["value"].encode("utf-8")).hex()
        if computed != commitment:
            raise broken(f"Entry {number}: the personal value {place[1]} was changed.", f"ข้อมูลส่วนบุคคลของรายการที่ {number} ถูกแก้ไข")
        present.add(place)
        count += 1
    for place, (number, _) in log.committed.items():
        if place not in present and place not in log.erased:
            raise broken(f"Entry {number}: the personal value {place[1]} is gone.", f"ข้อมูลส่วนบุคคลของรายการที่ {number} หายไป")
    return count


# --- one entry


def verify_entry(said: dict[str, Any], kept: Checkpoint | None, keys: list[Key]) -> list[str]:
    checkpoint = Checkpoint(said["checkpoint"])
    if keys:
        check_signature(checkpoint, keys)
    else:
        check_signature(checkpoint, [Key(said["key"])])
    leaf = bytes.fromhex(said["leaf"])
    if said.get("body") is not None:
        computed = entry_leaf(said["position"], bytes.fromhex(said["previous"]), said["body"])
        if computed != leaf:
            raise broken(f"Entry {said['position']} was changed.", f"รายการที่ {said['position']} ถูกแก้ไข")
    path = [bytes.fromhex(step) for step in said["path"]]
    if not 0 <= said["position"] < checkpoint.size or root_from_path(leaf, said["position"], checkpoint.size, path) != checkpoint.root:
        raise broken(f"Entry {said['position']} is not in this log.", f"รายการที่ {said['position']} ไม่อยู่ในบันทึกนี้")
    if kept is not None and (kept.size, kept.root) != (checkpoint.size, checkpoint.root):
        raise broken(
            "The proof leads to another checkpoint than yours: ask for a proof to yours (…?size=N).",
            "หลักฐานนี้อ้างจุดตรวจสอบอื่นที่ไม่ใช่ของท่าน โปรดขอหลักฐานตามจุดตรวจสอบของท่าน",
        )
    found = [
        f"Entry {said['position']} is in the log of {checkpoint.size} entries. / รายการที่ {said['position']} อยู่ในบันทึก {checkpoint.size} รายการ"
    ]
    if not keys and kept is None:
        found.append("The key came with the proof: compare it with one from elsewhere. / กุญแจมากับหลักฐาน โปรดเทียบกับกุญแจจากแหล่งอื่น")
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Verify an exported log of Talat, or one entry of it.")
    parser.add_argument("file", type=pathlib.Path, help="LOG.zip or ENTRY.json")
    parser.add_argument("--checkpoint", type=pathlib.Path, action="append", default=[], help="a checkpoint that you kept")
    parser.add_argument("--key", action="append", default=[], help="a public key that you know from elsewhere")
    options = parser.parse_args(arguments)
    try:
        kept = [Checkpoint(path.read_text(encoding="utf-8")) for path in options.checkpoint]
        keys = [Key(text) for text in options.key]
        if zipfile.is_zipfile(options.file):
            found = verify_log(options.file, kept, keys)
        else:
            found = verify_entry(json.loads(options.file.read_text(encoding="utf-8")), kept[0] if kept else None, keys)
    except Broken as reason:
        print(f"BROKEN: {reason}")
        return 1
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as reason:
        print(f"Cannot be read: {reason} / อ่านไฟล์ไม่ได้")
        return 2
    print("\n".join(["SOUND / ถูกต้องครบถ้วน", *found]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
