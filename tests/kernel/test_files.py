"""The gate for uploads: what is let in, what is turned away with which sentence, who may read what was kept."""

import datetime as dt
import io
import socketserver
import struct
import threading
import zipfile
import zlib

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject, StreamObject

from marketplace.accounts.actor import Actor
from marketplace.kernel import clock as product_clock
from marketplace.kernel import files
from marketplace.kernel.files import pdf as pdf_limits
from marketplace.kernel.files.gate import shown_name
from marketplace.kernel.files.scanning import ClamdScanner, EmbeddedScanner, ScannerAway
from marketplace.kernel.models import StoredFile, Verdict
from tests.factories.papers import PDF

EICAR = EmbeddedScanner.SIGNATURE


def picture(kind: str, size: tuple[int, int] = (8, 8)) -> bytes:
    made = io.BytesIO()
    Image.new("1", size).save(made, kind)
    return made.getvalue()


def workbook() -> bytes:
    made = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "บริษัท"
    book.save(made)
    return made.getvalue()


def archive(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return made.getvalue()


def repacked(book: bytes, **more: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, content in more.items():
            new.writestr(name, content)
    return made.getvalue()


def said(content: bytes, name: str = "paper.pdf", kinds=files.DOCUMENTS, lang: str = "en") -> str:
    with translation.override(lang), pytest.raises(ValidationError) as turned_away:
        files.inspect(SimpleUploadedFile(name, content), kinds)
    (sentence,) = turned_away.value.messages
    return sentence


# --- what is let in


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("pdf", PDF),
        ("png", picture("PNG")),
        ("jpg", picture("JPEG")),
        ("xlsx", workbook()),
        ("csv", "เลขที่,ชื่อ\n1,ก\n".encode()),
        ("csv", "เลขที่,ชื่อ\n".encode("cp874")),
    ],
)
def test_a_file_is_known_by_its_content_whatever_it_is_called(kind, content):
    upload = SimpleUploadedFile("unknown.bin", content)
    assert files.inspect(upload, tuple(files.KINDS)).kind == kind
    assert upload.read() == content


def test_the_embedded_scanner_says_that_it_proves_little():
    assert files.inspect(SimpleUploadedFile("a.pdf", PDF)).scan.verdict is Verdict.UNPROVEN
    with translation.override("en"):
        assert "Real malware is not" in str(EmbeddedScanner.sees)


# --- what is turned away


@pytest.mark.parametrize(("lang", "words"), [("en", "6.0 MB"), ("th", "6.0")])
def test_a_file_of_six_megabytes_is_told_both_sizes(lang, words):
    sentence = said(PDF + b"\0" * (6 * 1024 * 1024), lang=lang)
    assert words in sentence
    assert "5" in sentence


@pytest.mark.parametrize("lang", ["en", "th"])
@pytest.mark.parametrize("name", ["paper.pdf", "eicar.txt"])
def test_the_test_virus_is_called_by_its_name_whatever_it_pretends_to_be(name, lang):
    assert "EICAR" in said(EICAR, name, lang=lang)


def test_the_test_virus_is_found_inside_a_spreadsheet():
    assert "EICAR" in said(repacked(workbook(), **{"xl/notes.txt": EICAR}), "list.xlsx", ("xlsx",))


