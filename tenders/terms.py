"""The proposed terms of reference of a purchase: the category's template with what the system knows filled in."""

from __future__ import annotations

import re

from catalog.tor import TorTemplate, template
from marketplace.kernel import money
from tenders.models import Tender

#: What a template leaves to people stands in square brackets.
GAP = re.compile(r"\[[^\[\]\n]+\]")


def template_for(tender: Tender, *, result: str = "", contact: str = "") -> list[dict[str, str]]:
    """Sections with key, Thai title and proposed Thai text; `{agency}`, `{title}` … are replaced by what is known.

    The need of the request fills the gap in the background, `result` (what is to be reached) those in the objectives,
    and `contact` the one for the people in charge. Other gaps stay in square brackets, for people to fill.
    """
    made = template(tender.category.code)
    known = _known(tender)
    sections = [{"key": section.key, "title": section.title.th, "text": _filled(section.text.th, known)} for section in made.sections]
    gaps = {"background": tender.need.strip(), "objectives": result.strip()}
    for section in sections:
        given = gaps.get(section["key"]) or (contact if "ผู้ประสานงาน" in section["text"] else "")
        if given:
            section["text"] = GAP.sub(lambda _gap, words=given: words, section["text"])  # type: ignore[misc]
        if section["key"] == "payment":
            section["text"] = _instalments(section["text"], made)
    return sections


def _known(tender: Tender) -> dict[str, str]:
    first = tender.items.select_related("listing_version").first()
    quantity, term = "…", f"{tender.delivery_days:,} วัน" if tender.delivery_days else "…"
    if first is not None:
        unit = first.listing_version.unit_words
        quantity = f"{first.quantity:,} {unit.quantity.th}"
        term = f"{first.months:,} {unit.term.th}" if unit.term else term
    return {
        "title": tender.title,
        "agency": tender.agency.name_th,
        "budget": f"{money.baht(tender.budget_satang)} บาท ({money.baht_text(tender.budget_satang)})",
        "quantity": quantity,
        "term": term,
    }


def _filled(text: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        text = text.replace("{" + name + "}", value)
    return text.strip()


def _instalments(text: str, made: TorTemplate) -> str:
    """The paying section with one line per instalment; they come to a hundred percent by the template's own check."""
    lines = [f"งวดที่ {n} ร้อยละ {part.percent} ภายใน {part.days} วัน: {part.what.th}" for n, part in enumerate(made.instalments, start=1)]
    return "\n".join([text, *lines]).strip()
