"""What many agencies need: shared needs, overlapping plan lines, candidates for a joint purchase. Reads only; knows no page.

Counted are the last finished assessment of each agency and published plan lines. A need counts where at least `H.NEEDS.GAP` percent of the
points are missing; from `H.NEEDS.JOINT` agencies on it is a candidate. Both are values of the platform, not of the law.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_CEILING
from typing import Any

from django.db.models import Count, F, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from catalog.models import Category
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import AgencyClass, Organisation, OrganisationKind
from marketplace.kernel import clock
from marketplace.kernel.era import fiscal_year
from marketplace.law import rulebook
from marketplace.needs.models import AssessedNeed, Assessment
from tenders.models import PlanLine
from tenders.states import P
from tenders.visibility import looks_over

#: Agencies named in a row; the table for spreadsheets names all.
NAMED = 8
#: Overlaps on the page.
MOST_OVERLAPS = 100
#: Fiscal years that can be asked for, from the present one on.
YEARS = 3


@dataclass(frozen=True)
class Asked:
    """What is asked: a province by its Thai name, a kind of agency, a fiscal year (Buddhist Era). Empty and 0 ask for all."""

    province: str = ""
    kind: str = ""
    year: int = 0


@dataclass(frozen=True)
class SharedNeed:
    """A category that agencies need. `planned` of them have made a plan line of it."""

    category: Category
    agencies: int
    planned: int
    candidate: bool
    names: tuple[str, ...] = ()

    @property
    def more(self) -> int:
        return self.agencies - len(self.names)


@dataclass(frozen=True)
class Overlap:
    """Published plan lines of several agencies for one category in one fiscal year. Satang, VAT included."""

    category: Category
    year: int
    agencies: int
    lines: int
    satang: int
    candidate: bool
    names: tuple[str, ...] = ()

    @property
    def more(self) -> int:
        return self.agencies - len(self.names)


@dataclass(frozen=True)
class Picture:
    """Everything that the page shows. `gap` is percent, `joint` agencies."""

    assessed: int
    gap: int
    joint: int
    needs: list[SharedNeed] = field(default_factory=list)
    overlaps: list[Overlap] = field(default_factory=list)


def years() -> list[int]:
    """The present fiscal year and those after it."""
    now = fiscal_year(clock.today())
    return [now + ahead for ahead in range(YEARS)]


def limits() -> tuple[int, int]:
    """Percent of missing points from which something counts as needed, and how many agencies make a candidate."""
    book = rulebook.current()
    return int(book.percent("H.NEEDS.GAP").to_integral_value(ROUND_CEILING)), book.integer("H.NEEDS.JOINT")


def sees_names(actor: Actor) -> bool:
    """Whether the actor is shown which agencies need something: auditors alone."""
    return looks_over(actor)


def narrowed(asked: Asked, actor: Actor) -> Asked:
    """What the actor may ask: auditors anything, an authority above an agency that agency's province."""
    if sees_names(actor):
        return asked
    own = Organisation.objects.filter(pk=actor.organisation_id).first() if actor.has(Duty.SUPERIOR) else None
    return Asked(own.province if own and own.province else "-", asked.kind, asked.year)


def agencies(asked: Asked) -> QuerySet[Organisation]:
    """The agencies that are asked about."""
    rows = Organisation.objects.filter(kind=OrganisationKind.AGENCY)
    if asked.province:
        rows = rows.filter(province=asked.province)
    return rows.filter(agency_class=asked.kind) if asked.kind in AgencyClass.values and asked.kind else rows


def assessments(asked: Asked) -> Any:
    """The last finished assessment of each of them."""
    rows = Assessment.objects.last_finished()
    return rows.filter(agency__in=agencies(asked)) if asked.province or asked.kind else rows


def needed(asked: Asked, gap: int) -> Any:
    """What of these assessments counts as needed."""
    return AssessedNeed.objects.filter(assessment__in=assessments(asked), gap__gte=gap)


def planned(asked: Asked) -> Any:
    """Published plan lines of the year, or from the present year on."""
    rows = PlanLine.objects.filter(state=P.PUBLISHED)
    rows = rows.filter(fiscal_year=asked.year) if asked.year else rows.filter(fiscal_year__gte=years()[0])
    return rows.filter(agency__in=agencies(asked)) if asked.province or asked.kind else rows


