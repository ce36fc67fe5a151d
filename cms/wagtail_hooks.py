"""The guidance desk shows what a rule editor needs and nothing else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_admin_menu_item")
def rule_values_entry() -> MenuItem:
    """Rule values are changed on their own pages, by two people."""
    return MenuItem(_("Rule values"), reverse("rules"), name="rule-values", icon_name="calendar-check", order=200)


@hooks.register("construct_main_menu")
def only_what_is_needed(request: HttpRequest, items: list[Any]) -> None:
    """Images are not part of guidance texts; help and settings of Wagtail are for its makers."""
    items[:] = [item for item in items if item.name not in {"images", "help", "reports", "settings"}]
