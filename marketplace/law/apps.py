"""Clauses, house rules, dated rule values, the working-day calendar. Knows no people."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "marketplace.law"
    label = "law"
