"""The law as the product knows it: clauses, house rules, dated values, the government calendar, arithmetic of the law."""

from marketplace.law.clauses import (
    Basis,
    Clause,
    HouseRule,
    Layer,
    UnknownBasis,
    all_bases,
    basis,
    basis_by_slug,
)

__all__ = ["Basis", "Clause", "HouseRule", "Layer", "UnknownBasis", "all_bases", "basis", "basis_by_slug"]
