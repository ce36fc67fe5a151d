"""Supplier registry: companies, evidence, verification, work abandoners."""

from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    name = "suppliers"
    label = "suppliers"
