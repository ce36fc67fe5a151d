"""The public pages of the log: what a person sees, and what nobody may see."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marketplace import audit
from marketplace.audit import checkpoints, notes, tree
from tests.audit.notebook import CASE, CLERK, Shown, note, row, sql

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_round,
]  # pages; every page is opened on both databases by tests/architecture/test_access.py


@pytest.fixture
def written(log: Callable[[int], int]) -> Any:
    """Five entries, a public one, a checkpoint. Returns the public one's UUID."""
    log(5)
    with audit.unit():
        uuid = audit.record(Shown, actor=CLERK, subject=CASE, payload={"what": "ประกาศเชิญชวน"}, personal={})
    checkpoints.make()
    return uuid


def test_the_page_shows_the_latest_checkpoint_and_the_key(client: Client, written: Any) -> None:
    page = client.get(reverse("verify")).content.decode()
    checkpoint = checkpoints.latest()
    assert checkpoint is not None
    assert checkpoint.root_hash in page
    assert str(checkpoints.platform_key()) in page
    assert "ตรวจบันทึกของระบบ" in page


def test_the_page_teaches_before_there_is_a_checkpoint(client: Client) -> None:
    response = client.get(reverse("verify"))
    assert response.status_code == 200
    assert "ยังไม่มีจุดตรวจสอบ" in response.content.decode()


def test_the_page_is_read_in_english_too(client: Client, written: Any) -> None:
    client.cookies["talat_language"] = "en"
    assert "Check the log" in client.get(reverse("verify")).content.decode()


def test_an_entry_is_found_by_its_number_or_its_code(client: Client, written: Any) -> None:
    for typed in ("6", " 6 ", str(written), str(written).upper(), written.hex):
        response = client.get(reverse("verify"), {"entry": typed})
        assert (response.status_code, response["Location"]) == (302, reverse("verify_entry", kwargs={"position": 6}))


@pytest.mark.parametrize(
    "typed", ["", "7000", "-1", "rubbish", "๖", "99999999999999999999999999", "00000000-0000-4000-8000-000000000000", "'; DROP"]
)
def test_what_is_not_found_is_told_and_stays_typed(client: Client, written: Any, typed: str) -> None:
    from django.utils.html import escape

    response = client.get(reverse("verify"), {"entry": typed})
    assert response.status_code == 422
    assert f'value="{escape(typed)}"' in response.content.decode() or not typed


def test_a_public_entry_shows_its_text_and_that_it_fits(client: Client, written: Any) -> None:
    page = client.get(reverse("verify_entry", kwargs={"position": 6})).content.decode()
    assert "ประกาศเชิญชวน" in page
    assert "อยู่ในบันทึก ไม่ถูกแก้ไข" in page
    assert row(6).leaf_hash in page


@pytest.mark.parametrize("name", ["verify_entry", "verify_proof"])
def test_an_entry_that_is_not_public_shows_neither_text_nor_kind_nor_time_nor_code(client: Client, written: Any, name: str) -> None:
    page = client.get(reverse(name, kwargs={"position": 3})).content.decode()
    stored = row(3)
    assert stored.leaf_hash in page
    for secret in ("thing 2", "tests.noted", CASE.ref, str(stored.uuid), "P-orn", "AG-0001", CLERK.name):
        assert secret not in page


def test_names_are_on_no_page(client: Client, written: Any) -> None:
    for position in range(7):
        for name in ("verify_entry", "verify_proof"):
            assert CLERK.name not in client.get(reverse(name, kwargs={"position": position})).content.decode()


def test_an_entry_without_a_checkpoint_says_that_one_will_come(client: Client, written: Any) -> None:
    note()
    page = client.get(reverse("verify_entry", kwargs={"position": 7})).content.decode()
    assert "ยังไม่มีจุดตรวจสอบครอบคลุม" in page
    assert client.get(reverse("verify_proof", kwargs={"position": 7})).status_code == 404


def test_a_changed_entry_is_shown_as_changed(client: Client, written: Any) -> None:
    sql("UPDATE audit_logentry SET body = replace(body, 'ประกาศเชิญชวน', 'ประกาศยกเลิก') WHERE position = 6")
    page = client.get(reverse("verify_entry", kwargs={"position": 6})).content.decode()
    assert "ไม่ตรงกับจุดตรวจสอบ" in page


def test_the_checkpoint_is_served_as_the_signed_note(client: Client, written: Any) -> None:
    old = checkpoints.latest()
    assert old is not None
    note()
    checkpoints.make()
    newest = client.get(reverse("verify_checkpoint"))
    assert newest["Content-Type"] == "text/plain; charset=utf-8"
    assert notes.Head.read(newest.content.decode()).size == 8
    assert client.get(reverse("verify_checkpoint"), {"size": old.size}).content.decode() == old.note


def test_a_proof_can_be_had_under_the_checkpoint_that_one_keeps(client: Client, written: Any) -> None:
    note()
    checkpoints.make()
    said = json.loads(client.get(reverse("verify_proof", kwargs={"position": 6}), {"size": 7}).content)
    head = notes.Head.read(said["checkpoint"])
    path = [bytes.fromhex(step) for step in said["path"]]
    assert head.size == 7
    assert tree.verify_inclusion(bytes.fromhex(said["leaf"]), 6, 7, path, head.root)


def test_consistency_between_two_sizes_is_proved(client: Client, written: Any) -> None:
    note()
    checkpoints.make()
    said = json.loads(client.get(reverse("verify_consistency"), {"from": 7}).content)
    assert (said["old"], said["new"]) == (7, 8)
    path = [bytes.fromhex(step) for step in said["path"]]
    assert tree.verify_consistency(7, 8, bytes.fromhex(said["old_root"]), bytes.fromhex(said["new_root"]), path)


@pytest.mark.parametrize(
    ("name", "position", "query"),
    [
        ("verify_entry", 999, {}),
        ("verify_entry", 10**20, {}),
        ("verify_proof", 999, {}),
        ("verify_proof", 3, {"size": "1"}),
        ("verify_proof", 3, {"size": "x"}),
        ("verify_checkpoint", None, {"size": "3"}),
        ("verify_checkpoint", None, {"size": "9" * 40}),
        ("verify_consistency", None, {}),
        ("verify_consistency", None, {"from": "0"}),
        ("verify_consistency", None, {"from": "7", "to": "5"}),
        ("verify_consistency", None, {"from": "7", "to": "5000"}),
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, written: Any, name: str, position: int | None, query: dict[str, str]) -> None:
    kwargs = {} if position is None else {"position": position}
    assert client.get(reverse(name, kwargs=kwargs), query).status_code == 404


def test_the_verifier_can_be_downloaded(client: Client, db: None) -> None:
    response = client.get(reverse("verify_script"))
    assert "attachment" in response["Content-Disposition"]
    assert response.content.startswith(b"#!/usr/bin/env python3")


def test_the_pages_ask_the_database_a_bounded_number_of_times(
    client: Client, written: Any, log: Callable[[int], int], django_assert_max_num_queries: Callable
) -> None:
    log(600)
    checkpoints.make()
    with django_assert_max_num_queries(8):
        client.get(reverse("verify"))
    with django_assert_max_num_queries(9):
        client.get(reverse("verify_entry", kwargs={"position": 300}))


def test_nothing_is_written_by_looking(client: Client, written: Any) -> None:
    before = audit.head()
    client.get(reverse("verify"))
    client.get(reverse("verify_entry", kwargs={"position": 6}))
    assert (audit.head(), client.post(reverse("verify")).status_code) == (before, 405)
