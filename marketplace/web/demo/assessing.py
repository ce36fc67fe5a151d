"""The demo's needs assessments: municipalities that assessed themselves, one that is still at it, and the plans that came of it."""

from __future__ import annotations

import datetime as dt

from marketplace.accounts.models import AgencyClass
from marketplace.kernel import clock
from marketplace.kernel.era import fiscal_year
from marketplace.needs.actions import assessing
from marketplace.needs.models import Assessment
from marketplace.needs.template import proposed_for, templates
from marketplace.web.demo.bodies import Body, World
from marketplace.web.demo.stage import Scene, Stage, later
from tenders.actions import requesting

#: Working days before the anchor on which the first assessment begins.
BEGINS = 45
#: Whose assessment is left half-way.
LEFT = "bansuan"
#: Grades in the order in which the statements are asked, over and over: enough to differ, the same on every load.
GRADES = {
    "thakaew": (1, 0, 2, 3, 1, 0, 2, 1, 3, 2, 1),
    "khlongyai": (0, 1, 1, 0, 2, 1, 0),
    "thalesai": (3, 2, 4, 3, 2, 3, 1, 2),
    "phukhao": (0, 0, 1, 2, 0, 1),
    "sairung": (1, 3, 2, 0, 1, 2, 2),
    "dokmai": (2, 1, 3, 2, 0, 2, 1),
    LEFT: (1, 2, 0, 3),
}
#: Who plans what of its needs, with the estimate in satang.
PLANS = {
    "thakaew": {"e-document": 480_000_00, "cybersecurity": 350_000_00},
    "khlongyai": {"e-document": 240_000_00},
    "phukhao": {"e-document": 260_000_00, "training": 90_000_00},
    "sairung": {"training": 120_000_00},
}
MUNICIPAL = frozenset({AgencyClass.SAO, AgencyClass.SUBDISTRICT, AgencyClass.TOWN, AgencyClass.CITY})


def plan(stage: Stage, world: World) -> int:
    """Let each municipality with grades begin on a day of its own; returns how many do."""
    bodies = [body for body in world.agencies if body.code in GRADES and body.organisation.agency_class in MUNICIPAL]
    for number, body in enumerate(bodies):
        stage.enter(assesses(body), stage.day(BEGINS - 3 * number, 10, 15))
    return len(bodies)


def assesses(body: Body) -> Scene:
    """An officer grades part after part on three days, finishes, and plans; the head publishes the lines."""
    officer, head = body.actor("officer"), body.actor("head")
    made = assessing.begin(actor=officer, template=templates()[proposed_for(body.organisation.agency_class)])
    parts = made.template.capabilities
    asked = [one.key for part in parts for one in part.statements]
    pattern = GRADES[body.code]
    grades = {key: pattern[number % len(pattern)] for number, key in enumerate(asked)}
    for number, part in enumerate(parts):
        if number and number % 2 == 0:
            yield later(clock.read(), days=1)
        if body.code == LEFT and number == len(parts) // 2:
            return
        assessing.grade(made, part.key, {one.key: grades[one.key] for one in part.statements}, actor=officer)
    assessing.finish(Assessment.objects.get(pk=made.pk), actor=officer)
    wanted = PLANS.get(body.code, {})
    made = Assessment.objects.get(pk=made.pk)
    needs = [need for need in made.needs.select_related("category") if need.category.code in wanted]  # type: ignore[attr-defined]
    if not needs:
        return
    yield later(clock.read(), days=1)
    month = (clock.today().replace(day=1) + dt.timedelta(days=190)).replace(day=1)
    planned = assessing.plan(
        made,
        [assessing.Planned(need, f"จัดหา{need.category.name_th}", wanted[need.category.code]) for need in needs],
        actor=officer,
        budget_source="เทศบัญญัติงบประมาณรายจ่ายประจำปี",
        fiscal_year=fiscal_year(month),
        month=month,
    )
    yield later(clock.read(), days=2)
    for need in planned:
        line = need.plan_line
        if line is not None:
            requesting.publish_plan_line(line, actor=head)
