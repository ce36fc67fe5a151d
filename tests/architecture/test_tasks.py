"""Celery finds tasks by name, which import-linter cannot see: names tell the app, and point down."""

from __future__ import annotations

import ast

from marketplace.celery import app
from tests.architecture.layers import may_use, package_of, sources


def own_tasks() -> dict[str, str]:
    """Task names of ours with the package that defines them."""
    app.loader.import_default_modules()
    app.autodiscover_tasks(force=True)
    return {name: owner for name, task in app.tasks.items() if (owner := package_of(task.__module__ or ""))}


def test_a_tasks_name_is_its_address() -> None:
    app.autodiscover_tasks(force=True)
    wrong = [name for name, task in app.tasks.items() if package_of(task.__module__ or "") and name != f"{task.__module__}.{task.__name__}"]
    assert wrong == []


def test_tasks_live_in_a_module_called_tasks() -> None:
    assert [name for name in own_tasks() if ".tasks." not in name] == []


def test_tasks_called_by_name_exist_and_lie_below() -> None:
    known = own_tasks()
    wrong = []
    for path, tree in sources():
        caller = package_of(path.with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"))
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str) and ".tasks." in node.value):
                continue
            if node.value not in known:
                wrong.append(f"{path}:{node.lineno}: no task is called {node.value}")
            elif caller and not may_use(caller, known[node.value]):
                wrong.append(f"{path}:{node.lineno}: {node.value} lies above {caller}")
    assert wrong == []