@pytest.mark.parametrize(
    ("content", "name", "kinds"),
    [
        (b"MZ\x90\0" + b"\0" * 200, "paper.pdf", ("pdf", "csv")),
        (b"<html>%PDF-1.7</html>", "paper.pdf", ("pdf", "png")),
        (archive(**{"a.txt": b"a"}), "list.xlsx", ("xlsx", "csv")),
        (b"\xff\xfe\0\1binary", "list.csv", ("pdf", "csv")),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_turned_away(content, name, kinds):
    assert ", ".join(kinds).upper() in said(content, name, kinds)


def test_a_spreadsheet_is_turned_away_where_papers_are_asked_for():
    assert "PDF, PNG, JPG" in said(workbook(), "list.xlsx")


def test_an_archive_that_grows_beyond_reason_is_turned_away():
    assert "grows too large" in said(repacked(workbook(), **{"xl/media/zero": b"\0" * 60_000_000}), "a.xlsx", ("xlsx",))


def test_a_spreadsheet_with_macros_is_turned_away():
    assert "macros" in said(repacked(workbook(), **{"xl/vbaProject.bin": b"x"}), "a.xlsx", ("xlsx",))


def test_a_picture_of_too_many_points_is_turned_away():
    assert "points" in said(picture("PNG", (9000, 9000)), "a.png")


def test_a_picture_that_cannot_be_opened_is_turned_away():
    assert "cannot be opened" in said(picture("PNG")[:20], "a.png")


# --- PDF files that are small when they arrive and huge when they are opened


def written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def with_stream(data: bytes, *filters: str, **more: object) -> bytes:
    """A PDF of one page with a further stream in it."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    stream = StreamObject()
    stream._data = data
    if filters:
        stream[NameObject("/Filter")] = ArrayObject([NameObject(name) for name in filters])
    for name, value in more.items():
        stream[NameObject(f"/{name}")] = NameObject(value) if isinstance(value, str) else NumberObject(value)
    writer._add_object(stream)
    return written(writer)


def of_pages(branches: int, depth: int) -> bytes:
    """A PDF whose tree of pages names the same page `branches` to the power of `depth` times."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    for level in range(depth):
        kids = b" ".join([b"%d 0 R" % (3 + level)] * branches)
        objects.append(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (branches ** (depth - level), kids))
    objects.append(b"<< /Type /Page /MediaBox [0 0 9 9] >>")
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"


def locked(password: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt(password, "of the owner")
    return written(writer)


ZEROS = zlib.compress(bytes(pdf_limits.UNPACKED + 1), 9)


@pytest.mark.parametrize(
    ("content", "english", "thai"),
    [
        (of_pages(10, 4), "more than 1000 pages", "เกิน 1000 หน้า"),
        (of_pages(20, 20), "more than 1000 pages", "เกิน 1000 หน้า"),
        (with_stream(ZEROS, "/FlateDecode"), "grows too large", "ขนาดใหญ่เกินไป"),
        (with_stream(zlib.compress(ZEROS, 9), "/FlateDecode", "/FlateDecode"), "grows too large", "ขนาดใหญ่เกินไป"),
        (with_stream(b"\xff\xd8", "/DCTDecode", Subtype="/Image", Width=60_000, Height=60_000), "too many points", "จุดภาพ"),
        (locked("secret"), "locked with a password", "รหัสผ่าน"),
        (b"%PDF-1.7 nothing that a reader could follow", "cannot be opened", "เปิดไม่ได้"),
        (
            b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n",
            "cannot be opened",
            "เปิดไม่ได้",
        ),
    ],
    ids=["many pages", "page bomb", "stream bomb", "bomb in a bomb", "picture bomb", "locked", "broken", "without pages"],
)
def test_a_pdf_that_cannot_be_opened_safely_is_turned_away(content, english, thai):
    assert english in said(content)
    assert thai in said(content, lang="th")


@pytest.mark.parametrize(
    "content", [of_pages(10, 2), locked(""), with_stream(b"x" * 5_000_000), with_stream(zlib.compress(bytes(5_000_000)), "/FlateDecode")]
)
def test_a_long_a_protected_and_a_heavy_pdf_are_let_in(content):
    assert files.inspect(SimpleUploadedFile("a.pdf", content), max_bytes=10_000_000).kind == "pdf"


# --- clamd, spoken to in its own protocol


class Clamd(socketserver.StreamRequestHandler):
    """Speaks INSTREAM as clamd does; finds the test signature; counts the bytes it was sent."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.seen = len(content)
        if len(content) > 1_000_000:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        elif EICAR in content:
            self.wfile.write(b"stream: Win.Test.EICAR_HDB-1 FOUND\0")
        else:
            self.wfile.write(b"stream: OK\0")


@pytest.fixture
def clamd(settings):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"
    yield server
    server.shutdown()
    server.server_close()


def test_clamd_is_sent_the_whole_file_and_calls_it_clean(clamd):
    content = PDF + b"\0" * 200_000
    looked = files.inspect(SimpleUploadedFile("a.pdf", content))
    assert (looked.scan.scanner, looked.scan.verdict) == ("clamd", Verdict.CLEAN)
    assert clamd.seen == len(content)


def test_what_clamd_finds_is_named(clamd):
    assert "Win.Test.EICAR_HDB-1" in said(PDF + EICAR)


def test_a_scan_that_clamd_could_not_finish_lets_nothing_in(clamd):
    with pytest.raises(ScannerAway):
        ClamdScanner(f"127.0.0.1:{clamd.server_address[1]}").scan(io.BytesIO(b"\0" * 1_100_000))


@pytest.mark.parametrize(("lang", "words"), [("en", "Try again in a few minutes"), ("th", "อีกครั้ง")])
def test_a_scanner_that_is_away_lets_nothing_in(settings, lang, words):
    settings.CLAMD = "/nowhere/clamd.socket"
    assert words in said(PDF, lang=lang)


# --- keeping and reading


@pytest.fixture
def stored(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return files.receive(SimpleUploadedFile("หนังสือรับรอง.pdf", PDF), by=Actor.system())


def test_a_file_is_kept_under_a_random_name_that_only_the_server_may_read(stored, tmp_path):
    kept = tmp_path / stored.path
    assert kept.read_bytes() == PDF
    assert "หนังสือ" not in stored.path
    assert kept.stat().st_mode & 0o077 == 0
    assert stored.size == len(PDF)


def test_two_equal_files_have_one_hash_and_two_places(stored):
    again = files.receive(SimpleUploadedFile("b.pdf", PDF), by=Actor.system())
    assert again.sha256 == stored.sha256
    assert again.path != stored.path


def test_the_shown_name_has_no_folders_and_the_ending_of_its_true_kind():
    assert shown_name("..\\..\\etc/รายงาน.exe", "pdf") == "รายงาน.pdf"
    assert shown_name("\u202efdp.gnp", "png") == "fdp.png"
    assert shown_name("", "png") == "file.png"


def reader(ref: str) -> Actor:
    return Actor(kind="person", ref=ref)


def token(address: str) -> str:
    return address.removeprefix("/files/").strip("/")


def test_a_link_is_followed_by_its_reader_and_by_nobody_else(stored):
    address = files.link(stored, reader("P-1"))
    assert files.follow(token(address), reader("P-1")).stored == stored
    with pytest.raises(files.LinkOfAnother):
        files.follow(token(address), reader("P-2"))
    with pytest.raises(files.LinkOfAnother):
        files.follow(token(address), Actor.anonymous())


def test_a_link_for_everybody_is_followed_by_anybody(stored):
    assert files.follow(token(files.link(stored, Actor.anonymous())), reader("P-9")).stored == stored


def test_a_link_ends_after_ten_minutes(stored, monkeypatch):
    address = files.link(stored, reader("P-1"))
    later = product_clock.read_true() + dt.timedelta(minutes=10, seconds=2)
    monkeypatch.setattr("marketplace.kernel.files.links.clock.read_true", lambda: later)
    with pytest.raises(files.LinkEnded):
        files.follow(token(address), reader("P-1"))


def test_a_link_that_was_altered_is_of_no_use(stored):
    address = token(files.link(stored, reader("P-1")))
    with pytest.raises(files.LinkEnded):
        files.follow(address[:-2] + ("aa" if address[-2:] != "aa" else "bb"), reader("P-1"))


def test_a_link_to_a_file_that_is_gone_has_ended(stored):
    address = token(files.link(stored, reader("P-1")))
    StoredFile.objects.all().delete()
    with pytest.raises(files.LinkEnded):
        files.follow(address, reader("P-1"))


def test_nothing_is_served_from_the_media_folder_itself(stored, client):
    assert client.get(f"/media-never-served/{stored.path}").status_code == 404
    assert default_storage.exists(stored.path)
