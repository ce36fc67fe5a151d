"""Points can be worked out by hand, and the data files are judged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from catalog.questions import definitions
from marketplace.accounts.models import AgencyClass
from marketplace.needs import scoring, template
from marketplace.needs.template import FOLDER, templates

SMALL = templates()["small-municipality"]
LEAVES = frozenset(node.code for node in definitions().leaves())
KINDS = frozenset(AgencyClass.values)


def answers(rest: int, **grades: int) -> dict[str, int]:
    return {one.key: grades.get(one.key, rest) for part in SMALL.capabilities for one in part.statements}


def test_full_marks_need_nothing() -> None:
    assert scoring.needs(SMALL, answers(4)) == []
    assert [one.level_text for one in scoring.maturity(SMALL, answers(4))] == ["4.0"] * 6


def test_a_category_collects_weight_times_missing_share_from_every_capability() -> None:
    """Maintenance: systems 20 × 3 of 8 points (support 1, backup 4) = 7.5; budget 10 × 2 of 4 (running 2) = 5.0."""
    found = {need.category: need for need in scoring.needs(SMALL, answers(4, support=1, running=2))}
    assert set(found) == {"maintenance"}
    assert [(one["weight"], one["missing"], one["most"], one["points"]) for one in found["maintenance"].reasons] == [
        (20, 3, 8, 75),
        (10, 2, 4, 50),
    ]
    assert (found["maintenance"].points, found["maintenance"].gap) == (125, 42)
    assert found["maintenance"].reasons[0]["answers"][0]["grade"] == 1


def test_the_most_pressing_comes_first_and_what_is_no_duty_counts_nowhere() -> None:
    """Letters 0: 35. Garbage is no duty: nothing. Permits 2: 17.5."""
    found = scoring.needs(SMALL, answers(4, letters=0, permits=2, garbage=scoring.NOT_OURS))
    assert [(need.category, need.points) for need in found] == [("e-document", 350), ("construction-permit", 175)]
    services = scoring.maturity(SMALL, answers(4, letters=0, garbage=scoring.NOT_OURS))[0]
    assert (services.got, services.most, services.level_text) == (12, 16, "3.0")


def test_a_capability_without_any_duty_has_no_level() -> None:
    given = answers(4, from_needs=scoring.NOT_OURS, running=scoring.NOT_OURS)
    assert scoring.maturity(SMALL, given)[-1].level_text == "–"


def test_every_kind_of_agency_has_its_template() -> None:
    assert template.faults(FOLDER, LEAVES, KINDS) == []
    assert [template.proposed_for(kind) for kind in ("sao", "city", "university")] == [
        "small-municipality",
        "large-municipality",
        "general-agency",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("capabilities.yaml", "category: garbage-fee", "category: garbage", "there is no such category"),
        ("templates/small-municipality.yaml", "weight: 35", "weight: 36", "the weights come to 101, not 100"),
        ("templates/small-municipality.yaml", "[letters, ", "[lettres, ", "KeyError: 'lettres'"),
        ("templates/general-agency.yaml", "university, ", "", "0 templates are for 'university', not one"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "data"))
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert said in "\n".join(template.faults(folder, LEAVES, KINDS))
