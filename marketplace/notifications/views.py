"""The inbox. Everybody sees their own messages only."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.accounts.access import signed_in
from marketplace.kernel import clock
from marketplace.notifications.forms import PreferenceForm
from marketplace.notifications.models import Message, Preference
from marketplace.ui.paging import Keyset


@signed_in
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """All messages, newest first; `?show=waits` or `?show=unread` narrows them."""
    mine = Message.objects.of(request.user)  # type: ignore[arg-type]
    show = request.GET.get("show", "")
    shown = {"waits": mine.waiting(), "unread": mine.unread()}.get(show, mine)
    home = reverse("inbox")
    tabs = [
        {"label": _("All"), "url": home, "current": show not in ("waits", "unread")},
        {"label": _("Waits for me"), "url": f"{home}?show=waits", "current": show == "waits"},
        {"label": _("Unread"), "url": f"{home}?show=unread", "current": show == "unread", "count": mine.unread().count()},
    ]
    page = Keyset(shown, ("-at", "-id")).page(request)
    return render(request, "notifications/inbox.html", {"page": page, "tabs": tabs})


@signed_in
@require_GET
def read(request: HttpRequest, token: UUID) -> HttpResponse:
    """Open a message: it counts as read, and its page is shown."""
    message = get_object_or_404(Message.objects.of(request.user), token=token)  # type: ignore[arg-type]
    if message.read_at is None:
        Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=clock.read_true())
    if message.url and url_has_allowed_host_and_scheme(message.url, None):
        return redirect(message.url)
    return render(request, "notifications/message.html", {"message": message})


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    Message.objects.of(request.user).unread().update(read_at=clock.read_true())  # type: ignore[arg-type]
    return redirect("inbox")


@signed_in
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """What comes by e-mail."""
    wish = Preference.of(request.user)  # type: ignore[arg-type]
    form = PreferenceForm(request.POST if request.method == "POST" else None, instance=wish)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your wishes are saved."))
        return redirect("inbox_preferences")
    return render(request, "notifications/preferences.html", {"form": form})
