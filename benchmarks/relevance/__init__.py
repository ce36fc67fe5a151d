"""How well search finds what officers mean: a judged set of queries as data, and the program that scores the engine against it.

Knows search only through `catalog.search.search`. Grades are stated by meaning in `judged/`, never taken from an engine.
"""
