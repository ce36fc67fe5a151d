"""Reference pages are written from the code, and nothing that can be declared goes undocumented."""

from __future__ import annotations

import ast
import dataclasses

import pytest

from marketplace.env import VARIABLES
from marketplace.law.definitions import definitions
from marketplace.procedure import registry
from marketplace.web.reference import PAGES, names, numbers
from marketplace.web.reference.events import declared
from tests.architecture.layers import ROOT, own_apps, package_of, sources

REFERENCE = ROOT / "docs" / "reference"


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_reference_page_is_what_the_code_says(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def test_every_setting_is_documented() -> None:
    text = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    assert [name for name in VARIABLES if f"`{name}`" not in text] == []
    assert [variable.name for variable in VARIABLES.values() if len(variable.help) < 15] == []


def test_the_environment_is_read_in_one_place() -> None:
    """`marketplace.env` for the product; entry points and the demo's supervisor hand the environment on."""
    allowed = {"marketplace/env.py", "marketplace/settings_test.py", "marketplace/web/management/commands/demo.py"}
    reads = set()
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv"}:
                parent_is_default = path.name in {"celery.py", "wsgi.py", "asgi.py"}
                if not parent_is_default and path.as_posix() not in allowed:
                    reads.add(f"{path}:{node.lineno}")
    assert reads == set()


def test_every_event_says_what_when_and_with_what() -> None:
    text = (REFERENCE / "events.md").read_text(encoding="utf-8")
    labels = {package_of(config.name): config.label for config in own_apps()}
    faults = []
    for event in declared():
        owner = package_of(event.__module__)
        if owner is None:
            continue  # declared by a test
        if f"### `{event.code}`" not in text:
            faults.append(f"{event.code} is not in docs/reference/events.md")
        if event.code.split(".")[0] != labels[owner]:
            faults.append(f"{event.code} belongs to {labels[owner]}")
        if not str(event.sentence) or not (event.__doc__ or "").strip():
            faults.append(f"{event.code} lacks its sentence or docstring")
        faults += [f"{event.code}.{key} has no meaning" for key, meaning in {**event.fields, **event.personal}.items() if not meaning]
    assert faults == []


def test_facts_that_come_from_rule_values_are_facts() -> None:
    """The table behind “least times and limits” names facts that exist and rule values that are defined."""
    from tenders import facts

    fields = {
        field.name
        for kind in vars(facts).values()
        if isinstance(kind, type) and dataclasses.is_dataclass(kind)
        for field in dataclasses.fields(kind)
    }
    assert set(numbers.DERIVED) | set(numbers.BY_FAMILY) <= fields
    named = {rule_id for ids in numbers.DERIVED.values() for rule_id in ids}
    named |= {rule_id for family in numbers.BY_FAMILY.values() for rule_id in family.values()}
    assert named <= set(definitions())


def test_every_kind_of_object_has_a_name_and_papers_belong_to_steps() -> None:
    own = {known.kind: known for known in registry.everything() if package_of(known.model.__module__)}
    assert set(own) <= set(names.KINDS)
    assert [(kind, step) for kind, step in names.PAPERS if kind in own and step not in own[kind].machine.steps] == []


def test_every_machine_has_words_in_its_registration() -> None:
    lacking = [f"{known.kind}.{name}" for known in registry.everything() for name in known.machine.steps if name not in known.words]
    assert lacking == []


def test_links_between_documents_lead_somewhere() -> None:
    import re

    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []
