"""The comptroller's desk: case files, red flags, open data. Reads everything, changes nothing."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "marketplace.oversight"
    label = "oversight"
