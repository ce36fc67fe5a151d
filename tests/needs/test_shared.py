"""What many agencies need, by province and kind of agency; the same number of queries for few rows and for many."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import Category
from marketplace import audit
from marketplace.accounts.actions.duties import grant
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Organisation, OrganisationKind, Person
from marketplace.needs import examples, shared
from marketplace.needs.models import Assessment
from tenders.actions import requesting
from tests.cast import Cast, Player
from tests.factories import market
from tests.needs.conftest import finished, graded

pytestmark = pytest.mark.django_db
PLAN = {"budget_source": "เทศบัญญัติ", "fiscal_year": 2570, "month": dt.date(2026, 12, 1)}


def agency(number: int, province: str = "ลำพูน", kind: str = "sao") -> tuple[Player, Player]:
    """The officer and the head of a further agency."""
    made = Organisation.objects.create(
        ref=f"A-9{number:03d}", kind=OrganisationKind.AGENCY, name_th=f"อบต. ที่ {number}", name_en=f"SAO {number}", province=province, agency_class=kind
    )  # fmt: skip
    players = []
    for duty in (Duty.OFFICER, Duty.HEAD_OF_AGENCY):
        person = Person.objects.create(email=f"{duty}-{number}@talat.example", given_name="คน", family_name=f"ที่ {number}")
        with audit.unit():
            grant(actor=Actor.system(), person=person, organisation=made, duty=duty)
        players.append(Player(person, made))
    return players[0], players[1]


def publish(officer: Player, head: Player, satang: int = 50_000_00, code: str = "e-document") -> None:
    line = requesting.draft_plan_line(
        actor=officer.actor, title="ระบบสารบรรณ", category=Category.objects.get(code=code), budget_satang=satang, **PLAN
    )  # type: ignore[arg-type]
    requesting.publish_plan_line(line, actor=head.actor)


def shown(player: Player, **asked: Any) -> shared.Picture:
    return shared.picture(shared.Asked(**asked), player.actor)


def test_only_the_last_finished_assessment_of_an_agency_counts(cast: Cast, clock: Any) -> None:
    finished(cast.officer, {"letters": 0})
    clock.advance(days=1)
    finished(cast.officer, {"permits": 0})
    graded(cast.officer, {"garbage": 0})
    found = shown(cast.auditor)
    assert (found.assessed, [(need.category.code, need.agencies) for need in found.needs]) == (1, [("construction-permit", 1)])


def test_a_need_counts_from_half_of_the_points_missing_and_three_agencies_make_a_candidate(cast: Cast, clock: Any) -> None:
    """Letters: 2 of 4 missing (counts), 1 of 4 (does not)."""
    finished(cast.officer, {"letters": 2})
    finished(cast.other_officer, {"letters": 3})
    finished(agency(1)[0], {"letters": 0})
    two = shown(cast.auditor).needs
    assert [(need.category.code, need.agencies, need.candidate) for need in two] == [("e-document", 2, False)]
    finished(agency(2)[0], {"letters": 0})
    three = shown(cast.auditor).needs
    assert [(need.agencies, need.candidate, len(need.names)) for need in three] == [(3, True, 3)]


def test_the_filters_narrow_by_province_kind_and_year(cast: Cast, clock: Any) -> None:
    for number, (province, kind) in enumerate((("ลำพูน", "sao"), ("ลำพูน", "city"), ("เลย", "sao")), start=1):
        officer, head = agency(number, province, kind)
        finished(officer, {"letters": 0})
        publish(officer, head)
    counts = {
        (asked.get("province"), asked.get("kind"), asked.get("year")): (
            [need.agencies for need in shown(cast.auditor, **asked).needs],
            [row.agencies for row in shown(cast.auditor, **asked).overlaps],
        )
        for asked in ({}, {"province": "ลำพูน"}, {"kind": "sao"}, {"province": "เลย"}, {"year": 2571})
    }
    assert counts == {
        (None, None, None): ([3], [3]),
        ("ลำพูน", None, None): ([2], [2]),
        (None, "sao", None): ([2], [2]),
        ("เลย", None, None): ([1], []),
        (None, None, 2571): ([3], []),
    }


def test_plan_lines_overlap_only_between_agencies_and_once_published(cast: Cast, clock: Any) -> None:
    (officer, head), (second, second_head) = agency(1), agency(2)
    publish(officer, head, 40_000_00)
    publish(officer, head, 10_000_00)
    assert shown(cast.auditor).overlaps == []
    requesting.draft_plan_line(actor=second.actor, title="ร่าง", category=Category.objects.get(code="e-document"), budget_satang=1, **PLAN)  # type: ignore[arg-type]
    assert shown(cast.auditor).overlaps == []
    publish(second, second_head, 50_000_00)
    (row,) = shown(cast.auditor).overlaps
    assert (row.agencies, row.lines, row.satang, row.candidate, len(row.names)) == (2, 3, 100_000_00, False, 2)


def test_the_authority_above_an_agency_sees_its_province_without_names_and_without_small_numbers(cast: Cast, clock: Any) -> None:
    home = cast.agency.province
    for number in (1, 2, 3):
        finished(agency(number, home)[0], {"letters": 0, "permits": 4 if number > 1 else 0})
    finished(agency(4, "เลย" if home != "เลย" else "ลำพูน")[0], {"letters": 0})
    found = shown(cast.superior, province="เลย")
    assert [(need.category.code, need.agencies, need.names) for need in found.needs] == [("e-document", 3, ())]
    client = Client()
    client.force_login(cast.superior.person)
    page = client.get("/audit/needs/").content.decode()
    assert ("อบต. ที่" in page, "table.csv" in page, client.get("/audit/needs/table.csv").status_code) == (False, False, 403)


def test_the_table_names_every_agency(cast: Cast, clock: Any) -> None:
    for number in (1, 2, 3):
        officer, head = agency(number)
        finished(officer, {"letters": 0})
        publish(officer, head)
    client = Client()
    client.force_login(cast.auditor.person)
    answer = client.get("/audit/needs/table.csv?province=ลำพูน")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    told = [(row["what"], row["category"], row["agency_ref"], row["baht"], row["agencies"], row["joint_candidate"]) for row in rows]
    assert told == [
        *(("need", "e-document", f"A-900{number}", "", "3", "yes") for number in (1, 2, 3)),
        *(("plan", "e-document", f"A-900{number}", "50000.00", "3", "yes") for number in (1, 2, 3)),
    ]


def test_the_pages_cost_the_same_for_few_rows_and_for_many(cast: Cast, clock: Any) -> None:
    auditor, officer = Client(), Client()
    auditor.force_login(cast.auditor.person)
    officer.force_login(cast.officer.person)
    for number in (1, 2):
        one, head = agency(number)
        finished(one, {"letters": 0})
        publish(one, head)
    small = finished(cast.officer, {"letters": 0})
    few = [_cost(auditor, "/audit/needs/"), _cost(officer, f"/work/needs/{small.ref}/"), _cost(officer, "/work/needs/")]
    for number in (3, 4, 5, 6):
        one, head = agency(number)
        finished(one, rest=0)
        publish(one, head, code="training")
    large = finished(cast.officer, rest=0)
    many = [_cost(auditor, "/audit/needs/"), _cost(officer, f"/work/needs/{large.ref}/"), _cost(officer, "/work/needs/")]
    assert (few, max(many) <= 16) == (many, True)


def _cost(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_examples_are_a_few_per_category_in_one_query(cast: Cast, clock: Any, django_assert_num_queries: Any) -> None:
    market.five(cast)
    market.on_sale(cast, 6, 9_000_00, "training")
    ids = dict(Category.objects.values_list("code", "pk"))
    with django_assert_num_queries(1):
        found = examples.examples([ids["e-document"], ids["training"], ids["maintenance"]])
        titles = [listing.title for group in found.values() for listing in group]
    assert {pk: len(group) for pk, group in found.items()} == {ids["e-document"]: 3, ids["training"]: 1}
    assert len(titles) == 4
    assert Assessment.objects.count() == 0
