"""The registrar's desk: the queue with its age, and one screen with evidence beside claims."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from marketplace.accounts.access import duties
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock
from marketplace.law import calendar
from marketplace.procedure import Refused, offers
from marketplace.ui.paging import Keyset, Page
from suppliers import case as cases
from suppliers import standing
from suppliers.actions import examining
from suppliers.dossier import Dossier
from suppliers.forms.examining import ByHandForm, JudgeForm, NamesakeForm
from suppliers.models import Abandoner, ChangeRequest, Company, Director
from suppliers.models.abandoner import Purpose
from suppliers.registries.answers import ACTIVE, Outcome, Source
from suppliers.verdicts import Verdict
from suppliers.views.company import tag_of, timeline
from suppliers.views.fetching import actor_of
from suppliers.words import OF_THE_REGISTRAR


@duties(Duty.REGISTRAR)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; or everything, by name."""
    everything = "all" in request.GET
    if everything:
        page: Page[Any] = Keyset(Company.objects.select_related("examiner"), order=("name_th", "id"), size=50).page(request)
    else:
        asked = ChangeRequest.objects.waiting().filter(company=OuterRef("pk")).order_by("asked_at").values("asked_at")[:1]
        waiting = Company.objects.waiting().select_related("examiner").annotate(asked=Subquery(asked))
        waiting = waiting.annotate(since=Coalesce("asked", "submitted_at", "claimed_at"))
        page = Keyset(waiting, order=("since", "id"), size=50).page(request)
    today = clock.today()
    for company in page:
        company.tag = tag_of(company)  # type: ignore[attr-defined]
        handed_in = getattr(company, "asked", None) or company.submitted_at
        company.handed_in = handed_in  # type: ignore[attr-defined]
        company.waited = calendar.working_days_between(clock.civil(handed_in), today) if handed_in else None  # type: ignore[attr-defined]
    return render(request, "suppliers/desk/queue.html", {"page": page, "everything": everything})


def _company(ref: str) -> Company:
    company = Company.objects.select_related("organisation", "examiner", "submitted_by").filter(ref=ref).first()
    if company is None:
        raise Http404
    return company


@duties(Duty.REGISTRAR)
@require_GET
def case(request: HttpRequest, ref: str) -> HttpResponse:
    """One registration: claims, evidence, registers, the list, verdicts, steps."""
    return _page(request, _company(ref))


def _page(
    request: HttpRequest, company: Company, *, status: int = 200, judged: Any = None, by_hand: Any = None, refusals: Any = ()
) -> HttpResponse:
    actor, today = actor_of(request), clock.today()
    dossier = Dossier.of(company)
    facts = cases.company_facts(company, actor, inputs={}, step="", dossier=dossier)
    items = dossier.items()
    answers = list(company.registry_answers.select_related("asked_by")[:3])
    latest = next((one for one in answers if one.outcome == Outcome.FOUND), None)
    context = {
        "company": company,
        "tag": tag_of(company),
        "items": [(item, _form_of(item, judged)) for item in items],
        "judging": company.state in ("examining", "verified") and not facts.actor_is_of_the_company,
        "verdicts": Verdict,
        "accepted": sum(item.verdict == Verdict.ACCEPT for item in items),
        "answers": [(one, Source(one.source).label, Outcome(one.outcome).label) for one in answers],
        "differences": _differences(company, latest.answer) if latest else [],
        "by_hand": by_hand or ByHandForm(),
        "check": company.abandoner_checks.filter(purpose=Purpose.VERIFICATION).select_related("made_by").first(),
        "bans": [(ban, _namesake_form(ban)) for ban in standing.bans(company, today)],
        "steps": [offer for offer in offers(company, actor, facts) if offer.name in OF_THE_REGISTRAR],
        "timeline": timeline(company),
        "changes": company.changes.waiting().select_related("asked_by"),
        "refusals": refusals,
        "outside": not facts.actor_is_of_the_company,
        "today": today,
        "waited": calendar.working_days_between(clock.civil(company.submitted_at), today) if company.submitted_at else None,
    }
    return render(request, "suppliers/desk/case.html", context, status=status)


