"""Listings for tests, made by the product's own actions: a verified company writes, a registrar approves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from catalog.actions import drafts
from catalog.models import Category, Listing
from catalog.questions import KINDS, Question, definitions
from marketplace.procedure import act
from suppliers.models import Company
from tests.cast import Cast, Player
from tests.replay import replayed


def company_of(cast: Cast, name: str = "siam") -> Company:
    """The company of one of the cast's organisations: Siam and Lanna are verified, Isan is not."""
    found: Company = cast.company(getattr(cast, name))
    return found


def an_answer(question: Question) -> Any:
    """Some answer that suits the question: the first that comes to mind."""
    samples: dict[str, Any] = {
        "boolean": True,
        "choice": question.options[0].value if question.options else None,
        "multi_choice": [option.value for option in question.options[:2]],
        "number": str(question.minimum or 1) if question.decimals else (question.minimum or 1),
        "money": 100,
        "date": dt.date(2020, 1, 15).isoformat(),
        "text": "ขอทดลองใช้ได้ทางอีเมล",
        "long_text": "ไม่รวมค่าเดินทาง",
        "list": ["รับและส่งหนังสือ", "ค้นหาเอกสาร"],
        "tree": [path[-1].value for path in question.paths() if not path[-1].children][:2],
        "file": {"file": "F-0", "name": "service.pdf", "kind": "pdf", "size": 1000, "sha256": "0" * 64},
    }
    answer = samples[question.type]
    assert KINDS[question.type].suits(question, answer), question.name
    return answer


def every_answer(category: str) -> dict[str, Any]:
    """Answers to every question of a category, files included; these files are named but not kept."""
    return {question.name: an_answer(question) for question in definitions().set_for(category)}


def answers_for(category: str, **own: Any) -> dict[str, Any]:
    """Answers to every question of a category that is asked beside the others, but for files; `own` wins."""
    asked = definitions().set_for(category)
    found = {**{question.name: an_answer(question) for question in asked if not KINDS[question.type].opened}, **own}
    return {name: answer for name, answer in found.items() if (known := asked.get(name)) is None or asked.asks(known, found)}


FIELDS = {
    "title_th": "ระบบสารบรรณอิเล็กทรอนิกส์สำหรับเทศบาล",
    "title_en": "Electronic document system for municipalities",
    "summary_th": "รับ ส่ง ลงนาม และค้นหาหนังสือราชการในระบบเดียว",
    "summary_en": "Receive, send, sign and find official letters in one system",
    "price_satang": 290_00,
    "vat_included": True,
}


@replayed
def draft(
    cast: Cast,
    category: str = "e-document",
    *,
    by: Player | None = None,
    company: str = "siam",
    complete: bool = True,
    answers: dict[str, Any] | None = None,
    **fields: Any,
) -> Listing:
    """A draft, complete unless told otherwise."""
    player = by or (cast.siam_lister if company == "siam" else getattr(cast, f"{company}_owner"))
    listing = drafts.begin(company_of(cast, company), Category.objects.get(code=category), actor=player.actor)
    if complete:
        drafts.save(
            listing, actor=player.actor, seen=listing.version, fields={**FIELDS, **fields}, answers=answers_for(category, **(answers or {}))
        )
    return Listing.objects.get(pk=listing.pk)


@replayed
def submitted(cast: Cast, category: str = "e-document", **given: Any) -> Listing:
    listing = draft(cast, category, **given)
    player = cast.siam_lister if given.get("company", "siam") == "siam" else getattr(cast, f"{given['company']}_owner")
    act(listing, "submit", actor=player.actor, seen=listing.version)
    return Listing.objects.get(pk=listing.pk)


@replayed
def live(cast: Cast, category: str = "e-document", **given: Any) -> Listing:
    """A listing on sale."""
    return approve(cast, submitted(cast, category, **given))


def approve(cast: Cast, listing: Listing) -> Listing:
    """The registrar approves what waits."""
    version = listing.draft_version
    assert version is not None
    step = "approve" if listing.state == "submitted" else "approve_change"
    act(listing, step, actor=cast.registrar.actor, seen=listing.version, number=version.number, content=version.content)
    return Listing.objects.get(pk=listing.pk)
