"""How the product looks: tokens, elements, components, the page frames. Knows no domain object."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "marketplace.ui"
    label = "ui"
