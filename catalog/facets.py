"""Filters of the search page: groups with counts, chips for what is on, links that keep everything else. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.asking import Asked
from catalog.questions import KINDS, Definitions
from catalog.search import Page
from catalog.search.query import CATEGORY, CERTIFICATE, OF_SUPPLIER, PROVINCE, REGION, SME
from marketplace.kernel import money
from marketplace.kernel.provinces import PROVINCES, REGIONS
from suppliers.marks import CERTIFICATES

#: Groups that stand open; the others wait behind one click each, unless something in them is chosen.
OPEN = 5


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    on: bool
    depth: int = 0


@dataclass(frozen=True)
class Group:
    """One group of choices with counts."""

    name: str
    label: str
    options: list[Option]
    is_open: bool


@dataclass(frozen=True)
class CategoryLink:
    """A category with its count and the address of the same search there."""

    label: str
    url: str
    count: int
    current: bool
    depth: int


def labels_of(name: str, asked: Asked) -> tuple[str, Mapping[str, str]]:
    """Label of a group and labels of its values in their order."""
    if name == REGION:
        return _("Region of the supplier"), {code: str(label) for code, label in REGIONS.items()}
    if name == PROVINCE:
        return _("Province of the supplier"), {
            th: str(province) for th, province in sorted(PROVINCES.items(), key=lambda item: str(item[1]))
        }
    if name == SME:
        return _("SME"), {"yes": _("Registered SME"), "no": _("Others")}
    if name == CERTIFICATE:
        return _("Checked certificates of the supplier"), CERTIFICATES
    question = next(question for question in asked.filters if question.name == name)
    kind = KINDS[question.type]
    return str(question.label), {value: kind.facet_label(question, value) or value for value in kind.facet_values(question)}


def _option(name: str, value: str, text: str, asked: Asked, count: int, on: bool) -> Option:
    """A choice of the list; one that belongs to another stands below it under its own name alone."""
    question = next((question for question in asked.filters if question.name == name), None)
    depth, short = KINDS[question.type].facet_place(question, value) if question else (0, text)
    return Option(value, short or text, count, on, depth)


def groups(asked: Asked, page: Page) -> list[Group]:
    """Groups in which something can be chosen: the deciding facts first, then supplier, then the rest."""
    deciding = [name for name in (asked.node.deciding if asked.node else ()) if any(q.name == name for q in asked.filters)]
    rest = [question.name for question in asked.filters if question.name not in deciding]
    found: list[Group] = []
    for name in (*deciding, SME, REGION, CERTIFICATE, *rest, PROVINCE):
        label, values = labels_of(name, asked)
        counts, chosen = page.facets.get(name, {}), asked.query.choices.get(name, ())
        options = [
            _option(name, value, text, asked, counts.get(value, 0), value in chosen)
            for value, text in values.items()
            if counts.get(value) or value in chosen
        ]
        if len(options) > 1 or chosen or (options and name == CERTIFICATE):  # not everybody has one: one alone narrows too
            found.append(Group(name, label, options, bool(chosen) or len(found) < OPEN))
    return found


def category_links(asked: Asked, page: Page, known: Definitions, parameters: QueryDict, path_of: Mapping[str, str]) -> list[CategoryLink]:
    """Every category that has results, as a link to the same words there. Choices of other categories are not taken along."""
    kept = QueryDict(mutable=True)
    for name in ("q", "sort", *OF_SUPPLIER):
        if parameters.getlist(name):
            kept.setlist(name, parameters.getlist(name))
    tail = f"?{kept.urlencode()}" if kept else ""
    counts = page.facets.get(CATEGORY, {})
    found = []
    for node in known.categories.values():
        if counts.get(node.code) or node.code == asked.query.category:
            depth = len(known.path(node.code)) - 1
            found.append(
                CategoryLink(
                    str(node.name), f"{path_of[node.code]}{tail}", counts.get(node.code, 0), node.code == asked.query.category, depth
                )
            )
    return found


def without(parameters: QueryDict, name: str, value: str = "") -> str:
    """The address without one choice (or one name); the page starts anew."""
    kept = parameters.copy()
    kept.pop("after", None)
    rest = [other for other in kept.getlist(name) if value and other != value]
    if rest:
        kept.setlist(name, rest)
    else:
        kept.pop(name, None)
    return f"?{kept.urlencode()}"


def chips(asked: Asked, parameters: QueryDict) -> list[dict[str, str]]:
    """What narrows the search, each with the address without it."""
    found = []
    for name, values in asked.query.choices.items():
        label, texts = labels_of(name, asked)
        found += [{"label": f"{label}: {texts.get(value, value)}", "url": without(parameters, name, value)} for value in values]
    for name, satang, words in (
        ("price_from", asked.query.price_from, _("from %s baht a unit")),
        ("price_to", asked.query.price_to, _("up to %s baht a unit")),
        ("total_from", asked.query.total_from, _("total from %s baht")),
        ("total_to", asked.query.total_to, _("total up to %s baht")),
    ):
        if satang is not None:
            found.append({"label": words % money.baht(satang), "url": without(parameters, name)})
    return found
