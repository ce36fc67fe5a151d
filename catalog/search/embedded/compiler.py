"""The neutral tree as tantivy queries. No engine parser, analyser or highlighter is used."""

from __future__ import annotations

from tantivy import FieldType, Occur, Query, Schema

from catalog.search.interface import ANY, BESIDE, WEIGHTS
from catalog.search.tree import All, AnyOf, Boost, Const, Dismax, Everything, Ids, In, Node, Phrase, Range, Term, Word, bare


def matching(node: Node, schema: Schema) -> Query:
    """The tantivy query that matches the same as `node`, without scores: for whatever only counts."""
    return compiled(bare(node), schema, scored=False)


def compiled(node: Node, schema: Schema, *, scored: bool = True) -> Query:
    """The tantivy query of `node`."""
    match node:
        case Word(word) if scored:
            fields = [Query.boost_query(Query.term_query(schema, field, word), weight) for field, weight in WEIGHTS.items()]
            return Query.disjunction_max_query(fields, tie_breaker=BESIDE)
        case Word(word):
            return Query.term_query(schema, ANY, word)
        case Everything():
            return Query.all_query()
        case Term(field, word):
            return Query.term_query(schema, field, word)
        case Phrase(field, words):
            if len(words) < 2:  # tantivy panics on a phrase of one word
                raise ValueError("A phrase has two words or more.")
            return Query.phrase_query(schema, field, list(words))
        case Boost(inner, by):
            return Query.boost_query(compiled(inner, schema, scored=scored), by)
        case Dismax(nodes, tie):
            return Query.disjunction_max_query([compiled(part, schema, scored=scored) for part in nodes], tie_breaker=tie)
        case All(must, should, never):
            parts = [(Occur.Must, compiled(part, schema, scored=scored)) for part in must or (Everything(),)]  # MustNot alone finds nothing
            parts += [(Occur.Should, compiled(part, schema, scored=scored)) for part in should]
            parts += [(Occur.MustNot, compiled(part, schema, scored=scored)) for part in never]
            return Query.boolean_query(parts)
        case AnyOf(nodes, minimum):
            return Query.boolean_query(
                [(Occur.Should, compiled(part, schema, scored=scored)) for part in nodes], minimum_number_should_match=minimum
            )
        case In(group, values):
            found = Query.boolean_query([(Occur.Should, Query.term_query(schema, f"choices.{group}", value)) for value in values])
            return Query.const_score_query(found, 0.0)
        case Range(field, low, high):
            return Query.const_score_query(Query.range_query(schema, field, FieldType.Unsigned, lower_bound=low, upper_bound=high), 0.0)
        case Const(inner, score):
            return Query.const_score_query(matching(inner, schema), score)
        case Ids(ids):
            found = Query.term_set_query(schema, "id", list(ids)) if ids else Query.empty_query()
            return Query.const_score_query(found, 0.0)
    raise TypeError(f"no such node: {node!r}")
