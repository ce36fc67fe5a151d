"""An assessment is filled part by part, finished once, and turned into plan lines."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from marketplace.audit.models import LogEntry
from marketplace.needs.actions import assessing
from marketplace.needs.models import Assessment
from marketplace.needs.template import templates
from marketplace.procedure import Refused, act
from tenders.models import PlanLine
from tests.cast import Cast
from tests.needs.conftest import finished, graded

pytestmark = pytest.mark.django_db
WORSE = {"letters": 0, "support": 1, "running": 2}


@pytest.fixture
def client_of(cast: Cast) -> Any:
    def made(name: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, name).person)
        return client

    return made


def test_it_is_left_and_gone_on_with_by_a_colleague(cast: Cast, clock: Any, client_of: Any) -> None:
    officer, colleague = client_of("officer"), client_of("head_officer")
    page = officer.get("/work/needs/new/").content.decode()
    assert 'value="small-municipality"' in page
    begun = officer.post("/work/needs/new/", {"template": "small-municipality"})
    made = Assessment.objects.get()
    assert begun["Location"] == f"/work/needs/{made.ref}/"
    saved = officer.post(f"/work/needs/{made.ref}/parts/services/", {"letters": "0", "permits": "3", "was": made.mark("services")})
    assert saved["Location"] == f"/work/needs/{made.ref}/parts/governance/"
    again = colleague.get("/work/needs/new/")
    assert again["Location"] == f"/work/needs/{made.ref}/"
    form = colleague.get(f"/work/needs/{made.ref}/parts/services/").content.decode()
    assert form.count("checked") == 2
    made.refresh_from_db()
    assert made.answers == {"letters": 0, "permits": 3}
    assert colleague.get(f"/work/needs/{made.ref}/").status_code == 200


def test_a_colleagues_grades_are_not_written_over(cast: Cast, clock: Any, client_of: Any) -> None:
    made = assessing.begin(actor=cast.officer.actor, template=templates()["small-municipality"])
    was = made.mark("data")
    assessing.grade(made, "data", {"catalogue": 3}, actor=cast.head_officer.actor)
    answer = client_of("officer").post(f"/work/needs/{made.ref}/parts/data/", {"catalogue": "1", "decisions": "2", "was": was})
    assert answer.status_code == 409
    assert answer.content.decode().count("checked") == 2
    made.refresh_from_db()
    assert made.answers == {"catalogue": 3}


def test_one_is_begun_at_a_time_and_another_agencys_officer_grades_nothing(cast: Cast, clock: Any) -> None:
    made = assessing.begin(actor=cast.officer.actor, template=templates()["small-municipality"])
    with pytest.raises(Refused):
        assessing.begin(actor=cast.head_officer.actor, template=templates()["small-municipality"])
    with pytest.raises(Refused):
        assessing.grade(made, "data", {"catalogue": 3}, actor=cast.other_officer.actor)
    with pytest.raises(Refused):
        assessing.begin(actor=cast.head_of_agency.actor, template=templates()["small-municipality"])
    assert Assessment.objects.count() == 1
    act(made, "give_up", actor=cast.officer.actor, seen=made.version, reason="ทำใหม่ปีหน้า")
    assessing.begin(actor=cast.officer.actor, template=templates()["general-agency"])


def test_open_statements_are_named_by_part_before_it_is_finished(cast: Cast, clock: Any) -> None:
    made = assessing.begin(actor=cast.officer.actor, template=templates()["small-municipality"])
    with pytest.raises(Refused) as refused:
        assessing.finish(made, actor=cast.officer.actor)
    assert "บริการประชาชน" in refused.value.refusals[0].text
    made = Assessment.objects.get()
    assert (made.is_begun, made.needs.count()) == (True, 0)


def test_finished_it_explains_itself_and_never_changes(cast: Cast, clock: Any, client_of: Any) -> None:
    made = finished(cast.officer, WORSE)
    entry = LogEntry.objects.get(event="needs.assessment_finished")
    assert json.loads(entry.body)["payload"]["needs"][0] == {"category": "e-document", "points": 350, "gap": 100}
    officer = client_of("officer")
    officer.cookies["talat_language"] = "en"
    page = officer.get(f"/work/needs/{made.ref}/").content.decode()
    assert "Priority 35.0 of 100" in page
    assert "weight 20 × 3 of 8 points missing = 7.5" in page
    assert "Your answer: 0 · Not begun" in page
    assert page.index('id="e-document"') < page.index('id="maintenance"')
    with pytest.raises(Refused):
        assessing.grade(made, "services", {"letters": 4}, actor=cast.officer.actor)
    assert officer.get(f"/work/needs/{made.ref}/parts/services/")["Location"] == f"/work/needs/{made.ref}/"


def test_ticked_needs_become_drafted_plan_lines_once(cast: Cast, clock: Any, client_of: Any) -> None:
    made = finished(cast.officer, WORSE)
    officer, address = client_of("officer"), f"/work/needs/{made.ref}/plan/"
    nothing = officer.get(address)
    assert (nothing.status_code, "budget_source" in nothing.content.decode()) == (200, False)
    document, care = made.needs.order_by("place")
    common = {
        "n": ["e-document", "maintenance"],
        "budget_source": "เทศบัญญัติ",
        f"title_{document.pk}": "ระบบสารบรรณ",
        f"title_{care.pk}": "ดูแลระบบ",
    }
    day = {"month": "1 ธ.ค. 2569"}
    missing = officer.post(address, {**common, **day, f"amount_{document.pk}": "450,000"})
    assert (missing.status_code, "450,000" in missing.content.decode(), PlanLine.objects.count()) == (422, True, 0)
    sent = officer.post(address, {**common, **day, f"amount_{document.pk}": "450,000", f"amount_{care.pk}": "120,000.50"})
    assert sent["Location"] == f"/work/needs/{made.ref}/"
    lines = {line.category.code: line for line in PlanLine.objects.select_related("category")}
    assert {code: (line.state, line.budget_satang, line.fiscal_year) for code, line in lines.items()} == {
        "e-document": ("drafted", 450_000_00, 2570), "maintenance": ("drafted", 120_000_50, 2570),
    }  # fmt: skip
    assert lines["e-document"].ref in officer.get(f"/work/needs/{made.ref}/").content.decode()
    with pytest.raises(Refused):
        assessing.plan(
            made, [assessing.Planned(document, "อีก", 1_00)], actor=cast.officer.actor, budget_source="เทศบัญญัติ", fiscal_year=2570, month=dt.date(2026, 12, 1)
        )  # fmt: skip
    assert PlanLine.objects.count() == 2


def test_only_the_agencys_procurers_and_auditors_see_it(cast: Cast, clock: Any, client_of: Any) -> None:
    made = graded(cast.officer)
    seen = {name: client_of(name).get(f"/work/needs/{made.ref}/").status_code for name in cast.players()}
    assert {name for name, status in seen.items() if status == 200} == {"officer", "head_officer", "head_of_agency", "superior", "auditor"}
    assert seen["other_officer"] == 404
