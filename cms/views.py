"""Pages of the rules: values in force for everyone, proposals and decisions for rule editors."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cms import reading
from cms.actions import changes
from cms.forms import HOW, DayProposalForm, ValueProposalForm
from cms.models import GuidancePage, RuleChange
from marketplace import audit
from marketplace.accounts.access import duties, public
from marketplace.accounts.duty import Duty
from marketplace.kernel import clock, era
from marketplace.law import calendar, rulebook
from marketplace.law.clauses import Layer
from marketplace.law.definitions import Definition, UnknownRule, definition_by_slug, definitions
from marketplace.law.values import write
from marketplace.procedure.offering import offers
from marketplace.ui.paging import Keyset

#: Calendar years (CE) that the calendar page shows at most.
FIRST_YEAR, LAST_YEAR = 2018, 2035


def _rule(slug: str) -> Definition:
    try:
        return definition_by_slug(slug)
    except UnknownRule:
        raise Http404 from None


def _themes() -> dict[str, str]:
    return {
        "thresholds": _("Limits and ordering power"),
        "deadlines": _("Periods"),
        "money": _("Guarantees, penalties and taxes"),
        "preferences": _("Preferences and qualifications"),
        "house": _("Rules of the platform"),
    }


@public
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule with the value in force, filtered by layer, certainty and words."""
    themes, found = _themes(), reading.shown_rules(definitions())
    layer, only, query = request.GET.get("layer", ""), request.GET.get("only", ""), request.GET.get("q", "").strip()[:100]
    if layer in set(Layer):
        found = [one for one in found if one.rule.layer == layer]
    if only == "unconfirmed":
        found = [one for one in found if one.now is not None and one.now.unconfirmed]
    elif only == "coming":
        found = [one for one in found if one.coming]
    if query:
        words = query.lower().split()
        found = [one for one in found if all(w in f"{one.rule.th} {one.rule.en} {one.rule.rule_id}".lower() for w in words)]
    groups = [(themes[theme], [one for one in found if one.rule.theme == theme]) for theme in themes]
    context = {
        "groups": [(title, rows) for title, rows in groups if rows],
        "total": len(found),
        "layers": [(one.value, one.words) for one in Layer],
        "layer": layer,
        "only": only,
        "query": query,
        "today": clock.today(),
    }
    return render(request, "cms/rules/list.html", context)


@public
@require_GET
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """One rule: the value in force, its basis, every value it has had, proposals, entries of the log."""
    one = _rule(slug)
    history = [reading.Dated(row, one) for row in rulebook.history(one.rule_id)]
    context = {
        "shown": reading.shown_rule(one.rule_id),
        "rule": one,
        "history": history,
        "changes": RuleChange.objects.filter(rule_id=one.rule_id).select_related("proposed_by", "decided_by")[:20],
        "entries": list(audit.entries(root=("rule", one.rule_id), newest_first=True, limit=20)),
        "topics": GuidancePage.objects.live().filter(rules__rule_id=one.rule_id).distinct(),
        "may_propose": request.actor.has(Duty.RULE_EDITOR),  # type: ignore[attr-defined]
        "today": clock.today(),
    }
    return render(request, "cms/rules/rule.html", context)


@duties(Duty.RULE_EDITOR)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a new dated value."""
    one = _rule(slug)
    shown = reading.shown_rule(one.rule_id)
    now = write(one.kind, shown.now.row.value).replace(" | ", "\n") if shown and shown.now else ""
    form = ValueProposalForm(request.POST or None, rule=one, initial={"value": now, "effective_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        change = changes.propose_value(
            actor=request.actor,  # type: ignore[attr-defined]
            rule_id=one.rule_id,
            value=given["value"],
            written=given["written"],
            scope=given["scope"],
            effective_from=given["effective_from"],
            effective_to=given["effective_to"],
            source=given["source"],
            reason=given["reason"],
        )
        return _proposed(request, change)
    status = 422 if form.is_bound else 200
    return render(request, "cms/rules/propose.html", {"form": form, "rule": one, "shown": shown, "how": HOW[one.kind]}, status=status)


@duties(Duty.RULE_EDITOR)
@require_http_methods(["GET", "POST"])
def propose_day(request: HttpRequest) -> HttpResponse:
    """Propose a day of the calendar."""
    form = DayProposalForm(request.POST or None, initial={"effect": "holiday"})
    if request.method == "POST" and form.is_valid():
        return _proposed(request, changes.propose_day(actor=request.actor, **form.cleaned_data))  # type: ignore[attr-defined]
    return render(request, "cms/rules/propose_day.html", {"form": form}, status=422 if form.is_bound else 200)


def _proposed(request: HttpRequest, change: RuleChange) -> HttpResponse:
    messages.success(request, _("The proposal is recorded. Another editor of rules decides on it."))
    return redirect(change.get_absolute_url())


@duties(Duty.RULE_EDITOR)
@require_GET
def rule_changes(request: HttpRequest) -> HttpResponse:
    """Proposals: those that wait, then those decided."""
    waiting = RuleChange.objects.waiting().select_related("proposed_by").order_by("proposed_at", "id")
    decided = RuleChange.objects.exclude(pk__in=waiting).select_related("proposed_by", "decided_by")
    page = Keyset(decided, order=("-decided_at", "-id"), size=20).page(request)
    person = request.actor.person_id  # type: ignore[attr-defined]
    context = {"waiting": waiting, "page": page, "person_id": person}
    return render(request, "cms/rules/changes.html", context)


@duties(Duty.RULE_EDITOR)
@require_GET
def rule_change(request: HttpRequest, ref: str) -> HttpResponse:
    """One proposal beside the value in force, with what can be done with it."""
    change = get_object_or_404(RuleChange.objects.select_related("proposed_by", "decided_by"), ref=ref)
    context: dict[str, Any] = {
        "change": change,
        "shown": reading.shown_rule(change.rule_id) if change.rule_id else None,
        "scope": reading.scope_words(change.scope),
        "offers": offers(change, request.actor),  # type: ignore[attr-defined]
        "entries": list(audit.entries(subject=("rule_change", change.ref), limit=20)),
        "day_now": calendar.day_off(change.day) if change.day else None,
    }
    return render(request, "cms/rules/change.html", context)


@public
@require_GET
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Government holidays of one calendar year, with those that the cabinet decided marked."""
    this_year = clock.today().year
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else this_year
    year = year - era.AHEAD if year > 2400 else year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        year = this_year
    first = dt.date(year, 1, 1)
    days = [first + dt.timedelta(n) for n in range((dt.date(year + 1, 1, 1) - first).days)]
    decided = calendar.overrides()
    off = [(day, found, decided.get(day)) for day in days if (found := calendar.day_off(day)) is not None]
    context = {
        "year": year,
        "off": off,
        "made_working": [decided[day] for day in days if day in decided and decided[day].effect == "working"],
        "working_days": calendar.working_days_of(year),
        "years": [one for one in range(this_year - 1, this_year + 3) if FIRST_YEAR <= one <= LAST_YEAR],
        "may_propose": request.actor.has(Duty.RULE_EDITOR),  # type: ignore[attr-defined]
    }
    return render(request, "cms/rules/calendar.html", context)
