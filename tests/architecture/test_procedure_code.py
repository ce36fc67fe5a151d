"""Nothing but the door moves a state, and no code asks which method a purchase has."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.layers import sources

#: Where the machinery itself lives, and files whose `state` is not a state of a machine, each with the reason.
DOOR = "marketplace/procedure/"
NOT_A_MACHINES_STATE: dict[str, str] = {}


def _state_writes(tree: ast.Module) -> list[int]:
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            lines += [node.lineno for target in targets if isinstance(target, ast.Attribute) and target.attr == "state"]
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            words = {keyword.arg for keyword in node.keywords}
            texts = {constant.value for argument in node.args for constant in ast.walk(argument) if isinstance(constant, ast.Constant)}
            texts |= {
                constant.value
                for keyword in node.keywords
                if keyword.arg in {"update_fields", "fields"}
                for constant in ast.walk(keyword.value)
                if isinstance(constant, ast.Constant)
            }
            writes_by_name = name in {"update", "create", "get_or_create", "update_or_create", "bulk_create"} and "state" in words
            writes_by_text = name in {"setattr", "bulk_update", "save"} and "state" in texts
            if writes_by_name or writes_by_text:
                lines.append(node.lineno)
    return lines


def test_states_are_written_by_the_door_alone() -> None:
    written = [
        f"{path}:{line}"
        for path, tree in sources()
        if not path.as_posix().startswith(DOOR) and path.as_posix() not in NOT_A_MACHINES_STATE
        for line in _state_writes(tree)
    ]
    assert written == []


def _is_method(node: ast.expr) -> bool:
    """`method`, `method_code`, `x.method`, `x.method_code`, `method.code`, `x.method.code`."""
    if isinstance(node, ast.Attribute) and node.attr == "code":
        return _is_method(node.value)
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in {"method", "method_code"}


def _asks_for_the_method(tree: ast.Module) -> list[int]:
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(isinstance(operator, ast.Eq | ast.NotEq | ast.In | ast.NotIn) for operator in node.ops):
            sides = [node.left, *node.comparators]
            constants = any(isinstance(part, ast.Constant) and isinstance(part.value, str) for side in sides for part in ast.walk(side))
            if constants and _is_method(node.left):
                lines.append(node.lineno)
        elif isinstance(node, ast.Match) and _is_method(node.subject):
            lines.append(node.lineno)
    return lines


def _speaks_of_http(path: Path) -> bool:
    """`request.method == "POST"` is another method."""
    return path.name in {"middleware.py"}


def test_no_code_compares_the_method() -> None:
    asked = []
    for path, tree in sources():
        for line in _asks_for_the_method(tree):
            text = (Path(__file__).resolve().parents[2] / path).read_text(encoding="utf-8").splitlines()[line - 1]
            if "request.method" not in text and not _speaks_of_http(path):
                asked.append(f"{path}:{line}: {text.strip()}")
    assert asked == []


def test_the_scan_sees_every_way_of_writing_a_state() -> None:
    ways = [
        "row.state = 'x'",
        "rows.update(state='x')",
        "Model.objects.create(ref='r', state='x')",
        "row.save(update_fields=['state'])",
        "setattr(row, 'state', 'x')",
        "Model.objects.bulk_update(rows, ['state'])",
    ]
    assert [len(_state_writes(ast.parse(way))) for way in ways] == [1] * len(ways)
    assert _state_writes(ast.parse("rows.filter(state='x'); row.save(); print(row.state)")) == []


def test_the_scan_sees_every_way_of_asking_for_the_method() -> None:
    ways = [
        "if tender.method == 'a': pass",
        "x = method_code in ('a', 'b')",
        "y = t.method.code != 'a'",
        "match t.method:\n    case 'a': pass",
    ]
    assert [len(_asks_for_the_method(ast.parse(way))) for way in ways] == [1] * len(ways)
    assert _asks_for_the_method(ast.parse("x = method is None; y = row.method in known_methods")) == []
