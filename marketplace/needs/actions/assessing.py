"""Work on an assessment: begin, grade a part, finish; and turn needs into lines of the annual plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.models import Category
from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Organisation
from marketplace.kernel import clock
from marketplace.kernel.references import next_ref
from marketplace.law import clauses
from marketplace.needs import events, scoring
from marketplace.needs.facts import AssessmentFacts
from marketplace.needs.machine import OFFICERS
from marketplace.needs.models import AssessedNeed, Assessment
from marketplace.needs.template import Template
from marketplace.procedure import sitting
from marketplace.procedure.door import locked
from marketplace.procedure.refusals import Refusal, Refused, stale, wrong_duty, wrong_state
from tenders.actions import requesting


def facts(assessment: Assessment, actor: Actor, *, inputs: Mapping[str, Any], step: str) -> AssessmentFacts:
    """Facts of an assessment for one actor now. Duties count in the assessment's own agency only."""
    now = clock.read()
    answers = assessment.answers
    parts = assessment.template.capabilities
    return AssessmentFacts(
        state=str(assessment.state),
        actor=actor,
        duties=actor.duties if actor.organisation_id == assessment.agency_id else frozenset(),
        now=now,
        today=clock.civil(now),
        inputs=dict(inputs),
        unanswered=tuple(str(part.name) for part in parts if any(one.key not in answers for one in part.statements)),
        graded=sum(1 for grade in answers.values() if grade != scoring.NOT_OURS),
    )


def _officer(actor: Actor) -> Duty:
    duty = next((duty for duty in OFFICERS if actor.has(duty)), None)
    if duty is None or actor.person_id is None:
        raise Refused([wrong_duty(Duty.OFFICER.label)])
    return duty


def begin(*, actor: Actor, template: Template) -> Assessment:
    """Begin an assessment of the actor's agency. Opens its own unit.

    Raises:
        Refused: not an officer of an agency, or the agency has one that is not finished.
    """
    with audit.unit():
        duty = _officer(actor)
        agency = Organisation.objects.get(pk=actor.organisation_id)
        if Assessment.objects.begun().filter(agency=agency).exists():
            raise Refused(
                [
                    Refusal(
                        "one_is_begun",
                        _("Your agency has an assessment that is not finished."),
                        clauses.HOUSE_NEEDS_FIRST,
                        remedy=_("Go on with it, or give it up."),
                    )
                ]
            )
        made = Assessment.objects.create(
            ref=next_ref("NA"), agency=agency, content=dict(template.raw), begun_at=clock.read(), begun_by_id=actor.person_id
        )
        told = {"agency": agency.ref, "template": template.code}
        audit.record(events.AssessmentBegun, actor=actor.under(duty), subject=made, payload=told)
        return made


def grade(assessment: Assessment, part: str, grades: Mapping[str, int], *, actor: Actor, was: str | None = None) -> None:
    """Write the grades of one part; statements that are left out stay open. Opens its own unit; records nothing where nothing changes.

    Args:
        grades: statement → 0 to 4, or `scoring.NOT_OURS`.
        was: the part's mark that the person saw; where a colleague has written meanwhile, nothing is written over.
    """
    with audit.unit():
        duty = _officer(actor)
        held: Assessment = locked(assessment)
        capability = held.template.capability(part)
        if held.agency_id != actor.organisation_id or capability is None:
            raise Refused([wrong_duty(Duty.OFFICER.label)], subject=assessment)
        if not held.is_begun:
            raise Refused([wrong_state(held.state_word)], subject=assessment)
        keys = [one.key for one in capability.statements]
        given = {key: grades[key] for key in keys if grades.get(key) in scoring.ANSWERS}
        if given == {key: held.answers[key] for key in keys if key in held.answers}:
            return
        if was is not None and was != held.mark(part):
            raise Refused([stale()], subject=assessment)
        held.answers = {key: value for key, value in held.answers.items() if key not in keys} | given
        held.version += 1
        held.save(update_fields=["answers", "version"])
        assessment.answers, assessment.version = held.answers, held.version
        audit.record(events.PartGraded, actor=actor.under(duty), subject=held, payload={"part": part, "grades": given})


def finish(assessment: Assessment, *, actor: Actor, seen: int | None = None) -> Assessment:
    """Finish the assessment and write down the needs that it found."""
    with sitting(assessment, actor=actor) as held:
        root: Assessment = held.root
        held.check(root, "finish", actor=actor, seen=seen)
        rows = {row.code: row for row in Category.objects.open()}
        found = [need for need in scoring.needs(root.template, root.answers) if need.category in rows]
        told = [{"category": need.category, "points": need.points, "gap": need.gap} for need in found]
        done: Assessment = held.take(
            root, "finish", actor=actor, seen=seen, agency=root.agency.ref, template=root.template.code, grades=root.answers, needs=told
        )
        AssessedNeed.objects.bulk_create(
            AssessedNeed(
                assessment=done,
                category=rows[need.category],
                place=place,
                points=need.points,
                gap=need.gap,
                reasons=list(need.reasons),
            )
            for place, need in enumerate(found, start=1)
        )
        return done


@dataclass(frozen=True)
class Planned:
    """What a need becomes in the plan: its title and its estimate in satang, VAT included."""

    need: AssessedNeed
    title: str
    budget_satang: int


def plan(
    assessment: Assessment, wanted: Sequence[Planned], *, actor: Actor, budget_source: str, fiscal_year: int, month: dt.date
) -> list[AssessedNeed]:
    """Draft a plan line for each of these needs; the head of agency publishes them as any other. Opens its own unit.

    Raises:
        Refused: not an officer of the agency, the assessment is not finished, or a need is in the plan already.
    """
    with audit.unit():
        duty = _officer(actor)
        held: Assessment = locked(assessment)
        if held.agency_id != actor.organisation_id:
            raise Refused([wrong_duty(Duty.OFFICER.label)], subject=assessment)
        if not held.is_finished:
            raise Refused([wrong_state(held.state_word)], subject=assessment)
        rows = {row.pk: row for row in held.needs.select_related("category")}  # type: ignore[attr-defined]
        again = [rows[one.need.pk].category.name for one in wanted if rows[one.need.pk].plan_line_id]
        if again:
            raise Refused(
                [
                    Refusal(
                        "planned_already",
                        _("In the plan already: %(items)s."),
                        clauses.HOUSE_NEEDS_FIRST,
                        remedy=_("Open the result anew and tick what is not planned yet."),
                        params={"items": "; ".join(again)},
                    )
                ],
                subject=assessment,
            )
        done, lines = [], []
        for one in wanted:
            row = rows[one.need.pk]
            row.plan_line = line = requesting.drafted_plan_line(
                actor=actor,
                title=one.title,
                category=row.category,
                budget_satang=one.budget_satang,
                budget_source=budget_source,
                fiscal_year=fiscal_year,
                month=month,
            )
            row.planned_at, row.planned_by_id = clock.read(), actor.person_id
            row.save(update_fields=["plan_line", "planned_at", "planned_by"])
            done.append(row)
            lines.append({"category": row.category.code, "line": line.ref})
        audit.record(events.NeedsPlanned, actor=actor.under(duty), subject=held, payload={"lines": lines})
        return done
