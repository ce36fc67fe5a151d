"""Somebody with full power over the database changes the past: every way of doing it is found, and where is said.

The attacker drops the triggers, writes raw SQL, and where the test says so recomputes every hash and signs anew with
a key of their own. What they cannot reach is what somebody kept: a checkpoint, a bundle.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from marketplace import audit
from marketplace.audit import canonical, chain, checkpoints, genesis, nodes, notes, personal
from marketplace.audit.models import Checkpoint, LogEntry, PersonalValue, TreeNode
from tests.audit.notebook import CASE, CLERK, Noted, note, row, run, sql

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_log(log: Callable[[int], int]) -> int:
    """Sixty entries after the first, a checkpoint after thirty and one at the end. Returns the size."""
    log(30)
    checkpoints.make()
    log(30)
    checkpoints.make()
    return nodes.size()


@pytest.fixture
def kept(long_log: int, tmp_path: Path) -> Path:
    """A checkpoint of the whole log, kept outside of the database."""
    path = tmp_path / "kept.txt"
    assert run("checkpoint", "--output", path).code == 0
    return path


def recompute(first: int = 0) -> None:
    """Every hash from `first` on, and every derived node, follows again from the texts as they are now."""
    previous = row(first - 1).leaf_hash if first else chain.NO_LEAF
    for position in range(first, nodes.size()):
        leaf = chain.leaf(position, previous, row(position).body)
        sql("UPDATE audit_logentry SET previous_hash = %s, leaf_hash = %s WHERE position = %s", previous, leaf, position)
        previous = leaf
    TreeNode.objects.all().delete()
    nodes.derive()


def forge(position: int, **changes: Any) -> None:
    """The entry says something else, in the one canonical way, and its columns agree."""
    said = chain.said(row(position).body)
    said["payload"] |= changes
    sql("UPDATE audit_logentry SET body = %s WHERE position = %s", canonical.dump(said), position)


def verdict(*arguments: Any) -> tuple[int, str]:
    ran = run("verify_audit", *arguments)
    return ran.code, ran.text


def assert_broken_at(position: int, *arguments: Any) -> str:
    code, text = verdict(*arguments)
    assert code == 1
    first = text.split("\n")[3]  # the sentence in English, after the two headings and the Thai one
    assert f" {position} " in f"{first.replace(':', ' ').replace('.', ' ')} ", text
    return text


# --- what is sound


def test_an_untouched_log_is_sound(long_log: int, kept: Path) -> None:
    code, text = verdict("--checkpoint", kept, "--canonical")
    assert (code, f"{long_log} entries, 3 checkpoints" in text) == (0, True), text


def test_without_anything_kept_the_verdict_says_what_it_cannot_see(long_log: int) -> None:
    code, text = verdict()
    assert code == 0
    assert "No kept checkpoint or bundle was given" in text
    assert "ไม่ได้ระบุจุดตรวจสอบ" in text


def test_an_older_checkpoint_still_fits_a_longer_log(kept: Path, log: Callable[[int], int]) -> None:
    log(12)
    assert verdict("--checkpoint", kept)[0] == 0


# --- edit


def test_an_edited_text_is_found(long_log: int) -> None:
    sql("UPDATE audit_logentry SET body = replace(body, 'thing 7', 'thing 8') WHERE position = 8")
    assert_broken_at(8)


def test_an_edited_text_with_its_own_hash_recomputed_is_found(long_log: int) -> None:
    forge(8, what="something else")
    stored = row(8)
    sql("UPDATE audit_logentry SET leaf_hash = %s WHERE position = 8", chain.leaf(8, stored.previous_hash, stored.body))
    assert_broken_at(9)


def test_an_edited_last_entry_with_its_own_hash_recomputed_is_found_by_the_checkpoint(long_log: int, kept: Path) -> None:
    forge(60, what="something else")
    recompute(60)
    assert_broken_at(31, "--checkpoint", kept)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event", "tests.shown"),
        ("root_ref", "T-2570-000999"),
        ("subject_kind", "tender"),
        ("actor_ref", "P-innocent"),
        ("at", "2020-01-01 00:00:00"),
        ("recorded_at", "2020-01-01 00:00:00"),
        ("uuid", "00000000000040008000000000000000"),
    ],
)
def test_a_column_that_leads_people_past_an_entry_is_found(long_log: int, column: str, value: str) -> None:
    sql(f"UPDATE audit_logentry SET {column} = %s WHERE position = 12", value)
    text = assert_broken_at(12)
    assert column in text


def test_a_text_that_is_no_entry_is_found(long_log: int) -> None:
    sql("UPDATE audit_logentry SET body = '[]' WHERE position = 5")
    recompute(5)
    assert_broken_at(5)


def test_a_text_in_another_form_is_found_by_the_canonical_pass(log: Callable[[int], int]) -> None:
    log(3)
    body = json.dumps(json.loads(row(2).body), indent=1)
    sql("UPDATE audit_logentry SET body = %s WHERE position = 2", body)
    recompute(2)
    assert verdict()[0] == 0
    assert_broken_at(2, "--canonical")


# --- delete, reorder, insert


def test_a_deleted_entry_is_found(long_log: int) -> None:
    sql("DELETE FROM audit_logentry WHERE position = 20")
    assert_broken_at(20)


def test_a_deleted_entry_is_found_when_the_later_ones_move_up(long_log: int) -> None:
    sql("DELETE FROM audit_logentry WHERE position = 20")
    for position in range(21, long_log):
        sql("UPDATE audit_logentry SET position = %s WHERE position = %s", position - 1, position)
    assert_broken_at(20)


def test_two_entries_that_changed_places_are_found(long_log: int) -> None:
    for old, new in ((15, 1000), (16, 15), (1000, 16)):
        sql("UPDATE audit_logentry SET position = %s WHERE position = %s", new, old)
    assert_broken_at(15)


def test_two_texts_that_changed_places_are_found(long_log: int) -> None:
    first, second = row(15).body, row(40).body
    sql("UPDATE audit_logentry SET body = %s, uuid = %s WHERE position = 15", second, secrets.token_hex(16))
    sql("UPDATE audit_logentry SET body = %s WHERE position = 40", first)
    assert_broken_at(15)


def test_an_entry_slipped_in_before_the_first_is_found(long_log: int) -> None:
    columns = [field.column for field in LogEntry._meta.concrete_fields if field.column not in ("position", "uuid")]
    names = ", ".join(columns)
    uuid = "00000000-0000-4000-8000-000000000001" if connection.vendor == "postgresql" else "00000000000040008000000000000001"
    sql(f"INSERT INTO audit_logentry (position, uuid, {names}) SELECT -1, %s, {names} FROM audit_logentry WHERE position = 1", uuid)
    code, text = verdict()
    assert (code, "before the first one" in text) == (1, True)


def test_an_entry_appended_past_the_product_is_found(long_log: int) -> None:
    columns = [field.column for field in LogEntry._meta.concrete_fields if field.column not in ("position", "uuid")]
    names = ", ".join(columns)
    uuid = "00000000-0000-4000-8000-000000000002" if connection.vendor == "postgresql" else "00000000000040008000000000000002"
    sql(f"INSERT INTO audit_logentry (position, uuid, {names}) SELECT {long_log}, %s, {names} FROM audit_logentry WHERE position = 1", uuid)
    assert_broken_at(long_log)


# --- drop the tail


def test_a_dropped_tail_is_found_by_the_stored_checkpoint(long_log: int) -> None:
    sql("DELETE FROM audit_logentry WHERE position >= 50")
    text = assert_broken_at(50)
    assert f"{long_log} entries" in text


def test_a_dropped_tail_is_found_by_a_kept_checkpoint_when_the_stored_ones_went_too(long_log: int, kept: Path) -> None:
    sql("DELETE FROM audit_logentry WHERE position >= 50")
    sql("DELETE FROM audit_checkpoint")
    sql("DELETE FROM audit_treenode")
    PersonalValue.objects.exclude(entry_uuid__in=LogEntry.objects.values("uuid")).delete()
    assert verdict()[0] == 0, "nothing inside the database tells: this is why one keeps a checkpoint"
    assert_broken_at(50, "--checkpoint", kept)


def test_an_emptied_log_is_found(long_log: int) -> None:
    sql("DELETE FROM audit_logentry")
    assert_broken_at(0)


# --- recompute everything


def rewrite_everything() -> None:
    """Edit entry 45, recompute all that follows, drop what was signed."""
    forge(45, what="a better price")
    recompute(45)
    sql("DELETE FROM audit_checkpoint")


def test_a_recomputed_chain_is_found_by_the_stored_checkpoints_between_two_of_them(long_log: int) -> None:
    forge(45, what="a better price")
    recompute(45)
    text = assert_broken_at(31)
    assert "Entries 31 to 60" in text


def test_a_recomputed_chain_is_found_by_a_kept_checkpoint(long_log: int, kept: Path) -> None:
    rewrite_everything()
    assert verdict()[0] == 0, "the database agrees with itself"
    text = assert_broken_at(0, "--checkpoint", kept)
    assert "that you kept" in text


def test_two_kept_checkpoints_narrow_it_down(log: Callable[[int], int], tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        log(20)
        paths += ["--checkpoint", tmp_path / f"{number}.txt"]
        run("checkpoint", "--output", paths[-1])
    rewrite_everything()
    text = assert_broken_at(41, *paths)
    assert "Entries 41 to 60" in text


def test_a_recomputed_chain_is_found_at_the_very_entry_by_a_kept_bundle(long_log: int, tmp_path: Path) -> None:
    bundle = tmp_path / "log.zip"
    run("export_audit", "--output", bundle)
    rewrite_everything()
    assert_broken_at(45, "--bundle", bundle)


def test_a_recomputed_chain_signed_with_another_key_is_found_without_anything_kept(long_log: int) -> None:
    """The attacker announces a key of their own in entry 0 and signs a fresh checkpoint with it."""
    key = Ed25519PrivateKey.generate()
    origin = genesis.said()["origin"]
    forge(0, key=str(notes.VerifierKey.of(origin, key)))
    rewrite_everything()
    recompute()
    head = notes.Head(origin, long_log, nodes.root(long_log))
    note = notes.sign(head.text(), key, origin)
    Checkpoint.objects.bulk_create([Checkpoint(size=long_log, root_hash=head.root.hex(), note=note, made_at=row(1).at)])
    code, text = verdict()
    assert code == 1
    assert "another signing key" in text


def test_a_stored_checkpoint_that_nobody_signed_is_found(long_log: int) -> None:
    note = Checkpoint.objects.get(size=long_log).note
    sql("UPDATE audit_checkpoint SET note = %s WHERE size = %s", note.replace("made 20", "made 19"), long_log)
    code, text = verdict()
    assert (code, "not signed" in text) == (1, True)


def test_a_kept_checkpoint_of_another_log_is_told_apart(long_log: int, tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    head = notes.Head("other.example/log", long_log, nodes.root(long_log))
    path.write_text(notes.sign(head.text(), Ed25519PrivateKey.generate(), "other.example/log"))
    code, text = verdict("--checkpoint", path)
    assert (code, "is not signed by a key of this log" in text) == (1, True)


def test_the_platform_does_not_sign_a_second_history(long_log: int) -> None:
    forge(45, what="a better price")
    recompute(45)
    note("and on it goes")
    with pytest.raises(checkpoints.LogRewritten):
        checkpoints.make()


# --- beside the chain


def test_a_changed_personal_value_is_found(long_log: int) -> None:
    uuid = note(personal={"phone": "081"})
    PersonalValue.objects.filter(entry_uuid=uuid, key="phone").update(value='"082"')
    text = assert_broken_at(long_log)
    assert "phone" in text


def test_a_personal_value_that_is_gone_without_an_erasure_is_found(long_log: int) -> None:
    PersonalValue.objects.filter(entry_uuid=row(7).uuid).delete()
    text = assert_broken_at(7)
    assert "no entry says that it was erased" in text


def test_a_planted_personal_value_is_found(long_log: int) -> None:
    personal.seal(row(7).uuid, "confession", "I did it").save()
    code, text = verdict()
    assert (code, "1 personal values that no entry recorded" in text) == (1, True)


def test_an_erased_value_that_came_back_is_found(long_log: int) -> None:
    uuid = note(personal={"phone": "081"})
    value = PersonalValue.objects.get(entry_uuid=uuid, key="phone")
    with audit.unit():
        audit.erase(actor=CLERK, reason="asked for", values={uuid: ["phone"]})
    assert verdict()[0] == 0
    value.pk = None
    value.save(force_insert=True)
    text = assert_broken_at(long_log)
    assert "still there" in text


def test_a_changed_tree_node_is_found(log: Callable[[int], int]) -> None:
    log(600)
    checkpoints.make()
    TreeNode.objects.filter(level=1, index=1).update(node_hash="00" * 32)
    text = assert_broken_at(256)
    assert "tree node 1/1" in text


def test_an_entry_with_a_shifted_clock_in_a_live_log_is_found(clock: Any, log: Callable[[int], int]) -> None:
    log(3)
    forge(0, mode="live")
    recompute()
    text = assert_broken_at(1)
    assert "shifted clock" in text


# --- what the commands are given


def test_files_that_cannot_be_read_end_with_2_and_a_sentence(long_log: int, tmp_path: Path) -> None:
    from django.core.management.base import CommandError

    rubbish = tmp_path / "rubbish"
    rubbish.write_text("rubbish")
    for arguments in (("--checkpoint", rubbish), ("--checkpoint", tmp_path / "absent"), ("--bundle", rubbish), ("--key", "rubbish")):
        with pytest.raises(CommandError) as refused:
            run("verify_audit", *arguments)
        assert refused.value.returncode == 2


def test_a_rotated_key_is_announced_and_both_kinds_of_checkpoints_verify(long_log: int, kept: Path, settings: Any) -> None:
    import base64

    settings.PLATFORM_KEY = base64.b64encode(secrets.token_bytes(32)).decode()
    code, text = verdict("--checkpoint", kept)
    assert code == 1
    assert "run `manage.py checkpoint` first" in text
    checkpoints.make()
    assert verdict("--checkpoint", kept)[0] == 0
    assert len(genesis.announced_keys()) == 2


def test_a_case_that_a_unit_recorded_is_still_sound_after_many_kinds_of_entries(long_log: int) -> None:
    with audit.unit():
        audit.record(Noted, actor=CLERK, subject=CASE, payload={"what": "ทำ น้ำ \u2028 \x00 😀", "more": [None, True, {"a": [1]}]})
    assert verdict("--canonical")[0] == 0
