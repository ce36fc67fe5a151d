"""The company's own page: where its registration stands, what is missing, what comes next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from marketplace import audit
from marketplace.accounts.access import duties, signed_in
from marketplace.accounts.duty import COMPANY_DUTIES, Duty
from marketplace.kernel import clock
from marketplace.procedure import offers
from suppliers import case as cases
from suppliers import standing, visibility
from suppliers import terms as reading
from suppliers.dossier import Dossier
from suppliers.identity import differences
from suppliers.marks import marks
from suppliers.models import Company
from suppliers.states import EDITABLE, V
from suppliers.views.fetching import actor_of, own_company_or_404, visible_company
from suppliers.views.registering import address_of, asked_of, mode_of, tasks, title_of
from suppliers.words import OF_THE_OWNER


@duties(*sorted(COMPANY_DUTIES))
@require_GET
def my(request: HttpRequest) -> HttpResponse:
    """State, what the registrar asks for, what to do next."""
    actor, today = actor_of(request), clock.today()
    company = own_company_or_404(request)
    dossier = Dossier.of(company)
    facts = cases.company_facts(company, actor, inputs={}, step="", dossier=dossier)
    owner = actor.has(Duty.OWNER)
    context = {
        "company": company,
        "dossier": dossier,
        "marks": marks(company, dossier.evidence, today),
        "tag": tag_of(company),
        "asked": asked_of(dossier),
        "tasks": tasks(company, dossier, actor.name) if owner and company.state in EDITABLE else None,
        "steps": [offer for offer in offers(company, actor, facts) if offer.name in OF_THE_OWNER],
        "timeline": timeline(company),
        "bans": standing.bans(company, today),
        "evidence": dossier.evidence,
        "today": today,
        "owner": owner,
        "terms": reading.to_accept(company) if company.state not in EDITABLE else None,
        "next": _next(company, owner),
        "changes": _changes(company),
        "changeable": [(title_of(part, company), address_of(part)) for part in (*company.about.parts[:-1], "bank")]
        if owner and mode_of(company) == "ask"
        else [],
    }
    return render(request, "suppliers/my.html", context)


def _changes(company: Company) -> list[Any]:
    """The latest requests for changes, each with its differences and what the registrar said of them."""
    found = list(company.changes.all()[:5])
    for change in found:
        change.title = title_of(change.part, company)  # type: ignore[attr-defined]
        change.rows = [(one, change.verdicts.get(one.fact, {})) for one in differences(change.changes)]  # type: ignore[attr-defined]
    return found


def tag_of(company: Company) -> tuple[str, str]:
    """The state as a word with its shape."""
    kinds = {
        V.CLAIMED: "now",
        V.SUBMITTED: "now",
        V.EXAMINING: "now",
        V.VERIFIED: "good",
        V.SENT_BACK: "wait",
        V.EXPIRED: "wait",
        V.REFUSED: "stop",
    }
    return company.state_word, kinds.get(V(company.state), "")


def _next(company: Company, owner: bool) -> str:
    """One sentence on what happens next and who is being waited for."""
    if company.state in EDITABLE and not owner:
        return _("The owner of the company's account completes the registration.")
    return {
        V.CLAIMED: _("Complete the parts below and hand in. What you write is saved; you can leave and come back."),
        V.SUBMITTED: _("A registrar of the comptroller takes it up. Nothing is needed from you now."),
        V.EXAMINING: _("A registrar compares your facts with the documents. Nothing is needed from you now."),
        V.VERIFIED: _("You can list services, bid and receive orders."),
        V.SENT_BACK: _("The registrar asks for more. Complete what is marked and hand in again."),
        V.REFUSED: _("The registrar refused the registration. The reason stands below."),
        V.EXPIRED: _("A document has lapsed. Hand in the renewed one, then hand in the registration again."),
        V.WITHDRAWN: _("The registration was withdrawn. It can be taken up again."),
    }[V(company.state)]


def timeline(company: Company, limit: int = 12) -> list[dict[str, Any]]:
    """What happened to the registration, from the log, the latest last."""
    found = list(audit.entries(root=("company", company.ref), newest_first=True, limit=60))
    shown = [entry for entry in found if entry.source != entry.target or entry.code == "suppliers.company_claimed"]
    made = [{"title": entry.sentence, "when": entry.at, "who": entry.actor.name} for entry in reversed(shown[:limit])]
    if made:
        made[-1]["state"] = "here"
    return made


@signed_in
@require_GET
def case(request: HttpRequest, ref: str) -> HttpResponse:
    """Where a step leads back to: the registrar to the desk, the company's people to their page, others to the public one."""
    actor = actor_of(request)
    company = visible_company(request, ref)
    if actor.has(Duty.REGISTRAR):
        return redirect("suppliers:desk_case", ref)
    if visibility.is_member(company, actor):
        return redirect("suppliers:my")
    return redirect("suppliers:company", ref)
