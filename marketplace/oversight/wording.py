"""Payloads of entries in words: a label for every key, and values as people read them. Knows no row and no purchase."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Choices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.questions import definitions as categories
from marketplace.contracts.models import PENALTY_WORDS
from marketplace.contracts.states import G, K
from marketplace.law import clauses
from marketplace.law import wording as law_wording
from marketplace.law.definitions import definitions
from marketplace.law.grounds import INADMISSIBLE
from marketplace.law.penalty import PenaltyKind
from marketplace.law.reference_price import PriceSource
from marketplace.oversight.labels import LABELS
from marketplace.oversight.states import Outcome
from marketplace.ui import formats
from suppliers.models.abandoner import Purpose
from tenders import methods
from tenders.models import CommitteeKind, SeatRole
from tenders.models.bid import BidDocumentKind, HolderRole
from tenders.ranking import CHECKS
from tenders.states import B

#: Keys whose value is a code, and the lists in which its word is looked up, in this order.
CODES: dict[str, tuple[type[Choices], ...]] = {
    "committee": (CommitteeKind,),
    "role": (SeatRole, HolderRole),
    "kind": (K, G, BidDocumentKind, CommitteeKind),
    "source": (PriceSource,),
    "price_source": (PriceSource,),
    "reference_price_source": (PriceSource,),
    "at_step": (Purpose,),
    "outcome": (B, Outcome),
}
ROUTES = {
    "head": gettext_lazy("head of agency"),
    "delegate": gettext_lazy("by delegation"),
    "superior": gettext_lazy("authority one level above"),
}
SME_FIRST = {
    "first": gettext_lazy("approached first"),
    "none": gettext_lazy("none sells this"),
    "passed_over": gettext_lazy("passed over, with a reason"),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
_HASHES = ("sha256", "digest", "rulebook", "key")
#: Keys whose value repeats what another key says in the reader's language, or says how the platform works inside.
LEFT_OUT = frozenset({"method_version"})


@dataclass(frozen=True)
class Said:
    """One fact of an entry: a label and either a text, facts of its own, or a table."""

    label: str
    text: str = ""
    facts: tuple[Said, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    is_hash: bool = False

    @property
    def is_brief(self) -> bool:
        """Short enough to stand in a line with others."""
        return bool(self.text) and not self.is_hash and len(self.text) < 240


def label(key: str) -> str:
    """The key in the reader's words: that of a payload, or a rule's name. An unknown one is shown as it is written."""
    rule = definitions().get(key)
    if rule is not None:
        return rule.th if formats.language() == "th" else rule.en
    return str(LABELS[key]) if key in LABELS else key.replace("_", " ")


def facts_of(payload: Mapping[str, Any], names: Mapping[str, str] | None = None) -> list[Said]:
    """Every fact of a payload that says something, in the payload's order.

    Args:
        names: reference of a person or company to the name that the case file knows; shown beside the reference.
    """
    kept = _once(payload)
    if names:
        kept = {key: _named(value, names) for key, value in kept.items()}
    return [_fact(key, value) for key, value in kept.items() if value not in (None, "", [], {})]


def _named(value: Any, names: Mapping[str, str]) -> Any:
    """The value with every reference that has a name followed by it."""
    if isinstance(value, Mapping):
        return {key: _named(part, names) for key, part in _once(value).items()}
    if isinstance(value, list):
        return [_named(part, names) for part in value]
    return f"{names[value]} ({value})" if isinstance(value, str) and names.get(value) else value


def _once(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Without names in the other language, and a reference joined to the name that belongs to it."""
    other = "_en" if formats.language() == "th" else "_th"
    kept: dict[str, Any] = {}
    for key, value in payload.items():
        stem = key[:-3]
        if key in LEFT_OUT or (key.endswith(other) and payload.get(f"{stem}_{formats.language()}")):
            continue
        if key[-3:] in ("_th", "_en") and stem in kept:
            kept[stem] = f"{value} ({kept[stem]})" if kept[stem] else value
        else:
            kept[key] = value
    return kept


def _fact(key: str, value: Any) -> Said:
    named = label(key)
    if isinstance(value, Mapping):
        return Said(named, facts=tuple(facts_of(value)))
    if isinstance(value, Sequence) and not isinstance(value, str) and key in definitions():
        return Said(named, text=in_words(key, value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _list(key, named, list(value))
    return Said(named, text=in_words(key, value), is_hash=_is_hash(key, value))


def _list(key: str, named: str, values: list[Any]) -> Said:
    if all(isinstance(value, Mapping) for value in values):
        flat = [_once(value) for value in values]
        keys = list(dict.fromkeys(part for value in flat for part in value))
        rows = tuple(tuple(in_words(part, value.get(part)) for part in keys) for value in flat)
        if len(keys) <= 2 and len(rows) <= 5:  # a few pairs read better in a line than as a table
            return Said(named, text="; ".join(" · ".join(row) for row in rows))
        return Said(named, heads=tuple(label(part) for part in keys), rows=rows)
    if any(isinstance(value, list) for value in values):
        return Said(
            named, rows=tuple(tuple(in_words("", part) for part in (value if isinstance(value, list) else [value])) for value in values)
        )
    return Said(named, text=", ".join(in_words(key, value) for value in values))


def _is_hash(key: str, value: Any) -> bool:
    return isinstance(value, str) and len(value) > 40 and key.rpartition("_")[2] in _HASHES


def in_words(key: str, value: Any) -> str:
    """One value as people read it: amounts in baht, days and moments in the reader's era, codes as their words."""
    if value is None or value == "":
        return "–"
    if key in definitions():
        return law_wording.phrase(definitions()[key], value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return " ".join((formats.baht(value), _("baht"))) if key.endswith("_satang") else str(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{label(part)}: {in_words(part, inner)}" for part, inner in _once(value).items() if inner not in (None, "", []))
    if isinstance(value, list):
        return ", ".join(in_words(key, part) for part in value)
    return _text_in_words(key, str(value))


def _text_in_words(key: str, text: str) -> str:
    if _MOMENT.fullmatch(text):
        return formats.moment(dt.datetime.fromisoformat(text))
    if _DAY.fullmatch(text):
        return formats.day(dt.date.fromisoformat(text))
    if key == "route":
        return str(ROUTES.get(text, text))
    if key == "outcome" and text == "won":
        return _("wins")
    if key == "criteria" and text == "price":
        return _("lowest price")
    if key == "category" and text in categories().categories:
        return str(categories().categories[text].name)
    if key == "unit" and text in categories().units:
        return str(categories().units[text].name)
    if key == "method":
        return str(next((row.name for row in methods.METHODS.values() if row.code == text), text))
    if key == "check" and text in CHECKS:
        return str(CHECKS[text])
    if key == "ground":
        return _ground(text)
    if key == "sme_first":
        return str(SME_FIRST.get(text, text))
    if key == "penalty_kind" and text in set(PenaltyKind):
        return str(PENALTY_WORDS[PenaltyKind(text)])
    for choices in CODES.get(key, ()):
        if text in choices.values:
            return str(choices(text).label)
    return text


def _ground(code: str) -> str:
    """A ground of the Act by its short code, `56.2.b`, or of not admitting an appeal."""
    if code in INADMISSIBLE:
        return f"{INADMISSIBLE[code].words} ({INADMISSIBLE[code].basis.name})"
    try:
        return clauses.basis(f"ACT.{code.upper()}").name
    except clauses.UnknownBasis:
        return code
