"""The finder of `canary` finds: a search that finds nothing proves something only then."""

from __future__ import annotations

import base64
import json
import pickle
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.utils.http import urlencode

from marketplace.kernel.models import StoredFile
from tests.factories import purchases as p
from tests.secrecy import canary as c
from tests.secrecy.canary import Canary

CANARY = Canary(9_876_041_357)
OTHER = Canary(9_876_141_357)  # a thousand baht more


@pytest.mark.parametrize(
    "written",
    [
        lambda k: k.plain.encode(),
        lambda k: k.commas.encode(),
        lambda k: k.thai.encode(),
        lambda k: k.thai.replace(",", "").encode(),
        lambda k: k.plain.encode("utf-16"),
        lambda k: k.thai.encode("utf-16"),
        lambda k: k.commas.encode().hex().encode(),
        lambda k: k.thai.encode().hex().upper().encode(),
        lambda k: json.dumps({"price_satang": k.satang}).encode(),
        lambda k: json.dumps({"price": k.thai}).encode(),
        lambda k: urlencode({"price": k.commas}).encode(),
        lambda k: base64.b64encode(json.dumps({"price_satang": k.satang}).encode()),
        lambda k: base64.b64encode(json.dumps({"cost_satang": k.satang}).encode()),
        lambda k: base64.b64encode(json.dumps({"total_satang": k.satang}).encode()),
        lambda k: base64.urlsafe_b64encode(f"ราคา {k.plain} บาท".encode()),
        lambda k: pickle.dumps({"price": k.satang}, protocol=0),
        lambda k: "เก้าสิบแปดล้านเจ็ดแสนหกหมื่นสี่ร้อยสิบสามบาทห้าสิบเจ็ดสตางค์".replace("หมื่น", "หมื่น" if k is CANARY else "หมื่นหนึ่งพัน").encode(),
    ],
)
def test_the_amount_is_found_however_it_is_written_and_another_amount_is_not(written: Callable[[Canary], bytes]) -> None:
    around = b"before " * 3
    assert CANARY.forms_in(around + written(CANARY) + around)
    assert not CANARY.forms_in(around + written(OTHER) + around)


def test_the_amount_is_found_as_a_number_in_a_database_file_and_in_its_journal(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "a.sqlite3")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE bid (price INTEGER)")
    database.execute("INSERT INTO bid VALUES (?)", [CANARY.satang])
    database.commit()
    assert [place.split(":")[0] for place in c.where(CANARY, c.folder(tmp_path))] == ["file a.sqlite3-wal"]
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    assert [place.split(":")[0] for place in c.where(CANARY, c.folder(tmp_path))] == ["file a.sqlite3"]


@pytest.mark.django_db
def test_the_amount_is_found_in_a_column_of_text_of_bytes_and_of_numbers() -> None:
    plant = p.stored()
    for field, value in (("name", f"ราคา {CANARY.thai}.pdf"), ("size", CANARY.satang)):
        StoredFile.objects.filter(pk=plant.pk).update(**{field: value})
        assert {place.split(":")[0] for place in c.where(CANARY, c.tables())} == {"table kernel_storedfile"}
    StoredFile.objects.filter(pk=plant.pk).update(name="a", size=1)
    assert c.where(CANARY, c.tables()) == []


@pytest.mark.django_db
def test_the_amount_is_found_in_a_session_which_its_table_keeps_compressed() -> None:
    session = SessionStore()
    session["draft"] = {"price": CANARY.commas, "rest": "ข้อความอื่น " * 50}
    session.save()
    assert c.where(CANARY, c.tables()) == [], "compressed: only the unpacked session shows it"
    assert c.where(CANARY, c.sessions())
