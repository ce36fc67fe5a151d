"""Letters that ask suppliers for their prices, and the answers. Each opens its own unit; whoever runs the purchase says who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from catalog.models import Category, Listing
from marketplace import audit
from marketplace.accounts.actor import Actor
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Organisation
from marketplace.kernel import clock, era
from marketplace.kernel.papers import Paper
from marketplace.kernel.papers import digest as digest_of
from marketplace.kernel.provinces import region_of
from marketplace.kernel.references import next_ref
from marketplace.law import clauses
from marketplace.pricing import events
from marketplace.pricing.evidence import Ask
from marketplace.pricing.models import SurveyLetter, in_reader_language
from marketplace.pricing.wording import case_words
from marketplace.procedure.refusals import Refusal, Refused, wrong_duty
from suppliers.models import Company

TEMPLATE = Path(__file__).resolve().parent.parent / "papers" / "survey.typ"
TITLE = "หนังสือสืบราคา"
ANSWERERS = (Duty.OWNER, Duty.BIDDER, Duty.LISTER)
OFFICERS = (Duty.OFFICER, Duty.HEAD_OFFICER)


#: With fewer suppliers than this in the category, suppliers of other services are proposed too.
FEW = 6


def to_ask(ask: Ask, case_ref: str, most: int = 40) -> list[Company]:
    """Verified suppliers that sell in the category, then others where those are few; of the agency's region first.

    Left out are the judged and those asked already.
    """
    asked = SurveyLetter.objects.filter(case_ref=case_ref).values("company_id")
    live = Listing.objects.live(ask.on)
    rest = Company.objects.exclude(pk__in=asked).exclude(ref__in=ask.judged).order_by("name_th", "pk")
    found = _near_first(rest.filter(pk__in=live.filter(category__code=ask.category).values("company_id")), ask)
    if len(found) < FEW:
        others = rest.filter(pk__in=live.values("company_id")).exclude(pk__in=[company.pk for company in found])
        found += _near_first(others, ask)
    return found[:most]


def _near_first(companies: Iterable[Company], ask: Ask) -> list[Company]:
    return sorted(companies, key=lambda company: region_of(company.province) != ask.region)


def issue(
    *,
    actor: Actor,
    agency: Organisation,
    case_ref: str,
    category: Category,
    ask: Ask,
    companies: Sequence[Company],
    answer_until: dt.date,
    wanted: str,
    least: int,
) -> list[SurveyLetter]:
    """Issue one letter a supplier. `actor` acts under the duty that the caller has found; at least `least` are asked in all.

    Args:
        wanted: what is needed, in words, as the letter says it.

    Raises:
        Refused: too few suppliers, one asked before, one that is judged, or a day that is over.
    """
    asked = set(SurveyLetter.objects.filter(case_ref=case_ref).values_list("company_id", flat=True))
    refusals = []
    if len(asked | {company.pk for company in companies}) < least or not companies:
        refusals.append(
            Refusal("few_suppliers", _("Ask at least %(least)s suppliers."), clauses.HOUSE_PRICE_EVIDENCE, params={"least": least})
        )
    if any(company.pk in asked for company in companies):
        refusals.append(Refusal("asked", _("A supplier is asked once for a purchase."), clauses.HOUSE_PRICE_EVIDENCE))
    if any(company.ref in ask.judged for company in companies):
        refusals.append(Refusal("judged", _("The supplier that is being judged cannot be asked."), clauses.HOUSE_PRICE_EVIDENCE))
    if answer_until <= clock.today():
        refusals.append(Refusal("past", _("The last day for the answer must lie ahead."), clauses.HOUSE_PRICE_EVIDENCE))
    if not wanted.strip():
        refusals.append(Refusal("wanted", _("Write what is needed."), clauses.HOUSE_COMPLETE))
    if refusals:
        raise Refused(refusals)
    with audit.unit():
        return [
            _issued(actor, agency, case_ref, category, ask, company, answer_until, wanted.strip())
            for company in sorted(companies, key=lambda company: company.pk)
        ]


def _issued(
    actor: Actor, agency: Organisation, case_ref: str, category: Category, ask: Ask, company: Company, answer_until: dt.date, wanted: str
) -> SurveyLetter:
    now = clock.read()
    ref = next_ref("SL")
    letter = SurveyLetter(
        ref=ref, case_ref=case_ref, agency=agency, company=company, category=category, unit=ask.unit, quantity=ask.case.quantity,
        term=ask.case.term, answer_until=answer_until, issued_at=now, issued_by_id=actor.person_id,
    )  # fmt: skip
    letter.facts = _facts(letter, ask, actor, wanted, now)
    letter.digest = digest_of(TEMPLATE.stem, ref, now, letter.facts)
    letter.save()
    audit.record(
        events.SurveyLetterIssued,
        actor=actor,
        subject=letter,
        basis=("ACT.4",),
        payload={
            "supplier": company.ref,
            "quantity": letter.quantity,
            "term": letter.term,
            "answer_until": answer_until.isoformat(),
            "digest": letter.digest,
        },
    )
    return letter


def _facts(letter: SurveyLetter, ask: Ask, actor: Actor, wanted: str, now: dt.datetime) -> dict[str, Any]:
    """What the letter says: always in Thai."""
    with translation.override("th"):
        case = case_words(ask.case, letter.unit_words)
    position = "หัวหน้าเจ้าหน้าที่" if actor.has(Duty.HEAD_OFFICER) else "เจ้าหน้าที่"
    return {
        "agency": {"name": letter.agency.name_th, "address": letter.agency.address},
        "dated": clock.civil(now).isoformat(),
        "to": f"ผู้มีอำนาจลงนาม {letter.company.name_th}",
        "category": letter.category.name_th,
        "wanted": wanted,
        "case": case,
        "answer_until": letter.answer_until.isoformat(),
        "answer_until_words": era.format_date(letter.answer_until, "th", "long"),
        "signed_by": {"name": actor.name, "position": position, "at": now.astimezone(clock.BANGKOK).isoformat(timespec="seconds")},
    }


def printable(letter: SurveyLetter) -> Paper:
    """The letter as the typesetter takes it. Its address carries the beginning of its digest: who holds it may check it."""
    address = f"{settings.BASE_URL}{letter.get_absolute_url()}?digest={letter.digest[:16]}"
    return Paper(TEMPLATE, letter.ref, TITLE, address, letter.issued_at, letter.facts, settings.DEMO)


def answer(letter: SurveyLetter, *, actor: Actor, satang: int | None, note: str = "") -> SurveyLetter:
    """Write down the answer: the total for the letter's quantity and term, VAT included; None where the supplier does not offer.

    The supplier answers itself, or an officer of the agency writes down what came on paper. An answer is not changed.

    Raises:
        Refused: neither of them, or answered already.
    """
    mine = None
    if actor.organisation_id == letter.company.organisation_id:
        mine = next((duty for duty in ANSWERERS if actor.has(duty)), None)
    elif actor.organisation_id == letter.agency_id:
        mine = next((duty for duty in OFFICERS if actor.has(duty)), None)
    if mine is None:
        raise Refused([wrong_duty(" / ".join(str(duty.label) for duty in (*ANSWERERS, *OFFICERS)))])
    with audit.unit():
        held = SurveyLetter.objects.select_for_update(no_key=True, of=("self",)).select_related("company").get(pk=letter.pk)
        if held.answered_at is not None:
            raise Refused([Refusal("answered", _("The letter has been answered already."), clauses.HOUSE_STALE_PAGE)])
        held.answer_satang, held.answer_note, held.declined = satang, note.strip(), satang is None
        held.answered_at, held.answered_by_id = clock.read(), actor.person_id
        held.save(update_fields=["answer_satang", "answer_note", "declined", "answered_at", "answered_by"])
        audit.record(
            events.SurveyAnswered,
            actor=actor.under(mine),
            subject=held,
            basis=("ACT.4",),
            payload={"supplier": held.company.ref, "price_satang": satang, "note": held.answer_note},
        )
        return held


def supplier_name(letter: SurveyLetter) -> str:
    """The supplier that was asked, in the reader's language."""
    return in_reader_language(letter.company.name_th, letter.company.name_en)
