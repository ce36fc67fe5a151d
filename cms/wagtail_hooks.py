"""The guidance desk shows what a rule editor needs and nothing else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms import word_views


@hooks.register("register_admin_menu_item")
def rule_values_entry() -> MenuItem:
    """Rule values are changed on their own pages, by two people."""
    return MenuItem(_("Rule values"), reverse("rules"), name="rule-values", icon_name="calendar-check", order=200)


@hooks.register("register_admin_urls")
def search_words_addresses() -> list[Any]:
    """The word lists of the search."""
    return [
        path("search-words/", word_views.word_list, name="search_words_start"),
        path("search-words/<slug:kind>/", word_views.word_list, name="search_words"),
    ]


@hooks.register("register_admin_menu_item")
def search_words_entry() -> MenuItem:
    """What the search knows about words."""
    return MenuItem(
        _("Words of the search"), reverse("search_words", args=["synonyms"]), name="search-words", icon_name="search", order=210
    )


@hooks.register("construct_main_menu")
def only_what_is_needed(request: HttpRequest, items: list[Any]) -> None:
    """Images are not part of guidance texts; help and settings of Wagtail are for its makers."""
    items[:] = [item for item in items if item.name not in {"images", "help", "reports", "settings"}]
