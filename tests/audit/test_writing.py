"""Writing to the log: inside a unit, as its last act, in order, or not at all."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import transaction

from marketplace import audit
from marketplace.audit import chain, genesis
from marketplace.audit.canonical import Unwritable
from marketplace.audit.events import UndeclaredField
from marketplace.audit.models import AppendOnly, Checkpoint, LogEntry, PersonalValue
from marketplace.audit.writing import OutsideUnit, UnitInsideUnit
from marketplace.kernel import clock as product_clock
from tests.audit.notebook import CASE, CLERK, Case, Clerk, Noted, note, row

pytestmark = pytest.mark.django_db


def test_entry_0_says_what_kind_of_log_this_is() -> None:
    first = row(0)
    said = json.loads(first.body)
    assert said["event"] == "audit.log_began"
    assert said["payload"]["mode"] == "demo"
    assert "demo" in said["payload"]["origin"]
    assert first.previous_hash == chain.NO_LEAF


def test_the_log_begins_once() -> None:
    assert genesis.begin() is False
    assert audit.head() == 0


def test_nothing_is_recorded_outside_a_unit() -> None:
    with pytest.raises(OutsideUnit):
        audit.record(Noted, actor=CLERK, subject=CASE)


def test_a_unit_does_not_open_inside_another() -> None:
    with audit.unit(), pytest.raises(UnitInsideUnit), audit.unit():
        pass


@pytest.mark.django_db(transaction=True)
def test_a_unit_does_not_open_inside_a_transaction_that_could_undo_it() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"), audit.unit():
        pass


def test_what_happened_is_kept_with_who_whom_which_step_and_why() -> None:
    class Clause:
        code = "REG.22"

    root = Case("T-2570-000001", "tender")
    uuid = note(
        "ราคากลาง",
        subject=Case("B-2570-000007", "bid", root),
        step="submit",
        source="DRAFT",
        target="SEALED",
        basis=(Clause(), "HOUSE.1"),
        personal={"phone": "081-000-0000"},
    )
    entry = audit.entry(uuid)
    assert entry is not None
    assert (entry.event, entry.code, entry.sentence) == (Noted, "tests.noted", "ราคากลาง was noted")
    assert entry.subject == ("bid", "B-2570-000007")
    assert entry.root == ("tender", "T-2570-000001")
    assert (entry.step, entry.source, entry.target, entry.basis) == ("submit", "DRAFT", "SEALED", ("REG.22", "HOUSE.1"))
    assert (entry.actor.ref, entry.actor.name, entry.actor.duty, entry.actor.organisation) == ("P-orn", "อร ใจงาม", "officer", "AG-0001")
    assert entry.payload == {"what": "ราคากลาง"}
    assert entry.personal == {"phone": "081-000-0000"}


def test_no_name_and_no_personal_value_is_in_the_chain() -> None:
    note(personal={"phone": "081-234-5678"})
    body = row(1).body
    assert CLERK.name not in body
    assert "081-234" not in body
    assert set(json.loads(body)["personal"]) == {"phone", "actor.name"}


def test_equal_personal_values_have_different_commitments() -> None:
    note(personal={"phone": "081"})
    note(personal={"phone": "081"})
    first, second = (json.loads(row(position).body)["personal"]["phone"] for position in (1, 2))
    assert first != second


def test_an_actor_without_a_name_leaves_no_personal_value() -> None:
    note(actor=Clerk(kind="system", ref="system", name="", organisation_ref="", duty="system"))
    assert not PersonalValue.objects.exists()


def test_an_undeclared_key_is_refused() -> None:
    with pytest.raises(UndeclaredField, match="price"), audit.unit():
        audit.record(Noted, actor=CLERK, subject=CASE, payload={"price": 1})
    with pytest.raises(UndeclaredField, match="address"), audit.unit():
        audit.record(Noted, actor=CLERK, subject=CASE, personal={"address": "x"})
    assert audit.head() == 0


@pytest.mark.parametrize("value", [1.5, object(), {"deep": [0.1]}])
def test_a_value_without_one_form_is_refused_where_it_is_recorded(value: Any) -> None:
    with audit.unit(), pytest.raises(Unwritable):
        audit.record(Noted, actor=CLERK, subject=CASE, payload={"more": value})


def test_a_unit_that_breaks_leaves_nothing() -> None:
    with pytest.raises(ZeroDivisionError), audit.unit():  # noqa: PT012 - the unit is what breaks
        audit.record(Noted, actor=CLERK, subject=CASE, personal={"phone": "1"})
        Checkpoint.objects.bulk_create([Checkpoint(size=99, root_hash="", note="", made_at=product_clock.read_true())])
        1 / 0  # noqa: B018
    assert audit.head() == 0
    assert not PersonalValue.objects.exists()
    assert not Checkpoint.objects.exists()
    assert note() is not None


def test_entries_of_a_unit_follow_each_other_without_gaps() -> None:
    with audit.unit() as unit:
        for number in range(5):
            audit.record(Noted, actor=CLERK, subject=CASE, payload={"more": number})
    assert [entry.position for entry in unit.appended] == [1, 2, 3, 4, 5]
    for entry in unit.appended:
        assert entry.previous_hash == row(entry.position - 1).leaf_hash
        assert entry.leaf_hash == chain.leaf(entry.position, entry.previous_hash, entry.body)


def test_a_unit_without_entries_appends_nothing() -> None:
    with audit.unit():
        pass
    assert audit.head() == 0


def test_an_entry_keeps_when_it_is_said_to_have_happened_and_when_it_was_recorded(clock: Any) -> None:
    entry = audit.entry(note())
    assert entry is not None
    assert entry.at == clock.moment
    assert entry.shifted
    assert abs((entry.recorded_at - product_clock.read_true()).total_seconds()) < 60


def test_an_unshifted_entry_says_so() -> None:
    entry = audit.entry(note())
    assert entry is not None
    assert not entry.shifted
    assert abs((entry.recorded_at - entry.at).total_seconds()) < 60


def test_the_mark_of_a_shifted_clock_is_inside_the_hash(clock: Any) -> None:
    note()
    stored = row(1)
    assert '"shifted":true' in stored.body
    other = chain.leaf(1, stored.previous_hash, stored.body.replace('"shifted":true', '"shifted":false'))
    assert other != stored.leaf_hash


def test_a_log_that_did_not_begin_as_a_demo_takes_no_shifted_entry(clock: Any) -> None:
    from marketplace.audit.writing import ShiftedEntryRefused
    from tests.audit.notebook import sql

    body = row(0).body.replace('"mode":"demo"', '"mode":"live"')
    sql("UPDATE audit_logentry SET body = %s WHERE position = 0", body)
    with pytest.raises(ShiftedEntryRefused):
        note()


def test_the_models_offer_no_way_to_change_or_remove() -> None:
    entry = row(0)
    for attempt in (
        entry.save,
        entry.delete,
        LogEntry.objects.all().delete,
        lambda: LogEntry.objects.update(event="x"),
        lambda: LogEntry.objects.create(position=7),
        lambda: LogEntry.objects.bulk_update([entry], ["event"]),
        Checkpoint.objects.all().delete,
    ):
        with pytest.raises(AppendOnly):
            attempt()


def test_two_events_cannot_share_a_code() -> None:
    with pytest.raises(TypeError, match=r"tests\.noted"):

        class Twin(audit.Event):
            """Another one."""

            code = "tests.noted"
            sentence = "x"


@pytest.mark.parametrize(("missing", "rest"), [("sentence", {"__doc__": "It happens."}), ("docstring", {"sentence": "x"})])
def test_an_event_without_sentence_or_docstring_is_refused(missing: str, rest: dict[str, str]) -> None:
    with pytest.raises(TypeError, match=missing):
        type("Silent", (audit.Event,), {"code": f"tests.without_{missing}", **rest})


def test_an_event_that_nobody_declares_any_more_can_still_be_read() -> None:
    from marketplace.audit import events

    gone = events.find("old.thing_happened")
    assert gone.code == "old.thing_happened"
    assert gone not in events.all_events()
