"""Clock, money, public references, base model classes. Knows nothing of law or people."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "marketplace.kernel"
    label = "kernel"
