"""docs/reference/questions.md: what listings answer, category by category, and which use a price may cap, from the data files."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.questions import CategoryNode, Definitions, Option, Question, definitions
from catalog.questions.question import Text
from marketplace.web.reference.markdown import document, table

HEAD = ("name", "question", "answer", "must", "filter", "compared")


def _both(text: Text) -> str:
    return f"{text.en} · {text.th}"


def _answer(question: Question) -> str:
    """What an answer may be: its kind, and the unit, limits or options that the file sets."""
    parts = [
        question.type.replace("_", " "),
        *([_both(question.unit)] if question.unit else []),
        *([f"at least {question.minimum}"] if question.minimum is not None else []),
        *([f"at most {question.maximum}"] if question.maximum is not None else []),
        *([f"{question.decimals} decimals"] if question.decimals else []),
        *(["; ".join(map(_option, question.paths()))] if question.options else []),
        *([f"parts {', '.join(f'`{name}`' for name in question.parts)}"] if question.parts else []),
        *([f"{', '.join(question.accepts)}"] if question.accepts else []),
        *([f"only if `{question.follows.question}` is {' or '.join(question.follows.answers)}"] if question.follows else []),
    ]
    return ", ".join(parts)


def _option(path: tuple[Option, ...]) -> str:
    return f"{'› ' * (len(path) - 1)}`{path[-1].value}` {_both(path[-1].label)}"


def _rows(questions: Iterable[Question], known: Definitions) -> list[tuple[object, ...]]:
    return [
        (
            f"`{question.name}`",
            _both(question.label),
            _answer(question),
            "yes" if question.required else "",
            "yes" if question.filterable else "",
            "yes" if question.compare else "",
        )
        for question in sorted(questions, key=lambda one: (list(known.groups).index(one.group), one.order, one.name))
    ]


def _category(node: CategoryNode, known: Definitions) -> str:
    own = [question for question in known.set_for(node.code) if "all" not in question.applies_to]
    deciding = ", ".join(f"`{name}`" for name in node.deciding)
    lead = f"Price of {known.units[node.unit].code}. On cards: {deciding}. Question set `{known.set_for(node.code).fingerprint}`."
    return "\n\n".join([f"## {_both(node.name)} (`{node.code}`)", lead, table(HEAD, _rows(own, known))])


def _usage(known: Definitions) -> str:
    rows = [(unit.code, f"`{use.code}`", _both(use.name), _both(use.measure)) for unit in known.units.values() for use in unit.usage]
    lead = "How much of these a price may include. What more costs enters no total. Units that are not named have none."
    return "\n\n".join(["## Usage included", lead, table(("unit", "key", "use", "counted in"), rows)])


def page() -> str:
    known = definitions()
    shared = [question for question in known.questions.values() if "all" in question.applies_to]
    return document(
        "# Questions of the catalogue",
        "What a listing answers, from `catalog/data/questions/`, one file each. A category asks the shared questions and its own; the fingerprint names the present "
        "version of its set, which every version of a listing keeps. [How to add a category](../how-to/add-a-category.md).",
        "## Every category",
        table(HEAD, _rows(shared, known)),
        *(_category(node, known) for node in known.leaves()),
        _usage(known),
    )
