"""Papers are reproducible, take facts as data, and look as their facts say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from marketplace.kernel import papers
from marketplace.kernel.papers import Paper, UnprintablePaper

AT = dt.datetime(2026, 11, 23, 3, 0, tzinfo=dt.UTC)
LETTER = """
#import "official.typ": *
#show: official
= #paper.title
#facts.text #baht(facts.satang) #day(facts.day)
"""


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    template = tmp_path / "letter.typ"
    template.write_text(LETTER, encoding="utf-8")
    facts = {"text": "ตกลงซื้อ", "satang": 123_456_789, "day": "2026-11-23"}
    return Paper(template, "L-1", "หนังสือแจ้ง", "http://127.0.0.1:8000/papers/L-1/", AT, facts)


def test_the_same_paper_gives_the_same_bytes(paper):
    assert papers.as_pdf(paper) == papers.as_pdf(replace(paper))


def test_a_paper_is_an_archival_pdf(paper):
    made = papers.as_pdf(paper)
    assert made.startswith(b"%PDF-")
    assert b"pdfaid:part" in made
    assert b"pdfuaid:part" in made


def test_another_amount_gives_another_picture(paper):
    other = replace(paper, facts={**paper.facts, "satang": 1})
    assert papers.as_pictures(paper) != papers.as_pictures(other)


def test_what_was_typed_never_becomes_markup(paper):
    loud = replace(paper, facts={**paper.facts, "text": '#panic("x") #pagebreak() = *เข้ม* $x$ <b> \\ #sys.inputs'})
    assert len(papers.as_pictures(loud)) == 1


def test_a_demo_paper_says_so(paper):
    assert papers.as_pictures(replace(paper, demo=True)) != papers.as_pictures(paper)


def test_the_digest_names_facts_reference_and_moment(paper):
    same = replace(paper, facts=dict(reversed(paper.facts.items())))
    assert same.digest == paper.digest
    others = [
        replace(paper, facts={**paper.facts, "satang": 1}),
        replace(paper, reference="L-2"),
        replace(paper, issued_at=AT + dt.timedelta(microseconds=1)),
    ]
    assert len({paper.digest, *(other.digest for other in others)}) == 4


def test_the_digest_does_not_depend_on_the_zone_in_which_the_moment_is_written(paper):
    bangkok = AT.astimezone(dt.timezone(dt.timedelta(hours=7)))
    assert replace(paper, issued_at=bangkok).digest == paper.digest


@pytest.mark.parametrize("fact", [dt.date(2026, 1, 1), {1, 2}])
def test_facts_that_are_no_plain_json_are_refused(paper, fact):
    with pytest.raises(ValueError):
        replace(paper, facts={"text": fact}).digest  # noqa: B018


def test_a_missing_fact_is_told_with_the_name_of_the_template(paper):
    with pytest.raises(UnprintablePaper, match="letter"):
        papers.as_pdf(replace(paper, facts={}))


def test_a_template_cannot_read_files_of_the_server(paper, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    paper.template.with_name("reader.typ").write_text('#read("secret.txt")')
    with pytest.raises(UnprintablePaper):
        papers.as_pdf(replace(paper, template=paper.template.with_name("reader.typ")))


def test_the_check_code_is_one_svg_element():
    assert papers.check_code("https://example.test/x").startswith("<svg")
