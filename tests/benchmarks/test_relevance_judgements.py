"""The judged set says only what can be meant, and rules grade listings as they read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks.relevance import judgements, scoring
from benchmarks.relevance.__main__ import below
from benchmarks.relevance.judgements import Facts, Judged, Unreadable, holds, split_of
from catalog.questions import definitions
from marketplace.web.demo import wording


def listing(**said: Any) -> Facts:
    facts = {
        "id": 1,
        "ref": "L-1",
        "category": "garbage-fee",
        "company": "0015560100000",
        "title_th": "ระบบชำระค่าขยะออนไลน์ นาวา สำหรับเทศบาล",
        "title_en": "Nava Online garbage fee payment for municipalities",
        "summary_th": "ทดลองใช้ได้",
        "summary_en": "Can be tried.",
        "price": 3_050,
        "answers": {"payment_channels": ["promptpay", "card"], "collection_map": False, "sla_availability": "99.5"},
    }
    return Facts(**{**facts, **said})


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return judgements.read()


def rules(judged: list[Judged]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for query in judged:
        for said in query.rules.values():
            yield from ((query.id, rule) for rule in said)


@pytest.mark.parametrize(
    "rule",
    [
        {"category": "garbage-fee"},
        {"category": ["other-fees", "garbage-fee"]},
        {"title": "ค่าขยะ"},
        {"title": "GARBAGE"},
        {"title": ["ค่าน้ำ", "ค่าขยะ"]},
        {"summary": "ทดลองใช้"},
        {"company": "0015560100000"},
        {"price": {"max": 30.5}},
        {"payment_channels": "card"},
        {"payment_channels": ["cash", "card"]},
        {"payment_channels": {"all": ["promptpay", "card"]}},
        {"collection_map": False},
        {"sla_availability": {"min": 99.5, "max": 100}},
        {"category": "garbage-fee", "payment_channels": "card"},
        {},
    ],
)
def test_a_rule_holds_where_everything_it_says_is_true(rule: Mapping[str, Any]) -> None:
    assert holds(rule, listing())


@pytest.mark.parametrize(
    "rule",
    [
        {"category": "other-fees"},
        {"title": "สารบรรณ"},
        {"summary": "ค่าขยะ"},
        {"price": {"max": 30}},
        {"payment_channels": "cash"},
        {"payment_channels": {"all": ["promptpay", "cash"]}},
        {"collection_map": True},
        {"thaid_login": True},
        {"sla_availability": {"min": 99.9}},
        {"recovery_hours": {"max": 4}},
        {"category": "garbage-fee", "payment_channels": "cash"},
    ],
)
def test_a_rule_does_not_hold_where_one_thing_it_says_is_not_true(rule: Mapping[str, Any]) -> None:
    assert not holds(rule, listing())


def test_a_listing_has_the_highest_grade_whose_rule_holds() -> None:
    query = Judged("q", "ค่าขยะ", "short", "tuning", {3: ({"collection_map": True},), 2: ({"title": "ค่าขยะ"},), 1: ({},)})
    assert query.grade(listing()) == 2
    assert query.grade(listing(answers={"collection_map": True})) == 3
    assert query.grade(listing(title_th="", title_en="")) == 1


def test_the_set_is_as_large_as_was_promised(judged: list[Judged]) -> None:
    texts = [query.text for query in judged]
    assert len(set(texts)) == len(texts)
    assert sum(not query.absent for query in judged) >= 80
    assert sum(query.absent for query in judged) >= 10


def test_a_quarter_is_held_and_chance_decided_which(judged: list[Judged]) -> None:
    assert {query.split == split_of(query.id, absent=query.absent) for query in judged} == {True}
    for absent in (False, True):
        part = [query for query in judged if query.absent == absent]
        assert 0.22 <= sum(query.split == "held" for query in part) / len(part) <= 0.30


def test_every_rule_names_categories_questions_and_options_that_exist(judged: list[Judged]) -> None:
    known = definitions()
    leaves = {code for code, node in known.categories.items() if node.unit}
    questions = {code: {question.name: question for question in known.set_for(code)} for code in leaves}
    for where, rule in rules(judged):
        named = rule.get("category", sorted(leaves))
        codes = [named] if isinstance(named, str) else named
        assert set(codes) <= leaves, where
        for name, wanted in rule.items():
            if name in judgements.WORDS:
                continue
            asked = [questions[code][name] for code in codes if name in questions[code]]
            assert asked, f"{where}: {name} is no question of {codes}"
            options = {option.value for option in asked[0].options}
            if asked[0].type in {"choice", "multi_choice"}:
                values = wanted["all"] if isinstance(wanted, Mapping) else wanted
                assert set([values] if isinstance(values, str) else values) <= options, f"{where}: {name}"


def test_every_product_of_the_sets_is_offered_in_the_demo(judged: list[Judged]) -> None:
    offered = {(code, name) for code, (products, *_) in wording.PRODUCTS.items() for name, _english in products}
    suffixes = {name for name, _english in wording.SUFFIX}
    brands = {half for pair in wording.FIRST for half in pair}
    for where, rule in rules(judged):
        title = rule.get("title")
        if title is not None and (rule.get("category"), title) not in offered:
            assert title in suffixes or title.strip() in brands, where


def write(folder: Path, tuning: str, held: str = "[]") -> Path:
    (folder / "sets.yaml").write_text("waste: {category: garbage-fee}\n", "utf-8")
    (folder / "tuning.yaml").write_text(tuning, "utf-8")
    (folder / "held.yaml").write_text(held, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("tuning", "told"),
    [
        ("- {id: a, kind: short, text: x, 3: [wast]}", "no set is called"),
        ("- {id: a, kind: short, text: x, 3: [{of: waste, category: other-fees}]}", "said by the rule and by its set"),
        ("- {id: a, kind: short, text: x}", "absent topic"),
        ("- {id: a, kind: absent, text: x, 3: [waste]}", "absent topic"),
        ("- {id: a, kind: short, text: x, 1: [waste]}", "nothing is good"),
        ("- {id: a, kind: short, text: x, 4: [waste]}", "unknown"),
        ("- {id: a, kind: absent, text: x}\n- {id: a, kind: absent, text: y}", "come twice"),
    ],
)
def test_a_set_that_cannot_be_meant_is_refused_with_its_place(tmp_path: Path, tuning: str, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        judgements.read(write(tmp_path, tuning))


def test_of_held_queries_only_means_are_told(tmp_path: Path) -> None:
    queries = judgements.read(
        write(
            tmp_path,
            "- {id: open, kind: short, text: ค่าขยะ, 3: [waste]}\n- {id: open-none, kind: absent, text: รถ}",
            "- {id: secret, kind: short, text: มูลฝอย, 3: [waste]}\n- {id: secret-none, kind: absent, text: เรือ}",
        )
    )

    def finds_nothing_for_held(text: str, size: int) -> scoring.Answer:
        return scoring.Answer((1,), 1) if text in {"ค่าขยะ", "รถ", "เรือ"} else scoring.Answer((), 0)

    told = scoring.report(queries, [listing()], finds_nothing_for_held)
    assert told["splits"]["tuning"] == {"queries": 1, "ndcg": 1.0, "recall": 1.0}
    assert told["splits"]["held"] == {"queries": 1, "ndcg": 0.0, "recall": 0.0}
    assert told["absent"] == {"tuning": {"topics": 1, "noise": 1}, "held": {"topics": 1, "noise": 1}}
    assert [one["id"] for one in told["worst"]] == ["open"]
    assert [one["id"] for one in told["noise"]] == ["open-none"]
    assert "secret" not in str(told)
    assert "มูลฝอย" not in str(told)


def measured(**said: Any) -> dict[str, Any]:
    good = {"queries": 9, "ndcg": 0.9, "recall": 0.95}
    report = {
        "splits": {"tuning": good, "held": good, "all": good},
        "absent": {"tuning": {"topics": 8, "noise": 0}, "held": {"topics": 3, "noise": 0}},
        "typos": [{"hit": True}] * 91 + [{"hit": False}] * 9,
    }
    return {**report, **said}


def test_answers_that_reach_every_aim_are_not_below_one() -> None:
    assert below(measured()) == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"splits": {"held": {"queries": 9, "ndcg": 0.849, "recall": 0.95}}}, "held ndcg 0.849 < 0.85"),
        ({"splits": {"held": {"queries": 9, "ndcg": 0.9, "recall": 0.899}}}, "held recall 0.899 < 0.9"),
        ({"splits": {"held": {"queries": 0, "ndcg": float("nan"), "recall": 0.95}}}, "held ndcg nan < 0.85"),
        ({"absent": {"held": {"topics": 3, "noise": 1}}}, "held: 1 absent topics gave listings"),
        ({"typos": [{"hit": True}] * 89 + [{"hit": False}] * 11}, "mistyped words 89 of 100 < 90%"),
        ({"typos": []}, "mistyped words 0 of 0 < 90%"),
    ],
)
def test_what_is_below_an_aim_is_named_with_both_figures(said: dict[str, Any], sentence: str) -> None:
    assert below(measured(**said)) == [sentence]
