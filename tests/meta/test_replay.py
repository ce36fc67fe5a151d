"""A replayed world is the built one: the same rows, ids, files and objects; and what differs is built anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from catalog.models import Category
from marketplace.accounts.models import Organisation
from marketplace.audit import verification
from marketplace.audit.models import LogEntry
from marketplace.contracts.models import Contract
from marketplace.kernel import clock
from suppliers.models import Company
from suppliers.states import V
from tests import replay
from tests.cast import assemble
from tests.contracts.conftest import Deal, won
from tests.factories import purchases as p
from tests.factories.suppliers import company_at

pytestmark = pytest.mark.skipif(bool(replay._State.switched_off), reason="replay is switched off")


@pytest.fixture(autouse=True)
def _fresh(django_db_setup: None, database_template: Any, django_db_blocker: Any, settings: Any, tmp_path: Any) -> Iterator[None]:
    """Nothing is recorded yet; each `world()` below is a transaction of its own, as a test has."""
    settings.MEDIA_ROOT = tmp_path
    before, replay._State.kept = replay._State.kept, type(replay._State.kept)()
    with django_db_blocker.unblock():
        database_template.restore()
        yield
        database_template.restore()
    replay._State.kept = before


class world:
    """A transaction as a test's, and how many recordings and replays happened in it."""

    def __enter__(self) -> world:
        self.kept, self.replays = len(replay._State.kept), replay._State.replays
        self.table = transaction.atomic()
        self.table._from_testcase = True
        self.table.__enter__()
        return self

    def __exit__(self, kind: Any, *error: Any) -> None:
        if kind is None:
            self.made, self.repeated = len(replay._State.kept) - self.kept, replay._State.replays - self.replays
        transaction.set_rollback(True)
        self.table.__exit__(kind, *error)


