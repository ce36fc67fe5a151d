"""The parts into which writing a listing is divided, and how far each is. Pure: reads a loaded version."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.models import ListingVersion
from catalog.questions import QuestionSet, definitions


@dataclass(frozen=True)
class Part:
    """One short page. `names` are its fields or questions with their labels, `missing` labels of what is still needed."""

    key: str
    title: str
    names: dict[str, str]
    missing: tuple[str, ...]
    is_begun: bool
    reasons: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        return not self.missing


def parts_of(version: ListingVersion, questions: QuestionSet) -> list[Part]:
    """Titles first, then every group of questions, then the price."""
    return [_about(version), *(_group(version, questions, group) for group in questions.groups()), _price(version)]


def _about(version: ListingVersion) -> Part:
    names = {
        "title_th": _("Title in Thai"),
        "summary_th": _("Summary in Thai"),
        "title_en": _("Title in English"),
        "summary_en": _("Summary in English"),
    }
    missing = tuple(names[name] for name in ("title_th", "summary_th") if not getattr(version, name))
    reasons = (version.reasons["titles"],) if "titles" in version.reasons else ()
    return Part("about", _("Title and summary"), names, missing, any(getattr(version, name) for name in names), reasons)


def _group(version: ListingVersion, questions: QuestionSet, group: str) -> Part:
    asked = questions.in_group(group)
    names = {question.name: str(questions.titled(question)) for question in asked}
    lacking = {question.name for question in (*questions.missing(version.answers), *questions.unsuitable(version.answers))}
    here = [question for question in questions.questions if question.group == group and question.name in lacking]
    missing = tuple(str(questions.titled(question)) for question in here)
    reasons = tuple(version.reasons[name] for name in names if name in version.reasons)
    return Part(group, str(definitions().groups[group]), names, missing, any(name in version.answers for name in names), reasons)


def _price(version: ListingVersion) -> Part:
    names = {
        "price_satang": _("Price of one unit"),
        "vat_included": _("VAT"),
        "tiers": _("Lower prices by quantity"),
        "caps": _("Usage included"),
        "setup_satang": _("Set-up cost, once"),
        "minimum_quantity": _("Smallest quantity charged"),
        "minimum_term": _("Shortest term charged"),
    }
    if version.unit_words.term is None:
        del names["minimum_term"]
    if not version.unit_words.usage and not version.caps:
        del names["caps"]
    missing = tuple(names[name] for name in ("price_satang", "vat_included") if getattr(version, name) is None)
    reasons = (version.reasons["price"],) if "price" in version.reasons else ()
    return Part("price", _("Price"), names, missing, version.price_satang is not None, reasons)
