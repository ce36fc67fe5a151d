"""README and docs: what they link to and show is there."""

import re
import subprocess
from pathlib import Path

import pytest

from marketplace.web.reference.access_table import access_table
from marketplace.web.reference.addresses import every_address

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
MOST_BYTES = 250_000


def links(page):
    """Each link of a page outside code: whether it is a picture, its words, its target without the anchor."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(), flags=re.S)
    return [(bool(mark), words, target.partition("#")[0]) for mark, words, target in LINK.findall(text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_written_page_leads_to_something_that_exists(page):
    near = [target for _picture, _words, target in links(page) if target and not re.match(r"[a-z]+:", target)]
    assert [target for target in near if not (page.parent / target).exists()] == []


def test_every_picture_of_the_readme_is_described_and_light():
    pictures = [(words, ROOT / target) for picture, words, target in links(ROOT / "README.md") if picture]
    assert len(pictures) == 4
    assert [target.name for words, target in pictures if len(words) < 40] == []
    assert [target.name for _words, target in pictures if target.stat().st_size >= MOST_BYTES] == []


def test_every_picture_in_the_repository_is_shown_somewhere():
    shown = {(page.parent / target).resolve() for page in PAGES for picture, _words, target in links(page) if picture}
    assert {path for path in (ROOT / "docs/images").glob("*.webp") if path.resolve() not in shown} == set()


def test_the_readme_names_only_commands_that_make_knows():
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    named = set(re.findall(r"`?make ([a-z-]+)", (ROOT / "README.md").read_text()))
    assert named - known == set()


def test_every_test_that_a_page_names_exists() -> None:
    """`file.py::test_name` and `folder/test_file.py` in docs are tests of this repository."""
    faults, named = [], 0
    for page in PAGES:
        for path, name in re.findall(r"`(?:tests/)?([a-z_]+/test_[a-z_]+\.py)(?:::(test_\w+))?`", page.read_text(encoding="utf-8")):
            named += 1
            file = ROOT / "tests" / path
            if not file.exists() or (name and f"def {name}(" not in file.read_text(encoding="utf-8")):
                faults.append(f"{page.relative_to(ROOT)}: {path} {name}")
    assert faults == []
    assert named > 20


TABLE = ROOT / "docs" / "registry-and-catalogue.md"
#: Addresses of the table at which nobody is shown a page of ours: what they do instead.
NO_PAGE = {"/suppliers/documents/<ref>/": "leads on to the file"}


def promises() -> list[list[str]]:
    """Rows of the table of promises: what, who, page, test."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")]
    return [row for row in rows if row[0] != "what"]


def test_every_promise_has_somebody_a_page_and_a_test() -> None:
    assert len(promises()) > 80
    assert [row[0] for row in promises() if len(row) != 4 or not all(row)] == []
    assert [row[0] for row in promises() if not re.findall(r"`[a-z_]+/test_[a-z_]+\.py::test_\w+`", row[3])] == []
    assert [row[0] for row in promises() if not re.findall(r"`/[^`]*`", row[2])] == []


def test_every_page_of_a_promise_is_an_address_that_somebody_is_shown_in_both_languages() -> None:
    """The walk through both languages opens what the table of access lets somebody read; the API speaks to programs."""
    shown = {row.name for row in access_table().rows if row.get and "200" in row.get.meets.values()}
    routes = {re.sub(r"<\w+:", "<", address.route): address for address in every_address()}
    named = {page for row in promises() for page in re.findall(r"`(/[^`]*)`", row[2])}
    assert sorted(named - set(routes)) == []
    pages = {page for page in named if not page.startswith("/api/") and page not in NO_PAGE}
    assert sorted(page for page in pages if routes[page].name not in shown or not routes[page].is_own) == []
    assert set(NO_PAGE) <= named


def test_no_file_keeps_the_marks_of_a_merge_that_was_not_finished() -> None:
    """`git grep` answers 1 where nothing matches; the mark is written so that this file has none."""
    found = subprocess.run(["git", "grep", "-lE", "^([<]{7}|[>]{7})( |$)"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (1, "")
