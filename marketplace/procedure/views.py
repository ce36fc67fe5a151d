"""One view serves every transition: it shows what the step means, asks what it needs, and takes it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from marketplace.accounts.access import signed_in
from marketplace.procedure import registry
from marketplace.procedure.door import act, turn_away
from marketplace.procedure.judge import judge
from marketplace.procedure.refusals import Refusal, Refused, lacks_duty
from marketplace.procedure.registry import Words


@signed_in
@require_http_methods(["GET", "POST"])
def take_step(request: HttpRequest, kind: str, ref: str, step: str) -> HttpResponse:
    """Show and take one step of one object. Whether it may be taken is decided by the engine alone.

    403 where the person has none of the step's duties here, 409 where the case does not allow it, 422 where the form is not complete.
    """
    known = registry.by_kind(kind)
    if known is None or step not in known.machine.steps or step in known.inner or known.find is None:
        raise Http404
    actor = request.actor  # type: ignore[attr-defined]
    obj = known.find(ref, actor)
    if obj is None:
        raise Http404
    if step in known.pages:
        return redirect(known.pages[step], obj.ref)
    row = known.machine.steps[step]
    facts = known.facts(obj, actor, inputs={}, step=step)
    refusals: list[Refusal] = judge(row, facts, known, given=False)
    form_class = known.forms.get(step)
    posted = request.method == "POST"
    outsider = facts.duties.isdisjoint(row.by)
    data, files = (request.POST, request.FILES) if posted and not outsider else (None, None)
    form = form_class(data, files, case=obj, actor=actor) if form_class else None
    status = 200
    if posted and outsider:
        refusals, status = turn_away(obj, step, actor=actor), 403
    elif posted and (form is None or form.is_valid()):
        inputs = dict(form.cleaned_data) if form else {}
        try:
            act(obj, step, actor=actor, seen=_seen(request), **inputs)
        except Refused as refused:
            refusals, status = refused.refusals, 403 if lacks_duty(refused.refusals) else 409
        else:
            messages.success(request, _("Done: %(what)s") % {"what": known.words.get(step, Words(step)).label})
            return redirect(known.address(obj) if known.address else obj.get_absolute_url())
    elif posted:
        status = 422
    context = {
        "case": obj,
        "step": row,
        "words": known.words.get(step, Words(step)),
        "form": form,
        "refusals": refusals,
        "back": known.address(obj) if known.address else obj.get_absolute_url(),
        "seen": _seen(request) if posted and status == 422 else obj.version,
    }
    return render(request, "procedure/take_step.html", context, status=status)


def _seen(request: HttpRequest) -> int | None:
    value = request.POST.get("seen", "")
    return int(value) if value.isdigit() else -1
