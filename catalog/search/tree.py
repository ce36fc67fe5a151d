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
class Word(Node):
    """The word stands in any of the text fields; scored by the one in which it counts most."""

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


def bare(node: Node) -> Node:
    """What matches the same as `node` and scores nothing: for whatever only counts."""
    match node:
        case Boost(inner, _) | Const(inner, _):
            return bare(inner)
        case Dismax(nodes, _):
            return bare(AnyOf(nodes))
        case AnyOf(nodes, minimum):
            parts = tuple(map(bare, nodes))
            if minimum > 1:
                return AnyOf(parts, minimum)
            distinct = tuple(dict.fromkeys(parts))
            return distinct[0] if len(distinct) == 1 else AnyOf(distinct)
        case All(must, _should, never):
            kept = tuple(dict.fromkeys(bare(part) for part in must)) or (Everything(),)
            return All(kept, never=tuple(map(bare, never))) if never or len(kept) > 1 else kept[0]
    return node
