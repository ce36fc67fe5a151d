"""Trees, groups, follow-ups and files: added as data, they are asked, judged, kept, shown, filtered, compared and imported."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
import yaml
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from catalog import seeing
from catalog.actions import drafts
from catalog.actions.questions import synchronise
from catalog.forms import questions_form
from catalog.models import Category, Listing
from catalog.questions import KINDS, BrokenData, definitions
from catalog.questions.sets import read
from catalog.search import indexing
from catalog.showing import compare_rows
from marketplace.accounts.events import FileRead
from marketplace.audit import reading
from marketplace.kernel.models import StoredFile
from tests.catalog import shelf
from tests.catalog.test_data_alone import CATEGORY
from tests.catalog.test_data_alone import QUESTION as AREA
from tests.factories.papers import PDF as PAPER

DATA = Path(django_settings.CATALOG_DATA)
PDF = PAPER + b"% a map\n"


def asked(order: int, kind: str, th: str, en: str, **more) -> dict:
    return {
        "label": {"th": th, "en": en},
        "type": kind,
        "applies_to": ["drone-survey"],
        "group": "service",
        "order": order,
        "compare": True,
        **more,
    }


def option(value: str, th: str, en: str, *children: dict) -> dict:
    return {"value": value, "th": th, "en": en, **({"children": list(children)} if children else {})}


NEW = {
    "sensors": asked(
        120, "tree", "อุปกรณ์ตรวจวัด", "Sensors", filterable=True,
        options=[option("optical", "กล้อง", "Cameras", option("rgb", "กล้องสี", "Colour"), option("thermal", "กล้องความร้อน", "Heat")), option("lidar", "ไลดาร์", "Lidar")],
    ),
    "night": asked(130, "boolean", "บินกลางคืน", "Flights at night", required=True, filterable=True),
    "night_permit": asked(131, "text", "เลขที่ใบอนุญาตบินกลางคืน", "Number of the night permit", required=True, follows={"question": "night", "answers": ["yes"]}),
    "pilot": asked(140, "group", "นักบิน", "Pilot", parts=["pilot_name", "pilot_hours"], required=True),
    "pilot_name": asked(141, "text", "ชื่อ", "Name"),
    "pilot_hours": asked(142, "number", "ชั่วโมงบิน", "Hours flown", unit={"th": "ชั่วโมง", "en": "hours"}, better="higher"),
    "sample_map": asked(150, "file", "ตัวอย่างแผนที่", "Sample of a map", accepts=["pdf"], maximum=1),
}  # fmt: skip


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    """The data files with a category that has every one of these kinds."""
    made = Path(shutil.copytree(DATA, tmp_path / "data"))
    with (made / "categories.yaml").open("a", encoding="utf-8") as file:
        file.write(CATEGORY)
    (made / "questions" / "flight_area.yaml").write_text(AREA, encoding="utf-8")
    for name, raw in NEW.items():
        (made / "questions" / f"{name}.yaml").write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    settings.CATALOG_DATA = made
    return made


@pytest.fixture
def drones(db, folder):
    synchronise()
    return definitions().set_for("drone-survey")


def a_pdf(name: str = "map.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def change(folder: Path, name: str, **keys) -> None:
    path = folder / "questions" / f"{name}.yaml"
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**known, **keys}, allow_unicode=True), encoding="utf-8")


# --- what the check finds


@pytest.mark.parametrize(
    ("name", "keys", "words"),
    [
        ("sensors", {"options": [option("a", "ก", "A"), option("b", "ข", "B")]}, "a tree needs options with children"),
        ("sensors", {"options": [option("a", "ก", "A", option("a", "ข", "B"))]}, "option 'a' stands twice"),
        ("sensors", {"type": "multi_choice"}, "which only a tree has"),
        ("night_permit", {"follows": {"question": "sideways", "answers": ["yes"]}}, "not asked there"),
        ("night_permit", {"follows": {"question": "night", "answers": ["perhaps"]}}, "does not have: perhaps"),
        ("night_permit", {"follows": {"question": "night", "answers": []}}, "one answer or more"),
        ("night_permit", {"follows": {"question": "night"}}, "question and answers"),
        ("night_permit", {"order": 1}, "must stand after 'night'"),
        ("night_permit", {"group": "support"}, "must stand after 'night'"),
        ("pilot", {"parts": ["pilot_name"]}, "two parts or more"),
        ("pilot", {"parts": ["pilot_hours", "pilot_name"]}, "right after it"),
        ("pilot", {"parts": ["pilot_name", "nobody"]}, "right after it"),
        ("pilot", {"follows": {"question": "night", "answers": ["yes"]}}, "a group follows nothing"),
        ("pilot_name", {"parts": ["night", "sensors"]}, "only a group has parts"),
        ("pilot", {"order": 145}, "right after it"),
        ("sample_map", {"accepts": ["exe"]}, "which the gate for files does not know"),
        ("sample_map", {"accepts": []}, "needs the kinds that it accepts"),
        ("sample_map", {"maximum": 900}, "largest size"),
        ("sample_map", {"filterable": True}, "cannot be a filter"),
    ],
)
def test_a_broken_tree_group_follow_up_or_file_is_named(folder, name, keys, words):
    change(folder, name, **keys)
    with pytest.raises(BrokenData) as broken:
        read(folder)
    assert any(f"{name}.yaml" in fault and words in fault for fault in broken.value.faults), broken.value.faults


def test_a_card_shows_no_file_and_no_heading(folder):
    for name in ("sample_map", "pilot"):
        path = folder / "categories.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("[flight_area, supply_form", f"[{name}, supply_form"), encoding="utf-8")
        with pytest.raises(BrokenData, match="no answer that a card could show"):
            read(folder)
        path.write_text(text, encoding="utf-8")
        read.cache_clear()


# --- trees


def test_whoever_has_a_part_of_a_tree_is_counted_under_all_above_it(folder):
    question, kind = definitions().questions["sensors"], KINDS["tree"]
    assert kind.stored(question, ["thermal", "optical", "lidar"]) == ["thermal", "lidar"]
    assert kind.facets(question, ["thermal"]) == ("optical", "thermal")
    assert kind.facet_values(question) == ("optical", "rgb", "thermal", "lidar")
    assert not kind.suits(question, ["optical", "rgb"])
    assert not kind.suits(question, ["sonar"])
    with override("en"):
        assert kind.shown(question, ["thermal"]) == ["Cameras › Heat"]
        assert [kind.facet_place(question, value) for value in ("optical", "thermal")] == [(0, "Cameras"), (1, "Heat")]
        assert {"Cameras", "Heat", "กล้อง", "กล้องความร้อน"} <= set(kind.words(question, ["thermal"]))


def test_a_tree_is_asked_with_boxes_that_stand_in_and_is_filtered_at_every_level(cast, index, drones):
    form = questions_form(drones, "service", {"sensors": ["thermal"]})
    (box,) = re.findall(r'<input[^>]*value="thermal"[^>]*>', str(form["sensors"]))
    assert 'class="in1"' in box
    assert " checked" in box
    heat = shelf.live(cast, "drone-survey", answers={"sensors": ["thermal"]}, title_th="สำรวจความร้อน")
    colour = shelf.live(cast, "drone-survey", answers={"sensors": ["rgb"]}, title_th="สำรวจภาพสี")
    indexing.rebuild()
    client = Client(headers={"accept-language": "en"})

    def found(chosen: str) -> set[Listing]:
        return {card.listing for card in client.get(f"/catalogue/drone-survey/?sensors={chosen}").context["cards"]}

    assert (found("optical"), found("thermal"), found("lidar")) == ({heat, colour}, {heat}, set())
    page = client.get("/catalogue/drone-survey/?sensors=thermal")
    group = next(group for group in page.context["groups"] if group.name == "sensors")
    assert [(one.value, one.label, one.count, one.depth) for one in group.options] == [
        ("optical", "Cameras", 2, 0),
        ("rgb", "Colour", 1, 1),
        ("thermal", "Heat", 1, 1),
    ]
    assert "Sensors: Cameras › Heat" in page.content.decode()


# --- follow-ups


def test_a_follow_up_is_asked_only_where_what_it_follows_is_answered_so(drones):
    base = {"night": True}
    question = drones.get("night_permit")
    assert drones.asks(question, base)
    assert not drones.asks(question, {"night": False})
    assert not drones.asks(question, {})
    assert question in drones.missing(base)
    assert question not in drones.missing({"night": False})
    assert drones.unsuitable({"night": False, "night_permit": "A1"}) == [question]
    assert drones.unsuitable({"night": True, "night_permit": "A1"}) == []


@pytest.mark.parametrize(("language", "condition", "what_to_do"), [("en", "Only if “Flights at night” is: Yes", "Leave this empty"), ("th", "เฉพาะเมื่อ “บินกลางคืน” ตอบว่า ใช่", "เว้นว่างข้อนี้")])  # fmt: skip
def test_the_form_says_when_a_follow_up_is_asked_and_keeps_what_was_typed(drones, language, condition, what_to_do):
    with override(language):
        form = questions_form(drones, "service", {}, {"night": "no", "night_permit": "A1"})
        assert form.fields["night_permit"].asked_if == condition
        assert what_to_do in str(form.errors["night_permit"])
        assert form["night_permit"].value() == "A1"
        for data in ({"night": "yes", "night_permit": "A1"}, {"night": "no"}, {"night_permit": "A1"}):  # what it follows may still be open
            assert "night_permit" not in questions_form(drones, "service", {}, data).errors


def test_a_listing_whose_follow_up_was_never_called_for_is_not_sent(cast, drones):
    listing = shelf.draft(cast, "drone-survey", answers={"night": False})
    assert "night_permit" not in listing.draft_version.answers
    assert seeing.missing(listing.draft_version) == []
    draft = drafts.save(listing, actor=cast.siam_lister.actor, answers={"night_permit": "A1"})
    with override("en"):
        assert seeing.unsuitable(draft) == ["Number of the night permit"]
        draft = drafts.save(listing, actor=cast.siam_lister.actor, answers={"night": True, "night_permit": None})
        assert seeing.missing(draft) == ["Number of the night permit"]


@pytest.mark.parametrize(("answers", "shown"), [({"night": True, "night_permit": "A1"}, True), ({"night": False}, False)])
def test_the_registrar_is_not_asked_to_judge_a_follow_up_that_is_not_asked(cast, drones, client, answers, shown):
    from marketplace.procedure import act

    listing = shelf.draft(cast, "drone-survey", answers=answers)
    act(listing, "submit", actor=cast.siam_lister.actor, seen=listing.version)
    client.force_login(cast.registrar.person)
    page = client.get(f"/work/review/listings/{listing.ref}/").content.decode()
    assert 'name="reason-night"' in page
    assert ('name="reason-night_permit"' in page) is shown


# --- groups


def test_parts_of_a_group_stand_below_its_heading_and_one_of_them_must_be_answered(drones):
    with override("en"):
        form = questions_form(drones, "service", {})
        titles = {block.title: [bound.name for bound in block.fields] for block in form.blocks if block.title}
        assert titles == {"Pilot": ["pilot_name", "pilot_hours"]}
        assert [bound.name for block in form.blocks for bound in block.fields] == form.names
        assert "pilot" not in form.names
        assert str(drones.titled(drones.get("pilot_name"))) == "Pilot: Name"
    heading = drones.get("pilot")
    assert heading in drones.missing({})
    assert heading not in drones.missing({"pilot_hours": 300})


def test_parts_carry_the_name_of_their_group_on_pages_in_comparisons_and_on_the_task_list(cast, index, drones):
    one = shelf.live(cast, "drone-survey", answers={"pilot_hours": 300})
    two = shelf.live(cast, "drone-survey", answers={"pilot_hours": 900})
    client = Client(headers={"accept-language": "en"})
    assert "Pilot: Hours flown" in client.get(f"/listings/{one.ref}/").content.decode()
    with override("en"):
        rows = {row.label: row for _title, rows in compare_rows([one.live_version, two.live_version]) for row in rows}
    assert rows["Pilot: Hours flown"].best == [False, True]
    bare = drafts.begin(shelf.company_of(cast), Category.objects.get(code="drone-survey"), actor=cast.siam_lister.actor)
    client.force_login(cast.siam_lister.person)
    page = client.get(f"/work/listings/{bare.ref}/service/").content.decode()
    assert '<fieldset class="together"><legend>Pilot</legend>' in page
    with override("en"):
        assert "Pilot" in seeing.missing(bare.draft_version)


# --- files


def test_a_file_is_handed_in_kept_opened_replaced_and_taken_out(cast, drones, client):
    listing = shelf.draft(cast, "drone-survey")
    client.force_login(cast.siam_lister.person)
    url = f"/work/listings/{listing.ref}/service/"
    rest = {name: value for name, value in questions_form(drones, "service", listing.draft_version.answers).initial.items() if value is not None and name != "sample_map"}  # fmt: skip

    def send(**more) -> int:
        return client.post(url, {**rest, "seen": Listing.objects.get(pk=listing.pk).version, "then": "list", **more}).status_code

    def answer():
        return Listing.objects.get(pk=listing.pk).draft_version.answers.get("sample_map")

    assert send(sample_map=a_pdf()) == 302
    first = answer()
    stored = StoredFile.objects.get(ref=first["file"])
    assert (first["name"], first["kind"], first["size"], first["sha256"]) == ("map.pdf", "pdf", len(PDF), stored.sha256)
    assert drones.unsuitable({"sample_map": first}) == []
    assert "map.pdf" in client.get(url).content.decode()
    assert send() == 302
    assert answer() == first  # nothing chosen: it stays
    assert send(sample_map=a_pdf("other.pdf")) == 302
    assert answer()["name"] == "other.pdf"
    assert send(**{"sample_map-clear": "on"}) == 302
    assert answer() is None


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("map.pdf", b"MZ\x90\x00" * 50), "not a file of the kinds"),
        (SimpleUploadedFile("map.pdf", PDF + b" " * 1024**2), "Attach one of 1 MB or less"),
    ],
)
def test_what_is_no_file_of_the_kind_is_turned_away_with_a_sentence(drones, upload, words):
    with override("en"):
        form = questions_form(drones, "service", {}, {}, {"sample_map": upload})
        assert words in str(form.errors["sample_map"])


@pytest.fixture
def with_file(cast, drones):
    """A listing on sale with a file."""
    listing = shelf.draft(cast, "drone-survey")
    drafts.save(listing, actor=cast.siam_lister.actor, answers={"sample_map": a_pdf()})
    return listing


def test_a_file_of_a_draft_is_read_by_the_company_and_the_registrar_alone(cast, with_file, client):
    url = f"/listings/{with_file.ref}/v/1/files/sample_map/"
    for player, status in ((None, 404), (cast.officer, 404), (cast.lanna_owner, 404), (cast.siam_lister, 302), (cast.registrar, 302)):
        client.logout()
        if player:
            client.force_login(player.person)
        response = client.get(url)
        assert response.status_code == status, player
        if status == 302:
            assert b"".join(client.get(response["Location"]).streaming_content) == PDF
    assert client.get(f"/listings/{with_file.ref}/v/1/files/night_permit/").status_code == 404
    assert [entry.root.ref for entry in reading.entries(kinds=[FileRead])] == [with_file.ref, with_file.ref]


def test_a_file_on_sale_is_opened_by_everybody_and_named_in_review_check_page_and_interface(cast, index, with_file, client):
    from marketplace.procedure import act

    act(with_file, "submit", actor=cast.siam_lister.actor, seen=with_file.version)
    url = f"/listings/{with_file.ref}/v/1/files/sample_map/"
    client.force_login(cast.registrar.person)
    assert url in client.get(f"/work/review/listings/{with_file.ref}/").content.decode()
    client.force_login(cast.siam_lister.person)
    assert url in client.get(f"/work/listings/{with_file.ref}/check/").content.decode()
    listing = shelf.approve(cast, Listing.objects.get(pk=with_file.pk))
    client.logout()
    assert f'href="{url}"' in client.get(f"/listings/{listing.ref}/").content.decode()
    link = client.get(url)
    assert b"".join(client.get(link["Location"]).streaming_content) == PDF
    told = {one["name"]: one for one in client.get(f"/api/v1/listings/{listing.ref}/").json()["answers"]}
    assert told["sample_map"]["url"].endswith(url)
    assert told["night"]["url"] is None


def test_a_file_that_was_exchanged_is_a_change_though_it_has_the_same_name(cast, index, with_file, client):
    from marketplace.procedure import act

    act(with_file, "submit", actor=cast.siam_lister.actor, seen=with_file.version)
    listing = shelf.approve(cast, Listing.objects.get(pk=with_file.pk))
    other = SimpleUploadedFile("map.pdf", PDF + b"% another\n", content_type="application/pdf")
    drafts.save(listing, actor=cast.siam_lister.actor, answers={"sample_map": other})
    act(listing, "submit_change", actor=cast.siam_lister.actor, seen=listing.version)
    client.force_login(cast.registrar.person)
    page = client.get(f"/work/review/listings/{listing.ref}/")
    (row,) = [row for section in page.context["sections"] for row in section["rows"] if row["changed"]]
    assert row["name"] == "sample_map"
    assert (row["file_before"], row["file"]) == (f"/listings/{listing.ref}/v/1/files/sample_map/", f"/listings/{listing.ref}/v/2/files/sample_map/")  # fmt: skip
    assert all(url in page.content.decode() for url in (row["file_before"], row["file"]))


# --- spreadsheets


def test_a_spreadsheet_has_trees_parts_and_follow_ups_and_leaves_files_alone(cast, with_file, client, drones):
    drafts.save(with_file, actor=cast.siam_lister.actor, answers={"sensors": ["thermal", "lidar"]})
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.siam_lister.person)
    text = client.get("/work/listings/sheets/drone-survey/listings.csv").content.decode("utf-8-sig")
    codes, words, line = list(csv.reader(io.StringIO(text)))
    row = dict(zip(codes, line, strict=True))
    heads = dict(zip(codes, words, strict=True))
    assert "sample_map" not in codes
    assert "pilot" not in codes
    assert (row["sensors"], heads["pilot_hours"]) == ("Heat\nLidar", "Pilot: Hours flown")
    assert checked(cast, text, client) == {"unchanged": 1, "faulty": 0}
    row["night"] = "No"
    faults = checked(cast, as_csv(codes, row), client, faulty=True)
    assert [fault["code"] for fault in faults] == ["night_permit"]
    assert faults[0]["say"]["en"].startswith("Leave this empty, or answer “Flights at night” with: Yes")
    assert faults[0]["say"]["th"].startswith("เว้นว่างข้อนี้")
    kept = [code for code in codes if code != "night_permit"]
    faults = checked(cast, as_csv(kept, row), client, faulty=True)
    assert [fault["code"] for fault in faults] == ["night"]
    assert "Take its column into the file" in faults[0]["say"]["en"]
    row["night_permit"] = ""
    assert checked(cast, as_csv(codes, row), client) == {"changed": 1, "faulty": 0}


def as_csv(codes: list[str], row: dict[str, str]) -> str:
    made = io.StringIO()
    csv.writer(made).writerows([codes, [row[code] for code in codes]])
    return made.getvalue()


def checked(cast, text: str, client: Client, faulty: bool = False):
    """What a file would do: rows by verdict, or the faults of its one row."""
    from catalog.actions import sheets
    from catalog.models import SheetImport

    upload = SimpleUploadedFile("listings.csv", text.encode("utf-8-sig"), content_type="text/csv")
    sheet = sheets.receive(shelf.company_of(cast), Category.objects.get(code="drone-survey"), upload, actor=cast.siam_lister.actor)
    sheets.check(sheet.ref)
    sheet = SheetImport.objects.get(pk=sheet.pk)
    if faulty:
        return sheet.rows.get().faults
    return {verdict: count for verdict, count in sheets.counts(sheet).items() if count or verdict == "faulty"}
