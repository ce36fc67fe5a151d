"""The word lists of the search in Wagtail's admin: three texts, each on a page of its own. What may be saved is the catalogue's business."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.actions import wording
from catalog.search.lists import FILES
from cms.forms import WordListForm
from marketplace.procedure.refusals import Refused


def _kinds() -> dict[str, tuple[str, str]]:
    """Title of every list and what a line of it does."""
    return {
        "synonyms": (
            _("Words that mean the same"),
            _("One group on a line, joined by “=”: cloud = คลาวด์. With “>” one way only: ma > บำรุงรักษา. In use everywhere within seconds."),
        ),
        "weak": (
            _("Words that say little"),
            _("One word on a line. A search that finds little leaves these words out first. In use everywhere within seconds."),
        ),
        "words": (
            _("Own words of the dictionary"),
            _("One Thai word on a line that must not be cut apart. After a change the index is built anew, which takes a few minutes."),
        ),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def word_list(request: HttpRequest, kind: str = "synonyms") -> HttpResponse:
    """One list to read and change."""
    if kind not in FILES:
        raise Http404
    content, version = wording.present(kind)
    form = WordListForm(request.POST or None, initial={"content": content, "seen": version})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            wording.change(
                kind,
                form.cleaned_data["content"],
                actor=request.actor,  # type: ignore[attr-defined]
                seen=form.cleaned_data["seen"],
            )
        except Refused as refused:
            for refusal in refused.refusals:
                form.add_error(None, " ".join(part for part in (refusal.text, str(refusal.remedy)) if part))
            status = 409
        else:
            messages.success(request, _("The list was saved."))
            return redirect("search_words", kind=kind)
    kinds = _kinds()
    context: dict[str, Any] = {
        "form": form,
        "kind": kind,
        "title": kinds[kind][0],
        "hint": kinds[kind][1],
        "kinds": [(name, title) for name, (title, _hint) in kinds.items()],
        "header_title": kinds[kind][0],
    }
    return render(request, "cms/admin/word_list.html", context, status=422 if form.errors and status == 200 else status)
