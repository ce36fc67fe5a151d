"""Reading a list of work abandoners in: by row, in both languages, nothing before it is confirmed, safe to run twice."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from marketplace.accounts.actor import Actor
from suppliers.actions import abandoners
from suppliers.models import Abandoner, AbandonerImport
from suppliers.states import A

TODAY = dt.date(2026, 11, 17)
HEAD = "เลขประจำตัว,ชื่อ,ประเภท,เลขที่คำสั่ง,วันที่คำสั่ง,มาตรา,หน่วยงาน,เลขที่คำสั่งเพิกถอน,วันที่คำสั่งเพิกถอน\n"
GOOD = HEAD + (
    "0-0155-64000-04-8,บริษัท เลิกแล้ว จำกัด,นิติบุคคล,กค 0405/100,15/01/2569,109 (2),เทศบาลตำบลบ้านน้ำ,,\n"
    ",นายทิ้ง งานหนี,บุคคล,กค 0405/100,15 ม.ค. 2569,,เทศบาลตำบลบ้านน้ำ,,\n"
    "๐๐๑๕๕๖๕๐๐๐๐๕๐,บริษัท กลับใจ จำกัด,,กค 0405/50,2024-03-01,109.1,,กค 0405/90,2025-06-30\n"
)


def read(text, encoding="utf-8-sig"):
    return abandoners.read(text.encode(encoding), today=TODAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_a_list_is_read_in_every_usual_encoding(encoding):
    reading = read(GOOD, encoding)
    assert reading.faults == []
    assert [(row.who, row.number, row.ordered_on.isoformat()) for row in reading.rows] == [
        ("company", "0015564000048", "2026-01-15"),
        ("person", "", "2026-01-15"),
        ("company", "0015565000050", "2024-03-01"),
    ]
    assert reading.rows[0].ground == "109.2"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_and_english_headings_are_read(delimiter):
    text = (
        delimiter.join(["number", "name", "order_no", "ordered_on"])
        + "\n"
        + delimiter.join(["0015564000048", "A", "1", "2026-01-15"])
        + "\n"
    )
    assert len(read(text).rows) == 1


@pytest.mark.parametrize(
    ("row", "column", "english", "thai"),
    [
        ("0015564000049,ก,,1,15/01/2569,,,,", "เลขประจำตัว", "last digit", "หลักสุดท้าย"),
        (",บริษัท ก,นิติบุคคล,1,15/01/2569,,,,", "เลขประจำตัว", "needs its 13-digit", "ต้องมีเลข"),
        (",งานหนี,บุคคล,1,15/01/2569,,,,", "ชื่อ", "family name alone", "นามสกุลอย่างเดียว"),
        (",ทิ้ง งานหนี,,,15/01/2569,,,,", "เลขที่คำสั่ง", "Fill in", "กรอกช่องนี้"),
        (",ทิ้ง งานหนี,,1,31/02/2569,,,,", "วันที่คำสั่ง", "a day that has passed", "ผ่านมาแล้ว"),
        (",ทิ้ง งานหนี,,1,18/11/2569,,,,", "วันที่คำสั่ง", "a day that has passed", "ผ่านมาแล้ว"),
        (",ทิ้ง งานหนี,,1,15/01/2569,110,,,", "มาตรา", "109.1 to 109.6", "109.1 ถึง 109.6"),
        (",ทิ้ง งานหนี,,1,15/01/2569,,,กค 9,", "วันที่คำสั่งเพิกถอน", "both number and day", "ทั้งเลขที่และวันที่"),
        (",ทิ้ง งานหนี,,1,15/01/2569,,,,15/02/2569", "เลขที่คำสั่งเพิกถอน", "both number and day", "ทั้งเลขที่และวันที่"),
        (",ทิ้ง งานหนี,,1,15/01/2569,,,กค 9,14/01/2569", "วันที่คำสั่งเพิกถอน", "between the order and today", "ระหว่างวันของคำสั่ง"),
    ],
)
def test_every_cell_that_cannot_be_taken_over_is_named_with_what_to_do(row, column, english, thai):
    for language, words in (("en", english), ("th", thai)):
        with translation.override(language):
            (fault,) = read(HEAD + row + "\n").faults
            assert (fault.line, fault.column) == (2, column)
            assert words in str(fault.sentence)


def test_a_missing_column_is_named():
    assert {fault.column for fault in read("ชื่อ\nก\n").faults} == {"เลขที่คำสั่ง", "วันที่คำสั่ง"}


def test_an_empty_list_is_not_taken_for_a_list():
    assert len(read(HEAD).faults) == 1


@pytest.fixture
def taken(cast, clock, registrar):
    def take(text=GOOD, as_of=dt.date(2026, 11, 1)):
        return abandoners.take_over(read(text).rows, actor=registrar, as_of=as_of, sha256="0" * 64)

    return take


@pytest.mark.django_db
def test_a_list_is_taken_over_and_a_row_with_a_removal_order_has_ended(taken):
    result = taken()
    assert (result.added, result.ended, result.seen) == (3, 1, 0)
    assert Abandoner.objects.filter(state=A.LISTED).count() == 2
    ended = Abandoner.objects.get(state=A.REMOVED)
    assert (ended.removal_order_no, ended.ended_on) == ("กค 0405/90", dt.date(2025, 6, 30))


@pytest.mark.django_db
def test_the_same_list_twice_changes_nothing_but_the_day_it_was_seen(taken):
    taken()
    again = taken(as_of=dt.date(2026, 11, 10))
    assert (again.added, again.ended, again.seen) == (0, 0, 3)
    assert {entry.checked_on for entry in Abandoner.objects.filter(state=A.LISTED)} == {dt.date(2026, 11, 10)}


@pytest.mark.django_db
def test_an_entry_that_a_newer_list_lacks_stays(taken):
    taken()
    taken(HEAD + "0015564000048,บริษัท เลิกแล้ว จำกัด,,กค 0405/100,15/01/2569,,,,\n", dt.date(2026, 11, 10))
    missing = Abandoner.objects.get(name="นายทิ้ง งานหนี")
    assert (missing.state, missing.checked_on) == (A.LISTED, dt.date(2026, 11, 1))


@pytest.mark.django_db
def test_a_removal_order_in_a_newer_list_ends_the_entry(taken):
    taken()
    result = taken(HEAD + "0015564000048,บริษัท เลิกแล้ว จำกัด,,กค 0405/100,15/01/2569,,,กค 0405/200,10/11/2569\n", dt.date(2026, 11, 11))
    assert (result.added, result.ended) == (0, 1)
    assert Abandoner.objects.get(number="0015564000048").state == A.REMOVED


@pytest.mark.django_db
def test_somebody_named_twice_under_one_order_is_entered_once(taken):
    line = "0015564000048,บริษัท เลิกแล้ว จำกัด,,กค 1,15/01/2569,,,,\n"
    assert taken(HEAD + line + line).added == 1


@pytest.mark.django_db
def test_the_command_reads_a_list_in_the_name_of_a_registrar(cast, clock, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(GOOD, encoding="utf-8")
    said = io.StringIO()
    arguments = [str(path), "--as-of", "2026-11-01", "--by", cast.registrar.person.email]
    call_command("import_abandoners", *arguments, "--dry-run", stdout=said)
    assert Abandoner.objects.count() == 0
    call_command("import_abandoners", *arguments, stdout=said)
    assert "3 to add" in said.getvalue()
    assert AbandonerImport.objects.get().imported_by == cast.registrar.person


@pytest.mark.django_db
def test_the_command_refuses_who_is_no_registrar_and_a_list_with_faults(cast, clock, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(CommandError, match="no registrar"):
        call_command("import_abandoners", str(path), "--as-of", "2026-11-01", "--by", cast.auditor.person.email, stdout=io.StringIO())
    path.write_text(HEAD + "1,ก,,1,1,,,,\n", encoding="utf-8")
    with pytest.raises(CommandError, match="have to be mended"):
        call_command(
            "import_abandoners",
            str(path),
            "--as-of",
            "2026-11-01",
            "--by",
            cast.registrar.person.email,
            stdout=io.StringIO(),
            stderr=io.StringIO(),
        )
    assert Abandoner.objects.count() == 0


@pytest.mark.django_db
def test_nobody_but_a_registrar_ends_an_entry_by_a_list(cast, clock, taken):
    from marketplace.procedure import Refused

    taken()
    rows = read(HEAD + "0015564000048,บริษัท เลิกแล้ว จำกัด,,กค 0405/100,15/01/2569,,,กค 0405/200,10/11/2569\n").rows
    with pytest.raises(Refused):
        abandoners.take_over(rows, actor=Actor.of(cast.auditor.person, cast.comptroller), as_of=TODAY, sha256="1" * 64)
    assert Abandoner.objects.get(number="0015564000048").state == A.LISTED
