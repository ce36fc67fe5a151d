"""The neutral tree as Elasticsearch queries. Words are cut already: no parser, fuzziness or highlighter of the engine is used."""

from __future__ import annotations

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query

from catalog.search.interface import ANY, BESIDE, WEIGHTS
from catalog.search.tree import All, AnyOf, Boost, Const, Dismax, Everything, Ids, In, Node, Phrase, Range, Term, Word, bare


def matching(node: Node) -> Query:
    """The query that matches the same as `node`, without scores: for whatever only counts."""
    return Q("bool", filter=[compiled(bare(node), scored=False)])


def compiled(node: Node, boost: float = 1.0, *, scored: bool = True) -> Query:
    """The query of `node`, its score multiplied by `boost`."""
    match node:
        case Word(word) if scored:
            fields = [compiled(Boost(Term(field, word), weight)) for field, weight in WEIGHTS.items()]
            return Q("dis_max", queries=fields, tie_breaker=BESIDE, boost=boost)
        case Word(word):
            return Q("term", **{ANY: word})
        case Everything():
            return Q("match_all", boost=boost)
        case Term(field, word):
            return Q("term", **{field: {"value": word, "boost": boost}})
        case Phrase(field, words):
            return Q("match_phrase", **{field: {"query": " ".join(words), "boost": boost}})
        case Boost(inner, by):
            return compiled(inner, boost * by, scored=scored)
        case Dismax(nodes, tie):
            return Q("dis_max", queries=[compiled(part, scored=scored) for part in nodes], tie_breaker=tie, boost=boost)
        case All(must, should, never):
            counting = [compiled(part, scored=scored) for part in must if scored and not _is_filter(part)]
            filters = [compiled(part, scored=scored) for part in must if not scored or _is_filter(part)]
            return Q(
                "bool",
                must=counting or [Q("match_all")],
                filter=filters,
                should=[compiled(part, scored=scored) for part in should],
                must_not=[compiled(part, scored=scored) for part in never],
                boost=boost,
            )
        case AnyOf(nodes, minimum):
            return Q("bool", should=[compiled(part, scored=scored) for part in nodes], minimum_should_match=minimum, boost=boost)
        case In(group, values):
            return Q("terms", **{f"choices.{group}": list(values)})
        case Range(field, low, high):
            ends = {name: end for name, end in (("gte", low), ("lte", high)) if end is not None}
            return Q("range", **{field: ends})
        case Const(inner, score):
            return Q("constant_score", filter=compiled(bare(inner), scored=False), boost=score * boost)
        case Ids(ids):
            return Q("terms", id=list(ids))
    raise TypeError(f"no such node: {node!r}")


def _is_filter(node: Node) -> bool:
    return isinstance(node, In | Range | Ids) or (isinstance(node, Const) and not node.score)
