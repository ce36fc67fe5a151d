"""Categories, question sets, listings, prices, search and comparison."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "catalog"
    label = "catalog"
