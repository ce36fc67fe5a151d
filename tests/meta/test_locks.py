"""The check of the locks sees what pip would stumble over."""

from __future__ import annotations

from tests.locks import faults, pins

GOOD = "django==5.2.19 \\\n    --hash=sha256:aa\nattrs==26.1.0 ; python_version > '3' \\\n    --hash=sha256:bb\n"


def test_pins_are_read_with_extras_markers_and_any_spelling() -> None:
    assert pins("Django_FSM.2[x]==4.2.4 ; python_version > '3' \\\n") == {"django-fsm-2": "4.2.4"}


def test_a_lock_that_answers_the_project_has_no_fault() -> None:
    assert faults(["Django>=5.2,<5.3", "attrs"], GOOD, "run.txt") == []


def test_a_missing_package_and_a_version_out_of_range_are_told() -> None:
    found = faults(["django>=6", "celery[redis]>=5"], GOOD, "run.txt")
    assert found == ["run.txt pins django 5.2.19, pyproject.toml asks for >=6", "run.txt does not pin celery"]


def test_a_package_without_hash_is_told() -> None:
    assert faults([], "django==5.2.19\n", "run.txt") == ["run.txt has packages without a hash"]


def test_an_address_in_a_lock_is_told() -> None:
    assert "names an address" in faults([], "--index-url https://example.org/simple\n", "run.txt")[0]
