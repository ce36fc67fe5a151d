"""Messages about letters that ask for prices: to the supplier that is asked, and to the agency when there is an answer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Person
from marketplace.notifications import of_purchase as who
from marketplace.notifications.routing import route
from marketplace.pricing import events
from marketplace.pricing.models import SurveyLetter
from marketplace.ui import formats


def _letter(entry: Any) -> SurveyLetter | None:
    return SurveyLetter.objects.filter(ref=entry.subject.ref).select_related("agency", "company", "category").first()


def _asked(entry: Any) -> list[Person]:
    return who.of_companies([entry.payload["supplier"]])


def _named(entry: Any) -> dict[str, Any]:
    letter = _letter(entry)
    if letter is None:
        return {}
    return {
        "agency": letter.agency.name,
        "company": letter.company.name,
        "category": letter.category.name,
        "until": formats.day(letter.answer_until),
    }


def _page(entry: Any) -> str:
    return f"/prices/letters/{entry.subject.ref}/"


route(
    events.SurveyLetterIssued,
    recipients=_asked,
    sentence=_("{agency} asks for your price: {category}"),
    body=_("Answer the letter until {until}. An answer is no offer and binds nobody."),
    url=_page,
    values=_named,
    waits=True,
)
route(
    events.SurveyAnswered,
    recipients=who.at_agency(*who.OFFICERS),
    sentence=_("{company} answered the letter that asked for its price: {category}"),
    url=_page,
    values=_named,
)
