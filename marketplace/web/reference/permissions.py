"""docs/reference/permissions.md: who may open which page, and which duty takes which step."""

from __future__ import annotations

from django.utils import translation

from marketplace.accounts.duty import CASE_DUTIES, Duty
from marketplace.procedure import registry
from marketplace.web.reference.access_table import MEETS, OTHERS, Cell, Table, access_table
from marketplace.web.reference.addresses import every_address
from marketplace.web.reference.markdown import document, table


def _who(words: str, known: Table) -> str:
    """Names and groups of a cell as words for people."""
    if words == OTHERS:
        return "everybody else"
    return "; ".join(known.group_words.get(word) or f"{_lowered(known.people[word])} (`{word}`)" for word in words.split())


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _cell(cell: Cell | None, known: Table) -> str:
    if cell is None:
        return "nobody: the page takes no such request"
    return "<br>".join(f"**{answer.replace('_', ' ')}** {_who(words, known)}" for answer, words in cell.words.items())


def _pages(known: Table) -> str:
    routes = {address.name: address.route for address in every_address()}
    rows = [
        (
            f"`{routes.get(row.name, row.name)}`",
            known.objects.get(row.of, ""),
            _cell(row.get, known),
            _cell(row.post, known) if row.post else "–",
            row.why,
        )
        for row in known.rows
    ]
    return table(("address", "of what", "reading", "sending", "why"), sorted(rows, key=lambda row: (row[0], row[1])))


def _answers() -> str:
    return table(("answer", "the person …"), [(answer.replace("_", " "), words) for answer, words in MEETS.items()])


def _people(known: Table) -> str:
    return table(("person", "who that is"), [(f"`{name}`", words) for name, words in known.people.items()])


def _groups(known: Table) -> str:
    rows = [(known.group_words[name], ", ".join(f"`{one}`" for one in known.persons(words))) for name, words in known.groups.items()]
    return table(("said as", "people"), rows)


def _duties() -> str:
    rows = []
    for duty in Duty:
        steps = [
            f"{known.kind}: {known.words[name].label if name in known.words else name}"
            for known in registry.everything()
            for name, step in known.machine.steps.items()
            if duty in step.by
        ]
        held = "appointment in one case" if duty in CASE_DUTIES else "membership"
        rows.append((f"`{duty.value}`", duty.label, held, "; ".join(steps)))
    return table(("duty", "name", "held by", "steps"), rows)


def page() -> str:
    known = access_table()
    with translation.override("en"):
        return document(
            "# Permissions",
            "Whoever lacks a duty is sent to sign in, or told that the page is not theirs. A row that a person may not see is not found for them. Steps are judged again by the engine, whatever page asked.",
            "The table is written by hand in `marketplace/web/reference/access/` and walked by `tests/architecture/test_access_table.py`: every address, every person, reading and sending something that is no form. Whoever is turned away has written nothing.",
            "## Pages",
            _pages(known),
            "## What can be met",
            _answers(),
            "## People",
            _people(known),
            "## Groups of people",
            _groups(known),
            "## Duties and their steps",
            _duties(),
        )
