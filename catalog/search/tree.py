"""The neutral tree between planner and engines. Each engine has a compiler of its own; nothing here matches anything."""

from __future__ import annotations

from dataclasses import dataclass


class Node:
    """A condition on an indexed listing."""


@dataclass(frozen=True)
class Everything(Node):
    """Matches all listings."""


@dataclass(frozen=True)
class Term(Node):
    """The word stands in a text field."""

    field: str
    word: str


@dataclass(frozen=True)
class Phrase(Node):
    """The words stand one after another in a text field. Two words or more."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Boost(Node):
    """The node counts `by` times."""

    node: Node
    by: float


@dataclass(frozen=True)
class Dismax(Node):
    """Any of the nodes; scored by the best, the others add `tie` of theirs."""

    nodes: tuple[Node, ...]
    tie: float = 0.1


@dataclass(frozen=True)
class All(Node):
    """Every node of `must`, none of `never`; nodes of `should` add to the score."""

    must: tuple[Node, ...] = ()
    should: tuple[Node, ...] = ()
    never: tuple[Node, ...] = ()


@dataclass(frozen=True)
class AnyOf(Node):
    """At least `minimum` of the nodes."""

    nodes: tuple[Node, ...]
    minimum: int = 1


@dataclass(frozen=True)
class In(Node):
    """A choice group holds one of the values. Never scored."""

    group: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Range(Node):
    """A number lies between the borders, both included. Never scored."""

    field: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Const(Node):
    """The node, scored `score` whatever its words: what it matches stands above or below what another one does."""

    node: Node
    score: float = 0.0


@dataclass(frozen=True)
class Ids(Node):
    """The listing is one of these. Never scored."""

    ids: tuple[int, ...]
