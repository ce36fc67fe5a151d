"""The public pages on which anybody checks the log. The access marks are put on where the addresses are listed.

Nothing here writes, and nothing shows more of an entry than `public` allows.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from marketplace.audit import bundle, checkpoints, genesis, nodes, notes, public, reading, tree
from marketplace.audit.forms import FindEntry
from marketplace.audit.models import Checkpoint, LogEntry
from marketplace.ui import formats


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """What the log is, its latest checkpoint, how to check it; finds an entry by number or code."""
    form = FindEntry(request.GET if "entry" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("verify_entry", position=form.cleaned_data["entry"])
    checkpoint = checkpoints.latest()
    context = {
        "form": form,
        "checkpoint": checkpoint,
        "since": nodes.size() - (checkpoint.size if checkpoint else 0),
        "demo": genesis.is_demo(),
        "keys": genesis.announced_keys(),
        "growth": _growth(),
    }
    return render(request, "audit/verify.html", context, status=422 if form.is_bound else 200)


def _growth() -> list[dict[str, Any]]:
    """The last checkpoints, oldest first, for the picture of the growing log."""
    rows = reversed(Checkpoint.objects.order_by("-size")[:6])
    return [{"label": formats.moment(row.made_at), "value": row.size, "shown": f"{row.size:,}"} for row in rows]


@require_safe
def verify_entry(request: HttpRequest, position: int) -> HttpResponse:
    """One entry: its place, its hash, the way to the signed root; its content where it is public."""
    row = public.row_at(position)
    if row is None:
        raise Http404
    checkpoint = public.checkpoint_for(position)
    path = nodes.inclusion(position, checkpoint.size) if checkpoint else []
    context = {
        "row": row,
        "entry": reading.view_of(row) if public.is_public(row) else None,
        "checkpoint": checkpoint,
        "path": [step.hex() for step in path],
        "holds": checkpoint is not None and _holds(row, checkpoint, path),
        "last": nodes.size() - 1,
    }
    return render(request, "audit/verify_entry.html", context)


def _holds(row: LogEntry, checkpoint: Checkpoint, path: list[bytes]) -> bool:
    """Does the path lead from the stored text to the signed root? Computed again for every reader."""
    leaf = tree.entry_hash(row.position, bytes.fromhex(row.previous_hash), row.body)
    root = notes.Head.read(checkpoint.note).root
    return leaf.hex() == row.leaf_hash and tree.verify_inclusion(leaf, row.position, checkpoint.size, path, root)


@require_safe
def checkpoint_note(request: HttpRequest) -> HttpResponse:
    """The latest checkpoint, or with `?size=` the one of so many entries, as a signed note."""
    size = _number(request, "size")
    found = checkpoints.latest() if size is None else Checkpoint.objects.filter(size=size).first()
    if found is None:
        raise Http404
    response = HttpResponse(found.note, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="checkpoint-{found.size}.txt"'
    return response


@require_safe
def entry_proof(request: HttpRequest, position: int) -> HttpResponse:
    """The entry's proof as JSON; `?size=` for the checkpoint that the reader keeps."""
    row = public.row_at(position)
    checkpoint = public.checkpoint_for(position, _number(request, "size"))
    if row is None or checkpoint is None:
        raise Http404
    response = JsonResponse(public.entry_document(row, checkpoint), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="entry-{position}.json"'
    return response


@require_safe
def consistency_proof(request: HttpRequest) -> HttpResponse:
    """Proof that the log of `?to=` entries (default: the latest checkpoint's) only added to that of `?from=`."""
    old, new = _number(request, "from"), _number(request, "to")
    latest = checkpoints.latest()
    if old is None or latest is None:
        raise Http404
    try:
        said = public.consistency_document(old, latest.size if new is None else new)
    except ValueError as error:
        raise Http404 from error
    return JsonResponse(said)


@require_safe
def verifier_script(request: HttpRequest) -> HttpResponse:
    """The stand-alone verifier, for running it elsewhere."""
    response = HttpResponse(bundle.SCRIPT.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{bundle.SCRIPT.name}"'
    return response


def _number(request: HttpRequest, name: str) -> int | None:
    """The query's whole number, None where it is not given; 404 for anything else."""
    text = request.GET.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text)
