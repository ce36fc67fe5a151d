"""The exported log is verified by a script that knows nothing of this product."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from marketplace import audit
from marketplace.audit import bundle, checkpoints, public
from tests.audit.notebook import CASE, CLERK, Clerk, Shown, note, row, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def exported(log: Callable[[int], int], tmp_path: Path) -> Path:
    log(20)
    checkpoints.make()
    note(personal={"phone": "081"}, actor=Clerk(ref="P-gone", name="ลบ แล้ว"))
    with audit.unit():
        audit.erase(actor=CLERK, reason="x", about_ref="P-gone")
    path = tmp_path / "log.zip"
    assert run("export_audit", "--output", path, "--with-personal").code == 0
    return path


def script(*arguments: Any, folder: Path | None = None) -> tuple[int, str]:
    """Run the verifier as a person would: as a file, in a process of its own, without this project on its path."""
    command = [sys.executable, "-I", str(folder / "verify_bundle.py" if folder else bundle.SCRIPT), *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, encoding="utf-8", env={"PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin"}
    )
    return done.returncode, done.stdout + done.stderr


def rewritten(source: Path, target: Path, change: Callable[[str, list[str]], list[str]]) -> Path:
    """The bundle with its lines changed, file by file."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            lines = old.read(name).decode().splitlines(keepends=True)
            new.writestr(name, "".join(change(name, lines)))
    return target


def test_an_exported_log_is_sound_with_the_script_that_is_inside_it(exported: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(exported) as archive:
        archive.extract("verify_bundle.py", tmp_path)
        archive.extract("README.txt", tmp_path)
    kept = tmp_path / "kept.txt"
    kept.write_text(checkpoints.latest().note, encoding="utf-8")  # type: ignore[union-attr]
    code, text = script(exported, "--checkpoint", kept, folder=tmp_path)
    assert (code, text.startswith("SOUND")) == (0, True), text
    assert "23 entries" in text
    assert "22 personal values" in text


def test_personal_values_leave_the_database_only_when_asked_for(exported: Path, tmp_path: Path) -> None:
    path = tmp_path / "public.zip"
    run("export_audit", "--output", path)
    with zipfile.ZipFile(path) as archive:
        assert "personal.jsonl" not in archive.namelist()
        assert all(CLERK.name not in archive.read(name).decode() for name in archive.namelist())
    assert script(path)[0] == 0


def _edit(name: str, lines: list[str]) -> list[str]:
    return [line.replace("thing 4", "thing 5") for line in lines] if name == "entries.jsonl" else lines


def _delete(name: str, lines: list[str]) -> list[str]:
    return lines[:7] + lines[8:] if name == "entries.jsonl" else lines


def _reorder(name: str, lines: list[str]) -> list[str]:
    return [*lines[:7], lines[8], lines[7], *lines[9:]] if name == "entries.jsonl" else lines


def _shorten(name: str, lines: list[str]) -> list[str]:
    return lines[:22] if name == "entries.jsonl" else lines


def _personal(name: str, lines: list[str]) -> list[str]:
    return [line.replace('081\\"', '082\\"') for line in lines] if name == "personal.jsonl" else lines


def _personal_of_nothing(name: str, lines: list[str]) -> list[str]:
    return [*lines, json.dumps(json.loads(lines[0]) | {"key": "shoe_size"}) + "\n"] if name == "personal.jsonl" else lines


def _personal_gone(name: str, lines: list[str]) -> list[str]:
    return lines[1:] if name == "personal.jsonl" else lines


def _unsigned(name: str, lines: list[str]) -> list[str]:
    return [line.replace("made 20", "made 19") for line in lines] if name == "checkpoints.jsonl" else lines


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        (_edit, "Entry 5 was changed"),
        (_delete, "Entry 7 is missing"),
        (_reorder, "Entry 7 is missing"),
        (_shorten, "Entry 22 is missing"),
        (_personal, "Entry 21: the personal value phone was changed"),
        (_personal_of_nothing, "A personal value shoe_size belongs to no entry"),
        (_personal_gone, "Entry 1: the personal value actor.name is gone"),
        (_unsigned, "is not signed"),
    ],
)
def test_a_changed_bundle_is_found(exported: Path, tmp_path: Path, attack: Callable[[str, list[str]], list[str]], said: str) -> None:
    code, text = script(rewritten(exported, tmp_path / "changed.zip", attack))
    assert (code, said in text) == (1, True), text


