"""The log as one file that can be verified anywhere without this product: export, and reading it back.

A zip archive: `log.json` (whose log, how many entries, which root), `entries.jsonl`, `checkpoints.jsonl`, on demand
`personal.jsonl`, and the stand-alone verifier itself. Personal values leave the database only when asked for.
"""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from marketplace.audit import canonical, checkpoints, genesis
from marketplace.audit.models import Checkpoint, LogEntry, PersonalValue
from marketplace.audit.verification import rows
from marketplace.kernel import clock

FORMAT = 1
SCRIPT = Path(__file__).parent / "standalone" / "verify_bundle.py"
_FIXED_TIME = (2020, 1, 1, 0, 0, 0)

README = """\
This file holds the whole audit log of {origin}: {size} entries.
To check it you need Python 3.9 or later and the package `cryptography`, and a checkpoint that you kept yourself:

    python3 verify_bundle.py THIS_FILE.zip --checkpoint KEPT.txt

ไฟล์นี้คือบันทึกการตรวจสอบทั้งฉบับของ {origin} จำนวน {size} รายการ
ตรวจได้ด้วยตนเองโดยใช้ Python 3.9 ขึ้นไป แพ็กเกจ cryptography และจุดตรวจสอบที่ท่านเก็บไว้เอง ตามคำสั่งข้างต้น
"""


class UnreadableBundle(ValueError):
    """The file is not an exported log."""


@dataclass(frozen=True)
class Exported:
    """What an export holds."""

    size: int
    personal: int
    checkpoints: int


def export(path: Path, *, with_personal: bool = False, progress: Callable[[int, int], None] | None = None) -> Exported:
    """Write the log up to a fresh checkpoint into `path` (replaced if it exists).

    Args:
        with_personal: include personal values and their salts, so that commitments can be verified too.
        progress: called with (entries written, entries in all).
    """
    checkpoint = checkpoints.make()
    making = path.with_name(f"{path.name}.part")
    with zipfile.ZipFile(making, "w", zipfile.ZIP_DEFLATED) as archive:
        _write_text(archive, "log.json", _header(checkpoint, with_personal))
        _write_text(archive, "README.txt", README.format(origin=genesis.said()["origin"], size=checkpoint.size))
        _write_text(archive, "verify_bundle.py", SCRIPT.read_text())
        with _opened(archive, "entries.jsonl") as file:
            for row in rows(0, checkpoint.size):
                _write_line(file, _entry(row))
                if progress is not None and (row.position % 500 == 499 or row.position + 1 == checkpoint.size):
                    progress(row.position + 1, checkpoint.size)
        noted = _export_checkpoints(archive, checkpoint.size)
        values = _export_personal(archive, checkpoint.size) if with_personal else 0
    making.replace(path)
    return Exported(checkpoint.size, values, noted)


def _header(checkpoint: Checkpoint, with_personal: bool) -> str:
    said: dict[str, Any] = {
        "format": FORMAT,
        "origin": genesis.said()["origin"],
        "size": checkpoint.size,
        "root": checkpoint.root_hash,
        "exported_at": canonical.moment(clock.read_true()),
        "personal": with_personal,
    }
    return json.dumps(said, indent=2) + "\n"


def _entry(row: LogEntry) -> dict[str, Any]:
    return {"position": row.position, "previous": row.previous_hash, "leaf": row.leaf_hash, "body": row.body}


def _export_checkpoints(archive: zipfile.ZipFile, size: int) -> int:
    notes = list(Checkpoint.objects.filter(size__lte=size).order_by("size").values_list("note", flat=True))
    with _opened(archive, "checkpoints.jsonl") as file:
        for note in notes:
            _write_line(file, note)
    return len(notes)


def _export_personal(archive: zipfile.ZipFile, size: int) -> int:
    count, after = 0, 0
    with _opened(archive, "personal.jsonl") as file:
        while chunk := list(PersonalValue.objects.filter(pk__gt=after).order_by("pk")[:500]):
            after = chunk[-1].pk
            uuids = {value.entry_uuid for value in chunk}
            known = set(LogEntry.objects.filter(uuid__in=uuids, position__lt=size).values_list("uuid", flat=True))
            for value in chunk:
                if value.entry_uuid in known:
                    count += 1
                    _write_line(file, _personal(value))
    return count


def _personal(value: PersonalValue) -> dict[str, str]:
    salt = base64.b64encode(bytes(value.salt)).decode()
    return {"entry": str(value.entry_uuid), "key": value.key, "salt": salt, "value": value.value}


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=_FIXED_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _opened(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    return archive.open(_info(name), "w", force_zip64=True)


def _write_text(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(_info(name), text)


def _write_line(file: IO[bytes], value: Any) -> None:
    file.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def entries_of(path: Path) -> Iterator[tuple[int, str, str, str]]:
    """(position, previous leaf, body, leaf) of every entry of an exported file, in its order.

    Raises:
        UnreadableBundle: the file is not an exported log.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open("entries.jsonl") as file:
            for line in file:
                said = json.loads(line)
                yield int(said["position"]), str(said["previous"]), str(said["body"]), str(said["leaf"])
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise UnreadableBundle(f"{path} is not an exported log") from error