def _form_of(item: Any, judged: Any) -> JudgeForm:
    """The form of an item: as it was typed where it has to be mended, else with the latest finding."""
    if judged is not None and judged.data.get("item") == item.code:
        form: JudgeForm = judged
        return form
    finding = item.finding
    initial = {"item": item.code, "fingerprint": item.fingerprint, "verdict": item.verdict, "reason": finding.reason if finding else ""}
    return JudgeForm(initial=initial, auto_id=f"id_{item.code}_%s")


def _namesake_form(ban: standing.Ban) -> NamesakeForm | None:
    if ban.director_id is None:
        return None
    return NamesakeForm(initial={"director": ban.director_id, "abandoner": ban.abandoner}, auto_id=f"id_{ban.abandoner}_%s")


def _differences(company: Company, answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Each fact that a register gave beside what the company says, and whether they agree."""
    labels = {
        "name_th": _("Name in Thai"), "name_en": _("Name in English"), "registered_on": _("Registered on"),
        "paid_up_capital_satang": _("Paid-up capital"), "province": _("Province"), "status": _("Status"),
    }  # fmt: skip
    rows = []
    for name, label in labels.items():
        said = answer.get(name)
        if said in (None, ""):
            continue
        own: Any = getattr(company, name, None)
        own = own.isoformat() if hasattr(own, "isoformat") else own
        same = said.startswith(ACTIVE) if name == "status" else said == own
        day = dt.date.fromisoformat(said) if name.endswith("_on") else None
        rows.append({"label": label, "register": said, "same": same, "money": name.endswith("satang"), "day": day})
    return rows


@duties(Duty.REGISTRAR)
@require_POST
def judge(request: HttpRequest, ref: str) -> HttpResponse:
    """A verdict on one item."""
    company = _company(ref)
    form = JudgeForm(request.POST, auto_id=f"id_{request.POST.get('item', '')[:60]}_%s")
    if not form.is_valid():
        return _page(request, company, status=422, judged=form)
    try:
        examining.judge_item(company, actor=actor_of(request), **form.cleaned_data)
    except Refused as refused:
        return _page(request, company, status=409, judged=form, refusals=refused.refusals)
    return redirect(f"{request.path.removesuffix('item/')}#item-{form.cleaned_data['item']}")


def _outside(request: HttpRequest, company: Company) -> None:
    if not examining.may_look_into(company, actor_of(request)):
        raise PermissionDenied


@duties(Duty.REGISTRAR)
@require_POST
def consult(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask the connected register anew."""
    company = _company(ref)
    _outside(request, company)
    answer = examining.consult_register(company, actor=actor_of(request))
    if answer.outcome is Outcome.UNAVAILABLE:
        messages.warning(request, _("The register does not answer. Look the company up by hand and write down what you saw."))
    return redirect("suppliers:desk_case", ref)


@duties(Duty.REGISTRAR)
@require_POST
def by_hand(request: HttpRequest, ref: str) -> HttpResponse:
    """Write down what was seen in a register by hand."""
    company = _company(ref)
    _outside(request, company)
    form = ByHandForm(request.POST)
    if not form.is_valid():
        return _page(request, company, status=422, by_hand=form)
    given = form.cleaned_data
    examining.note_by_hand(
        company,
        actor=actor_of(request),
        is_found=given["outcome"] == "found",
        name_th=given["name_th"],
        status=given["status"],
        note=given["note"],
    )
    return redirect("suppliers:desk_case", ref)


@duties(Duty.REGISTRAR)
@require_POST
def compare(request: HttpRequest, ref: str) -> HttpResponse:
    """Compare company and directors with the abandoner list."""
    company = _company(ref)
    _outside(request, company)
    examining.compare_with_list(company, actor=actor_of(request))
    return redirect("suppliers:desk_case", ref)


@duties(Duty.REGISTRAR)
@require_POST
def namesake(request: HttpRequest, ref: str) -> HttpResponse:
    """Write down that a director is not the listed person."""
    company = _company(ref)
    _outside(request, company)
    form = NamesakeForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Write in at least 10 characters how you know that it is another person."))
        return redirect("suppliers:desk_case", ref)
    director = Director.objects.present().filter(pk=form.cleaned_data["director"], company=company).first()
    entry = Abandoner.objects.filter(ref=form.cleaned_data["abandoner"]).first()
    if director is None or entry is None:
        raise Http404
    examining.clear_namesake(director, entry, actor=actor_of(request), reason=form.cleaned_data["reason"])
    messages.success(request, _("Written down. Compare with the list again."))
    return redirect("suppliers:desk_case", ref)
