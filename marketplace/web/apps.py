"""Pages that combine apps: home, my work, search box."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "marketplace.web"
    label = "web"
