"""nDCG and recall against values that were worked out by hand."""

from __future__ import annotations

import pytest

from benchmarks.relevance.metrics import Means, dcg, means, ndcg, recall


def test_gain_doubles_with_the_grade_and_falls_with_the_rank() -> None:
    # 7/1 + 3/1.58496 + 0/2 + 1/2.32193
    assert dcg([3, 2, 0, 1]) == pytest.approx(7 + 1.892789 + 0.430677, abs=1e-6)


def test_the_best_order_has_ndcg_one_and_an_answer_of_strangers_zero() -> None:
    assert ndcg([3, 2, 1], [1, 3, 2]) == pytest.approx(1.0)
    assert ndcg([0, 0, 0], [1, 3, 2]) == 0.0
    assert ndcg([], [3]) == 0.0


def test_the_only_right_listing_in_second_place_is_worth_its_discount() -> None:
    assert ndcg([0, 3], [3]) == pytest.approx(0.630930, abs=1e-6)


def test_a_good_listing_before_an_exact_one_costs_what_the_formula_says() -> None:
    # (3 + 7/1.58496) / (7 + 3/1.58496) = 7.416508 / 8.892789
    assert ndcg([2, 3], [3, 2]) == pytest.approx(0.833991, abs=1e-6)


def test_what_stands_after_the_tenth_place_counts_for_nothing() -> None:
    assert ndcg([0] * 10 + [3], [3]) == 0.0
    assert ndcg([3] * 10 + [0], [3] * 40) == pytest.approx(1.0)


def test_recall_counts_grades_two_and_three_only() -> None:
    assert recall([2, 0, 1, 3], [3, 2, 2, 1, 1]) == pytest.approx(2 / 3)


def test_where_more_are_relevant_than_places_a_full_answer_is_complete() -> None:
    assert recall([2] * 50, [2] * 80) == 1.0
    assert recall([2] * 25 + [0] * 25, [2] * 80) == 0.5


def test_what_stands_after_the_fiftieth_place_was_not_found() -> None:
    assert recall([0] * 50 + [3], [3]) == 0.0


def test_queries_without_any_good_listing_have_no_measure() -> None:
    with pytest.raises(ValueError, match="grade above zero"):
        ndcg([0], [])
    with pytest.raises(ValueError, match="grade 2 or 3"):
        recall([1], [1])


def test_every_query_weighs_the_same_in_the_mean() -> None:
    assert means([(1.0, 0.5), (0.0, 1.0)]) == Means(2, 0.5, 0.75)
    assert means([]) == Means(0, 0.0, 0.0)