def test_a_bundle_that_was_rewritten_as_a_whole_is_found_by_a_kept_checkpoint(exported: Path, tmp_path: Path) -> None:
    """Another log altogether, that agrees with itself."""
    kept = tmp_path / "kept.txt"
    note_text = checkpoints.latest().note  # type: ignore[union-attr]
    kept.write_text(note_text, encoding="utf-8")

    def recompute(name: str, lines: list[str]) -> list[str]:
        from marketplace.audit import chain

        if name == "checkpoints.jsonl":
            return []
        if name == "log.json":
            header = json.loads("".join(lines))
            return [json.dumps(header | {"personal": False, "root": recomputed[0]})]
        if name != "entries.jsonl":
            return lines
        made, previous = [], chain.NO_LEAF
        from marketplace.audit import tree

        frontier = tree.Frontier()
        for line in lines:
            entry = json.loads(line)
            entry["body"] = entry["body"].replace("thing 4", "thing 5")
            entry["previous"], entry["leaf"] = previous, chain.leaf(entry["position"], previous, entry["body"])
            previous = entry["leaf"]
            frontier.push(bytes.fromhex(previous))
            made.append(json.dumps(entry) + "\n")
        recomputed[0] = frontier.root().hex()
        return made

    recomputed = [""]
    rewritten(exported, tmp_path / "first.zip", recompute)  # learns the new root
    changed = rewritten(exported, tmp_path / "changed.zip", recompute)
    assert script(changed)[0] == 0
    code, text = script(changed, "--checkpoint", kept)
    assert (code, "recomputed" in text) == (1, True), text


def test_with_a_key_known_from_elsewhere_other_signatures_do_not_count(exported: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from marketplace.audit.notes import VerifierKey

    own = checkpoints.platform_key()
    other = VerifierKey.of(own.name, Ed25519PrivateKey.generate())
    assert script(exported, "--key", own)[0] == 0
    assert script(exported, "--key", other)[0] == 1


def test_rubbish_is_told_from_a_log(tmp_path: Path) -> None:
    rubbish = tmp_path / "rubbish.zip"
    rubbish.write_text("rubbish")
    assert script(rubbish)[0] == 2
    assert script(tmp_path / "absent.zip")[0] == 2


@pytest.fixture
def proof(log: Callable[[int], int], tmp_path: Path) -> Path:
    log(20)
    with audit.unit():
        audit.record(Shown, actor=CLERK, subject=CASE, payload={"what": "ประกาศ"})
    checkpoint = checkpoints.make()
    path = tmp_path / "entry.json"
    path.write_text(json.dumps(public.entry_document(row(21), checkpoint)), encoding="utf-8")
    return path


def test_the_proof_of_one_entry_is_verified_alone(proof: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text(checkpoints.latest().note, encoding="utf-8")  # type: ignore[union-attr]
    code, text = script(proof, "--checkpoint", kept, "--key", checkpoints.platform_key())
    assert (code, "Entry 21 is in the log of 22 entries" in text) == (0, True), text


@pytest.mark.parametrize(
    ("old", "new"),
    [("ประกาศ", "ปลอม"), ('"position": 21', '"position": 20'), ('"leaf": "', '"leaf": "00')],
)
def test_a_changed_proof_is_found(proof: Path, old: str, new: str) -> None:
    said = json.loads(proof.read_text(encoding="utf-8"))
    text = json.dumps(said, ensure_ascii=False)
    assert old in text
    proof.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert script(proof)[0] == 1


def test_the_proof_of_an_entry_that_is_not_public_shows_nothing_of_it(proof: Path) -> None:
    checkpoint = checkpoints.latest()
    assert checkpoint is not None
    said = public.entry_document(row(3), checkpoint)
    assert set(said) == {"position", "leaf", "path", "checkpoint", "key"}
    proof.write_text(json.dumps(said), encoding="utf-8")
    assert script(proof)[0] == 0
