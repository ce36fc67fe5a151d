"""The frames' lists of entries."""

from __future__ import annotations

from django.test import RequestFactory

from marketplace.ui import nav


def test_only_the_entry_nearest_to_the_page_is_current(monkeypatch):
    monkeypatch.setattr(nav, "_entries", {"work": []})
    for label, href in (("My work", "/work/"), ("Our listings", "/work/listings/"), ("Inbox", "/inbox/")):
        nav.register("work", label, href)
    shown = nav.entries("work", RequestFactory().get("/work/listings/L-1/"))
    assert [entry.label for entry in shown if entry.current] == ["Our listings"]
    shown = nav.entries("work", RequestFactory().get("/work/"))
    assert [entry.label for entry in shown if entry.current] == ["My work"]
