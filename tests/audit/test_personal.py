"""Personal values can be erased for good, and the log still verifies; the erasure itself is an entry."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marketplace import audit
from marketplace.audit import checkpoints
from marketplace.audit.models import LogEntry, PersonalValue
from marketplace.audit.writing import OutsideUnit
from tests.audit.notebook import CLERK, Clerk, note, row, run

pytestmark = pytest.mark.django_db

OFFICER = Clerk(ref="P-erased", name="สมหญิง ลบแล้ว")
KEEPER = Clerk(ref="P-keeper", name="ผู้คุมข้อมูล")


def erase_officer() -> None:
    with audit.unit():
        audit.erase(actor=KEEPER, reason="end of the period of keeping", about_ref=OFFICER.ref)


def test_a_persons_name_disappears_from_all_their_entries_and_the_entries_stay() -> None:
    mine = [note("a", actor=OFFICER), note("b", actor=OFFICER)]
    other = note("c", actor=CLERK)
    erase_officer()
    for uuid in mine:
        entry = audit.entry(uuid)
        assert entry is not None
        assert (entry.actor.name, entry.actor.ref) == ("", "P-erased")
        assert entry.payload["what"] in "ab"
    kept = audit.entry(other)
    assert kept is not None
    assert kept.actor.name == CLERK.name


def test_a_log_with_erased_values_is_sound_before_and_after_a_checkpoint(log: Callable[[int], int]) -> None:
    log(5)
    note(actor=OFFICER, personal={"phone": "081"})
    checkpoints.make()
    erase_officer()
    ran = run("verify_audit", "--canonical")
    assert (ran.code, "1 erased" in ran.text) == (0, True), ran.text


def test_persons_whom_an_entry_names_are_named_beside_the_chain_and_erased_with_their_own_values() -> None:
    uuid = note(people={OFFICER.ref: OFFICER.name, "P-other": "อีกคน"})
    entry = audit.entry(uuid)
    assert entry is not None
    assert entry.people == {OFFICER.ref: OFFICER.name, "P-other": "อีกคน"}
    assert OFFICER.name not in LogEntry.objects.get(uuid=uuid).body
    erase_officer()
    kept = audit.entry(uuid)
    assert kept is not None
    assert (kept.people, kept.personal) == ({"P-other": "อีกคน"}, {})


def test_single_values_can_be_erased() -> None:
    uuid = note(personal={"phone": "081"})
    with audit.unit():
        audit.erase(actor=KEEPER, reason="asked for", values={uuid: ["phone"]})
    entry = audit.entry(uuid)
    assert entry is not None
    assert entry.personal == {}
    assert entry.actor.name == CLERK.name


def test_the_erasure_is_an_entry_that_holds_no_personal_data() -> None:
    uuid = note(actor=OFFICER)
    erase_officer()
    entry = next(audit.entries(newest_first=True, limit=1))
    assert entry.code == "audit.personal_erased"
    assert entry.payload["values"] == [[str(uuid), "actor.name"]]
    assert OFFICER.name not in row(entry.position).body


def test_nothing_of_an_erased_value_is_left() -> None:
    note(actor=OFFICER)
    erase_officer()
    assert not PersonalValue.objects.filter(about_ref=OFFICER.ref).exists()


def test_an_erasure_that_does_not_commit_erases_nothing() -> None:
    note(actor=OFFICER)
    with pytest.raises(ZeroDivisionError), audit.unit():  # noqa: PT012 - the unit is what breaks
        audit.erase(actor=KEEPER, reason="x", about_ref=OFFICER.ref)
        1 / 0  # noqa: B018
    assert PersonalValue.objects.filter(about_ref=OFFICER.ref).count() == 1


def test_erasing_what_is_not_there_records_nothing() -> None:
    before = audit.head()
    with audit.unit():
        assert audit.erase(actor=KEEPER, reason="x", about_ref="P-nobody") is None
    assert audit.head() == before


def test_an_erasure_says_whose_or_which() -> None:
    with audit.unit(), pytest.raises(ValueError, match="say whose"):
        audit.erase(actor=KEEPER, reason="x")


def test_nothing_is_erased_outside_a_unit() -> None:
    note(actor=OFFICER)
    with pytest.raises(OutsideUnit):
        audit.erase(actor=KEEPER, reason="x", about_ref=OFFICER.ref)
    assert PersonalValue.objects.filter(about_ref=OFFICER.ref).exists()
