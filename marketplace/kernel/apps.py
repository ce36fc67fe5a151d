"""Clock, money, public references, base model classes, guards of the database. Knows nothing of law or people."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class KernelConfig(AppConfig):
    name = "marketplace.kernel"
    label = "kernel"

    def ready(self) -> None:
        from marketplace.kernel import guards

        pre_migrate.connect(guards.remove, sender=self, dispatch_uid="kernel.guards.remove")
        post_migrate.connect(guards.install, sender=self, dispatch_uid="kernel.guards.install")