def contents() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, and where the ids stand."""
    found = {}
    ids = "(SELECT sequencename, last_value FROM pg_sequences) AS ids" if connection.vendor == "postgresql" else "sqlite_sequence"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {ids}")
        found["ids"] = sorted(cursor.fetchall())
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


def next_id() -> int:
    """The id that the next row gets."""
    return Organisation.objects.create(ref="AG-next", kind="agency", name_th="ก", name_en="A", province="ตาก").pk


def a_deal() -> Deal:
    cast = assemble()
    Company.objects.update(vat_registered=True)
    return won(p.Play(cast=cast, category=Category.objects.get(code="construction-permit")))


def test_every_table_of_a_replayed_world_is_the_same_and_so_are_the_next_ids() -> None:
    with world() as first:
        deal = a_deal().signed()
        built, given, following = contents(), vars(deal.contract), next_id()
    assert (first.made, first.repeated) == (10, 0)
    with world() as second:
        again = a_deal().signed()
        replayed, mine, next_one = contents(), vars(again.contract), next_id()
    assert (second.made, second.repeated) == (0, 3)
    assert replayed == built
    assert sum(map(len, built.values())) > 300
    assert next_one == following
    assert {**mine, "_state": None} == {**given, "_state": None}


def test_a_replayed_log_verifies_is_still_guarded_and_goes_on() -> None:
    for _turn in range(2):
        with world() as seen:
            deal = a_deal()
            deal.offered()
            before = verification.verify()
            assert before.sound, before.breaches
            size = LogEntry.objects.count()
            for change in ("UPDATE audit_logentry SET body = 'x'", "DELETE FROM audit_logentry"):
                with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(change)
            deal.guaranteed()
            assert LogEntry.objects.count() == size + 2
            assert verification.verify().sound
    assert seen.repeated


def test_objects_are_the_tests_own_and_belong_to_its_cast() -> None:
    with world():
        old = a_deal().signed()
    with world() as seen:
        cast = assemble()
        Company.objects.update(vat_registered=True)
        play = p.Play(cast=cast, category=Category.objects.get(code="construction-permit"))
        deal = won(play)
        assert deal.play is play
        assert deal.play.cast is cast
        assert play.now == old.play.now
        assert deal.signed() is deal
        assert deal.contract == Contract.objects.get()
        assert deal.contract is not old.contract
        assert play.tender is not old.play.tender
        assert play.tender.__dict__["title"] == old.play.tender.title
        cast.officer.person.given_name = "changed"
    assert seen.repeated == 3
    with world():
        assert assemble().officer.person.given_name == "อร"


def test_a_write_before_makes_it_build_anew() -> None:
    with world():
        a_deal()
    with world() as seen:
        Organisation.objects.create(ref="AG-other", kind="agency", name_th="ก", name_en="A", province="ตาก")
        a_deal()
    assert (seen.repeated, seen.made) == (0, 8)
    with world() as same:
        Organisation.objects.create(ref="AG-other", kind="agency", name_th="ก", name_en="A", province="ตาก")
        a_deal()
    assert same.made in (0, 8)  # an organisation has the time of its making
    with world() as seen:
        cast = assemble()
        won(p.Play(cast=cast, category=Category.objects.get(code="construction-permit")))
    assert seen.repeated == 1, "without VAT nobody is the same"


def test_what_was_undone_in_between_makes_it_build_anew() -> None:
    with world():
        assemble()
    with world() as seen:
        savepoint = transaction.savepoint()
        Category.objects.update(name_th="x")
        transaction.savepoint_rollback(savepoint)
        assemble()
    assert (seen.repeated, seen.made) == (0, 0)


@pytest.mark.parametrize("change", ["argument", "clock", "object", "setting", "patch", "language", "watched"])
def test_another_situation_builds_anew(change: str, settings: Any, monkeypatch: Any, django_assert_max_num_queries: Any) -> None:
    def build(play: p.Play, **more: Any) -> None:
        p.drafted(play, **more)

    def play() -> p.Play:
        return p.Play(cast=assemble(), category=Category.objects.get(code="construction-permit"))

    with world():
        build(play())
    with world() as seen:
        mine = play()
        if change == "argument":
            build(mine, budget_satang=250_000_000)
        elif change == "clock":
            with clock.shifted_to(p.MONDAY):
                build(mine)
        elif change == "object":
            mine.category.name_th = "อื่น"
            build(mine)
        elif change == "setting":
            settings.COMPANY_REGISTER = "none"
            build(mine)
        elif change == "patch":
            monkeypatch.setattr(p, "PASSPHRASE", "x")
            build(mine)
        elif change == "language":
            from django.utils import translation

            with translation.override("en"):
                build(mine)
        else:
            with django_assert_max_num_queries(10_000):
                build(mine)
    assert seen.repeated == 1, "only the cast"


def test_files_that_a_factory_stored_are_there_again(settings: Any, tmp_path: Any) -> None:
    found: list[dict[str, bytes]] = []
    for turn in ("one", "two"):
        settings.MEDIA_ROOT = tmp_path / turn
        with world() as seen:
            company_at(V.SUBMITTED, assemble())
            paths = sorted(path for path in (tmp_path / turn).rglob("*") if path.is_file())
            found.append({str(path.relative_to(tmp_path / turn)): path.read_bytes() for path in paths})
            assert all(default_storage.exists(name) for name in found[-1])
    assert seen.repeated == 2
    assert found[0] == found[1]
    assert len(found[0]) == 2


def test_what_cannot_be_repeated_is_not_kept() -> None:
    @replay.replayed
    def writes_a_letter() -> None:
        Category.objects.update(name_th="x")
        mail.outbox.append("letter")  # type: ignore[arg-type]

    @replay.replayed
    def waits_for_the_end() -> None:
        seen = [1]
        transaction.on_commit(lambda: seen.append(2))

    @replay.replayed
    def undoes() -> None:
        with transaction.atomic():
            transaction.set_rollback(True)

    mail.outbox = []
    for factory in (writes_a_letter, waits_for_the_end, undoes):
        with world() as seen:
            factory()
        assert seen.made == 0, factory.__name__


def test_without_a_transaction_that_is_undone_or_switched_off_it_only_runs() -> None:
    with world() as seen, replay.off():
        assemble()
    assert seen.made == 0
    kept = len(replay._State.kept)

    def factory() -> None:
        Company.objects.update(vat_registered=True)

    with transaction.atomic():
        replay.replayed(factory)()
        transaction.set_rollback(True)
    assert len(replay._State.kept) == kept
    with world() as seen:
        assemble()
    assert seen.made == 0, "nobody knows how that transaction ended"


def test_the_oldest_recordings_go(monkeypatch: Any) -> None:
    monkeypatch.setattr(replay, "MOST_RECORDINGS", 3)
    with world():
        a_deal().signed()
    assert len(replay._State.kept) == 3
    monkeypatch.setattr(replay, "MOST_BYTES", 0)
    with world():
        assemble()
    assert not replay._State.kept


def test_the_situation_of_an_ordinary_test_is_one_that_can_be_repeated(cast: Any) -> None:
    assert len(replay._State.kept) == 1