def picture(asked: Asked, actor: Actor) -> Picture:
    """Shared needs and overlaps, most agencies first. The same number of queries for few rows and for many.

    Whoever may not see which agencies need something also sees no need of fewer agencies than make a candidate.
    """
    asked, named = narrowed(asked, actor), sees_names(actor)
    gap, joint = limits()
    needs = needed(asked, gap)
    counted = list(
        needs.values("category_id").annotate(agencies=Count("pk"), planned=Count("plan_line")).order_by("-agencies", "category_id")
    )
    lines = planned(asked)
    overlapping = list(
        lines.values("category_id", "fiscal_year")
        .annotate(agencies=Count("agency", distinct=True), lines=Count("pk"), satang=Sum("budget_satang"))
        .filter(agencies__gte=2)
        .order_by("-agencies", "fiscal_year", "category_id")[:MOST_OVERLAPS]
    )
    categories = Category.objects.in_bulk({row["category_id"] for row in (*counted, *overlapping)})
    who_needs = _first(needs, ("category_id",), "assessment__agency") if named else {}
    who_plans = _first(lines, ("category_id", "fiscal_year"), "agency")
    names = Organisation.objects.in_bulk({pk for group in (*who_needs.values(), *who_plans.values()) for pk in group})
    return Picture(
        assessed=assessments(asked).count(),
        gap=gap,
        joint=joint,
        needs=[
            SharedNeed(
                category=categories[row["category_id"]],
                agencies=row["agencies"],
                planned=row["planned"],
                candidate=row["agencies"] >= joint,
                names=tuple(names[pk].name for pk in who_needs.get((row["category_id"],), ())),
            )
            for row in counted
            if named or row["agencies"] >= joint
        ],
        overlaps=[
            Overlap(
                category=categories[row["category_id"]],
                year=row["fiscal_year"],
                agencies=row["agencies"],
                lines=row["lines"],
                satang=row["satang"],
                candidate=row["agencies"] >= joint,
                names=tuple(names[pk].name for pk in who_plans.get((row["category_id"], row["fiscal_year"]), ())),
            )
            for row in overlapping
        ],
    )


def _first(rows: Any, keys: tuple[str, ...], agency: str) -> dict[tuple[Any, ...], list[int]]:
    """The first `NAMED` agencies of each group, in one query."""
    place = Window(RowNumber(), partition_by=[F(key) for key in keys], order_by=F(agency).asc())
    distinct = rows.order_by().values(*keys, agency).annotate(counted=Count("pk")).annotate(place=place)
    found: dict[tuple[Any, ...], list[int]] = {}
    for row in distinct.filter(place__lte=NAMED):
        found.setdefault(tuple(row[key] for key in keys), []).append(row[agency])
    return found


COLUMNS = ("what", "category", "fiscal_year", "agency_ref", "agency", "province", "kind_of_agency", "missing_percent", "priority", "plan_line", "baht", "agencies", "joint_candidate")  # fmt: skip


def table(asked: Asked, actor: Actor) -> Iterator[Iterable[Any]]:
    """Every need and every overlapping plan line with its agency, as rows for a spreadsheet; for auditors."""
    found = picture(asked, actor)
    counts = {need.category.pk: need for need in found.needs}
    rows = needed(asked, found.gap).select_related("category", "assessment__agency", "plan_line").defer("reasons", "assessment__content")
    for need in rows.order_by("category_id", "pk").iterator(chunk_size=500):
        shared, agency = counts[need.category_id], need.assessment.agency
        line = need.plan_line
        told = [need.gap, need.points_text, line.ref if line else "", ""]
        yield ["need", need.category.code, "", *_agency(agency), *told, shared.agencies, _yes(shared.candidate)]
    groups = {(row.category.pk, row.year): row for row in found.overlaps}
    for line in planned(asked).select_related("category", "agency").order_by("category_id", "fiscal_year", "pk").iterator(chunk_size=500):
        group = groups.get((line.category_id, line.fiscal_year))
        if group is not None:
            baht = f"{line.budget_satang // 100}.{line.budget_satang % 100:02d}"
            told = ["", "", line.ref, baht, group.agencies, _yes(group.candidate)]
            yield ["plan", line.category.code, line.fiscal_year, *_agency(line.agency), *told]


def _agency(agency: Organisation) -> list[str]:
    return [agency.ref, agency.name_th, agency.province, agency.agency_class]


def _yes(value: bool) -> str:
    return "yes" if value else "no"
