"""What must be there before the request report: the tasks of preparation with their state. Reads facts only."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.accounts.duty import Duty
from tenders.facts import TenderFacts
from tenders.models import Seat, Tender
from tenders.states import S, T


def checklist(tender: Tender, seats: list[Seat], facts: TenderFacts | None) -> list[dict[str, Any]]:
    """Tasks in their order: where to do each, its state, and what is still missing."""
    if tender.state not in {T.DRAFTING, T.REQUESTED, T.APPROVED} or facts is None:
        return []
    drafting = tender.state == T.DRAFTING
    ref = tender.ref
    officer = not facts.duties.isdisjoint({Duty.OFFICER, Duty.HEAD_OFFICER})
    author = Duty.TOR_PERSON in facts.duties
    appointed = not (facts.committees_missing or facts.committee_too_small or facts.evaluators_who_accept)
    unsworn = [seat.person.name for seat in seats if seat.committee.kind == "tor" and seat.state == S.APPOINTED]

    def task(title: str, name: str, done: bool, note: str = "", may: bool = True, started: bool = False) -> dict[str, Any]:
        return {
            "title": title,
            "url": reverse(name, args=[ref]) if drafting and may else "",
            "state": "done" if done else ("doing" if started else "todo"),
            "note": "" if done else note,
        }

    tasks = []
    if tender.method.chosen_from_catalogue:
        tasks.append(
            task(_("Services from the catalogue"), "purchase_items", tender.items.exists(), _("Choose one or several listings"), officer)
        )
    tasks += [
        task(
            _("Details of the request"),
            "purchase_details",
            not facts.missing_items,
            ", ".join(facts.missing_items),
            officer,
            bool(tender.need),
        ),
        task(
            _("Committees and persons"),
            "purchase_committees",
            appointed,
            ", ".join((*facts.committees_missing, *facts.committee_too_small, *facts.evaluators_who_accept)),
            officer,
        ),
        task(
            _("Terms of reference"),
            "purchase_terms",
            facts.tor_finished,
            _("Declares first: %(names)s") % {"names": ", ".join(unsworn)} if unsworn else "",
            author,
            tender.terms.exists(),
        ),
        task(_("Reference price"), "purchase_benchmark", facts.reference_price_satang is not None, "", officer or author),
    ]
    return tasks
